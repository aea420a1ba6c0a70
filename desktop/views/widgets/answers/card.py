"""One model's answer with its head: key, letter, length, place in the ranking; read, or marked span by span."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QStackedWidget

from desktop.annotation.document import Document
from desktop.annotation.history import History
from desktop.annotation.text_lanes import SpanIndex
from desktop.base.wording import _
from desktop.curriculum.schema import LabelSchema
from desktop.curriculum.text_rules import ModelAnswer
from desktop.scoring.result import Finding
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import RADIUS, M, S
from desktop.views.widgets.answers.answer_text import AnswerText
from desktop.views.widgets.answers.notes import Notes
from desktop.views.widgets.answers.one_text import OneText, spans_of
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import Frame, row
from desktop.views.widgets.chips import chip, key_hint
from desktop.views.widgets.labels import line
from desktop.views.widgets.room import is_roomy
from desktop.views.widgets.text.editor import TextEditor
from desktop.views.widgets.text.scene import Layer, Scene, range_of
from desktop.views.widgets.text.segments import cut
from desktop.views.widgets.text.surface import PLAIN_SIZE
from desktop.views.widgets.text.view import TextView

#: The step of the type size in a column: a text that has the screen to itself is set larger.
PLAIN_STEP = 0


class AnswerCard(Frame):
    """Shows one answer. It is chosen by a click anywhere on it, or by its key."""

    #: It was clicked, or its text got the keyboard: the answer's id.
    chosen = Signal(str)

    def __init__(self, answer: ModelAnswer, letter: str, number: int, title: str = "") -> None:
        super().__init__("card", margin=2, spacing=0)
        self.answer = answer
        self.letter = letter
        self.is_chosen = False
        self._larger = 0
        self.text = AnswerText()
        title = title or _("回答 {letter}", letter=letter)
        self.text.setAccessibleName(title)
        self.view: TextView | None = None
        self.editor: TextEditor | None = None
        self._history: OneText | None = None
        self._rank = chip("", "accent")
        self._rank.hide()
        self._notes = Notes()
        self._fold = button("", self.toggle_fold, look="link")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.text)
        long = _("{n} 字", n=len(answer.text)) if is_roomy() else ""
        head = row(
            key_hint(str(number)), line(title, "strong"), line(long, "caption"),
            None, self._rank, spacing=S,
        )  # fmt: skip
        head.setContentsMargins(theme().px(M), theme().px(S), theme().px(S), 0)
        # As high without a rank as with one: the texts begin in one line.
        head.addStrut(self._rank.sizeHint().height())
        self.body.addLayout(head)
        self.body.addWidget(self._notes)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self._fold)
        self.text.show_source(answer.text)
        self._fold.hide()
        for part in (self.text, self.text.viewport()):
            part.installEventFilter(self)

    # ---------------------------------------------------------------- reading

    def toggle_fold(self) -> None:
        """Show all of it, or only its beginning."""
        self.set_whole(not self.text.whole)

    def set_whole(self, whole: bool) -> None:  # noqa: FBT001  a Qt setter
        """Show all of it, or only its beginning."""
        self.text.set_whole(whole)
        self._show_fold()

    def set_as_written(self, as_written: bool) -> None:  # noqa: FBT001  a Qt setter
        """Show the characters as they were written, or laid out."""
        self.text.set_as_written(as_written)
        self._show_fold()

    def set_larger(self, steps: int) -> None:
        """Set the type larger by so many steps."""
        self._larger = steps
        self.text.set_larger(steps)
        if self.view is not None:
            self.view.resize_type(min(PLAIN_STEP + steps, PLAIN_SIZE + 2))

    def set_chosen(self, chosen: bool) -> None:  # noqa: FBT001  a Qt setter
        """Frame it or not."""
        if chosen != self.is_chosen:
            self.is_chosen = chosen
            self.update()

    def show_rank(self, words: str) -> None:
        """Show its place in the ranking."""
        self._rank.setText(words)
        self._rank.setVisible(bool(words))

    def show_notes(self, notes: Sequence[tuple[str, str]]) -> None:
        """Show sentences under the head, each with its tone."""
        self._notes.show_notes(notes)

    def notes(self) -> list[str]:
        """Return the sentences under the head."""
        return list(self._notes.said)

    # ---------------------------------------------------------------- marking

    def open_spans(self, schema: LabelSchema, document: Document, history: History | None) -> TextEditor:
        """Make its characters markable; without a history only to be looked at."""
        self.close_spans()
        own = OneText(history, self.answer.id) if history is not None else None
        held = own.document if own is not None else Document(spans_of(document, self.answer.id))
        self._history = own
        self.editor = TextEditor(self.answer.text, schema, held, own)
        if self.view is None:
            self.view = TextView()
            self.view.setAccessibleName(_("回答 {letter} 的标注", letter=self.letter))
            self._stack.addWidget(self.view)
            for part in (self.view, self.view.viewport()):
                part.installEventFilter(self)
        self.view.show_text(self.editor, Scene(cut(self.answer.text), schema, self.editor.index))
        self.set_larger(self._larger)
        return self.editor

    def compare_spans(self, gold: Document, findings: Sequence[tuple[Finding, str]]) -> None:
        """Show the gold's spans beside the answer's own, with findings (and the sentence about each) in this text."""
        if self.view is not None:
            index = SpanIndex(spans_of(gold, self.answer.id))
            self.view.scene.compare(
                index, [one for one, _words in findings], [words for _one, words in findings]
            )
            self.view.refresh_scene()

    def show_layer(self, layer: Layer) -> None:
        """Show the answer's spans, the gold's, or both."""
        if self.view is not None:
            self.view.scene.show_layer(layer)
            self.view.refresh_scene()

    def show_finding(self, finding: Finding | None) -> None:
        """Scroll to the place of a finding in this text and frame it."""
        if self.view is not None:
            self.view.show_place(range_of(finding) if finding is not None else None)

    def set_marking(self, marking: bool) -> None:  # noqa: FBT001  a Qt setter
        """Show the text to be marked, or to be read."""
        shows = self.view if marking and self.view is not None else self.text
        self._stack.setCurrentWidget(shows)
        self._show_fold()

    @property
    def marking(self) -> bool:
        """Whether the text to be marked is on show."""
        return self._stack.currentWidget() is self.view

    def close_spans(self) -> None:
        """Hear nothing of the history any more."""
        if self._history is not None:
            self._history.close()
        if self.editor is not None:
            self.editor.close()
            self.editor.deleteLater()
            self.editor = None

    def take_focus(self) -> None:
        """Give the keyboard to the text on show."""
        self._stack.currentWidget().setFocus()

    # ---------------------------------------------------------------- inside

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Be chosen when the text is clicked or gets the keyboard."""
        if event.type() in {QEvent.Type.MouseButtonPress, QEvent.Type.FocusIn}:
            self.chosen.emit(self.answer.id)
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Be chosen."""
        self.chosen.emit(self.answer.id)
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame the one that keys speak to."""
        super().paintEvent(event)
        if self.is_chosen:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme().colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
            painter.end()

    def showEvent(self, event: QShowEvent) -> None:
        """Offer the fold of a text that was read only now."""
        super().showEvent(event)
        self._show_fold()

    def _show_fold(self) -> None:
        if self.text.is_unread and not self.isVisible():
            return
        self._fold.setVisible(self.text.is_long and not self.marking)
        words = _("收起") if self.text.whole else _("展开全文（{n} 字）", n=len(self.answer.text))
        self._fold.setText(words)
        self._fold.setAccessibleName(_("{words}：回答 {letter}", words=words, letter=self.letter))
