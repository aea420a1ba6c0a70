"""Flagging the marks under inspection from the list: what the pointer does on the picture, by keyboard."""

from __future__ import annotations

from desktop.annotation.document import adding, removing
from desktop.annotation.marks import new_mark_id
from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.flag import Flag
from desktop.base.wording import _
from desktop.views.widgets.canvas.desk import ImageDesk


def given_mark(desk: ImageDesk | None, mark_id: str) -> Shape | None:
    """Return a mark under inspection, or None."""
    table = desk.underlay if desk is not None else None
    row = table.row(mark_id) if table is not None else None
    return table.shapes[row] if table is not None and row is not None else None


def flag_given(desk: ImageDesk, mark_id: str) -> None:
    """Flag a mark with the class in hand; take the flag away when it has that very one."""
    given = given_mark(desk, mark_id)
    if given is None:
        return
    name = _("质检标记：{label}", label=desk.label.called)
    held = [own.id for own in desk.document.of(Flag) if own.target == mark_id and own.label == desk.label.id]
    if held:
        desk.do(removing(_("删除"), desk.document, *held))
        return
    flag = Flag(
        new_mark_id(), desk.label.id, *given.bounds, target=mark_id, attributes=desk.fresh_attributes()
    )
    desk.do(adding(name, desk.document, flag))
    desk.select((flag.id,))
