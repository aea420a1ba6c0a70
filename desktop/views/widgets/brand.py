"""The product's mark: a door inside an annotation box with its four handles."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from desktop.views.theme.current import theme
from desktop.views.widgets.painting import field, painter_of


class Mark(QWidget):
    """The mark, ``side`` pixels wide and high."""

    def __init__(self, side: int = 28) -> None:
        super().__init__()
        self.setFixedSize(theme().px(side), theme().px(side))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the mark."""
        painter = painter_of(self)
        paint_mark(painter, QRectF(self.rect()))
        painter.end()


def application_icon() -> QIcon:
    """Return the mark as the window's icon."""
    icon = QIcon()
    for side in (16, 32, 48, 128):
        canvas = QPixmap(QSize(side, side))
        canvas.fill(Qt.GlobalColor.transparent)
        painter = QPainter(canvas)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_mark(painter, QRectF(0, 0, side, side))
        painter.end()
        icon.addPixmap(canvas)
    return icon


def paint_mark(painter: QPainter, rect: QRectF) -> None:
    """Paint the mark into ``rect``."""
    unit = rect.width() / 28
    accent, light = theme().colour("accent"), theme().colour("on_accent")
    field(painter, rect, accent, radius=6 * unit)
    frame = QRectF(rect.x() + 7 * unit, rect.y() + 6 * unit, 14 * unit, 16 * unit)
    painter.setPen(QPen(light, 1.6 * unit))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(frame)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(light)
    door = (
        QPointF(frame.left() + 3.4 * unit, frame.top() + 3 * unit),
        QPointF(frame.left() + 10 * unit, frame.top() + 5 * unit),
        QPointF(frame.left() + 10 * unit, frame.bottom()),
        QPointF(frame.left() + 3.4 * unit, frame.bottom()),
    )
    painter.drawPolygon(door)
    for corner in (frame.topLeft(), frame.topRight(), frame.bottomLeft(), frame.bottomRight()):
        painter.drawRect(QRectF(corner.x() - 2 * unit, corner.y() - 2 * unit, 4 * unit, 4 * unit))
