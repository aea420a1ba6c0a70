"""Named steps for what a key or a button does to marks: nudge, stretch, duplicate, delete, relabel, hide, lock, pin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from desktop.annotation.document import Document, Step, adding, removing, replacing
from desktop.annotation.hits import Side
from desktop.annotation.limits import THINNEST, Sheet, shifted
from desktop.annotation.marks import Mark, new_mark_id
from desktop.annotation.shapes.base import Attributes, AttributeValue, Shape
from desktop.annotation.shapes.box import Box
from desktop.base.wording import _

#: How far a duplicate is set off from its original, in pixels.
DUPLICATE_OFFSET = 12.0


def nudge(sheet: Sheet, ids: Sequence[str], dx: float, dy: float) -> Step:
    """Move the shapes of these ids, but locked and pinned ones, by whole pixels, no further than the picture's border."""
    loose = [shape for shape in _free(sheet.document, ids) if not shape.pinned]
    return replacing(_("微移"), sheet.document, *shifted(sheet, loose, dx, dy))


def stretch(sheet: Sheet, ids: Sequence[str], side: Side, outward: float) -> Step:
    """Move one side of the unlocked boxes by ``outward`` pixels: > 0 grows the box, < 0 shrinks it, never under 1."""
    free = (shape for shape in _free(sheet.document, ids) if isinstance(shape, Box))
    boxes = (_with_side(sheet, box, side, outward) for box in free)
    return replacing(_("调边"), sheet.document, *boxes)


def duplicate(sheet: Sheet, ids: Sequence[str]) -> Step:
    """Put copies of the shapes beside them, with ids of their own, unlocked and visible."""
    copies = [
        replace(moved, id=new_mark_id(), locked=False, hidden=False, pinned=False)
        for shape in _shapes(sheet.document, ids)
        for moved in shifted(sheet, [shape], *_room(sheet, shape))
    ]
    return adding(_("复制"), sheet.document, *copies)


def erase(document: Document, ids: Sequence[str]) -> Step:
    """Delete the unlocked marks of these ids."""
    return removing(_("删除"), document, *(mark.id for mark in _marks(document, ids) if not mark.locked))


def relabel(
    document: Document, ids: Sequence[str], label: str, *, name: str, attributes: Callable[[Mark], Attributes]
) -> Step:
    """Change the class of marks; ``attributes`` says what each mark carries under its new class."""
    changed = (
        replace(mark, label=label, attributes=attributes(mark))
        for mark in _marks(document, ids)
        if mark.label != label
    )
    return replacing(name, document, *changed)


def answer(document: Document, ids: Sequence[str], attribute: str, value: AttributeValue | None) -> Step:
    """Set an attribute of marks, or take the answer away with None."""
    changed: list[Mark] = []
    for mark in _marks(document, ids):
        attributes = {name: held for name, held in mark.attributes.items() if name != attribute}
        if value is not None:
            attributes[attribute] = value
        changed.append(replace(mark, attributes=attributes))
    return replacing(_("填写属性"), document, *changed)


def hide(document: Document, ids: Sequence[str], *, hidden: bool) -> Step:
    """Hide or show marks."""
    name = _("隐藏") if hidden else _("显示")
    return replacing(name, document, *(replace(mark, hidden=hidden) for mark in _marks(document, ids)))


def lock(document: Document, ids: Sequence[str], *, locked: bool) -> Step:
    """Lock marks against moving and deleting, or unlock them. Class and attributes can be changed all the same."""
    name = _("锁定") if locked else _("解锁")
    return replacing(name, document, *(replace(mark, locked=locked) for mark in _marks(document, ids)))


def pin(document: Document, ids: Sequence[str], *, pinned: bool) -> Step:
    """Pin marks so that they are not moved as a whole, or let them loose. Their points can be dragged all the same."""
    name = _("钉住") if pinned else _("取消钉住")
    return replacing(name, document, *(replace(mark, pinned=pinned) for mark in _marks(document, ids)))


def _marks(document: Document, ids: Sequence[str]) -> list[Mark]:
    return [document[mark_id] for mark_id in ids if mark_id in document]


def _shapes(document: Document, ids: Sequence[str]) -> list[Shape]:
    return [mark for mark in _marks(document, ids) if isinstance(mark, Shape)]


def _free(document: Document, ids: Sequence[str]) -> list[Shape]:
    return [shape for shape in _shapes(document, ids) if not shape.locked]


def _room(sheet: Sheet, shape: Shape) -> tuple[float, float]:
    """Return where a copy goes: right and down, or back where the border leaves no room."""
    _x1, _y1, x2, y2 = shape.bounds
    dx = DUPLICATE_OFFSET if x2 + DUPLICATE_OFFSET <= sheet.width else -DUPLICATE_OFFSET
    dy = DUPLICATE_OFFSET if y2 + DUPLICATE_OFFSET <= sheet.height else -DUPLICATE_OFFSET
    return dx, dy


def _with_side(sheet: Sheet, box: Box, side: Side, outward: float) -> Box:
    x1, y1, x2, y2 = box.corners
    if side == "left":
        x1 = min(max(x1 - outward, 0.0), x2 - THINNEST)
    elif side == "top":
        y1 = min(max(y1 - outward, 0.0), y2 - THINNEST)
    elif side == "right":
        x2 = max(min(x2 + outward, sheet.width), x1 + THINNEST)
    else:
        y2 = max(min(y2 + outward, sheet.height), y1 + THINNEST)
    return replace(box, x1=x1, y1=y1, x2=x2, y2=y2)
