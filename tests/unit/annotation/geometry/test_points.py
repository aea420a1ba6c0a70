"""Points, segments and rings."""

from __future__ import annotations

import math

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from desktop.annotation.geometry.points import (
    between,
    bounds_of,
    distance,
    edges,
    in_ring,
    nearest_on,
    path_length,
    ring_area,
    turned,
    without_repeats,
)
from tests.unit.annotation.geometry.samples import BESIDE, BOW_TIE, SQUARE, moved, rings, whole_rings

spots = st.tuples(st.floats(-50, 50), st.floats(-50, 50))


def test_a_ring_clockwise_as_seen_has_a_positive_area() -> None:
    assert ring_area(SQUARE) == 100
    assert ring_area(SQUARE[::-1]) == -100
    assert ring_area(()) == ring_area(((3, 3),)) == 0
    assert ring_area(BOW_TIE) == 0


@given(rings())
def test_the_area_is_what_another_engine_says(ring: tuple[tuple[float, float], ...]) -> None:
    assert abs(ring_area(ring)) == pytest.approx(shapely.Polygon(ring).area, rel=1e-9)


def test_an_area_far_from_the_corner_keeps_its_digits() -> None:
    assert ring_area(moved(SQUARE, 1e9, 1e9)) == 100


def test_the_edges_of_a_ring_come_round() -> None:
    assert edges([(0, 0), (1, 0), (1, 1)], closed=False) == [((0, 0), (1, 0)), ((1, 0), (1, 1))]
    assert edges([(0, 0), (1, 0), (1, 1)], closed=True)[-1] == ((1, 1), (0, 0))
    assert edges([(0, 0)], closed=True) == edges([], closed=False) == []


def test_a_ring_is_longer_than_its_line_by_the_last_edge() -> None:
    assert path_length(SQUARE, closed=False) == 30
    assert path_length(SQUARE, closed=True) == 40


def test_the_nearest_point_of_a_segment_may_be_its_end() -> None:
    assert nearest_on((0, 0), (10, 0), (4, 3)) == ((4, 0), 0.4)
    assert nearest_on((0, 0), (10, 0), (-4, 3)) == ((0, 0), 0.0)
    assert nearest_on((0, 0), (10, 0), (14, 3)) == ((10, 0), 1.0)
    assert nearest_on((2, 2), (2, 2), (9, 9)) == ((2, 2), 0.0)


@given(spots, spots, spots, st.floats(0, 1))
def test_no_point_of_a_segment_is_nearer(
    a: tuple[float, float], b: tuple[float, float], point: tuple[float, float], along: float
) -> None:
    nearest, share = nearest_on(a, b, point)
    assert 0 <= share <= 1
    assert distance(nearest, point) <= distance(between(a, b, along), point) + 1e-6


@given(spots, spots)
def test_a_way_ends_exactly_at_its_ends(a: tuple[float, float], b: tuple[float, float]) -> None:
    assert between(a, b, 0.0) == a
    assert between(a, b, 1.0) == b


def test_a_point_on_a_shared_border_is_in_one_ring_only() -> None:
    assert not in_ring(SQUARE, (10, 5))
    assert in_ring(BESIDE, (10, 5))
    assert in_ring(SQUARE, (0, 0))
    assert not in_ring(SQUARE, (5, 10))


@given(whole_rings(), st.tuples(st.integers(-4, 26), st.integers(-14, 14)))
def test_inside_is_inside_as_another_engine_says(
    ring: tuple[tuple[float, float], ...], place: tuple[int, int]
) -> None:
    point = (place[0] + 0.5, place[1] + 0.5)
    assert in_ring(ring, point) == shapely.Polygon(ring).contains(shapely.Point(point))


def test_the_bounds_of_nothing_are_refused() -> None:
    assert bounds_of([(3, 9), (5, 1)]) == (3, 1, 5, 9)
    with pytest.raises(ValueError, match="unpack"):
        bounds_of([])


def test_a_quarter_turn_goes_clockwise_as_seen() -> None:
    assert turned((1, 0), 90) == pytest.approx((0, 1))
    assert turned((11, 5), 180, about=(10, 5)) == pytest.approx((9, 5))


@given(spots, st.floats(-720, 720))
def test_turning_keeps_the_distance(point: tuple[float, float], degrees: float) -> None:
    assert math.hypot(*turned(point, degrees)) == pytest.approx(math.hypot(*point))


def test_a_point_that_repeats_the_one_before_it_goes() -> None:
    line = [(0, 0), (0, 0), (1, 0), (0, 0)]
    assert without_repeats(line, closed=False) == ((0, 0), (1, 0), (0, 0))
    assert without_repeats(line, closed=True) == ((0, 0), (1, 0))
    assert without_repeats([(2, 2), (2, 2)], closed=True) == ((2, 2),)
