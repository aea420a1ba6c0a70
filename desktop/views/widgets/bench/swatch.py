"""The sign of a class wherever it is listed: its colour with its key on it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from desktop.views.theme.current import theme
from desktop.views.theme.tokens import ink_on

SWATCH = 20


def paint_swatch(painter: QPainter, rect: QRectF, colour: QColor, sign: str) -> None:
    """Draw a class's sign into a square."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(rect, 4, 4)
    painter.setPen(QColor(ink_on(colour.name())))
    painter.setFont(theme().font("caption", bold=True))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, sign)


def place_of(option: QStyleOptionViewItem) -> QRectF:
    """Return the rectangle of a list's row. The stubs of Qt's options lack their fields."""
    fields: Any = option
    return QRectF(fields.rect)


def is_in(option: QStyleOptionViewItem, flag: QStyle.StateFlag) -> bool:
    """Tell whether a list's row is selected, hovered or focused."""
    fields: Any = option
    return bool(fields.state & flag)


def paint_row(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Draw the ground of a list's row."""
    rect, chosen = place_of(option), is_in(option, QStyle.StateFlag.State_Selected)
    hovered, focused = (
        is_in(option, QStyle.StateFlag.State_MouseOver),
        is_in(option, QStyle.StateFlag.State_HasFocus),
    )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    plate = rect.adjusted(4, 1, -4, -1)
    if chosen or hovered:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour("accent_tint" if chosen else "sunken"))
        painter.drawRoundedRect(plate, 6, 6)
    if focused:
        painter.setPen(theme().colour("accent"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(plate.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
