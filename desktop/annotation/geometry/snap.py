"""What a pointer snaps to among the points and edges of many shapes, given as arrays: one pass, no loop over shapes."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from desktop.annotation.geometry.crossings import Floats
from desktop.annotation.geometry.points import Point, distance, nearest_on


@dataclass(frozen=True)
class Nearest:
    """A place found: the corner or edge by its row in the arrays, where on it, and how far off in pixels.

    ``along``: 0 for a corner, else the share of the edge, 0 at its start and 1 at its end.
    """

    row: int
    point: Point
    along: float
    away: float


def nearest_corner(corners: Floats, point: Point, reach: float = math.inf) -> Nearest | None:
    """Return the nearest of n x 2 corners, of equals the first; None when none is within ``reach`` pixels."""
    if not len(corners):
        return None
    off = corners - point
    row = int(np.argmin(np.einsum("ij,ij->i", off, off)))
    x, y = corners[row].tolist()
    away = distance((x, y), point)
    return Nearest(row, (x, y), 0.0, away) if away <= reach else None


def nearest_edge(starts: Floats, ends: Floats, point: Point, reach: float = math.inf) -> Nearest | None:
    """Return the place nearest to a point on the edges from ``starts`` to ``ends`` (n x 2 each), as above.

    An edge may have no length: then it is its point. The ends of an edge come out exactly.
    """
    if not len(starts):
        return None
    row = int(np.argmin(_squared_distances(starts, ends, point)))
    (xa, ya), (xb, yb) = starts[row].tolist(), ends[row].tolist()
    at, along = nearest_on((xa, ya), (xb, yb), point)
    away = distance(at, point)
    return Nearest(row, at, along, away) if away <= reach else None


def _squared_distances(starts: Floats, ends: Floats, point: Point) -> Floats:
    """Return the squared distances of a point from edges."""
    way, off = ends - starts, point - starts
    squared = np.einsum("ij,ij->i", way, way)
    share = np.einsum("ij,ij->i", off, way) / np.where(squared > 0, squared, 1.0)
    off -= np.clip(share, 0.0, 1.0)[:, None] * way
    return np.asarray(np.einsum("ij,ij->i", off, off))
