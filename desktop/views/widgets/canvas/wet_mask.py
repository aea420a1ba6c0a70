"""The mask under a brush: painted once for a stroke, then only where the last move changed it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.annotation.shapes.base import Rect
from desktop.annotation.shapes.bitmap import Bits, TilePlace, Tiles
from desktop.annotation.tools.strokes import MaskPatch
from desktop.views.widgets.canvas.mask_pixels import painted
from desktop.views.widgets.canvas.plane import Plane

#: Device pixels around a change whose borders it may move.
_AROUND = 2


class WetMask:
    """A mask as it is while a stroke goes over it, in the pixels of a view."""

    def __init__(
        self, tiles: Tiles, plane: Plane, size: tuple[int, int], colour: QColor, fill: float
    ) -> None:
        self._dry = tiles
        self._plane = plane
        self._colour, self._fill = colour, fill
        self._image = QImage(*size, QImage.Format.Format_ARGB32_Premultiplied)
        self._image.fill(Qt.GlobalColor.transparent)
        self._patched: Mapping[TilePlace, Bits] = {}
        self._draw(self._image.rect())

    @property
    def extent(self) -> QRectF:
        """The whole view: where it changes is told by :meth:`follow`."""
        return QRectF(self._image.rect())

    def paint(self, painter: QPainter) -> None:
        """Copy what is asked for."""
        part = painter.clipBoundingRect().toAlignedRect().intersected(self._image.rect())
        painter.drawImage(part, self._image, part)

    def follow(self, patch: MaskPatch, place: Rect) -> QRectF:
        """Take over a part of a patch (raw pixels); return where that shows."""
        self._patched = patch.tiles
        part = self._plane.rect(place).toAlignedRect().adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)
        part = part.intersected(self._image.rect())
        self._draw(part)
        return QRectF(part)

    def _draw(self, part: QRect) -> None:
        if part.isEmpty():
            return
        image = painted({**self._dry, **self._patched}, self._plane, part, self._colour, self._fill)
        painter = QPainter(self._image)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        if image is None:
            painter.fillRect(part, Qt.GlobalColor.transparent)
        else:
            painter.drawImage(part.topLeft(), image)
        painter.end()
