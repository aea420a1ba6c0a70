"""Points and counting: a press is a point, and its number is told."""

from __future__ import annotations

from desktop.annotation.marks import new_mark_id
from desktop.annotation.shapes.dot import Dot
from desktop.annotation.tools.finishing import added
from desktop.annotation.tools.snapping import placed
from desktop.annotation.tools.strokes import Context, Pointer, Preview, Stroke
from desktop.base.wording import _


def begin_dot(context: Context, start: Pointer) -> Stroke:
    """Set a point where the button is let go: it may still be moved while it is held."""
    at, anchor = placed(context, start)
    dot = Dot(new_mark_id(), context.label, *at, attributes=context.attributes)
    number = 1 + sum(own.label == context.label for own in context.sheet.document.of(Dot))
    while True:
        note = _("第 {number} 个", number=number)
        pointer = yield Preview((dot,), note=note, spot=anchor.point if anchor is not None else None)
        if pointer.kind == "word":
            continue
        at, anchor = placed(context, pointer)
        dot = dot.with_handle(0, *at)
        if pointer.kind == "release":
            return added(context.sheet, context.name, dot)
