"""Strokes that painted widgets share: text in a role, the focus ring, rounded fields."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QWidget

from desktop.base.plain_text import seen
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import TypeRole

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


def painter_of(widget: QWidget) -> QPainter:
    """Return an antialiasing painter on ``widget``; end it when the painting is done."""
    painter = QPainter(widget)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    return painter


def say(
    painter: QPainter,
    rect: QRectF,
    text: str,
    *,
    role: TypeRole = "body",
    token: str = "ink",
    bold: bool = False,
    align: Qt.AlignmentFlag = LEFT,
) -> None:
    """Paint one line of text, cut with an ellipsis where it does not fit."""
    font = theme().font(role, bold=bold)
    painter.setFont(font)
    painter.setPen(theme().ink_of(token))
    shown = QFontMetrics(font).elidedText(seen(text), Qt.TextElideMode.ElideRight, int(rect.width()) + 1)
    painter.drawText(rect, int(align), shown)


def field(
    painter: QPainter,
    rect: QRectF,
    fill: QColor | None,
    edge: QColor | None = None,
    *,
    radius: float = 8,
    width: float = 1,
) -> None:
    """Paint a rounded field; its edge lies inside ``rect``."""
    half = width / 2
    painter.setPen(QPen(edge, width) if edge is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)


def ring(painter: QPainter, widget: QWidget, *, radius: float = 8) -> None:
    """Paint the focus ring when the widget has the focus."""
    if widget.hasFocus():
        field(painter, QRectF(widget.rect()), None, theme().colour("accent"), radius=radius, width=2)
