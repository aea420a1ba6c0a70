"""Errors seeded on purpose: each is made of what it can be made of, with a flag that names it, and of nothing else."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.dot import Dot
from desktop.annotation.shapes.mask import Mask
from desktop.annotation.shapes.polygon import Polygon
from desktop.annotation.shapes.quad import Quad
from desktop.annotation.shapes.rotated import RotatedBox
from desktop.annotation.shapes.skeleton import Skeleton
from desktop.annotation.shapes.tag import Tag
from desktop.curriculum.seeding import OPERATORS, Scene, applicable, seed_errors
from desktop.curriculum.shape_rules import ObjectRules, PolylineRules, SkeletonRules
from tests.unit.curriculum.seeding_scenes import CODES, SCHEMA, SIZE, true_marks

MARKS = true_marks()
BY_ID = {mark.id: mark for mark in MARKS}
#: What may be spoilt by more than leaving it out, adding one, and calling it something else.
BY_KIND = {
    "box": {"loosen_side", "cut_side"},
    "rotated": {"turn", "flip_heading", "shift_end"},
    "polygon": {"swell_border", "shrink_border", "shift_border", "cut_corner", "fill_hole"},
    "mask": {"swell_border", "shrink_border", "shift_border", "cut_corner", "fill_hole"},
    "ellipse": {"swell_border", "shrink_border", "shift_border"},
    "polyline": {"shift_line", "shorten_line", "reverse_line", "mirror_attribute"},
    "quad": {"shift_end", "turn_corners", "swap_signs", "drop_sign", "misplace"},
    "point": {"move_point", "ungroup"},
    "skeleton": {"mirror", "move_joint", "wrong_visibility"},
    "tag": set(),
}
EVERYBODY = {"drop", "phantom", "double", "swap_class", "wrong_attribute"}


def seeded(*wanted: str, marks: tuple[Shape, ...] = MARKS, seed: int = 7, schema: Any = SCHEMA) -> Any:
    """The marks with these errors."""
    return seed_errors(marks, schema, size=SIZE, wanted=wanted, chance=random.Random(seed))


def scene(*marks: Shape, schema: Any = SCHEMA, seed: int = 3) -> Scene:
    return Scene(marks or MARKS, schema, SIZE, random.Random(seed))


def test_every_operator_is_known_here() -> None:
    assert set(OPERATORS) == set(CODES)


def test_every_operator_fits_some_mark_of_the_scene() -> None:
    assert set(applicable(scene())) == set(OPERATORS)


@pytest.mark.parametrize("kind", sorted(BY_KIND))
def test_every_kind_of_shape_has_the_errors_that_people_make_with_it(kind: str) -> None:
    at = scene()
    mine = [mark for mark in MARKS if mark.kind == kind]
    able = {name for name, operator in OPERATORS.items() if any(operator(mark, at) for mark in mine)}
    assert able - EVERYBODY == BY_KIND[kind]
    assert {"drop", "phantom"} <= able


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
    elif name == "misplace":
        assert not changed
        assert found.given[-1].id == flag.target
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
    moved = {flag.target for flag in found.flags if flag.label == "ORDER"}
    changed = {mark.id for mark in found.given} - untouched
    assert changed == set(targets) - moved


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
    assert seeded("flip_heading", marks=(RotatedBox("b", "van", 300, 100, 80, 40, 30),)).flags == ()


def test_a_long_thin_box_is_not_turned_until_it_is_another() -> None:
    assert OPERATORS["turn"](RotatedBox("b", "van", 300, 100, 400, 12, 30), scene()) is None


def test_a_phantom_lies_where_nothing_is() -> None:
    found = seeded("phantom")
    (flag,) = found.flags
    copy = next(mark for mark in found.given if mark.id == flag.target)
    for mark in MARKS:
        a, b = copy.bounds, mark.bounds
        assert isinstance(mark, Tag) or a[0] > b[2] or b[0] > a[2] or a[1] > b[3] or b[1] > a[3]


def test_a_full_picture_has_no_room_for_a_phantom() -> None:
    assert seeded("phantom", marks=(Box("all", "car", 0, 0, *SIZE),)).flags == ()


def test_a_phantom_tag_is_of_a_class_that_the_picture_is_not() -> None:
    found = seeded("phantom", marks=(Tag("tag", "rain"),))
    assert [mark.label for mark in found.given] == ["rain", "night"]
    assert seeded("phantom", marks=(Tag("tag", "rain"), Tag("other", "night"))).flags == ()


def test_a_swapped_sign_keeps_the_signs_of_the_text() -> None:
    (flag,) = (found := seeded("swap_signs")).flags
    after = next(mark for mark in found.given if mark.id == flag.target)
    before = BY_ID[after.id]
    assert isinstance(after, Quad)
    assert isinstance(before, Quad)
    assert sorted(after.text) == sorted(before.text)
    assert after.text != before.text


def test_another_class_keeps_only_the_attributes_that_it_asks_for() -> None:
    found = seeded("swap_class", marks=(BY_ID["box"],))
    assert found.given[0].label == "bus"
    assert found.given[0].attributes == {}


def test_mirrored_joints_change_places_two_by_two() -> None:
    after = next(mark for mark in seeded("mirror").given if mark.id == "man")
    before = BY_ID["man"]
    assert isinstance(after, Skeleton)
    assert isinstance(before, Skeleton)
    a, b, c, d = before.joints
    assert after.joints == (a, c, b, d)


def test_lines_counted_from_the_wrong_side_are_left_for_right() -> None:
    after = next(mark for mark in seeded("mirror_attribute").given if mark.id == "lane")
    twins = {"l1": "r1", "r1": "l1", "l2": "r2", "r2": "l2"}
    assert after.attributes["place"] == twins[str(BY_ID["lane"].attributes["place"])]


def test_a_number_is_off_by_more_than_its_tolerance_and_stays_within_its_limits() -> None:
    for seed in range(20):
        (bus,) = seeded("wrong_attribute", marks=(BY_ID["bus"],), seed=seed).given
        assert bus.attributes["seats"] in range(0, 61, 5)
        assert abs(float(bus.attributes["seats"]) - 45) > 2


def test_a_border_is_swollen_outwards_and_shrunk_inwards() -> None:
    for name in ("area", "mask", "ellipse"):
        mark = BY_ID[name]
        wider, narrower = (
            seeded(operator, marks=(mark,)).given[0] for operator in ("swell_border", "shrink_border")
        )
        assert wider.area > mark.area > narrower.area, name


def test_a_corner_is_cut_off_a_mask_and_nothing_is_added() -> None:
    (cut,) = seeded("cut_corner", marks=(BY_ID["mask"],)).given
    before = BY_ID["mask"]
    assert isinstance(cut, Mask)
    assert isinstance(before, Mask)
    x1, y1, x2, y2 = cut.box
    for x in range(x1, x2, 3):
        for y in range(y1, y2, 3):
            assert before.holds(x, y) or not cut.holds(x, y)
    assert 0.5 * before.area < cut.area < 0.97 * before.area


def test_a_filled_hole_leaves_the_outline_alone() -> None:
    (filled,) = seeded("fill_hole", marks=(BY_ID["holed"],)).given
    before = BY_ID["holed"]
    assert isinstance(filled, Polygon)
    assert isinstance(before, Polygon)
    assert filled.rings == before.rings[:1]
    assert seeded("fill_hole", marks=(BY_ID["area"],)).flags == ()


def test_what_the_rules_do_not_ask_is_no_error() -> None:
    slack = ObjectRules(skeleton=SkeletonRules(visibility=False), polyline=PolylineRules(directed=False))
    schema = SCHEMA.model_copy(update={"object_rules": slack})
    able = applicable(scene(schema=schema))
    assert not {"wrong_visibility", "reverse_line", "ungroup", "misplace"} & set(able)


def test_a_figure_seen_edge_on_has_no_left_and_right_to_swap() -> None:
    man = BY_ID["man"]
    assert isinstance(man, Skeleton)
    thin = Skeleton("thin", "man", (man.joints[0], man.joints[1], man.joints[1], man.joints[3]))
    assert OPERATORS["mirror"](thin, scene(thin)) is None


def test_a_point_among_others_is_not_moved_to_where_it_could_be_another() -> None:
    points = tuple(
        Dot(f"d{row}-{column}", "head", 500 + 15 * column, 500 + 15 * row)
        for row in range(3)
        for column in range(3)
    )
    assert OPERATORS["move_point"](points[4], scene(*points)) is None


def test_of_a_group_of_two_nobody_is_taken_out() -> None:
    pair = (Dot("a", "head", 10, 10, group="g"), Dot("b", "head", 90, 10, group="g"))
    assert seeded("ungroup", marks=pair).flags == ()


def test_an_operator_nobody_knows_is_refused() -> None:
    with pytest.raises(KeyError):
        seeded("explode")
