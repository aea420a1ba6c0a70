"""A pixel belongs to a polygon when its centre does, and to one of two neighbours only."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.annotation.geometry.bitmaps import EMPTY, Bitmap, shared, united
from desktop.annotation.geometry.points import Ring, Rings, bounds_of, in_ring, ring_area
from desktop.annotation.geometry.polygons import area, fault_of, sliced
from desktop.annotation.geometry.raster import filled
from tests.unit.annotation.geometry.pixels import places, rows_of
from tests.unit.annotation.geometry.samples import (
    FRAME,
    SQUARE,
    holed,
    moved,
    rings,
    trails,
    whole_rings,
)


def by_centres(polygon: Rings) -> set[tuple[int, int]]:
    """Every pixel around a polygon whose centre is in an odd number of its rings: slow, and plain to see."""
    x1, y1, x2, y2 = bounds_of(point for ring in polygon for point in ring)
    return {
        (x, y)
        for x in range(math.floor(x1) - 1, math.ceil(x2) + 1)
        for y in range(math.floor(y1) - 1, math.ceil(y2) + 1)
        if sum(in_ring(ring, (x + 0.5, y + 0.5)) for ring in polygon) % 2
    }


@given(rings())
def test_the_pixels_are_those_whose_centres_lie_inside(ring: Ring) -> None:
    assert places(filled((ring,))) == by_centres((ring,))


@given(holed())
def test_a_hole_is_left_out(polygon: Rings) -> None:
    assert places(filled(polygon)) == by_centres(polygon)


@given(trails(least=3))
def test_a_ring_that_crosses_itself_is_filled_by_the_even_odd_rule(trail: Ring) -> None:
    halves = tuple((x + 0.5, y) for x, y in trail)
    assert places(filled((halves,))) == by_centres((halves,))


@given(whole_rings())
def test_a_polygon_on_whole_pixels_has_as_many_as_its_area(ring: Ring) -> None:
    assert filled((ring,)).count == abs(ring_area(ring))


@given(rings(), trails())
def test_the_pieces_of_a_cut_share_no_pixel(ring: Ring, line: Ring) -> None:
    """On whole coordinates and off them: neighbours find the very same crossing on their common border."""
    if fault_of((ring,)) is not None:
        return
    pieces = sliced((ring,), line)
    whole = EMPTY
    for piece in pieces:
        pixels = filled(piece)
        assert shared(whole, pixels).count == 0
        whole = united(whole, pixels)


@given(st.tuples(st.floats(-3, 20), st.floats(-3, 20)), st.tuples(st.floats(-3, 20), st.floats(-3, 20)))
def test_two_triangles_on_one_edge_fill_the_quad_once(a: tuple[float, float], b: tuple[float, float]) -> None:
    left, right = (-30.0, 8.0), (50.0, 9.0)
    one, other = filled(((a, b, left),)), filled(((b, a, right),))
    if (ring_area((a, b, left)) > 0) == (ring_area((b, a, right)) > 0):
        assert shared(one, other).count == 0


def test_a_centre_on_an_edge_belongs_to_the_right_and_below() -> None:
    half: Ring = ((0.5, 0.5), (3.5, 0.5), (3.5, 2.5), (0.5, 2.5))
    assert places(filled((half,))) == {(x, y) for x in (0, 1, 2) for y in (0, 1)}


def test_neighbours_on_centres_share_no_pixel() -> None:
    left = filled((((0, 0), (2.5, 0), (2.5, 4), (0, 4)),))
    right = filled((((2.5, 0), (6, 0), (6, 4), (2.5, 4)),))
    assert places(left) | places(right) == {(x, y) for x in range(6) for y in range(4)}
    assert shared(left, right).count == 0


def test_a_sliver_between_centres_has_no_pixel() -> None:
    assert filled((((0, 0.6), (9, 0.6), (9, 1.4), (0, 1.4)),)).count == 0
    assert filled((((1, 1), (1, 1), (1, 1)),)).count == 0


@pytest.mark.parametrize("polygon", [(), ((),)])
def test_no_ring_fills_nothing(polygon: Rings) -> None:
    assert filled(polygon) is EMPTY


def test_a_bow_tie_is_filled_on_both_sides() -> None:
    rows = rows_of(filled((((0, 0), (4, 4), (4, 0), (0, 4)),)))
    # Centres on the slanting edges belong to the triangle on their right.
    assert rows == ["...#", "#.##", "#.##", "...#"]


@given(holed(), st.integers(-10, 90), st.integers(-10, 90), st.integers(0, 60), st.integers(0, 60))
def test_a_window_shows_the_same_pixels(polygon: Rings, x: int, y: int, width: int, height: int) -> None:
    box = (x, y, x + width, y + height)
    seen, whole = filled(polygon, within=box), filled(polygon)
    assert seen.equals(whole.within(box))
    assert seen.pixels.size <= max(width * height, 0)


def test_a_huge_polygon_costs_only_its_window() -> None:
    far: Ring = ((-1e9, -1e9), (1e9, -1e9), (1e9, 1e9), (-1e9, 1e9))
    seen = filled((far,), within=(10, 20, 40, 30))
    assert (seen.box, seen.count) == ((10, 20, 40, 30), 300)


def test_a_polygon_beside_the_window_is_not_there() -> None:
    assert filled((SQUARE,), within=(50, 50, 60, 60)) is EMPTY
    assert filled((moved(SQUARE, -5, -5),), within=(0, 0, 60, 60)).box == (0, 0, 5, 5)


def test_the_area_of_a_large_polygon_is_met() -> None:
    circle = tuple(
        (500 + 400 * math.cos(step / 200), 500 + 400 * math.sin(step / 200)) for step in range(1256)
    )
    assert filled((circle,)).count == pytest.approx(area((circle,)), rel=1e-4)


def test_the_pixels_may_be_written_by_whoever_asked() -> None:
    made = filled(FRAME)
    assert isinstance(made, Bitmap)
    made.pixels[5, 5] = True
    assert np.count_nonzero(made.pixels) == 85
