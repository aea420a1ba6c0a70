"""The panel beside a text under inspection: kinds of fault, the marks and the flags, what is asked of the flag in hand."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop.annotation.document import Step
from desktop.annotation.shapes.base import AttributeValue
from desktop.base.wording import _
from desktop.views.theme import tokens
from desktop.views.theme.current import theme
from desktop.views.widgets.bench.text_attributes import AttributeForm
from desktop.views.widgets.bench.text_given_list import FlagModel, GivenModel, InspectedList
from desktop.views.widgets.bench.text_inspector import Inspector
from desktop.views.widgets.bench.text_labels import LabelList
from desktop.views.widgets.buttons import Segments
from desktop.views.widgets.cards import row, rule
from desktop.views.widgets.labels import line, paragraph

WIDTH = 280


class InspectPanel(QFrame):
    """Follows an inspector; what is chosen here is done there."""

    #: A kind of fault was clicked: its id.
    code_chosen = Signal(str)
    #: Enter was pressed on a row, or it was double-clicked: plant the class used last.
    flagged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self.setFixedWidth(theme().px(WIDTH))
        self.labels = LabelList()
        self.labels.setAccessibleName(_("错误类型"))
        self.given, self.flags = InspectedList(_("被检标注")), InspectedList(_("已插的旗"))
        self.tabs = Segments((("given", _("被检标注")), ("flags", _("已插旗"))), "given", says=_("列表"))
        self._stack = QStackedWidget()
        self._stack.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._total = line("", "caption")
        self._empty = paragraph("", "quiet")
        self.form = AttributeForm()
        self._asking = QWidget()
        self._about = line("", "caption")
        self._inspector: Inspector | None = None
        self._arrange()
        self.labels.chosen.connect(self.code_chosen)
        self.tabs.chosen.connect(self._show_list)
        for own in (self.given, self.flags):
            own.entered.connect(self.flagged)
            own.pulled.connect(self._pull)
        self.given.chosen.connect(self._pointed)
        self.flags.chosen.connect(self._chosen)
        self.form.answered.connect(self._answered)

    def show_inspector(self, inspector: Inspector) -> None:
        """Show the kinds of fault, the marks and the flags of an inspection, and follow it."""
        self._inspector = inspector
        self.labels.show_schema(inspector.codes)
        self.given.show_model(GivenModel(inspector))
        self.flags.show_model(FlagModel(inspector))
        self.tabs.choose("given")
        inspector.pointed.connect(self.refresh)
        inspector.chosen.connect(self.refresh)
        inspector.stepped.connect(self._stepped)
        self.refresh()

    def refresh(self) -> None:
        """Show counts, what is pointed at, and what is asked of the flag in hand."""
        inspector = self._inspector
        if inspector is None:
            return
        flag = inspector.flag
        counts = Counter(own.label for own in inspector.flags())
        self.labels.show_counts(counts, picked=flag.label if flag is not None else "")
        self.given.mark(inspector.mark_id)
        self.flags.mark(inspector.flag_id)
        self.form.show_span(inspector.codes, flag)
        self._asking.setVisible(flag is not None and bool(inspector.codes.attributes_of(flag.label)))
        if flag is not None:
            self._about.setText(inspector.called(flag))
        self._count()

    def take_focus(self, after: QWidget | None) -> bool:
        """Give the keyboard to the part after the one that holds ``after``; None means the first. Tell whether."""
        stack = self._stack.currentWidget()
        parts = (self.labels, stack, self.form)
        here = next(
            (n for n, part in enumerate(parts) if after and (part is after or part.isAncestorOf(after))), -1
        )
        for number in range(here + 1, len(parts)):
            first = self.labels.first()
            if number == 0 and first is not None:
                first.setFocus()
                return True
            if number == 1 and stack.isVisible():
                stack.setFocus()
                return True
            if number == 2 and self.form.focus_first():
                return True
        return False

    def said(self) -> str:
        """Return in one sentence what is pointed at, with its flags."""
        inspector = self._inspector
        if inspector is None:
            return ""
        model = self.given.model()
        own = inspector.given.get(inspector.mark_id)
        if own is not None and isinstance(model, GivenModel):
            return model.said(own.number - 1)
        flag, listed = inspector.flag, self.flags.model()
        return (
            listed.said(listed.row_of(flag.id)) if flag is not None and isinstance(listed, FlagModel) else ""
        )

    def _stepped(self, step: Step) -> None:
        self.given.follow(step)
        self.flags.follow(step)
        self.refresh()

    def _show_list(self, name: str) -> None:
        self._stack.setCurrentWidget(self.given if name == "given" else self.flags)
        self._count()

    def _count(self) -> None:
        if self._inspector is None:
            return
        here = self._stack.currentWidget()
        n = here.model().rowCount() if isinstance(here, InspectedList) and here.model() is not None else 0
        flagged = len(self._inspector.flags())
        self._total.setText(_("{n} 面旗", n=flagged) if here is self.flags else _("{n} 条", n=n))
        none = _("还没有插旗。点中有错的标注，或选中漏标的文字，按错误类型的键。")
        self._empty.setText(none if here is self.flags else _("没有给出标注：只看有没有漏标。"))
        self._empty.setVisible(n == 0)
        self._stack.setVisible(n > 0)

    def _pointed(self, mark_id: str) -> None:
        if self._inspector is not None:
            self._inspector.point_at(mark_id)

    def _chosen(self, flag_id: str) -> None:
        if self._inspector is not None:
            self._inspector.choose(flag_id)

    def _pull(self) -> None:
        if self._inspector is not None:
            self._inspector.pull()

    def _answered(self, name: str, value: AttributeValue | None) -> None:
        if self._inspector is not None:
            self._inspector.answer(name, value)
            self.refresh()

    def _arrange(self) -> None:
        edge, near = theme().px(tokens.M), theme().px(tokens.XS)
        self._empty.setContentsMargins(edge, 0, edge, theme().px(tokens.S))
        self._stack.addWidget(self.given)
        self._stack.addWidget(self.flags)
        titles = (
            row(line(_("错误类型"), "strong"), None, line(_("按键即插旗"), "caption")),
            row(self.tabs, None, self._total),
            row(line(_("这面旗"), "strong"), None, self._about),
        )
        for title in titles:
            title.setContentsMargins(edge, theme().px(tokens.S), edge, near)
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.setSpacing(0)
        asking.addWidget(rule())
        asking.addLayout(titles[2])
        asking.addWidget(self.form)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(titles[0])
        column.addWidget(self.labels)
        column.addSpacing(theme().px(tokens.S))
        column.addWidget(rule())
        column.addLayout(titles[1])
        column.addWidget(self._empty)
        column.addWidget(self._stack, 1)
        column.addWidget(self._asking)
