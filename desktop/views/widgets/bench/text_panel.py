"""The panel at the right of the text: classes, the list of spans, attributes of the picked one."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from desktop.annotation.document import Step
from desktop.base.wording import _
from desktop.views.theme import tokens
from desktop.views.theme.current import theme
from desktop.views.widgets.bench.text_attributes import AttributeForm
from desktop.views.widgets.bench.text_labels import LabelList
from desktop.views.widgets.bench.text_list import SpanList, SpanModel, added_labels
from desktop.views.widgets.cards import rule
from desktop.views.widgets.labels import line, paragraph
from desktop.views.widgets.text.editor import TextEditor
from desktop.views.widgets.text.segments import Segments

WIDTH = 280


class TextPanel(QFrame):
    """Follows an editor; what is chosen here is done there."""

    #: The person is done here: back to the text.
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self.setFixedWidth(theme().px(WIDTH))
        self.labels = LabelList()
        self.list = SpanList()
        self.form = AttributeForm()
        self._total = line("", "caption")
        self._empty = paragraph(_("还没有标注。选中文字，按类别键。"), "quiet")
        self._counts: Counter[str] = Counter()
        self._editor: TextEditor | None = None
        self._arrange()
        self.labels.chosen.connect(self._label_chosen)
        self.list.chosen.connect(self._span_chosen)
        self.list.entered.connect(self.left)
        self.form.answered.connect(self._answered)

    def show_editor(self, editor: TextEditor, segments: Segments) -> None:
        """Show the classes and spans of an open text and follow it."""
        self._editor = editor
        spans = editor.document.spans()
        self._counts = Counter(span.label for span in spans)
        model = SpanModel(editor.text, editor.schema, segments, spans)
        self.labels.show_schema(editor.schema)
        self.list.show_model(model)
        editor.picked.connect(self.refresh)
        editor.stuck.connect(self.refresh)
        self.refresh()

    def follow(self, step: Step) -> None:
        """Take over what a step did to the spans."""
        for gone, come in added_labels(step):
            if gone is not None:
                self._counts[gone] -= 1
            if come is not None:
                self._counts[come] += 1
        self.list.follow(step)
        self.refresh()

    def refresh(self) -> None:
        """Show counts, the picked span and its attributes."""
        if self._editor is None:
            return
        span = self._editor.span
        picked = span.label if span is not None else ""
        self.labels.show_counts(self._counts, picked=picked, sticky=self._editor.sticky)
        self.list.mark(span)
        n = self._counts.total()
        self._total.setText(_("{n} 处", n=n))
        self._empty.setVisible(n == 0)
        self.list.setVisible(n > 0)
        self.form.show_span(self._editor.schema, span)

    def take_focus(self) -> None:
        """Give the keyboard to the list of spans, or to the classes when there is none."""
        first = self.list if self._counts.total() else self.labels.first()
        if first is not None:
            first.setFocus()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        gap = theme().px(tokens.M)
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(theme().px(tokens.S))
        column.addWidget(line(_("类别"), "title"))
        column.addWidget(self.labels)
        column.addWidget(rule())
        head = QHBoxLayout()
        head.addWidget(line(_("标注"), "title"))
        head.addStretch(1)
        head.addWidget(self._total)
        column.addLayout(head)
        column.addWidget(self._empty)
        column.addWidget(self.list, 1)
        column.addWidget(self.form)
        column.addStretch(0)

    def _label_chosen(self, label: str) -> None:
        if self._editor is not None:
            self._editor.choose_label(label)
            self.left.emit()

    def _span_chosen(self, span_id: str) -> None:
        if self._editor is not None:
            self._editor.pick(span_id)

    def _answered(self, name: str, value: object) -> None:
        if self._editor is not None and isinstance(value, str | bool | float):
            self._editor.set_attribute(name, value)
