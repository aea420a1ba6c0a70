"""The bench for texts: tools, the text, the panel and the foot around one open attempt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop.annotation.document import Document, Step
from desktop.annotation.history import History
from desktop.annotation.relations import Relation
from desktop.annotation.spans import Span
from desktop.annotation.text_lanes import SpanIndex
from desktop.annotation.text_relations import RelationIndex, relations_of
from desktop.base.errors import KnownError
from desktop.base.wording import _
from desktop.curriculum.items import Exercise
from desktop.curriculum.schema import LabelSchema
from desktop.scoring.result import Finding, Point
from desktop.session.finding_places import part_of, question_of
from desktop.session.shown import Feedback, FindingShown, OpenAttempt, Review
from desktop.views.widgets.ask.keys import questions_sheet
from desktop.views.widgets.bench.key_sheet import KeySheet
from desktop.views.widgets.bench.text_foot import TextFoot, forget_dead_end
from desktop.views.widgets.bench.text_hints import hint
from desktop.views.widgets.bench.text_kept import take_up, turn_word_assist
from desktop.views.widgets.bench.text_mending import look_at
from desktop.views.widgets.bench.text_panel import TextPanel
from desktop.views.widgets.bench.text_questions import QuestionSlot
from desktop.views.widgets.bench.text_rail import WORKING, enable_tools, fit, text_rail
from desktop.views.widgets.bench.text_search import TextSearch
from desktop.views.widgets.bench.way_out import step_out
from desktop.views.widgets.text.editor import TextEditor
from desktop.views.widgets.text.keys import sheet
from desktop.views.widgets.text.scene import Layer, Scene, range_of
from desktop.views.widgets.text.segments import cut
from desktop.views.widgets.text.surface import PLAIN_SIZE
from desktop.views.widgets.text.view import TextView


class TextBench(QWidget):
    """Marks spans in the text of an attempt, or compares an answer with the gold."""

    #: Ctrl+Return was pressed.
    submitted = Signal()
    #: A finding was clicked in the text: its number.
    finding_chosen = Signal(int)
    #: A step took effect.
    changed = Signal()
    #: F2 was pressed.
    rules_requested = Signal()

    def __init__(self, attempt: OpenAttempt | None = None) -> None:
        super().__init__()
        self.setAccessibleName(_("文本标注台"))
        self.rail = text_rail(self.carry_out)
        self.canvas = TextView()
        self.panel = TextPanel()
        self.questions = QuestionSlot()
        #: Makes a step of what is being written.
        self.settle = self.questions.settle
        #: What must still be answered, and the way there.
        self.unanswered, self.go_to_unanswered = self.questions.unanswered, self.questions.go_to_unanswered
        self.foot = TextFoot()
        self.search = TextSearch(self.canvas)
        self.editor: TextEditor | None = None
        self._exercise: Exercise | None = None
        self._findings: tuple[Finding, ...] = ()
        self._gold = Document()
        #: Whose marks stand where the gold would.
        self._second = ""
        self._panel_wanted = True
        self.setFocusProxy(self.canvas)
        self._arrange()
        self.canvas.asked.connect(self.carry_out)
        self.canvas.sized.connect(self._show_place)
        self.canvas.finding_clicked.connect(self.finding_chosen)
        self.search.noticed.connect(self._say)
        self.panel.left.connect(self.canvas.setFocus)
        self.panel.mending.looked_at.connect(partial(look_at, self))
        self.questions.part_asked.connect(self.canvas.show_place)
        self.questions.noticed.connect(self._say)
        self.questions.undo_wanted.connect(partial(self.carry_out, "undo"))
        self.questions.redo_wanted.connect(partial(self.carry_out, "redo"))
        if attempt is not None:
            self.load(attempt)

    # ---------------------------------------------------------------- what is open

    def load(self, attempt: OpenAttempt) -> None:
        """Open an attempt to be worked on. Raises KnownError when it holds no text."""
        self._second = ""
        self._open(attempt.exercise, attempt.schema, attempt.document, attempt.history)
        self.panel.mending.open(attempt.exercise, attempt.document, attempt.clauses)
        self._show_panel()

    def show_feedback(self, feedback: Feedback) -> None:
        """Compare what was submitted with the gold, for looking only."""
        attempt = feedback.attempt
        self._open(attempt.exercise, attempt.schema, attempt.document, None)
        self._compare(feedback.gold, feedback.findings, feedback.score.open)

    def show_review(self, review: Review) -> None:
        """Compare an answer with the gold for an instructor, or with another person's."""
        self._second = review.second
        self._open(review.exercise, review.schema, review.answer, None)
        self._compare(review.gold, review.findings, review.score.open)

    def clear_comparison(self) -> None:
        """Take gold and findings away again."""
        if self.editor is not None:
            self._findings = ()
            self.canvas.scene.end_comparison()
            self.canvas.show_place(None)
            self.canvas.refresh_scene()

    def set_layer(self, layer: Layer) -> None:
        """Show the answer, the gold, or both."""
        if self.editor is not None:
            self.canvas.scene.show_layer(layer)
            self.canvas.refresh_scene()

    def focus_finding(self, number: int) -> None:
        """Bring a finding into view: its questions beside the text, and its place framed, where it has one."""
        finding = self._findings[number] if 0 <= number < len(self._findings) else None
        if finding is not None and self._exercise is not None:
            self.questions.show_place(part_of(finding, self._exercise), question_of(finding))
        self.canvas.show_place(range_of(finding) if finding is not None else None)

    def focus_gold(self, gold_id: str) -> None:
        """Scroll to a span of the gold, or to the head of a relation, and frame it."""
        span = self._gold.get(gold_id)
        if isinstance(span, Relation):
            span = self._gold.get(span.head)
        self.canvas.show_place((span.start, span.end) if isinstance(span, Span) else None)

    def set_panel_visible(self, visible: bool) -> None:  # noqa: FBT001  a Qt setter
        """Show or hide the panel at the right."""
        self._panel_wanted = visible
        self._show_panel()

    @property
    def status(self) -> str:
        """What the foot says about saving."""
        return self.foot.saved_text()

    def close_bench(self) -> None:
        """Stop every clock; nothing else runs."""
        self.foot.shut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many tools as there is room for."""
        super().resizeEvent(event)
        self._fit_rail()

    def _fit_rail(self) -> None:
        works = self.editor is None or self.editor.may_edit
        wanted = {verb for verb in self.rail.buttons if works or verb not in WORKING}
        fit(self.rail, self.height() - self.foot.height(), wanted)

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the clocks when the page goes."""
        self.close_bench()
        super().hideEvent(event)

    # ---------------------------------------------------------------- verbs

    def carry_out(self, verb: str) -> None:
        """Do what a tool or a key asks for, by its name in the key table."""
        verbs: dict[str, Callable[[], object]] = {
            "find": self.search.find,
            "find_next": self.search.next,
            "find_previous": self.search.previous,
            "auto": self.search.mark_identical,
            "panel": self._next_pane,
            "words": partial(turn_word_assist, self.canvas, self._say),
            "rules": self.rules_requested.emit,
            "save": partial(self._say, _("每一步都已自动保存，不用手动保存。"), "good"),
            "submit": self.submitted.emit,
            "help": partial(_show_keys, self),
        }
        if verb in {"undo", "redo", "submit"}:
            self.questions.settle()
        if verb in verbs:
            verbs[verb]()
        else:
            self.canvas.do(verb)
            self.canvas.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the keys of the text work from the panel as well."""
        self.canvas.keyPressEvent(event)

    def _next_pane(self) -> None:
        """Give the keyboard to the next of text, classes, spans, attributes, and what is outside the bench."""
        focused = None if self.canvas.hasFocus() else QApplication.focusWidget()
        asking = focused is not None and self.questions.isAncestorOf(focused)
        if not asking and self.panel.isVisible() and self.panel.take_focus(focused):
            return
        if not asking and self.questions.take_focus():
            return
        if not step_out(self):
            self.canvas.setFocus()

    # ---------------------------------------------------------------- inside

    def _open(
        self, exercise: Exercise, schema: LabelSchema, document: Document, history: History | None
    ) -> None:
        if exercise.text is None:
            raise KnownError(_("这道题没有文本，不能在文本标注台打开。"), where=exercise.id)
        segments = cut(exercise.text)
        editor = TextEditor(exercise.text, schema, document, history, turns=exercise.turns)
        if self.editor is not None:
            self.editor.close()
            self.editor.deleteLater()
        self.editor, self._exercise = editor, exercise
        self._findings = ()
        self.search.open(editor)
        links = editor.links
        scene = Scene(
            segments, schema, editor.index, text=editor.text, links=links.index, turns=exercise.turns
        )
        self.canvas.show_text(editor, scene)
        take_up(self.canvas)
        self.panel.show_editor(editor, segments)
        self.questions.open(exercise, schema, document, editor.do if editor.may_edit else None)
        self._show_panel()
        self._fit_rail()
        self.foot.show_saving(history is not None)
        forget_dead_end(self.foot)
        editor.moved.connect(self._show_place)
        editor.moved.connect(partial(_turn_questions, self.questions, editor))
        editor.picked.connect(self._show_hint)
        editor.stuck.connect(self._show_hint)
        links.picked.connect(self._show_hint)
        links.linking.connect(self._show_hint)
        editor.noticed.connect(self._say)
        editor.stepped.connect(self._stepped)
        editor.history_moved.connect(self._show_hint)
        n = len(editor.index)
        self.foot.saved(_("已载入 {n} 处标注", n=n) if n else _("每一步都会自动保存"))
        self._show_place()
        self._show_hint()

    def _compare(self, gold: Document, findings: Sequence[FindingShown], waits: Sequence[Point] = ()) -> None:
        self.panel.hide()
        self._gold = gold
        self._findings = tuple(shown.finding for shown in findings)
        sentences = [shown.sentence for shown in findings]
        links = RelationIndex(relations_of(gold))
        self.canvas.scene.compare(SpanIndex(gold.spans()), self._findings, sentences, links)
        self.canvas.refresh_scene()
        if self.editor is not None:
            self.questions.judge(self.editor.document, gold, self._findings, waits)

    def _show_panel(self) -> None:
        """Show the panel where it is wanted and there is anything to mark."""
        schema = self.editor.schema if self.editor is not None else None
        marks = schema is None or bool(schema.labels) or self.panel.mending.wanted
        self.panel.setVisible(self._panel_wanted and marks)

    def _say(self, text: str, tone: str) -> None:
        self.foot.say(text, tone)
        self.canvas.describe(text)

    def _stepped(self, _touched: object, step: Step) -> None:
        self.panel.follow(step)
        self.questions.follow(step)
        self.foot.saved()
        forget_dead_end(self.foot)
        self._show_hint()
        self.changed.emit()

    def _show_place(self) -> None:
        if self.editor is None:
            return
        start, end = self.editor.selection
        line, column = self.canvas.scene.segments.place_of(self.editor.caret)
        size = self.canvas.text_font().pixelSize() / self.canvas.text_font(PLAIN_SIZE).pixelSize()
        self.foot.show_text(size=size, line_number=line, column=column, selected=end - start)
        self._show_hint()

    def _show_hint(self) -> None:
        editor = self.editor
        if editor is None:
            return
        self.foot.hint(hint(editor, self._second))
        self.canvas.describe(self.panel.said())
        self.rail.buttons["sticky"].setChecked(bool(editor.sticky))
        enable_tools(self.rail, editor)

    def _arrange(self) -> None:
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.search.bar)
        middle.addWidget(self.canvas, 1)
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(self.rail)
        upper.addLayout(middle, 1)
        upper.addWidget(self.panel)
        upper.addWidget(self.questions)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(upper, 1)
        column.addWidget(self.foot)


def _turn_questions(questions: QuestionSlot, editor: TextEditor) -> None:
    """Ask about the turn that the caret is in."""
    questions.show_turn_at(editor.caret)


def _show_keys(bench: TextBench) -> None:
    schema = bench.editor.schema if bench.editor is not None else None
    groups = sheet(links=schema is not None and bool(schema.relations))
    if schema is not None and schema.questions:
        groups.insert(1, questions_sheet())
    keys = KeySheet(groups, bench)
    keys.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    # Not exec: the idle lock hides what lies over the window, and that would end a loop of its own.
    keys.open()
