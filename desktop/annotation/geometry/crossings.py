"""Where lines cross: one new segment against a line being drawn, and all segments of many lines against each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from desktop.annotation.geometry.points import Point

Floats: TypeAlias = NDArray[np.float64]
Whole: TypeAlias = NDArray[np.int64]
#: Candidate pairs looked at in one go: 1 M pairs are some 60 MB of work space.
_AT_ONCE = 1_000_000


def crossing_of(a: Point, b: Point, c: Point, d: Point) -> Point | None:
    """Return a point that the segments a-b and c-d share, the middle of the shared stretch when they overlap, or None."""
    turn = (b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0])
    if turn == 0.0:
        return _overlap(a, b, c, d)
    x, y = c[0] - a[0], c[1] - a[1]
    along = (x * (d[1] - c[1]) - y * (d[0] - c[0])) / turn
    across = (x * (b[1] - a[1]) - y * (b[0] - a[0])) / turn
    if not (0.0 <= along <= 1.0 and 0.0 <= across <= 1.0):
        return None
    return a[0] + along * (b[0] - a[0]), a[1] + along * (b[1] - a[1])


def first_crossing(points: Sequence[Point], a: Point, b: Point) -> Point | None:
    """Return where the segment a-b first meets the line through ``points``, seen from ``a``; None when it does not.

    For a line being drawn: ``points`` without their last segment, ``a`` the last point, ``b`` the pointer.
    """
    if len(points) < 2:
        return None
    line = np.asarray(points, dtype=np.float64)
    new = np.array([[*a], [*b]])
    starts, ends = np.vstack([line[:-1], new[:1]]), np.vstack([line[1:], new[1:]])
    last = np.full(len(line) - 1, len(line) - 1)
    hits = np.flatnonzero(_meet(starts, ends, np.arange(len(line) - 1), last))
    found = [crossing_of(a, b, points[hit], points[hit + 1]) for hit in hits.tolist()]
    places = [place for place in found if place is not None]
    return min(places, key=lambda place: (place[0] - a[0]) ** 2 + (place[1] - a[1]) ** 2, default=None)


def self_crossing(points: Sequence[Point], *, closed: bool) -> Point | None:
    """Return a point where a line or ring crosses, touches or runs back over itself; None when it is simple."""
    line = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    if len(line) < 2 or (closed and len(line) < 3):
        return None
    starts, ends = (line, np.roll(line, -1, axis=0)) if closed else (line[:-1], line[1:])
    following = np.arange(1, len(starts) + 1)
    following[-1] = 0 if closed else -1
    pairs = meeting_pairs(starts, ends, following)
    if not len(pairs):
        return None
    one, other = pairs[0].tolist()
    place = crossing_of(*_as_points(starts[one], ends[one]), *_as_points(starts[other], ends[other]))
    return place if place is not None else _as_points(starts[other], ends[other])[0]


def meeting_pairs(starts: Floats, ends: Floats, following: Whole) -> Whole:
    """Return the pairs of segments that cross, touch or overlap, as m x 2 indices, lower index first.

    ``starts`` and ``ends``: n x 2. ``following``: for each segment the one that begins where it ends, -1 for none;
    two such neighbours meet only when one runs back over the other.
    """
    found = [_really_meeting(starts, ends, following, one, other) for one, other in _candidates(starts, ends)]
    pairs = np.vstack(found) if found else np.empty((0, 2), dtype=np.int64)
    pairs.sort(axis=1)
    return np.asarray(pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))])


def _really_meeting(starts: Floats, ends: Floats, following: Whole, one: Whole, other: Whole) -> Whole:
    """Return those of the candidate pairs that meet, m x 2."""
    before, after = following[one] == other, following[other] == one
    apart = ~(before | after)
    meet = np.zeros(len(one), dtype=np.bool_)
    meet[apart] = _meet(starts, ends, one[apart], other[apart])
    for neighbours, first, second in ((before, one, other), (after, other, one)):
        i, j = first[neighbours], second[neighbours]
        back, on = starts[i] - ends[i], ends[j] - starts[j]
        meet[neighbours] |= (_cross(back, on) == 0) & ((back * on).sum(axis=1) > 0)
    return np.column_stack([one[meet], other[meet]])


def _candidates(starts: Floats, ends: Floats) -> Iterator[tuple[Whole, Whole]]:
    """Yield pairs of segments whose boxes overlap, a chunk at a time: a sweep over x."""
    low, high = np.minimum(starts, ends), np.maximum(starts, ends)
    order = np.argsort(low[:, 0], kind="stable")
    left, right = low[order, 0], high[order, 0]
    counts = np.searchsorted(left, right, side="right") - np.arange(len(order)) - 1
    totals = np.cumsum(counts)
    begin = 0
    while begin < len(order):
        done = totals[begin - 1] if begin else 0
        end = max(int(np.searchsorted(totals, done + _AT_ONCE, side="right")), begin + 1)
        many = counts[begin:end]
        first = np.repeat(np.arange(begin, end), many)
        step = np.arange(len(first)) - np.repeat(np.cumsum(many) - many, many)
        one, other = order[first], order[first + 1 + step]
        overlap = (low[one, 1] <= high[other, 1]) & (low[other, 1] <= high[one, 1])
        yield one[overlap], other[overlap]
        begin = end


def _meet(starts: Floats, ends: Floats, one: Whole, other: Whole) -> NDArray[np.bool_]:
    """Tell for each pair whether its segments have a point in common."""
    a, b, c, d = starts[one], ends[one], starts[other], ends[other]
    ab, cd = b - a, d - c
    c_d = np.sign(_cross(ab, c - a)) * np.sign(_cross(ab, d - a))
    a_b = np.sign(_cross(cd, a - c)) * np.sign(_cross(cd, b - c))
    near = (np.minimum(a, b) <= np.maximum(c, d)) & (np.minimum(c, d) <= np.maximum(a, b))
    return np.asarray((c_d <= 0) & (a_b <= 0) & near.all(axis=1))


def _cross(u: Floats, v: Floats) -> Floats:
    """Return the cross products of two lists of vectors, n x 2 each."""
    return np.asarray(u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0])


def _overlap(a: Point, b: Point, c: Point, d: Point) -> Point | None:
    """Return the middle of what two parallel segments share, None when they lie apart."""
    for u, v, w, z in zip(a, b, c, d, strict=True):
        if max(min(u, v), min(w, z)) > min(max(u, v), max(w, z)):
            return None
    dx, dy = (b[0] - a[0], b[1] - a[1]) if a != b else (d[0] - c[0], d[1] - c[1])
    if (c[0] - a[0]) * dy != (c[1] - a[1]) * dx:
        return None
    inner = sorted((a, b, c, d))[1:3]
    return (inner[0][0] + inner[1][0]) / 2, (inner[0][1] + inner[1][1]) / 2


def _as_points(start: Floats, end: Floats) -> tuple[Point, Point]:
    """Return the ends of a segment as plain points."""
    return (float(start[0]), float(start[1])), (float(end[0]), float(end[1]))
