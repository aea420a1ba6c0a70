"""Pixels into polygons, exactly: rings along the edges of the pixels, whose filling gives the same pixels again.

Pixels hang together by their sides. Each connected part is one polygon with its holes; rings never cross, and touch
themselves or each other in corners only, so that every polygon is valid.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from desktop.annotation.geometry.bitmaps import Bitmap, Bits
from desktop.annotation.geometry.crossings import Whole
from desktop.annotation.geometry.points import Point, Ring, Rings, ring_area
from desktop.annotation.geometry.runs import components


def outlined(bitmap: Bitmap) -> tuple[Rings, ...]:
    """Return the polygons around the set pixels, corners at whole coordinates, the largest part first.

    Outer rings run clockwise as seen, holes the other way; no point lies on a straight edge.
    """
    if not bitmap.pixels.any():
        return ()
    corners = _corners(bitmap.pixels)
    found = components(bitmap.pixels)
    xs, ys = (corners.columns + float(bitmap.x)).tolist(), (corners.rows + float(bitmap.y)).tolist()
    loops = _loops(_partners_down(corners))
    firsts = np.array([loop[0] for loop in loops])
    inside = corners.inside_below[firsts]
    # The level edge of a loop's first corner goes right from it: the part lies just below or just above.
    places = (corners.rows[firsts] - ~inside) * found.stride + corners.columns[firsts]
    owners = found.parts[np.searchsorted(found.starts, places, side="right") - 1].tolist()
    parts: list[list[Ring]] = [[] for _size in found.sizes]
    for loop, owner, clockwise in zip(loops, owners, inside.tolist(), strict=True):
        way = [(xs[corner], ys[corner]) for corner in (loop if clockwise else reversed(loop))]
        parts[owner] += _simple(way)
    order = np.argsort(-found.sizes, kind="stable").tolist()
    # Of a part's rings one runs clockwise: the outer one.
    return tuple(tuple(sorted(parts[part], key=ring_area, reverse=True)) for part in order)


@dataclass(frozen=True, eq=False)
class _Corners:
    """The corners of all edges between set and unset pixels, row by row; neighbours 2k and 2k + 1 are joined by an edge.

    Where two pixels touch in a corner it is there twice: first for the edge on its left, then for the one on its right;
    ``goes_down`` says of those which has the upright edge below. ``inside_below``: the pixel right below is set.
    """

    rows: Whole
    columns: Whole
    goes_down: Bits
    inside_below: Bits


def _corners(pixels: Bits) -> _Corners:
    padded = np.pad(pixels, 1)
    nw, ne, sw, se = padded[:-1, :-1], padded[:-1, 1:], padded[1:, :-1], padded[1:, 1:]
    above, below = nw ^ ne, sw ^ se
    # An edge that goes on straight has both or none upright; two pixels that touch in a corner have both, unlike.
    twice = above & below & (nw ^ sw)
    places = np.flatnonzero((above ^ below) | twice)
    double = twice.ravel()[places]
    every = np.repeat(places, 1 + double)
    second = np.concatenate([[False], every[1:] == every[:-1]])
    rows, columns = np.divmod(every, nw.shape[1])
    # Each of two pixels that touch keeps its own pair of edges: in \ the left edge goes on up, in / it goes on down.
    goes_down = np.repeat(double, 1 + double) & (second == nw[rows, columns])
    return _Corners(rows, columns, goes_down, se[rows, columns])


def _partners_down(corners: _Corners) -> Whole:
    """Return for each corner the one at the other end of its upright edge."""
    order = np.lexsort((corners.goes_down, corners.rows, corners.columns))
    partner: Whole = np.empty_like(order)
    partner[order[0::2]], partner[order[1::2]] = order[1::2], order[0::2]
    return partner


def _loops(partners: Whole) -> list[list[int]]:
    """Return the closed ways that go along a level edge, then an upright one, and so on; each corner is in one."""
    down = partners.tolist()
    waiting = [True] * len(down)
    loops: list[list[int]] = []
    for first in range(0, len(down), 2):
        if not waiting[first]:
            continue
        loop: list[int] = []
        corner = first
        while waiting[corner]:
            other = corner ^ 1
            waiting[corner] = waiting[other] = False
            loop += (corner, other)
            corner = down[other]
        loops.append(loop)
    return loops


def _simple(ring: list[Point]) -> list[Ring]:
    """Return a ring that passes through a corner twice as rings that do not."""
    if len(set(ring)) == len(ring):
        return [tuple(ring)]
    rings: list[Ring] = []
    way: list[Point] = []
    at: dict[Point, int] = {}
    for point in ring:
        if point in at:
            begin = at[point]
            rings.append(tuple(way[begin:]))
            for passed in way[begin + 1 :]:
                del at[passed]
            del way[begin + 1 :]
        else:
            at[point] = len(way)
            way.append(point)
    rings.append(tuple(way))
    return rings
