"""The inspector's flag: on another's mark by a click, on a place by a drag. And the tag, which needs no place."""

from __future__ import annotations

from dataclasses import replace

from desktop.annotation.document import Step, adding, removing
from desktop.annotation.geometry.points import bounds_of
from desktop.annotation.limits import Sheet
from desktop.annotation.marks import new_mark_id
from desktop.annotation.outcome import Done
from desktop.annotation.shapes.base import Attributes, Shape
from desktop.annotation.shapes.flag import Flag
from desktop.annotation.shapes.tag import Tag
from desktop.annotation.tools.finishing import added
from desktop.annotation.tools.notes import note_of
from desktop.annotation.tools.strokes import Context, Pointer, Preview, Stroke
from desktop.base.wording import _


def begin_flag(context: Context, start: Pointer) -> Stroke:
    """Flag the mark that is clicked, or the place that a drag encloses: something is missing there."""
    first = context.sheet.clip(start.x, start.y)
    flag = Flag(new_mark_id(), context.label, *first, *first, attributes=context.attributes)
    dragged = False
    while True:
        pointer = yield Preview((flag,) if dragged else (), note=note_of(flag) if dragged else "")
        if pointer.kind == "word":
            continue
        dragged = dragged or max(abs(pointer.x - start.x), abs(pointer.y - start.y)) > pointer.reach
        if dragged:
            x1, y1, x2, y2 = bounds_of([first, context.sheet.clip(pointer.x, pointer.y)])
            flag = replace(flag, x1=x1, y1=y1, x2=x2, y2=y2)
        if pointer.kind == "release":
            break
    if dragged:
        return _on_place(context, flag)
    target = _target(context, start)
    if target is None:
        return Done(refused=_("这里没有标注。点一个标注来指出它的错误，漏标的地方拖出一个框。"))
    flag = Flag(flag.id, context.label, *target.bounds, target=target.id, attributes=context.attributes)
    return added(context.sheet, context.name, flag)


def toggle_tag(sheet: Sheet, label: str, *, attributes: Attributes, name: str) -> Step:
    """Tag the picture with a class, or take the tag away when it has it already."""
    held = [tag.id for tag in sheet.document.of(Tag) if tag.label == label]
    if held:
        return removing(_("删除"), sheet.document, *held)
    return adding(name, sheet.document, Tag(new_mark_id(), label, attributes=attributes))


def _on_place(context: Context, flag: Flag) -> Done:
    x1, y1, x2, y2 = flag.bounds
    if min(x2 - x1, y2 - y1) < 1.0:
        return Done(refused=_("框没有画成：宽和高至少要 1 像素。"))
    return added(context.sheet, context.name, flag)


def _target(context: Context, start: Pointer) -> Shape | None:
    """Return the mark of the underlay, or of the document itself, that is clicked; no flag is flagged."""
    for table in (context.underlay, context.table):
        for mark_id in table.under(start.x, start.y, start.reach) if table is not None else ():
            row = table.row(mark_id) if table is not None else None
            shape = table.shapes[row] if table is not None and row is not None else None
            if shape is not None and not isinstance(shape, Flag):
                return shape
    return None
