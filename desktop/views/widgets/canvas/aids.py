"""Aids for the pointer while something is drawn: the unfinished line, the place it snaps to, the brush's ring."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from desktop.views.widgets.canvas.live import HALO

_LIGHT = QColor(255, 255, 255, 230)


@dataclass(frozen=True)
class Trail:
    """A line of points that is not finished, its rubber line to the pointer last; ``closes`` where it began."""

    points: tuple[tuple[float, float], ...]
    closes: bool
    colour: QColor
    density: float

    @property
    def extent(self) -> QRectF:
        """The line with its points."""
        reach = 10 * self.density
        return self._polygon().boundingRect().adjusted(-reach, -reach, reach, reach)

    def paint(self, painter: QPainter) -> None:
        """Draw line, rubber line, the side that would close it, and the points."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        polygon = self._polygon()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.closes and len(self.points) > 2:
            fill = QColor(self.colour)
            fill.setAlpha(40)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            painter.drawPolygon(polygon)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.colour, self.density, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(*self.points[-1]), QPointF(*self.points[0]))
        for colour, width in ((HALO, 4.0), (self.colour, 2.0)):
            painter.setPen(QPen(colour, width * self.density, j=Qt.PenJoinStyle.RoundJoin))
            painter.drawPolyline(polygon)
        painter.setPen(QPen(self.colour, 1.5 * self.density))
        painter.setBrush(Qt.GlobalColor.white)
        for place, (x, y) in enumerate(self.points[:-1]):
            radius = (6 if self.closes and place == 0 else 3) * self.density
            painter.drawEllipse(QPointF(x, y), radius, radius)

    def _polygon(self) -> QPolygonF:
        return QPolygonF([QPointF(x, y) for x, y in self.points])


@dataclass(frozen=True)
class Spot:
    """The place that a point snaps to."""

    at: QPointF
    colour: QColor
    density: float

    @property
    def extent(self) -> QRectF:
        """The sign."""
        reach = 11 * self.density
        return QRectF(self.at.x() - reach, self.at.y() - reach, 2 * reach, 2 * reach)

    def paint(self, painter: QPainter) -> None:
        """Draw a square on its corner."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        arm = 7 * self.density
        sign = QPolygonF(
            [self.at + QPointF(dx * arm, dy * arm) for dx, dy in ((0, -1), (1, 0), (0, 1), (-1, 0))]
        )
        for colour, width in ((HALO, 4.5), (self.colour, 2.0)):
            painter.setPen(QPen(colour, width * self.density))
            painter.drawPolygon(sign)


@dataclass(frozen=True)
class BrushRing:
    """What a brush would touch: as large as it is in the picture."""

    at: QPointF
    radius: float
    is_square: bool
    density: float

    @property
    def extent(self) -> QRectF:
        """The ring."""
        reach = self.radius + 3 * self.density
        return QRectF(self.at.x() - reach, self.at.y() - reach, 2 * reach, 2 * reach)

    def paint(self, painter: QPainter) -> None:
        """Draw it dark and light, so that it shows on any ground."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        side = QRectF(self.at.x() - self.radius, self.at.y() - self.radius, 2 * self.radius, 2 * self.radius)
        for colour, width in ((HALO, 3.0), (_LIGHT, 1.2)):
            painter.setPen(QPen(colour, width * self.density))
            if self.is_square:
                painter.drawRect(side)
            else:
                painter.drawEllipse(side)
