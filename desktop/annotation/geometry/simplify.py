"""Fewer points or more: simplifying, densifying, and whether a contour has as many points as an order asks for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from desktop.annotation.geometry.crossings import Floats, Whole, meeting_pairs, self_crossing
from desktop.annotation.geometry.points import (
    Point,
    Ring,
    Rings,
    between,
    distance,
    edges,
    in_ring,
    ring_area,
)

#: Below this tolerance, in pixels, nothing worth having is left to take away.
_FINEST = 1e-6


@dataclass(frozen=True)
class Density:
    """How thickly a contour is set with points: lengths of its edges in pixels, and points per pixel of its length."""

    shortest: float
    longest: float
    per_pixel: float


def simplified(points: Sequence[Point], tolerance: float, *, closed: bool) -> Ring:
    """Return a line or ring with fewer points, no removed one farther than ``tolerance`` pixels from what is left.

    A line that does not cross itself never does so afterwards; it keeps its ends, a ring at least three points.
    Douglas and Peucker (1973), with points put back where two edges would meet.
    """
    line = _Line(points, closed=closed)
    line.thin(tolerance)
    # A line that loops over itself, as a road may, must not have every point put back around its own crossings.
    if closed or self_crossing(points, closed=False) is None:
        _untangle([line], tolerance)
    return line.result()


def simplified_rings(rings: Rings, tolerance: float) -> Rings:
    """Return a polygon with fewer points, as :func:`simplified`; its rings do not meet and its holes stay inside."""
    while tolerance > _FINEST:
        lines = [_Line(ring, closed=True) for ring in rings]
        for line in lines:
            line.thin(tolerance)
        _untangle(lines, tolerance)
        thinner = tuple(line.result() for line in lines)
        if len(rings) == 1 or _nested_as(rings, thinner):
            return thinner
        tolerance /= 2
    return rings


def density(points: Sequence[Point], *, closed: bool) -> Density:
    """Return how thickly the points lie. Raises ValueError for fewer than two."""
    lengths = [distance(a, b) for a, b in edges(points, closed=closed)]
    if not lengths:
        raise ValueError("a line needs two points")
    total = sum(lengths)
    return Density(min(lengths), max(lengths), len(points) / total if total else math.inf)


class _Line:
    """A line while it is thinned: its points as a chain, a ring turned to begin at a far point and closed again."""

    def __init__(self, points: Sequence[Point], *, closed: bool) -> None:
        self.points = tuple(points)
        self.closed = closed and len(points) > 2
        self.turn = 0
        self.chain = np.asarray(points, dtype=np.float64).reshape(-1, 2)
        self.kept = np.zeros(len(self.chain) + self.closed, dtype=np.bool_)
        if self.closed:
            self.turn = _farthest(self.chain, int(_farthest(self.chain, 0)))
            self.chain = np.roll(self.chain, -self.turn, axis=0)
            self.kept[_farthest(self.chain, 0)] = True
            self.chain = np.vstack([self.chain, self.chain[:1]])
        self.kept[[0, -1] if len(self.kept) else []] = True

    def thin(self, tolerance: float) -> None:
        """Keep the points that Douglas and Peucker keep, and of a ring at least three."""
        stops = np.flatnonzero(self.kept).tolist()
        for begin, end in pairwise(stops):
            self.thin_between(begin, end, tolerance)
        while self.closed and self.kept.sum() < 4 and self._keep_one_more():
            pass

    def thin_between(self, begin: int, end: int, tolerance: float) -> None:
        """Keep what is needed between two kept points."""
        waiting = [(begin, end)]
        while waiting:
            i, j = waiting.pop()
            if j - i < 2:
                continue
            far, away = self.farthest_between(i, j)
            if away > tolerance:
                self.kept[far] = True
                waiting += [(i, far), (far, j)]

    def split(self, begin: int, end: int, tolerance: float) -> bool:
        """Put back the point farthest from an edge of the result, and what that asks for; False when there is none."""
        if end - begin < 2:
            return False
        far, _away = self.farthest_between(begin, end)
        self.kept[far] = True
        self.thin_between(begin, far, tolerance)
        self.thin_between(far, end, tolerance)
        return True

    def farthest_between(self, begin: int, end: int) -> tuple[int, float]:
        """Return the point between two others that is farthest from the segment that joins them, and how far."""
        away = _distances(self.chain[begin + 1 : end], self.chain[begin], self.chain[end])
        far = int(np.argmax(away))
        return begin + 1 + far, float(away[far])

    def result(self) -> Ring:
        """Return the kept points in their first order; all of them when a ring has no area to keep."""
        if self.closed and self.kept.sum() < 4:
            return self.points
        places = np.flatnonzero(self.kept)
        if self.closed:
            places = np.sort((places[:-1] + self.turn) % len(self.points))
        return tuple(self.points[place] for place in places.tolist())

    def _keep_one_more(self) -> bool:
        stops = np.flatnonzero(self.kept).tolist()
        offered = [self.farthest_between(i, j) for i, j in pairwise(stops) if j - i > 1]
        far, away = max(offered, key=lambda offer: offer[1], default=(0, 0.0))
        if away > 0.0:
            self.kept[far] = True
        return away > 0.0


def _untangle(lines: list[_Line], tolerance: float) -> None:
    """Put points back until no two edges meet that can still be split."""
    while True:
        owners, stops, pairs = _meetings(lines)
        worth = {int(edge) for edge in pairs.ravel()}
        split = [
            lines[owners[edge]].split(int(stops[edge, 0]), int(stops[edge, 1]), tolerance) for edge in worth
        ]
        if not any(split):
            return


def _meetings(lines: list[_Line]) -> tuple[Whole, Whole, Whole]:
    """Return of all kept edges: whose they are, between which points of the chain they run, and which pairs meet."""
    owners, stops, starts, ends, following = [], [], [], [], []
    count = 0
    for owner, line in enumerate(lines):
        places = np.flatnonzero(line.kept)
        many = max(len(places) - 1, 0)
        owners.append(np.full(many, owner))
        stops.append(np.column_stack([places[:-1], places[1:]]).reshape(-1, 2))
        starts.append(line.chain[places[:-1]])
        ends.append(line.chain[places[1:]])
        after = np.arange(count + 1, count + many + 1)
        after[many - 1 :] = count if line.closed else -1
        following.append(after)
        count += many
    every: tuple[Floats, Floats, Whole] = (np.vstack(starts), np.vstack(ends), np.concatenate(following))
    return np.concatenate(owners), np.vstack(stops), meeting_pairs(*every)


def _farthest(chain: Floats, place: int) -> int:
    """Return the point farthest from one of the chain."""
    return int(np.argmax(((chain - chain[place]) ** 2).sum(axis=1)))


def _distances(points: Floats, a: Floats, b: Floats) -> Floats:
    """Return the distances of points from the segment a-b."""
    along = b - a
    squared = float(along @ along)
    away = points - a
    if squared > 0.0:
        share = np.clip(away @ along / squared, 0.0, 1.0)
        away = away - share[:, None] * along
    return np.asarray(np.hypot(away[:, 0], away[:, 1]))


def _nested_as(before: Rings, after: Rings) -> bool:
    """Tell whether every hole is still inside the outer ring and outside the other holes, and none turned over."""
    if any((ring_area(old) > 0) != (ring_area(new) > 0) for old, new in zip(before, after, strict=True)):
        return False
    shell, *holes = after
    if not all(_inside(shell, hole) for hole in holes):
        return False
    return not any(
        _inside(one, other)
        for one in holes
        for other in holes
        if one is not other and len(one) and len(other)
    )


def _inside(outer: Ring, inner: Ring) -> bool:
    """Tell whether a ring that does not cross another lies inside it: the middle of one of its edges does."""
    a, b = inner[0], inner[1]
    return in_ring(outer, between(a, b, 0.5))
