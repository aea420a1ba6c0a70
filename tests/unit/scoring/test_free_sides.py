"""An object whose one side nobody can place is asked for all the same; only that side is not judged."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from desktop.annotation.shapes.box import Box
from desktop.curriculum.items import Exercise, Gold, GoldMark
from desktop.scoring import boxes
from desktop.scoring.grading import gold_digest, grade
from desktop.scoring.result import Score
from tests.unit.scoring.samples import OCCLUSION, box, codes, gold_box, schema

GOLD = gold_box("g", 100, 100, 300, 200, free_sides=["right"])
#: Quarters of a pixel are exact in binary.
quarter = st.integers(0, 400).map(lambda n: n / 4)
shake = st.integers(-120, 120).map(lambda n: n / 4)
free = st.lists(st.sampled_from(boxes.SIDES), max_size=3, unique=True)


def answered(*corners: float, label: str = "car", gold: GoldMark = GOLD) -> Score:
    """The score of one box against one gold."""
    return grade([box("a", *corners, label=label)], [gold], schema())


@pytest.mark.parametrize("right", [210, 280, 297, 303, 360, 500])
def test_a_free_side_may_lie_anywhere_on_the_object_or_beyond(right: float) -> None:
    score = answered(100, 100, right, 200)
    assert (score.accuracy, score.findings) == (1, ())
    assert score.pairs[0].similarity == 1
    assert score.sub_scores["geometry"].value == 1


def test_the_other_sides_are_judged_as_ever() -> None:
    score = answered(93, 100, 280, 208)
    assert [(one.code, one.detail["side"], one.measured) for one in score.findings] == [
        ("LOOSE", "left", 7),
        ("LOOSE", "bottom", 8),
    ]
    assert score.counts.qualified == 0


def test_the_object_has_to_be_there_and_of_its_class() -> None:
    missed = grade([], [GOLD], schema())
    assert (codes(missed), missed.counts.gold) == (["MISS"], 1)
    assert codes(answered(100, 100, 280, 200, label="van")) == ["CLS"]


def test_its_attributes_are_asked_for() -> None:
    gold = gold_box("g", 100, 100, 300, 200, free_sides=["right"], attributes={"occlusion": "1"})
    score = grade([box("a", 100, 100, 260, 200, occlusion="0")], [gold], schema(attributes=[OCCLUSION]))
    assert codes(score) == ["ATTR"]


def test_a_box_that_hardly_lies_on_the_object_is_not_on_it() -> None:
    """All four sides tell whether a box lies on an object: beyond a free side there is much room."""
    assert sorted(codes(answered(290, 100, 500, 200))) == ["EXTRA", "MISS"]
    assert sorted(codes(answered(100, 100, 150, 200))) == ["EXTRA", "MISS"]
    both = gold_box("g", 100, 100, 300, 200, free_sides=["left", "right"])
    assert sorted(codes(answered(299, 100, 900, 200, gold=both))) == ["EXTRA", "MISS"]


def test_a_second_box_on_it_is_a_double() -> None:
    answers = [box("a", 100, 100, 300, 200), box("b", 100, 100, 260, 200)]
    assert codes(grade(answers, [GOLD], schema())) == ["DUP"]


def test_the_sides_of_the_gold_are_taken_over() -> None:
    gold, answer = box("g", 100, 100, 300, 200), box("a", 90, 110, 250, 220)
    assert boxes.with_sides_of(gold, answer, ["right", "top"]).corners == (90, 100, 300, 220)
    assert boxes.with_sides_of(gold, answer, []) == answer


@pytest.mark.parametrize(
    "wrong",
    [
        {"free_sides": ["left", "top", "right", "bottom"]},
        {"free_sides": ["left", "left"]},
        {"free_sides": ["middle"]},
        {"free_sides": ["left"], "ignore": True},
        {"free_sides": ["left"], "box": None, "start": 0, "end": 3},
    ],
)
def test_never_all_four_never_twice_and_only_where_a_box_is_judged(wrong: dict[str, object]) -> None:
    given: dict[str, object] = {"id": "g", "label": "car", "box": (0, 0, 9, 9)}
    with pytest.raises(ValidationError):
        GoldMark.model_validate(given | wrong)


def test_gold_without_free_sides_keeps_its_digest() -> None:
    plain = gold_box("g", 0, 0, 9, 9)
    assert "free_sides" not in plain.model_dump(mode="json")
    assert GOLD.model_dump(mode="json")["free_sides"] == ["right"]
    one, other = (
        gold_digest(
            Exercise(
                id="e", title="t", pool="exam", media="m.webp", size=(400, 300), golds=(Gold(marks=(mark,)),)
            )
        )
        for mark in (GOLD, GOLD.model_copy(update={"free_sides": ()}))
    )
    assert one != other


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Box, Box]:
    """A gold box and a shaken copy of it."""
    x, y, width, height = draw(quarter), draw(quarter), draw(quarter) + 12, draw(quarter) + 12
    gold = Box("g", "car", x, y, x + width, y + height)
    x1, y1, x2, y2 = (value + draw(shake) for value in gold.corners)
    return gold, replace(gold, id="a").with_corners(x1, y1, x2, y2)


def one_against(gold: Box, answer: Box, sides: list[str]) -> Score:
    """The score of an answer against a gold with these free sides."""
    return grade([answer], [gold_box("g", *gold.corners, free_sides=sides)], schema())


@settings(max_examples=120, deadline=None)
@given(pairs(), free)
def test_free_sides_never_cost_anything(drawn: tuple[Box, Box], sides: list[str]) -> None:
    """No finding more, no pair less, no similarity lower; and what is left is what was said of the other sides."""
    gold, answer = drawn
    strict, freed = one_against(gold, answer, []), one_against(gold, answer, sides)
    assert freed.counts.matched == strict.counts.matched
    assert freed.counts.qualified >= strict.counts.qualified
    assert [one for one in strict.findings if one.detail.get("side") not in sides] == list(freed.findings)
    for before, after in zip(strict.pairs, freed.pairs, strict=True):
        assert after.similarity >= before.similarity - 1e-9


@settings(max_examples=60, deadline=None)
@given(pairs(), free, st.integers(-40, 40))
def test_where_a_free_side_lies_changes_nothing_while_the_box_matches(
    drawn: tuple[Box, Box], sides: list[str], by: int
) -> None:
    gold, answer = drawn
    corners = [
        value + (by if side in sides else 0) for side, value in zip(boxes.SIDES, answer.corners, strict=True)
    ]
    if corners[0] >= corners[2] or corners[1] >= corners[3]:
        return
    moved = replace(answer, x1=corners[0], y1=corners[1], x2=corners[2], y2=corners[3])
    first, second = one_against(gold, answer, sides), one_against(gold, moved, sides)
    if first.counts.matched and second.counts.matched:
        assert first.counts == second.counts
        assert first.pairs == second.pairs
        assert [one.measured for one in first.findings] == [one.measured for one in second.findings]


def test_the_order_of_marks_changes_nothing_with_free_sides() -> None:
    gold = [GOLD, gold_box("h", 280, 100, 480, 200, free_sides=["left"]), gold_box("i", 500, 100, 600, 200)]
    answers = [box("a", 100, 100, 290, 200), box("b", 250, 100, 480, 200), box("c", 500, 100, 600, 200)]
    first = grade(answers, gold, schema())
    assert [(pair.gold_id, pair.answer_id) for pair in first.pairs] == [("g", "a"), ("h", "b"), ("i", "c")]
    chance = random.Random(4)
    for _ in range(10):
        assert grade(chance.sample(answers, 3), chance.sample(gold, 3), schema()) == first
