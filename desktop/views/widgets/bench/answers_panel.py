"""The panel at the right of models' answers: classes to mark with, and the questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from desktop.annotation.document import Document, Step
from desktop.annotation.history import History
from desktop.annotation.replies import Reply
from desktop.base.wording import _
from desktop.curriculum.items import Exercise, Remark
from desktop.curriculum.schema import LabelSchema
from desktop.scoring.result import Point
from desktop.session.shown import FindingShown
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XS, M, S
from desktop.views.widgets.ask.panel import QuestionPanel
from desktop.views.widgets.ask.verdicts import show_verdicts
from desktop.views.widgets.bench.text_labels import LabelList
from desktop.views.widgets.bench.text_mending import Mending
from desktop.views.widgets.cards import column, row, rule
from desktop.views.widgets.labels import line
from desktop.views.widgets.room import side_width

#: Our pixels: beside several answers, and where there is one text and much to write.
WIDTH, WIDE = 320, 460


class AnswersPanel(QFrame):
    """Holds what is asked; the replies go to the history."""

    #: Another part is asked about: its id.
    part_asked = Signal(str)
    #: Something to tell the person: the sentence and its tone.
    noticed = Signal(str, str)
    #: Undo (True) or redo was asked for while writing.
    going_back = Signal(bool)
    #: The ranking is what must still be answered: it is made on its board.
    ranking_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self.setFixedWidth(side_width(WIDTH))
        self.labels = LabelList()
        self._classes = QWidget()
        self._classes.setProperty("look", "clear")
        self._classes.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        head = row(line(_("标注的类别"), "strong"), None, line(_("按 M 标注"), "caption"))
        head.setContentsMargins(theme().px(M), theme().px(S), theme().px(M), 0)
        self._classes.setLayout(column(head, self.labels, rule(), spacing=XS))
        self.mending = Mending()
        self.mending.looked_at.connect(self._look_at)
        self._column = column(self.mending, self._classes, spacing=0)
        self._column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setLayout(self._column)
        self.questions: QuestionPanel | None = None
        self._document = Document()
        self._exercise: Exercise | None = None

    def open(
        self,
        exercise: Exercise,
        schema: LabelSchema,
        document: Document,
        history: History | None,
        order: Sequence[str],
    ) -> None:
        """Ask what the schema asks of these answers, in the order shown; without a history for looking only."""
        self._document, self._exercise = document, exercise
        writes = any(question.kind == "writing" for question in schema.questions)
        self.setFixedWidth(side_width(WIDE if writes and len(exercise.answers) == 1 else WIDTH))
        self.labels.show_schema(schema)
        self._classes.setVisible(bool(schema.labels) and history is not None)
        self.mending.open(exercise, document, shown=order)
        self.mending.setVisible(self.mending.wanted and history is not None)
        if self.questions is not None:
            self.questions.hide()
            self.questions.deleteLater()
        do = history.do if history is not None else _nothing
        self.questions = QuestionPanel(exercise, schema, document, do, shown=order)
        self.questions.part_asked.connect(self.part_asked)
        self.questions.said.connect(self._said)
        self.questions.undo_wanted.connect(partial(self.going_back.emit, True))
        self.questions.redo_wanted.connect(partial(self.going_back.emit, False))
        self._column.addWidget(self.questions, 1)
        self.questions.setVisible(bool(schema.questions))
        self._count()

    def judge(self, gold: Document, findings: Sequence[FindingShown], waits: Collection[Point] = ()) -> None:
        """Show what was expected beside what was answered; what ``waits`` for an instructor is neither right nor wrong."""
        if self.questions is not None and self._exercise is not None:
            found = [shown.finding for shown in findings]
            # The rationale stands over the answers.
            show_verdicts(
                self.questions, self._exercise, self._document, gold, found, rationale=False, waits=waits
            )

    def show_place(self, about: str | None, question_id: str = "") -> None:
        """Show what is asked about a part, without taking the keyboard; nothing where nothing is."""
        if self.questions is not None and about is not None:
            self.questions.go_to(about, question_id, keyboard=False)

    def follow(self, step: Step) -> None:
        """Show what a step did to the replies and marks."""
        if self.questions is not None:
            self.questions.follow(step)
        self.mending.refresh()
        self._count()

    def settle(self) -> None:
        """Make a step of what is being written."""
        if self.questions is not None:
            self.questions.settle()

    def unanswered(self) -> str:
        """Return a sentence that names what must still be answered; empty where nothing must."""
        self.settle()
        return self.questions.inquiry.missing_words() if self.questions is not None else ""

    def go_to_unanswered(self) -> None:
        """Give the keyboard to the first question that must still be answered; a ranking is made on its board."""
        first = self.questions.first_unanswered() if self.questions is not None else None
        if first is not None and first.question.kind == "ranking":
            self.ranking_wanted.emit()

    def take_field(self) -> bool:
        """Give the keyboard to what is written, where that is what is asked now; tell whether it is."""
        return self.questions is not None and self.questions.column.take_keyboard()

    def take_focus(self) -> bool:
        """Give the keyboard to the questions; tell whether there are any."""
        if self.questions is None or self.questions.isHidden():
            return False
        self.questions.setFocus()
        return True

    def _count(self) -> None:
        self.labels.show_counts(Counter(mark.label for mark in self._document.spans()))

    def _look_at(self, remark: Remark) -> None:
        """Ask about what a remark names, and bring its answer on show."""
        mark = self._document.get(remark.target)
        if isinstance(mark, Reply):
            self.show_place(mark.about, mark.label)

    def _said(self, words: str) -> None:
        self.noticed.emit(words, "caution")


def _nothing(_step: Step) -> None:
    """Change nothing."""
