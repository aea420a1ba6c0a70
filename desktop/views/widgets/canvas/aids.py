"""Aids for the pointer while something is drawn: the unfinished line, the place it snaps to, the brush's ring."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF, QRegion

from desktop.views.widgets.canvas.live import HALO

_LIGHT = QColor(255, 255, 255, 230)
#: Device pixels: the radius of the largest ring that is kept as an image (6 MB).
_KEPT_UP_TO = 600


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
        reach = _reach(self.radius, self.density) + 1
        return QRectF(self.at.x() - reach, self.at.y() - reach, 2 * reach, 2 * reach)

    def paint(self, painter: QPainter) -> None:
        """Draw it, from a ready image unless it is too large to keep one; then it goes by whole pixels."""
        if self.radius > _KEPT_UP_TO:
            _draw_ring(painter, self.at, self.radius, self.density, is_square=self.is_square)
            return
        image = _ring(self.radius, self.density, is_square=self.is_square)
        reach = _reach(self.radius, self.density)
        middle = QPoint(round(self.at.x()), round(self.at.y()))
        # Most of the image is empty: what lies inside the ring is not even looked at.
        free = math.floor(self.radius * (1.0 if self.is_square else math.sqrt(0.5)) - 3 * self.density)
        inside = QRegion(-free, -free, 2 * free, 2 * free) if free > 0 else QRegion()
        for part in QRegion(-reach, -reach, 2 * reach, 2 * reach) - inside:  # type: ignore[attr-defined]
            painter.drawImage(middle + part.topLeft(), image, part.translated(reach, reach))


def _reach(radius: float, density: float) -> int:
    """Return how far a ring reaches with its lines, in whole device pixels."""
    return math.ceil(radius + 2 * density)


# A smooth ellipse takes a millisecond, and a ring of the same size is drawn at every move.
@lru_cache(maxsize=4)
def _ring(radius: float, density: float, *, is_square: bool) -> QImage:
    """Return a ring in the middle of an image."""
    reach = _reach(radius, density)
    image = QImage(2 * reach, 2 * reach, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    _draw_ring(painter, QPointF(reach, reach), radius, density, is_square=is_square)
    painter.end()
    return image


def _draw_ring(painter: QPainter, at: QPointF, radius: float, density: float, *, is_square: bool) -> None:
    """Draw it dark and light, so that it shows on any ground."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    side = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
    for colour, width in ((HALO, 3.0), (_LIGHT, 1.2)):
        painter.setPen(QPen(colour, width * density))
        if is_square:
            painter.drawRect(side)
        else:
            painter.drawEllipse(side)
