"""A colour-vision plate on the screen. Its colours are its own: they are the test, not the theme."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from desktop.base.wording import _
from desktop.views.models.plates import Plate, dots_of
from desktop.views.theme import tokens
from desktop.views.theme.current import theme

SIDE = 380
MASK = 240
PAPER = "#F4F1EA"


class PlateView(QWidget):
    """One plate, painted once."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(QSize(theme().px(SIDE), theme().px(SIDE)))
        self.setAccessibleName(_("由彩色圆点组成的数字"))
        self._drawn = QPixmap()
        self.plate: Plate | None = None

    def show_plate(self, plate: Plate) -> None:
        """Show a plate."""
        self.plate = plate
        self._drawn = paint_plate(plate, self.width(), self.devicePixelRatioF())
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the plate."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._drawn)
        painter.end()


def paint_plate(plate: Plate, side: int, density: float = 1.0) -> QPixmap:
    """Return a plate of ``side`` device-independent pixels."""
    mask = _mask(plate.digit)

    def inside(x: float, y: float) -> bool:
        return mask.pixelColor(min(int(x * MASK), MASK - 1), min(int(y * MASK), MASK - 1)).lightness() > 127

    canvas = QPixmap(round(side * density), round(side * density))
    canvas.setDevicePixelRatio(density)
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(PAPER))
    painter.drawEllipse(QRectF(0, 0, side, side))
    for dot in dots_of(plate, inside):
        painter.setBrush(QColor(*dot.colour))
        radius = dot.radius * side
        painter.drawEllipse(QRectF(dot.x * side - radius, dot.y * side - radius, 2 * radius, 2 * radius))
    painter.end()
    return canvas


def _mask(digit: str) -> QImage:
    mask = QImage(MASK, MASK, QImage.Format.Format_Grayscale8)
    mask.fill(0)
    painter = QPainter(mask)
    font = QFont([tokens.FAMILY, *tokens.FALLBACK_FAMILIES])
    font.setPixelSize(round(MASK * 0.74))
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor("#FFFFFF"))
    painter.drawText(QRectF(0, -MASK * 0.03, MASK, MASK), int(Qt.AlignmentFlag.AlignCenter), digit)
    painter.end()
    return mask
