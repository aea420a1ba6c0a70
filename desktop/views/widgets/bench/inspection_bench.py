"""The bench for every inspection of texts: of one text, or of what was said of models' answers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.curriculum.schema import LabelSchema
from desktop.session.shown import Feedback, OpenAttempt, Review
from desktop.views.widgets.bench.answers_inspect_bench import AnswersInspectBench
from desktop.views.widgets.bench.text_inspect_bench import TextInspectBench
from desktop.views.widgets.cards import column
from desktop.views.widgets.text.scene import Layer


class InspectionBench(QWidget):
    """Holds the bench that what is inspected asks for: which, only the exercise says."""

    #: Ctrl+Return was pressed.
    submitted = Signal()
    #: A finding was clicked: its number.
    finding_chosen = Signal(int)
    #: A step took effect.
    changed = Signal()
    #: F2 was pressed.
    rules_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._column = column(spacing=0)
        self.setLayout(self._column)
        self.bench: TextInspectBench | AnswersInspectBench | None = None

    def load(self, attempt: OpenAttempt) -> None:
        """Open an inspection to be worked on. Raises KnownError when there is nothing to inspect."""
        self._use(attempt.given_schema).load(attempt)

    def show_feedback(self, feedback: Feedback) -> None:
        """Compare the flags handed in with the true ones, for looking only."""
        self._use(feedback.attempt.given_schema).show_feedback(feedback)

    def show_review(self, review: Review) -> None:
        """Compare a person's flags with the true ones, or with another person's."""
        self._use(review.given_schema).show_review(review)

    def set_layer(self, layer: Layer) -> None:
        """Show my flags, the true ones, or both."""
        if self.bench is not None:
            self.bench.set_layer(layer)

    def focus_finding(self, number: int) -> None:
        """Bring the place of a finding into view."""
        if self.bench is not None:
            self.bench.focus_finding(number)

    def focus_gold(self, gold_id: str) -> None:
        """Bring the place of a true flag into view."""
        if self.bench is not None:
            self.bench.focus_gold(gold_id)

    def settle(self) -> None:
        """Make a step of what is being written to a flag."""
        if self.bench is not None:
            self.bench.settle()

    def _use(self, schema: LabelSchema | None) -> TextInspectBench | AnswersInspectBench:
        made: Callable[[], TextInspectBench | AnswersInspectBench] = (
            AnswersInspectBench if schema is not None and schema.task == "answers" else TextInspectBench
        )
        if self.bench is not None and isinstance(self.bench, made):  # type: ignore[arg-type]  # a class, seen as what it makes
            return self.bench
        if self.bench is not None:
            self.bench.hide()
            self.bench.deleteLater()
        bench = self.bench = made()
        bench.submitted.connect(self.submitted)
        bench.finding_chosen.connect(self.finding_chosen)
        bench.changed.connect(self.changed)
        bench.rules_requested.connect(self.rules_requested)
        self._column.addWidget(bench, 1)
        self.setFocusProxy(bench)
        return bench
