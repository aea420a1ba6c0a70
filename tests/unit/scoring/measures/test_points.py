"""Points are paired as many as possible within the radius, and then as near as possible."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.scoring.measures.points import assigned, closeness, count_error, near

Point = tuple[float, float]
QUICK = settings(max_examples=80, deadline=None)
spots = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5)


def test_pairs_within_the_radius_and_what_is_left() -> None:
    golds = [(10.0, 10.0), (50.0, 50.0), (90.0, 90.0)]
    answers = [(52.0, 50.0), (10.0, 13.0), (70.0, 10.0)]
    found = assigned(golds, answers, 5)
    assert found.pairs == {0: 1, 1: 0}
    assert found.distances == {0: 3, 1: 2}
    assert (found.missed, found.extra) == ((2,), (2,))
    assert found.mean_distance == 2.5


def test_a_point_exactly_at_the_radius_counts() -> None:
    assert assigned([(0, 0)], [(3, 4)], 5).pairs == {0: 0}
    assert assigned([(0, 0)], [(3, 4)], 4.99).pairs == {}


def test_two_poor_pairs_are_preferred_to_one_perfect() -> None:
    golds, answers = [(0.0, 0.0), (8.0, 0.0)], [(0.0, 0.0), (-8.0, 0.0)]
    assert assigned(golds, answers, 8).pairs == {0: 1, 1: 0}


def test_nothing_to_pair() -> None:
    assert assigned([], [], 5).mean_distance is None
    assert assigned([(1, 1)], [], 5).missed == (0,)
    assert assigned([(1, 1)], [(1, 1)], 0).pairs == {0: 0}
    assert closeness(1, 0) == 1


def test_a_count_is_off_by_a_share_of_what_is_there() -> None:
    assert count_error(20, 22) == pytest.approx(0.1)
    assert count_error(20, 15) == -0.25
    assert count_error(0, 3) is None


@QUICK
@given(spots, spots, st.integers(1, 25))
def test_near_finds_exactly_the_answers_within_the_radius(
    golds: list[Point], answers: list[Point], radius: int
) -> None:
    found = near(golds, answers, radius)
    for gold, row in zip(golds, found, strict=True):
        away = {place: math.dist(gold, answer) for place, answer in enumerate(answers)}
        assert row == {place: value for place, value in away.items() if value <= radius + 1e-9}


@QUICK
@given(spots, spots, st.integers(1, 25))
def test_no_other_pairing_holds_more_pairs(golds: list[Point], answers: list[Point], radius: int) -> None:
    found = assigned(golds, answers, radius)
    rows = near(golds, answers, radius)
    best = (
        max(
            (
                sum(chosen in row for row, chosen in zip(rows, order, strict=False))
                for order in itertools.permutations([*range(len(answers)), *[-1] * len(golds)], len(golds))
            ),
            default=0,
        )
        if len(golds) <= 3 and len(answers) <= 3
        else len(found.pairs)
    )
    assert len(found.pairs) == best
    assert len(found.pairs) + len(found.missed) == len(golds)
    assert len(found.pairs) + len(found.extra) == len(answers)


@QUICK
@given(spots, spots, st.integers(1, 20), st.integers(0, 20))
def test_a_wider_radius_never_loses_a_pair(
    golds: list[Point], answers: list[Point], radius: int, more: int
) -> None:
    if len(golds) <= 3 and len(answers) <= 3:
        assert len(assigned(golds, answers, radius + more).pairs) >= len(
            assigned(golds, answers, radius).pairs
        )


@QUICK
@given(spots, st.integers(1, 20), st.integers(-50, 50))
def test_points_pair_with_themselves_wherever_they_lie(golds: list[Point], radius: int, by: int) -> None:
    moved = [(x + by, y + by) for x, y in golds]
    found = assigned(moved, moved, radius)
    assert len(found.pairs) == len(golds)
    if len(set(golds)) == len(golds):
        assert found.mean_distance in (0, None)
