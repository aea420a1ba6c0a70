"""Above the merged marks: two people's side by side; looking back also what was decided, and why the gold is as it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.base.wording import _
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XS, L, M
from desktop.views.widgets.bench.adjudicate_list import DifferenceList, Row
from desktop.views.widgets.bench.adjudicate_pair import PairView
from desktop.views.widgets.buttons import Segments
from desktop.views.widgets.cards import clear, column, row, rule, scrolled
from desktop.views.widgets.labels import paragraph

#: Our pixels that the record and the reasons are high.
_HIGH = 236


class TopPane(QWidget):
    """One of: both people, the record of decisions, the expert's reasons; or nothing."""

    #: Whether what is shown leaves room for the merged marks below.
    leaves_room = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.pair = PairView()
        self.record = DifferenceList()
        self._why = column(spacing=XS)
        reasons = scrolled(self._why, margin=L)
        self._stack = QStackedWidget()
        self._pages: dict[str, QWidget] = {"pair": self.pair, "record": self.record, "why": reasons}
        for page in self._pages.values():
            self._stack.addWidget(page)
        self._bar = QWidget()
        self._bar.setProperty("look", "surface")
        self._line = row(None, spacing=0)
        self._line.setContentsMargins(*(theme().px(side) for side in (M, XS, M, XS)))
        self._bar.setLayout(self._line)
        self.tabs: Segments | None = None
        self._edge = rule()
        self._beside = True
        whole = column(self._bar, self._stack, self._edge, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def show_work(self, *, pair: bool) -> None:
        """Show both people while it is worked on, where they mark one text; else nothing."""
        self._bar.hide()
        self._stack.setCurrentWidget(self.pair)
        self._stack.setMinimumHeight(0)
        self._stack.show()
        self.setVisible(pair)

    def show_record(self, rows: Sequence[Row], rationale: str, *, pair: bool) -> None:
        """Look back: what was decided, and the expert's reasons; where both marked one text, they come first."""
        self.record.show_rows(rows)
        clear(self._why)
        for words in rationale.split("\n"):
            self._why.addWidget(paragraph(words))
        self._why.addStretch(1)
        self._beside = pair
        options = [("pair", _("两人的标注")) if pair else ("", _("裁定后")), ("record", _("裁定记录"))]
        if rationale:
            options.append(("why", _("专家说明")))
        if self.tabs is not None:
            self.tabs.hide()
            self.tabs.deleteLater()
        self.tabs = Segments(options, options[0][0], says=_("对照"))
        self.tabs.chosen.connect(self._show_page)
        self._line.insertWidget(0, self.tabs)
        self._bar.show()
        self.show()
        self._show_page(options[0][0])

    def give_way(self) -> None:
        """Leave the room to the merged marks where it is taken from them."""
        if self.tabs is not None and not self._beside:
            self.tabs.choose("")

    def _show_page(self, key: str) -> None:
        page = self._pages.get(key)
        self._stack.setVisible(page is not None)
        self._edge.setVisible(page is not None)
        if page is not None:
            self._stack.setCurrentWidget(page)
        self._stack.setMinimumHeight(theme().px(_HIGH) if self._beside and key in {"record", "why"} else 0)
        # Models' answers need the whole height, and so does the record beside them.
        self.leaves_room.emit(self._beside or page is None)
