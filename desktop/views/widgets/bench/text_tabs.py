"""What is listed beside the text: spans, relations, chains; where only spans are asked for, just those."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop.annotation.document import Step
from desktop.base.wording import N_, _
from desktop.views.theme import tokens
from desktop.views.theme.current import theme
from desktop.views.widgets.bench.text_links_list import ChainList, ChainModel, RelationList, RelationModel
from desktop.views.widgets.bench.text_list import SpanList, SpanModel
from desktop.views.widgets.buttons import Segments
from desktop.views.widgets.labels import line, paragraph
from desktop.views.widgets.text.editor import TextEditor
from desktop.views.widgets.text.segments import Segments as TextSegments

_NOTHING: Mapping[str, str] = {
    "spans": N_("还没有标注。选中文字，按类别键。"),
    "relations": N_(
        "还没有关系。点选起点标注，按关系键，Tab 走到终点，按 Enter；也可以把标注下的横条拖到终点。"
    ),
    "chains": N_("还没有指代链。点选一处标注，按 Ctrl+G，Tab 走到另一处，按 Enter。"),
}


class MarkLists(QWidget):
    """The lists, one at a time, with how many rows it has and what to do where it has none."""

    #: The id of a span, or of a relation, chosen in a list.
    span_chosen = Signal(str)
    relation_chosen = Signal(str)
    #: The person is done here: back to the text.
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.spans, self.relations, self.chains = SpanList(), RelationList(), ChainList()
        self._lists = {"spans": self.spans, "relations": self.relations, "chains": self.chains}
        self._editor: TextEditor | None = None
        self._total = line("", "caption")
        self._empty = paragraph("", "quiet")
        self._empty.setContentsMargins(theme().px(tokens.M), 0, theme().px(tokens.M), theme().px(tokens.S))
        self._stack = QStackedWidget()
        for own in self._lists.values():
            self._stack.addWidget(own)
            own.entered.connect(self.entered)
        self._title = line(_("标注"), "strong")
        names = (("spans", _("标注")), ("relations", _("关系")), ("chains", _("指代")))
        self.tabs = Segments(names, "spans", says=_("列表"))
        self._arrange()
        self.tabs.chosen.connect(self._show_list)
        self.spans.chosen.connect(self.span_chosen)
        self.chains.chosen.connect(self.span_chosen)
        self.relations.chosen.connect(self.relation_chosen)

    @property
    def shown(self) -> str:
        """Which list is seen: spans, relations or chains."""
        return next(name for name, own in self._lists.items() if own is self._stack.currentWidget())

    def show_editor(self, editor: TextEditor, segments: TextSegments) -> None:
        """List the marks of an open text."""
        self._editor = editor
        self.spans.show_model(SpanModel(editor.text, editor.schema, segments, editor.document.spans()))
        self.relations.show_model(RelationModel(editor))
        self.chains.show_model(ChainModel(editor))
        self._offer()
        self.tabs.choose("spans")

    def follow(self, step: Step) -> None:
        """Take over what a step did."""
        for own in self._lists.values():
            own.follow(step)
        self._offer()

    def _offer(self) -> None:
        """Offer the lists that the order fills, and those that hold something all the same."""
        editor = self._editor
        if editor is None:
            return
        there = {"spans"}
        if editor.schema.relations or self.relations.model().rowCount():
            there.add("relations")
        if self.chains.model().rowCount():
            there.add("chains")
        self.tabs.offer(there)
        self.tabs.setVisible(len(there) > 1)
        self._title.setVisible(len(there) == 1)
        if self.shown not in there:
            self.tabs.choose("spans")

    def refresh(self) -> None:
        """Show what is picked, in the list that it belongs to."""
        editor = self._editor
        if editor is None:
            return
        span, relation = editor.span, editor.links.relation_id
        self.spans.mark(span)
        self.relations.mark(relation)
        self.chains.mark(span.group if span is not None else "")
        if relation and self.shown != "relations":
            self.tabs.choose("relations")
        elif span is not None and self.shown == "relations":
            self.tabs.choose("spans")
        self._count()

    def focus_list(self) -> bool:
        """Give the keyboard to the list that is seen; tell whether it has a row."""
        own = self._stack.currentWidget()
        if self._stack.isVisible():
            own.setFocus()
        return self._stack.isVisible()

    def _show_list(self, name: str) -> None:
        self._stack.setCurrentWidget(self._lists[name])
        self._count()

    def _count(self) -> None:
        own = self._lists[self.shown]
        n = own.model().rowCount() if self._editor is not None else 0
        units = {"spans": _("{n} 处", n=n), "relations": _("{n} 个", n=n), "chains": _("{n} 条", n=n)}
        self._total.setText(units[self.shown])
        self._empty.setText(_(_NOTHING[self.shown]))
        self._empty.setVisible(n == 0)
        self._stack.setVisible(n > 0)

    def _arrange(self) -> None:
        gap = theme().px
        head = QHBoxLayout()
        head.setContentsMargins(gap(tokens.M), gap(tokens.S), gap(tokens.M), gap(tokens.XS))
        head.addWidget(self._title)
        head.addWidget(self.tabs)
        head.addStretch(1)
        head.addWidget(self._total)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._empty)
        column.addWidget(self._stack, 1)
        column.addStretch(0)
