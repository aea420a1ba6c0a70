"""Beside a text: what is asked of it or its parts, as far as the schema asks anything."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from desktop.annotation.document import Document, Step
from desktop.annotation.replies import Reply
from desktop.annotation.text_tools import Range
from desktop.annotation.text_units import sentences
from desktop.curriculum.items import Exercise, Gold
from desktop.curriculum.schema import LabelSchema
from desktop.scoring.result import Finding
from desktop.views.theme.current import theme
from desktop.views.widgets.ask.panel import QuestionPanel
from desktop.views.widgets.cards import column

WIDTH = 320


class QuestionSlot(QFrame):
    """Holds the panel of questions of the open text; hidden and empty where nothing is asked."""

    #: The stretch of the text that is asked about, or None for the whole.
    part_asked = Signal(object)
    #: Something to tell the person: the sentence and its tone.
    noticed = Signal(str, str)
    #: Undo or redo was asked for while writing.
    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self.setFixedWidth(theme().px(WIDTH))
        self._column = column(spacing=0)
        self.setLayout(self._column)
        self.panel: QuestionPanel | None = None
        self._exercise: Exercise | None = None
        self.hide()

    def open(
        self,
        exercise: Exercise,
        schema: LabelSchema,
        document: Document,
        do: Callable[[Step], object] | None,
    ) -> None:
        """Ask what the schema asks; without ``do`` for looking only."""
        if self.panel is not None:
            self.panel.hide()
            self.panel.deleteLater()
        self.panel, self._exercise = None, exercise
        self.setVisible(bool(schema.questions))
        if not schema.questions:
            return
        self.panel = QuestionPanel(exercise, schema, document, do or _nothing)
        self.panel.part_asked.connect(self._part_asked)
        self.panel.said.connect(self._said)
        self.panel.undo_wanted.connect(self.undo_wanted)
        self.panel.redo_wanted.connect(self.redo_wanted)
        self._column.addWidget(self.panel, 1)
        # The layout would show it only with the next event, and what is not visible cannot take the keyboard.
        self.panel.show()
        self._part_asked(self.panel.part)

    def follow(self, step: Step) -> None:
        """Show what a step, an undo or a redo did to the replies."""
        if self.panel is not None:
            self.panel.follow(step)

    def settle(self) -> None:
        """Make a step of what is being written."""
        if self.panel is not None:
            self.panel.settle()

    def unanswered(self) -> str:
        """Return a sentence that names what must still be answered; empty where nothing must."""
        self.settle()
        return self.panel.inquiry.missing_words() if self.panel is not None else ""

    def go_to_unanswered(self) -> None:
        """Give the keyboard to the first question that must still be answered."""
        if self.panel is not None:
            self.panel.first_unanswered()

    def judge(self, answer: Document, gold: Document, findings: Sequence[Finding]) -> None:
        """Show what was expected beside what was answered: wrong is what a finding names."""
        if self.panel is None or self._exercise is None:
            return
        named = {finding.gold_id for finding in findings} | {finding.answer_id for finding in findings}
        used = next(
            (own for own in self._exercise.golds if {mark.id for mark in own.marks} == _ids(gold)), Gold()
        )
        held = {(reply.label, reply.about): reply.id for reply in answer if isinstance(reply, Reply)}
        replies = [mark for own in used.marks if isinstance(mark := own.mark(), Reply)]
        right = {
            (reply.label, reply.about): not {reply.id, held.get((reply.label, reply.about), reply.id)} & named
            for reply in replies
            # What nobody answered and no finding names was not asked: it is neither right nor wrong.
            if reply.id in named or (reply.label, reply.about) in held
        }
        self.panel.show_feedback(used, right)

    def take_focus(self) -> bool:
        """Give the keyboard to the questions; tell whether there are any."""
        if self.panel is None or not self.isVisible():
            return False
        self.panel.setFocus()
        return True

    def _part_asked(self, part: str) -> None:
        self.part_asked.emit(range_of_part(self._exercise, part) if self._exercise is not None else None)

    def _said(self, words: str) -> None:
        self.noticed.emit(words, "caution")


def range_of_part(exercise: Exercise, part: str) -> Range | None:
    """Return where a turn or a sentence stands in the text; None for the whole or a stranger."""
    for turn in exercise.turns:
        if turn.id == part:
            return turn.start, turn.end
    if part[:1] == "s" and part[1:].isdecimal():
        found = sentences(exercise.text or "")
        number = int(part[1:])
        return found[number - 1] if 1 <= number <= len(found) else None
    return None


def _ids(document: Document) -> set[str]:
    return {mark.id for mark in document}


def _nothing(_step: Step) -> None:
    """Change nothing."""
