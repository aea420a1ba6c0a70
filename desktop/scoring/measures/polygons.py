"""Areas that polygons share: exact clipping of whole sets at once (GEOS through shapely).

A polygon is a list of rings, the first the outer one, the rest holes; a ring is a list of (x, y) in px, not closed. What
crosses itself is read by the even-odd rule, as COCO's rasteriser does: a bow-tie has the area of both its halves.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any, TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray

Point: TypeAlias = tuple[float, float]
Ring: TypeAlias = Sequence[Point]
Rings: TypeAlias = Sequence[Ring]
#: An array of shapely geometries.
Regions: TypeAlias = NDArray[Any]
Floats: TypeAlias = NDArray[np.float64]


def regions(polygons: Sequence[Rings]) -> Regions:
    """Return polygons ready to be clipped; those that cross themselves are split by the even-odd rule.

    A polygon without three points is an empty region. Raises nothing for any finite points.
    """
    shapes = drawn(polygons)
    return mended(shapes, valid(shapes))


def drawn(polygons: Sequence[Rings]) -> Regions:
    """Return polygons as they were drawn, whether they cross themselves or not."""
    usable = [[ring for ring in rings if len(ring) >= 3] for rings in polygons]
    rings = [ring for found in usable for ring in found]
    made = np.full(len(polygons), shapely.Polygon(), dtype=object)
    if rings:
        made = shapely.polygons(
            _linear_rings(rings), indices=np.repeat(np.arange(len(usable)), list(map(len, usable))), out=made
        )
    return made


def valid(shapes: Regions) -> NDArray[np.bool_]:
    """Return which regions do not cross themselves."""
    found: NDArray[np.bool_] = shapely.is_valid(shapes)
    return found


def mended(shapes: Regions, is_valid: NDArray[np.bool_]) -> Regions:
    """Return regions without those that cross themselves: they are split by the even-odd rule."""
    if is_valid.all():
        return shapes
    found = shapes.copy()
    found[~is_valid] = shapely.make_valid(shapes[~is_valid])
    return found


def areas(shapes: Regions) -> Floats:
    """Return the area of each in px^2."""
    found: Floats = shapely.area(shapes)
    return found


def candidates(a: Regions, b: Regions) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the places (in a, in b) of all pairs whose bounding boxes share something, in the order of a, then b."""
    found = shapely.STRtree(b).query(a)
    order = np.lexsort((found[1], found[0]))
    return found[0][order], found[1][order]


def shared_areas(a: Regions, b: Regions) -> Floats:
    """Return the area that each of ``a`` shares with the same place of ``b``."""
    found: Floats = shapely.area(shapely.intersection(a, b))
    return found


def ious(a: Regions, b: Regions, shared: Floats) -> Floats:
    """Return intersection over union, place by place; 0 where both are empty, never nan."""
    union = areas(a) + areas(b) - shared
    found: Floats = np.divide(shared, union, out=np.zeros_like(shared), where=union > 0)
    return np.clip(found, 0.0, 1.0)


def iou(a: Rings, b: Rings) -> float:
    """Return intersection over union of two polygons, 0..1."""
    one, other = regions([a]), regions([b])
    return float(ious(one, other, shared_areas(one, other))[0])


def _linear_rings(rings: Sequence[Ring]) -> Regions:
    lengths = [len(ring) for ring in rings]
    numbers = np.fromiter(chain.from_iterable(chain.from_iterable(rings)), np.float64, 2 * sum(lengths))
    made: Regions = shapely.linearrings(
        numbers.reshape(-1, 2), indices=np.repeat(np.arange(len(rings)), lengths)
    )
    return made
