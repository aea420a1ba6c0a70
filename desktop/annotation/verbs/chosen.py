"""Marks by id, and the steps that several verbs are built of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop.annotation.document import Add, Document, Step, removing, replacing
from desktop.annotation.forms import is_area
from desktop.annotation.limits import Sheet
from desktop.annotation.marks import new_mark_id
from desktop.annotation.shapes.base import Shape, ShapeKind
from desktop.base.wording import _


def shapes_of(document: Document, ids: Sequence[str]) -> list[Shape]:
    """Return the shapes of these ids; strangers are left out."""
    marks = (document.get(mark_id) for mark_id in ids)
    return [mark for mark in marks if isinstance(mark, Shape)]


def free_shapes(document: Document, ids: Sequence[str]) -> list[Shape]:
    """Return those of the shapes that are not locked."""
    return [shape for shape in shapes_of(document, ids) if not shape.locked]


def free_areas(document: Document, ids: Sequence[str]) -> list[Shape]:
    """Return those of the shapes that cover pixels and are not locked."""
    return [shape for shape in free_shapes(document, ids) if is_area(shape)]


def allows(sheet: Sheet, label: str, kind: ShapeKind) -> bool:
    """Tell whether a class may be drawn as this kind of shape."""
    kinds = sheet.limits_of(label).kinds
    return not kinds or kind in kinds


def replaced_by(name: str, document: Document, parts: Sequence[tuple[Shape, Sequence[Shape]]]) -> Step:
    """Return the step that puts pieces in place of shapes: the first under the old id, more on top, none removes it."""
    kept = replacing(name, document, *(pieces[0] for _shape, pieces in parts if pieces))
    gone = removing(name, document, *(shape.id for shape, pieces in parts if not pieces))
    left = len(document) - len(gone.edits)
    more = [piece for _shape, pieces in parts for piece in pieces[1:]]
    new = (Add(piece, left + place) for place, piece in enumerate(more))
    return Step(name, (*kept.edits, *gone.edits, *new))


def in_a_group(pieces: Sequence[Shape]) -> list[Shape]:
    """Return pieces of one object: the first keeps its id, the others get one, and several are of one group."""
    if len(pieces) < 2:
        return list(pieces)
    group = pieces[0].group or new_mark_id()
    return [
        replace(piece, id=piece.id if place == 0 else new_mark_id(), group=group)
        for place, piece in enumerate(pieces)
    ]


def why_nothing(shapes: Sequence[Shape], ids: Sequence[str]) -> str:
    """Return the sentence for a verb that found nothing to do: nothing chosen, all locked, or none of them fits."""
    if not ids:
        return _("先选一个标注：按 ‹tool.select› 后单击，或按 ‹select.next›。")
    if shapes and all(shape.locked for shape in shapes):
        return _("所选的标注已锁定，按 ‹lock› 解锁。")
    return _("所选的标注不适用这个操作。")
