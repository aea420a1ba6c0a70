"""The inspector of texts: which mark is pointed at, which flag is in hand, and every step that plants or pulls one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop.annotation.document import Document, Step, adding, removing, replacing
from desktop.annotation.history import History
from desktop.annotation.marks import new_mark_id
from desktop.annotation.relations import Relation
from desktop.annotation.shapes.base import AttributeValue
from desktop.annotation.spans import Span
from desktop.annotation.text_flags import TextFlag
from desktop.base.wording import N_, _
from desktop.curriculum.schema import LabelSchema
from desktop.views.widgets.bench.text_given import GivenMarks, TextPlace

PLANT, PULL, CHANGE = N_("插旗"), N_("拔旗"), N_("改旗")
#: The class that says that something is not there: it belongs to words, never to a mark in a text.
MISSING = "MISS"


class Inspector(QObject):
    """Points at given marks and flags them. Without a history it is for looking only."""

    #: Another mark is pointed at: its id, or "".
    pointed = Signal(str)
    #: Another flag is in hand: its id, or "".
    chosen = Signal(str)
    #: A step took effect.
    stepped = Signal(object)
    #: Something to tell the person: the sentence and its tone.
    noticed = Signal(str, str)

    def __init__(
        self, given: GivenMarks, codes: LabelSchema, document: Document, history: History | None
    ) -> None:
        super().__init__()
        self.given, self.codes, self.document = given, codes, document
        self.history = history
        self.mark_id = self.flag_id = ""
        #: A part of the material that is pointed at because something is not there: where a reply is missing.
        self.spot: TextPlace | None = None
        #: The class used last: Enter plants it again.
        self.code = codes.labels[0].id if codes.labels else ""
        if history is not None:
            history.listen(self._follow)

    @property
    def may_flag(self) -> bool:
        """Tell whether flags can be changed."""
        return self.history is not None

    @property
    def flag(self) -> TextFlag | None:
        """The flag in hand, or None."""
        mark = self.document.get(self.flag_id or None)
        return mark if isinstance(mark, TextFlag) else None

    def flags(self) -> tuple[TextFlag, ...]:
        """Return every flag, those on marks in the order of the list, then those on words in the order of the text."""
        order = {row.mark.id: row.number for row in self.given.rows}
        every = [mark for mark in self.document if isinstance(mark, TextFlag)]
        last = len(order) + 1
        return tuple(
            sorted(every, key=lambda own: (order.get(own.target or "", last), own.start, own.end, own.id))
        )

    def flags_on(self, mark_id: str) -> tuple[TextFlag, ...]:
        """Return the flags on a mark, in the order in which they were planted."""
        return tuple(mark for mark in self.document if isinstance(mark, TextFlag) and mark.target == mark_id)

    def called(self, flag: TextFlag) -> str:
        """Return the name of a flag's class."""
        label = self.codes.label(flag.label)
        return label.called if label is not None else flag.label

    # ---------------------------------------------------------------- pointing

    def point_at(self, mark_id: str) -> None:
        """Point at a mark, with its last flag in hand; an empty id is none."""
        own = self.flags_on(mark_id) if mark_id else ()
        self._take(mark_id, own[-1].id if own else "")

    def point_at_spot(self, place: TextPlace) -> None:
        """Point at a part of the material where something is missing, with the flag there in hand."""
        own = self._alike(None, place)
        self._take("", own[-1].id if own else "")
        self.spot = place if place[0] < place[1] else None

    def choose(self, flag_id: str) -> None:
        """Take a flag in hand and point at its mark; an empty id is none."""
        mark = self.document.get(flag_id or None)
        target = mark.target if isinstance(mark, TextFlag) else None
        self._take(target or "", flag_id if isinstance(mark, TextFlag) else "")

    def walk(self, step: int) -> None:
        """Point at the next (1) or previous (-1) mark of the list, round the ends."""
        rows = self.given.rows
        if not rows:
            self.noticed.emit(_("没有被检标注。"), "quiet")
            return
        row = self.given.get(self.mark_id)
        at = row.number - 1 + step if row is not None else (0 if step > 0 else -1)
        self.point_at(rows[at % len(rows)].mark.id)

    # ---------------------------------------------------------------- flagging

    def press(self, code: str, place: TextPlace | None = None) -> None:
        """Do what the key of a class means: to the selected ``place``, else to the mark or the flag in hand.

        The same class again pulls the flag. A flag on words in hand takes another class.
        """
        if self.history is None or self.codes.label(code) is None:
            return
        self.code = code
        row, flag, place = self.given.get(self.mark_id), self.flag, place or self.spot
        if place is not None:
            self._toggle(code, None, place)
        elif row is not None and code == MISSING and isinstance(row.mark, Span | Relation):
            self.noticed.emit(_("漏标要先选中漏掉的那段文字，再插旗。"), "caution")
        elif row is not None:
            self._toggle(code, row.mark.id, row.place)
        elif flag is not None and flag.label == code:
            self.pull()
        elif flag is not None and (same := self._same(flag, code)):
            self.choose(same.id)
        elif flag is not None:
            self.history.do(replacing(_(CHANGE), self.document, replace(flag, label=code, attributes={})))
        else:
            self.noticed.emit(_("先点选一条标注，或选中漏标的文字，再插旗。"), "caution")

    def pull(self) -> None:
        """Take the flag in hand away."""
        flag = self.flag
        if self.history is not None and flag is not None:
            self.history.do(removing(_(PULL), self.document, flag.id))
        elif self.history is not None:
            self.noticed.emit(_("这里没有旗可拔。"), "quiet")

    def answer(self, name: str, value: AttributeValue | None) -> None:
        """Answer an attribute of the flag in hand, a comment or a correction; None takes the answer away."""
        flag = self.flag
        if self.history is None or flag is None:
            return
        kept = {own: held for own, held in flag.attributes.items() if own != name}
        attributes = kept if value is None else {**kept, name: value}
        if attributes != dict(flag.attributes):
            self.history.do(replacing(_(CHANGE), self.document, replace(flag, attributes=attributes)))

    def undo(self) -> None:
        """Take back the last step."""
        if self.history is not None and self.history.undo() is None:
            self.noticed.emit(_("没有可撤销的操作。"), "quiet")

    def redo(self) -> None:
        """Do again what was undone last."""
        if self.history is not None and self.history.redo() is None:
            self.noticed.emit(_("没有可重做的操作。"), "quiet")

    def part_flags(self, place: TextPlace) -> tuple[TextFlag, ...]:
        """Return the flags on words or on a part as such, not on a mark, that stand at a place."""
        return tuple(self._alike(None, place))

    def close(self) -> None:
        """Hear and change nothing any more: a history keeps its listeners for as long as it lives."""
        self.history = None

    # ---------------------------------------------------------------- inside

    def _toggle(self, code: str, target: str | None, place: TextPlace) -> None:
        held = [flag.id for flag in self._alike(target, place) if flag.label == code]
        if self.history is None:
            return
        if held:
            self.history.do(removing(_(PULL), self.document, *held))
            return
        start, end, text_id = place
        fresh: dict[str, AttributeValue] = {
            own.id: own.default for own in self.codes.attributes_of(code) if own.default is not None
        }
        flag = TextFlag(new_mark_id(), code, start, end, target, text_id=text_id, attributes=fresh)
        spot = self.spot
        self.history.do(adding(_(PLANT), self.document, flag))
        self._take(target or "", flag.id)
        self.spot = spot

    def _same(self, flag: TextFlag, code: str) -> TextFlag | None:
        """Return the flag of a class that stands on the same words as another already, or None."""
        place = (flag.start, flag.end, flag.text_id)
        return next((own for own in self._alike(None, place) if own.label == code), None)

    def _alike(self, target: str | None, place: TextPlace) -> Sequence[TextFlag]:
        every = (mark for mark in self.document if isinstance(mark, TextFlag) and mark.target == target)
        return [own for own in every if target is not None or (own.start, own.end, own.text_id) == place]

    def _take(self, mark_id: str, flag_id: str) -> None:
        moved, other = mark_id != self.mark_id, flag_id != self.flag_id
        self.mark_id, self.flag_id, self.spot = mark_id, flag_id, None
        if moved:
            self.pointed.emit(mark_id)
        if other or moved:
            self.chosen.emit(flag_id)

    def _follow(self, step: Step) -> None:
        if self.history is None:
            return
        if self.flag_id and self.flag is None:
            own = self.flags_on(self.mark_id) if self.mark_id else ()
            self.flag_id = own[-1].id if own else ""
            self.chosen.emit(self.flag_id)
        self.stepped.emit(step)
