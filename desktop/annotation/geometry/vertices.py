"""Single points of a line or ring: put in, taken out, a stretch led another way, turned, scaled and lined up."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from desktop.annotation.geometry.points import (
    Point,
    Ring,
    path_length,
    turned,
    without_repeats,
)
from desktop.annotation.geometry.snap import nearest_edge

#: Which side of a ring stays when a stretch of it is led another way.
Keep: TypeAlias = Literal["longer", "shorter"]
Side: TypeAlias = Literal["left", "top", "right", "bottom", "middle", "centre"]
#: The step that a held key turns by, in degrees.
SNAP = 15.0
#: Where an edge of the bounds, or its middle, lies: axis (0 for x) and share of the way across.
_LINES: dict[Side, tuple[int, float]] = {
    "left": (0, 0.0),
    "centre": (0, 0.5),
    "right": (0, 1.0),
    "top": (1, 0.0),
    "middle": (1, 0.5),
    "bottom": (1, 1.0),
}


@dataclass(frozen=True)
class Spot:
    """A place on a line: ``along`` (0 to 1) of the edge that begins at point ``edge``, and how far off was asked."""

    point: Point
    edge: int
    along: float
    away: float


def spot_near(points: Sequence[Point], point: Point, *, closed: bool) -> Spot:
    """Return the place on a line or ring nearest to a point. Raises ValueError for fewer than two points."""
    if len(points) < 2:
        raise ValueError("a line needs two points")
    line = np.asarray(points, dtype=np.float64)
    starts, ends = (line, np.roll(line, -1, axis=0)) if closed else (line[:-1], line[1:])
    found = nearest_edge(starts, ends, point)
    assert found is not None, "two points make an edge"
    return Spot(found.point, found.row, found.along, found.away)


def deleted(points: Sequence[Point], place: int, *, closed: bool) -> Ring:
    """Return the line without one point. Raises IndexError; ValueError when too few are left: 3 of a ring, 2 of a line."""
    if not 0 <= place < len(points):
        raise IndexError(f"no point {place} among {len(points)}")
    least = 3 if closed else 2
    if len(points) <= least:
        raise ValueError(f"{least} points must stay")
    return (*points[:place], *points[place + 1 :])


def rerouted(
    ring: Sequence[Point], begin: int, end: int, via: Sequence[Point], *, keep: Keep = "longer"
) -> Ring:
    """Return a ring whose way from point ``begin`` to point ``end`` goes through ``via`` instead.

    ``keep`` says which of the two sides between them stays, by length in pixels. The kept side keeps its order, so the
    ring runs on as it did. Raises IndexError, and ValueError when the points are one or too few are left.
    """
    for place in (begin, end):
        if not 0 <= place < len(ring):
            raise IndexError(f"no point {place} among {len(ring)}")
    if begin == end:
        raise ValueError("a stretch needs two points to lead between")
    forth, back = stretch(ring, begin, end), stretch(ring, end, begin)
    longer_is_back = path_length(back, closed=False) >= path_length(forth, closed=False)
    if longer_is_back == (keep == "longer"):
        new = (*back, *via)
    else:
        new = (*forth, *reversed(via))
    new = without_repeats(new, closed=True)
    if len(new) < 3:
        raise ValueError("3 points must stay")
    return new


def stretch(ring: Sequence[Point], begin: int, end: int) -> Ring:
    """Return the points of a ring from ``begin`` forward to ``end``, both included; over its end when it must."""
    if begin <= end:
        return tuple(ring[begin : end + 1])
    return (*ring[begin:], *ring[: end + 1])


def rerouted_line(line: Sequence[Point], begin: int, end: int, via: Sequence[Point]) -> Ring:
    """Return an open line whose way between two of its points goes through ``via``. Raises IndexError, ValueError."""
    for place in (begin, end):
        if not 0 <= place < len(line):
            raise IndexError(f"no point {place} among {len(line)}")
    if begin == end:
        raise ValueError("a stretch needs two points to lead between")
    first, last, way = (begin, end, tuple(via)) if begin < end else (end, begin, tuple(via)[::-1])
    return without_repeats((*line[: first + 1], *way, *line[last:]), closed=False)


def rotated(points: Sequence[Point], degrees: float, *, about: Point) -> Ring:
    """Return the points turned about one, clockwise as seen."""
    return tuple(turned(point, degrees, about=about) for point in points)


def snapped_angle(degrees: float, *, step: float = SNAP) -> float:
    """Return the multiple of ``step`` nearest to an angle, in [0, 360)."""
    return (math.floor(degrees / step + 0.5) * step) % 360


def angle_to(centre: Point, point: Point) -> float:
    """Return the direction from a centre to a point, degrees clockwise as seen from +x, in [0, 360)."""
    return math.degrees(math.atan2(point[1] - centre[1], point[0] - centre[0])) % 360


def scaled(points: Sequence[Point], across: float, down: float | None = None, *, about: Point) -> Ring:
    """Return the points scaled about one: in x by ``across``, in y by ``down`` or, without it, by the same."""
    by_y = across if down is None else down
    return tuple((about[0] + (x - about[0]) * across, about[1] + (y - about[1]) * by_y) for x, y in points)


def _line(box: tuple[float, float, float, float], axis: int, share: float) -> float:
    return box[axis] + (box[axis + 2] - box[axis]) * share
