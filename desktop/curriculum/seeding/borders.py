"""Errors of areas: polygons, masks and ellipses whose border runs off, whose corner is cut, whose hole is filled.

Whether a border is off far enough is measured on pixels, with room to spare on both sides: the area is wrong for sure
and is the same object for sure. What is neither is not made.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

import numpy as np

from desktop.annotation.geometry.bitmaps import Bitmap, shared, subtracted, united
from desktop.annotation.geometry.brushes import dilated, eroded
from desktop.annotation.geometry.crossings import self_crossing
from desktop.annotation.geometry.points import Point, turned
from desktop.annotation.geometry.raster import filled
from desktop.annotation.shapes import bitmap
from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.ellipse import Ellipse
from desktop.annotation.shapes.mask import Mask
from desktop.annotation.shapes.polygon import Polygon, Ring
from desktop.curriculum.seeding.base import FROM, TO, Scene, Spoilt, instead
from desktop.curriculum.shape_rules import AreaRules

Area: TypeAlias = Polygon | Mask | Ellipse
#: Room between an error and the tolerance that it breaks: in boundary F, and in the IoU of a match.
_SURE_F, _SURE_IOU = 0.04, 0.1
#: Steps by which an error grows until it is one.
_STEPS = 5
#: A corner is cut off by a line this share of the area's width from its end, from the least to the most.
_CUT_FROM, _CUT_TO = 0.12, 0.4


def swell_border(mark: Shape, scene: Scene) -> Spoilt | None:
    """Draw the whole border too far out: BND."""
    return _until_wrong(mark, scene, lambda area, off: _grown(area, off, scene))


def shrink_border(mark: Shape, scene: Scene) -> Spoilt | None:
    """Draw the whole border too far in: BND."""
    return _until_wrong(mark, scene, lambda area, off: _grown(area, -off, scene))


def shift_border(mark: Shape, scene: Scene) -> Spoilt | None:
    """Push one side of the border out, as where a shadow was taken in; an ellipse is moved as a whole: BND."""
    way = scene.chance.uniform(0, 360)
    return _until_wrong(mark, scene, lambda area, off: _pushed(area, off, way, scene))


def cut_corner(mark: Shape, scene: Scene) -> Spoilt | None:
    """Leave out the corner of a polygon that costs most, or cut a corner off a mask: BND."""
    if isinstance(mark, Polygon):
        return _until_wrong(mark, scene, lambda area, _off: _without_corner(area), steps=1)
    if isinstance(mark, Mask):
        way = scene.chance.uniform(0, 360)
        shares = iter(np.linspace(_CUT_FROM, _CUT_TO, _STEPS).tolist())
        return _until_wrong(mark, scene, lambda area, _off: _cut(area, next(shares), way))
    return None


def fill_hole(mark: Shape, scene: Scene) -> Spoilt | None:
    """Leave a hole filled that should be cut out: BND."""
    return _until_wrong(mark, scene, lambda area, _off: _without_hole(area), steps=1)


def _until_wrong(
    mark: Shape, scene: Scene, spoil: Callable[[Area, float], Area | None], *, steps: int = _STEPS
) -> Spoilt | None:
    """Return the first of some errors, each larger than the one before, that is one without a doubt."""
    if not isinstance(mark, Area):
        return None
    rules = scene.schema.object_rules.area_rules(mark.kind, mark.label)
    before = _pixels(mark, scene.size)
    for off in _offsets(rules, scene, steps):
        other = spoil(mark, off)
        if other is None:
            continue
        after = _pixels(other, scene.size)
        if _is_wrong(before, after, rules):
            return instead("BND", mark, other, scene)
    return None


def _offsets(rules: AreaRules, scene: Scene, steps: int) -> Iterator[float]:
    start = scene.chance.uniform(FROM, FROM + (TO - FROM) / 2)
    for step in range(steps):
        yield math.ceil(rules.boundary_px * (start + step * (TO - FROM) / 2 / max(steps - 1, 1)))


def _is_wrong(before: Bitmap, after: Bitmap, rules: AreaRules) -> bool:
    """Tell whether an area breaks its tolerance for sure, and is still the same object for sure."""
    if not after.count or not before.count:
        return False
    iou = shared(before, after).count / united(before, after).count
    if iou < rules.match_iou + _SURE_IOU:
        return False
    # A pixel of the border is half a pixel thick on either side.
    reach = rules.boundary_px + 1
    mine, theirs = _border(after), _border(before)
    precision = shared(mine, dilated(theirs, reach)).count / mine.count
    recall = shared(theirs, dilated(mine, reach)).count / theirs.count
    f = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f < rules.boundary_f - _SURE_F or iou < rules.iou - _SURE_F


def _border(area: Bitmap) -> Bitmap:
    return subtracted(area, eroded(area, 1))


def _pixels(mark: Area, size: tuple[int, int]) -> Bitmap:
    if isinstance(mark, Mask):
        x1, y1, _x2, _y2 = mark.box
        return Bitmap(mark.bits(), x1, y1)
    return filled([ring for ring, _closed in mark.paths], within=(0, 0, *size))


def _masked(mark: Mask, area: Bitmap, size: tuple[int, int]) -> Mask | None:
    """Return a mask with other pixels, as far as they lie in the picture; None without any."""
    kept = shared(area, Bitmap(np.ones((size[1], size[0]), np.bool_), 0, 0)).trimmed()
    return replace(mark, tiles=bitmap.tiles_of(kept.pixels, kept.x, kept.y)) if kept.count else None


def _grown(area: Area, off: float, scene: Scene) -> Area | None:
    if isinstance(area, Ellipse):
        if min(area.rx, area.ry) + off <= 1:
            return None
        return _inside(replace(area, rx=area.rx + off, ry=area.ry + off), scene)
    if isinstance(area, Mask):
        pixels = _pixels(area, scene.size)
        return _masked(area, dilated(pixels, off) if off > 0 else eroded(pixels, -off), scene.size)
    rings = tuple(_offset(ring, -off if hole else off) for hole, ring in enumerate(area.rings))
    return _sound(area, rings, scene)


def _pushed(area: Area, off: float, way: float, scene: Scene) -> Area | None:
    """Return an area whose border on the side ``way`` (degrees) is pushed out there."""
    dx, dy = turned((off, 0.0), way)
    if isinstance(area, Ellipse):
        return _inside(area.moved(dx, dy), scene)
    middle = ((area.bounds[0] + area.bounds[2]) / 2, (area.bounds[1] + area.bounds[3]) / 2)
    if isinstance(area, Polygon):
        ring = tuple(
            (x + dx, y + dy) if _beyond((x, y), middle, way) > 0 else (x, y) for x, y in area.rings[0]
        )
        return _sound(area, (ring, *area.rings[1:]), scene)
    pixels = _pixels(area, scene.size)
    wide = dilated(pixels, off)
    return _masked(area, united(pixels, _half(wide, middle, way)), scene.size)


def _cut(area: Area, share: float, way: float) -> Area | None:
    """Return a mask without what lies beyond a line across it, ``share`` of its width from its end that way."""
    if not isinstance(area, Mask):
        return None
    x1, y1, _x2, _y2 = area.box
    pixels = Bitmap(area.bits(), x1, y1)
    along = _along(pixels, way)[pixels.pixels]
    edge = along.max() - share * (along.max() - along.min())
    kept = pixels.pixels & (_along(pixels, way) <= edge)
    return replace(area, tiles=bitmap.tiles_of(kept, x1, y1)) if kept.any() else None


def _without_corner(area: Area) -> Polygon | None:
    if not isinstance(area, Polygon) or len(area.rings[0]) < 5:
        return None
    ring = area.rings[0]
    _depth, place = max((_depth_of(ring, place), place) for place in range(len(ring)))
    return area.with_ring(0, ring[:place] + ring[place + 1 :])


def _without_hole(area: Area) -> Area | None:
    if isinstance(area, Polygon):
        return replace(area, rings=area.rings[:1]) if len(area.rings) > 1 else None
    if not isinstance(area, Mask):
        return None
    from desktop.annotation.geometry.islands import without_holes

    x1, y1, _x2, _y2 = area.box
    whole = without_holes(Bitmap(area.bits(), x1, y1))
    return replace(area, tiles=bitmap.tiles_of(whole.pixels, whole.x, whole.y))


def _half(area: Bitmap, middle: Point, way: float) -> Bitmap:
    """Return the pixels that lie on one side of a point."""
    ux, uy = turned((1.0, 0.0), way)
    return Bitmap(area.pixels & (_along(area, way) > ux * middle[0] + uy * middle[1]), area.x, area.y)


def _along(area: Bitmap, way: float) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Return how far each pixel's middle lies in a direction."""
    ux, uy = turned((1.0, 0.0), way)
    height, width = area.pixels.shape
    across, down = np.arange(width) + area.x + 0.5, np.arange(height) + area.y + 0.5
    return np.asarray(ux * across[None, :] + uy * down[:, None])


def _beyond(point: Point, middle: Point, way: float) -> float:
    ux, uy = turned((1.0, 0.0), way)
    return ux * (point[0] - middle[0]) + uy * (point[1] - middle[1])


def _offset(ring: Ring, off: float) -> Ring:
    """Return a ring with each point moved away from its middle by ``off`` pixels, towards it where that is negative."""
    cx, cy = sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    moved = []
    for x, y in ring:
        away = math.hypot(x - cx, y - cy) or 1.0
        share = max((away + off) / away, 0.05)
        moved.append((cx + (x - cx) * share, cy + (y - cy) * share))
    return tuple(moved)


def _sound(area: Polygon, rings: Sequence[Ring], scene: Scene) -> Polygon | None:
    """Return a polygon with other rings, if none crosses itself and all lie in the picture."""
    if any(self_crossing(ring, closed=True) is not None for ring in rings):
        return None
    return _inside(replace(area, rings=tuple(rings)), scene)  # type: ignore[return-value]


def _inside(area: Area, scene: Scene) -> Area | None:
    x1, y1, x2, y2 = area.bounds
    return area if x1 >= 0 and y1 >= 0 and x2 <= scene.size[0] and y2 <= scene.size[1] else None


def _depth_of(ring: Sequence[Point], place: int) -> float:
    """Return how far a corner stands off the line between its neighbours, in pixels."""
    (xa, ya), (x, y), (xb, yb) = ring[place - 1], ring[place], ring[(place + 1) % len(ring)]
    length = math.hypot(xb - xa, yb - ya)
    return abs((xb - xa) * (ya - y) - (xa - x) * (yb - ya)) / length if length else 0.0
