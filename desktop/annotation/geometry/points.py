"""Points, segments and rings: the plane arithmetic that everything else here stands on."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TypeAlias

#: x, y in image pixels, y down.
Point: TypeAlias = tuple[float, float]
#: Points in order, closed by itself: the last is joined to the first and does not repeat it.
Ring: TypeAlias = tuple[Point, ...]
#: A polygon: its outer ring, then its holes.
Rings: TypeAlias = tuple[Ring, ...]
#: x1, y1, x2, y2 with x1 <= x2 and y1 <= y2.
Rect: TypeAlias = tuple[float, float, float, float]


def distance(a: Point, b: Point) -> float:
    """Return how far two points are apart, in pixels."""
    return math.hypot(a[0] - b[0], a[1] - b[1])


def between(a: Point, b: Point, along: float) -> Point:
    """Return the point at ``along`` (0 to 1) of the way from ``a`` to ``b``; the ends come out exactly."""
    if along >= 1.0:
        return b
    return (a[0] + (b[0] - a[0]) * along, a[1] + (b[1] - a[1]) * along)


def nearest_on(a: Point, b: Point, point: Point) -> tuple[Point, float]:
    """Return the point of the segment a-b nearest to ``point``, and how far along it lies (0 at a, 1 at b)."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    squared = dx * dx + dy * dy
    if squared == 0.0:
        return a, 0.0
    along = ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / squared
    along = min(max(along, 0.0), 1.0)
    return between(a, b, along), along


def path_length(points: Sequence[Point], *, closed: bool) -> float:
    """Return the length of a line through the points, or of the ring that they make, in pixels."""
    return sum(distance(a, b) for a, b in edges(points, closed=closed))


def edges(points: Sequence[Point], *, closed: bool) -> list[tuple[Point, Point]]:
    """Return the segments of a line in order; those of a ring end with the one from the last point to the first."""
    pairs = list(pairwise(points))
    if closed and len(points) > 1:
        pairs.append((points[-1], points[0]))
    return pairs


def ring_area(ring: Sequence[Point]) -> float:
    """Return the signed area of a ring in square pixels (shoelace): > 0 when it runs clockwise as seen, y down."""
    if not ring:
        return 0.0
    # Taken about the first point: far from the picture's corner the products would eat the digits.
    x0, y0 = ring[0]
    doubled = 0.0
    for (xa, ya), (xb, yb) in edges(ring, closed=True):
        doubled += (xa - x0) * (yb - y0) - (xb - x0) * (ya - y0)
    return doubled / 2


def in_ring(ring: Sequence[Point], point: Point) -> bool:
    """Tell whether a point lies inside a ring, by the even-odd rule.

    A point on a left or top edge is inside, one on a right or bottom edge is not: of two rings that share a border,
    a point on it is in exactly one. The rule that :mod:`raster` fills pixels by.
    """
    x, y = point
    inside = False
    for a, b in edges(ring, closed=True):
        (xa, ya), (xb, yb) = (a, b) if a[1] <= b[1] else (b, a)
        if ya <= y < yb and xa + (y - ya) * ((xb - xa) / (yb - ya)) <= x:
            inside = not inside
    return inside


def bounds_of(points: Iterable[Point]) -> Rect:
    """Return the smallest upright rectangle around the points. Raises ValueError when there are none."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def turned(point: Point, degrees: float, *, about: Point = (0.0, 0.0)) -> Point:
    """Return a point turned about another, clockwise as seen (y points down)."""
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    x, y = point[0] - about[0], point[1] - about[1]
    return about[0] + x * cosine - y * sine, about[1] + x * sine + y * cosine


def without_repeats(points: Sequence[Point], *, closed: bool) -> Ring:
    """Return the points without those that repeat the one before them; a ring's last does not repeat its first."""
    kept: list[Point] = []
    for point in points:
        if not kept or point != kept[-1]:
            kept.append(point)
    while closed and len(kept) > 1 and kept[-1] == kept[0]:
        kept.pop()
    return tuple(kept)
