"""Bitmaps in tiles of 256 pixels: what a mask is made of. Unchanged tiles are shared, so a stroke costs what it touches.

A tile is the ``np.packbits`` of 256 x 256 bools, row by row: 8,192 bytes. An empty tile is not there at all.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

# numpy (85 ms) is imported by the functions that need it: packs and records know masks from the start of the program,
# but nobody looks at their pixels before an exercise is opened.
if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIDE = 256
TILE_BYTES = SIDE * SIDE // 8
#: Column and row of a tile.
TilePlace: TypeAlias = tuple[int, int]
Tiles: TypeAlias = Mapping[TilePlace, bytes]
Bits: TypeAlias = "NDArray[np.bool_]"
FULL = b"\xff" * TILE_BYTES
EMPTY = bytes(TILE_BYTES)
#: Pixels of the crop that a mask may bring along: as many as the largest picture has.
MAX_PIXELS = 400_000_000


def pack(bits: Bits) -> bytes | None:
    """Return a 256 x 256 tile packed, None when it is empty; a full one is always the same object."""
    import numpy as np

    data = np.packbits(bits).tobytes()
    if data == EMPTY:
        return None
    return FULL if data == FULL else data


def unpack(tile: bytes | None) -> Bits:
    """Return a tile as 256 x 256 bools that may be written; an absent one is empty."""
    import numpy as np

    if tile is None:
        return np.zeros((SIDE, SIDE), np.bool_)
    return np.unpackbits(np.frombuffer(tile, np.uint8)).reshape(SIDE, SIDE).view(np.bool_)


def places_in(x1: int, y1: int, x2: int, y2: int) -> Iterator[TilePlace]:
    """Yield the places of the tiles that the pixels x1 <= x < x2, y1 <= y < y2 lie in."""
    if x1 >= x2 or y1 >= y2:
        return
    for row in range(y1 // SIDE, (y2 - 1) // SIDE + 1):
        for column in range(x1 // SIDE, (x2 - 1) // SIDE + 1):
            yield column, row


def tiles_of(bits: Bits, x: int, y: int) -> dict[TilePlace, bytes]:
    """Return a crop, its top left pixel at ``x``, ``y``, as tiles."""
    import numpy as np

    height, width = bits.shape
    tiles: dict[TilePlace, bytes] = {}
    for column, row in places_in(x, y, x + width, y + height):
        left, top = column * SIDE, row * SIDE
        xa, ya = max(left, x), max(top, y)
        xb, yb = min(left + SIDE, x + width), min(top + SIDE, y + height)
        tile = np.zeros((SIDE, SIDE), np.bool_)
        tile[ya - top : yb - top, xa - left : xb - left] = bits[ya - y : yb - y, xa - x : xb - x]
        packed = pack(tile)
        if packed is not None:
            tiles[column, row] = packed
    return tiles


def crop_of(tiles: Tiles, x1: int, y1: int, x2: int, y2: int) -> Bits:
    """Return the pixels x1 <= x < x2, y1 <= y < y2 as bools, (y2 - y1) x (x2 - x1)."""
    import numpy as np

    bits = np.zeros((max(y2 - y1, 0), max(x2 - x1, 0)), np.bool_)
    for column, row in places_in(x1, y1, x2, y2):
        tile = tiles.get((column, row))
        if tile is None:
            continue
        left, top = column * SIDE, row * SIDE
        xa, ya, xb, yb = max(left, x1), max(top, y1), min(left + SIDE, x2), min(top + SIDE, y2)
        bits[ya - y1 : yb - y1, xa - x1 : xb - x1] = unpack(tile)[ya - top : yb - top, xa - left : xb - left]
    return bits


def count(tiles: Tiles) -> int:
    """Return the number of pixels that are set."""
    import numpy as np

    full = sum(tile is FULL for tile in tiles.values())
    rest = b"".join(tile for tile in tiles.values() if tile is not FULL)
    return SIDE * SIDE * full + int(np.bitwise_count(np.frombuffer(rest, np.uint64)).sum())


def bounds(tiles: Tiles) -> tuple[int, int, int, int] | None:
    """Return the smallest x1, y1, x2, y2 that hold every set pixel, x2 and y2 exclusive; None when there is none.

    Only the outermost tiles are looked into, all those of a side at once.
    """
    if not tiles:
        return None
    columns, rows = zip(*tiles, strict=True)
    left, right, top, bottom = min(columns), max(columns), min(rows), max(rows)
    west, east = ([tile for (column, _row), tile in tiles.items() if column == end] for end in (left, right))
    north, south = ([tile for (_column, row), tile in tiles.items() if row == end] for end in (top, bottom))
    return (
        SIDE * left + _used_columns(west)[0],
        SIDE * top + _used_rows(north)[0],
        SIDE * right + _used_columns(east)[1],
        SIDE * bottom + _used_rows(south)[1],
    )


def box_of(tile: bytes) -> tuple[int, int, int, int] | None:
    """Return the bounds of the set pixels of one tile, in its own pixels; None when there is none."""
    if tile == EMPTY:
        return None
    (x1, x2), (y1, y2) = _used_columns([tile]), _used_rows([tile])
    return x1, y1, x2, y2


def differing(one: bytes | None, other: bytes | None) -> bytes:
    """Return the tile of the pixels that two tiles do not share; None is an empty tile."""
    import numpy as np

    a, b = (np.frombuffer(EMPTY if tile is None else tile, np.uint64) for tile in (one, other))
    return np.bitwise_xor(a, b).tobytes()


def _used_columns(tiles: list[bytes]) -> tuple[int, int]:
    """Return the first and, exclusive, the last column in which any of the tiles has a pixel; one has."""
    import numpy as np

    found = np.bitwise_or.reduce(np.frombuffer(b"".join(tiles), np.uint64).reshape(-1, SIDE // 64), axis=0)
    used = np.flatnonzero(np.unpackbits(found.view(np.uint8)))
    return int(used[0]), int(used[-1]) + 1


def _used_rows(tiles: list[bytes]) -> tuple[int, int]:
    """Return the first and, exclusive, the last row in which any of the tiles has a pixel; one has."""
    import numpy as np

    words = np.frombuffer(b"".join(tiles), np.uint64).reshape(len(tiles), SIDE, SIDE // 64)
    used = np.flatnonzero(words.any(axis=(0, 2)))
    return int(used[0]), int(used[-1]) + 1


def encode(tiles: Tiles) -> tuple[list[int], str]:
    """Return ``[x, y, width, height]`` of the set pixels and their packed bits, compressed, as base64."""
    import numpy as np

    around = bounds(tiles)
    if around is None:
        return [0, 0, 0, 0], ""
    x1, y1, x2, y2 = around
    packed = np.packbits(crop_of(tiles, x1, y1, x2, y2)).tobytes()
    return [x1, y1, x2 - x1, y2 - y1], base64.b64encode(zlib.compress(packed, 6)).decode()


def decode(box: list[int], bits: str) -> dict[TilePlace, bytes]:
    """Return the tiles of what :func:`encode` gave. Raises ValueError for anything else, however large it claims to be."""
    import numpy as np

    x, y, width, height = box
    if x < 0 or y < 0 or width < 1 or height < 1 or width * height > MAX_PIXELS:
        raise ValueError(f"box must lie in a picture and hold at most {MAX_PIXELS} pixels, got {box}")
    packed = inflate(bits, (width * height + 7) // 8)
    crop = np.unpackbits(np.frombuffer(packed, np.uint8), count=width * height).reshape(height, width)
    tiles = tiles_of(crop.view(np.bool_), x, y)
    if not tiles:
        raise ValueError("a mask must have at least one pixel")
    return tiles


def inflate(bits: str, size: int) -> bytes:
    """Return exactly ``size`` bytes out of base64 of zlib. Raises ValueError for more, fewer or none."""
    try:
        unzip = zlib.decompressobj()
        packed = unzip.decompress(base64.b64decode(bits, validate=True), size + 1)
    except (binascii.Error, zlib.error, ValueError) as fault:
        raise ValueError(f"bits cannot be read: {fault}") from fault
    if len(packed) != size or not unzip.eof:
        raise ValueError(f"bits must hold {size} bytes, got {len(packed)}")
    return packed


def deflate(data: bytes) -> str:
    """Return bytes as base64 of zlib."""
    return base64.b64encode(zlib.compress(data, 1)).decode()
