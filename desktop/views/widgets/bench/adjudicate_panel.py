"""Beside the marks: how far two people agree, the list of their differences, and what decides the one looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from desktop.annotation.merging import Choice, Difference, People
from desktop.base.wording import _
from desktop.session.measures import MeasureShown
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XS, M, S
from desktop.views.widgets.ask.field import WritingField
from desktop.views.widgets.bench.adjudicate_keys import CAPS, PLAIN
from desktop.views.widgets.bench.adjudicate_list import DifferenceList, Row
from desktop.views.widgets.bench.adjudicate_words import Teller
from desktop.views.widgets.buttons import Segments, button
from desktop.views.widgets.cards import Frame, clear, column, row, rule
from desktop.views.widgets.chips import chip
from desktop.views.widgets.labels import line, paragraph, restyle

WIDTH = 340
#: Characters of a reason.
LONGEST_REASON = 300
_CHOICES = ("left", "right", "both", "neither", "own")


class DecisionPanel(QWidget):
    """Figures, list, and the buttons that decide; holds no decision itself."""

    #: A verb: left, right, both, neither, own, next, undo, redo.
    asked = Signal(str)
    #: A reason was written: its words.
    reasoned = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self.list = DifferenceList()
        self.progress = chip("", "caution")
        self._figures = column(spacing=2)
        self._title = line("", "strong")
        self.buttons: dict[str, QPushButton] = {
            verb: button(
                "", partial(self.asked.emit, verb), size="large" if verb in _CHOICES[:2] else "ordinary"
            )
            for verb in _CHOICES
        }
        self.next = button(
            _("下一处"), partial(self.asked.emit, "next"), look="link", icon_name="arrow-right"
        )
        self.next.setAccessibleName(_("下一处未裁"))
        self.next.setToolTip(_("下一处未裁（F7；Shift+F7 上一处）"))
        self.reason = WritingField(_("裁定理由"), LONGEST_REASON)
        self.reason.setPlaceholderText(_("理由：哪一条规则，凭哪几个字"))
        self.reason.settled.connect(self.reasoned)
        self.reason.undo_wanted.connect(partial(self.asked.emit, "undo"))
        self.reason.redo_wanted.connect(partial(self.asked.emit, "redo"))
        self.reason.left.connect(self.list.setFocus)
        self._arrange()

    def open(
        self, rows: Sequence[Row], figures: Sequence[MeasureShown], *, reasons: bool, works: bool
    ) -> None:
        """List the differences of an exercise. ``reasons``: each asks for one; ``works``: they may be decided."""
        clear(self._figures)
        for own in figures:
            told = paragraph(_("{name} {value}", name=own.name, value=own.value), "caption")
            told.setToolTip(own.meaning)
            self._figures.addWidget(told)
        self.list.show_rows(rows)
        self.reason.setVisible(reasons)
        self._deciding.setVisible(works)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show how things stand now."""
        self.list.differences.renew(rows)
        n = sum(one.state == "open" for one in rows)
        self.progress.setText(_("还有 {n} 处未裁", n=n) if n else _("都裁完了"))
        restyle(self.progress, tone="caution" if n else "good")
        self.next.setVisible(n > 0)

    def show_difference(
        self, one: Difference | None, row: Row | None, teller: Teller, people: People
    ) -> None:
        """Offer what can be decided of the difference that is looked at."""
        self._title.setText(row.title if row is not None else "")
        sides: dict[str, Choice] = {"left": people[0], "right": people[1]}
        for verb, made in self.buttons.items():
            choice = sides.get(verb) or PLAIN[verb]
            made.setVisible(one is not None and choice in one.choices)
            words = teller.choice(choice, one)
            made.setText(f"{CAPS[verb]}  {words}")
            made.setAccessibleName(words)
            restyle(made, look="main" if row is not None and row.state == choice else "ordinary")
        self.reason.show_text(row.reason if row is not None else "")
        self.reason.setEnabled(one is not None)

    def settle(self) -> None:
        """Make a step of what is being written."""
        self.reason.settle()

    def _arrange(self) -> None:
        px = theme().px
        top = column(self._figures, spacing=XS)
        top.setContentsMargins(px(M), px(S), px(M), px(S))
        people = row(*(self.buttons[verb] for verb in _CHOICES[:2]), spacing=S)
        others = row(*(self.buttons[verb] for verb in _CHOICES[2:]), spacing=S)
        self._deciding = Frame("foot", margin=M, spacing=S)
        self._deciding.body.addLayout(row(self._title, None, self.next, spacing=S))
        self._deciding.add(people, others)
        self._deciding.add(self.reason)
        whole = column(top, rule(), self.list, self._deciding, spacing=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)


class SidePanel(QWidget):
    """Tabs: the differences, and what one marks with oneself."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "surface")
        self.setFixedWidth(theme().px(WIDTH))
        self.decisions = DecisionPanel()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.decisions)
        self._pages: dict[str, QWidget] = {"decisions": self.decisions}
        self.tabs = Segments([("decisions", _("分歧"))], "decisions", says=_("右栏"))
        self._head = row(self.tabs, None, self.decisions.progress, spacing=0)
        self._head.setContentsMargins(*(theme().px(side) for side in (M, S, M, S)))
        whole = column(self._head, rule(), self._stack, spacing=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def open(self, pages: Mapping[str, tuple[str, QWidget]]) -> None:
        """Offer these pages beside the differences: their names and widgets by key."""
        for name, widget in list(self._pages.items()):
            if name != "decisions":
                self._stack.removeWidget(widget)
        self._pages = {"decisions": self.decisions} | {key: widget for key, (_name, widget) in pages.items()}
        for _name, widget in pages.values():
            widget.setFixedWidth(theme().px(WIDTH))
            self._stack.addWidget(widget)
        options = [("decisions", _("分歧")), *((key, name) for key, (name, _widget) in pages.items())]
        tabs = Segments(options, "decisions", says=_("右栏"))
        self._head.replaceWidget(self.tabs, tabs)
        self.tabs.hide()
        self.tabs.deleteLater()
        self.tabs = tabs
        tabs.chosen.connect(self.show_page)
        self._stack.setCurrentWidget(self.decisions)

    def show_page(self, key: str) -> None:
        """Show one of the pages."""
        page = self._pages.get(key)
        if page is not None:
            page.show()
            self._stack.setCurrentWidget(page)

    def choose(self, key: str) -> None:
        """Press the tab of a page, where there is one."""
        if key in self._pages:
            self.tabs.choose(key)

    @property
    def current(self) -> str:
        """The key of the page that is seen."""
        return next(key for key, page in self._pages.items() if page is self._stack.currentWidget())

    @property
    def pages(self) -> tuple[str, ...]:
        """What is offered."""
        return tuple(self._pages)
