"""Marking spans inside the answers, such as facts to check: which card is marked, its keys, its comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop.annotation.document import Document
from desktop.annotation.history import History
from desktop.annotation.replies import Reply
from desktop.annotation.spans import Span
from desktop.curriculum.schema import LabelSchema
from desktop.scoring.result import Finding
from desktop.session.shown import FindingShown
from desktop.views.widgets.answers.columns import AnswerColumns

#: A place that lies in no text.
_ELSEWHERE = (0.0, 0.0, 0.0, 0.0)

_PASSED_ON = frozenset({"panel", "rules", "save", "submit", "help"})


class AnswersMarking(QObject):
    """Opens the answers' texts for marking, all or none at a time."""

    #: Something to tell the person: the sentence and its tone.
    noticed = Signal(str, str)
    #: A verb that a text does not know and the bench does.
    asked = Signal(str)
    #: A click on a finding: its number.
    finding_clicked = Signal(int)

    def __init__(self, columns: AnswerColumns) -> None:
        super().__init__(columns)
        self._columns = columns
        self.possible = False
        self.on = False

    def open(self, schema: LabelSchema, document: Document, history: History | None) -> None:
        """Make the answers on show markable, where the schema has classes for it."""
        self.possible, self.on = bool(schema.labels), False
        if not self.possible:
            return
        for card in self._columns.cards.values():
            editor = card.open_spans(schema, document, history)
            editor.noticed.connect(self.noticed)
            if card.view is not None:
                card.view.asked.connect(self._asked)
                card.view.finding_clicked.connect(self.finding_clicked)

    def toggle(self) -> None:
        """Go from reading to marking, or back."""
        if not self.possible:
            return
        self.on = not self.on
        for card in self._columns.cards.values():
            card.set_marking(self.on)
        if self._columns.card is not None and self._columns.card.isVisible():
            self._columns.card.take_focus()

    def choose_label(self, label: str) -> None:
        """Do what a click on a class means, in the answer that is chosen."""
        if not self.on:
            self.toggle()
        card = self._columns.card
        if card is not None and card.editor is not None:
            card.editor.choose_label(label)
            card.take_focus()

    def _asked(self, verb: str) -> None:
        # Finding and marking alike, which a text alone offers, is not done in columns.
        if verb in _PASSED_ON:
            self.asked.emit(verb)

    def compare(self, document: Document, gold: Document, findings: Sequence[FindingShown]) -> None:
        """Show the gold's spans beside the answer's in every text, and each finding in its own."""
        if not self.possible:
            return
        for answer_id, card in self._columns.cards.items():
            own = [(_here(one.finding, answer_id, document, gold), one.sentence) for one in findings]
            card.compare_spans(gold, own)
        if any(isinstance(mark, Span) for mark in (*document, *gold)):
            self.toggle()


def answer_of(finding: Finding, document: Document, gold: Document) -> str:
    """Return the answer that a finding is about, the first of a pair; "" for the whole."""
    for marks, mark_id in ((document, finding.answer_id), (gold, finding.gold_id)):
        if (place := place_of(marks, mark_id)) != "":
            return place
    return ""


def place_of(marks: Document, mark_id: str | None) -> str:
    """Return the answer that a mark is about, the first of a pair; "" for the whole or no such mark."""
    mark = marks.get(mark_id)
    about = mark.about if isinstance(mark, Reply) else mark.text_id if isinstance(mark, Span) else ""
    return about.split("|")[0]


def _here(finding: Finding, answer_id: str, document: Document, gold: Document) -> Finding:
    """Return the finding for one text; of another's, or a reply's, only its number is left, so that all count alike."""
    marks = (document.get(finding.answer_id), gold.get(finding.gold_id))
    in_text = any(isinstance(mark, Span) and mark.text_id == answer_id for mark in marks)
    return finding if in_text else replace(finding, place=_ELSEWHERE, answer_id=None, gold_id=None)
