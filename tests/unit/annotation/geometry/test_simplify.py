"""Fewer points, more points, and how thickly they lie."""

from __future__ import annotations

import math

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from desktop.annotation.geometry.crossings import self_crossing
from desktop.annotation.geometry.points import Ring, Rings, distance
from desktop.annotation.geometry.simplify import (
    density,
    simplified,
    simplified_rings,
)
from tests.unit.annotation.geometry.samples import FRAME, holed, rings, trails

tolerances = st.floats(0.01, 25)


def away(points: Ring, line: Ring, *, closed: bool) -> float:
    """How far the farthest of the points is from a line."""
    path = shapely.LinearRing(line) if closed else shapely.LineString(line)
    return max(path.distance(shapely.Point(point)) for point in points)


@given(rings(), tolerances)
def test_no_removed_point_is_farther_than_the_tolerance(ring: Ring, tolerance: float) -> None:
    left = simplified(ring, tolerance, closed=True)
    assert away(ring, left, closed=True) <= tolerance + 1e-9
    assert len(left) >= 3


@given(rings(), tolerances)
def test_a_simple_ring_stays_simple(ring: Ring, tolerance: float) -> None:
    if shapely.Polygon(ring).is_valid:
        assert shapely.Polygon(simplified(ring, tolerance, closed=True)).is_valid


@given(trails(), tolerances)
def test_a_line_keeps_its_ends_and_its_order(trail: Ring, tolerance: float) -> None:
    left = simplified(trail, tolerance, closed=False)
    assert (left[0], left[-1]) == (trail[0], trail[-1])
    rest = iter(trail)
    assert all(point in rest for point in left), "a selection of the points, in their order"
    if len(left) > 1:
        assert away(trail, left, closed=False) <= tolerance + 1e-9


@given(trails(least=3), tolerances)
def test_a_simple_line_stays_simple(trail: Ring, tolerance: float) -> None:
    if self_crossing(trail, closed=False) is None:
        assert self_crossing(simplified(trail, tolerance, closed=False), closed=False) is None


def test_points_on_a_straight_edge_go() -> None:
    ring = ((0, 0), (5, 0), (10, 0), (10, 10), (5, 10), (0, 10), (0, 5))
    assert simplified(ring, 0.0, closed=True) == ((0, 0), (10, 0), (10, 10), (0, 10))
    assert simplified(((0, 0), (1, 0), (2, 0)), 0.0, closed=False) == ((0, 0), (2, 0))


def test_a_great_tolerance_leaves_a_triangle() -> None:
    circle = tuple((100 * math.cos(step / 50), 100 * math.sin(step / 50)) for step in range(314))
    assert len(simplified(circle, 1e6, closed=True)) == 3


def test_a_narrow_bay_does_not_cross_the_other_shore() -> None:
    """Plain Douglas-Peucker cuts the headland off and lays its edge across the tongue in the bay."""
    tongue = ((0, 0), (50, 4), (100, 0), (100, 1.5), (51, 4.9), (50, 20), (49, 4.9), (0, 1.5))
    assert self_crossing(tongue, closed=True) is None
    for tolerance in (1, 2, 3, 4, 4.5, 6, 10, 16, 30):
        left = simplified(tongue, tolerance, closed=True)
        assert self_crossing(left, closed=True) is None
        assert away(tongue, left, closed=True) <= tolerance


def test_a_ring_without_area_stays_as_it_is() -> None:
    flat = ((0, 0), (4, 0), (9, 0), (6, 0))
    assert simplified(flat, 1.0, closed=True) == flat
    assert simplified(((1, 1), (2, 2)), 1.0, closed=True) == ((1, 1), (2, 2))
    assert simplified((), 1.0, closed=False) == ()
    assert simplified(((1, 1),), 1.0, closed=False) == ((1, 1),)


def test_a_line_that_crosses_itself_is_thinned_all_the_same() -> None:
    loop = ((0, 0), (10, 10), (10, 0), (0, 10), (0, 10.1))
    assert simplified(loop, 0.5, closed=False) == (*loop[:3], loop[-1])


@given(holed(), tolerances)
def test_a_polygon_with_a_hole_stays_valid(rings_: Rings, tolerance: float) -> None:
    if not shapely.Polygon(rings_[0], rings_[1:]).is_valid:
        return
    left = simplified_rings(rings_, tolerance)
    assert len(left) == len(rings_)
    assert shapely.Polygon(left[0], left[1:]).is_valid
    for before, after in zip(rings_, left, strict=True):
        assert away(before, after, closed=True) <= tolerance + 1e-9


def test_a_hole_in_a_bump_is_not_left_outside() -> None:
    bump: Ring = ((0, 0), (40, 0), (44, -4), (56, -4), (60, 0), (100, 0), (100, 60), (0, 60))
    hole: Ring = ((49, -3), (49, -2), (51, -2), (51, -3))
    left = simplified_rings((bump, hole), 6.0)
    assert shapely.Polygon(left[0], left[1:]).is_valid


def test_a_hole_that_touches_the_rim_in_a_corner_stays_valid() -> None:
    touching: Rings = (((0, 0), (5, 0), (10, 0), (10, 10), (0, 10)), ((5, 0), (4, 5), (6, 5)))
    assert shapely.Polygon(touching[0], touching[1:]).is_valid
    left = simplified_rings(touching, 3.0)
    assert shapely.Polygon(left[0], left[1:]).is_valid


def test_density_is_points_per_pixel() -> None:
    found = density(((0, 0), (10, 0), (10, 5), (0, 5)), closed=True)
    assert (found.shortest, found.longest, found.per_pixel) == (5, 10, 4 / 30)
    assert density(((1, 1), (1, 1)), closed=False).per_pixel == math.inf
    with pytest.raises(ValueError, match="two points"):
        density([(1, 1)], closed=True)


def test_the_order_of_the_points_is_kept_whatever_the_anchor() -> None:
    ring = tuple((round(20 * math.cos(step)), round(20 * math.sin(step))) for step in range(6))
    left = simplified(ring, 0.1, closed=True)
    places = [ring.index(point) for point in left]
    assert places == sorted(places)
    assert distance(left[0], ring[0]) == 0
    assert simplified_rings(FRAME, 0.5) == FRAME
