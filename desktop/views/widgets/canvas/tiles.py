"""The picture in tiles of 512 device pixels at the scale in use, so that panning copies and never scales."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from desktop.views.widgets.canvas.flat import image_of, is_deep, pixels_of
from desktop.views.widgets.canvas.look import PLAIN, Look, deep_table, saturate, shallow_table
from desktop.views.widgets.canvas.picture import Layer, Picture
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
    """Draws a picture through a viewport, exactly or fast, with the look asked for; its pixels stay untouched."""

    def __init__(self) -> None:
        self._picture: Picture | None = None
        self._tiles: TileStore[QImage] = TileStore()
        self._scale = 0.0
        self._look = PLAIN
        self._tables: _Tables | None = None

    @property
    def picture(self) -> Picture | None:
        """The picture that is drawn."""
        return self._picture

    @property
    def look(self) -> Look:
        """How it is to look."""
        return self._look

    def show(self, picture: Picture | None) -> None:
        """Draw this picture from now on."""
        self._picture = picture
        self._tables = None
        self._tiles.clear()

    def adjust(self, look: Look) -> None:
        """Set how pictures are to look: this one and those shown after it."""
        self._look = look
        self._tables = None
        self._tiles.clear()

    def paint(self, painter: QPainter, view: Viewport, part: QRectF, until: float = math.inf) -> bool:
        """Draw the part (device pixels) of the view exactly, making the tiles that are missing.

        Those that cannot be made before ``until`` (perf_counter) are drawn fast; tell whether there were none.
        """
        exact = True
        for place, left, top in self._wanted(view, part):
            if place in self._tiles or time.perf_counter() < until:
                painter.drawImage(left, top, self._tile(place))
            else:
                exact = False
                painter.drawImage(left, top, self._made(place, fast=True))
        return exact

    def paint_fast(self, painter: QPainter, view: Viewport) -> None:
        """Draw the whole view without tiles and without smoothing: for the frames while a zoom is under way."""
        if self._picture is None:
            return
        tables = self._tables_of(self._picture)
        if tables.shallow is None and not tables.saturation:
            area = (view.left, view.top, view.width, view.height)
            _draw(painter, self._picture, view.scale, area, tables=tables, fast=True)
            return
        # Colours take longest to change: at half the size while the zoom moves.
        by = 2 if tables.saturation else 1
        area = (view.left // by, view.top // by, -(-view.width // by), -(-view.height // by))
        base = self._drawn(view.scale / by, area, fast=True)
        shown = QRectF(view.left, view.top, *(side * view.scale for side in view.upright_size))
        target = QRectF(shown.intersected(QRectF(0, 0, view.width, view.height)).toAlignedRect())
        source = QRectF(target.x() / by, target.y() / by, target.width() / by, target.height() / by)
        painter.drawImage(target, base, source)

    def advance(self, view: Viewport, part: QRectF) -> bool:
        """Make one tile that is missing in a part of the view; tell whether there was one to make."""
        for place, _left, _top in self._wanted(view, part):
            if place not in self._tiles:
                self._tile(place)
                return True
        return False

    def small(self, most: tuple[int, int]) -> QImage | None:
        """Return the whole picture in at most so many pixels across and down, from what is in memory of it."""
        if self._picture is None:
            return None
        size = _upright(self._picture)
        scale = min(most[0] / size[0], most[1] / size[1])
        return self._drawn(scale, (0, 0, *_sides(size, scale)))

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
        tile = self._made(place)
        self._tiles.put(place, tile)
        return tile

    def _made(self, place: Place, *, fast: bool = False) -> QImage:
        assert self._picture is not None
        across, down = _sides(_upright(self._picture), self._scale)
        left, top = place[0] * TILE, place[1] * TILE
        return self._drawn(
            self._scale, (-left, -top, min(TILE, across - left), min(TILE, down - top)), fast=fast
        )

    def _drawn(self, scale: float, area: tuple[int, int, int, int], *, fast: bool = False) -> QImage:
        """Return an image of the area's size (left, top, width, height of the view) as the screen shows it."""
        assert self._picture is not None
        image = QImage(area[2], area[3], QImage.Format.Format_RGB32)
        painter = QPainter(image)
        tables = self._tables_of(self._picture)
        _draw(painter, self._picture, scale, area, tables=tables, fast=fast)
        painter.end()
        tables.apply(image)
        return image

    def _tables_of(self, picture: Picture) -> _Tables:
        if self._tables is None:
            self._tables = _Tables.of(self._look, picture)
        return self._tables


@dataclass(frozen=True)
class _Tables:
    """A look worked out for one picture: a table for 8 bits or one for 16, and how colours change after it."""

    shallow: NDArray[np.uint8] | None
    deep: NDArray[np.uint8] | None
    saturation: int

    @classmethod
    def of(cls, look: Look, picture: Picture) -> _Tables:
        """Return the tables; the histogram is counted only when it is needed."""
        if picture.is_deep:
            return cls(None, deep_table(look, picture.histogram()), look.saturation)
        table = shallow_table(look, picture.histogram() if look.equalise else None)
        return cls(table, None, look.saturation)

    def through_window(self, image: QImage) -> QImage:
        """Return an image of 16 bits as the screen shows it; any other as it is."""
        if self.deep is None or not is_deep(image):
            return image
        shown = self.deep[pixels_of(image)]
        return image_of(shown, red_first=True)

    def apply(self, image: QImage) -> None:
        """Change an RGB32 image in place."""
        if self.shallow is not None:
            apply_table(image, self.shallow)
        if self.saturation:
            pixels = np.frombuffer(image.bits(), np.uint8).reshape(image.height(), image.width(), 4)
            saturate(pixels, self.saturation)


def apply_table(image: QImage, table: NDArray[np.uint8]) -> None:
    """Pass every channel of an RGB32 image through a table of 256, in place."""
    pixels = np.frombuffer(image.bits(), np.uint8)
    np.take(table, pixels, out=pixels, mode="clip")
    pixels.view(np.uint32)[:] |= np.uint32(0xFF000000)


def _draw(
    painter: QPainter,
    picture: Picture,
    scale: float,
    area: tuple[int, int, int, int],
    *,
    tables: _Tables,
    fast: bool = False,
) -> None:
    """Draw what of the picture, shifted by the area's first two numbers, falls into ``width`` x ``height`` pixels."""
    # A grey sheet of one pixel, too, takes 30 ms to be smoothed over a screen.
    smooth = not fast and scale < SQUARES_FROM and max(picture.layers[0].size) > 1
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    # Values of 16 bits go through a table one by one: for a fast frame no more of them than the screen has pixels.
    wanted = scale / 2 if fast and picture.is_deep else scale
    for layer in picture.coarser(picture.layer(wanted)):
        if _draw_layer(painter, picture, layer, scale, area, tables=tables, fast=fast):
            break
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


def _draw_layer(
    painter: QPainter,
    picture: Picture,
    layer: Layer,
    scale: float,
    area: tuple[int, int, int, int],
    *,
    tables: _Tables,
    fast: bool,
) -> bool:
    """Draw one layer; tell whether it could be."""
    left, top, width, height = area
    per_x, per_y = layer.step[0] * scale, layer.step[1] * scale
    x1, y1 = max(int(-left / per_x) - 1, 0), max(int(-top / per_y) - 1, 0)
    x2 = min(int((width - left) / per_x) + 2, layer.size[0])
    y2 = min(int((height - top) / per_y) + 2, layer.size[1])
    if x2 <= x1 or y2 <= y1:
        return True
    found = picture.cut(layer, (x1, y1, x2, y2), fast=fast)
    if found is None:
        return False
    target = QRectF(x1 * per_x + left, y1 * per_y + top, (x2 - x1) * per_x, (y2 - y1) * per_y)
    painter.drawImage(
        target, tables.through_window(found[0]), found[1], Qt.ImageConversionFlag.NoOpaqueDetection
    )
    return True


def _upright(picture: Picture) -> tuple[int, int]:
    return picture.orientation.upright_size(picture.size)


def _sides(size: tuple[int, int], scale: float) -> tuple[int, int]:
    """Return the device pixels of a picture's sides: a hair-thin one is still seen."""
    return max(round(size[0] * scale), 1), max(round(size[1] * scale), 1)
