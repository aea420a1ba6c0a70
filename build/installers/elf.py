"""What an ELF file asks of its system: the libraries it needs and the newest glibc symbol version it uses."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_DYNAMIC, _VERNEED, _NEEDED = 6, 0x6FFFFFFE, 1
_GLIBC = re.compile(rb"^GLIBC_(\d+(?:\.\d+)+)$")


@dataclass(frozen=True)
class Needs:
    """Names of needed libraries, and the glibc they are used with: ``(2, 28)``, or ``()`` for none."""

    needed: tuple[str, ...]
    glibc: tuple[int, ...]


def libraries(folder: Path) -> Iterator[tuple[Path, Needs]]:
    """Yield every ELF file below a folder."""
    for place in sorted(folder.rglob("*")):
        if place.is_file() and not place.is_symlink():
            with place.open("rb") as source:
                if source.read(4) != b"\x7fELF":
                    continue
            yield place, needs(place)


def glibc_floor(folder: Path) -> tuple[int, ...]:
    """Return the oldest glibc that every file below a folder runs on, ``()`` when none asks."""
    return max((found.glibc for _place, found in libraries(folder)), default=())


def needs(place: Path) -> Needs:
    """Read one 64-bit little-endian ELF file."""
    content = place.read_bytes()
    if content[4:6] != b"\x02\x01":
        raise ValueError(f"{place}: not a 64-bit little-endian ELF file")
    sections = _sections(content)
    needed: list[str] = []
    versions: list[tuple[int, ...]] = []
    for kind, offset, size, link in sections:
        if kind not in {_DYNAMIC, _VERNEED}:
            continue
        strings = sections[link][1]
        if kind == _DYNAMIC:
            for at in range(offset, offset + size, 16):
                tag, value = struct.unpack_from("<QQ", content, at)
                if tag == _NEEDED:
                    needed.append(_string(content, strings + value).decode())
        else:
            versions += _versions(content, offset, strings)
    return Needs(tuple(needed), max(versions, default=()))


def _sections(content: bytes) -> list[tuple[int, int, int, int]]:
    """Kind, offset, size and link of every section."""
    (table,) = struct.unpack_from("<Q", content, 0x28)
    entry, count = struct.unpack_from("<HH", content, 0x3A)
    found = []
    for number in range(count):
        _name, kind, _flags, _address, offset, size, link = struct.unpack_from(
            "<IIQQQQI", content, table + number * entry
        )
        found.append((kind, offset, size, link))
    return found


def _versions(content: bytes, at: int, strings: int) -> Iterator[tuple[int, ...]]:
    while True:
        _version, count, _file, first, following = struct.unpack_from("<HHIII", content, at)
        inner = at + first
        for _number in range(count):
            _hash, _flags, _other, name, step = struct.unpack_from("<IHHII", content, inner)
            if match := _GLIBC.match(_string(content, strings + name)):
                yield tuple(int(part) for part in match.group(1).split(b"."))
            inner += step
        if not following:
            return
        at += following


def _string(content: bytes, at: int) -> bytes:
    return content[at : content.index(b"\0", at)]
