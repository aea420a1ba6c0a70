"""What is drawn live over the picture, each thing with the rectangle it covers: only that is painted again.

All places are device pixels. An item is made anew whenever the view or the stroke changes; painting never decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from desktop.annotation.hits import SIDES, Corner, Part
from desktop.views.theme.current import Theme, theme

#: Our pixels: a handle's side, and how near to an edge a pointer grips it.
HANDLE = 9
GRIP = 7
CORNERS: tuple[Corner, ...] = ("top-left", "top-right", "bottom-left", "bottom-right")
HALO = QColor(0, 0, 0, 130)
#: The two halves of the crosshair's hairline.
_DARK, _LIGHT = QColor(0, 0, 0, 120), QColor(255, 255, 255, 230)


class Item(Protocol):
    """A thing over the picture."""

    @property
    def extent(self) -> QRectF:
        """The rectangle outside which nothing is drawn."""

    def paint(self, painter: QPainter) -> None:
        """Draw it."""


@dataclass(frozen=True)
class LiveBox:
    """A box under the hand, selected or hovered. ``handles`` are the parts that can be gripped."""

    rect: QRectF
    colour: QColor
    density: float
    tag: QImage | None = None
    handles: tuple[Part, ...] = ()
    fill: int = 46
    dashed: bool = False

    @property
    def extent(self) -> QRectF:
        """The box with its handles and tag."""
        reach = (HANDLE / 2 + 3) * self.density
        around = self.rect.adjusted(-reach, -reach, reach, reach)
        return around.united(self._tag_rect()) if self.tag is not None else around

    def paint(self, painter: QPainter) -> None:
        """Draw halo, fill, outline, tag and handles."""
        fill = QColor(self.colour)
        fill.setAlpha(self.fill)
        rect = self.rect.toRect()
        painter.fillRect(rect, fill)
        frame(painter, rect, round(2 * self.density), HALO, outside=round(self.density))
        if self.dashed:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(
                QPen(self.colour, 2 * self.density, Qt.PenStyle.DashLine, j=Qt.PenJoinStyle.MiterJoin)
            )
            painter.drawRect(rect)
        else:
            frame(painter, rect, round(2 * self.density), self.colour)
        if self.tag is not None:
            painter.drawImage(self._tag_rect().topLeft(), self.tag)
        for handle in self.handles:
            self._paint_handle(painter, grip(self.rect, handle))

    def _tag_rect(self) -> QRectF:
        assert self.tag is not None
        top = max(self.rect.top() - self.tag.height() - self.density, 0)
        return QRectF(round(self.rect.left() - self.density), round(top), self.tag.width(), self.tag.height())

    def _paint_handle(self, painter: QPainter, at: QPointF) -> None:
        half = HANDLE / 2 * self.density
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.colour, 1.5 * self.density))
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRect(QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half))


@dataclass(frozen=True)
class Line:
    """One arm of the crosshair: without a colour a hairline dark and light, that shows on any ground."""

    start: QPointF
    end: QPointF
    density: float
    colour: QColor | None = None
    opacity: float = 1.0

    @property
    def extent(self) -> QRectF:
        """A strip around the line."""
        return QRectF(self.start, self.end).normalized().adjusted(-2, -2, 3, 3)

    def paint(self, painter: QPainter) -> None:
        """Draw it without smoothing: it is upright or level."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        width = max(round(self.density), 1)
        if self.colour is not None:
            painter.setPen(QPen(_thinned(self.colour, self.opacity), width))
            painter.drawLine(self.start, self.end)
            return
        painter.setPen(QPen(_thinned(_DARK, self.opacity), width))
        painter.drawLine(self.start, self.end)
        pen = QPen(_thinned(_LIGHT, self.opacity), width, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([4.0, 4.0])
        painter.setPen(pen)
        painter.drawLine(self.start, self.end)


@dataclass(frozen=True)
class Band:
    """The rubber band of an area selection."""

    rect: QRectF
    colour: QColor

    @property
    def extent(self) -> QRectF:
        """The band with its border."""
        return self.rect.adjusted(-2, -2, 2, 2)

    def paint(self, painter: QPainter) -> None:
        """Draw it."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        fill = QColor(self.colour)
        fill.setAlpha(40)
        painter.setBrush(fill)
        painter.setPen(QPen(self.colour, 1, Qt.PenStyle.DashLine))
        painter.drawRect(self.rect)


@dataclass(frozen=True)
class Note:
    """A short text on a plate, such as the size of the box in hand. ``at`` is its top left corner."""

    at: QPointF
    text: str
    ground: QColor
    ink: QColor
    density: float

    @property
    def extent(self) -> QRectF:
        """The plate."""
        width, height = note_size(self.text, self.density)
        return QRectF(self.at.x(), self.at.y(), width, height).adjusted(-1, -1, 1, 1)

    def paint(self, painter: QPainter) -> None:
        """Draw plate and text."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.ground)
        plate = self.extent.adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(plate, 4 * self.density, 4 * self.density)
        painter.setPen(self.ink)
        painter.setFont(note_font(self.density))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, self.text)


@dataclass(frozen=True)
class KeyboardCursor:
    """Where the keyboard would set a corner: a ring with a cross, larger than any mouse cursor."""

    at: QPointF
    colour: QColor
    density: float

    @property
    def extent(self) -> QRectF:
        """The ring."""
        reach = 15 * self.density
        return QRectF(self.at.x() - reach, self.at.y() - reach, 2 * reach, 2 * reach)

    def paint(self, painter: QPainter) -> None:
        """Draw ring and cross."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((HALO, 5.0), (self.colour, 2.5)):
            painter.setPen(QPen(colour, width * self.density))
            painter.drawEllipse(self.at, 9 * self.density, 9 * self.density)


def frame(painter: QPainter, rect: QRect, width: int, colour: QColor, *, outside: int = 0) -> None:
    """Fill the four sides of a frame of ``width`` whole pixels, its middle on the rectangle's border.

    ``outside`` widens it to both sides. Sides are level and upright: smoothing adds nothing but a millisecond each.
    """
    before, width = width // 2 + outside, width + 2 * outside
    x, y, right, bottom = rect.left(), rect.top(), rect.left() + rect.width(), rect.top() + rect.height()
    across = right - x + width
    painter.fillRect(QRect(x - before, y - before, across, width), colour)
    painter.fillRect(QRect(x - before, bottom - before, across, width), colour)
    inner = bottom - y - width
    if inner > 0:
        painter.fillRect(QRect(x - before, y - before + width, width, inner), colour)
        painter.fillRect(QRect(right - before, y - before + width, width, inner), colour)


def grip(rect: QRectF, part: Part) -> QPointF:
    """Return where the handle of a part sits."""
    x = rect.left() if "left" in part else rect.right() if "right" in part else rect.center().x()
    y = rect.top() if "top" in part else rect.bottom() if "bottom" in part else rect.center().y()
    return QPointF(x, y)


def handles_for(rect: QRectF, density: float) -> tuple[Part, ...]:
    """Return the handles that fit a box: all eight, the corners only on a small one, none on a tiny one."""
    shorter = min(rect.width(), rect.height()) / density
    if shorter >= 3.5 * HANDLE:
        return (*CORNERS, *SIDES)
    return CORNERS if shorter >= 1.2 * HANDLE else ()


def note_font(density: float) -> QFont:
    """Return the font of notes at a density."""
    return _caption(theme(), density)


@lru_cache(maxsize=16)
def _caption(used: Theme, density: float) -> QFont:
    font = used.font("caption")
    font.setPixelSize(round(font.pixelSize() * density))
    return font


def note_size(text: str, density: float) -> tuple[float, float]:
    """Return width and height of a note's plate."""
    return _advance(text, note_font(density).pixelSize()) + theme().px(12) * density, theme().px(22) * density


@lru_cache(maxsize=512)
def _advance(text: str, pixels: int) -> float:
    """Return the width of a text; measuring one costs more than painting it."""
    font = QFont(theme().font("caption"))
    font.setPixelSize(pixels)
    return QFontMetricsF(font).horizontalAdvance(text)


def crosshair(
    at: QPointF,
    size: tuple[float, float],
    density: float,
    *,
    colour: QColor | None = None,
    opacity: float = 1.0,
) -> Iterator[Line]:
    """Yield the two arms of a crosshair through a point, across a view of that size; ``opacity`` is a share 0..1."""
    x, y = round(at.x()), round(at.y())
    yield Line(QPointF(x, 0), QPointF(x, size[1]), density, colour, opacity)
    yield Line(QPointF(0, y), QPointF(size[0], y), density, colour, opacity)


def _thinned(colour: QColor, opacity: float) -> QColor:
    thinned = QColor(colour)
    thinned.setAlphaF(colour.alphaF() * opacity)
    return thinned
