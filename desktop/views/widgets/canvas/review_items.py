"""What is drawn when an answer lies beside the gold: solid answer, dashed gold, offsets in pixels, finding markers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen

from desktop.annotation.hits import Side
from desktop.annotation.shapes.base import Rect
from desktop.views.theme.current import theme
from desktop.views.theme.icons import coloured
from desktop.views.widgets.canvas.deviation import Deviation
from desktop.views.widgets.canvas.live import HALO, frame, note_font, note_size
from desktop.views.widgets.canvas.plane import Plane, polygon_of

_SHADE = QColor(0, 0, 0, 40)
#: Our pixels: how wide the band is that stands for a side that is not judged.
FREE_BAND = 12
#: Our pixels: the side of a marker's plate.
MARKER = 24


@dataclass(frozen=True)
class Outline:
    """A box of the answer (solid), of the gold (dashed) or to be ignored (dotted and hatched).

    A side in ``free`` is not judged: it is no line but a hatched band.
    """

    rect: QRectF
    colour: QColor
    density: float
    pattern: tuple[float, ...] = ()
    hatched: bool = False
    strong: bool = False
    tag: QImage | None = None
    tag_below: bool = False
    free: frozenset[Side] = frozenset()

    @property
    def extent(self) -> QRectF:
        """The outline with its tag."""
        reach = (FREE_BAND if self.free else 6) * self.density
        around = self.rect.adjusted(-reach, -reach, reach, reach)
        return (
            around if self.tag is None else around.united(QRectF(self._tag_at(), self.tag.size().toSizeF()))
        )

    def paint(self, painter: QPainter) -> None:
        """Draw halo, outline, hatching and tag."""
        rect, density = self.rect.toRect(), self.density
        width = round((3.0 if self.strong else 2.0) * density)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        frame(painter, rect, width, HALO, outside=round(density))
        if self.hatched:
            painter.fillRect(rect, _SHADE)
            painter.fillRect(rect, QBrush(self.colour, Qt.BrushStyle.BDiagPattern))
        if self.pattern:
            pen = QPen(self.colour, width, j=Qt.PenJoinStyle.MiterJoin)
            pen.setDashPattern(self.pattern)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(pen)
            painter.drawRect(rect)
        else:
            frame(painter, rect, width, self.colour)
        for band in self._free_bands(rect):
            painter.fillRect(band, _SHADE)
            painter.fillRect(band, QBrush(self.colour, Qt.BrushStyle.BDiagPattern))
        if self.tag is not None:
            painter.drawImage(self._tag_at(), self.tag)

    def _free_bands(self, rect: QRect) -> Iterator[QRect]:
        half = round(FREE_BAND / 2 * self.density)
        for side in sorted(self.free):
            edge = QRect(rect)
            if side in {"left", "right"}:
                edge.setWidth(0)
                edge.moveLeft(rect.left() if side == "left" else rect.left() + rect.width())
                yield edge.adjusted(-half, 0, half, 0)
            else:
                edge.setHeight(0)
                edge.moveTop(rect.top() if side == "top" else rect.top() + rect.height())
                yield edge.adjusted(0, -half, 0, half)

    def _tag_at(self) -> QPointF:
        assert self.tag is not None
        top = (
            self.rect.bottom() + self.density
            if self.tag_below
            else self.rect.top() - self.tag.height() - self.density
        )
        return QPointF(round(self.rect.left() - self.density), round(max(top, 0)))


@dataclass(frozen=True)
class SideOffset:
    """How far one side is off: the strip between answer and gold, an arrow across it, and the pixels beside it."""

    strip: QRectF
    side: Side
    text: str
    colour: QColor
    density: float

    @property
    def extent(self) -> QRectF:
        """The strip with its plate."""
        return self.strip.united(self._plate()).adjusted(-2, -2, 2, 2)

    def paint(self, painter: QPainter) -> None:
        """Draw strip and plate."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = QColor(self.colour)
        fill.setAlpha(110)
        painter.fillRect(self.strip, fill)
        plate = self._plate()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.colour)
        painter.drawRoundedRect(plate, 4 * self.density, 4 * self.density)
        painter.setPen(theme().colour("surface"))
        painter.setFont(note_font(self.density))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, self.text)

    def _plate(self) -> QRectF:
        width, height = note_size(self.text, self.density)
        middle, gap = self.strip.center(), 5 * self.density
        if self.side == "left":
            return QRectF(self.strip.left() - gap - width, middle.y() - height / 2, width, height)
        if self.side == "right":
            return QRectF(self.strip.right() + gap, middle.y() - height / 2, width, height)
        if self.side == "top":
            return QRectF(middle.x() - width / 2, self.strip.top() - gap - height, width, height)
        return QRectF(middle.x() - width / 2, self.strip.bottom() + gap, width, height)


@dataclass(frozen=True)
class Marker:
    """A finding's icon at the corner of what it is about. ``index`` is the first finding there."""

    at: QPointF
    icon: str
    colour: QColor
    density: float
    index: int
    count: int = 1
    strong: bool = False

    @property
    def extent(self) -> QRectF:
        """The round plate with its ring."""
        half = (MARKER / 2 + 4) * self.density
        return QRectF(self.at.x() - half, self.at.y() - half, 2 * half, 2 * half)

    def paint(self, painter: QPainter) -> None:
        """Draw plate and icon."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = MARKER / 2 * self.density
        plate = QRectF(self.at.x() - half, self.at.y() - half, 2 * half, 2 * half)
        painter.setPen(QPen(theme().colour("surface"), (3 if self.strong else 1.5) * self.density))
        painter.setBrush(self.colour)
        painter.drawEllipse(plate)
        inset = 5 * self.density
        sign = coloured(self.icon, theme().colour("surface"), round(plate.width() - 2 * inset))
        painter.drawPixmap(plate.adjusted(inset, inset, -inset, -inset), sign, QRectF(sign.rect()))


@dataclass(frozen=True)
class PathOutline:
    """The outline of any shape of the answer (solid), of the gold (dashed) or to be ignored (dotted and hatched)."""

    path: QPainterPath
    colour: QColor
    density: float
    pattern: tuple[float, ...] = ()
    hatched: bool = False
    strong: bool = False
    tag: QImage | None = None
    tag_below: bool = False
    #: Filled in the same colour: where the front of a rotated box is.
    solids: tuple[QPainterPath, ...] = ()

    @property
    def extent(self) -> QRectF:
        """The outline with its tag."""
        reach = 6 * self.density
        around = self.path.controlPointRect().adjusted(-reach, -reach, reach, reach)
        return (
            around if self.tag is None else around.united(QRectF(self._tag_at(), self.tag.size().toSizeF()))
        )

    def paint(self, painter: QPainter) -> None:
        """Draw halo, outline, hatching and tag."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = (3.0 if self.strong else 2.0) * self.density
        if self.hatched:
            painter.fillPath(self.path, _SHADE)
            painter.fillPath(self.path, QBrush(self.colour, Qt.BrushStyle.BDiagPattern))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(HALO, width + 2 * self.density, j=Qt.PenJoinStyle.RoundJoin))
        painter.drawPath(self.path)
        pen = QPen(self.colour, width, c=Qt.PenCapStyle.FlatCap, j=Qt.PenJoinStyle.RoundJoin)
        if self.pattern:
            pen.setDashPattern(list(self.pattern))
        painter.setPen(pen)
        painter.drawPath(self.path)
        for solid in self.solids:
            painter.strokePath(solid, QPen(HALO, 2 * self.density))
            painter.fillPath(solid, self.colour)
        if self.tag is not None:
            painter.drawImage(self._tag_at(), self.tag)

    def _tag_at(self) -> QPointF:
        assert self.tag is not None
        rect = self.path.controlPointRect()
        top = (
            rect.bottom() + self.density if self.tag_below else rect.top() - self.tag.height() - self.density
        )
        return QPointF(round(rect.left() - self.density), round(max(top, 0)))


@dataclass(frozen=True, eq=False)
class Heat:
    """A contour coloured by how far it is off: ``find`` says it when it is to be seen, so that hundreds open at once.

    ``colours`` are those of what is right, of what lies outside the gold, and of what cuts into it.
    """

    find: Callable[[], Deviation]
    plane: Plane
    bounds: Rect
    tolerance: float
    colours: tuple[QColor, QColor, QColor]
    width: float

    @property
    def extent(self) -> QRectF:
        """The contour."""
        return self.plane.rect(self.bounds).adjusted(-self.width, -self.width, self.width, self.width)

    def levels(self) -> NDArray[np.intp]:
        """Return the number of the colour of each piece."""
        off = self.find().off
        return np.where(np.abs(off) <= self.tolerance, 0, np.where(off > 0, 1, 2))

    def paint(self, painter: QPainter) -> None:
        """Draw a spot for each piece, as close as the width asks for, one colour after the other."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        apart = max(int(self.width / 2 / self.plane.scale), 1)
        places, levels = self.plane.points(self.find().points[::apart]), self.levels()[::apart]
        for number, colour in enumerate(self.colours):
            painter.setPen(QPen(colour, self.width, c=Qt.PenCapStyle.SquareCap))
            painter.drawPoints(polygon_of(places[levels == number]))


@dataclass(frozen=True)
class Way:
    """From where something is to where it should be: a dashed line with a ring at its end."""

    start: QPointF
    end: QPointF
    colour: QColor
    density: float

    @property
    def extent(self) -> QRectF:
        """The line with its ring."""
        reach = 8 * self.density
        return QRectF(self.start, self.end).normalized().adjusted(-reach, -reach, reach, reach)

    def paint(self, painter: QPainter) -> None:
        """Draw line and ring."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width, style in (
            (HALO, 4.0, Qt.PenStyle.SolidLine),
            (self.colour, 2.0, Qt.PenStyle.DashLine),
        ):
            painter.setPen(QPen(colour, width * self.density, style))
            painter.drawLine(self.start, self.end)
        painter.setPen(QPen(self.colour, 2 * self.density))
        painter.drawEllipse(self.end, 5 * self.density, 5 * self.density)
