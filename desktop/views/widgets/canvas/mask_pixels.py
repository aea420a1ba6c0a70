"""The pixels of a mask as they are seen at a scale: each device pixel set when the mask is set under it.

Zoomed out, a device pixel is set when any mask pixel of its block is: a crack one pixel wide stays in sight.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage

from desktop.annotation.shapes.bitmap import SIDE, Bits, TilePlace, unpack
from desktop.views.widgets.canvas.plane import Plane
from desktop.views.widgets.canvas.plotting import pixels_of

#: Blocks of more than 64 x 64 pixels are not needed: the smallest scale of a picture is above that.
_COARSEST = 64


def seen(tiles: Mapping[TilePlace, bytes | Bits], plane: Plane, area: QRect) -> Bits:
    """Return which pixels of an area of a plane show the mask, height x width."""
    across = plane.raw_pixels(area.left(), area.width(), across=True)
    down = plane.raw_pixels(area.top(), area.height(), across=False)
    columns, rows = (down, across) if plane.orientation.swapped else (across, down)
    step = 1
    while step < _COARSEST and step * 2 * plane.scale <= 1:
        step *= 2
    found = np.zeros((len(rows), len(columns)), np.bool_)
    for row, ys in _by_tile(rows):
        for column, xs in _by_tile(columns):
            tile = tiles.get((column, row))
            if tile is not None:
                inner = np.ix_((rows[ys] % SIDE) // step, (columns[xs] % SIDE) // step)
                found[ys, xs] = reduced(tile, step)[inner]
    return found.T if plane.orientation.swapped else found


def painted(
    tiles: Mapping[TilePlace, bytes | Bits], plane: Plane, area: QRect, colour: QColor, fill: float
) -> QImage | None:
    """Return an area of a mask as an image: filled with ``fill`` (0..1) of the colour, its border full."""
    around = seen(tiles, plane, area.adjusted(-1, -1, 1, 1))
    inner = around[1:-1, 1:-1]
    if not inner.any():
        return None
    deep = inner & around[:-2, 1:-1] & around[2:, 1:-1] & around[1:-1, :-2] & around[1:-1, 2:]
    return coloured(
        inner.astype(np.uint8) + (inner & ~deep),
        (0, premultiplied(colour, fill), premultiplied(colour, 0.95)),
    )


def coloured(levels: NDArray[np.uint8], colours: tuple[int, ...]) -> QImage:
    """Return an image whose pixels are the premultiplied colour of their level."""
    height, width = levels.shape
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    np.take(np.array(colours, np.uint32), levels, out=pixels_of(image), mode="clip")
    return image


def premultiplied(colour: QColor, alpha: float) -> int:
    """Return a colour at an opacity 0..1 as a premultiplied pixel."""
    red, green, blue = (round(part * alpha) for part in (colour.red(), colour.green(), colour.blue()))
    return round(255 * alpha) << 24 | red << 16 | green << 8 | blue


def reduced(tile: bytes | Bits, step: int) -> Bits:
    """Return a tile with one bit for each block of ``step`` x ``step`` pixels: whether any is set."""
    if isinstance(tile, bytes):
        return unpack(tile) if step == 1 else _reduced(tile, step)
    side = SIDE // step
    return np.asarray(tile.reshape(side, step, side, step).any(axis=(1, 3)), np.bool_)


@lru_cache(maxsize=2048)
def _reduced(tile: bytes, step: int) -> Bits:
    side = SIDE // step
    if step >= 8:
        # Eight pixels of a row are one byte.
        rows = np.bitwise_or.reduce(np.frombuffer(tile, np.uint8).reshape(side, step, SIDE // 8), axis=1)
        blocks: Bits = rows.reshape(side, side, step // 8).any(axis=2)
        return blocks
    pairs = unpack(tile).reshape(side, step, SIDE).any(axis=1)
    return np.asarray(pairs.reshape(side, side, step).any(axis=2), np.bool_)


def _by_tile(pixels: NDArray[np.int64]) -> list[tuple[int, slice]]:
    """Return the tiles that a rising or falling run of pixels goes through, each with its part of the run."""
    if not len(pixels):
        return []
    tiles = pixels // SIDE
    cuts = [0, *(np.flatnonzero(np.diff(tiles)) + 1).tolist(), len(tiles)]
    return [(int(tiles[a]), slice(a, b)) for a, b in pairwise(cuts)]
