"""Errors seeded on purpose are errors to the scorer, by the code that the seed names."""

from __future__ import annotations

import random

import pytest

from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.skeleton import Joint
from desktop.curriculum.schema import Attribute
from desktop.curriculum.seeding import OPERATORS, seed_errors
from tests.unit.scoring.judges.scenes import (
    FIGURE,
    box,
    codes,
    graded,
    label,
    line,
    polygon,
    quad,
    rotated,
    schema,
    skeleton,
)

SIZE = (1000, 1000)
FRONT = Attribute(id="front", name="在前", kind="yesno", labels=("car",))
RULES = schema(
    labels=[
        label("car", shapes=("box", "polygon")),
        label("van", 1, shapes=("box", "polygon")),
        label("truck", 2, shapes=("rotated",), heading=True),
        label("lane", 3),
        label("field", 4),
        label("person", 5, shapes=("skeleton",), skeleton=FIGURE),
    ],
    attributes=[FRONT],
)
BY_CODE = {
    "drop": "MISS", "phantom": "EXTRA", "double": "DUP", "swap_class": "CLS", "wrong_attribute": "ATTR",
    "loosen_side": "LOOSE", "cut_side": "CUT", "turn": "ANG", "flip_heading": "ANG", "cut_corner": "BND",
    "shift_line": "LINE", "reverse_line": "LINE", "mirror": "PT", "move_joint": "PT", "wrong_visibility": "VIS",
    "swap_signs": "TXT", "drop_sign": "TXT",
}  # fmt: skip


def true_marks() -> list[Shape]:
    return [
        box("b", 50, 50, 150, 120, attributes={"front": True}),
        polygon(
            "p",
            [(300, 50), (400, 50), (420, 100), (400, 150), (300, 150), (280, 100)],
            attributes={"front": False},
        ),
        rotated("r", 600, 100, 120, 50, 30, label="truck"),
        line("l", (50, 300), (500, 320), (900, 300)),
        quad("q", 50, 500, 300, 530, text="合计 128.50 元"),
        skeleton("s", (700, 500), (650, 600), (750, 600), Joint(700, 800, "hidden")),
    ]


def test_the_table_of_codes_is_complete() -> None:
    assert set(BY_CODE) == set(OPERATORS)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("operator", BY_CODE)
def test_a_seeded_error_is_found_by_its_code(operator: str, seed: int) -> None:
    truth = true_marks()
    seeded = seed_errors(truth, RULES, size=SIZE, wanted=[operator], chance=random.Random(seed))
    (flag,) = seeded.flags
    score = graded(truth, list(seeded.given), RULES, size=SIZE)
    assert flag.label == BY_CODE[operator]
    assert flag.label in codes(score)
    assert score.accuracy < 1
    if flag.target is not None:
        assert flag.target in {found.answer_id for found in score.findings if found.code == flag.label}


def test_without_an_error_nothing_is_found() -> None:
    assert graded(true_marks(), true_marks(), RULES, size=SIZE).findings == ()
