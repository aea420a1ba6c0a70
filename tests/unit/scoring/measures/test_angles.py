"""Turns between angles: the short way round, with and without a front."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.scoring.measures.angles import axis_turn, heading_turn, turn

degrees = st.integers(-3600, 3600).map(lambda n: n / 8)


@pytest.mark.parametrize(
    ("gold", "answer", "expected"),
    [(0, 5, 5), (5, 0, -5), (359, 2, 3), (2, 359, -3), (0, 180, 180), (90, 270, 180)],
)
def test_a_heading_turns_the_short_way(gold: float, answer: float, expected: float) -> None:
    assert heading_turn(gold, answer) == expected


def test_a_box_drawn_back_to_front_is_wrong_only_where_the_front_matters() -> None:
    assert heading_turn(30, 210) == 180
    assert axis_turn((40, 20, 30), (40, 20, 210)) == 0


def test_a_box_with_its_sides_exchanged_is_the_same_rectangle() -> None:
    assert axis_turn((40, 20, 10), (20, 40, 100)) == 0
    assert axis_turn((40, 20, 10), (20, 40, 10)) == 90
    assert axis_turn((20, 40, 10), (21, 39, 13)) == 3


def test_a_square_has_four_right_directions() -> None:
    assert axis_turn((40, 38, 10), (38, 40, 12)) == 2
    assert axis_turn((40, 40, 0), (40, 40, 90)) == 0
    assert axis_turn((40, 40, 0), (40, 40, 45)) == 45


@given(degrees, degrees, st.sampled_from([90.0, 180.0, 360.0]))
def test_a_turn_stays_within_half_a_period_and_leads_there(gold: float, answer: float, period: float) -> None:
    found = turn(gold, answer, period=period)
    assert -period / 2 < found <= period / 2
    assert (gold + found - answer) % period in (0, period)


@given(degrees, degrees)
def test_the_way_back_is_as_long(gold: float, answer: float) -> None:
    assert abs(turn(gold, answer)) == abs(turn(answer, gold))


@given(degrees, degrees, degrees)
def test_turning_both_changes_nothing(gold: float, answer: float, more: float) -> None:
    assert turn(gold + more, answer + more) == turn(gold, answer)


def test_a_tiny_negative_turn_is_not_a_whole_one() -> None:
    assert abs(turn(1e-17, 0.0)) < 1e-9
