"""The theory part of an assessment: any item in any order, every choice kept at once, no verdicts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.base.wording import _
from desktop.session.shown import SittingShown
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XL, L, M, S
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import Frame, clear, column, row, rule, scrolled
from desktop.views.widgets.dots import Dots
from desktop.views.widgets.figures import Media
from desktop.views.widgets.item import ItemView, place_of
from desktop.views.widgets.labels import line
from desktop.views.widgets.watch import Remaining

WIDTH, PANEL_WIDTH, COLUMNS = 720, 312, 8
Keep = Callable[[str, tuple[str, ...]], bool]


class ExamTheory(QWidget):
    """Items at the left, map and clock at the right. ``closed`` asks to hand the part in."""

    closed = Signal()

    def __init__(self, sitting: SittingShown, media: Media, keep: Keep) -> None:
        super().__init__()
        self._items = sitting.items
        self._answers = dict(sitting.answers)
        self._media, self._keep = media, keep
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._view: ItemView | None = None
        self._place = next((n for n, item in enumerate(self._items) if item.id not in self._answers), 0)
        self.remaining = Remaining("page")
        self._map = Dots(len(self._items), columns=COLUMNS, neutral=True)
        self._map.chosen.connect(self.go_to)
        self._count = line("", "quiet")
        self._body = column(spacing=L)
        self._area: QScrollArea = scrolled(self._body, margin=XL, width=WIDTH)
        body = row(self._area, self._panel(sitting), spacing=0)
        body.setStretch(0, 1)
        self.setLayout(body)
        self.go_to(self._place)

    def go_to(self, place: int) -> None:
        """Show an item."""
        self._place = max(0, min(place, len(self._items) - 1))
        clear(self._body)
        item = self._items[self._place]
        self._view = ItemView(item, self._answers.get(item.id, ()), self._media)
        self._view.changed.connect(self._changed)
        before = button(_("上一题"), self._before, size="large", icon_name="arrow-left")
        after = button(_("下一题"), self._after, look="main", size="large", icon_name="arrow-right")
        before.setEnabled(self._place > 0)
        after.setEnabled(self._place < len(self._items) - 1)
        number = _("第 {n} 题，共 {total} 题", n=self._place + 1, total=len(self._items))
        self._body.addWidget(line(number, "quiet"))
        self._body.addWidget(self._view)
        self._body.addLayout(row(before, None, after))
        self._body.addStretch(1)
        self._show_map()
        self._area.verticalScrollBar().setValue(0)
        self.setFocus()

    def open_items(self) -> int:
        """Return how many items have no answer."""
        return sum(not self._answers.get(item.id) for item in self._items)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with digits and letters, go on with Enter."""
        place = place_of(event)
        if place is not None and self._view is not None:
            self._view.press(place)
        elif event.text() in {"\r", "\n"}:
            self._after()
        else:
            super().keyPressEvent(event)

    def _panel(self, sitting: SittingShown) -> Frame:
        frame = Frame("panel", margin=L, spacing=M)
        frame.setFixedWidth(theme().px(PANEL_WIDTH))
        self._close = button(_("交卷"), self.closed.emit, size="large")
        frame.add(
            line(sitting.name, "section"),
            line(_("{order}·理论部分", order=sitting.order_name), "quiet"),
            self.remaining,
            rule(),
            row(line(_("答题情况"), "title"), None, self._count),
            row(self._map, None),
            line(_("蓝底的已经作答，点题号可以回去改。"), "caption"),
            None,
            S,
            self._close,
        )
        return frame

    def _changed(self) -> None:
        if self._view is None:
            return
        item_id, chosen = self._view.item.id, self._view.chosen()
        if self._keep(item_id, chosen):
            self._answers[item_id] = chosen
            self._show_map()

    def _show_map(self) -> None:
        marks = [True if self._answers.get(item.id) else None for item in self._items]
        self._map.show_marks(marks, self._place)
        total = len(self._items)
        self._count.setText(_("已答 {n} / {total}", n=total - self.open_items(), total=total))

    def _before(self) -> None:
        if self._place > 0:
            self.go_to(self._place - 1)

    def _after(self) -> None:
        # An order that is left as it stands is an answer too; nothing was moved to tell so.
        if self._view is not None and self._view.item.kind == "ordering":
            self._changed()
        if self._place < len(self._items) - 1:
            self.go_to(self._place + 1)
        else:
            self._close.setFocus()
