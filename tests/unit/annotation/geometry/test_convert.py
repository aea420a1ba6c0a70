"""One kind of shape becomes another and comes back."""

from __future__ import annotations

import math

import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop.annotation.geometry.bitmaps import Bitmap, united
from desktop.annotation.geometry.convert import (
    box_of,
    convex_hull,
    ellipse_in,
    ellipse_ring,
    mask_of,
    polygons_of,
    ring_of_box,
    ring_of_rotated,
    smallest_rectangle,
)
from desktop.annotation.geometry.points import Point, Ring, Rings, in_ring, ring_area
from desktop.annotation.geometry.polygons import area, fault_of
from tests.unit.annotation.geometry.pixels import bitmaps
from tests.unit.annotation.geometry.samples import FRAME, SQUARE, holed, rings

spots = st.tuples(st.floats(-100, 100), st.floats(-100, 100))
whole_spots = st.tuples(st.integers(0, 9), st.integers(0, 9))


# -- polygon and mask


@given(bitmaps())
def test_a_mask_comes_back_as_it_was(bitmap: Bitmap) -> None:
    parts = [mask_of(rings) for rings in polygons_of(bitmap)]
    again = parts[0] if parts else bitmap
    for part in parts[1:]:
        again = united(again, part)
    assert again.equals(bitmap)


@given(holed())
def test_a_polygon_keeps_its_area_to_its_border(rings: Rings) -> None:
    length = sum(shapely.LinearRing(ring).length for ring in rings)
    back = polygons_of(mask_of(rings))
    assert abs(sum(map(area, back)) - area(rings)) <= length


def test_a_box_on_whole_pixels_comes_back_exactly() -> None:
    assert polygons_of(mask_of((SQUARE,))) == ((SQUARE,),)
    ((outer, hole),) = polygons_of(mask_of(FRAME))
    assert set(outer) == set(SQUARE)
    assert area((outer, hole)) == area(FRAME)


def test_a_tolerance_takes_the_steps_of_a_slanting_edge() -> None:
    mask = mask_of((((0, 0), (80, 31), (60, 80), (3, 50)),))
    ((exact,),) = polygons_of(mask)
    ((plain,),) = polygons_of(mask, tolerance=1.0)
    assert len(exact) > 100
    assert len(plain) < 12
    assert area((plain,)) == pytest.approx(mask.count, rel=0.03)


@given(bitmaps(), st.floats(0.2, 3))
def test_simplified_outlines_are_still_valid(bitmap: Bitmap, tolerance: float) -> None:
    for polygon in polygons_of(bitmap, tolerance=tolerance):
        assert fault_of(polygon) is None


def test_outside_the_picture_no_pixel_is_made() -> None:
    assert mask_of((SQUARE,), within=(4, 4, 8, 50)).box == (4, 4, 8, 10)
    assert mask_of((SQUARE,), within=(40, 4, 80, 50)).count == 0


# -- boxes


@given(st.lists(spots, min_size=1, max_size=9))
def test_a_box_holds_its_points(points: list[Point]) -> None:
    x1, y1, x2, y2 = box_of(points)
    assert all(x1 <= x <= x2 and y1 <= y <= y2 for x, y in points)
    assert box_of(ring_of_box((x1, y1, x2, y2))) == (x1, y1, x2, y2)


def test_a_boxs_ring_runs_clockwise() -> None:
    assert ring_area(ring_of_box((1, 2, 5, 4))) == 8
    assert ring_of_box((0, 0, 10, 10)) == SQUARE


# -- rotated rectangles


def test_a_rectangles_corners_begin_at_the_front_left() -> None:
    assert ring_of_rotated((0, 0, 4, 2, 0)) == ((2, -1), (2, 1), (-2, 1), (-2, -1))
    down = [(round(x, 9), round(y, 9)) for x, y in ring_of_rotated((0, 0, 4, 2, 90))]
    assert down == [(1, 2), (-1, 2), (-1, -2), (1, -2)]


@given(spots, st.floats(1, 50), st.floats(1, 50), st.floats(0, 360))
def test_a_rectangle_is_its_own_smallest(centre: Point, width: float, height: float, angle: float) -> None:
    assume(abs(width - height) > 0.01)
    found = smallest_rectangle(ring_of_rotated((*centre, width, height, angle)))
    assert found[:2] == pytest.approx(centre, abs=1e-6)
    assert found[2:4] == pytest.approx((max(width, height), min(width, height)), rel=1e-6)
    turn = angle if width > height else angle + 90
    assert math.sin(math.radians(found[4] - turn)) == pytest.approx(0, abs=1e-6)


@given(st.lists(whole_spots, min_size=3, max_size=12))
def test_no_other_engine_finds_a_smaller_rectangle(points: list[Point]) -> None:
    _cx, _cy, width, height, angle = found = smallest_rectangle(points)
    theirs = shapely.minimum_rotated_rectangle(shapely.MultiPoint(points))
    assert width * height == pytest.approx(theirs.area, abs=1e-6)
    assert width >= height >= 0
    assert 0 <= angle < 180
    hold = shapely.Polygon(ring_of_rotated(found)).buffer(1e-6)
    assert all(hold.intersects(shapely.Point(point)) for point in points)


def test_a_line_has_a_flat_rectangle_along_it() -> None:
    along = math.degrees(math.atan2(4, 3))
    assert smallest_rectangle([(0, 0), (3, 4), (6, 8)]) == pytest.approx((3, 4, 10, 0, along), abs=1e-9)
    assert smallest_rectangle([(5, 9), (5, 1)]) == pytest.approx((5, 5, 8, 0, 90))
    assert smallest_rectangle([(5, 9)])[:4] == pytest.approx((5, 9, 0, 0))
    with pytest.raises(ValueError, match="no points"):
        smallest_rectangle([])


@given(rings())
def test_the_hull_holds_every_point_and_runs_clockwise(ring: Ring) -> None:
    hull = convex_hull(ring)
    assert set(hull) <= set(ring)
    assert ring_area(hull) == pytest.approx(shapely.MultiPoint(ring).convex_hull.area)
    assert ring_area(hull) > 0


@given(st.lists(whole_spots, min_size=1, max_size=9))
def test_the_hull_of_few_or_flat_points_has_no_point_too_many(points: list[Point]) -> None:
    hull = convex_hull(points)
    theirs = shapely.MultiPoint(points).convex_hull
    assert ring_area(hull) == theirs.area
    corners = len(shapely.get_coordinates(theirs))
    assert len(hull) == corners - (theirs.geom_type == "Polygon")


# -- ellipses


@pytest.mark.parametrize("radii", [(40, 40), (80, 10), (3, 200), (0.6, 0.4)])
@pytest.mark.parametrize("error", [0.05, 0.25, 1.0])
def test_an_ellipses_ring_is_as_near_as_asked_for(radii: tuple[float, float], error: float) -> None:
    ring = ellipse_ring((10, 20), radii, 30, error=error)
    fine = shapely.LinearRing(ellipse_ring((10, 20), radii, 30, error=1e-4))
    assert max(fine.distance(shapely.Point(point)) for point in ring) < 1e-2
    assert shapely.LinearRing(ring).hausdorff_distance(fine) <= error + 1e-2
    assert ring_area(ring) == pytest.approx(math.pi * radii[0] * radii[1], rel=0.11)
    assert in_ring(ring, (10, 20))


def test_a_tighter_error_takes_more_points() -> None:
    many = [len(ellipse_ring((0, 0), (100, 50), error=error)) for error in (10, 1, 0.1, 0.01, 1e-9)]
    assert many == sorted(many)
    assert (many[0], many[-1]) == (8, 720)
    assert len(ellipse_ring((0, 0), (1, 1), error=50)) == 8


def test_an_ellipse_fills_its_rectangle() -> None:
    centre, radii, angle = ellipse_in((10, 20, 60, 30, 200))
    assert (centre, radii, angle) == ((10, 20), (30, 15), 20)
    around = smallest_rectangle(ellipse_ring(centre, radii, angle, error=0.01))
    assert around == pytest.approx((10, 20, 60, 30, 20), abs=0.5)


@pytest.mark.parametrize(("radii", "error"), [((0, 5), 1), ((5, -1), 1), ((5, 5), 0)])
def test_an_ellipse_without_extent_is_refused(radii: tuple[float, float], error: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        ellipse_ring((0, 0), radii, error=error)
