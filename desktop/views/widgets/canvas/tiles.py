"""The picture in tiles of 512 device pixels at the scale in use, so that panning copies and never scales."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from typing import Generic, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from desktop.views.widgets.canvas.picture import Picture
from desktop.views.widgets.canvas.viewport import Viewport

TILE = 512
#: Above this scale image pixels are shown as squares: the border of an object is then seen as it is.
SQUARES_FROM = 3.0
#: 512 x 512 x 4 bytes each: 160 are 160 MB, a screen of 4K with a ring around it.
MOST_TILES = 160

Place: TypeAlias = tuple[int, int]
Tile = TypeVar("Tile")


class TileStore(Generic[Tile]):
    """Tiles of one scale by place, the least recently used thrown away first."""

    def __init__(self, most: int = MOST_TILES) -> None:
        self._tiles: OrderedDict[Place, Tile] = OrderedDict()
        self._most = most

    def __contains__(self, place: Place) -> bool:
        return place in self._tiles

    def __len__(self) -> int:
        return len(self._tiles)

    def get(self, place: Place) -> Tile:
        """Return a tile that is here and count it as used."""
        self._tiles.move_to_end(place)
        return self._tiles[place]

    def put(self, place: Place, tile: Tile) -> None:
        """Keep a tile."""
        self._tiles[place] = tile
        while len(self._tiles) > self._most:
            self._tiles.popitem(last=False)

    def drop(self, places: Iterator[Place]) -> None:
        """Forget some tiles."""
        for place in places:
            self._tiles.pop(place, None)

    def clear(self) -> None:
        """Forget all tiles."""
        self._tiles.clear()


def places(left: float, top: float, right: float, bottom: float) -> Iterator[Place]:
    """Yield the tiles that a rectangle touches, in pixels from the picture's corner at the scale in use."""
    for row in range(int(top // TILE), int(-(-bottom // TILE))):
        for column in range(int(left // TILE), int(-(-right // TILE))):
            yield column, row


class PictureTiles:
    """Draws a picture through a viewport, exactly or fast, brightened as asked; its pixels stay untouched."""

    def __init__(self) -> None:
        self._picture: Picture | None = None
        self._tiles: TileStore[QImage] = TileStore()
        self._scale = 0.0
        self._curve: NDArray[np.uint8] | None = None

    def show(self, picture: Picture | None) -> None:
        """Draw this picture from now on."""
        self._picture = picture
        self._tiles.clear()

    def adjust(self, brightness: int, contrast: int) -> None:
        """Set brightness and contrast, each -100..100; 0 and 0 show the picture as it is."""
        self._curve = curve(brightness, contrast)
        self._tiles.clear()

    def paint(self, painter: QPainter, view: Viewport, part: QRectF) -> None:
        """Draw the part (device pixels) of the view exactly, making the tiles that are missing."""
        for place, left, top in self._wanted(view, part):
            painter.drawImage(left, top, self._tile(place))

    def paint_fast(self, painter: QPainter, view: Viewport) -> None:
        """Draw the whole view without tiles and without smoothing: for the frames while a zoom is under way."""
        if self._picture is None:
            return
        base = (
            QImage(view.width, view.height, QImage.Format.Format_RGB32) if self._curve is not None else None
        )
        inner = QPainter(base) if base is not None else painter
        _draw(inner, self._picture, view.scale, (view.left, view.top, view.width, view.height), smooth=False)
        if base is not None and self._curve is not None:
            inner.end()
            apply_curve(base, self._curve)
            shown = QRectF(view.left, view.top, *(side * view.scale for side in view.upright_size))
            target = shown.intersected(QRectF(0, 0, view.width, view.height)).toAlignedRect()
            painter.drawImage(target, base, target)

    def advance(self, view: Viewport, part: QRectF) -> bool:
        """Make one tile that is missing in a part of the view; tell whether there was one to make."""
        for place, _left, _top in self._wanted(view, part):
            if place not in self._tiles:
                self._tile(place)
                return True
        return False

    def _wanted(self, view: Viewport, part: QRectF) -> Iterator[tuple[Place, int, int]]:
        if self._picture is None:
            return
        if self._scale != view.scale:
            self._tiles.clear()
            self._scale = view.scale
        width, height = _sides(view.upright_size, view.scale)
        left, top = max(part.left() - view.left, 0), max(part.top() - view.top, 0)
        right, bottom = min(part.right() - view.left, width), min(part.bottom() - view.top, height)
        for column, row in places(left, top, right, bottom):
            yield (column, row), column * TILE + view.left, row * TILE + view.top

    def _tile(self, place: Place) -> QImage:
        if place in self._tiles:
            return self._tiles.get(place)
        assert self._picture is not None
        across, down = _sides(_upright(self._picture), self._scale)
        left, top = place[0] * TILE, place[1] * TILE
        tile = QImage(min(TILE, across - left), min(TILE, down - top), QImage.Format.Format_RGB32)
        painter = QPainter(tile)
        area = (-left, -top, tile.width(), tile.height())
        _draw(painter, self._picture, self._scale, area, smooth=self._scale < SQUARES_FROM)
        painter.end()
        if self._curve is not None:
            apply_curve(tile, self._curve)
        self._tiles.put(place, tile)
        return tile


def curve(brightness: int, contrast: int) -> NDArray[np.uint8] | None:
    """Return the 256 values that brightness and contrast (-100..100) turn grey levels into, or None for no change."""
    if brightness == 0 and contrast == 0:
        return None
    slope = 2.0 ** (contrast / 50.0)
    levels = (np.arange(256) - 127.5) * slope + 127.5 + brightness * 1.28
    values: NDArray[np.uint8] = np.clip(np.rint(levels), 0, 255).astype(np.uint8)
    return values


def apply_curve(image: QImage, levels: NDArray[np.uint8]) -> None:
    """Pass every channel of an RGB32 image through the curve, in place."""
    pixels = np.frombuffer(image.bits(), np.uint8)
    np.take(levels, pixels, out=pixels, mode="clip")
    pixels.view(np.uint32)[:] |= np.uint32(0xFF000000)


def _draw(
    painter: QPainter, picture: Picture, scale: float, area: tuple[int, int, int, int], *, smooth: bool
) -> None:
    """Draw what of the picture, shifted by the area's first two numbers, falls into ``width`` x ``height`` pixels."""
    left, top, width, height = area
    _step, image = picture.level(scale)
    across, down = _upright(picture)
    per_x, per_y = across * scale / image.width(), down * scale / image.height()
    x1, y1 = max(int(-left / per_x) - 1, 0), max(int(-top / per_y) - 1, 0)
    x2 = min(int((width - left) / per_x) + 2, image.width())
    y2 = min(int((height - top) / per_y) + 2, image.height())
    if x2 <= x1 or y2 <= y1:
        return
    target = QRectF(x1 * per_x + left, y1 * per_y + top, (x2 - x1) * per_x, (y2 - y1) * per_y)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    painter.drawImage(
        target, image, QRectF(x1, y1, x2 - x1, y2 - y1), Qt.ImageConversionFlag.NoOpaqueDetection
    )
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


def _upright(picture: Picture) -> tuple[int, int]:
    return picture.orientation.upright_size(picture.size)


def _sides(size: tuple[int, int], scale: float) -> tuple[int, int]:
    """Return the device pixels of a picture's sides: a hair-thin one is still seen."""
    return max(round(size[0] * scale), 1), max(round(size[1] * scale), 1)
