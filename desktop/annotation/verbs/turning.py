"""Shapes turned, scaled to numbers, and their fronts exchanged with their rears."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from desktop.annotation.document import Step, replacing
from desktop.annotation.geometry.points import turned
from desktop.annotation.geometry.vertices import scaled
from desktop.annotation.limits import Sheet
from desktop.annotation.outcome import Done
from desktop.annotation.shapes.base import Point, Shape, ShapeKind
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.ellipse import Ellipse
from desktop.annotation.shapes.flag import Flag
from desktop.annotation.shapes.polygon import Polygon
from desktop.annotation.shapes.polyline import Polyline
from desktop.annotation.shapes.quad import Quad
from desktop.annotation.shapes.rotated import RotatedBox
from desktop.annotation.shapes.skeleton import Skeleton
from desktop.annotation.verbs.chosen import free_shapes, shapes_of, why_nothing
from desktop.annotation.verbs.clipboard import placed
from desktop.base.wording import _

_DIGITS = 2
Moved = Callable[[Point], Point]


def turn(sheet: Sheet, ids: Sequence[str], degrees: float) -> Done:
    """Turn shapes clockwise, each about the middle of its bounds. Boxes, masks and points do not turn."""
    changed = [_turned(shape, degrees) for shape in free_shapes(sheet.document, ids) if not shape.pinned]
    return _done(sheet, ids, _("旋转"), [shape for shape in changed if shape is not None])


def flip_heading(sheet: Sheet, ids: Sequence[str]) -> Done:
    """Exchange front and rear of rotated boxes, and the direction of lines."""
    changed: list[Shape] = []
    for shape in free_shapes(sheet.document, ids):
        if isinstance(shape, RotatedBox):
            changed.append(shape.turned_by(180.0))
        elif isinstance(shape, Polyline):
            changed.append(replace(shape, points=shape.points[::-1]))
    return _done(sheet, ids, _("车头车尾对调"), changed)


def set_numbers(sheet: Sheet, mark_id: str, values: Mapping[str, float]) -> Step:
    """Give a shape the numbers typed for it; see :func:`numbers_of`. It is brought back into the picture."""
    shape = sheet.document.get(mark_id)
    if not isinstance(shape, Shape) or shape.locked:
        return Step(_("填写数值"), ())
    changed = placed(sheet, with_numbers(shape, values), 0.0, 0.0)
    return replacing(_("填写数值"), sheet.document, *([changed] if changed is not None else []))


def numbers_of(shape: Shape) -> dict[str, float]:
    """Return x and y of the bounds' top left corner (of the middle for a turned shape), width, height and angle."""
    if isinstance(shape, RotatedBox):
        return {"x": shape.cx, "y": shape.cy, "w": shape.width, "h": shape.height, "angle": shape.angle}
    if isinstance(shape, Ellipse):
        return {"x": shape.cx, "y": shape.cy, "w": 2 * shape.rx, "h": 2 * shape.ry, "angle": shape.angle}
    x1, y1, x2, y2 = shape.bounds
    return {"x": x1, "y": y1, "w": x2 - x1, "h": y2 - y1}


def with_numbers(shape: Shape, values: Mapping[str, float]) -> Shape:
    """Return a shape with other numbers. Sides are kept at one pixel at least."""
    now = numbers_of(shape)
    new = now | {name: value for name, value in values.items() if name in now}
    width, height = max(new["w"], 1.0), max(new["h"], 1.0)
    if isinstance(shape, RotatedBox):
        return replace(shape, cx=new["x"], cy=new["y"], width=width, height=height, angle=new["angle"])
    if isinstance(shape, Ellipse):
        return replace(shape, cx=new["x"], cy=new["y"], rx=width / 2, ry=height / 2, angle=new["angle"])
    if isinstance(shape, Box | Flag):
        return replace(shape, x1=new["x"], y1=new["y"], x2=new["x"] + width, y2=new["y"] + height)
    moved = shape.moved(new["x"] - now["x"], new["y"] - now["y"])
    return resized(moved, width / now["w"], height / now["h"]) if now["w"] and now["h"] else moved


def resized(shape: Shape, across: float, down: float) -> Shape:
    """Return a shape of points scaled about the top left corner of its bounds; others as they are."""
    about = shape.bounds[:2]
    return _through(shape, lambda point: scaled([point], across, down, about=about)[0]) or shape


def _turned(shape: Shape, degrees: float) -> Shape | None:
    if isinstance(shape, RotatedBox):
        return replace(shape, angle=round(shape.angle + degrees, _DIGITS))
    if isinstance(shape, Ellipse):
        return replace(shape, angle=round(shape.angle + degrees, _DIGITS))
    x1, y1, x2, y2 = shape.bounds
    middle = ((x1 + x2) / 2, (y1 + y2) / 2)
    return _through(shape, lambda point: turned(point, degrees, about=middle))


def _through(shape: Shape, move: Moved) -> Shape | None:
    """Return a shape of points with each of them moved; None for the other kinds."""
    change = _MOVERS.get(shape.kind)
    return change(shape, move) if change is not None else None


def _polygon(shape: Shape, move: Moved) -> Shape:
    assert isinstance(shape, Polygon)
    return replace(shape, rings=tuple(tuple(_fine(move(point)) for point in ring) for ring in shape.rings))


def _polyline(shape: Shape, move: Moved) -> Shape:
    assert isinstance(shape, Polyline)
    return replace(shape, points=tuple(_fine(move(point)) for point in shape.points))


def _quad(shape: Shape, move: Moved) -> Shape:
    assert isinstance(shape, Quad)
    return replace(shape, corners=tuple(_fine(move(point)) for point in shape.corners))


def _skeleton(shape: Shape, move: Moved) -> Shape:
    assert isinstance(shape, Skeleton)
    places = [_fine(move((joint.x, joint.y))) for joint in shape.joints]
    return replace(
        shape,
        joints=tuple(replace(own, x=x, y=y) for own, (x, y) in zip(shape.joints, places, strict=True)),
    )


def _fine(point: Point) -> Point:
    return round(point[0], _DIGITS), round(point[1], _DIGITS)


_MOVERS: Mapping[ShapeKind, Callable[[Shape, Moved], Shape]] = {
    "polygon": _polygon,
    "polyline": _polyline,
    "quad": _quad,
    "skeleton": _skeleton,
}


def _done(sheet: Sheet, ids: Sequence[str], name: str, changed: Sequence[Shape]) -> Done:
    inside = [shape for shape in changed if _fits(sheet, shape)]
    if not changed:
        return Done(refused=why_nothing(shapes_of(sheet.document, ids), ids))
    if not inside:
        return Done(refused=_("没有旋转：会转到图片外面。"))
    return Done(replacing(name, sheet.document, *inside))


def _fits(sheet: Sheet, shape: Shape) -> bool:
    """Tell whether a turned shape stays in the picture; what has a middle may reach over the border, as objects do."""
    x1, y1, x2, y2 = shape.bounds
    if isinstance(shape, RotatedBox | Ellipse):
        return sheet.holds(shape.cx, shape.cy)
    return x1 >= 0 and y1 >= 0 and x2 <= sheet.width and y2 <= sheet.height
