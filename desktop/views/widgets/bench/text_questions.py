"""Beside a text: what is asked of it or its parts, as far as the schema asks anything."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from desktop.annotation.document import Document, Step
from desktop.annotation.text_tools import Range
from desktop.annotation.text_units import sentences
from desktop.curriculum.items import Exercise
from desktop.curriculum.schema import LabelSchema
from desktop.scoring.result import Finding, Point
from desktop.views.widgets.ask.panel import QuestionPanel
from desktop.views.widgets.ask.verdicts import show_verdicts
from desktop.views.widgets.cards import column
from desktop.views.widgets.room import side_width

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
        self.setFixedWidth(side_width(WIDTH))
        self._column = column(spacing=0)
        self.setLayout(self._column)
        self.panel: QuestionPanel | None = None
        self._exercise: Exercise | None = None
        self._still = False
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

    def judge(
        self,
        answer: Document,
        gold: Document,
        findings: Sequence[Finding],
        waits: Collection[Point] = (),
    ) -> None:
        """Show what was expected beside what was answered: wrong is what a finding names."""
        if self.panel is None or self._exercise is None:
            return
        show_verdicts(self.panel, self._exercise, answer, gold, findings, waits=waits)

    def show_place(self, about: str | None, question_id: str = "") -> None:
        """Show what is asked about a part, without taking the keyboard; nothing where nothing is."""
        if self.panel is not None and about is not None:
            self.panel.go_to(about, question_id, keyboard=False)

    def show_turn_at(self, offset: int) -> None:
        """Show what is asked about the turn at a place in the text; the text does not move."""
        turns = self._exercise.turns if self._exercise is not None else ()
        turn = next((turn for turn in turns if turn.start <= offset <= turn.end), None)
        if turn is not None and self.panel is not None and self.panel.part != turn.id:
            self._still = True
            self.panel.go_to(turn.id, keyboard=False)
            self._still = False

    def take_focus(self) -> bool:
        """Give the keyboard to the questions; tell whether there are any."""
        if self.panel is None or not self.isVisible():
            return False
        self.panel.setFocus()
        return True

    def _part_asked(self, part: str) -> None:
        if self._still:
            return
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


def _nothing(_step: Step) -> None:
    """Change nothing."""
