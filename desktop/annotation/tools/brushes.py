"""Brush and eraser, and polygons that are filled into a mask or cut out of it."""

from __future__ import annotations

from dataclasses import replace

from desktop.annotation.geometry.bitmaps import Box
from desktop.annotation.geometry.brushes import stroke
from desktop.annotation.geometry.points import Point
from desktop.annotation.geometry.raster import filled
from desktop.annotation.outcome import Done
from desktop.annotation.tools.paint import Paint, paint_for, painted, told_of_paint
from desktop.annotation.tools.strokes import Context, Pointer, Preview, Stroke
from desktop.annotation.tools.trail import Trail, lead
from desktop.base.wording import _

_FEWEST = 3


def begin_brush(context: Context, start: Pointer) -> Stroke:
    """Paint while the button is held. Ctrl or the right button erases; Shift paints one straight line."""
    return _paint(context, start, adds=not (start.adds or start.button == "right"))


def begin_eraser(context: Context, start: Pointer) -> Stroke:
    """Erase while the button is held. Shift erases along one straight line."""
    return _paint(context, start, adds=False)


def begin_fill(context: Context, start: Pointer) -> Stroke:
    """Draw a polygon whose pixels are added to the mask."""
    return _polygon(context, start, adds=True)


def begin_cut(context: Context, start: Pointer) -> Stroke:
    """Draw a polygon whose pixels are taken from the mask."""
    return _polygon(context, start, adds=False)


def picture_box(context: Context) -> Box:
    """Return the picture as a box of whole pixels."""
    return 0, 0, int(context.sheet.width), int(context.sheet.height)


def _paint(context: Context, start: Pointer, *, adds: bool) -> Stroke:
    paint = paint_for(context, start, adds=adds)
    if isinstance(paint, str):
        return Done(refused=paint)
    last = start.at
    if not start.shift:
        _touch(context, paint, last, start)
    while True:
        trail: tuple[Point, ...] = (start.at, last) if start.shift else ()
        pointer = yield Preview(
            patch=paint.patch(),
            trail=trail,
            note=f"{paint.area} px²",
            warning=told_of_paint(context.sheet, paint),
        )
        if pointer.kind == "word":
            continue
        if not start.shift and pointer.at != last:
            _touch(context, paint, last, pointer)
        last = pointer.at
        if pointer.kind == "release":
            break
    if start.shift:
        _touch(context, paint, start.at, replace(start, x=last[0], y=last[1]))
    if paint.rect is None:
        return Done()
    name = _("画笔") if adds else _("橡皮")
    return painted(context, paint, name=name)


def _touch(context: Context, paint: Paint, last: Point, pointer: Pointer) -> None:
    """Lay the brush from where it was to where it is, as wide as the pen presses."""
    size = max(context.settings.brush * min(max(pointer.pressure, 0.1), 1.0), 1.0)
    paint.lay(stroke(last, pointer.at, size, tip=context.settings.tip, within=picture_box(context)))


def _polygon(context: Context, start: Pointer, *, adds: bool) -> Stroke:
    paint = paint_for(context, start, adds=adds)
    if isinstance(paint, str):
        return Done(refused=paint)
    trail = Trail(context, closes=True, least=_FEWEST)
    if not (yield from lead(trail, start)):
        return Done()
    if len(trail.points) < _FEWEST:
        return Done(refused=_("没有画成：多边形至少要 3 个点。"))
    paint.lay(filled([trail.points], within=picture_box(context)))
    if paint.rect is None:
        return Done(refused=_("没有画成：圈里没有像素。"))
    name = _("填入掩膜") if adds else _("从掩膜挖掉")
    return painted(context, paint, name=name)
