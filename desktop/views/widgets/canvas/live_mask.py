"""A mask in the hand, kept as pixels of the view: painted once, then only where its pixels changed.

Selected, under a brush, let go, undone: it is one image all the while. What it holds of the mask tells what changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QRegion

from desktop.annotation.geometry.bitmaps import Box
from desktop.annotation.shapes import bitmap
from desktop.annotation.shapes.base import Rect
from desktop.annotation.shapes.bitmap import SIDE, Bits, TilePlace, Tiles
from desktop.annotation.tools.strokes import MaskPatch
from desktop.views.widgets.canvas.mask_pixels import asked, painted_into
from desktop.views.widgets.canvas.plane import Plane
from desktop.views.widgets.canvas.plotting import pixels_of

#: Device pixels around a change whose borders it may move.
_AROUND = 2
#: Device pixels that the image grows by beyond what it needs: a stroke goes on.
_AHEAD = 256
#: How much larger the rectangle around several changes may be when it is painted instead, and by how many pixels more:
#: as many as are painted while another painting is set up.
_FILLED, _SET_UP = 1.5, 40_000


class LiveMask:
    """The pixels of one mask on a view of ``size`` device pixels."""

    def __init__(self, plane: Plane, size: tuple[int, int], colour: QColor, fill: float) -> None:
        self._plane = plane
        self._frame = QRect(0, 0, *size)
        self._colour, self._fill = colour, fill
        #: What of the view the image covers: no pixel of the mask that is in view lies outside.
        self._window = QRect()
        self._image = QImage()
        #: The mask as the image shows it. Tiles under the brush are unpacked and our own: the tool goes on with its.
        self._tiles: dict[TilePlace, bytes | Bits] = {}
        self._source: Tiles | None = None

    @property
    def extent(self) -> QRectF:
        """The image: where it changes is told by :meth:`show` and :meth:`follow`."""
        return QRectF(self._window)

    @property
    def pixels(self) -> int:
        """How many pixels it keeps."""
        return self._window.width() * self._window.height()

    def paint(self, painter: QPainter) -> None:
        """Copy what is asked for."""
        part = asked(painter, self.extent)
        if not part.isEmpty():
            painter.drawImage(part.topLeft(), self._image, part.translated(-self._window.topLeft()))

    def suits(self, plane: Plane, size: tuple[int, int], colour: QColor, fill: float) -> bool:
        """Tell whether it looks as it must on a plane, but for the place."""
        return (plane.scale, plane.orientation, plane.size, *size, colour.rgb(), fill) == (
            self._plane.scale,
            self._plane.orientation,
            self._plane.size,
            self._frame.width(),
            self._frame.height(),
            self._colour.rgb(),
            self._fill,
        )

    def pan(self, plane: Plane) -> None:
        """Go along with a view that moved: only what came into view is painted."""
        by = QPoint(plane.left - self._plane.left, plane.top - self._plane.top)
        self._plane = plane
        if by.isNull():
            return
        held = self._window.translated(by)
        image, self._image, self._window = self._image, QImage(), QRect()
        wanted = self._around(self._tiles)
        self._make(wanted, image, held)
        for rest in QRegion(wanted) - QRegion(held):  # type: ignore[attr-defined]
            self._draw(rest)

    def show(self, tiles: Tiles) -> list[QRectF]:
        """Take over a mask as it is now; return where it looks different, in device pixels."""
        if tiles is self._source:
            return []
        self._source = tiles
        if not self._tiles:
            self._tiles = dict(tiles)
            return self._redraw([self._around(tiles)])
        changed: list[Box] = []
        for place in self._tiles.keys() | tiles.keys():
            old, new = self._tiles.get(place), tiles.get(place)
            if old is new:
                continue
            changed += _shifted(_change(old, new), place)
            if new is None:
                del self._tiles[place]
            else:
                self._tiles[place] = new
        return self._redraw(map(self._place, changed))

    def follow(self, patch: MaskPatch, place: Rect) -> list[QRectF]:
        """Take over a part of a patch (raw pixels); return where it looks different, in device pixels."""
        self._source = None
        box = (int(place[0]), int(place[1]), int(place[2]), int(place[3]))
        changed: list[Box] = []
        for at in bitmap.places_in(*box):
            new = patch.tiles.get(at)
            if new is not None:
                changed += _shifted(_copied(self._unpacked(at), new, box, at), at)
        return self._redraw(map(self._place, changed))

    # -- inside

    def _unpacked(self, place: TilePlace) -> Bits:
        tile = self._tiles.get(place)
        if tile is None or isinstance(tile, bytes):
            tile = self._tiles[place] = bitmap.unpack(tile)
        return tile

    def _around(self, tiles: Mapping[TilePlace, bytes | Bits]) -> QRect:
        """Return what of the view tiles may lie in."""
        if not tiles:
            return QRect()
        columns, rows = zip(*tiles, strict=True)
        return self._place(
            (SIDE * min(columns), SIDE * min(rows), SIDE * (max(columns) + 1), SIDE * (max(rows) + 1))
        )

    def _place(self, box: Box) -> QRect:
        """Return what of the view a change in raw pixels may alter."""
        rect = self._plane.rect(box).toAlignedRect().adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)
        return rect.intersected(self._frame)

    def _redraw(self, parts: Iterable[QRect]) -> list[QRectF]:
        drawn = _merged([part for part in parts if not part.isEmpty()])
        for part in drawn:
            if not self._window.contains(part):
                ahead = part if self._window.isEmpty() else part.adjusted(-_AHEAD, -_AHEAD, _AHEAD, _AHEAD)
                self._make(self._window.united(ahead).intersected(self._frame), self._image, self._window)
            self._draw(part)
        return [QRectF(part) for part in drawn]

    def _make(self, window: QRect, held: QImage, at: QRect) -> None:
        """Make an image for a part of the view and take over what another had that lay at ``at``."""
        self._window = window
        self._image = QImage(window.size(), QImage.Format.Format_ARGB32_Premultiplied)
        if window.isEmpty():
            return
        self._image.fill(Qt.GlobalColor.transparent)
        if not held.isNull():
            painter = QPainter(self._image)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            painter.drawImage(at.topLeft() - window.topLeft(), held)
            painter.end()

    def _draw(self, part: QRect) -> None:
        left, top = part.left() - self._window.left(), part.top() - self._window.top()
        pixels = pixels_of(self._image)[top : top + part.height(), left : left + part.width()]
        painted_into(pixels, self._tiles, self._plane, part, self._colour, fill=self._fill)


def _copied(own: Bits, new: Bits, box: Box, place: TilePlace) -> Box | None:
    """Copy what of a tile lies in a box (raw pixels); return where it differed, in the tile's own pixels."""
    left, top = SIDE * place[0], SIDE * place[1]
    x1, y1 = max(box[0] - left, 0), max(box[1] - top, 0)
    part = slice(y1, box[3] - top), slice(x1, box[2] - left)
    found = _box_of(own[part] != new[part])
    if found is None:
        return None
    own[part] = new[part]
    return found[0] + x1, found[1] + y1, found[2] + x1, found[3] + y1


def _change(old: bytes | Bits | None, new: bytes | None) -> Box | None:
    """Return where two tiles differ, in their own pixels; None when they are the same."""
    if isinstance(old, bytes) or old is None:
        return None if old == new else bitmap.box_of(bitmap.differing(old, new))
    return _box_of(old != bitmap.unpack(new))


def _box_of(bits: Bits) -> Box | None:
    down = np.flatnonzero(bits.any(axis=1))
    if not len(down):
        return None
    top, bottom = int(down[0]), int(down[-1]) + 1
    across = np.flatnonzero(bits[top:bottom].any(axis=0))
    return int(across[0]), top, int(across[-1]) + 1, bottom


def _shifted(box: Box | None, place: TilePlace) -> Iterator[Box]:
    """Yield a tile's box in raw pixels of the picture, if there is one."""
    if box is not None:
        left, top = SIDE * place[0], SIDE * place[1]
        yield box[0] + left, box[1] + top, box[2] + left, box[3] + top


def _merged(parts: list[QRect]) -> list[QRect]:
    """Return the rectangle around all when it is hardly larger than they are, else those that they are."""
    around = QRect()
    for part in parts:
        around = around.united(part)
    filled = sum(part.width() * part.height() for part in parts)
    return [around] if parts and around.width() * around.height() <= _FILLED * filled + _SET_UP else parts
