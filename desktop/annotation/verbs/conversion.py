"""One kind of shape made into another, with id, class and answers kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from desktop.annotation.forms import bitmap_of, common_of, is_area, mask_like, polygon_like, rings_of, rounded
from desktop.annotation.geometry.convert import ellipse_in, polygons_of, smallest_rectangle
from desktop.annotation.limits import Sheet
from desktop.annotation.outcome import Done
from desktop.annotation.shapes.base import Point, Shape, ShapeKind
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.dot import Dot
from desktop.annotation.shapes.ellipse import Ellipse
from desktop.annotation.shapes.mask import Mask
from desktop.annotation.shapes.polyline import Polyline
from desktop.annotation.shapes.quad import Quad
from desktop.annotation.shapes.rotated import RotatedBox
from desktop.annotation.verbs.chosen import (
    allows,
    free_shapes,
    in_a_group,
    replaced_by,
    shapes_of,
    why_nothing,
)
from desktop.annotation.verbs.clipboard import placed
from desktop.base.wording import _

#: A mask's outline is simplified to this many pixels: the steps of its slanting edges go.
SMOOTH = 0.75
#: What has a middle may reach over the border, as objects do.
_OVER_THE_BORDER: frozenset[ShapeKind] = frozenset({"rotated", "ellipse"})
Converter = Callable[[Sheet, Shape], Sequence[Shape]]


def convert(sheet: Sheet, ids: Sequence[str], kind: ShapeKind | None = None) -> Done:
    """Make shapes of another kind of the selected ones; without ``kind``, the next one that each class allows."""
    parts: list[tuple[Shape, Sequence[Shape]]] = []
    for shape in free_shapes(sheet.document, ids):
        wanted = next_kind(sheet, shape) if kind is None else kind
        if wanted is None or wanted == shape.kind or not allows(sheet, shape.label, wanted):
            continue
        pieces = converted(sheet, shape, wanted)
        if pieces:
            parts.append((shape, in_a_group(pieces)))
    if not parts:
        return Done(refused=_nothing(sheet, ids))
    return Done(replaced_by(_("换一种形状"), sheet.document, parts))


def converted(sheet: Sheet, shape: Shape, kind: ShapeKind) -> Sequence[Shape]:
    """Return the shapes of another kind that a shape becomes; none where it cannot."""
    if kind not in kinds_of(shape):
        return ()
    made = _CONVERTERS[kind](sheet, shape)
    if kind in _OVER_THE_BORDER:
        return made
    return [clipped for clipped in (placed(sheet, one, 0.0, 0.0) for one in made) if clipped is not None]


def kinds_of(shape: Shape) -> tuple[ShapeKind, ...]:
    """Return the kinds that a shape can become."""
    if is_area(shape):
        return tuple(kind for kind in _CONVERTERS if kind != shape.kind)
    if isinstance(shape, Polyline):
        return ("polygon", "box", "rotated") if len(set(shape.points)) > 2 else ()
    return ()


def next_kind(sheet: Sheet, shape: Shape) -> ShapeKind | None:
    """Return the kind after a shape's own among those that it can become and its class allows; None without any."""
    every = [*_CONVERTERS]
    place = every.index(shape.kind) if shape.kind in every else -1
    turned = every[place + 1 :] + every[: place + 1]
    possible = kinds_of(shape)
    return next((kind for kind in turned if kind in possible and allows(sheet, shape.label, kind)), None)


def _nothing(sheet: Sheet, ids: Sequence[str]) -> str:
    if ids and any(next_kind(sheet, shape) is None for shape in free_shapes(sheet.document, ids)):
        return _("这一类不许画成别的形状。")
    return why_nothing(shapes_of(sheet.document, ids), ids)


def _points(shape: Shape) -> list[Point]:
    if isinstance(shape, Polyline):
        return list(shape.points)
    return [point for rings in rings_of(shape) for point in rings[0]]


def _to_polygon(_sheet: Sheet, shape: Shape) -> Sequence[Shape]:
    if isinstance(shape, Polyline):
        return (polygon_like(shape, (shape.points,)),)
    found = polygons_of(bitmap_of(shape), tolerance=SMOOTH) if isinstance(shape, Mask) else rings_of(shape)
    return tuple(polygon_like(shape, rounded(rings)) for rings in found)


def _to_mask(sheet: Sheet, shape: Shape) -> Sequence[Shape]:
    pixels = bitmap_of(shape, within=(0, 0, int(sheet.width), int(sheet.height)))
    mask = mask_like(shape, pixels)
    return (mask,) if mask is not None else ()


def _to_box(sheet: Sheet, shape: Shape) -> Sequence[Shape]:
    x1, y1, x2, y2 = shape.bounds
    (left, top), (right, bottom) = sheet.clip(x1, y1), sheet.clip(x2, y2)
    if right - left < 1 or bottom - top < 1:
        return ()
    return (Box(x1=left, y1=top, x2=right, y2=bottom, **common_of(shape)),)


def _rectangle(shape: Shape) -> tuple[float, float, float, float, float]:
    if isinstance(shape, RotatedBox):
        return shape.cx, shape.cy, shape.width, shape.height, shape.angle
    if isinstance(shape, Box):
        return (shape.x1 + shape.x2) / 2, (shape.y1 + shape.y2) / 2, shape.width, shape.height, 0.0
    if isinstance(shape, Ellipse):
        return shape.cx, shape.cy, 2 * shape.rx, 2 * shape.ry, shape.angle
    return smallest_rectangle(_points(shape))


def _to_rotated(_sheet: Sheet, shape: Shape) -> Sequence[Shape]:
    cx, cy, width, height, angle = (round(number, 2) for number in _rectangle(shape))
    if min(width, height) < 1:
        return ()
    return (RotatedBox(cx=cx, cy=cy, width=width, height=height, angle=angle, **common_of(shape)),)


def _to_ellipse(_sheet: Sheet, shape: Shape) -> Sequence[Shape]:
    (cx, cy), (rx, ry), angle = ellipse_in(_rectangle(shape))
    if min(rx, ry) <= 0:
        return ()
    return (Ellipse(cx=cx, cy=cy, rx=rx, ry=ry, angle=angle, **common_of(shape)),)


def _to_quad(_sheet: Sheet, shape: Shape) -> Sequence[Shape]:
    if isinstance(shape, Box):
        return (Quad(corners=shape.handles, **common_of(shape)),)
    # Seen along the heading the text's top left is the rear left corner.
    one, two, three, four = RotatedBox("", "", *_rectangle(shape)).corners
    return (Quad(corners=(four, one, two, three), **common_of(shape)),)


def _to_dot(sheet: Sheet, shape: Shape) -> Sequence[Shape]:
    x1, y1, x2, y2 = shape.bounds
    x, y = sheet.clamp((x1 + x2) / 2, (y1 + y2) / 2)
    return (Dot(x=x, y=y, **common_of(shape)),)


_CONVERTERS: Mapping[ShapeKind, Converter] = {
    "polygon": _to_polygon,
    "mask": _to_mask,
    "box": _to_box,
    "rotated": _to_rotated,
    "ellipse": _to_ellipse,
    "quad": _to_quad,
    "point": _to_dot,
}
