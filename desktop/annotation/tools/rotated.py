"""The rotated box: its heading line first, then its width; turned, stretched by a side, its front and rear exchanged."""

from __future__ import annotations

import math
from dataclasses import replace

from desktop.annotation.geometry.points import turned
from desktop.annotation.geometry.vertices import angle_to, snapped_angle
from desktop.annotation.limits import THINNEST
from desktop.annotation.marks import new_mark_id
from desktop.annotation.outcome import Done
from desktop.annotation.shapes.base import Point
from desktop.annotation.shapes.rotated import RotatedBox
from desktop.annotation.tools.cautions import caution
from desktop.annotation.tools.finishing import added, changed
from desktop.annotation.tools.notes import note_of
from desktop.annotation.tools.snapping import placed
from desktop.annotation.tools.strokes import Context, Pointer, Preview, Stroke
from desktop.base.wording import _

#: Decimals of places, sides and angles: finer than any hand.
DIGITS = 2


def begin_rotated(context: Context, start: Pointer) -> Stroke:
    """Draw the line from rear to front by a drag or two clicks; then set the width by a click beside it.

    The angle goes in steps of 15 degrees while Shift is held.
    """
    rear, anchor = placed(context, start)
    front, held, clicked = rear, True, False
    fresh = RotatedBox(new_mark_id(), context.label, *rear, 0.0, 0.0, 0.0, attributes=context.attributes)
    while True:
        box = _along(fresh, rear, front, 0.0)
        pointer = yield Preview(
            (box,), note=note_of(box), spot=anchor.point if anchor else None, trail=(rear, front)
        )
        if pointer.kind == "word":
            if pointer.word == "undo":
                return Done()
            continue
        front, anchor = placed(context, pointer)
        if pointer.shift:
            front = _on_a_step(rear, front)
        if pointer.kind == "press":
            held = True
        elif pointer.kind == "release" and held:
            if clicked or math.dist(pointer.at, start.at) > pointer.reach:
                break
            held, clicked = False, True
    if math.dist(rear, front) < THINNEST:
        return Done(refused=_("框没有画成：宽和高至少要 1 像素。"))
    return (yield from _set_width(context, fresh, rear, front))


def _set_width(context: Context, fresh: RotatedBox, rear: Point, front: Point) -> Stroke:
    box, held = _along(fresh, rear, front, 0.0), False
    while True:
        warning = caution(context.sheet, box) if box.height else ""
        pointer = yield Preview((box,), note=note_of(box), warning=warning)
        if pointer.kind == "word":
            if pointer.word == "close" and box.height >= THINNEST:
                return added(context.sheet, context.name, box)
            if pointer.word == "undo":
                return Done()
            continue
        box = _along(fresh, rear, front, 2 * _beside(rear, front, pointer.at))
        if pointer.kind == "press":
            held = True
        elif pointer.kind == "release" and held:
            if box.height >= THINNEST:
                return added(context.sheet, context.name, box)
            held = False


def turn(context: Context, start: Pointer, box: RotatedBox) -> Stroke:
    """Turn a box by its front; Shift goes in steps of 15 degrees."""
    shown, offset = box, box.angle - angle_to((box.cx, box.cy), start.at)
    while True:
        pointer = yield Preview((shown,), note=note_of(shown))
        if pointer.kind != "word" and not box.locked:
            angle = angle_to((box.cx, box.cy), pointer.at) + offset
            shown = replace(box, angle=snapped_angle(angle) if pointer.shift else round(angle, DIGITS))
        if pointer.kind == "release":
            break
    if box.locked:
        return Done(refused=_("这个标注已锁定，按 ‹lock› 解锁后再调整。"))
    return changed(context.sheet, _("旋转"), shown)


def drag_side(context: Context, start: Pointer, box: RotatedBox, side: int) -> Stroke:
    """Drag a side (0 front, 1 right, 2 rear, 3 left) in or out; the opposite one stays."""
    ux, uy = turned((1.0, 0.0), box.angle + 90 * side)
    shown = box
    while True:
        pointer = yield Preview((shown,), note=note_of(shown), warning=caution(context.sheet, shown))
        if pointer.kind != "word" and not box.locked:
            outward = (pointer.x - start.x) * ux + (pointer.y - start.y) * uy
            shown = stretched(box, side, outward)
        if pointer.kind == "release":
            break
    if box.locked:
        return Done(refused=_("这个标注已锁定，按 ‹lock› 解锁后再调整。"))
    return changed(context.sheet, _("调整边框"), shown)


def stretched(box: RotatedBox, side: int, outward: float) -> RotatedBox:
    """Return the box with a side moved outwards by so many pixels, never thinner than one."""
    extent = box.height if side % 2 else box.width
    outward = max(outward, THINNEST - extent)
    ux, uy = turned((outward / 2, 0.0), box.angle + 90 * side)
    moved = box.moved(ux, uy)
    if side % 2:
        return _rounded(replace(moved, height=box.height + outward))
    return _rounded(replace(moved, width=box.width + outward))


def flipped(box: RotatedBox) -> RotatedBox:
    """Return the box with its front where its rear is."""
    return box.turned_by(180.0)


def _along(fresh: RotatedBox, rear: Point, front: Point, height: float) -> RotatedBox:
    angle = angle_to(rear, front) if rear != front else 0.0
    middle = ((rear[0] + front[0]) / 2, (rear[1] + front[1]) / 2)
    length = math.dist(rear, front)
    return _rounded(replace(fresh, cx=middle[0], cy=middle[1], width=length, height=height, angle=angle))


def _rounded(box: RotatedBox) -> RotatedBox:
    return replace(
        box,
        cx=round(box.cx, DIGITS),
        cy=round(box.cy, DIGITS),
        width=round(box.width, DIGITS),
        height=round(box.height, DIGITS),
        angle=round(box.angle, DIGITS),
    )


def _beside(rear: Point, front: Point, at: Point) -> float:
    """Return how far a point is from the line through rear and front, in pixels."""
    length = math.dist(rear, front)
    return abs((front[0] - rear[0]) * (at[1] - rear[1]) - (front[1] - rear[1]) * (at[0] - rear[0])) / length


def _on_a_step(rear: Point, front: Point) -> Point:
    length = math.dist(rear, front)
    dx, dy = turned((length, 0.0), snapped_angle(angle_to(rear, front)))
    return rear[0] + dx, rear[1] + dy
