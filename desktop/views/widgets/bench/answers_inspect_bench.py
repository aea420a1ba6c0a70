"""The bench for inspecting what was said of models' answers: the answers, the given judgement, and flags on what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.annotation.document import Document
from desktop.annotation.history import History
from desktop.annotation.replies import Reply
from desktop.annotation.text_flags import TextFlag
from desktop.base.errors import KnownError
from desktop.base.wording import _
from desktop.curriculum.answer_names import with_letters
from desktop.curriculum.items import Exercise
from desktop.curriculum.schema import LabelSchema
from desktop.session.shown import Feedback, FindingShown, OpenAttempt, Review
from desktop.session.shuffle import shown_order
from desktop.session.unanswered import answer_letters
from desktop.views.theme.tokens import S
from desktop.views.widgets.answers.columns import AnswerColumns
from desktop.views.widgets.answers.keys import verb_of
from desktop.views.widgets.answers.markup import read_markup
from desktop.views.widgets.answers.prompt import PromptPane
from desktop.views.widgets.answers.ranks import Ranks
from desktop.views.widgets.bench.answers_inspect_keys import (
    WORKING,
    answers_inspect_hint,
    answers_inspect_rail,
    answers_inspect_sheet,
)
from desktop.views.widgets.bench.foot import Foot
from desktop.views.widgets.bench.key_sheet import KeySheet
from desktop.views.widgets.bench.text_given import GivenMarks
from desktop.views.widgets.bench.text_inspect_panel import InspectPanel
from desktop.views.widgets.bench.text_inspect_pointing import Compared
from desktop.views.widgets.bench.text_inspected_replies import InspectedReplies
from desktop.views.widgets.bench.text_inspector import Inspector
from desktop.views.widgets.bench.way_out import step_out
from desktop.views.widgets.cards import column, row
from desktop.views.widgets.text.inspection_scene import PENNANT
from desktop.views.widgets.text.scene import Layer, numbered


class AnswersInspectBench(QWidget):
    """Plants flags on given rankings, ratings and reasons, or compares flags with the true ones."""

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
        self.setAccessibleName(_("回答质检台"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.rail = answers_inspect_rail(self.carry_out)
        self.prompt = PromptPane()
        self.columns = AnswerColumns()
        self.ranks = Ranks()
        self.panel = InspectPanel()
        self.replies = InspectedReplies()
        self.foot = Foot()
        self.inspector: Inspector | None = None
        self._compared = Compared()
        self._layer: Layer = "answer"
        self._arrange()
        self.columns.chosen.connect(self.ranks.board.pick)
        self.ranks.picked.connect(self.columns.choose)
        self.panel.code_chosen.connect(self._flag)
        self.panel.flagged.connect(self._flag_again)
        self.replies.part_shown.connect(self._show_part)
        if attempt is not None:
            self.load(attempt)

    # ---------------------------------------------------------------- what is open

    def load(self, attempt: OpenAttempt) -> None:
        """Open an inspection to be worked on. Raises KnownError when there are no answers or nothing to inspect."""
        self._open(attempt.exercise, attempt.schema, attempt.given_schema, attempt.history, attempt.shown)

    def show_feedback(self, feedback: Feedback) -> None:
        """Compare the flags handed in with the true ones, for looking only."""
        attempt = feedback.attempt
        self._open(attempt.exercise, attempt.schema, attempt.given_schema, attempt.document, attempt.shown)
        self._compare(feedback.gold, feedback.findings)

    def show_review(self, review: Review) -> None:
        """Compare a person's flags with the true ones, in the order in which they saw the answers."""
        ids = [answer.id for answer in review.exercise.answers]
        order = shown_order(review.row.account_id, review.exercise.id, ids)
        self._open(review.exercise, review.schema, review.given_schema, review.answer, order)
        self._compare(review.gold, review.findings)

    def set_layer(self, layer: Layer) -> None:
        """Show my flags, the true ones, or both."""
        self._layer = layer
        self._show_state()

    def focus_finding(self, number: int) -> None:
        """Point at the reply that a finding's flag is about."""
        if 0 <= number < len(self._compared.findings) and self.inspector is not None:
            finding = self._compared.findings[number].finding
            if finding.answer_id:
                self.inspector.choose(finding.answer_id)
            else:
                self.inspector.point_at(self._compared.target(finding.gold_id))

    def focus_gold(self, gold_id: str) -> None:
        """Point at the reply that a true flag is about."""
        if self.inspector is not None:
            self.inspector.point_at(self._compared.target(gold_id))

    def settle(self) -> None:
        """Make a step of what is being written to a flag."""
        self.panel.form.settle()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the clocks when the page goes."""
        self.foot.shut()
        super().hideEvent(event)

    # ---------------------------------------------------------------- verbs

    def carry_out(self, verb: str) -> None:
        """Do what a tool or a key asks for, by its name in the key table; what changes the judgement is nothing here."""
        name, _colon, number = verb.partition(":")
        inspector = self.inspector
        verbs: dict[str, Callable[[], object]] = {
            "go": lambda: self.columns.choose_number(int(number)),
            "fold": self.columns.toggle_fold,
            "fold_all": self.columns.toggle_every_fold,
            "differences": self.columns.toggle_differences,
            "written": self.columns.toggle_as_written,
            "asked": self.prompt.toggle,
            "larger": partial(self.columns.resize_type, 1),
            "smaller": partial(self.columns.resize_type, -1),
            "plain_size": partial(self.columns.resize_type, 0),
            "panel": self._next_pane,
            "rules": self.rules_requested.emit,
            "save": partial(self.foot.say, _("每一步都已自动保存，不用手动保存。"), "good"),
            "submit": self._hand_in,
            "help": self.show_keys,
        }
        if inspector is not None:
            verbs |= {"undo": inspector.undo, "redo": inspector.redo, "delete": inspector.pull}
        if name in verbs:
            verbs[name]()
            self._show_state()

    def event(self, event: QEvent) -> bool:
        """Claim our keys before any shortcut of the window; a text field keeps its own."""
        claims = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if (
            claims
            and isinstance(event, QKeyEvent)
            and not _writes()
            and (self._code(event) or verb_of(event))
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plant a flag, walk on, or do what else a key means that nobody inside wanted."""
        code, inspector, verb = self._code(event), self.inspector, verb_of(event)
        if inspector is None or (_writes() and verb not in {"submit", "rules", "help", "panel", "save"}):
            event.ignore()
        elif code:
            inspector.press(code)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            inspector.press(inspector.code)
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            inspector.pull()
        elif event.key() == Qt.Key.Key_J and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            inspector.walk(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif verb:
            self.carry_out(verb)
        else:
            event.ignore()

    def show_keys(self) -> None:
        """Open the F1 sheet."""
        if self.inspector is not None:
            keys = KeySheet(answers_inspect_sheet(self.inspector.codes), self)
            keys.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            # Not exec: the idle lock hides what lies over the window, and that would end a loop of its own.
            keys.open()

    # ---------------------------------------------------------------- inside

    def _code(self, event: QKeyEvent) -> str:
        """Return the class of a key, or an empty string."""
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        key = event.text().casefold() if plain else ""
        labels = self.inspector.codes.labels if self.inspector is not None else ()
        return next((label.id for label in labels if key and label.key.casefold() == key), "")

    def _hand_in(self) -> None:
        self.settle()
        self.submitted.emit()

    def _flag(self, code: str) -> None:
        if self.inspector is not None:
            self.inspector.press(code)

    def _flag_again(self) -> None:
        if self.inspector is not None:
            self.inspector.press(self.inspector.code)

    def _next_pane(self) -> None:
        """Give the keyboard to the next of answers, kinds of fault, lists, replies, and what is outside."""
        focused = QApplication.focusWidget()
        within = [focused is not None and own.isAncestorOf(focused) for own in (self.panel, self.replies)]
        if not within[1] and self.panel.isVisible() and self.panel.take_focus(focused if within[0] else None):
            return
        if not within[1] and self.replies.take_focus():
            return
        if not step_out(self) and self.columns.card is not None:
            self.columns.card.take_focus()

    def _open(
        self,
        exercise: Exercise,
        codes: LabelSchema,
        schema: LabelSchema | None,
        work: History | Document,
        shown: Sequence[str],
    ) -> None:
        known = {answer.id: answer for answer in exercise.answers}
        if not known or schema is None:
            raise KnownError(_("这道题没有模型回答或没有被检标注，不能在回答质检台打开。"), where=exercise.id)
        if self.inspector is not None:
            self.inspector.close()
            self.inspector.deleteLater()
        history = work if isinstance(work, History) else None
        flags = work.document if isinstance(work, History) else work
        order = tuple(shown) if set(shown) == set(known) else tuple(known)
        inspector = self.inspector = Inspector(GivenMarks(exercise, schema, order), codes, flags, history)
        self._compared, self._layer = Compared(), "answer"
        self.prompt.show_exercise(exercise)
        self.columns.show_answers([known[one] for one in order])
        self.ranks.open(schema, Document(exercise.given_marks), None, order)
        self.panel.show_inspector(inspector)
        self.panel.setVisible(history is not None)
        self.replies.show_inspector(inspector)
        for verb in WORKING:
            self.rail.buttons[verb].setVisible(history is not None)
        self.rail.buttons["differences"].setVisible(len(known) > 1)
        self.foot.show_saving(history is not None)
        self.foot.saved(_("{n} 条标注待检", n=len(inspector.given.rows)))
        inspector.noticed.connect(self.foot.say)
        inspector.pointed.connect(self._pointed)
        inspector.chosen.connect(self._show_state)
        inspector.stepped.connect(self._stepped)
        self._show_state()

    def _compare(self, gold: Document, findings: Sequence[FindingShown]) -> None:
        true = tuple(mark for mark in gold if isinstance(mark, TextFlag))
        self._compared, self._layer = Compared(findings, true), "both"
        self.replies.compare(findings, true)
        if self.inspector is not None:
            given = self.inspector.given
            why = with_letters(given.exercise.rationale, answer_letters(given.exercise, given.shown))
            self.prompt.show_exercise(given.exercise, read_markup(why) if why else ())
        self._show_state()

    def _pointed(self, mark_id: str) -> None:
        """Bring the answers on show that are spoken of, and tell the finding about it in the look back."""
        inspector = self.inspector
        row_ = inspector.given.get(mark_id) if inspector is not None else None
        if inspector is None or row_ is None:
            return
        if isinstance(row_.mark, Reply) and row_.mark.about:
            self.columns.choose_part(row_.mark.about)
        if (number := self._compared.number_of(inspector.flags(), mark_id)) is not None:
            self.finding_chosen.emit(number)

    def _show_part(self, place: object) -> None:
        if isinstance(place, tuple) and place[2]:
            self.columns.choose(str(place[2]))

    def _stepped(self, _step: object) -> None:
        self.foot.saved()
        self._show_state()
        self.changed.emit()

    def _show_state(self) -> None:
        """Show the places in the given ranking, the flags of each answer, and enable what has something to do."""
        inspector = self.inspector
        if inspector is None:
            return
        ranks = self.ranks.rank_words()
        notes = flag_notes(inspector, self._compared, self._layer)
        for answer_id, card in self.columns.cards.items():
            card.show_rank(ranks.get(answer_id, ""))
            card.show_notes(notes.get(answer_id, ()))
        self.foot.hint(answers_inspect_hint(inspector))
        history = inspector.history
        self.rail.enable("undo", bool(history and history.next_undo))
        self.rail.enable("redo", bool(history and history.next_redo))
        self.rail.enable("delete", inspector.flag is not None)
        self.rail.check("differences", self.columns.comparing)
        self.rail.check("written", self.columns.as_written)

    def _arrange(self) -> None:
        middle = column(self.prompt, self.columns, self.ranks, margin=S, spacing=S)
        middle.setStretch(1, 1)
        upper = row(self.rail, middle, self.panel, self.replies, spacing=0)
        upper.setStretch(1, 1)
        whole = column(upper, self.foot, spacing=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)


def flag_notes(inspector: Inspector, compared: Compared, layer: Layer) -> dict[str, list[tuple[str, str]]]:
    """Return for each answer the flags on what was said of it, each with its tone; of a ranking and a pair in no answer."""
    found: dict[str, list[tuple[str, str]]] = {}
    looking_back = not inspector.may_flag
    numbers = {
        own: f"{numbered(place)}{shown.title}"
        for place, shown in enumerate(compared.findings)
        for own in (shown.finding.answer_id, shown.finding.gold_id)
        if own
    }
    mine = inspector.flags() if layer != "gold" else ()
    held = {(flag.target, flag.label) for flag in mine}
    true = [own for own in compared.gold if (own.target, own.label) not in held] if layer != "answer" else []
    for flag in (*mine, *true):
        row_ = inspector.given.get(flag.target)
        about = row_.mark.about if row_ is not None and isinstance(row_.mark, Reply) else flag.text_id
        words = f"{PENNANT} {inspector.called(flag)}" + (
            f"：{row_.number} {row_.name}" if row_ is not None else ""
        )
        words = words if flag in mine else _("金 {name}", name=words)
        told = numbers.get(flag.id, "✓" if looking_back else "")
        tone = "good" if looking_back and flag.id not in numbers else "bad"
        found.setdefault(about, []).append((f"{words} {told}".strip(), tone))
    return found


def _writes() -> bool:
    return isinstance(QApplication.focusWidget(), QLineEdit)
