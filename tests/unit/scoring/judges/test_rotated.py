"""Rotated boxes: true IoU, angles with and without a front, and one finding for one cause."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.curriculum.shape_rules import ObjectRules, RotatedRules
from desktop.scoring.judges.rotated import sides
from tests.unit.scoring.judges.scenes import codes, graded, label, only, rotated, schema

HEADED = schema(labels=[label("car", shapes=("rotated",), heading=True)])
QUICK = settings(max_examples=40, deadline=None)


def test_a_box_drawn_right_is_right() -> None:
    score = graded([rotated("g", 300, 300, 100, 40, 30)], [rotated("a", 300.5, 300, 100, 41, 31)])
    assert (score.accuracy, score.findings) == (1, ())
    assert score.measures["rotated.iou"] > 0.94
    assert score.measures["rotated.degrees"] == 1


def test_boxes_of_the_same_angle_lying_side_by_side_are_two_boxes() -> None:
    """CVAT says IoU .333 for these two, which share nothing."""
    score = graded([rotated("g", 200, 200, 100, 20, 90)], [rotated("a", 250, 200, 100, 20, 90)])
    assert codes(score) == ["EXTRA", "MISS"] or codes(score) == ["MISS", "EXTRA"]
    assert score.counts.matched == 0


def test_an_angle_too_far_off_is_one_finding_though_the_iou_suffers_too() -> None:
    found = only(graded([rotated("g", 300, 300, 160, 30, 0)], [rotated("a", 300, 300, 160, 30, 8)]))
    assert (found.code, found.measured, found.tolerance, found.unit) == ("ANG", 8, 3, "deg")
    assert (found.detail["expected"], found.detail["got"]) == (0, 8)


def test_an_angle_off_and_a_box_too_long_are_two() -> None:
    score = graded([rotated("g", 300, 300, 160, 30, 0)], [rotated("a", 320, 300, 210, 30, 8)])
    assert codes(score) == ["ANG", "BND"]
    assert score.counts.judged == 1


def test_a_box_too_long_names_the_side_in_the_objects_own_directions() -> None:
    found = only(graded([rotated("g", 300, 300, 100, 40, 90)], [rotated("a", 300, 315, 130, 40, 90)]))
    assert (found.code, found.unit) == ("BND", "iou")
    assert found.measured == pytest.approx(100 / 130)
    assert found.detail["sides"] == {"front": 30, "rear": 0, "left": 0, "right": 0}


def test_sides_are_those_of_the_gold_however_the_answer_was_drawn() -> None:
    gold = rotated("g", 100, 100, 60, 20, 0)
    assert sides(gold, rotated("a", 100, 105, 20, 60, 90)) == {"front": 0, "rear": 0, "right": 5, "left": -5}
    assert sides(gold, rotated("a", 103, 100, 60, 20, 180))["front"] == 3


def test_a_box_back_to_front_is_wrong_only_where_the_front_matters() -> None:
    gold, answer = [rotated("g", 300, 300, 100, 40, 30)], [rotated("a", 300, 300, 100, 40, 210)]
    assert graded(gold, answer).accuracy == 1
    found = only(graded(gold, answer, HEADED))
    assert (found.code, found.measured, found.detail["reversed"]) == ("ANG", 180, True)


def test_exchanged_sides_are_the_same_rectangle_without_a_front() -> None:
    gold, answer = [rotated("g", 300, 300, 100, 40, 30)], [rotated("a", 300, 300, 40, 100, 120)]
    assert graded(gold, answer).accuracy == 1
    assert codes(graded(gold, answer, HEADED)) == ["ANG"]


@QUICK
@given(st.integers(0, 359), st.integers(-20, 20), st.floats(1, 20), st.floats(0, 20))
def test_a_wider_tolerance_never_lowers_a_score(angle: int, turn: int, degrees: float, more: float) -> None:
    gold, answer = [rotated("g", 300, 300, 90, 60, angle)], [rotated("a", 302, 300, 92, 60, angle + turn)]
    strict, loose = (
        graded(gold, answer, ObjectRules(rotated=RotatedRules(degrees=value, iou=0.5)))
        for value in (degrees, degrees + more)
    )
    assert loose.accuracy >= strict.accuracy


@QUICK
@given(st.integers(0, 359), st.integers(0, 200), st.integers(0, 200))
def test_the_gold_is_perfect_at_any_angle_and_place(angle: int, x: int, y: int) -> None:
    for rules in (None, HEADED):
        score = graded(
            [rotated("g", 300 + x, 300 + y, 90, 30, angle)],
            [rotated("a", 300 + x, 300 + y, 90, 30, angle)],
            rules,
        )
        assert (score.accuracy, score.findings) == (1, ())
        assert score.mean_similarity == pytest.approx(1)
