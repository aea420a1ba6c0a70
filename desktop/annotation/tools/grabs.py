"""Changing a shape by its parts: points dragged, put in, taken out, and a stretch of an outline led another way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from desktop.annotation.geometry.vertices import deleted, rerouted, rerouted_line
from desktop.annotation.grips import CORNER_PARTS, Grip, edge_point, handle_near
from desktop.annotation.hits import SIDES
from desktop.annotation.outcome import Done
from desktop.annotation.shapes.base import Point, Shape
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.ellipse import Ellipse
from desktop.annotation.shapes.flag import Flag
from desktop.annotation.shapes.polygon import Polygon
from desktop.annotation.shapes.polyline import Polyline
from desktop.annotation.shapes.rotated import RotatedBox
from desktop.annotation.shapes.skeleton import Skeleton
from desktop.annotation.tools.boxes import resize_box
from desktop.annotation.tools.cautions import caution, knot_of
from desktop.annotation.tools.finishing import changed
from desktop.annotation.tools.notes import note_of
from desktop.annotation.tools.rotated import drag_side, turn
from desktop.annotation.tools.snapping import placed
from desktop.annotation.tools.strokes import Context, Pointer, Preview, Stroke
from desktop.annotation.tools.trail import Trail
from desktop.base.wording import _

_Lines = (Polygon, Polyline)


def begin_grab(context: Context, start: Pointer, shape: Shape, grip: Grip) -> Stroke:
    """Begin what a press on a part of the selected shape means. Locked shapes withstand it.

    A point is dragged; Alt takes it out; Shift begins to lead the outline another way from it. An edge gets a new point.
    """
    if shape.locked:
        return _refuse(shape)
    if grip.what == "handle" and isinstance(shape, _Lines):
        if start.alt:
            return take_out(context, shape, grip.place)
        if start.shift:
            return reroute(context, start, shape, grip.place)
    return _BEGINS[grip.what](context, start, shape, grip)


def drag_handle(context: Context, start: Pointer, shape: Shape, grip: Grip) -> Stroke:
    """Drag one point of a shape; it snaps to neighbours where the shape is made of points."""
    if isinstance(shape, Box | Flag):
        return resize_box(context.sheet, start, shape, CORNER_PARTS[grip.place], name=_("调整边框"))
    return _drag(context, start, shape, grip.place, name=_("移动顶点"))


def put_in(context: Context, start: Pointer, shape: Shape, grip: Grip) -> Stroke:
    """Put a point into an edge and drag it; a press that hardly moves puts none in."""
    fuller = with_point(shape, grip.place, edge_point(shape, grip.place, start.at))
    return _drag(context, start, fuller, grip.place + 1, name=_("加顶点"), only_moved=True)


def take_out(context: Context, shape: Polygon | Polyline, place: int) -> Stroke:
    """Take a point out of a polygon or line at once; of a hole that has three left, the whole hole."""
    yield from ()
    return without_point(context, shape, place)


def without_point(context: Context, shape: Shape, place: int) -> Done:
    """Return what taking a point out comes to."""
    if isinstance(shape, Polygon):
        number, inner = shape.ring_of(place)
        ring = shape.rings[number]
        if len(ring) == 3 and number:
            rings = (*shape.rings[:number], *shape.rings[number + 1 :])
            return changed(context.sheet, _("填洞"), replace(shape, rings=rings))
        if len(ring) == 3:
            return Done(refused=_("没有删：多边形至少要 3 个点。"))
        fewer = shape.with_ring(number, deleted(ring, inner, closed=True))
        return changed(context.sheet, _("删除顶点"), fewer)
    if isinstance(shape, Polyline):
        if len(shape.points) == 2:
            return Done(refused=_("没有删：折线至少要 2 个点。"))
        line = replace(shape, points=deleted(shape.points, place, closed=False))
        return changed(context.sheet, _("删除顶点"), line)
    return Done(refused=_("所选的标注没有可删的顶点。"))


def reroute(context: Context, start: Pointer, shape: Polygon | Polyline, place: int) -> Stroke:
    """Lead an outline another way from a point to another of it, which a press ends at. Shift there takes the longer way."""
    trail = Trail(context, closes=False, least=1, skip=(shape.id,))
    at = shape.handles[place]
    trail.take(replace(start, x=at[0], y=at[1], adds=True, shift=False, alt=False))
    trail.take(replace(start, kind="release", x=at[0], y=at[1], adds=True, shift=False))
    ring = shape.ring_of(place)[0] if isinstance(shape, Polygon) else 0
    while True:
        pointer = yield trail.preview()
        if pointer.kind == "press" and pointer.button == "left":
            last = _point_of(shape, ring, pointer)
            if last is not None and last != place:
                return _led(context, shape, (place, last), trail.points[1:], longer=pointer.shift)
        if trail.take(pointer) == "gone":
            return Done()


def with_point(shape: Shape, place: int, at: Point) -> Shape:
    """Return a polygon or line with a point put after one of its points."""
    if isinstance(shape, Polygon):
        number, inner = shape.ring_of(place)
        ring = shape.rings[number]
        return shape.with_ring(number, (*ring[: inner + 1], at, *ring[inner + 1 :]))
    assert isinstance(shape, Polyline)
    return replace(shape, points=(*shape.points[: place + 1], at, *shape.points[place + 1 :]))


def _drag(
    context: Context, start: Pointer, shape: Shape, place: int, *, name: str, only_moved: bool = False
) -> Stroke:
    offset = (shape.handles[place][0] - start.x, shape.handles[place][1] - start.y)
    shown, spot, moving = shape, None, False
    while True:
        told = caution(context.sheet, shown)
        pointer = yield Preview((shown,), note=note_of(shown), warning=told, spot=spot, knot=knot_of(shown))
        if pointer.kind == "word":
            continue
        moving = moving or max(abs(pointer.x - start.x), abs(pointer.y - start.y)) > pointer.reach / 2
        if moving:
            at, spot = _goal(
                context, shape, replace(pointer, x=pointer.x + offset[0], y=pointer.y + offset[1])
            )
            shown = _with_handle(shape, place, at)
        if pointer.kind == "release":
            break
    if not moving or (only_moved and shown == shape):
        return Done()
    return changed(context.sheet, name, shown)


def _goal(context: Context, shape: Shape, pointer: Pointer) -> tuple[Point, Point | None]:
    """Return where a dragged point goes and what it snaps to; only shapes made of points snap."""
    if isinstance(shape, RotatedBox | Ellipse):
        return (pointer.x, pointer.y), None
    if isinstance(shape, Skeleton):
        return context.sheet.clamp(pointer.x, pointer.y), None
    at, anchor = placed(context, pointer, (shape.id,))
    return at, (anchor.point if anchor is not None else None)


def _with_handle(shape: Shape, place: int, at: Point) -> Shape:
    moved = shape.with_handle(place, *at)
    if isinstance(moved, RotatedBox):
        return replace(
            moved,
            cx=round(moved.cx, 2),
            cy=round(moved.cy, 2),
            width=round(max(moved.width, 1.0), 2),
            height=round(max(moved.height, 1.0), 2),
        )
    if isinstance(moved, Ellipse):
        return replace(moved, rx=max(round(moved.rx, 2), 0.5), ry=max(round(moved.ry, 2), 0.5))
    return moved


def _grab_side(context: Context, start: Pointer, shape: Shape, grip: Grip) -> Stroke:
    if isinstance(shape, RotatedBox):
        return drag_side(context, start, shape, grip.place)
    assert isinstance(shape, Box | Flag)
    return resize_box(context.sheet, start, shape, SIDES[grip.place], name=_("调整边框"))


def _grab_turn(context: Context, start: Pointer, shape: Shape, _grip: Grip) -> Stroke:
    assert isinstance(shape, RotatedBox)
    return turn(context, start, shape)


def _point_of(shape: Polygon | Polyline, ring: int, pointer: Pointer) -> int | None:
    """Return the handle of the same ring or line that is pressed."""
    place = handle_near(shape, pointer.x, pointer.y, pointer.reach)
    if place is None or (isinstance(shape, Polygon) and shape.ring_of(place)[0] != ring):
        return None
    return place


def _led(
    context: Context, shape: Polygon | Polyline, ends: tuple[int, int], via: list[Point], *, longer: bool
) -> Done:
    try:
        if isinstance(shape, Polyline):
            new: Shape = replace(shape, points=rerouted_line(shape.points, *ends, via))
        else:
            number = shape.ring_of(ends[0])[0]
            first, last = (shape.ring_of(end)[1] for end in ends)
            keep = rerouted(shape.rings[number], first, last, via, keep="shorter" if longer else "longer")
            new = shape.with_ring(number, keep)
    except ValueError:
        return Done(refused=_("没有改：改完剩下的点太少。"))
    return changed(context.sheet, _("改走一段"), new)


def _refuse(shape: Shape) -> Stroke:
    yield Preview((shape,))
    return Done(refused=_("这个标注已锁定，按 ‹lock› 解锁后再调整。"))


_BEGINS: Mapping[str, Callable[[Context, Pointer, Shape, Grip], Stroke]] = {
    "handle": drag_handle,
    "edge": put_in,
    "side": _grab_side,
    "turn": _grab_turn,
}
