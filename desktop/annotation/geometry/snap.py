"""What a pointer snaps to among many shapes: the nearest corner, else the nearest place on a border, within reach.

All corners lie in one array, so that 50,000 shapes are culled by their boxes in a fraction of a millisecond and
distances are taken for the few that remain.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from desktop.annotation.geometry.bitmaps import Bits
from desktop.annotation.geometry.crossings import Floats, Whole
from desktop.annotation.geometry.points import Point


@dataclass(frozen=True)
class Snap:
    """A place to snap to: on which line, at which of its points or edges, and how far from the pointer in pixels.

    ``place``: the point itself for a corner, the point that the edge begins at for a place on an edge; both counted
    within the line. ``along``: 0 for a corner, else the share of the edge.
    """

    point: Point
    line: int
    place: int
    along: float
    away: float


@dataclass(frozen=True, eq=False)
class Lines:
    """Many lines and rings at once. Line i is ``corners[offsets[i]:offsets[i + 1]]``.

    ``corners``: n x 2. ``offsets``: m + 1. ``closed``: m bools. ``owners``: m numbers of the shapes that the lines are
    of. ``boxes``: 4 x m, the rows x1, y1, x2, y2, each contiguous.
    """

    corners: Floats
    offsets: Whole
    closed: Bits
    owners: Whole
    boxes: Floats

    @classmethod
    def of_arrays(cls, corners: Floats, offsets: Whole, closed: Bits, owners: Whole | None = None) -> Self:
        """Return lines over arrays that exist already; no line may be empty. Without ``owners`` each is its own."""
        starts = offsets[:-1]
        if len(starts):
            low, high = np.minimum.reduceat(corners, starts), np.maximum.reduceat(corners, starts)
        else:
            low = high = np.empty((0, 2))
        boxes = np.ascontiguousarray(np.hstack([low, high]).T)
        return cls(corners, offsets, closed, np.arange(len(starts)) if owners is None else owners, boxes)

    def near(self, point: Point, reach: float, skip: Collection[int] = ()) -> Whole:
        """Return the lines whose boxes come within ``reach`` of a point, but those of the owners in ``skip``."""
        x, y = point
        x1, y1, x2, y2 = self.boxes
        close = (x1 <= x + reach) & (x2 >= x - reach)
        close &= y1 <= y + reach
        close &= y2 >= y - reach
        lines = np.flatnonzero(close)
        if skip and len(lines):
            lines = lines[~np.isin(self.owners[lines], list(skip))]
        return lines


def lines_of(paths: Iterable[tuple[int, Sequence[Point], bool]]) -> Lines:
    """Return the lines of owner, points and closed, one after another; lines without points are left out."""
    kept = [(owner, points, closed) for owner, points, closed in paths if len(points)]
    corners = [np.asarray(points, dtype=np.float64) for _owner, points, _closed in kept]
    offsets = np.cumsum([0, *(len(points) for points in corners)])
    return Lines.of_arrays(
        np.vstack(corners) if corners else np.empty((0, 2)),
        offsets,
        np.array([closed for _owner, _points, closed in kept], dtype=np.bool_),
        np.array([owner for owner, _points, _closed in kept], dtype=np.int64),
    )


def nearest_corner(lines: Lines, point: Point, reach: float, *, skip: Collection[int] = ()) -> Snap | None:
    """Return the corner nearest to a point, of equals the first, None when none is within ``reach`` pixels."""
    near = lines.near(point, reach, skip)
    if not len(near):
        return None
    places = _all_corners(lines, near)
    squared = ((lines.corners[places] - point) ** 2).sum(axis=1)
    best = int(np.argmin(squared))
    if squared[best] > reach * reach:
        return None
    place = int(places[best])
    line = int(np.searchsorted(lines.offsets, place, side="right")) - 1
    x, y = lines.corners[place].tolist()
    return Snap((x, y), line, place - int(lines.offsets[line]), 0.0, float(squared[best]) ** 0.5)


def nearest_on_border(lines: Lines, point: Point, reach: float, *, skip: Collection[int] = ()) -> Snap | None:
    """Return the place on an edge nearest to a point, corners included, None when none is within ``reach`` pixels."""
    near = lines.near(point, reach, skip)
    starts = _all_corners(lines, near)
    if not len(starts):
        return None
    line = np.searchsorted(lines.offsets, starts, side="right") - 1
    last = starts + 1 == lines.offsets[line + 1]
    # The last point of an open line begins no edge, unless it is the only one: then it is an edge without length.
    kept = ~last | lines.closed[line] | (lines.offsets[line] == starts)
    starts, line, last = starts[kept], line[kept], last[kept]
    ends = np.where(last, lines.offsets[line], starts + 1)
    a, way = lines.corners[starts], lines.corners[ends] - lines.corners[starts]
    squared = (way**2).sum(axis=1)
    share = ((np.asarray(point) - a) * way).sum(axis=1) / np.where(squared > 0, squared, 1.0)
    share = np.clip(share, 0.0, 1.0)
    spots = a + share[:, None] * way
    away = ((spots - point) ** 2).sum(axis=1)
    best = int(np.argmin(away))
    if away[best] > reach * reach:
        return None
    x, y = spots[best].tolist()
    first = int(lines.offsets[line[best]])
    return Snap(
        (x, y), int(line[best]), int(starts[best]) - first, float(share[best]), float(away[best]) ** 0.5
    )


def snapped(lines: Lines, point: Point, reach: float, *, skip: Collection[int] = ()) -> Snap | None:
    """Return the nearest corner within reach, else the nearest place on a border, else None."""
    return nearest_corner(lines, point, reach, skip=skip) or nearest_on_border(lines, point, reach, skip=skip)


def _all_corners(lines: Lines, chosen: Whole) -> Whole:
    """Return the places in ``corners`` of all points of some lines."""
    starts, many = lines.offsets[chosen], lines.offsets[chosen + 1] - lines.offsets[chosen]
    return np.asarray(np.arange(many.sum()) + np.repeat(starts - np.cumsum(many) + many, many))
