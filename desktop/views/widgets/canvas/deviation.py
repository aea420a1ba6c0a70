"""How far an answer's shape lies from its gold, point by point along it: the measures of scoring, as they are drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.annotation.shapes.base import Shape, ShapeKind
from desktop.annotation.shapes.polyline import Polyline
from desktop.scoring.measures import outlines, polylines

#: Kinds whose contour is compared as a line of pieces.
CONTOURS: frozenset[ShapeKind] = frozenset({"polygon", "ellipse", "quad", "rotated", "box"})
#: Pieces of a contour that are coloured at most; with more, each is longer.
MOST_PIECES = 2000
_Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Deviation:
    """Places along an answer (n, 2) in image pixels and how far each is off, in pixels.

    Along a contour positive is outside of the gold, negative inside; along a line it is never negative.
    """

    points: _Floats
    off: _Floats


def has_contour(shape: Shape) -> bool:
    """Tell whether a shape is compared along its contour or line."""
    return shape.kind in CONTOURS or shape.kind == "polyline"


def deviation(answer: Shape, gold: Shape) -> Deviation | None:
    """Return how far an answer is off along its contour or line; None for kinds that have neither."""
    if isinstance(answer, Polyline) and isinstance(gold, Polyline):
        points, _lengths = polylines.places(answer.points, _step(answer))
        return Deviation(points, polylines.distances(points, gold.points))
    if answer.kind not in CONTOURS or gold.kind not in CONTOURS:
        return None
    theirs = _rings(gold)
    found = outlines.signed(outlines.pieces(_rings(answer), theirs, step=_step(answer)), theirs)
    return Deviation(found.points, found.distances)


def _rings(shape: Shape) -> list[list[tuple[float, float]]]:
    return [list(points) for points, closed in shape.paths if closed]


def _step(shape: Shape) -> float:
    """Return the length of a piece: a pixel, or more for very long contours."""
    length = 0.0
    for points, closed in shape.paths:
        ring = np.array((*points, points[0]) if closed else points)
        length += float(np.hypot(*np.diff(ring, axis=0).T).sum())
    return max(length / MOST_PIECES, 1.0)
