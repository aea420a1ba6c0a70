"""Selecting by a rubber band, and moving what is selected."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.annotation.document import replacing
from desktop.annotation.hits import ShapeTable
from desktop.annotation.limits import Sheet, shifted
from desktop.annotation.outcome import Done
from desktop.annotation.shapes.base import Rect, Shape
from desktop.annotation.tools.strokes import Pointer, Preview, Stroke
from desktop.base.wording import _


def select_area(table: ShapeTable, start: Pointer, selected: Sequence[str]) -> Stroke:
    """Select the shapes inside a rubber band; a click on nothing selects nothing. ``adds`` keeps what was selected."""
    band: Rect = (start.x, start.y, start.x, start.y)
    while True:
        pointer = yield Preview(band=band)
        band = (
            min(start.x, pointer.x),
            min(start.y, pointer.y),
            max(start.x, pointer.x),
            max(start.y, pointer.y),
        )
        if pointer.kind == "release":
            break
    kept = tuple(selected) if start.adds else ()
    if max(band[2] - band[0], band[3] - band[1]) <= pointer.reach:
        return Done(selected=kept)
    return Done(selected=kept + tuple(found for found in table.inside(*band) if found not in kept))


def move_shapes(sheet: Sheet, start: Pointer, shapes: Sequence[Shape], *, name: str) -> Stroke:
    """Move shapes together, stopped at the picture's border. Locked and pinned ones stay where they are."""
    free = tuple(shape for shape in shapes if not shape.locked and not shape.pinned)
    shown: tuple[Shape, ...] = free
    moving = False
    while True:
        pointer = yield Preview(shown)
        moving = moving or max(abs(pointer.x - start.x), abs(pointer.y - start.y)) > pointer.reach
        if moving:
            shown = shifted(sheet, free, pointer.x - start.x, pointer.y - start.y)
        if pointer.kind == "release":
            break
    if moving and not free:
        return Done(refused=why_fixed(shapes))
    return Done(replacing(name, sheet.document, *shown))


def why_fixed(shapes: Sequence[Shape]) -> str:
    """Return the sentence that says why none of these shapes can be moved."""
    if any(shape.pinned and not shape.locked for shape in shapes):
        return _("所选的标注已钉住，取消钉住后再移动。")
    return _("这个标注已锁定，按 ‹lock› 解锁后再移动。")
