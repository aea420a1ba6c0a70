"""Shapes as plain areas and back: what an overlay of polygons or of pixels is computed from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

import numpy as np

from desktop.annotation.geometry import bitmaps
from desktop.annotation.geometry.bitmaps import Bitmap
from desktop.annotation.geometry.convert import ellipse_ring, polygons_of
from desktop.annotation.geometry.points import Rings, without_repeats
from desktop.annotation.geometry.polygons import fault_of
from desktop.annotation.geometry.raster import filled
from desktop.annotation.limits import AREAS
from desktop.annotation.shapes import bitmap
from desktop.annotation.shapes.base import Marked, Rect, Shape
from desktop.annotation.shapes.ellipse import Ellipse
from desktop.annotation.shapes.mask import Mask
from desktop.annotation.shapes.polygon import Polygon


def is_area(shape: Shape) -> bool:
    """Tell whether a shape covers pixels."""
    return shape.kind in AREAS


def rings_of(shape: Shape) -> tuple[Rings, ...]:
    """Return the polygons that an area shape covers; a mask's run exactly along its pixels. None for lines and points."""
    if isinstance(shape, Mask):
        return polygons_of(bitmap_of(shape))
    if isinstance(shape, Ellipse):
        if min(shape.rx, shape.ry) <= 0:
            return ()
        return ((ellipse_ring((shape.cx, shape.cy), (shape.rx, shape.ry), shape.angle),),)
    if not is_area(shape):
        return ()
    return (tuple(points for points, _closed in shape.paths),)


def bitmap_of(shape: Shape, *, within: bitmaps.Box | None = None) -> Bitmap:
    """Return the pixels that an area shape covers, by their centres; empty for lines and points."""
    if isinstance(shape, Mask):
        box = shape.box if within is None else bitmaps.common_box(shape.box, within)
        return Bitmap(bitmap.crop_of(shape.tiles, *box), box[0], box[1])
    found = bitmaps.EMPTY
    for rings in rings_of(shape):
        found = bitmaps.united(found, filled(rings, within=within))
    return found


def common_of(shape: Marked) -> dict[str, Any]:
    """Return the fields that every mark has, to make another kind of shape of it under the same id."""
    return {own.name: getattr(shape, own.name) for own in fields(Marked)}


def mask_like(shape: Shape, pixels: Bitmap) -> Mask | None:
    """Return a mask of these pixels with id, class and answers of a shape; None when there are no pixels."""
    tiles = bitmap.tiles_of(np.ascontiguousarray(pixels.pixels), pixels.x, pixels.y)
    return Mask(tiles=tiles, **common_of(shape)) if tiles else None


def polygon_like(shape: Shape, rings: Rings) -> Polygon:
    """Return a polygon of these rings with id, class and answers of a shape."""
    return Polygon(rings=rings, **common_of(shape))


def rounded(rings: Rings) -> Rings:
    """Return rings with coordinates to a hundredth of a pixel; as they are where that would make them touch themselves."""
    coarse = tuple(
        without_repeats([(round(x, 2), round(y, 2)) for x, y in ring], closed=True) for ring in rings
    )
    if any(len(ring) < 3 for ring in coarse) or fault_of(coarse) is not None:
        return rings
    return coarse


def overlap(a: Rect, b: Rect) -> bool:
    """Tell whether two rectangles have more than a border in common."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def neighbours(shapes: Iterable[Shape], shape: Shape) -> list[Shape]:
    """Return those of the shapes that cover pixels and may lie over or under one; not the shape itself, nor hidden ones."""
    return [
        other
        for other in shapes
        if other.id != shape.id
        and is_area(other)
        and not other.hidden
        and overlap(other.bounds, shape.bounds)
    ]
