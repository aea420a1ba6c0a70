"""The bench for inspecting a text: another's marks to look through, and flags to plant where one is wrong or missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop.annotation.document import Document, Step, changes
from desktop.annotation.history import History
from desktop.annotation.spans import Span
from desktop.annotation.text_flags import TextFlag
from desktop.base.errors import KnownError
from desktop.base.wording import _
from desktop.curriculum.items import Exercise
from desktop.curriculum.schema import LabelSchema
from desktop.session.shown import Feedback, FindingShown, OpenAttempt, Review
from desktop.views.widgets.bench.key_sheet import KeySheet
from desktop.views.widgets.bench.text_foot import TextFoot
from desktop.views.widgets.bench.text_given import GivenMarks
from desktop.views.widgets.bench.text_inspect_keys import WORKING, inspect_hint, inspect_rail, inspect_sheet
from desktop.views.widgets.bench.text_inspect_panel import InspectPanel
from desktop.views.widgets.bench.text_inspect_pointing import Compared, Pointing, show_part
from desktop.views.widgets.bench.text_inspected_replies import InspectedReplies
from desktop.views.widgets.bench.text_inspector import Inspector
from desktop.views.widgets.bench.text_kept import take_up, turn_word_assist
from desktop.views.widgets.bench.text_search import TextSearch
from desktop.views.widgets.bench.way_out import step_out
from desktop.views.widgets.text.inspect_editor import InspectEditor
from desktop.views.widgets.text.inspection_scene import InspectionScene
from desktop.views.widgets.text.scene import Layer
from desktop.views.widgets.text.segments import cut
from desktop.views.widgets.text.surface import PLAIN_SIZE
from desktop.views.widgets.text.view import TextView


class TextInspectBench(QWidget):
    """Plants flags over given marks, or compares flags with the true ones."""

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
        self.setAccessibleName(_("文本质检台"))
        self.rail = inspect_rail(self.carry_out)
        self.canvas = TextView()
        self.panel = InspectPanel()
        self.replies = InspectedReplies()
        self.foot = TextFoot()
        self.search = TextSearch(self.canvas)
        self.editor: InspectEditor | None = None
        self.inspector: Inspector | None = None
        self._scene: InspectionScene | None = None
        self._compared = Compared()
        self._pointing: Pointing | None = None
        #: Whose flags stand where the gold's would.
        self._second = ""
        self.setFocusProxy(self.canvas)
        self._arrange()
        self.canvas.asked.connect(self.carry_out)
        self.canvas.sized.connect(self._show_place)
        self.canvas.finding_clicked.connect(self.finding_chosen)
        self.search.noticed.connect(self._say)
        self.panel.code_chosen.connect(self._flag)
        self.panel.flagged.connect(self._flag)
        self.replies.part_shown.connect(partial(show_part, self.canvas))
        if attempt is not None:
            self.load(attempt)

    # ---------------------------------------------------------------- what is open

    def load(self, attempt: OpenAttempt) -> None:
        """Open an inspection to be worked on. Raises KnownError when there is no text or nothing to inspect."""
        self._second = ""
        self._open(attempt.exercise, attempt.schema, attempt.given_schema, attempt.document, attempt.history)

    def show_feedback(self, feedback: Feedback) -> None:
        """Compare the flags handed in with the true ones, for looking only."""
        attempt = feedback.attempt
        self._open(attempt.exercise, attempt.schema, attempt.given_schema, attempt.document, None)
        self._compare(feedback.gold, feedback.findings)

    def show_review(self, review: Review) -> None:
        """Compare a person's flags with the true ones for an instructor, or with another person's."""
        self._second = review.second
        self._open(review.exercise, review.schema, review.given_schema, review.answer, None)
        self._compare(review.gold, review.findings)

    def set_layer(self, layer: Layer) -> None:
        """Show my flags, the true ones, or both; the given marks are always there."""
        if self._scene is not None:
            self._scene.show_layer(layer)
            self.canvas.refresh_scene()

    def focus_finding(self, number: int) -> None:
        """Bring the place of a finding into view, and point at the mark that its flag is about."""
        if not 0 <= number < len(self._compared.findings) or self.inspector is None:
            self.canvas.show_place(None)
            return
        finding = self._compared.findings[number].finding
        if finding.answer_id:
            self.inspector.choose(finding.answer_id)
        else:
            self.inspector.point_at(self._compared.target(finding.gold_id))
        self.canvas.show_place(self._compared.place(number))

    def focus_gold(self, gold_id: str) -> None:
        """Bring the place of a true flag into view."""
        flag = next((own for own in self._compared.gold if own.id == gold_id), None)
        if flag is not None and self.inspector is not None:
            self.inspector.point_at(flag.target or "")
            self.canvas.show_place((flag.start, flag.end) if flag.start < flag.end else None)

    def settle(self) -> None:
        """Make a step of what is being written to a flag."""
        self.panel.form.settle()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the clocks when the page goes."""
        self.foot.shut()
        super().hideEvent(event)

    # ---------------------------------------------------------------- verbs

    def carry_out(self, verb: str) -> None:
        """Do what a tool or a key asks for, by its name in the key table."""
        verbs: dict[str, Callable[[], object]] = {
            "find": self.search.find,
            "find_next": self.search.next,
            "find_previous": self.search.previous,
            "auto": partial(self._say, _("质检只插旗，不改标注。"), "quiet"),
            "panel": self._next_pane,
            "words": partial(turn_word_assist, self.canvas, self._say),
            "rules": self.rules_requested.emit,
            "save": partial(self._say, _("每一步都已自动保存，不用手动保存。"), "good"),
            "submit": self._hand_in,
            "help": self.show_keys,
        }
        if verb in verbs:
            verbs[verb]()
        else:
            self.canvas.do(verb)
            self.canvas.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the keys of the text work from the panels as well; Tab there goes on through them."""
        self.canvas.keyPressEvent(event)

    def show_keys(self) -> None:
        """Open the F1 sheet."""
        if self.inspector is not None:
            keys = KeySheet(inspect_sheet(self.inspector.codes), self)
            keys.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            # Not exec: the idle lock hides what lies over the window, and that would end a loop of its own.
            keys.open()

    def _hand_in(self) -> None:
        self.settle()
        self.submitted.emit()

    def _next_pane(self) -> None:
        """Give the keyboard to the next of text, kinds of fault, lists, the flag, replies, and what is outside."""
        focused = None if self.canvas.hasFocus() else QApplication.focusWidget()
        asking = focused is not None and self.replies.isAncestorOf(focused)
        if not asking and self.panel.isVisible() and self.panel.take_focus(focused):
            return
        if not asking and self.replies.take_focus():
            return
        if not step_out(self):
            self.canvas.setFocus()

    def _flag(self, code: str = "") -> None:
        """Plant a flag of a class, of the one used last without one, on what is selected or pointed at."""
        if self.editor is not None and self.inspector is not None:
            self.editor.apply_label(code or self.inspector.code)

    # ---------------------------------------------------------------- inside

    def _open(
        self,
        exercise: Exercise,
        codes: LabelSchema,
        schema: LabelSchema | None,
        document: Document,
        history: History | None,
    ) -> None:
        if exercise.text is None or schema is None:
            raise KnownError(_("这道题没有文本或没有被检标注，不能在文本质检台打开。"), where=exercise.id)
        self._put_away()
        segments = cut(exercise.text)
        given = GivenMarks(exercise, schema)
        inspector = Inspector(given, codes, document, history)
        editor = InspectEditor(
            exercise.text, codes, Document(exercise.given_marks), inspector, turns=exercise.turns
        )
        scene = InspectionScene(
            segments,
            schema,
            editor.index,
            codes=codes,
            numbers=given.numbers,
            text=editor.text,
            links=editor.links.index,
            turns=exercise.turns,
        )
        self.inspector, self.editor, self._scene = inspector, editor, scene
        self._compared = Compared()
        scene.put_flags(inspector.flags())
        self.search.open(editor)
        self.canvas.show_text(editor, scene)
        take_up(self.canvas)
        self.panel.show_inspector(inspector)
        self.panel.setVisible(history is not None)
        self.replies.show_inspector(inspector)
        for verb in WORKING:
            self.rail.buttons[verb].setVisible(history is not None)
        self.foot.show_saving(history is not None)
        self.foot.saved(_("{n} 条标注待检", n=len(given.rows)))
        self._follow(editor, inspector)
        self._show_place()
        self._show_state()

    def _put_away(self) -> None:
        if self.editor is not None:
            self.editor.close()
            self.editor.deleteLater()
        if self.inspector is not None:
            self.inspector.close()
            self.inspector.deleteLater()

    def _follow(self, editor: InspectEditor, inspector: Inspector) -> None:
        self._pointing = Pointing(self.canvas, editor, inspector, self._tell_finding)
        editor.moved.connect(self._show_place)
        editor.noticed.connect(self._say)
        inspector.noticed.connect(self._say)
        inspector.chosen.connect(self._show_state)
        inspector.stepped.connect(self._stepped)

    def _compare(self, gold: Document, findings: Sequence[FindingShown]) -> None:
        true = tuple(mark for mark in gold if isinstance(mark, TextFlag))
        sentences = [shown.sentence for shown in findings]
        if self._scene is not None:
            self._scene.compare_flags(true, [shown.finding for shown in findings], sentences)
        self.canvas.refresh_scene()
        self.replies.compare(findings, true)
        self.canvas.show_place(None)
        self._compared = Compared(findings, true)

    def _tell_finding(self, mark_id: str) -> None:
        """In the look back tell which finding is about a mark that was clicked."""
        own = self.inspector.flags() if self.inspector is not None else ()
        if (number := self._compared.number_of(own, mark_id)) is not None:
            self.finding_chosen.emit(number)

    def _stepped(self, step: Step) -> None:
        inspector, editor, scene = self.inspector, self.editor, self._scene
        if inspector is None or editor is None or scene is None:
            return
        scene.put_flags(inspector.flags())
        touched: list[Span] = []
        for flag in (mark for pair in changes(step) for mark in pair if isinstance(mark, TextFlag)):
            relation = editor.links.index.get(flag.target or "")
            ends = editor.links.ends(relation) if relation is not None else None
            touched += ends or [Span(flag.id, flag.label, flag.start, max(flag.end, flag.start + 1))]
        editor.stepped.emit(touched, step)
        self.foot.saved()
        self._show_state()
        self.changed.emit()

    def _say(self, text: str, tone: str) -> None:
        self.foot.say(text, tone)
        self.canvas.describe(text)

    def _show_place(self) -> None:
        if self.editor is None:
            return
        start, end = self.editor.selection
        line, column = self.canvas.scene.segments.place_of(self.editor.caret)
        size = self.canvas.text_font().pixelSize() / self.canvas.text_font(PLAIN_SIZE).pixelSize()
        self.foot.show_text(size=size, line_number=line, column=column, selected=end - start)
        self._show_state()

    def _show_state(self) -> None:
        inspector, editor = self.inspector, self.editor
        if inspector is None or editor is None:
            return
        self.foot.hint(inspect_hint(inspector, selected=editor.has_selection, second=self._second))
        self.canvas.describe(self.panel.said())
        history = inspector.history
        self.rail.enable("undo", bool(history and history.next_undo))
        self.rail.enable("redo", bool(history and history.next_redo))
        self.rail.enable("delete", inspector.flag is not None)

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
        upper.addWidget(self.replies)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(upper, 1)
        column.addWidget(self.foot)
