"""Polygons as pixels: a pixel belongs to a polygon when its middle does, by the even-odd rule."""

from __future__ import annotations

import numpy as np

from desktop.scoring.measures.boundary import Bools
from desktop.scoring.measures.outlines import outlines
from desktop.scoring.measures.polygons import Rings


def filled(rings: Rings, box: tuple[int, int, int, int]) -> Bools:
    """Return the pixels of ``box`` (x1, y1, x2, y2, the latter exclusive) in a polygon, (y2 - y1, x2 - x1) bools.

    Every edge toggles the rest of the rows whose middles it crosses; a middle exactly on a left or top edge is inside.
    """
    x1, y1, x2, y2 = box
    height, width = max(y2 - y1, 0), max(x2 - x1, 0)
    edges = outlines([rings])
    upper = np.minimum(edges.starts[:, 1], edges.ends[:, 1])
    lower = np.maximum(edges.starts[:, 1], edges.ends[:, 1])
    first = np.clip(np.ceil(upper - 0.5 - y1), 0, height).astype(np.intp)
    counts = np.clip(np.ceil(lower - 0.5 - y1), 0, height).astype(np.intp) - first
    which = np.repeat(np.arange(len(counts)), counts)
    rows = first[which] + np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
    start, along = edges.starts[which], (edges.ends - edges.starts)[which]
    crossings = start[:, 0] + (rows + y1 + 0.5 - start[:, 1]) / along[:, 1] * along[:, 0]
    columns = np.clip(np.ceil(crossings - 0.5 - x1), 0, width).astype(np.intp)
    toggles = np.zeros((height, width + 1), np.bool_)
    np.logical_xor.at(toggles, (rows, columns), True)  # noqa: FBT003  the value that is toggled
    found: Bools = np.logical_xor.accumulate(toggles, axis=1)[:, :width]
    return found
