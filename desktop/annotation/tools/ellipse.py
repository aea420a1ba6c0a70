"""The ellipse: dragged from corner to corner of its box, or with Alt from its middle outwards."""

from __future__ import annotations

from dataclasses import replace

from desktop.annotation.limits import THINNEST
from desktop.annotation.marks import new_mark_id
from desktop.annotation.outcome import Done
from desktop.annotation.shapes.ellipse import Ellipse
from desktop.annotation.tools.cautions import caution
from desktop.annotation.tools.finishing import added
from desktop.annotation.tools.notes import note_of
from desktop.annotation.tools.strokes import Context, Pointer, Preview, Stroke
from desktop.base.wording import _


def begin_ellipse(context: Context, start: Pointer) -> Stroke:
    """Draw an ellipse by a drag or two clicks. Alt: from its middle; Shift: a circle."""
    first = context.sheet.clamp(start.x, start.y)
    shown = Ellipse(new_mark_id(), context.label, *first, 0.0, 0.0, attributes=context.attributes)
    held, clicked = True, False
    while True:
        pointer = yield Preview((shown,), note=note_of(shown), warning=caution(context.sheet, shown))
        if pointer.kind == "word":
            continue
        shown = _spanned(shown, first, context.sheet.clamp(pointer.x, pointer.y), pointer)
        if pointer.kind == "press":
            held = True
        elif pointer.kind == "release" and held:
            if clicked or max(abs(pointer.x - start.x), abs(pointer.y - start.y)) > pointer.reach:
                break
            held, clicked = False, True
    if 2 * min(shown.rx, shown.ry) < THINNEST:
        return Done(refused=_("椭圆没有画成：宽和高至少要 1 像素。"))
    return added(context.sheet, context.name, shown)


def _spanned(
    ellipse: Ellipse, first: tuple[float, float], last: tuple[float, float], pointer: Pointer
) -> Ellipse:
    dx, dy = last[0] - first[0], last[1] - first[1]
    if pointer.shift:
        side = min(abs(dx), abs(dy))
        dx, dy = (side if dx >= 0 else -side), (side if dy >= 0 else -side)
    if pointer.alt:
        return replace(ellipse, cx=first[0], cy=first[1], rx=abs(dx), ry=abs(dy))
    return replace(ellipse, cx=first[0] + dx / 2, cy=first[1] + dy / 2, rx=abs(dx) / 2, ry=abs(dy) / 2)
