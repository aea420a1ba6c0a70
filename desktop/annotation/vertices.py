"""The points of many shapes in one array, a run for each shape, so that thousands are read without a Python loop."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from desktop.annotation.shapes.base import Path

Floats = NDArray[np.float64]
Places = NDArray[np.intp]


class Vertices:
    """Points (n x 2 float64, image pixels) with the way on from each: ``ahead`` is the distance to the next point.

    It is 1 along a path, back to the first point at the end of a closed one, and 0 at the end of an open one or for a
    point that stands alone. A run that is given up stays until :meth:`pack`.
    """

    def __init__(self) -> None:
        self.xy: Floats = np.empty((0, 2))
        self.ahead: NDArray[np.int32] = np.empty(0, np.int32)
        self.used = 0

    def extend(self, paths: Sequence[Path]) -> int:
        """Add the paths of one shape; return where its run begins."""
        start, count = self.used, sum(len(points) for points, _closed in paths)
        self._make_room(count)
        self.used += count
        self.write(start, paths)
        return start

    def write(self, start: int, paths: Sequence[Path]) -> None:
        """Put paths, of as many points as before, into a run."""
        for points, closed in paths:
            end = start + len(points)
            self.xy[start:end] = points
            self.ahead[start:end] = 1
            self.ahead[end - 1] = 1 - len(points) if closed else 0
            start = end

    def fill(self, shapes: Sequence[Sequence[Path]]) -> Places:
        """Hold the paths of these shapes and nothing else; return how many points each has."""
        paths = [path for shape in shapes for path in shape]
        sizes = np.fromiter((len(points) for points, _closed in paths), np.intp, len(paths))
        closed = np.fromiter((closed for _points, closed in paths), np.bool_, len(paths))
        self.used = int(sizes.sum())
        flat = chain.from_iterable(chain.from_iterable(points for points, _closed in paths))
        self.xy = np.fromiter(flat, np.float64, 2 * self.used).reshape(-1, 2)
        self.ahead = np.ones(self.used, np.int32)
        self.ahead[np.cumsum(sizes) - 1] = np.where(closed, 1 - sizes, 0)
        return np.fromiter(
            (sum(len(points) for points, _ in shape) for shape in shapes), np.intp, len(shapes)
        )

    def pack(self, starts: Places, counts: Places) -> Places:
        """Keep only these runs, close together; return where they begin now."""
        places, _owner = runs(starts, counts)
        self.xy, self.ahead, self.used = self.xy[places], self.ahead[places], len(places)
        packed: Places = np.cumsum(counts) - counts
        return packed

    def _make_room(self, count: int) -> None:
        if self.used + count > len(self.xy):
            room = max(2 * len(self.xy), self.used + count, 1024)
            xy, ahead = np.empty((room, 2)), np.empty(room, np.int32)
            xy[: self.used], ahead[: self.used] = self.xy[: self.used], self.ahead[: self.used]
            self.xy, self.ahead = xy, ahead


def runs(starts: Places, counts: Places) -> tuple[Places, Places]:
    """Return the places of all points of some runs, and for each point which of the runs it is of."""
    before = np.cumsum(counts) - counts
    owner = np.repeat(np.arange(len(counts)), counts)
    return np.arange(int(counts.sum())) + np.repeat(starts - before, counts), owner


def distances(a: Floats, b: Floats, x: float, y: float) -> Floats:
    """Return how far a point is from each of the pieces between ``a`` and ``b`` (n x 2), in pixels."""
    along = b - a
    squared = np.einsum("ij,ij->i", along, along)
    off = np.array((x, y)) - a
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.einsum("ij,ij->i", off, along) / squared
    share = np.clip(np.nan_to_num(share, nan=0.0, posinf=0.0, neginf=0.0), 0.0, 1.0)
    gap = off - along * share[:, None]
    found: Floats = np.hypot(gap[:, 0], gap[:, 1])
    return found


def crossings(a: Floats, b: Floats, x: float, y: float) -> NDArray[np.bool_]:
    """Tell which pieces a ray from a point to the right crosses: an odd number of them means inside (even-odd)."""
    over = (a[:, 1] > y) != (b[:, 1] > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        at = a[:, 0] + (y - a[:, 1]) * (b[:, 0] - a[:, 0]) / (b[:, 1] - a[:, 1])
    crossed: NDArray[np.bool_] = over & (x < at)
    return crossed
