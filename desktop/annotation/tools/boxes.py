"""The upright box: drawn by a drag, by two clicks or by its four extreme points; changed by its sides and corners."""

from __future__ import annotations

from dataclasses import replace

from desktop.annotation.geometry.points import bounds_of
from desktop.annotation.hits import Part
from desktop.annotation.limits import THINNEST, Sheet
from desktop.annotation.marks import new_mark_id
from desktop.annotation.outcome import Done
from desktop.annotation.shapes.base import Attributes, Point
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.flag import Flag
from desktop.annotation.tools.cautions import caution
from desktop.annotation.tools.finishing import added, changed
from desktop.annotation.tools.notes import note_of
from desktop.annotation.tools.strokes import Context, Pointer, Preview, Stroke
from desktop.base.wording import _

#: The points that touch an object at its left, top, right and bottom, in any order.
EXTREMES = 4


def begin_box(context: Context, start: Pointer) -> Stroke:
    """Draw a box in the way the hand is set to."""
    draw = draw_extremes if context.settings.corners == "extremes" else draw_box
    return draw(context.sheet, start, label=context.label, attributes=context.attributes, name=context.name)


def draw_box(sheet: Sheet, start: Pointer, *, label: str, attributes: Attributes, name: str) -> Stroke:
    """Draw a new box of ``label`` by dragging, or by one click for each of two opposite corners."""
    x, y = sheet.clip(start.x, start.y)
    box = Box(new_mark_id(), label, x, y, x, y, attributes=attributes)
    held, clicked = True, False
    while True:
        pointer = yield _showing(sheet, box)
        if pointer.kind != "word":
            box = box.with_corners(x, y, *sheet.clip(pointer.x, pointer.y))
        if pointer.kind == "press":
            held = True
        elif pointer.kind == "release" and held:
            if clicked or max(abs(pointer.x - start.x), abs(pointer.y - start.y)) > pointer.reach:
                break
            held, clicked = False, True
    return _drawn(sheet, box, name)


def draw_extremes(sheet: Sheet, start: Pointer, *, label: str, attributes: Attributes, name: str) -> Stroke:
    """Draw a box by clicking the four points where an object reaches furthest; a word takes the last one back."""
    points: list[Point] = [sheet.clip(start.x, start.y)]
    at, held = points[0], True
    mark_id = new_mark_id()
    while True:
        around = bounds_of([*points, at])
        box = Box(mark_id, label, *around, attributes=attributes)
        note = _("第 {number} 点，共 4 点", number=min(len(points) + 1, EXTREMES))
        pointer = yield replace(_showing(sheet, box), note=note, trail=tuple(points))
        at = sheet.clip(pointer.x, pointer.y)
        if pointer.kind == "press":
            points.append(at)
            held = True
        elif pointer.word == "undo" and len(points) > 1:
            points.pop()
        elif pointer.kind == "release" and held:
            held = False
            if len(points) == EXTREMES:
                break
    return _drawn(sheet, Box(mark_id, label, *bounds_of(points), attributes=attributes), name)


def resize_box(sheet: Sheet, start: Pointer, box: Box | Flag, part: Part, *, name: str) -> Stroke:
    """Drag a corner or a side of a box or a flagged place. Past the opposite side the box turns over instead of inside out."""
    grip_x, grip_y = _grip(box, part)
    shown: Box | Flag = box
    while True:
        pointer = yield _showing(sheet, shown)
        if not box.locked:
            x, y = sheet.clip(grip_x + pointer.x - start.x, grip_y + pointer.y - start.y)
            shown = _stretched(box, part, x, y)
        if pointer.kind == "release":
            break
    if box.locked:
        return Done(refused=_("这个标注已锁定，按 ‹lock› 解锁后再调整。"))
    if min(shown.x2 - shown.x1, shown.y2 - shown.y1) < THINNEST:
        return Done(refused=_("没有调整：宽和高至少要 1 像素。"))
    return changed(sheet, name, shown)


def _drawn(sheet: Sheet, box: Box, name: str) -> Done:
    if min(box.width, box.height) < THINNEST:
        return Done(refused=_("框没有画成：宽和高至少要 1 像素。"))
    return added(sheet, name, box)


def _showing(sheet: Sheet, box: Box | Flag) -> Preview:
    return Preview((box,), warning=caution(sheet, box), note=note_of(box))


def _grip(box: Box | Flag, part: Part) -> Point:
    return (box.x1 if "left" in part else box.x2), (box.y1 if "top" in part else box.y2)


def _stretched(box: Box | Flag, part: Part, x: float, y: float) -> Box | Flag:
    """Return the box with the dragged part at ``x``, ``y``; a side moves on one axis only."""
    x1, y1, x2, y2 = box.bounds
    if "left" in part:
        x1 = x
    elif "right" in part:
        x2 = x
    if "top" in part:
        y1 = y
    elif "bottom" in part:
        y2 = y
    return replace(box, x1=min(x1, x2), x2=max(x1, x2), y1=min(y1, y2), y2=max(y1, y2))
