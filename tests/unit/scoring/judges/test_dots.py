"""Points: within the radius, near enough to be the same, or another one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.annotation.shapes.dot import Dot
from tests.unit.scoring.judges.scenes import codes, dot, graded, only

QUICK = settings(max_examples=40, deadline=None)
spots = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5, unique=True)


def dots(prefix: str, places: list[tuple[int, int]]) -> list[Dot]:
    return [dot(f"{prefix}{n}", x, y) for n, (x, y) in enumerate(places)]


def test_points_within_the_radius_are_right_in_px_and_not_in_picture_sizes() -> None:
    score = graded([dot("g", 100, 100)], [dot("a", 108, 100)])
    assert (score.accuracy, score.measures["point.distance_px"]) == (1, 8)
    assert sorted(codes(graded([dot("g", 100, 100)], [dot("a", 340, 100)]))) == ["EXTRA", "MISS"]


def test_a_point_a_little_off_is_one_mistake() -> None:
    found = only(graded([dot("g", 100, 100)], [dot("a", 112, 100)]))
    assert (found.code, found.measured, found.tolerance, found.unit) == ("PT", 12, 8, "px")
    assert (found.detail["expected"], found.detail["got"]) == ([100, 100], [112, 100])


def test_a_second_point_on_one_is_a_double_a_third_far_off_too_much() -> None:
    score = graded([dot("g", 100, 100)], [dot("a", 101, 100), dot("b", 104, 100), dot("c", 500, 500)])
    assert sorted(codes(score)) == ["DUP", "EXTRA"]
    assert score.measures["point.count_error"] == 2


def test_a_count_too_small_is_negative() -> None:
    golds = [dot(f"g{n}", 100 * n, 50) for n in range(5)]
    score = graded(golds, [dot("a", 0, 50), dot("b", 100, 50), dot("c", 200, 50), dot("d", 300, 50)])
    assert score.measures["point.count_error"] == pytest.approx(-0.2)
    assert codes(score) == ["MISS"]


def test_a_hit_is_never_given_up_for_two_near_misses() -> None:
    """The gold at 100 is hit exactly; pairing it to the point at 85 would free the hit for the gold at 115."""
    golds, answers = [dot("g", 100, 100), dot("h", 115, 100)], [dot("a", 100, 100), dot("b", 85, 100)]
    score = graded(golds, answers)
    assert {(pair.gold_id, pair.answer_id) for pair in score.pairs} == {("g", "a")}
    assert score.counts.qualified == 1


def test_a_missed_point_says_how_far_the_nearest_was() -> None:
    score = graded([dot("g", 100, 100), dot("h", 130, 100)], [dot("a", 101, 100), dot("b", 102, 100)])
    assert [(found.code, found.unit) for found in score.findings] == [("MISS", ""), ("DUP", "iou")]


@QUICK
@given(spots, spots)
def test_the_books_balance_and_the_gold_is_perfect(
    golds: list[tuple[int, int]], answers: list[tuple[int, int]]
) -> None:
    score = graded(dots("g", golds), dots("a", answers))
    assert score.counts.matched + score.counts.missed == len(golds)
    assert score.counts.matched + score.counts.extra == len(answers)
    own = graded(dots("g", golds), dots("a", golds))
    assert (own.accuracy, own.findings) == (1, ())
