"""Polygons into pixels. One rule: a pixel belongs to a polygon when its centre does.

Inside is even-odd over all rings, so holes need no marking. A centre exactly on an edge belongs to the polygon on its
right or below (the top-left rule of graphics hardware): of neighbours that share a border each pixel has exactly one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from desktop.annotation.geometry.bitmaps import EMPTY, Bitmap, Box, common_box
from desktop.annotation.geometry.crossings import Floats, Whole
from desktop.annotation.geometry.points import Point, bounds_of


def filled(rings: Sequence[Sequence[Point]], *, within: Box | None = None) -> Bitmap:
    """Return the pixels whose centres lie inside the rings, in the smallest box around them.

    ``within``: the picture's or a window's box; nothing outside it is made. Rings may cross and lie anywhere.
    """
    corners = [point for ring in rings for point in ring]
    if not corners:
        return EMPTY
    x1, y1, x2, y2 = bounds_of(corners)
    box = (math.floor(x1), math.floor(y1), math.ceil(x2), math.ceil(y2))
    if within is not None:
        box = common_box(box, within)
    left, top, right, bottom = box
    if left >= right or top >= bottom:
        return EMPTY
    rows, columns = _crossings(rings, top, bottom)
    width = right - left
    # One column more than the box has: there a stretch ends that goes on beyond it.
    stride = width + 1
    turns = np.sort((rows - top) * stride + np.clip(columns - left, 0, width))
    return Bitmap(_painted(turns, bottom - top, stride), left, top)


def _crossings(rings: Sequence[Sequence[Point]], top: int, bottom: int) -> tuple[Whole, Whole]:
    """Return where edges cross the middle lines of the rows: the row, and the first pixel whose centre is not left of it."""
    starts = np.vstack([np.asarray(ring, dtype=np.float64) for ring in rings if len(ring)])
    ends = np.vstack([np.roll(np.asarray(ring, dtype=np.float64), -1, axis=0) for ring in rings if len(ring)])
    # Always from the upper end: two polygons that share an edge must find the very same crossing.
    down = (starts[:, 1] <= ends[:, 1])[:, None]
    upper, lower = np.where(down, starts, ends), np.where(down, ends, starts)
    first, last = (np.clip(np.ceil(end[:, 1] - 0.5), top, bottom).astype(np.int64) for end in (upper, lower))
    many = last - first
    edge = np.repeat(np.arange(len(many)), many)
    rows = np.arange(len(edge)) - np.repeat(np.cumsum(many) - many - first, many)
    columns = np.ceil(_across(upper[edge], lower[edge], rows + 0.5) - 0.5)
    return rows, np.clip(columns, -(2**40), 2**40).astype(np.int64)


def _across(upper: Floats, lower: Floats, y: Floats) -> Floats:
    """Return where segments cross horizontal lines."""
    slope = (lower[:, 0] - upper[:, 0]) / (lower[:, 1] - upper[:, 1])
    return np.asarray(upper[:, 0] + (y - upper[:, 1]) * slope)


def _painted(turns: Whole, height: int, stride: int) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """Return the pixels between each odd turn and the next even one; turns are places in rows of ``stride`` pixels."""
    pixels = np.zeros(height * stride, np.bool_)
    # Each row has an even number of turns. Painting stretch by stretch beats a running parity of every pixel.
    for start, stop in turns.reshape(-1, 2).tolist():
        if start < stop:
            pixels[start:stop] = True
    return pixels.reshape(height, stride)[:, : stride - 1]
