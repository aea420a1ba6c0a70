"""A line drawn free by hand is made even, and does not leave where the hand went."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop.annotation.geometry.freehand import smoothed, steps_to
from desktop.annotation.geometry.points import Point, Ring, distance, edges, path_length, without_repeats
from tests.unit.annotation.geometry.samples import trails

spacings = st.floats(0.5, 20)
zooms = st.floats(0.1, 8)


@given(trails(), spacings, zooms)
def test_the_ends_stay_where_the_hand_began_and_stopped(trail: Ring, spacing: float, zoom: float) -> None:
    line = smoothed(trail, spacing, zoom=zoom)
    assert (line[0], line[-1]) == (trail[0], trail[-1])


@given(trails(least=3), spacings, zooms)
def test_points_lie_no_farther_apart_than_asked_for(trail: Ring, spacing: float, zoom: float) -> None:
    assume(path_length(trail, closed=False) > spacing / zoom)
    assume(len(without_repeats(trail, closed=False)) > 2)
    line = smoothed(trail, spacing, zoom=zoom)
    assert max(distance(a, b) for a, b in edges(line, closed=False)) <= 1.5 * spacing / zoom + 1e-9


@given(trails(least=3), spacings)
def test_the_line_stays_within_a_spacing_of_the_trail(trail: Ring, spacing: float) -> None:
    assume(len(without_repeats(trail, closed=False)) > 2)
    path = shapely.LineString(trail)
    assert max(path.distance(shapely.Point(point)) for point in smoothed(trail, spacing)) <= spacing


def test_zoomed_in_the_points_lie_closer_in_the_picture() -> None:
    trail = [(step / 2, math.sin(step / 9) * 20) for step in range(400)]
    coarse, fine = smoothed(trail, 8), smoothed(trail, 8, zoom=4)
    assert 3.5 < len(fine) / len(coarse) < 4.5


def test_a_shaking_hand_is_calmed() -> None:
    shake = np.random.default_rng(2).normal(0, 0.6, 300)
    trail = [(float(step), float(shift)) for step, shift in enumerate(shake)]
    line = smoothed(trail, 12)
    assert np.std([y for _x, y in line]) < 0.5 * np.std(shake)
    assert path_length(line, closed=False) < path_length(trail, closed=False)


def test_a_straight_line_stays_straight_and_even() -> None:
    line = smoothed([(0, 0), (7, 0), (40, 0)], 10)
    assert [y for _x, y in line] == [0] * 5
    assert [round(x) for x, _y in line] == [0, 10, 20, 30, 40]


@pytest.mark.parametrize("trail", [[], [(1, 1)], [(1, 1), (1, 1)], [(1, 1), (9, 9)]])
def test_two_points_and_fewer_are_left_alone(trail: list[Point]) -> None:
    assert smoothed(trail, 5) == without_repeats(trail, closed=False)


@given(trails(), spacings)
def test_a_line_under_the_hand_has_even_steps(trail: Ring, spacing: float) -> None:
    line = [trail[0]]
    for here in trail[1:]:
        line += steps_to(line[-1], here, spacing)
        assert distance(line[-1], here) < spacing * (1 + 1e-6)
    assert all(distance(a, b) == pytest.approx(spacing) for a, b in edges(line, closed=False))


def test_a_pointer_that_stands_still_adds_nothing() -> None:
    assert steps_to((3, 3), (3, 3), 5) == ()
    assert steps_to((3, 3), (3, 7.9), 5) == ()
    assert steps_to((3, 3), (3, 14), 5) == ((3, 8), (3, 13))
    assert steps_to((3, 3), (3, 8), 10, zoom=4) == ((3, 5.5), (3, 8))


@pytest.mark.parametrize(("spacing", "zoom"), [(0, 1), (-1, 1), (5, 0), (math.nan, 1)])
def test_no_spacing_at_all_is_refused(spacing: float, zoom: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        smoothed([(0, 0), (1, 1)], spacing, zoom=zoom)
    with pytest.raises(ValueError, match="above 0"):
        steps_to((0, 0), (9, 9), spacing, zoom=zoom)
