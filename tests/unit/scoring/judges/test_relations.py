"""Groups and order: a mark in the wrong group or at the wrong place is one mark that is not right."""

from __future__ import annotations

from desktop.annotation.shapes.base import Shape
from desktop.curriculum.shape_rules import ObjectRules
from desktop.scoring.result import Score
from tests.unit.scoring.judges.scenes import box, codes, graded, line, only

GROUPED = ObjectRules(groups=True)
ORDERED = ObjectRules(ordered=("lane",))


def boxes(prefix: str, *groups: str) -> list[Shape]:
    return [
        box(f"{prefix}{n}", 100 * n, 100, 100 * n + 60, 160, group=group) for n, group in enumerate(groups)
    ]


def lanes(prefix: str, *places: int) -> list[Shape]:
    return [line(f"{prefix}{n}", (100 * n + 50, 100), (100 * n + 50, 800)) for n in places]


def grouped(gold: list[Shape], answer: list[Shape]) -> Score:
    return graded(gold, answer, GROUPED)


def test_the_same_groups_under_other_names_are_right() -> None:
    score = grouped(boxes("g", "x", "x", "y", "y"), boxes("a", "2", "2", "1", "1"))
    assert (score.accuracy, score.sub_scores["group"].value, score.sub_scores["group"].n) == (1, 1, 4)


def test_a_member_left_out_is_the_one_that_is_wrong() -> None:
    score = grouped(boxes("g", "x", "x", "x"), boxes("a", "1", "1", ""))
    found = only(score)
    assert (found.code, found.gold_id, found.detail["missing"], found.detail["extra"]) == (
        "GROUP",
        "g2",
        ["g2"],
        [],
    )
    assert score.accuracy == 2 / 3
    assert score.sub_scores["group"].value == 2 / 3
    assert score.sub_scores["geometry"].value == 1


def test_a_stranger_in_a_group_is_the_one_that_is_wrong() -> None:
    found = only(grouped(boxes("g", "x", "x", ""), boxes("a", "1", "1", "1")))
    assert (found.gold_id, found.detail["extra"]) == ("g2", ["a2"])


def test_a_group_of_marks_that_belong_to_none() -> None:
    score = grouped(boxes("g", "", ""), boxes("a", "1", "1"))
    assert codes(score) == ["GROUP", "GROUP"]
    assert score.findings[0].detail["extra"] == ["a0", "a1"]


def test_groups_are_not_asked_of_marks_whose_partners_were_missed() -> None:
    """The missed one is missed once; the other has nobody to be grouped with."""
    score = grouped(boxes("g", "x", "x"), boxes("a", ""))
    assert codes(score) == ["MISS"]


def test_without_the_rule_groups_do_not_matter() -> None:
    score = graded(boxes("g", "x", "x"), boxes("a", "", ""))
    assert score.accuracy == 1
    assert "group" not in score.sub_scores


def test_lanes_in_their_order_are_right() -> None:
    score = graded(lanes("g", 0, 1, 2), lanes("a", 0, 1, 2), ORDERED)
    assert (score.accuracy, score.sub_scores["order"].value) == (1, 1)


def test_the_lane_that_is_out_of_its_place_says_where_it_should_be() -> None:
    score = graded(lanes("g", 0, 1, 2, 3), lanes("a", 1, 2, 3, 0), ORDERED)
    found = only(score)
    assert (found.code, found.gold_id, found.measured, found.tolerance, found.unit) == (
        "ORDER",
        "g0",
        4,
        1,
        "place",
    )
    assert score.accuracy == 0.75
    assert graded(lanes("g", 0, 1, 2, 3), lanes("a", 1, 2, 3, 0)).accuracy == 1


def test_a_missed_lane_does_not_push_the_others_out_of_place() -> None:
    assert codes(graded(lanes("g", 0, 1, 2), lanes("a", 1, 2), ORDERED)) == ["MISS"]
