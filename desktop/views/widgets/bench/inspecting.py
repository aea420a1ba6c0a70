"""The marks under inspection: which of them is pointed at, and flagging from the list what the pointer flags on the picture."""

from __future__ import annotations

from desktop.annotation.document import adding, removing
from desktop.annotation.marks import new_mark_id
from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.flag import Flag
from desktop.base.wording import _
from desktop.views.widgets.bench.given_list import GivenList
from desktop.views.widgets.canvas.desk import ImageDesk
from desktop.views.widgets.canvas.widget import ImageCanvas


def given_mark(desk: ImageDesk | None, mark_id: str) -> Shape | None:
    """Return a mark under inspection, or None."""
    table = desk.underlay if desk is not None else None
    row = table.row(mark_id) if table is not None else None
    return table.shapes[row] if table is not None and row is not None else None


def flagged_mark(desk: ImageDesk) -> Shape | None:
    """Return the mark under inspection that the one selected flag speaks of, or None."""
    flag = desk.document.get(desk.selected[0]) if len(desk.selected) == 1 else None
    return given_mark(desk, flag.target) if isinstance(flag, Flag) and flag.target is not None else None


class Pointing:
    """Which mark under inspection is shown: the one under the pointer, else the one that the selected flag names."""

    def __init__(self, canvas: ImageCanvas, listed: GivenList) -> None:
        self._canvas, self._list = canvas, listed
        self._at: tuple[float, float] | None = None

    def show(self, mark: Shape | None) -> None:
        """Frame a mark on the picture and mark its row; None frames none."""
        stage = self._canvas.stage
        bounds = mark.bounds if mark is not None else None
        if mark is not None:
            self._list.point_at(mark.id)
        if stage is not None and stage.pointed != bounds:
            stage.pointed = bounds
            self._canvas.follow_live()

    def lead_to(self, mark: Shape | None) -> None:
        """Bring a mark into view and show it."""
        if mark is not None:
            self._canvas.reveal(mark.bounds)
        self.show(mark)

    def follow(self, desk: ImageDesk) -> None:
        """Show what the pointer is over. One that rests shows nothing new: the picture moved, or a list points."""
        hand = self._canvas.hand
        if desk.underlay is None or hand is None or hand.at is None or hand.at == self._at:
            return
        self._at = hand.at
        under = self._canvas.given_at(*self._canvas.view.to_image(*hand.at), 0.0)
        self.show(given_mark(desk, under[0]) if under else flagged_mark(desk))


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
