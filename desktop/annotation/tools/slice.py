"""The slice: a line drawn across areas cuts each in two."""

from __future__ import annotations

from desktop.annotation.outcome import Done, marks_added
from desktop.annotation.shapes.base import Shape
from desktop.annotation.tools.strokes import Context, Pointer, Stroke
from desktop.annotation.tools.trail import Trail, lead
from desktop.annotation.verbs.areas import slice_areas
from desktop.base.wording import _


def begin_slice(context: Context, start: Pointer) -> Stroke:
    """Cut what is selected, or else whatever the line crosses. Enter or a second click in one place ends the line."""
    trail = Trail(context, closes=False, least=2)
    if not (yield from lead(trail, start)):
        return Done()
    if len(trail.points) < 2:
        return Done(refused=_("没有切开：要从标注外划到另一边外。"))
    chosen = context.selected or tuple(
        shape.id for shape in context.sheet.document.shapes() if _is_free(shape)
    )
    step = slice_areas(context.sheet, chosen, tuple(trail.points))
    if not step.edits:
        return Done(refused=_("没有切开：要从标注外划到另一边外。"))
    kept = tuple(found for found in context.selected if found in context.sheet.document)
    return Done(step, kept + marks_added(step))


def _is_free(shape: Shape) -> bool:
    return not shape.locked and not shape.hidden
