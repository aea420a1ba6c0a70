"""The map of a set: one field an item, its state by shape and colour, a press goes there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from desktop.base.wording import _
from desktop.views.theme.current import theme
from desktop.views.theme.icons import draw_icon
from desktop.views.widgets.painting import CENTRE, field, painter_of, ring, say

SIDE, GAP = 28, 4


class Dots(QWidget):
    """Marks are True (right), False (wrong) or None (open); ``columns`` wraps them into lines.

    With ``neutral`` True means answered and False begun, without a verdict: the map of an assessment.
    """

    chosen = Signal(int)

    def __init__(self, count: int, *, columns: int = 0, neutral: bool = False) -> None:
        super().__init__()
        self._marks: list[bool | None] = [None] * count
        self._columns = columns or max(count, 1)
        self._current = 0
        self._neutral = neutral
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(self.sizeHint())
        self._describe()

    @property
    def current(self) -> int:
        """The place of the dot that is current."""
        return self._current

    def show_marks(self, marks: Sequence[bool | None], current: int) -> None:
        """Show how the items stand and which one is on the screen."""
        self._marks = list(marks)
        self._current = current
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        """As many fields as fit a line."""
        step = theme().px(SIDE + GAP)
        lines = -(-len(self._marks) // self._columns)
        across = min(self._columns, max(len(self._marks), 1))
        return QSize(step * across - theme().px(GAP) + 4, step * lines - theme().px(GAP) + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the fields."""
        painter = painter_of(self)
        for place in range(len(self._marks)):
            self._paint_field(painter, place)
        ring(painter, self, radius=6)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the item pressed."""
        place = self._at(event.position().toPoint())
        if place is not None:
            self.chosen.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go left and right with the arrow keys."""
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self._columns,
            Qt.Key.Key_Down: self._columns,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None and 0 <= self._current + step < len(self._marks):
            self.chosen.emit(self._current + step)
            self.setFocus()
        elif step is None:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Say which item the mouse is over."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self._at(event.pos())
            QToolTip.showText(event.globalPos(), "" if place is None else _("第 {n} 题", n=place + 1), self)
            return True
        return super().event(event)

    def _paint_field(self, painter: QPainter, place: int) -> None:
        mark = self._marks[place]
        rect = self._rect(place)
        fill, edge, token = self._look(place)
        current = place == self._current
        colour = theme().colour("accent" if current else edge)
        field(painter, rect, theme().colour(fill), colour, radius=6, width=2 if current else 1)
        if mark is None or self._neutral:
            say(painter, rect, str(place + 1), role="caption", token=token, bold=current, align=CENTRE)
        else:
            inset = rect.width() * 0.22
            draw_icon(
                painter,
                "check" if mark else "x",
                rect.adjusted(inset, inset, -inset, -inset),
                theme().colour(token),
            )

    def _look(self, place: int) -> tuple[str, str, str]:
        mark = self._marks[place]
        if mark is None:
            return "surface", "edge", "quiet"
        if self._neutral:
            return ("accent_tint" if mark else "surface"), "accent", "accent_strong"
        return ("good_tint", "good", "good") if mark else ("bad_tint", "bad", "bad")

    def _rect(self, place: int) -> QRectF:
        step, side = theme().px(SIDE + GAP), theme().px(SIDE)
        return QRectF(2 + place % self._columns * step, 2 + place // self._columns * step, side, side)

    def _at(self, point: QPoint) -> int | None:
        return next(
            (
                place
                for place in range(len(self._marks))
                if self._rect(place).adjusted(-2, -2, 2, 2).contains(point)
            ),
            None,
        )

    def _describe(self) -> None:
        answered = sum(bool(mark) if self._neutral else mark is not None for mark in self._marks)
        self.setAccessibleName(
            _(
                "第 {n} 题，已答 {answered}，共 {total}",
                n=self._current + 1,
                answered=answered,
                total=len(self._marks),
            )
        )
