"""Distances along the contour of masks: every side of a pixel between mask and not mask is one piece of 1 px.

Works on the picture's pixel grid without tracing: the middles of the sides lie on a lattice of half pixels, and the
nearest of the other contour is found column by column. No OpenCV, no SciPy.
"""

from __future__ import annotations

from math import isqrt
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from desktop.scoring.matching import SLACK
from desktop.scoring.measures.boundary import Bools, Floats, Pieces
from desktop.scoring.measures.boundary import f_score as boundary_f

#: Places on the lattice of half pixels: columns and rows (n,), twice the px.
Lattice: TypeAlias = tuple[NDArray[np.int64], NDArray[np.int64]]

#: Contours as one sorted row of numbers (n,).
Keys: TypeAlias = NDArray[np.signedinteger[Any]]

#: So many points say at least in which columns theirs are found.
SAMPLE = 200


def edges(mask: Bools) -> Lattice:
    """Return the middles of all sides between mask and not mask, in half pixels; outside the array is not mask."""
    padded = np.pad(mask, 1)
    rows, columns = np.nonzero(padded[1:, 1:-1] != padded[:-1, 1:-1])
    level = (2 * columns + 1, 2 * rows)
    rows, columns = np.nonzero(padded[1:-1, 1:] != padded[1:-1, :-1])
    upright = (2 * columns, 2 * rows + 1)
    return (np.concatenate([level[0], upright[0]]), np.concatenate([level[1], upright[1]]))


def pieces(one: Lattice, other: Lattice, inside: Bools | None = None) -> Pieces:
    """Return a contour in pieces of 1 px with their distances to another, negative where they lie ``inside`` the gold.

    Without a contour of the other the distances are inf.
    """
    distances = nearest(one, other)
    if inside is not None:
        distances = np.where(inside, -distances, distances)
    return Pieces(np.stack([one[0] / 2, one[1] / 2], axis=1), np.ones(len(one[0])), distances)


def f_score(answer: Lattice, gold: Lattice, *, tolerance: float) -> float:
    """Return boundary F at ``tolerance`` px (``boundary.fit``); 0 without a contour. Nothing farther off is looked for."""
    if not len(answer[0]) or not len(gold[0]):
        return 0.0
    # Squares of distances on the lattice are whole numbers.
    square = int((2 * (tolerance + SLACK)) ** 2)
    mine, theirs, stride = _sorted(answer, gold, isqrt(square))
    return boundary_f(
        _share_near(mine, theirs, square=square, stride=stride),
        _share_near(theirs, mine, square=square, stride=stride),
    )


def nearest(points: Lattice, others: Lattice, *, most: float = np.inf) -> Floats:
    """Return the distance in px of each point to the nearest of ``others``; inf without any. Exact.

    Beyond ``most`` px a distance may be too large, for nothing is looked for there.

    Columns are looked at outwards from each point's own; a point is done when the next column alone is farther away than
    what it found, so masks that nearly agree cost a few looks a point.
    """
    columns, rows = points
    best = np.full(len(columns), np.inf)
    if not len(columns) or not len(others[0]):
        return best
    height = 2 + int(max(rows.max(), others[1].max()))
    # One sorted row of numbers: column by column, from top to bottom, apart enough that columns never touch.
    stride = 3 * height
    keys = np.sort(others[0] * stride + others[1] + height)
    left, right = int(others[0].min()), int(others[0].max())
    open_points = np.arange(len(columns))
    farthest = max(int(columns.max()) - left, right - int(columns.min()), 0)
    for away in range(int(min(farthest, 2 * most + 1)) + 1):
        for side in {away, -away}:
            _look(keys, best, open_points, columns + side, rows=rows, stride=stride, away=away)
        open_points = open_points[best[open_points] > (away + 1) ** 2]
        if not len(open_points):
            break
    found: Floats = np.sqrt(best) / 2
    return found


def _look(
    keys: NDArray[np.int64],
    best: Floats,
    places: NDArray[np.intp],
    columns: NDArray[np.int64],
    *,
    rows: NDArray[np.int64],
    stride: int,
    away: int,
) -> None:
    """Better ``best`` (squares, half pixels) by what lies above and below each point in one column."""
    height = stride // 3
    wanted = columns[places] * stride + rows[places] + height
    below = np.searchsorted(keys, wanted)
    for at in (np.minimum(below, len(keys) - 1), np.maximum(below - 1, 0)):
        gap = np.abs(keys[at] - wanted)
        # A gap of a column's height or more leads into another column.
        squares = np.where(gap < height, gap * gap + away * away, np.inf)
        best[places] = np.minimum(best[places], squares)


def _sorted(one: Lattice, other: Lattice, reach: int) -> tuple[Keys, Keys, int]:
    """Return both contours as sorted numbers, column by column, and how far apart columns are: a reach never meets two."""
    height = 1 + int(max(one[1].max(), other[1].max()))
    stride = height + 2 * reach + 1
    greatest = (1 + reach + int(max(one[0].max(), other[0].max()))) * stride + height
    # Half as long numbers are sorted and found in half the time; only pictures beyond 200 megapixels need the long ones.
    kind: np.dtype[np.signedinteger[Any]] = np.dtype("i4" if greatest < np.iinfo(np.int32).max else "i8")
    mine, theirs = (np.asarray(columns * stride + rows + reach, kind) for columns, rows in (one, other))
    mine.sort()
    theirs.sort()
    return mine, theirs, stride


def _share_near(points: Keys, others: Keys, *, square: int, stride: int) -> float:
    """Return the share of sorted points that have one of the sorted others within the root of ``square``.

    Column by column beside each point; who has found one is not asked again. Hands draw off to one side: columns go in
    the order in which a sample of the points found theirs.
    """
    ended: Keys = np.append(others, np.iinfo(others.dtype).max)
    farthest = isqrt(square)

    def lone(among: Keys, side: int) -> Keys:
        reach = isqrt(square - side * side)
        lowest = among + (side * stride - reach)
        alone: Keys = among[ended[np.searchsorted(others, lowest)] > lowest + 2 * reach]
        return alone

    sample: Keys = points[:: 1 + len(points) // SAMPLE]
    left = points
    for side in sorted(range(-farthest, farthest + 1), key=lambda side: (len(lone(sample, side)), abs(side))):
        left = lone(left, side)
        if not len(left):
            return 1.0
    return (len(points) - len(left)) / len(points)
