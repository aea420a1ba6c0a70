"""Which modules are frozen into a program: PyInstaller's archive at the end of the executable, read without PyInstaller.

Layout (PyInstaller 6): the executable ends with an archive; a cookie near its end says where the archive and its table
of contents begin. One entry, PYZ, holds the Python modules with a marshalled table of its own.
"""

from __future__ import annotations

import marshal
import struct
from pathlib import Path

_COOKIE = b"MEI\014\013\012\013\016"
_COOKIE_FORMAT = "!8sIIII64s"
_ENTRY_FORMAT = "!IIIIBc"
_PYZ_KIND = "z"
_PYZ_MAGIC = b"PYZ\0"


def modules(program: Path) -> frozenset[str]:
    """Return the dotted names of all frozen modules; raises ValueError when there is no such archive."""
    content = program.read_bytes()
    at = content.rfind(_COOKIE)
    if at < 0:
        raise ValueError(f"{program}: no frozen program")
    _magic, length, table_at, table_length, _version, _library = struct.unpack_from(
        _COOKIE_FORMAT, content, at
    )
    start = at + struct.calcsize(_COOKIE_FORMAT) - length
    names: set[str] = set()
    for kind, begins, size in _entries(content[start + table_at : start + table_at + table_length]):
        if kind == _PYZ_KIND:
            names |= _pyz_names(content[start + begins : start + begins + size])
    if not names:
        raise ValueError(f"{program}: no modules in its archive")
    return frozenset(names)


def _entries(table: bytes) -> list[tuple[str, int, int]]:
    found = []
    place = 0
    while place < len(table):
        length, begins, size, _whole, _packed, kind = struct.unpack_from(_ENTRY_FORMAT, table, place)
        found.append((kind.decode("ascii"), begins, size))
        place += length
    return found


def _pyz_names(archive: bytes) -> set[str]:
    if archive[:4] != _PYZ_MAGIC:
        raise ValueError("the archive of modules is of another kind")
    (table_at,) = struct.unpack_from("!i", archive, 8)
    # The build's own file, made a moment ago by this Python's series: marshal is safe and fitting here.
    table = marshal.loads(archive[table_at:])  # noqa: S302
    return {str(entry[0]) for entry in table}
