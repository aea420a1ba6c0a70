"""Places where nothing is judged: how much of an answer lies inside an ignored region or a crowd."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.dot import Dot
from desktop.annotation.shapes.mask import Mask
from desktop.annotation.shapes.polyline import Polyline
from desktop.annotation.shapes.skeleton import Skeleton
from desktop.scoring.judges.outlined import rings_of
from desktop.scoring.judges.pixels import tiles_of
from desktop.scoring.measures import masks, polygons
from desktop.scoring.measures.boundary import Bools, Floats
from desktop.scoring.measures.polylines import places

#: An answer with at least this share inside is neutral (panopticapi's void rule).
SWALLOW_SHARE = 0.5


def share_inside(answer: Shape, region: Shape, size: tuple[int, int] | None) -> float:
    """Return the share of an answer that lies in a region, 0..1: of its area, its length, or its points.

    0 where either has no place or the region no area.
    """
    if not _meet(answer, region) or answer.kind == "tag":
        return 0.0
    if isinstance(answer, Dot | Skeleton):
        return _points_inside(answer, region)
    if isinstance(answer, Polyline):
        middles, lengths = places(answer.points)
        return _share(lengths[_inside(middles, region)].sum(), lengths.sum())
    if isinstance(answer, Mask) or isinstance(region, Mask):
        return masks.share_inside(tiles_of(answer, size), tiles_of(region, size))
    (inside,) = polygons.regions([rings_of(region)])
    (drawn,) = polygons.regions([rings_of(answer)])
    return _share(shapely.area(shapely.intersection(drawn, inside)), shapely.area(drawn))


def _points_inside(answer: Dot | Skeleton, region: Shape) -> float:
    points = (
        [(answer.x, answer.y)]
        if isinstance(answer, Dot)
        else [(joint.x, joint.y) for joint in answer.joints if joint.state != "out"]
    )
    return float(_inside(np.array(points), region).mean()) if points else 0.0


def _inside(points: Floats, region: Shape) -> Bools:
    if isinstance(region, Mask):
        return np.array([region.holds(x, y) for x, y in points.tolist()], np.bool_)
    (inside,) = polygons.regions([rings_of(region)])
    found: Bools = shapely.intersects_xy(inside, points[:, 0], points[:, 1])
    return found


def _share(part: Any, whole: Any) -> float:
    return float(part) / float(whole) if whole else 0.0


def _meet(a: Shape, b: Shape) -> bool:
    (ax1, ay1, ax2, ay2), (bx1, by1, bx2, by2) = a.bounds, b.bounds
    return ax1 <= bx2 and bx1 <= ax2 and ay1 <= by2 and by1 <= ay2
