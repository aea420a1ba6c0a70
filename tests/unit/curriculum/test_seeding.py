"""Errors seeded on purpose: each is of the code its flag names, at the mark its flag names, and of nothing else."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.polygon import Polygon
from desktop.annotation.shapes.polyline import Polyline
from desktop.annotation.shapes.quad import Quad
from desktop.annotation.shapes.rotated import RotatedBox
from desktop.annotation.shapes.skeleton import Joint, Skeleton
from desktop.curriculum.schema import Attribute, Label, LabelSchema
from desktop.curriculum.seeding import OPERATORS, Scene, applicable, seed_errors
from desktop.curriculum.shape_rules import KeyPoint, SkeletonShape

SIZE = (800, 600)
FIGURE = SkeletonShape(
    points=(
        KeyPoint(id="nose", name="鼻"),
        KeyPoint(id="left", name="左手", swap="right"),
        KeyPoint(id="right", name="右手", swap="left"),
    ),
    edges=((0, 1), (0, 2)),
)
KINDS: dict[str, Any] = {"shapes": ("box", "rotated", "polygon", "polyline", "quad")}
SCHEMA = LabelSchema(
    task="objects",
    labels=(
        Label(id="car", name="小汽车", short="车", key="1", colour=0, heading=True, **KINDS),
        Label(id="bus", name="公交车", short="公", key="2", colour=1, **KINDS),
        Label(id="man", name="人", short="人", key="3", colour=2, shapes=("skeleton",), skeleton=FIGURE),
    ),
    attributes=(
        Attribute(id="cut", name="截断", kind="yesno", labels=("car",)),
        Attribute.model_validate(
            {
                "id": "colour",
                "name": "颜色",
                "kind": "choice",
                "labels": ("bus",),
                "options": [{"id": "red", "name": "红"}, {"id": "blue", "name": "蓝"}],
            }
        ),
    ),
)
MARKS: tuple[Shape, ...] = (
    Box("box", "car", 20, 20, 120, 90, attributes={"cut": False}),
    Box("bus", "bus", 420, 20, 520, 90, attributes={"colour": "red"}),
    RotatedBox("turned", "car", 300, 100, 80, 40, 30, attributes={"cut": True}),
    Polygon("area", "bus", (((20, 200), (120, 200), (150, 250), (120, 300), (20, 300)),)),
    Polyline("lane", "car", ((200, 500), (260, 400), (300, 300))),
    Quad("text", "bus", ((400, 300), (500, 300), (500, 320), (400, 320)), "合计 123.45 元"),
    Skeleton("figure", "man", (Joint(600, 300), Joint(560, 340), Joint(640, 340, "hidden"))),
)
CODES = {
    "drop": "MISS", "phantom": "EXTRA", "double": "DUP", "swap_class": "CLS", "wrong_attribute": "ATTR",
    "loosen_side": "LOOSE", "cut_side": "CUT", "turn": "ANG", "flip_heading": "ANG", "cut_corner": "BND",
    "shift_line": "LINE", "reverse_line": "LINE", "mirror": "PT", "move_joint": "PT", "wrong_visibility": "VIS",
    "swap_signs": "TXT", "drop_sign": "TXT",
}  # fmt: skip
BY_ID = {mark.id: mark for mark in MARKS}


def seeded(*wanted: str, marks: tuple[Shape, ...] = MARKS, seed: int = 7) -> Any:
    """The marks with these errors."""
    return seed_errors(marks, SCHEMA, size=SIZE, wanted=wanted, chance=random.Random(seed))


def test_every_operator_is_known_here() -> None:
    assert set(OPERATORS) == set(CODES)


def test_every_operator_fits_some_mark_of_the_scene() -> None:
    assert set(applicable(Scene(MARKS, SCHEMA, SIZE, random.Random(3)))) == set(OPERATORS)


@pytest.mark.parametrize("name", sorted(CODES))
def test_an_operator_makes_one_error_and_its_flag_names_it(name: str) -> None:
    found = seeded(name)
    (flag,) = found.flags
    assert flag.label == CODES[name]
    changed = {mark.id for mark in found.given if BY_ID.get(mark.id) != mark}
    if name == "drop":
        assert flag.target is None
        assert len(found.given) == len(MARKS) - 1
        assert not changed
    else:
        assert changed == {flag.target}


@pytest.mark.parametrize("name", sorted(CODES))
def test_the_flag_s_place_holds_what_is_wrong_and_lies_in_the_picture(name: str) -> None:
    found = seeded(name)
    (flag,) = found.flags
    x1, y1, x2, y2 = flag.bounds
    assert x1 >= 0
    assert y1 >= 0
    assert x2 <= SIZE[0]
    assert y2 <= SIZE[1]
    wrong = [mark for mark in found.given if mark.id == flag.target] or [
        mark for mark in MARKS if mark.id not in {own.id for own in found.given}
    ]
    a1, b1, a2, b2 = wrong[0].bounds
    assert x1 <= max(a1, 0)
    assert y1 <= max(b1, 0)
    assert x2 >= min(a2, SIZE[0])
    assert y2 >= min(b2, SIZE[1])


@given(st.integers(0, 10**6), st.lists(st.sampled_from(sorted(CODES)), max_size=7))
def test_no_mark_bears_two_errors_and_the_same_seed_gives_the_same(seed: int, wanted: list[str]) -> None:
    found = seeded(*wanted, seed=seed)
    assert found == seeded(*wanted, seed=seed)
    assert len(found.flags) <= len(wanted)
    targets = [flag.target for flag in found.flags if flag.target is not None]
    assert len(set(targets)) == len(targets)
    assert len({mark.id for mark in found.given}) == len(found.given)
    untouched = {mark.id for mark in found.given if BY_ID.get(mark.id) == mark}
    gone = set(BY_ID) - {mark.id for mark in found.given}
    assert len(gone) == sum(flag.label == "MISS" for flag in found.flags)
    changed = {mark.id for mark in found.given} - untouched
    assert changed == set(targets)


@given(st.integers(0, 10**6), st.sampled_from(["loosen_side", "cut_side"]))
def test_a_side_is_off_by_two_to_four_tolerances(seed: int, name: str) -> None:
    found = seeded(name, seed=seed)
    (flag,) = found.flags
    after = next(mark for mark in found.given if mark.id == flag.target)
    before = BY_ID[after.id]
    offs = [abs(a - b) for a, b in zip(after.bounds, before.bounds, strict=True) if a != b]
    assert len(offs) == 1
    assert 2 * 3 - 0.5 <= offs[0] <= 4 * 3 + 0.5
    outside = sum(after.bounds[place] < before.bounds[place] for place in (0, 1)) + sum(
        after.bounds[place] > before.bounds[place] for place in (2, 3)
    )
    assert outside == (name == "loosen_side")


def test_a_heading_that_does_not_matter_is_not_turned_round() -> None:
    assert seeded("flip_heading", marks=(RotatedBox("b", "bus", 300, 100, 80, 40, 30),)).flags == ()


def test_a_phantom_lies_where_nothing_is() -> None:
    found = seeded("phantom")
    (flag,) = found.flags
    copy = next(mark for mark in found.given if mark.id == flag.target)
    for mark in MARKS:
        a, b = copy.bounds, mark.bounds
        assert a[0] > b[2] or b[0] > a[2] or a[1] > b[3] or b[1] > a[3]


def test_a_full_picture_has_no_room_for_a_phantom() -> None:
    assert seeded("phantom", marks=(Box("all", "car", 0, 0, 800, 600),)).flags == ()


def test_a_swapped_sign_keeps_the_signs_of_the_text() -> None:
    after = next(mark for mark in seeded("swap_signs").given if mark.id == "text")
    before = BY_ID["text"]
    assert isinstance(after, Quad)
    assert isinstance(before, Quad)
    assert sorted(after.text) == sorted(before.text)
    assert after.text != before.text


def test_another_class_keeps_only_the_attributes_that_it_asks_for() -> None:
    found = seeded("swap_class", marks=(BY_ID["box"],))
    assert found.given[0].label == "bus"
    assert found.given[0].attributes == {}


def test_mirrored_joints_change_places_two_by_two() -> None:
    after = next(mark for mark in seeded("mirror").given if mark.id == "figure")
    before = BY_ID["figure"]
    assert isinstance(after, Skeleton)
    assert isinstance(before, Skeleton)
    assert after.joints == (before.joints[0], before.joints[2], before.joints[1])


def test_an_operator_nobody_knows_is_refused() -> None:
    with pytest.raises(KeyError):
        seeded("explode")
