"""Which parts of a contour or line are off, small enough to be kept in a score and drawn along it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np

from desktop.scoring.measures.boundary import Bools, Floats, Pieces

#: A score keeps the worst stretches only, and so many points of each.
MOST_STRETCHES = 12
MOST_POINTS = 40
#: Pixels of a mask's contour are put together by cells of this many px.
CELL = 24.0


def along(pieces: Pieces, tolerance: float) -> list[dict[str, Any]]:
    """Return the runs of pieces that lie farther off than ``tolerance`` px, the worst first.

    Each is ``{"px": the worst distance, signed, "points": [[x, y], ...]}``. The pieces follow each other.
    """
    off = np.abs(pieces.distances) > tolerance
    if off.all():
        return _kept([np.arange(len(off))], pieces)
    # From a piece that is not off: a run must not be cut where the contour begins.
    start = int(np.argmin(off)) if len(off) else 0
    order = np.roll(np.arange(len(off)), -start)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], off[order], [False]]).astype(np.int8)))
    return _kept([order[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)], pieces)


def around(pieces: Pieces, tolerance: float) -> list[dict[str, Any]]:
    """Return the same of pieces in no order, those near each other put together."""
    cells: defaultdict[tuple[float, float], list[int]] = defaultdict(list)
    for place in np.flatnonzero(np.abs(pieces.distances) > tolerance).tolist():
        x, y = pieces.points[place]
        cells[x // CELL, y // CELL].append(place)
    return _kept([np.array(places) for places in cells.values()], pieces)


def _kept(runs: list[Any], pieces: Pieces) -> list[dict[str, Any]]:
    found = [_stretch(pieces.points[run], pieces.distances[run]) for run in runs if len(run)]
    return sorted(found, key=lambda stretch: -abs(stretch["px"]))[:MOST_STRETCHES]


def _stretch(points: Floats, distances: Floats) -> dict[str, Any]:
    worst = float(distances[np.argmax(np.abs(distances))])
    chosen = points[_spread(len(points))]
    return {"px": _short(worst), "points": [[_short(x), _short(y)] for x, y in chosen.tolist()]}


def _spread(n: int) -> Bools | Any:
    return np.unique(np.linspace(0, n - 1, min(n, MOST_POINTS)).round().astype(np.intp))


def _short(value: float) -> float:
    # Distances to a contour that is not there are infinite; JSON has no such number.
    return round(min(max(float(value), -1e9), 1e9), 1)
