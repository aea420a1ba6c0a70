"""Along a neighbour's border: the stretch of a ring from one place to another, past a third."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop.annotation.geometry.points import Point, Ring, distance, edges, path_length, without_repeats
from desktop.annotation.geometry.vertices import Spot, spot_near


def traced(ring: Sequence[Point], begin: Point, via: Point, end: Point) -> Ring:
    """Return the points of a ring from the place nearest ``begin`` to that nearest ``end``, on the side of ``via``.

    Begins and ends exactly on the ring, so that two polygons share their border point for point; every corner of the
    ring between them is included. Where begin and end are one place it is the whole ring, once round. Raises
    ValueError for fewer than three points.
    """
    if len(ring) < 3:
        raise ValueError("a border needs a ring of three points")
    first, middle, last = (_on_ring(ring, point) for point in (begin, via, end))
    forward = _between(ring, first, last)
    if _passed(ring, first, middle, last):
        return forward
    return _between(ring, last, first)[::-1]


def traced_line(line: Sequence[Point], begin: Point, end: Point) -> Ring:
    """Return the points of an open line from the place nearest ``begin`` to that nearest ``end``. Raises ValueError."""
    first, last = (spot_near(line, point, closed=False) for point in (begin, end))
    if _order(first) <= _order(last):
        return without_repeats((first.point, *line[first.edge + 1 : last.edge + 1], last.point), closed=False)
    return without_repeats((last.point, *line[last.edge + 1 : first.edge + 1], first.point), closed=False)[
        ::-1
    ]


def along_of(ring: Sequence[Point], spot: Spot) -> float:
    """Return how far along a ring a place lies, in pixels from its first point."""
    every = edges(ring, closed=True)
    passed = path_length(ring[: spot.edge + 1], closed=False)
    return passed + distance(*every[spot.edge]) * spot.along


def _on_ring(ring: Sequence[Point], point: Point) -> Spot:
    """Return the place of a ring nearest to a point; a corner always as the start of an edge, never as an end."""
    spot = spot_near(ring, point, closed=True)
    return replace(spot, edge=(spot.edge + 1) % len(ring), along=0.0) if spot.along >= 1.0 else spot


def _between(ring: Sequence[Point], first: Spot, last: Spot) -> Ring:
    """Return the way forward from one place to another; all round when they are one."""
    many = len(ring)
    if _order(first) < _order(last):
        corners = range(first.edge + 1, last.edge + 1)
    else:
        corners = range(first.edge + 1, last.edge + 1 + many)
    way = (first.point, *(ring[place % many] for place in corners), last.point)
    return without_repeats(way, closed=False)


def _passed(ring: Sequence[Point], first: Spot, middle: Spot, last: Spot) -> bool:
    """Tell whether the middle place is passed on the way forward from the first to the last."""
    round_trip = path_length(ring, closed=True)
    begin, via, end = (along_of(ring, spot) for spot in (first, middle, last))
    return (via - begin) % round_trip <= ((end - begin) % round_trip or round_trip)


def _order(spot: Spot) -> tuple[int, float]:
    return spot.edge, spot.along
