"""A border is taken over from a neighbour, point for point."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop.annotation.geometry.points import Point, Ring, path_length
from desktop.annotation.geometry.polygons import area, fault_of, joined
from desktop.annotation.geometry.trace import along_of, traced, traced_line
from desktop.annotation.geometry.vertices import spot_near
from tests.unit.annotation.geometry.samples import SQUARE, rings

spots = st.tuples(st.floats(-30, 90), st.floats(-30, 90))


def test_the_third_point_chooses_the_side() -> None:
    begin, end = (5, -1), (5, 11)
    assert traced(SQUARE, begin, (12, 5), end) == ((5, 0), (10, 0), (10, 10), (5, 10))
    assert traced(SQUARE, begin, (-2, 5), end) == ((5, 0), (0, 0), (0, 10), (5, 10))


def test_the_way_may_go_over_the_rings_first_point() -> None:
    assert traced(SQUARE, (-1, 3), (0, 0), (3, -1)) == ((0, 3), (0, 0), (3, 0))
    assert traced(SQUARE, (3, -1), (0, 0), (-1, 3)) == ((3, 0), (0, 0), (0, 3))
    assert traced(SQUARE, (3, -1), (10, 10), (-1, 3)) == ((3, 0), (10, 0), (10, 10), (0, 10), (0, 3))


def test_two_places_on_one_edge_are_joined_along_it_or_all_round() -> None:
    assert traced(SQUARE, (2, 0), (5, 0), (8, 0)) == ((2, 0), (8, 0))
    assert traced(SQUARE, (8, 0), (5, 0), (2, 0)) == ((8, 0), (2, 0))
    assert traced(SQUARE, (2, 0), (5, 10), (8, 0)) == ((2, 0), (0, 0), (0, 10), (10, 10), (10, 0), (8, 0))


def test_corners_are_taken_exactly_and_once() -> None:
    assert traced(SQUARE, (0, 0), (10, 0), (10, 10)) == SQUARE[:3]
    assert traced(SQUARE, (0, 0), (0, 10), (10, 10)) == (SQUARE[0], SQUARE[3], SQUARE[2])


def test_one_place_twice_is_the_ring_all_round() -> None:
    way = traced(SQUARE, (5, 0), (5, 10), (5, 0))
    assert path_length(way, closed=False) == 40
    assert (way[0], way[-1]) == ((5, 0), (5, 0))
    assert set(way) == {*SQUARE, (5, 0)}


def test_a_corner_seen_from_either_of_its_edges_is_one_place() -> None:
    ring: Ring = (
        (1.0000000000000002, 1.7320508075688772),
        (-2.0, 0.0),
        (-1.0000000000000009, -1.7320508075688767),
    )
    way = traced(ring, (0, 15), (0, 0), (0, 4))
    assert way[0] == way[-1] == ring[0]
    assert set(way) == set(ring)


@given(rings(), spots, spots, spots)
def test_the_way_runs_on_the_ring_past_the_third_point(
    ring: Ring, begin: Point, via: Point, end: Point
) -> None:
    border = shapely.LinearRing(ring)
    assume(border.is_simple)
    way = traced(ring, begin, via, end)
    first, middle, last = (spot_near(ring, point, closed=True).point for point in (begin, via, end))
    assert (way[0], way[-1]) == (first, last)
    path = shapely.LineString(way) if len(way) > 1 else shapely.Point(way[0])
    assert path.distance(shapely.Point(middle)) < 1e-6
    assert all(border.distance(shapely.Point(point)) < 1e-6 for point in way)
    assert path_length(way, closed=False) <= path_length(ring, closed=True) + 1e-6


@given(rings(), spots, spots, spots, spots)
def test_both_sides_make_up_the_ring(ring: Ring, begin: Point, end: Point, one: Point, other: Point) -> None:
    ways = traced(ring, begin, one, end), traced(ring, begin, other, end)
    lengths = [path_length(way, closed=False) for way in ways]
    whole = path_length(ring, closed=True)
    assert lengths[0] == pytest.approx(lengths[1], abs=1e-6) or sum(lengths) == pytest.approx(whole)


def test_a_polygon_drawn_along_a_neighbour_shares_its_border_without_a_gap() -> None:
    neighbour: Ring = ((0, 0), (10.3, 1.7), (12.9, 8.1), (7.7, 14.3), (1.1, 9.9))
    border = traced(neighbour, (9, 1), (13, 8), (6, 14))
    polygon = (*border, (6.0, 30.0), (30.0, 30.0), (30.0, 1.0))
    assert fault_of((polygon,)) is None
    together = joined([(neighbour,), (polygon,)])
    assert len(together) == 1, "no gap, no hole"
    assert area(together) == pytest.approx(area((neighbour,)) + area((polygon,)), abs=1e-4)


def test_a_border_needs_a_ring() -> None:
    with pytest.raises(ValueError, match="three points"):
        traced(SQUARE[:2], (0, 0), (1, 1), (2, 2))


def test_an_open_line_is_traced_both_ways() -> None:
    line = ((0, 0), (10, 0), (10, 10), (20, 10))
    assert traced_line(line, (4, 1), (15, 12)) == ((4, 0), (10, 0), (10, 10), (15, 10))
    assert traced_line(line, (15, 12), (4, 1)) == ((15, 10), (10, 10), (10, 0), (4, 0))
    assert traced_line(line, (4, 1), (4, 1)) == ((4, 0),)
    assert traced_line(line, (10, 0), (10, 10)) == ((10, 0), (10, 10))


def test_a_place_knows_how_far_along_the_ring_it_lies() -> None:
    assert along_of(SQUARE, spot_near(SQUARE, (10, 4), closed=True)) == 14
    assert along_of(SQUARE, spot_near(SQUARE, (0, 4), closed=True)) == 36
    assert along_of(SQUARE, spot_near(SQUARE, (0, 0), closed=True)) == 0
