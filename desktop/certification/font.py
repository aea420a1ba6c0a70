"""Which characters a font has, read from its ``cmap`` table, so that a name is never printed as empty boxes."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

#: Characters that print nothing and need no glyph.
BLANK = frozenset("\u200b\u200c\u200d\ufeff")


@dataclass(frozen=True)
class Coverage:
    """The characters of one font, as ranges of code points, both ends included."""

    ranges: tuple[tuple[int, int], ...]

    @staticmethod
    def of(path: Path) -> Coverage:
        """Return the coverage of a TrueType font file. Raises OSError, ValueError."""
        return _coverage(path, path.stat().st_mtime_ns)

    def missing(self, text: str) -> frozenset[str]:
        """Return the characters of a text that the font cannot print."""
        return frozenset(
            char
            for char in set(text) - BLANK
            if not any(first <= ord(char) <= last for first, last in self.ranges)
        )


@lru_cache(maxsize=8)
def _coverage(path: Path, _changed: int) -> Coverage:
    content = path.read_bytes()
    try:
        return Coverage(tuple(_groups(content, _table(content, b"cmap"))))
    except struct.error as fault:
        raise ValueError(f"not a TrueType font: {path}") from fault


def _table(content: bytes, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", content, 4)
    for entry in range(count):
        name, _checksum, offset, _length = struct.unpack_from(">4sIII", content, 12 + 16 * entry)
        if name == tag:
            return int(offset)
    raise ValueError(f"the font has no {tag.decode()} table")


def _groups(content: bytes, cmap: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the segmented-coverage subtable (format 12), which every full Chinese font has."""
    (count,) = struct.unpack_from(">H", content, cmap + 2)
    formats = {}
    for entry in range(count):
        (offset,) = struct.unpack_from(">I", content, cmap + 4 + 8 * entry + 4)
        formats[struct.unpack_from(">H", content, cmap + offset)[0]] = cmap + offset
    if 12 in formats:
        start = formats[12]
        (groups,) = struct.unpack_from(">I", content, start + 12)
        for group in range(groups):
            first, last, _glyph = struct.unpack_from(">III", content, start + 16 + 12 * group)
            yield first, last
    elif 4 in formats:
        yield from _segments(content, formats[4])


def _segments(content: bytes, start: int) -> Iterator[tuple[int, int]]:
    (double,) = struct.unpack_from(">H", content, start + 6)
    for place in range(0, double, 2):
        (last,) = struct.unpack_from(">H", content, start + 14 + place)
        (first,) = struct.unpack_from(">H", content, start + 16 + double + place)
        if last != 0xFFFF:
            yield first, last
