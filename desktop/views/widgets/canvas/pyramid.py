"""A big picture on disk: tiles of 512 pixels, and of its halves, in one file. A view reads only what it shows.

The file: magic, length of the description, description in JSON, Adler-32 of every tile, then the tiles, each in a place
of fixed size. Colour lies as Qt's RGB32, of 16 bits as RGBX64. The description is written last and the file renamed
into place, so what has the name is complete; a power cut may still have lost tiles of it, which their sums tell.
"""

from __future__ import annotations

import contextlib
import json
import math
import struct
import weakref
import zlib
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, BinaryIO, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from desktop.views.widgets.canvas.flat import halves, pixels_in

SIDE = 512
#: Bytes of tiles that a reader keeps: a screen of 1920 x 1080 with a ring around it.
MOST_KEPT = 96 << 20
#: What one pixel is: grey or colour, of 8 or 16 bits.
Kind: TypeAlias = Literal["grey", "rgb", "grey16", "rgb16"]
Pixels: TypeAlias = NDArray[Any]

_MAGIC = b"DSPYR001"
_KINDS: dict[Kind, tuple[type[np.unsignedinteger[Any]], int]] = {
    "grey": (np.uint8, 1),
    "rgb": (np.uint8, 4),
    "grey16": (np.uint16, 1),
    "rgb16": (np.uint16, 4),
}


class PyramidError(Exception):
    """A file that is no whole pyramid: to be made again."""


def kind_of(pixels: Pixels) -> Kind:
    """Return the kind of pixels: height x width, or height x width x 4, of uint8 or uint16."""
    deep = pixels.dtype.itemsize == 2
    if pixels.ndim == 2:
        return "grey16" if deep else "grey"
    return "rgb16" if deep else "rgb"


def level_sizes(size: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """Return the sizes of a picture and its halves, down to one tile. A pixel of level n covers 2^n, exactly."""
    sizes = [size]
    while max(sizes[-1]) > SIDE:
        sizes.append(((sizes[-1][0] + 1) // 2, (sizes[-1][1] + 1) // 2))
    return tuple(sizes)


class Layout:
    """Where the tiles of a picture of this size and kind lie in the file."""

    def __init__(self, size: tuple[int, int], kind: Kind) -> None:
        self.size, self.kind = size, kind
        self.sizes = level_sizes(size)
        self.grids = tuple((-(-width // SIDE), -(-height // SIDE)) for width, height in self.sizes)
        self.first = [0]
        for across, down in self.grids:
            self.first.append(self.first[-1] + across * down)
        scalar, channels = _KINDS[kind]
        self.scalar = scalar
        self.shape = (SIDE, SIDE) if channels == 1 else (SIDE, SIDE, channels)
        self.tile_bytes = math.prod(self.shape) * np.dtype(scalar).itemsize
        said = json.dumps({"size": size, "kind": kind}).encode()
        self.head = _MAGIC + struct.pack("<I", len(said)) + said
        self.start = -(-(len(self.head) + 4 * self.tiles) // 4096) * 4096

    @property
    def tiles(self) -> int:
        """How many tiles there are in all levels."""
        return self.first[-1]

    @property
    def file_bytes(self) -> int:
        """The size of the whole file."""
        return self.start + self.tiles * self.tile_bytes

    def number(self, level: int, column: int, row: int) -> int:
        """Return the number of a tile among all."""
        return self.first[level] + row * self.grids[level][0] + column


class PyramidWriter:
    """Takes a picture's rows from top to bottom and writes tiles and halves as they fill. Raises OSError.

    A thread of its own cuts and writes a full strip while the next one is being filled: decoding takes as long.
    """

    def __init__(self, path: Path, size: tuple[int, int], kind: Kind) -> None:
        self.layout = Layout(size, kind)
        self._path = path
        self._file: BinaryIO = path.open("wb")
        self._sums = np.zeros(self.layout.tiles, np.uint32)
        self._taken = 0
        #: The strip that is being filled, and the one that is being written or was.
        self._filling, self._full = (self._empty_strip(0) for _strip in range(2))
        self._cutter = ThreadPoolExecutor(1, "cutting")
        self._cutting: Future[None] | None = None
        # Of the levels above the first: the cutter's alone.
        self._strips: list[Pixels | None] = [None] * len(self.layout.sizes)
        self._filled = [0] * len(self.layout.sizes)

    def rows(self, band: Pixels) -> None:
        """Take the next rows, of grey, or of red, green, blue and a filler."""
        taken = 0
        while taken < len(band):
            at = self._taken % SIDE
            n = min(SIDE - at, len(band) - taken)
            self._filling[at : at + n, : band.shape[1]] = band[taken : taken + n]
            self._taken += n
            taken += n
            if self._taken % SIDE == 0 or self._taken == self.layout.size[1]:
                self._wait()
                self._filling, self._full = self._full, self._filling
                self._cutting = self._cutter.submit(self._flush, 0, self._full, self._taken)

    def finish(self, path: Path) -> None:
        """Complete the file and give it its name. Raises PyramidError when rows are missing."""
        self._wait()
        if self._taken != self.layout.size[1]:
            self.give_up()
            raise PyramidError("rows are missing")
        self._cutter.shutdown()
        self._file.seek(0)
        self._file.write(self.layout.head + self._sums.tobytes())
        self._file.close()
        self._path.replace(path)

    def give_up(self) -> None:
        """Leave nothing behind."""
        self._cutter.shutdown()
        self._file.close()
        self._path.unlink(missing_ok=True)

    def _wait(self) -> None:
        """Wait until the last full strip is written. Raises OSError when it could not be."""
        if self._cutting is not None:
            self._cutting.result()
            self._cutting = None

    def _empty_strip(self, level: int) -> Pixels:
        layout = self.layout
        return np.zeros((SIDE, layout.grids[level][0] * SIDE, *layout.shape[2:]), layout.scalar)

    def _strip(self, level: int) -> Pixels:
        strip = self._strips[level]
        if strip is None:
            strip = self._strips[level] = self._empty_strip(level)
        return strip

    def _flush(self, level: int, strip: Pixels, filled: int) -> None:
        """Write a full strip of a level as tiles, and put its half into the next level's strip.

        ``filled`` is how many rows of the level there are with it.
        """
        layout = self.layout
        width, height = layout.sizes[level]
        row = (filled - 1) // SIDE
        tall = filled - row * SIDE
        # What lies beyond the border repeats it: the last half of an odd side is no mixture with black.
        strip[tall:] = strip[tall - 1]
        strip[:, width:] = strip[:, width - 1 : width]
        halved = level + 1 < len(layout.sizes)
        above = (row % 2) * (SIDE // 2)
        half = self._strip(level + 1) if halved else None
        for column in range(layout.grids[level][0]):
            tile, _alive = self._cut(level, strip, column)
            self._write(layout.number(level, column, row), tile)
            if half is not None:
                part = half[above : above + SIDE // 2, column * SIDE // 2 : (column + 1) * SIDE // 2]
                part[...] = halves(tile)[:, : part.shape[1]]
        if halved:
            self._filled[level + 1] += -(-tall // 2)
            if half is not None and (above or filled == height):
                self._flush(level + 1, half, self._filled[level + 1])

    def _cut(self, level: int, strip: Pixels, column: int) -> tuple[Pixels, QImage | None]:
        """Return a tile of a strip as it lies in the file, and what keeps its memory alive.

        Colour comes with red first; halves are as tiles are.
        """
        if level or self.layout.kind != "rgb":
            return np.ascontiguousarray(strip[:, column * SIDE : (column + 1) * SIDE]), None
        rest = strip.reshape(-1)[column * SIDE * 4 :]
        seen = QImage(rest.data, SIDE, SIDE, strip.strides[0], QImage.Format.Format_RGBX8888)
        swapped = seen.convertToFormat(QImage.Format.Format_RGB32)
        return pixels_in(swapped), swapped

    def _write(self, number: int, tile: Pixels) -> None:
        self._sums[number] = zlib.adler32(tile.data)
        self._file.seek(self.layout.start + number * self.layout.tile_bytes)
        self._file.write(tile.data)


class Pyramid:
    """Reads tiles of a finished file. For one thread."""

    def __init__(self, path: Path, size: tuple[int, int]) -> None:
        """Open it. Raises OSError, or PyramidError for a file that is not whole or not of this size."""
        self._file = path.open("rb", buffering=0)
        weakref.finalize(self, self._file.close)
        self.path = path
        self.layout, self._sums = _read_head(self._file, size, path.stat().st_size)
        self._tiles: OrderedDict[int, Pixels] = OrderedDict()
        self.is_damaged = False

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def missing(self, level: int, x1: int, y1: int, x2: int, y2: int) -> int:
        """Return how many tiles of a rectangle (pixels of the level) would have to be read."""
        layout = self.layout
        return sum(
            layout.number(level, column, row) not in self._tiles
            for row in range(y1 // SIDE, -(-y2 // SIDE))
            for column in range(x1 // SIDE, -(-x2 // SIDE))
        )

    def piece(self, level: int, x1: int, y1: int, x2: int, y2: int) -> Pixels | None:
        """Return a rectangle in pixels of a level, or None when the file has lost it."""
        layout = self.layout
        found = np.empty((y2 - y1, x2 - x1, *layout.shape[2:]), layout.scalar)
        for row in range(y1 // SIDE, -(-y2 // SIDE)):
            for column in range(x1 // SIDE, -(-x2 // SIDE)):
                tile = self._tile(layout.number(level, column, row))
                if tile is None:
                    return None
                left, top = column * SIDE, row * SIDE
                a, b = max(x1, left), max(y1, top)
                c, d = min(x2, left + SIDE), min(y2, top + SIDE)
                found[b - y1 : d - y1, a - x1 : c - x1] = tile[b - top : d - top, a - left : c - left]
        return found

    def _give_away(self) -> None:
        """Take the file's name away: the next time the picture is opened it is made anew."""
        if not self.is_damaged and not self._file.closed:
            with contextlib.suppress(OSError):  # Windows keeps a file that is open
                self.path.unlink()
        self.is_damaged = True

    def _tile(self, number: int) -> Pixels | None:
        if number in self._tiles:
            self._tiles.move_to_end(number)
            return self._tiles[number]
        tile = np.empty(self.layout.shape, self.layout.scalar)
        try:
            self._file.seek(self.layout.start + number * self.layout.tile_bytes)
            n = self._file.readinto(tile.data)
        except (OSError, ValueError):
            n = 0
        if n != self.layout.tile_bytes or zlib.adler32(tile.data) != self._sums[number]:
            self._give_away()
            return None
        self._tiles[number] = tile
        while len(self._tiles) * self.layout.tile_bytes > MOST_KEPT:
            self._tiles.popitem(last=False)
        return tile


def _read_head(file: BinaryIO, size: tuple[int, int], length: int) -> tuple[Layout, NDArray[np.uint32]]:
    head = file.read(4096)
    try:
        n = struct.unpack_from("<I", head, len(_MAGIC))[0]
        said = json.loads(head[len(_MAGIC) + 4 : len(_MAGIC) + 4 + n])
        kind, told = said["kind"], tuple(said["size"])
    except (struct.error, ValueError, KeyError, TypeError) as fault:
        raise PyramidError("no description") from fault
    if not head.startswith(_MAGIC) or kind not in _KINDS or told != size:
        raise PyramidError("another picture's")
    layout = Layout(size, kind)
    file.seek(len(layout.head))
    sums = file.read(4 * layout.tiles)
    if length != layout.file_bytes or len(sums) != 4 * layout.tiles:
        raise PyramidError("cut short")
    return layout, np.frombuffer(sums, np.uint32)
