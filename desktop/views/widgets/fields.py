"""Fields to type and choose in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QSpinBox

from desktop.views.theme.current import theme
from desktop.views.theme.icons import draw_icon
from desktop.views.widgets.painting import field, painter_of, ring


def text_field(says: str, hint: str = "", *, secret: bool = False) -> QLineEdit:
    """Return a large field for one line; ``secret`` shows dots."""
    made = QLineEdit()
    made.setProperty("bulk", "large")
    made.setPlaceholderText(hint)
    made.setAccessibleName(says)
    if secret:
        made.setEchoMode(QLineEdit.EchoMode.Password)
    return made


class LettersField(QLineEdit):
    """A line that takes letters as they are typed: where a Chinese input method is on it would make words of them.

    The attribute WA_InputMethodEnabled would not do: QLineEdit answers for itself. Words can still be pasted.
    """

    def inputMethodQuery(self, query: Qt.InputMethodQuery, *argument: Any) -> Any:
        """Say that no input method is wanted here."""
        if query == Qt.InputMethodQuery.ImEnabled:
            return False
        return super().inputMethodQuery(query, *argument)


class Switch(QAbstractButton):
    """A yes or no: the knob stands right and a tick shows for yes."""

    def __init__(self, says: str) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setAccessibleName(says)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(theme().px(56), theme().px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the track and the knob."""
        painter = painter_of(self)
        on = self.isChecked()
        track = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        half = track.height() / 2
        field(
            painter,
            track,
            theme().colour("accent" if on else "sunken"),
            theme().colour("accent" if on else "edge"),
            radius=half,
        )
        knob = QRectF(0, 0, track.height() - 6, track.height() - 6)
        knob.moveCenter(QPointF(track.right() - half if on else track.left() + half, track.center().y()))
        field(painter, knob, theme().colour("on_accent" if on else "edge"), radius=knob.width() / 2)
        if on:
            draw_icon(painter, "check", knob.adjusted(3, 3, -3, -3), theme().colour("accent"))
        ring(painter, self, radius=self.height() / 2)
        painter.end()


class Number(QSpinBox):
    """A whole number, with arrows in the theme's colour; faint where the range ends."""

    def __init__(self, says: str, least: int, most: int) -> None:
        super().__init__()
        self.setAccessibleName(says)
        self.setRange(least, most)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the arrows over the field."""
        super().paintEvent(event)
        painter = painter_of(self)
        side = theme().px(14)
        left, middle = self.width() - side - theme().px(8), self.height() / 2
        for name, top, on in (
            ("chevron-up", middle - side + 1, self.value() < self.maximum()),
            ("chevron-down", middle - 1, self.value() > self.minimum()),
        ):
            draw_icon(painter, name, QRectF(left, top, side, side), theme().colour("quiet" if on else "line"))
        painter.end()


class Select(QComboBox):
    """A choice out of a list, with an arrow in the theme's colour."""

    def __init__(self, options: Sequence[tuple[object, str]], says: str) -> None:
        super().__init__()
        self.setAccessibleName(says)
        self.offer(options)

    def offer(self, options: Sequence[tuple[object, str]]) -> None:
        """Offer other options; what was chosen stays chosen when it is still there."""
        before = self.currentData()
        self.blockSignals(True)
        self.clear()
        for value, text in options:
            self.addItem(text, value)
        self.setCurrentIndex(max(self.findData(before), 0))
        self.blockSignals(False)

    def choose(self, value: object) -> None:
        """Choose the option of a value, if it is there."""
        place = self.findData(value)
        if place >= 0:
            self.setCurrentIndex(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the arrow over the field."""
        super().paintEvent(event)
        painter = painter_of(self)
        side = theme().px(16)
        where = QRectF(self.width() - side - theme().px(8), (self.height() - side) / 2, side, side)
        draw_icon(painter, "chevron-down", where, theme().colour("quiet"))
        painter.end()
