"""What is pointed at in a text under inspection is pointed at everywhere; and which finding is about what."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop.annotation.relations import Relation
from desktop.annotation.replies import Reply
from desktop.annotation.spans import Span
from desktop.annotation.text_flags import TextFlag
from desktop.annotation.text_tools import Range
from desktop.session.shown import FindingShown
from desktop.views.widgets.bench.text_given import TextPlace
from desktop.views.widgets.bench.text_inspector import Inspector
from desktop.views.widgets.text.inspect_editor import InspectEditor
from desktop.views.widgets.text.view import TextView


class Pointing:
    """Keeps the hand on the text and the inspector at one mark. ``told`` hears of marks that are clicked in the text."""

    def __init__(
        self, canvas: TextView, editor: InspectEditor, inspector: Inspector, told: Callable[[str], object]
    ) -> None:
        self._canvas, self._editor, self._inspector, self._told = canvas, editor, inspector, told
        editor.moved.connect(self._moved)
        editor.picked.connect(self._picked)
        editor.links.picked.connect(self._picked)
        inspector.pointed.connect(self._pointed)

    def _picked(self, mark_id: str) -> None:
        """Point at what was picked in the text; what was let go there is not pointed at any more."""
        if mark_id:
            self._inspector.point_at(mark_id)
            self._told(mark_id)
        elif not self._editor.span_id and not self._editor.links.relation_id and not self._is_reply():
            self._inspector.point_at("")

    def _pointed(self, mark_id: str) -> None:
        """Pick in the text what is pointed at elsewhere."""
        row, editor = self._inspector.given.get(mark_id), self._editor
        if row is None:
            return
        if isinstance(row.mark, Span):
            editor.pick(mark_id)
        elif isinstance(row.mark, Relation):
            editor.links.pick(mark_id)
        elif isinstance(row.mark, Reply):
            editor.pick("")
            editor.links.pick("")
            show_part(self._canvas, row.place)

    def _moved(self) -> None:
        """The hand is in the text: a reply is not pointed at any more."""
        if self._inspector.spot is not None or self._is_reply():
            self._inspector.point_at("")

    def _is_reply(self) -> bool:
        row = self._inspector.given.get(self._inspector.mark_id)
        return row is not None and isinstance(row.mark, Reply)


class Compared:
    """The findings of an inspection with the true flags."""

    def __init__(self, findings: Sequence[FindingShown] = (), gold: Sequence[TextFlag] = ()) -> None:
        self.findings, self.gold = tuple(findings), tuple(gold)

    def target(self, gold_id: str | None) -> str:
        """Return the mark that a true flag is about, or an empty string."""
        return next((own.target or "" for own in self.gold if own.id == gold_id), "")

    def place(self, number: int) -> Range | None:
        """Return where a finding stands in the text, or None where it has no such place."""
        place = self.findings[number].finding.place
        return (place[0], place[1]) if len(place) == 2 and place[0] < place[1] else None

    def number_of(self, flags: Sequence[TextFlag], mark_id: str) -> int | None:
        """Return the first finding about a mark. ``flags``: the inspector's own."""
        ids = {flag.id for flag in (*self.gold, *flags) if flag.target == mark_id}
        for number, shown in enumerate(self.findings):
            if {shown.finding.answer_id, shown.finding.gold_id} & ids:
                return number
        return None


def show_part(canvas: TextView, place: TextPlace) -> None:
    """Frame a part of the main text; a place in another text, or nowhere, frames nothing."""
    start, end, text_id = place
    canvas.show_place((start, end) if start < end and not text_id else None)
