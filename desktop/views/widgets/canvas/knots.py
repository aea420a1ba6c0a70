"""The place where an outline crosses itself: a red cross on it, as long as it does."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.views.widgets.canvas.live import HALO

#: Our pixels: the radius of the ring, and how far the arms of its cross reach.
_RING, _ARM = 9.0, 4.0


@dataclass(frozen=True)
class Knot:
    """The sign at a crossing."""

    at: QPointF
    colour: QColor
    density: float

    @property
    def extent(self) -> QRectF:
        """The ring with its halo."""
        reach = (_RING + 4) * self.density
        return QRectF(self.at.x() - reach, self.at.y() - reach, 2 * reach, 2 * reach)

    def paint(self, painter: QPainter) -> None:
        """Draw a ring around the place and a cross on it."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ring, arm = _RING * self.density, _ARM * self.density
        for colour, width in ((HALO, 5.0), (self.colour, 2.5)):
            painter.setPen(QPen(colour, width * self.density))
            painter.drawEllipse(self.at, ring, ring)
            for slope in (1, -1):
                away = QPointF(arm, slope * arm)
                painter.drawLine(self.at - away, self.at + away)
