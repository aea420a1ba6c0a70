"""A pointer finds the nearest corner, or the nearest place on an edge, among many at once."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.annotation.geometry.crossings import Floats
from desktop.annotation.geometry.points import Point, Ring, distance, edges, nearest_on
from desktop.annotation.geometry.snap import Nearest, nearest_corner, nearest_edge
from tests.unit.annotation.geometry.samples import SQUARE, rings, trails

spots = st.tuples(st.floats(-20, 90), st.floats(-20, 90))
lines = st.one_of(rings(), trails())
reaches = st.floats(0.1, 60)


def arrays(line: Ring) -> tuple[Floats, Floats]:
    """The starts and ends of a ring's edges."""
    starts = np.asarray(line, dtype=np.float64).reshape(-1, 2)
    return starts, np.roll(starts, -1, axis=0)


@given(lines, spots, reaches)
def test_no_corner_is_nearer_than_the_nearest(line: Ring, point: Point, reach: float) -> None:
    found = nearest_corner(arrays(line)[0], point, reach)
    near = min(distance(corner, point) for corner in line)
    if found is None:
        assert near > reach - 1e-9
        return
    assert found.away <= reach
    assert found.away == pytest.approx(near, abs=1e-9)
    assert line[found.row] == found.point, "exactly the corner, not nearly"
    assert found.along == 0


@given(lines, spots, reaches)
def test_no_place_on_an_edge_is_nearer_than_the_nearest(line: Ring, point: Point, reach: float) -> None:
    found = nearest_edge(*arrays(line), point, reach)
    every = edges(line, closed=True)
    near = min(distance(nearest_on(a, b, point)[0], point) for a, b in every)
    if found is None:
        assert near > reach - 1e-9
        return
    assert found.away <= reach
    assert found.away == pytest.approx(near, abs=1e-9)
    assert (found.point, found.along) == nearest_on(*every[found.row], point)


def test_the_ends_of_an_edge_come_out_exactly() -> None:
    starts, ends = np.array([[0.1, 0.2]]), np.array([[10.3, 0.7]])
    assert nearest_edge(starts, ends, (50, 1)) == Nearest(0, (10.3, 0.7), 1.0, distance((50, 1), (10.3, 0.7)))
    assert nearest_edge(starts, ends, (-9, 0)) == Nearest(0, (0.1, 0.2), 0.0, distance((-9, 0), (0.1, 0.2)))


def test_an_edge_without_length_is_its_point() -> None:
    dot = np.array([[5.0, 5.0]])
    assert nearest_edge(dot, dot, (5, 7), 2) == Nearest(0, (5, 5), 0.0, 2.0)
    assert nearest_edge(dot, dot, (5, 7), 1.9) is None


def test_the_reach_is_a_circle_not_a_box() -> None:
    corners = arrays(SQUARE)[0]
    assert nearest_corner(corners, (-3, -3), 4) is None
    assert nearest_corner(corners, (-3, -3), 4.3) == Nearest(0, (0, 0), 0.0, math.hypot(3, 3))


def test_of_equals_the_first_is_taken() -> None:
    twice = np.array([*SQUARE, *SQUARE], dtype=np.float64)
    found = nearest_corner(twice, (10, 11), 3)
    assert found is not None
    assert found.row == 2
    middle = nearest_corner(twice, (5, 5))
    assert middle is not None
    assert middle.row == 0


def test_nothing_is_near_among_nothing() -> None:
    empty = np.empty((0, 2))
    assert nearest_corner(empty, (0, 0)) is None
    assert nearest_edge(empty, empty, (0, 0)) is None


def test_the_arrays_are_not_changed() -> None:
    starts, ends = arrays(SQUARE)
    before = starts.copy(), ends.copy()
    nearest_corner(starts, (3, 4))
    nearest_edge(starts, ends, (3, 4))
    assert np.array_equal(starts, before[0])
    assert np.array_equal(ends, before[1])
