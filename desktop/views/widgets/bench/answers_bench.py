"""The bench for models' answers: what was asked, the answers side by side, their ranking, and the questions about them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from desktop.annotation.document import Document, Step
from desktop.annotation.history import History
from desktop.base.errors import KnownError
from desktop.base.wording import _
from desktop.curriculum.answer_names import with_letters
from desktop.curriculum.items import Exercise
from desktop.curriculum.schema import LabelSchema
from desktop.scoring.result import Point
from desktop.session.finding_places import part_of, question_of
from desktop.session.shown import Feedback, FindingShown, OpenAttempt, Review
from desktop.session.shuffle import shown_order
from desktop.session.unanswered import answer_letters
from desktop.views.theme.tokens import S
from desktop.views.widgets.answers.columns import AnswerColumns
from desktop.views.widgets.answers.keys import sheet, verb_of
from desktop.views.widgets.answers.marking import AnswersMarking, answer_of, place_of
from desktop.views.widgets.answers.markup import Block, read_markup
from desktop.views.widgets.answers.prompt import PromptPane
from desktop.views.widgets.answers.ranks import Ranks
from desktop.views.widgets.answers.told import answer_notes, reasons
from desktop.views.widgets.ask.keys import questions_sheet
from desktop.views.widgets.bench.answers_panel import AnswersPanel
from desktop.views.widgets.bench.answers_rail import WORKING, answers_rail
from desktop.views.widgets.bench.foot import Foot
from desktop.views.widgets.bench.key_sheet import KeySheet
from desktop.views.widgets.bench.text_foot import forget_dead_end
from desktop.views.widgets.bench.text_hints import answers_hint
from desktop.views.widgets.bench.way_out import step_out
from desktop.views.widgets.cards import column, row
from desktop.views.widgets.room import is_roomy
from desktop.views.widgets.text.keys import sheet as text_sheet
from desktop.views.widgets.text.scene import Layer

#: Verbs that work while a text field has the keyboard.
_ALWAYS = frozenset({"submit", "rules", "help", "panel", "save"})


class AnswersBench(QWidget):
    """Judges models' answers of an attempt, or compares what was judged with the gold."""

    #: Ctrl+Return was pressed.
    submitted = Signal()
    #: A finding was clicked in an answer: its number.
    finding_chosen = Signal(int)
    #: A step took effect.
    changed = Signal()
    #: F2 was pressed.
    rules_requested = Signal()

    def __init__(self, attempt: OpenAttempt | None = None) -> None:
        super().__init__()
        self.setAccessibleName(_("回答评判台"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.rail = answers_rail(self.carry_out)
        self.prompt = PromptPane()
        self.columns = AnswerColumns()
        self.ranks = Ranks()
        self.marking = AnswersMarking(self.columns)
        self.panel = AnswersPanel()
        #: Makes a step of what is being written.
        self.settle = self.panel.settle
        #: Brings answers on show that were compared with each other.
        self.show_answers = partial(_show_answers, self)
        #: What must still be answered, and the way there.
        self.unanswered, self.go_to_unanswered = self.panel.unanswered, self.panel.go_to_unanswered
        self.foot = Foot()
        self._history: History | None = None
        self._document = Document()
        self._exercise: Exercise | None = None
        self._schema: LabelSchema | None = None
        self._findings: tuple[FindingShown, ...] = ()
        self._gold = Document()
        self._order: tuple[str, ...] = ()
        self._panel_wanted = True
        self._arrange()
        self.columns.chosen.connect(self.ranks.board.pick)
        self.ranks.picked.connect(self.columns.choose)
        self.marking.noticed.connect(self.foot.say)
        self.marking.asked.connect(self.carry_out)
        self.marking.finding_clicked.connect(self.finding_chosen)
        self.panel.labels.chosen.connect(self.marking.choose_label)
        self.panel.noticed.connect(self.foot.say)
        self.panel.part_asked.connect(self.columns.choose_part)
        self.panel.going_back.connect(self._go_back)
        self.panel.ranking_wanted.connect(self.ranks.board.setFocus)
        if attempt is not None:
            self.load(attempt)

    # ---------------------------------------------------------------- what is open

    def load(self, attempt: OpenAttempt) -> None:
        """Open an attempt to be worked on. Raises KnownError when it holds no answers."""
        self._open(attempt.exercise, attempt.schema, attempt.document, attempt.history, attempt.shown)

    def show_feedback(self, feedback: Feedback) -> None:
        """Compare what was submitted with the gold, for looking only."""
        attempt = feedback.attempt
        self._open(attempt.exercise, attempt.schema, attempt.document, None, attempt.shown)
        self._compare(feedback.gold, feedback.findings, waits=feedback.score.open)

    def show_review(self, review: Review) -> None:
        """Compare a person's judgement with the gold, in the order in which they saw the answers, or with another's."""
        ids = [answer.id for answer in review.exercise.answers]
        order = shown_order(review.row.account_id, review.exercise.id, ids)
        self._open(review.exercise, review.schema, review.answer, None, order)
        self._compare(
            review.gold,
            review.findings,
            review.second,
            mine=review.row.name or _("学员"),
            waits=review.score.open,
        )
        if review.score.open:
            # Whoever gives points first reads what was asked.
            self.prompt.show_asked()

    def clear_comparison(self) -> None:
        """Take gold and findings away again."""
        self._findings = ()
        self.ranks.show_gold(None)
        for card in self.columns.cards.values():
            card.show_notes(())

    def set_layer(self, layer: Layer) -> None:
        """Show the answer, the gold, or both."""
        self.ranks.show_layer(layer)
        for card in self.columns.cards.values():
            card.show_layer(layer)

    def focus_finding(self, number: int) -> None:
        """Bring what a finding is about into view: its answer, its place framed there, and its question."""
        if 0 <= number < len(self._findings):
            finding = self._findings[number].finding
            about = part_of(finding, self._exercise) if self._exercise is not None else None
            self.panel.show_place(about, question_of(finding))
            within = set((about or "").split("|")) <= self.columns.cards.keys()
            self.columns.choose_part(
                about if about and within else answer_of(finding, self._document, self._gold)
            )
            if self.columns.card is not None and len(finding.place) == 2:
                self.columns.card.show_finding(finding)

    def focus_gold(self, gold_id: str) -> None:
        """Bring the answer that a thing of the gold is about into view."""
        self.columns.choose(place_of(self._gold, gold_id))

    def set_panel_visible(self, visible: bool) -> None:  # noqa: FBT001  a Qt setter
        """Show or hide the panel at the right."""
        self._panel_wanted = visible
        self.panel.setVisible(visible)

    @property
    def status(self) -> str:
        """What the foot says about saving."""
        return self.foot.saved_text()

    def close_bench(self) -> None:
        """Stop every clock; nothing else runs."""
        self.foot.shut()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the clocks when the page goes."""
        self.close_bench()
        super().hideEvent(event)

    # ---------------------------------------------------------------- verbs

    def carry_out(self, verb: str) -> None:
        """Do what a tool or a key asks for, by its name in the key table."""
        name, _colon, number = verb.partition(":")
        verbs: dict[str, Callable[[], object]] = {
            "go": lambda: self.columns.choose_number(int(number)),
            "rank": lambda: self.ranks.put_next(int(number)),
            "fold": self.columns.toggle_fold,
            "fold_all": self.columns.toggle_every_fold,
            "differences": self.columns.toggle_differences,
            "written": self.columns.toggle_as_written,
            "asked": self.prompt.toggle,
            "spans": self.marking.toggle,
            "better": lambda: self.ranks.better(self.columns.chosen_id),
            "worse": lambda: self.ranks.worse(self.columns.chosen_id),
            "undo": partial(self._go_back, True),
            "redo": partial(self._go_back, False),
            "larger": partial(self.columns.resize_type, 1),
            "smaller": partial(self.columns.resize_type, -1),
            "plain_size": partial(self.columns.resize_type, 0),
            "panel": self._next_pane,
            "rules": self.rules_requested.emit,
            "save": partial(self.foot.say, _("每一步都已自动保存，不用手动保存。"), "good"),
            "submit": self.submitted.emit,
            "help": lambda: _show_keys(
                self,
                asks=self._schema is not None and bool(self._schema.questions),
                marks=self.marking.possible,
            ),
        }
        if name == "submit":
            self.settle()
        verbs[name]()
        self._show_state()

    def event(self, event: QEvent) -> bool:
        """Claim our keys before any shortcut of the window; a text field keeps its own."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._verb(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Let keys speak to the answer that is chosen; where there is only something to write, let it be written."""
        super().focusInEvent(event)
        if len(self.columns.cards) == 1 and self._history is not None and self.panel.take_field():
            return
        if self.columns.card is not None:
            self.columns.card.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key means that nobody inside wanted."""
        verb = self._verb(event)
        if verb:
            self.carry_out(verb)
        else:
            event.ignore()

    # ---------------------------------------------------------------- inside

    def _verb(self, event: QKeyEvent) -> str:
        verb = verb_of(event)
        writes = isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit)
        return verb if not writes or verb in _ALWAYS else ""

    def _open(
        self,
        exercise: Exercise,
        schema: LabelSchema,
        document: Document,
        history: History | None,
        shown: Sequence[str],
    ) -> None:
        known = {answer.id: answer for answer in exercise.answers}
        if not known:
            raise KnownError(_("这道题没有模型回答，不能在回答评判台打开。"), where=exercise.id)
        order = tuple(shown) if set(shown) == set(known) else tuple(known)
        self._exercise, self._schema, self._document, self._order = exercise, schema, document, order
        self._findings, self._gold, self._history = (), Document(), history
        self.prompt.show_exercise(exercise)
        self.columns.show_answers([known[one] for one in order], _only_title(exercise, schema))
        self.ranks.open(schema, document, history, order)
        self.marking.open(schema, document, history)
        self.panel.open(exercise, schema, document, history, order)
        if history is not None:
            history.listen(partial(self._stepped, history))
        self.panel.setVisible(self._panel_wanted and (bool(schema.questions) or history is not None))
        wanted = {
            **dict.fromkeys(WORKING, history is not None),
            "spans": self.marking.possible,
            "differences": len(known) > 1,
        }
        for verb, shows in wanted.items():
            self.rail.buttons[verb].setVisible(shows)
        self.foot.show_saving(history is not None)
        forget_dead_end(self.foot)
        self.foot.saved(_("每一步都会自动保存"))
        self.foot.hint(answers_hint(schema, may_edit=history is not None, several=len(known) > 1))
        if history is not None and not schema.questions:
            # There is nothing to do but to mark.
            self.marking.toggle()
        self._show_state()

    def _compare(
        self,
        gold: Document,
        findings: Sequence[FindingShown],
        whose: str = "",
        *,
        mine: str = "",
        waits: Sequence[Point] = (),
    ) -> None:
        if self._exercise is None or self._schema is None:
            return
        self._gold, self._findings = gold, tuple(findings)
        asks = bool(self._schema.questions) and not whose
        self.panel.setVisible(asks)
        if asks:
            self.panel.judge(gold, findings, waits)
        replies = (self._exercise, self._schema, self._document, gold, self._order)
        # Beside the questions a table of the replies would say everything twice.
        why = (
            reasons(*replies, whose=whose, mine=mine)
            if self.panel.isHidden()
            else _rationale(self._exercise, self._order)
        )
        self.prompt.show_exercise(self._exercise, why)
        self.ranks.show_gold(gold, whose)
        # Where large type leaves little room the questions beside the answers say it all.
        says = is_roomy() or self.panel.isHidden()
        notes = answer_notes(*replies, whose=whose, mine=mine) if says else {}
        for answer_id, card in self.columns.cards.items():
            card.show_notes(notes.get(answer_id, ()))
        self.marking.compare(self._document, gold, findings)
        self._show_state()

    def _stepped(self, history: History, step: Step) -> None:
        # A history keeps its listeners for as long as it lives.
        if history is self._history:
            self.ranks.refresh()
            self.panel.follow(step)
            self.foot.saved()
            forget_dead_end(self.foot)
            self._show_state()
            self.changed.emit()

    def _show_state(self) -> None:
        """Show the places in the ranking, and enable the tools that have something to do."""
        ranks = self.ranks.rank_words()
        for answer_id, card in self.columns.cards.items():
            card.show_rank(ranks.get(answer_id, ""))
        history = self._history
        self.rail.enable("undo", bool(history and history.next_undo))
        self.rail.enable("redo", bool(history and history.next_redo))
        self.rail.check("differences", self.columns.comparing)
        self.rail.check("written", self.columns.as_written)
        self.rail.check("spans", self.marking.on)

    def _go_back(self, undo: bool) -> None:  # noqa: FBT001  a signal's slot
        history = self._history
        self.panel.settle()
        if history is not None and (history.undo() if undo else history.redo()) is None:
            self.foot.say(_("没有可撤销的操作。") if undo else _("没有可重做的操作。"), "quiet")
        self._show_state()

    def _next_pane(self) -> None:
        """Give the keyboard to the next of answers, ranking, questions, and what is outside the bench."""
        focused = QApplication.focusWidget()
        panes = [one for one in (self.columns, self.ranks, self.panel) if one.isVisible()]
        here = next((n for n, pane in enumerate(panes) if focused and pane.isAncestorOf(focused)), -1)
        if any(self._enter(pane) for pane in panes[here + 1 :]):
            return
        if not step_out(self) and self.columns.card is not None:
            self.columns.card.take_focus()

    def _enter(self, pane: QWidget) -> bool:
        """Give the keyboard to a pane; tell whether it takes it."""
        if pane is self.columns and self.columns.card is not None:
            self.columns.card.take_focus()
        elif pane is self.ranks:
            self.ranks.board.setFocus()
        else:
            return self.panel.take_focus()
        return True

    def _arrange(self) -> None:
        middle = column(self.prompt, self.columns, self.ranks, margin=S, spacing=S)
        middle.setStretch(1, 1)
        upper = row(self.rail, middle, self.panel, spacing=0)
        upper.setStretch(1, 1)
        whole = column(upper, self.foot, spacing=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)


def _only_title(exercise: Exercise, schema: LabelSchema) -> str:
    """Return what a single text is called: the answer, or where nothing is asked about it, the text to work from."""
    if len(exercise.answers) > 1:
        return ""
    judged = bool(schema.labels) or any(question.about == "answer" for question in schema.questions)
    return _("回答") if judged else _("原文")


def _show_answers(bench: AnswersBench, answers: Sequence[str]) -> None:
    """Bring answers on show that were compared with each other, with what was said of the first two."""
    pairs = [f"{one}|{other}" for one in answers for other in answers]
    parts = bench.panel.questions.inquiry.parts if bench.panel.questions is not None else ()
    asked = next((part for part in parts if part in pairs), "|".join(answers))
    bench.panel.show_place(asked)
    bench.columns.choose_part(asked)


def _rationale(exercise: Exercise, order: Sequence[str]) -> tuple[Block, ...]:
    """Return the expert's reasons, with the answers named as they are shown."""
    return read_markup(with_letters(exercise.rationale, answer_letters(exercise, order)))


def _show_keys(bench: QWidget, *, asks: bool, marks: bool) -> None:
    groups = sheet()
    if asks:
        groups.insert(1, questions_sheet())
    if marks:
        groups += [group for group in text_sheet(links=False) if group[0] in {_("标注"), _("边界")}]
    keys = KeySheet(groups, bench)
    keys.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    # Not exec: the idle lock hides what lies over the window, and that would end a loop of its own.
    keys.open()
