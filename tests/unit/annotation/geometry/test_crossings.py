"""Where lines cross, touch and run back over themselves."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop.annotation.geometry import crossings
from desktop.annotation.geometry.crossings import crossing_of, first_crossing, meeting_pairs, self_crossing
from desktop.annotation.geometry.points import Point, Ring, edges, without_repeats
from tests.unit.annotation.geometry.samples import BOW_TIE, SQUARE, rings, trails

whole = st.tuples(st.integers(0, 8), st.integers(0, 8))


@pytest.mark.parametrize(
    ("c", "d", "found"),
    [
        ((5, -5), (5, 5), (5, 0)),
        ((5, 0), (5, 5), (5, 0)),
        ((10, 0), (20, 7), (10, 0)),
        ((5, 1), (5, 5), None),
        ((11, -1), (11, 1), None),
        ((0, 1), (10, 1), None),
        ((6, 0), (20, 0), (8, 0)),
        ((10, 0), (20, 0), (10, 0)),
        ((12, 0), (20, 0), None),
        ((4, 0), (4, 0), (4, 0)),
        ((4, 1), (4, 1), None),
    ],
)
def test_two_segments_share_a_point_or_none(c: Point, d: Point, found: Point | None) -> None:
    assert crossing_of((0, 0), (10, 0), c, d) == found
    assert crossing_of(c, d, (0, 0), (10, 0)) == found


@given(whole, whole, whole, whole)
def test_a_shared_point_is_found_when_another_engine_finds_one(
    a: Point, b: Point, c: Point, d: Point
) -> None:
    assume(a != b and c != d)
    one, other = shapely.LineString([a, b]), shapely.LineString([c, d])
    found = crossing_of(a, b, c, d)
    assert (found is not None) == one.intersects(other)
    if found is not None:
        assert one.distance(shapely.Point(found)) < 1e-9
        assert other.distance(shapely.Point(found)) < 1e-9


def test_a_new_edge_is_stopped_at_the_first_line_it_meets() -> None:
    line = [(0, 0), (10, 0), (10, 4), (0, 4), (0, 8)]
    assert first_crossing(line, (5, 8), (5, -1)) == (5, 4)
    assert first_crossing(line, (5, 8), (5, 5)) is None
    assert first_crossing(line[:1], (5, 8), (5, -9)) is None


def test_a_bow_tie_crosses_in_its_middle() -> None:
    assert self_crossing(BOW_TIE, closed=True) == (5, 5)
    assert self_crossing(BOW_TIE, closed=False) == (5, 5)
    assert self_crossing(SQUARE, closed=True) is None


def test_a_line_may_end_where_it_began_only_as_a_ring() -> None:
    there_and_back = [(0, 0), (5, 0), (5, 5), (0, 0)]
    assert self_crossing(there_and_back, closed=False) == (0, 0)
    assert self_crossing(there_and_back[:3], closed=True) is None


def test_an_edge_that_runs_back_over_the_last_is_no_simple_line() -> None:
    assert self_crossing([(0, 0), (5, 0), (2, 0)], closed=False) is not None
    assert self_crossing([(0, 0), (5, 0), (9, 0)], closed=False) is None
    assert self_crossing([(0, 0), (6, 0), (3, 0), (3, 5)], closed=True) is not None


@pytest.mark.parametrize("points", [[], [(1, 1)], [(1, 1), (2, 2)]])
def test_too_few_points_cannot_cross(points: list[Point]) -> None:
    assert self_crossing(points, closed=True) is None


@given(trails())
def test_a_line_is_simple_when_another_engine_says_so(trail: Ring) -> None:
    line = without_repeats(trail, closed=False)
    if len(line) < 2:
        return
    mine = self_crossing(line, closed=False)
    closed_by_chance = line[0] == line[-1]
    theirs = shapely.LineString(line).is_simple
    if not closed_by_chance:
        assert (mine is None) == theirs
    if mine is not None:
        assert (
            min(shapely.LineString(edge).distance(shapely.Point(mine)) for edge in edges(line, closed=False))
            < 1e-6
        )


@given(rings())
def test_a_ring_around_its_centre_is_simple(ring: Ring) -> None:
    assert (self_crossing(ring, closed=True) is None) == shapely.Polygon(ring).is_valid


def test_a_search_in_small_chunks_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(7)
    starts, ends = rng.random((60, 2)), rng.random((60, 2))
    alone = np.full(60, -1)
    whole_search = meeting_pairs(starts, ends, alone)
    monkeypatch.setattr(crossings, "_AT_ONCE", 17)
    assert meeting_pairs(starts, ends, alone).tolist() == whole_search.tolist()
    assert len(whole_search) > 100
