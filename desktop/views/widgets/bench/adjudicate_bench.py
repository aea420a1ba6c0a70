"""The bench for adjudication: two people's marks, their differences one by one, and the merged marks under one's own hand."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.annotation.document import Step, changes
from desktop.annotation.merging import Choice, Difference
from desktop.annotation.merging_history import MergeHistory
from desktop.annotation.merging_plan import DECISION, REASON
from desktop.annotation.merging_steps import decide, give_reason, reopen
from desktop.annotation.replies import Reply
from desktop.base.wording import _
from desktop.session.adjudicating import figures
from desktop.session.shown import Feedback, OpenAttempt, Review
from desktop.session.shuffle import shown_order
from desktop.session.two_people import people_of
from desktop.views.theme.tokens import XS, M
from desktop.views.widgets.bench.adjudicate_case import Case
from desktop.views.widgets.bench.adjudicate_inner import InnerAnswers, InnerText
from desktop.views.widgets.bench.adjudicate_keys import PLAIN, sheet, verb_everywhere, verb_here
from desktop.views.widgets.bench.adjudicate_panel import DecisionPanel, SidePanel
from desktop.views.widgets.bench.adjudicate_top import TopPane
from desktop.views.widgets.bench.key_sheet import KeySheet
from desktop.views.widgets.cards import Frame, column, row, rule
from desktop.views.widgets.labels import line
from desktop.views.widgets.text.scene import Layer

#: Above the merged text as much room as below it takes five parts of.
_PAIR, _MERGED = 4, 5


class AdjudicationBench(QWidget):
    """Holds the bench that the merged marks are worked on with, and decides differences through the same history."""

    #: Ctrl+Return was pressed.
    submitted = Signal()
    #: A finding was clicked: its number.
    finding_chosen = Signal(int)
    #: A step took effect.
    changed = Signal()
    #: F2 was pressed.
    rules_requested = Signal()

    def __init__(self, attempt: OpenAttempt | None = None) -> None:
        super().__init__()
        self.setAccessibleName(_("仲裁台"))
        self.top = TopPane()
        self.side = SidePanel()
        self.inner: InnerText | InnerAnswers | None = None
        self._caption = _caption()
        self._middle = column(self.top, self._caption, spacing=0)
        whole = row(self._middle, self.side, spacing=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self.decisions = self.side.decisions
        self.setFocusProxy(self.decisions.list)
        self.case: Case | None = None
        self._history: MergeHistory | None = None
        #: The key of the difference that is looked at.
        self.current = ""
        self.decisions.asked.connect(self.carry_out)
        self.decisions.list.looked_at.connect(self.look_at)
        self.decisions.list.entered.connect(self._to_marks)
        self.decisions.reasoned.connect(self._give_reason)
        self.top.pair.chosen.connect(self.look_at)
        self.top.record.looked_at.connect(self._show_place)
        self.top.leaves_room.connect(partial(_show_merged, self))
        if attempt is not None:
            self.load(attempt)

    # ---------------------------------------------------------------- what is open

    def load(self, attempt: OpenAttempt) -> None:
        """Open an adjudication to be worked on. Raises KnownError when there is nothing to look at."""
        case = Case(
            attempt.exercise, attempt.schema, attempt.document, people=attempt.people, shown=attempt.shown
        )
        inner = self._use(case)
        history = self._history = MergeHistory(case.merge, attempt.history)
        inner.load(replace(attempt, exercise=case.exercise, history=history))
        attempt.history.listen(partial(self._stepped, history))
        self.side.show()
        self.side.open(inner.pages(attempt.schema))
        measured = figures(case.merge, attempt.schema)
        self.decisions.open(case.rows(), measured, reasons=case.exercise.reasons, works=True)
        inner.show_sides(case.notes())
        self.top.show_work(pair=isinstance(inner, InnerText))
        self.current = ""
        self._next(1)

    def show_feedback(self, feedback: Feedback) -> None:
        """Compare what was decided with the gold, for looking only."""
        attempt = feedback.attempt
        case = Case(
            attempt.exercise, attempt.schema, attempt.document, people=attempt.people, shown=attempt.shown
        )
        named = replace(attempt, exercise=case.exercise)
        self._use(case).show_feedback(replace(feedback, attempt=named))
        self._look_back(case)

    def show_review(self, review: Review) -> None:
        """Compare a person's decisions with the gold, under the names that they saw."""
        account_id, exercise = review.row.account_id, review.exercise
        people = people_of(account_id, exercise.id)
        shown = shown_order(account_id, exercise.id, [answer.id for answer in exercise.answers])
        case = Case(exercise, review.schema, review.answer, people=people, shown=shown)
        self._use(case).show_review(replace(review, exercise=case.exercise))
        self._look_back(case)

    def set_layer(self, layer: Layer) -> None:
        """Show the answer, the gold, or both."""
        if self.inner is not None:
            self.inner.set_layer(layer)

    def focus_finding(self, number: int) -> None:
        """Bring the place of a finding into view, on both people's sides too."""
        if self.inner is not None:
            self.top.give_way()
            self.inner.focus_finding(number)
            self.top.pair.show_range(self.inner.focused_range())

    def focus_gold(self, gold_id: str) -> None:
        """Bring a thing of the gold into view."""
        if self.inner is not None:
            self.inner.focus_gold(gold_id)

    def settle(self) -> None:
        """Make a step of what is being written."""
        self.decisions.settle()
        if self.inner is not None:
            self.inner.settle()

    def unanswered(self) -> str:
        """Return what is still to be decided, to be given a reason, or to be answered; nothing when nothing is."""
        if self.case is None or self._history is None or self.inner is None:
            return ""
        return self.case.missing() or self.inner.unanswered()

    def go_to_unanswered(self) -> None:
        """Give the keyboard to the first difference that is still to be decided, or to be given a reason."""
        if self.case is None or self.inner is None:
            return
        if self.case.open:
            self.carry_out("next")
        elif left := self.case.without_reason():
            self.look_at(left[0])
            self.decisions.reason.setFocus()
        else:
            self.inner.go_to_unanswered()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is being written."""
        self.decisions.settle()
        super().hideEvent(event)

    # ---------------------------------------------------------------- verbs

    def carry_out(self, verb: str) -> None:
        """Do what a button or a key asks for."""
        if self._history is None or self.case is None or self.inner is None:
            return
        if verb in {"next", "previous"}:
            self.side.choose("decisions")
            self._next(1 if verb == "next" else -1)
            self.decisions.list.setFocus()
            return
        self.inner.settle()
        one = self.case.merge.difference(self.current)
        if verb in {"undo", "redo"}:
            self.inner.carry_out(verb)
        elif one is not None and verb == "reopen":
            self._history.do(reopen(self.case.merge, self.case.document, one.key))
        elif one is not None:
            sides: dict[str, Choice] = {"left": self.case.people[0], "right": self.case.people[1]}
            self._decide(self.case, one, sides.get(verb) or PLAIN[verb])

    def look_at(self, key: str) -> None:
        """Look at a difference: on both sides, and where it stands among what is merged."""
        self.decisions.settle()
        self.current = key
        if self._history is not None:
            self._history.current = key
        self._show_place(key)
        self._refresh()

    def event(self, event: QEvent) -> bool:
        """Claim our keys before any shortcut of the window."""
        claims = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if claims and isinstance(event, QKeyEvent) and self._verb(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key means that nobody inside wanted; the merged marks' own keys work from the list as well."""
        verb = self._verb(event)
        if verb:
            self.carry_out(verb)
        elif self.inner is not None and _in_list(self.decisions):
            self.inner.keyPressEvent(event)
        else:
            event.ignore()

    # ---------------------------------------------------------------- inside

    def _verb(self, event: QKeyEvent) -> str:
        if self._history is None:
            return ""
        return verb_everywhere(event) or (verb_here(event) if _in_list(self.decisions) else "")

    def _decide(self, case: Case, one: Difference, choice: Choice) -> None:
        if self._history is None or choice not in one.choices:
            return
        self._history.do(decide(case.merge, case.document, one.key, choice))
        if choice == "own":
            self._to_marks()
        elif case.exercise.reasons:
            self.decisions.reason.setFocus()
        else:
            self._next(1)

    def _next(self, step: int) -> None:
        """Look at the next open difference, round the list; where none is open, stay."""
        if self.case is None or self.inner is None:
            return
        found = self.case.beside(self.current, step)
        if found:
            self.look_at(found)
        elif self.current:
            self.inner.say(_("分歧都裁完了，再看一眼裁定后的标注，就可以提交。"), "good")
        elif self.case.merge.differences:
            self.look_at(self.case.merge.differences[0].key)

    def _to_marks(self) -> None:
        """Go to the merged marks, to the place of what is looked at."""
        if self.case is not None and self.inner is not None:
            one = self.case.merge.difference(self.current)
            self.side.choose(self.inner.page_of(one))
            self.inner.begin(one, self.case.place(one))

    def _give_reason(self, words: str) -> None:
        if self._history is not None and self.current:
            self._history.do(give_reason(self._history.document, self.current, words))

    def _stepped(self, history: MergeHistory, step: Step) -> None:
        # A history keeps its listeners for as long as it lives.
        if history is not self._history or self.case is None or self.inner is None:
            return
        touched = [
            mark.about
            for pair in changes(step)
            for mark in pair
            if isinstance(mark, Reply) and mark.label in {DECISION, REASON}
        ]
        if touched and self.current not in touched:
            # Undo and redo show what they did.
            self.look_at(touched[0])
        self._refresh()
        self.inner.saved()
        if self.side.current != "decisions" and self.current not in self.case.open:
            self.inner.say(_("这一处按你标的裁定了。按 F7 到下一处未裁。"), "good")
        self.changed.emit()

    def _refresh(self) -> None:
        if self.case is None:
            return
        rows = self.case.rows()
        self.decisions.show_rows(rows)
        self.decisions.list.point_at_key(self.current)
        here = next((own for own in rows if own.key == self.current), None)
        one = self.case.merge.difference(self.current)
        self.decisions.show_difference(one, here, self.case.teller, self.case.people)

    def _show_place(self, key: str) -> None:
        one = self.case.merge.difference(key) if self.case is not None else None
        self.top.pair.look_at(one)
        if self.case is not None and self.inner is not None and one is not None:
            self.inner.look_at(one, self.case.place(one))

    def _look_back(self, case: Case) -> None:
        self.side.hide()
        self._caption.hide()
        pair = isinstance(self.inner, InnerText)
        # Of models' answers the bench itself shows the expert's reasons.
        self.top.show_record(case.rows(), case.exercise.rationale if pair else "", pair=pair)

    def _use(self, case: Case) -> InnerText | InnerAnswers:
        """Take a case, and return a new bench for its merged marks."""
        self.decisions.settle()
        self._history, self.case = None, case
        made = InnerAnswers if case.schema.task == "answers" else InnerText
        if self.inner is not None:
            self.inner.hide()
            self._middle.removeWidget(self.inner)
            self.inner.deleteLater()
        inner: InnerText | InnerAnswers = made()
        self.inner = inner
        self._middle.addWidget(inner)
        self._middle.setStretch(0, _PAIR if made is InnerText else 0)
        self._middle.setStretch(2, _MERGED)
        self._caption.setVisible(made is InnerText)
        if made is InnerText:
            self.top.pair.show_pair(case.exercise, case.schema, case.merge, case.people, case.names)
        inner.submitted.connect(self.submitted)
        inner.finding_chosen.connect(self.finding_chosen)
        inner.rules_requested.connect(self.rules_requested)
        inner.help_wanted.connect(partial(_show_keys, self))
        return inner


def _show_merged(bench: AdjudicationBench, seen: bool) -> None:  # noqa: FBT001  a signal's slot
    """Show or hide the merged marks, where what stands above needs the room."""
    if bench.inner is not None:
        bench.inner.setVisible(seen)


def _caption() -> Frame:
    """Return what stands over the merged text."""
    made = Frame("panel", margin=0, spacing=0)
    words = row(
        line(_("裁定后的标注"), "strong"),
        line(_("一致的已经放好，也可以自己改"), "caption"),
        None,
        spacing=M,
    )
    words.setContentsMargins(M, XS, M, XS)
    made.body.addLayout(words)
    made.add(rule())
    return made


def _in_list(panel: DecisionPanel) -> bool:
    """Tell whether the keyboard is among the differences, and nobody writes there."""
    focused = QApplication.focusWidget()
    return focused is not None and focused is not panel.reason and panel.isAncestorOf(focused)


def _show_keys(bench: AdjudicationBench) -> None:
    groups = bench.inner.key_groups() if bench.inner is not None else []
    keys = KeySheet([sheet(), *groups], bench)
    keys.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    # Not exec: the idle lock hides what lies over the window, and that would end a loop of its own.
    keys.open()
