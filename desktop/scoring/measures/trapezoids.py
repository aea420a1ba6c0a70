"""The area that polygons share, for many pairs at once, without clipping: exact, and many times as fast as GEOS.

A polygon is the sum of the trapezoids under its edges, those that run to the right positive, those that run to the left
negative (the shoelace formula). So the area of an intersection is the sum over all pairs of edges of the area that the
trapezoids of both share: the integral of the lower of two lines over the stretch that both edges span.

Holds for polygons whose rings do not cross themselves or each other; ``polygons.shared_areas`` takes the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from desktop.scoring.measures.boundary import Floats
from desktop.scoring.measures.outlines import MOST_AT_ONCE, Outlines, Places, outlines, same_sizes
from desktop.scoring.measures.polygons import Rings


@dataclass(frozen=True)
class Slopes:
    """The edges of many polygons as lines over x: from ``left`` to ``right``, ``height`` at the left, rising by ``slope``.

    ``sign`` is that of the trapezoid below (0 for an upright edge). Those of polygon i are first[i]:first[i+1].
    """

    left: Floats
    right: Floats
    height: Floats
    slope: Floats
    sign: Floats
    first: Places

    @property
    def counts(self) -> Places:
        """How many edges each polygon has."""
        return np.diff(self.first)


def slopes(polygons: Sequence[Rings]) -> Slopes:
    """Return polygons ready for ``shared``; the first ring adds, the others are holes, whichever way they run."""
    return slopes_of(outlines(polygons), polygons)


def slopes_of(edges: Outlines, polygons: Sequence[Rings]) -> Slopes:
    """Return the same from edges that are there already."""
    (ax, ay), (bx, by) = edges.starts.T, edges.ends.T
    sizes = [len(ring) for rings in polygons for ring in rings]
    is_outer = np.array([place == 0 for rings in polygons for place in range(len(rings))], np.bool_)
    ring_of = np.repeat(np.arange(len(sizes)), sizes)
    # Positive when the ring runs clockwise on the screen; relative to a corner, far from the origin digits are lost.
    x0, y0 = (
        axis[np.minimum(np.cumsum([0, *sizes[:-1]]), max(len(ax) - 1, 0))][ring_of] if len(ax) else axis
        for axis in (ax, ay)
    )
    doubled = np.bincount(ring_of, (ax - x0) * (by - y0) - (bx - x0) * (ay - y0), minlength=len(sizes))
    turn = np.where(is_outer, 1.0, -1.0) * np.where(doubled < 0, -1.0, 1.0)
    width = bx - ax
    slope = np.divide(by - ay, width, out=np.zeros_like(width), where=width != 0)
    return Slopes(
        left=np.minimum(ax, bx),
        right=np.maximum(ax, bx),
        height=np.where(ax <= bx, ay, by),
        slope=slope,
        sign=np.sign(width) * turn[ring_of],
        first=edges.first,
    )


def shared(mine: Slopes, rows: Places, theirs: Slopes, columns: Places) -> Floats:
    """Return the area in px^2 that ``mine``'s polygon rows[i] shares with ``theirs``' polygon columns[i]."""
    found = np.zeros(len(rows))
    my_counts, their_counts = mine.counts[rows], theirs.counts[columns]
    for pairs in same_sizes(my_counts, their_counts):
        mine_here = mine.first[rows[pairs]][:, None] + np.arange(my_counts[pairs[0]])
        theirs_here = theirs.first[columns[pairs]][:, None] + np.arange(their_counts[pairs[0]])
        step = max(1, MOST_AT_ONCE // theirs_here.shape[1])
        for start in range(0, mine_here.shape[1], step):
            found[pairs] += _below_both(mine, mine_here[:, start : start + step], theirs, theirs_here)
    return np.abs(found)


def _below_both(mine: Slopes, edges: Places, theirs: Slopes, others: Places) -> Floats:
    """Return the signed sums of what the trapezoids of some edges (n, a) and others (n, b) share, (n,)."""
    my_left, their_left = mine.left[edges][:, :, None], theirs.left[others][:, None, :]
    left = np.maximum(my_left, their_left)
    width = np.minimum(mine.right[edges][:, :, None], theirs.right[others][:, None, :])
    width -= left
    np.maximum(width, 0.0, out=width)
    my_slope, their_slope = mine.slope[edges][:, :, None], theirs.slope[others][:, None, :]
    # In place throughout: new arrays for every step would take a third longer.
    a = left - my_left
    a *= my_slope
    a += mine.height[edges][:, :, None]
    b = np.subtract(left, their_left, out=left)
    b *= their_slope
    b += theirs.height[others][:, None, :]
    # Both lines at the left and at the right end of what they span together; half their sum times the width is the area below.
    apart = np.subtract(a, b, out=b)
    other_end = my_slope - their_slope
    other_end *= width
    other_end += apart
    above = np.maximum(apart, 0.0)
    above += np.maximum(other_end, 0.0)
    both = np.abs(apart, out=apart)
    both += np.abs(other_end, out=other_end)
    # What of my line lies above the other: a trapezoid, or a triangle where they cross.
    above *= above
    over = np.divide(above, both, out=np.zeros_like(above), where=both > 0)
    a *= 2
    a += np.multiply(my_slope, width, out=other_end)
    a -= over
    area = np.multiply(width, a, out=width)
    area /= 2
    area *= mine.sign[edges][:, :, None]
    area *= theirs.sign[others][:, None, :]
    found: Floats = area.sum(axis=(1, 2))
    return found
