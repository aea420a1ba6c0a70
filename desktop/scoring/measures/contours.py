"""The contour of a mask straight from its packed bits: a picture of 12 megapixels in a few milliseconds.

A bit of the contour is the exclusive or of a pixel and the one above or left of it, eight pixels at a time. Only bytes
with such a bit are ever unpacked: a contour is a line, most of a mask is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from desktop.annotation.shapes import bitmap
from desktop.annotation.shapes.bitmap import Tiles
from desktop.scoring.measures.boundary import Bools
from desktop.scoring.measures.pixel_edges import Lattice

Bits: TypeAlias = NDArray[np.uint8]
Place: TypeAlias = tuple[int, int]

#: Bytes of a row of a tile, and so many tiles at once: what is compared stays in the cache of the processor.
ROW = bitmap.SIDE // 8
AT_ONCE = 32
_LOG = bitmap.SIDE.bit_length() - 1


def contour(tiles: Tiles, gold: Tiles | None = None) -> tuple[Lattice, Bools]:
    """Return the middles of all sides between mask and not mask, in half pixels, and which lie inside ``gold``.

    Tile by tile, of each the upper sides of its pixels and then the left ones, as a page is read. What is full and lies
    between full tiles is passed over.
    """
    around = {(column + dx, row + dy) for column, row in tiles for dx, dy in ((0, 0), (1, 0), (0, 1))}
    places = [place for place in sorted(around) if not _is_core(tiles, place)]
    parts = [_sides(tiles, gold, places[at : at + AT_ONCE]) for at in range(0, len(places), AT_ONCE)]
    if not parts:
        nothing = np.zeros(0, np.int64)
        return (nothing, nothing), np.zeros(0, np.bool_)
    columns, rows, inside = (np.concatenate(each) for each in zip(*parts, strict=True))
    return (columns, rows), inside


def _is_core(tiles: Tiles, place: Place) -> bool:
    column, row = place
    around = (place, (column - 1, row), (column, row - 1))
    return all(tiles.get(each) is bitmap.FULL for each in around)


def _sides(
    tiles: Tiles, gold: Tiles | None, places: Sequence[Place]
) -> tuple[NDArray[np.int64], NDArray[np.int64], Bools]:
    """Return the columns and rows (half pixels) of the sides of some tiles' pixels, and which lie in ``gold``."""
    own, above, before = _neighbours(tiles, places)
    both: tuple[Bits | None, Bits | None] = (None, None)
    if gold is not None:
        own_gold, above_gold, before_gold = _neighbours(gold, places)
        both = (own_gold & above_gold, own_gold & before_gold)
    (upper, at_upper), (left, at_left) = _set_bits(own ^ above, both[0]), _set_bits(own ^ before, both[1])
    bits = np.concatenate([upper, left])
    is_upper = np.arange(len(bits)) < len(upper)
    # Shifts, for a tile's side is a power of two and dividing took as long as all the rest.
    tile = bits >> 2 * _LOG
    left_of, top_of = (2 * bitmap.SIDE * np.array(places, np.int64)).T
    columns = ((bits & (bitmap.SIDE - 1)) << 1) + left_of[tile] + is_upper
    rows = ((bits >> _LOG & (bitmap.SIDE - 1)) << 1) + top_of[tile] + ~is_upper
    # Small whole numbers are sorted by counting; a side's place within its tile stays.
    order = np.argsort(tile.astype(np.uint8), kind="stable")
    return columns[order], rows[order], np.concatenate([at_upper, at_left])[order]


def _neighbours(tiles: Tiles, places: Sequence[Place]) -> tuple[Bits, Bits, Bits]:
    """Return tiles packed (n, side, bytes), and for each bit that of the pixel above and of the one to the left."""
    own = _stacked(tiles, places)
    over = _stacked(tiles, [(column, row - 1) for column, row in places])
    beside = _stacked(tiles, [(column - 1, row) for column, row in places])
    above = np.concatenate([over[:, -1:], own[:, :-1]], axis=1)
    bytes_before = np.concatenate([beside[:, :, -1:], own[:, :, :-1]], axis=2)
    return own, above, (own >> 1) | (bytes_before << 7)


def _stacked(tiles: Tiles, places: Sequence[Place]) -> Bits:
    data = b"".join(tiles.get(place, bitmap.EMPTY) for place in places)
    return np.frombuffer(data, np.uint8).reshape(len(places), bitmap.SIDE, ROW)


def _set_bits(packed: Bits, other: Bits | None) -> tuple[NDArray[np.int64], Bools]:
    """Return the places of the bits that are set, counted over all, and which of them are set in ``other`` too."""
    flat = packed.reshape(-1)
    # Words of eight bytes first, then their bytes, then the bits of those: most of a mask has none.
    words = np.flatnonzero(flat.view(np.uint64) != 0)
    within = np.flatnonzero(flat.reshape(-1, 8)[words].reshape(-1) != 0)
    some = 8 * words[within >> 3] + (within & 7)
    found = np.flatnonzero(np.unpackbits(flat[some]).view(np.bool_))
    places = 8 * some[found >> 3] + (found & 7)
    if other is None:
        return places, np.zeros(len(places), np.bool_)
    return places, np.unpackbits(other.reshape(-1)[some])[found].view(np.bool_)
