"""Areas as pixels: any shape with an area as the tiles of a mask, and what is seen of those that others cover."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from desktop.annotation.shapes import bitmap
from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.bitmap import Tiles
from desktop.annotation.shapes.mask import Mask
from desktop.scoring.judges.outlined import rings_of
from desktop.scoring.measures.masks import difference
from desktop.scoring.measures.raster import filled

#: Where the picture's size is not known, nothing is painted beyond this; no pack holds a larger picture.
MOST_SIDE = 32_768
#: Rows that are painted in one go.
BAND = 4 * bitmap.SIDE


def tiles_of(shape: Shape, size: tuple[int, int] | None) -> Tiles:
    """Return the pixels of a shape inside a picture of ``size`` (width, height) as tiles."""
    if isinstance(shape, Mask):
        return shape.tiles
    width, height = size or (MOST_SIDE, MOST_SIDE)
    x1, y1, x2, y2 = shape.bounds
    left, right = max(math.floor(x1), 0), min(math.ceil(x2), width)
    top, bottom = max(math.floor(y1), 0), min(math.ceil(y2), height)
    rings = rings_of(shape)
    found: dict[tuple[int, int], bytes] = {}
    # Band by band of whole tiles: a sky of 400 megapixels never stands in memory as bools.
    for start in range(top - top % BAND, bottom, BAND):
        band = (left, max(start, top), right, min(start + BAND, bottom))
        found |= bitmap.tiles_of(filled(rings, band), band[0], band[1])
    return found


def joined(parts: Sequence[Tiles]) -> dict[tuple[int, int], bytes]:
    """Return the pixels of any of the parts."""
    found: dict[tuple[int, int], bytes] = {}
    for tiles in parts:
        for place, tile in tiles.items():
            before = found.get(place)
            found[place] = tile if before is None else _either(before, tile)
    return found


def seen(layers: Sequence[Tiles]) -> list[Tiles]:
    """Return what is seen of each layer when the later ones lie over it."""
    found: list[Tiles] = []
    above: dict[tuple[int, int], bytes] = {}
    for tiles in reversed(layers):
        found.append(difference(tiles, above))
        above = joined([above, tiles])
    return found[::-1]


def numbered(
    layers: Sequence[Tiles], places: Sequence[tuple[int, int]]
) -> np.ndarray[tuple[int, ...], np.dtype[np.int32]]:
    """Return the tiles at ``places`` with each pixel the number of the last layer over it, from 1; 0 is none."""
    found = np.zeros((len(places), bitmap.SIDE, bitmap.SIDE), np.int32)
    at: Mapping[tuple[int, int], int] = {place: number for number, place in enumerate(places)}
    for number, tiles in enumerate(layers, start=1):
        for place, tile in tiles.items():
            if place in at:
                found[at[place]][bitmap.unpack(tile)] = number
    return found


def _either(a: bytes, b: bytes) -> bytes:
    return (np.frombuffer(a, np.uint8) | np.frombuffer(b, np.uint8)).tobytes()
