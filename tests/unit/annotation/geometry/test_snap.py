"""A pointer snaps to the nearest corner within reach, else to the nearest border."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.annotation.geometry.points import Point, Ring, distance
from desktop.annotation.geometry.snap import Lines, Snap, lines_of, nearest_corner, nearest_on_border, snapped
from desktop.annotation.geometry.vertices import spot_near
from tests.unit.annotation.geometry.samples import SQUARE, moved, rings, trails

spots = st.tuples(st.floats(-20, 90), st.floats(-20, 90))
paths = st.lists(
    st.one_of(st.tuples(rings(), st.just(True)), st.tuples(trails(), st.just(False))), min_size=0, max_size=6
)


def gathered(found: list[tuple[Ring, bool]]) -> Lines:
    return lines_of([(owner, points, closed) for owner, (points, closed) in enumerate(found)])


@given(paths, spots, st.floats(0.1, 40))
def test_the_nearest_corner_is_nearest_of_all(
    found: list[tuple[Ring, bool]], point: Point, reach: float
) -> None:
    snap = nearest_corner(gathered(found), point, reach)
    near = min((distance(corner, point) for points, _closed in found for corner in points), default=np.inf)
    if snap is None:
        assert near > reach - 1e-9
    else:
        assert snap.away == pytest.approx(near, abs=1e-9)
        assert found[snap.line][0][snap.place] == snap.point
        assert snap.along == 0


@given(paths, spots, st.floats(0.1, 40))
def test_the_nearest_border_is_nearest_of_all(
    found: list[tuple[Ring, bool]], point: Point, reach: float
) -> None:
    snap = nearest_on_border(gathered(found), point, reach)
    nearest = [spot_near(points, point, closed=closed) for points, closed in found]
    near = min((spot.away for spot in nearest), default=np.inf)
    if snap is None:
        assert near > reach - 1e-9
        return
    assert snap.away == pytest.approx(near, abs=1e-9)
    points, closed = found[snap.line]
    again = spot_near(points, point, closed=closed)
    assert again.away == pytest.approx(snap.away, abs=1e-9)
    a, b = points[snap.place], points[(snap.place + 1) % len(points)]
    on = (a[0] + (b[0] - a[0]) * snap.along, a[1] + (b[1] - a[1]) * snap.along)
    assert on == pytest.approx(snap.point, abs=1e-6)


@pytest.fixture
def two() -> Lines:
    """Two squares side by side, ten pixels apart, and an open line below them."""
    return lines_of([(7, SQUARE, True), (9, moved(SQUARE, 20, 0), True), (11, ((0, 20), (30, 20)), False)])


def test_a_corner_comes_before_a_nearer_border(two: Lines) -> None:
    assert snapped(two, (8, 1), 3) == Snap((10, 0), 0, 1, 0.0, pytest.approx(5**0.5))
    assert snapped(two, (5, 1), 3) == Snap((5, 0), 0, 0, 0.5, 1.0)
    assert snapped(two, (15, 5), 3) is None


def test_the_shape_in_hand_is_left_out(two: Lines) -> None:
    assert nearest_corner(two, (12, 0), 30, skip={7}) == Snap((20, 0), 1, 0, 0.0, 8.0)
    assert snapped(two, (10, 0), 3, skip=[7]) is None
    assert snapped(two, (10, 0), 30, skip=[7, 9, 11]) is None


def test_the_edge_that_closes_a_ring_counts_and_that_of_an_open_line_does_not(two: Lines) -> None:
    found = nearest_on_border(two, (-2, 5), 5)
    assert found is not None
    assert (found.point, found.line, found.place, found.along) == ((0, 5), 0, 3, 0.5)
    bent = lines_of([(0, ((0, 0), (50, 0), (50, 50)), False)])
    assert nearest_on_border(bent, (24, 26), 5) is None
    assert nearest_on_border(lines_of([(0, ((0, 0), (50, 0), (50, 50)), True)]), (24, 26), 5) is not None


def test_a_single_point_can_be_snapped_to() -> None:
    dots = lines_of([(3, ((5, 5),), False), (4, (), False), (5, ((9, 9),), False)])
    assert nearest_corner(dots, (8, 8), 5) == Snap((9, 9), 1, 0, 0.0, pytest.approx(2**0.5))
    assert dots.owners.tolist() == [3, 5], "a line without points is not there"
    found = nearest_on_border(dots, (5, 6), 5)
    assert found is not None
    assert (found.point, found.line) == ((5, 5), 0)


def test_the_reach_is_a_circle_not_a_box(two: Lines) -> None:
    assert nearest_corner(two, (-3, -3), 4) is None
    assert nearest_corner(two, (-3, -3), 4.3) is not None


def test_nothing_is_near_among_no_lines() -> None:
    none = lines_of([])
    assert snapped(none, (0, 0), 1e9) is None
    empty = Lines.of_arrays(np.empty((0, 2)), np.array([0]), np.array([], dtype=np.bool_))
    assert snapped(empty, (0, 0), 1e9) is None


def test_arrays_that_exist_already_are_used_as_they_are() -> None:
    corners = np.array([*SQUARE, *moved(SQUARE, 40, 40)], dtype=np.float64)
    lines = Lines.of_arrays(corners, np.array([0, 4, 8]), np.array([True, True]))
    assert lines.corners is corners
    assert lines.boxes.tolist() == [[0, 40], [0, 40], [10, 50], [10, 50]]
    assert lines.owners.tolist() == [0, 1]
    assert nearest_corner(lines, (49, 49), 5) == Snap((50, 50), 1, 2, 0.0, pytest.approx(2**0.5))


def test_of_equals_the_first_is_taken() -> None:
    twins = lines_of([(0, SQUARE, True), (1, SQUARE, True)])
    found = snapped(twins, (0, 0), 1)
    assert found is not None
    assert found.line == 0
