"""Points are put in, taken out, led another way, turned and lined up."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop.annotation.geometry.points import Point, Ring, distance, path_length, ring_area, without_repeats
from desktop.annotation.geometry.vertices import (
    angle_to,
    deleted,
    rerouted,
    rerouted_line,
    rotated,
    scaled,
    snapped_angle,
    spot_near,
    stretch,
)
from tests.unit.annotation.geometry.samples import SQUARE, rings

spots = st.tuples(st.floats(-50, 90), st.floats(-50, 90))
#: A long side, A B C D, and a short one back from D to A.
TOWER: Ring = ((0, 0), (0, -100), (10, -100), (10, 0))


# -- places


def test_the_nearest_place_may_be_on_the_edge_that_closes_a_ring() -> None:
    spot = spot_near(SQUARE, (-3, 5), closed=True)
    assert (spot.point, spot.edge, spot.along, spot.away) == ((0, 5), 3, 0.5, 3)
    assert spot_near(SQUARE, (-3, 5), closed=False).edge == 0


@given(rings(), spots)
def test_no_corner_is_nearer_than_the_nearest_place(ring: Ring, point: Point) -> None:
    spot = spot_near(ring, point, closed=True)
    assert spot.away <= min(distance(corner, point) for corner in ring) + 1e-9
    assert spot.away == distance(spot.point, point)


@pytest.mark.parametrize("points", [[], [(1, 1)]])
def test_a_line_of_one_point_has_no_edge(points: list[Point]) -> None:
    with pytest.raises(ValueError, match="two points"):
        spot_near(points, (0, 0), closed=False)


# -- one point more, one point less


def test_a_ring_keeps_three_points_and_a_line_two() -> None:
    with pytest.raises(ValueError, match="3 points must stay"):
        deleted(SQUARE[:3], 1, closed=True)
    assert deleted(SQUARE[:3], 1, closed=False) == (SQUARE[0], SQUARE[2])
    with pytest.raises(ValueError, match="2 points must stay"):
        deleted(SQUARE[:2], 1, closed=False)


@pytest.mark.parametrize("place", [-1, 4])
def test_a_point_that_is_not_there_cannot_be_deleted(place: int) -> None:
    with pytest.raises(IndexError):
        deleted(SQUARE, place, closed=True)


# -- another way


def test_the_longer_side_stays_by_default() -> None:
    new = rerouted(TOWER, 0, 3, [(3, 5), (7, 5)])
    assert set(new) == {*TOWER, (3, 5), (7, 5)}
    assert abs(ring_area(new)) == 1000 + (10 + 4) / 2 * 5


def test_the_shorter_side_stays_when_asked() -> None:
    new = rerouted(TOWER, 0, 3, [(3, -5), (7, -5)], keep="shorter")
    assert set(new) == {(0, 0), (10, 0), (3, -5), (7, -5)}
    assert abs(ring_area(new)) == (10 + 4) / 2 * 5


@given(rings(), st.data(), st.lists(spots, max_size=4), st.sampled_from(["longer", "shorter"]))
def test_one_side_of_the_ring_and_the_new_points_are_what_is_left(
    ring: Ring, data: st.DataObject, via: list[Point], keep: str
) -> None:
    assume(len(ring) > 3)
    begin, end = data.draw(st.permutations(range(len(ring))))[:2]
    sides = stretch(ring, begin, end), stretch(ring, end, begin)
    kept = (max if keep == "longer" else min)(sides, key=lambda side: path_length(side, closed=False))
    expected = without_repeats((*kept, *(via if kept == sides[1] else via[::-1])), closed=True)
    assume(len(expected) > 2)
    assume(path_length(sides[0], closed=False) != path_length(sides[1], closed=False))
    assert rerouted(ring, begin, end, via, keep=keep) == expected  # type: ignore[arg-type]


def test_a_ring_goes_on_the_way_it_ran() -> None:
    for begin, end in ((0, 2), (2, 0), (1, 3), (3, 1)):
        via = [(SQUARE[begin][0] + 1.0, SQUARE[begin][1] + 1.0), (SQUARE[end][0] + 1.0, SQUARE[end][1] + 1.0)]
        assert ring_area(rerouted(SQUARE, begin, end, via)) > 0


def test_a_way_needs_two_points_of_the_ring() -> None:
    with pytest.raises(ValueError, match="two points"):
        rerouted(SQUARE, 1, 1, [(5, 5)])
    with pytest.raises(IndexError):
        rerouted(SQUARE, 0, 4, [(5, 5)])
    with pytest.raises(ValueError, match="3 points must stay"):
        rerouted(SQUARE, 0, 1, [], keep="shorter")


def test_a_stretch_goes_on_over_the_end_of_the_ring() -> None:
    assert stretch(SQUARE, 1, 3) == SQUARE[1:4]
    assert stretch(SQUARE, 3, 1) == (SQUARE[3], SQUARE[0], SQUARE[1])


def test_a_line_is_led_another_way_between_two_of_its_points() -> None:
    line = ((0, 0), (1, 0), (2, 0), (3, 0))
    assert rerouted_line(line, 1, 3, [(2, 9)]) == ((0, 0), (1, 0), (2, 9), (3, 0))
    assert rerouted_line(line, 3, 1, [(2, 9), (1, 9)]) == ((0, 0), (1, 0), (1, 9), (2, 9), (3, 0))
    with pytest.raises(ValueError, match="two points"):
        rerouted_line(line, 2, 2, [])
    with pytest.raises(IndexError):
        rerouted_line(line, -1, 2, [])


# -- turned, scaled, lined up


@given(rings(), st.floats(-360, 360), spots)
def test_turning_keeps_the_area_and_turning_back_the_points(ring: Ring, degrees: float, about: Point) -> None:
    turned_ring = rotated(ring, degrees, about=about)
    assert ring_area(turned_ring) == pytest.approx(ring_area(ring), rel=1e-6)
    back = rotated(turned_ring, -degrees, about=about)
    assert [number for point in back for number in point] == pytest.approx(
        [number for point in ring for number in point], abs=1e-6
    )


@pytest.mark.parametrize(
    ("degrees", "snapped"),
    [(0, 0), (7.4, 0), (7.5, 15), (22.4, 15), (352, 345), (353, 0), (-8, 345), (370, 15)],
)
def test_angles_snap_to_fifteen_degrees(degrees: float, snapped: float) -> None:
    assert snapped_angle(degrees) == snapped


@given(st.floats(-1000, 1000), st.sampled_from([5.0, 15.0, 45.0]))
def test_a_snapped_angle_is_near_and_stays(degrees: float, step: float) -> None:
    found = snapped_angle(degrees, step=step)
    assert 0 <= found < 360
    assert abs((found - degrees + 180) % 360 - 180) <= step / 2 + 1e-9
    assert snapped_angle(found, step=step) == found


def test_angles_go_clockwise_as_seen() -> None:
    assert [angle_to((5, 5), point) for point in ((9, 5), (5, 9), (1, 5), (5, 1))] == [0, 90, 180, 270]
    assert angle_to((5, 5), rotated([(9, 5)], 40, about=(5, 5))[0]) == pytest.approx(40)


@given(rings(), st.floats(0.1, 5), st.floats(0.1, 5), spots)
def test_scaling_multiplies_the_area(ring: Ring, across: float, down: float, about: Point) -> None:
    assert ring_area(scaled(ring, across, down, about=about)) == pytest.approx(
        ring_area(ring) * across * down, rel=1e-6
    )
    assert ring_area(scaled(ring, across, about=about)) == pytest.approx(
        ring_area(ring) * across**2, rel=1e-6
    )


def test_the_centre_of_scaling_stays() -> None:
    assert scaled([(3, 4), (5, 4)], 2, about=(3, 4)) == ((3, 4), (7, 4))
    assert scaled([(3, 4)], 1, -1, about=(0, 0)) == ((3, -4),)


def test_a_nan_angle_is_not_taken_for_one() -> None:
    with pytest.raises(ValueError, match="NaN"):
        snapped_angle(math.nan)
