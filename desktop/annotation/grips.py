"""Which part of a shape a pointer grips: a point before an edge, an edge before the body."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from desktop.annotation.forms import rings_of
from desktop.annotation.geometry.points import Point
from desktop.annotation.geometry.polygons import contains
from desktop.annotation.geometry.vertices import Spot, spot_near
from desktop.annotation.hits import SIDES, Part, part_at
from desktop.annotation.shapes.base import Shape, ShapeKind
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.mask import Mask
from desktop.annotation.shapes.polygon import Polygon
from desktop.annotation.shapes.polyline import Polyline
from desktop.annotation.shapes.rotated import TURN, RotatedBox
from desktop.annotation.shapes.skeleton import Skeleton

What: TypeAlias = Literal["handle", "edge", "side", "turn", "body"]

#: The handle of each corner of a box.
_CORNERS: Mapping[Part, int] = {"top-left": 0, "top-right": 1, "bottom-right": 2, "bottom-left": 3}
#: The part of a box for each of its handles and sides, for pointers and for the stroke.
CORNER_PARTS: tuple[Part, ...] = tuple(_CORNERS)


@dataclass(frozen=True)
class Grip:
    """A part of a shape. ``place``: the handle; the point that an edge begins at; the side (of a box as in SIDES).

    ``part`` names corners and sides of upright boxes.
    """

    what: What
    place: int = 0
    part: Part | None = None


def grip_at(shape: Shape, x: float, y: float, reach: float) -> Grip | None:
    """Return the part of a shape within ``reach`` pixels of a point, None where there is none."""
    return _GRIPS.get(shape.kind, _any)(shape, x, y, reach)


def handle_near(shape: Shape, x: float, y: float, reach: float) -> int | None:
    """Return the handle nearest to a point, None when none is within reach."""
    away = [(math.dist(handle, (x, y)), place) for place, handle in enumerate(shape.handles)]
    found = min(away, default=(math.inf, 0))
    return found[1] if found[0] <= reach else None


def _box(shape: Shape, x: float, y: float, reach: float) -> Grip | None:
    x1, y1, x2, y2 = shape.bounds
    part = part_at(
        shape if isinstance(shape, Box) else Box(shape.id, shape.label, x1, y1, x2, y2), x, y, reach
    )
    if part is None or part == "body":
        return Grip("body", part="body") if part else None
    if part in _CORNERS:
        return Grip("handle", _CORNERS[part], part)
    return Grip("side", SIDES.index(part), part)


def _rotated(shape: Shape, x: float, y: float, reach: float) -> Grip | None:
    assert isinstance(shape, RotatedBox)
    inward = min(reach, max(min(shape.width, shape.height) / 3, 0.0))
    place = handle_near(shape, x, y, reach if not _inside(shape, x, y) else inward)
    if place is not None:
        return Grip("turn", TURN) if place == TURN else Grip("handle", place)
    # The sides in the order of the corners: front, right, rear, left.
    spot = spot_near(shape.corners, (x, y), closed=True)
    if spot.away <= (inward if _inside(shape, x, y) else reach):
        return Grip("side", spot.edge)
    return Grip("body") if _inside(shape, x, y) else None


def _polygon(shape: Shape, x: float, y: float, reach: float) -> Grip | None:
    assert isinstance(shape, Polygon)
    place = handle_near(shape, x, y, reach)
    if place is not None:
        return Grip("handle", place)
    first = 0
    best: tuple[float, int] = (math.inf, 0)
    for ring in shape.rings:
        spot = spot_near(ring, (x, y), closed=True)
        best = min(best, (spot.away, first + spot.edge))
        first += len(ring)
    if best[0] <= reach:
        return Grip("edge", best[1])
    return Grip("body") if contains(shape.rings, (x, y)) else None


def _polyline(shape: Shape, x: float, y: float, reach: float) -> Grip | None:
    assert isinstance(shape, Polyline)
    place = handle_near(shape, x, y, reach)
    if place is not None:
        return Grip("handle", place)
    spot: Spot = spot_near(shape.points, (x, y), closed=False)
    return Grip("edge", spot.edge) if spot.away <= reach else None


def _skeleton(shape: Shape, x: float, y: float, reach: float) -> Grip | None:
    assert isinstance(shape, Skeleton)
    place = handle_near(shape, x, y, reach)
    if place is not None:
        return Grip("handle", place)
    x1, y1, x2, y2 = shape.bounds
    return Grip("body") if x1 <= x <= x2 and y1 <= y <= y2 else None


def _mask(shape: Shape, x: float, y: float, _reach: float) -> Grip | None:
    assert isinstance(shape, Mask)
    return Grip("body") if shape.holds(x, y) else None


def _tag(_shape: Shape, _x: float, _y: float, _reach: float) -> Grip | None:
    return None


def _any(shape: Shape, x: float, y: float, reach: float) -> Grip | None:
    """Points, ellipses and quads: their handles, then what lies inside them."""
    place = handle_near(shape, x, y, reach)
    if place is not None:
        return Grip("handle", place)
    return Grip("body") if any(contains(rings, (x, y)) for rings in rings_of(shape)) else None


def _inside(shape: RotatedBox, x: float, y: float) -> bool:
    return contains((shape.corners,), (x, y))


def edge_point(shape: Shape, place: int, at: Point) -> Point:
    """Return the point of the edge that begins at a handle nearest to a place. Raises IndexError."""
    if isinstance(shape, Polygon):
        ring, inner = shape.ring_of(place)
        points = shape.rings[ring]
        pair = (points[inner], points[(inner + 1) % len(points)])
    else:
        pair = (shape.handles[place], shape.handles[place + 1])
    return spot_near(pair, at, closed=False).point


_GRIPS: Mapping[ShapeKind, Callable[[Shape, float, float, float], Grip | None]] = {
    "box": _box,
    "flag": _box,
    "rotated": _rotated,
    "polygon": _polygon,
    "polyline": _polyline,
    "skeleton": _skeleton,
    "mask": _mask,
    "tag": _tag,
}
