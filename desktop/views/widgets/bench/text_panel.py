"""The panel at the right of the text: classes, the list of spans, attributes of the picked one."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.annotation.document import Step
from desktop.annotation.spans import Span
from desktop.base.wording import _
from desktop.curriculum.schema import LabelSchema
from desktop.views.theme import tokens
from desktop.views.theme.current import theme
from desktop.views.widgets.bench.text_attributes import AttributeForm
from desktop.views.widgets.bench.text_labels import LabelList
from desktop.views.widgets.bench.text_list import SpanModel, added_labels, one_line
from desktop.views.widgets.bench.text_mending import Mending
from desktop.views.widgets.bench.text_tabs import MarkLists
from desktop.views.widgets.cards import rule
from desktop.views.widgets.labels import line
from desktop.views.widgets.room import side_width
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
        self.setFixedWidth(side_width(WIDTH))
        self.labels = LabelList()
        self.lists = MarkLists()
        self.list = self.lists.spans
        self.form = AttributeForm()
        self.mending = Mending()
        self._about = line("", "caption")
        self._about.setContentsMargins(theme().px(tokens.M), 0, theme().px(tokens.M), theme().px(tokens.S))
        self._counts: Counter[str] = Counter()
        self._editor: TextEditor | None = None
        self._asking = QWidget()
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.setSpacing(0)
        asking.addWidget(rule())
        asking.addLayout(self._title(_("属性")))
        asking.addWidget(self._about)
        asking.addWidget(self.form)
        self._arrange()
        self.labels.chosen.connect(self._label_chosen)
        self.lists.span_chosen.connect(self._span_chosen)
        self.lists.relation_chosen.connect(self._relation_chosen)
        self.lists.entered.connect(self.left)
        self.form.answered.connect(self._answered)

    def show_editor(self, editor: TextEditor, segments: Segments) -> None:
        """Show the classes and spans of an open text and follow it."""
        self._editor = editor
        self._counts = Counter(span.label for span in editor.document.spans())
        self._counts.update(relation.label for relation in editor.links.index)
        self.labels.show_schema(editor.schema)
        self._asking.setVisible(bool(editor.schema.attributes))
        self.lists.show_editor(editor, segments)
        editor.picked.connect(self.refresh)
        editor.links.picked.connect(self.refresh)
        editor.links.linking.connect(self.refresh)
        editor.stuck.connect(self.refresh)
        self.refresh()

    def follow(self, step: Step) -> None:
        """Take over what a step did to the spans."""
        for gone, come in added_labels(step):
            if gone is not None:
                self._counts[gone] -= 1
            if come is not None:
                self._counts[come] += 1
        self.lists.follow(step)
        self.mending.refresh()
        self.refresh()

    def refresh(self) -> None:
        """Show counts, the picked span and its attributes."""
        if self._editor is None:
            return
        span = self._editor.span
        links = self._editor.links
        held = span if span is not None else links.relation
        sticky = links.link.kind if links.link is not None else self._editor.sticky
        self.labels.show_counts(self._counts, picked=held.label if held is not None else "", sticky=sticky)
        self.lists.refresh()
        self._about.setText(self._summary(self._editor.schema, span))
        self.form.show_span(self._editor.schema, span)

    def said(self) -> str:
        """Return in one sentence what is in hand: the selected words, or the picked span."""
        editor, model = self._editor, self.list.model()
        if editor is None or not isinstance(model, SpanModel):
            return ""
        if editor.has_selection:
            start, end = editor.selection
            return _("选中 {n} 字：{words}", n=end - start, words=one_line(editor.text, start, end))
        if (relation := editor.links.relation) is not None:
            return self.lists.relations.said(relation)
        return model.said(editor.span) if editor.span is not None else ""

    def take_focus(self, after: QWidget | None) -> bool:
        """Give the keyboard to the part after the one that holds ``after``: remarks, classes, spans, attributes.

        Tell whether there was one; None means the first.
        """
        parts = (self.mending, self.labels, self.lists, self.form)
        here = next(
            (n for n, part in enumerate(parts) if after and (part is after or part.isAncestorOf(after))), -1
        )
        return any(self._focus_part(number) for number in range(here + 1, len(parts)))

    def _focus_part(self, number: int) -> bool:
        if number == 0:
            return self.mending.take_focus()
        if number == 1 and (first := self.labels.first()) is not None:
            first.setFocus()
            return True
        return (number == 2 and self.lists.focus_list()) or (number == 3 and self.form.focus_first())

    def _summary(self, schema: LabelSchema, span: Span | None) -> str:
        if span is None:
            return _("点选一个标注后，在这里看它的属性。")
        label = schema.label(span.label)
        name = label.called if label is not None else span.label
        asks = "" if schema.attributes_of(span.label) else _("没有属性要填。")
        return "  ".join((name, _("{n} 字", n=span.length), asks)).rstrip()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.mending)
        column.addLayout(self._title(_("类别"), line(_("按键即标"), "caption")))
        column.addWidget(self.labels)
        column.addSpacing(theme().px(tokens.S))
        column.addWidget(rule())
        column.addWidget(self.lists, 1)
        column.addWidget(self._asking)

    def _title(self, text: str, beside: QLabel | None = None) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(
            theme().px(tokens.M), theme().px(tokens.S), theme().px(tokens.M), theme().px(tokens.XS)
        )
        row.addWidget(line(text, "strong"))
        row.addStretch(1)
        if beside is not None:
            row.addWidget(beside)
        return row

    def _label_chosen(self, label: str) -> None:
        editor = self._editor
        if editor is None:
            return
        if editor.schema.relation(label) is not None:
            editor.links.press(label)
        else:
            editor.choose_label(label)
        self.left.emit()

    def _relation_chosen(self, relation_id: str) -> None:
        if self._editor is not None:
            self._editor.links.pick(relation_id)

    def _span_chosen(self, span_id: str) -> None:
        if self._editor is not None:
            self._editor.pick(span_id)

    def _answered(self, name: str, value: object) -> None:
        if self._editor is not None and (value is None or isinstance(value, str | bool | float)):
            self._editor.set_attribute(name, value)
            # The same answer again makes no step, and a locked span takes none, but the button has turned over.
            self.refresh()
