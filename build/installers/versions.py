"""Versions measured in the files themselves: strings of libraries, the stamp of a Windows file, a font's name table."""

from __future__ import annotations

import json
import re
import struct
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

import distributions
import release_file

_ASK_PYTHON = (
    "import ctypes,sys;f=ctypes.CDLL(sys.argv[1]).Py_GetVersion;f.restype=ctypes.c_char_p;print(f().decode())"
)
_FIXED_FILE_INFO = b"\xbd\x04\xef\xfe"
_VERSION_NAME = 5


def of_program() -> str:
    """The program's own version."""
    return release_file.version()


def of_row(tree: Path, row: dict[str, Any], files: list[str], *, from_sign: bool) -> str:
    """Return the version of a component of the table, measured; empty when its files do not tell."""
    if row.get("distribution"):
        return distributions.about(row["distribution"]).version
    if row.get("bill"):
        return of_bill(*row["bill"].split("/", 1))
    if "file_version" in row:
        found = [match.group(1) for name in files if (match := re.search(row["file_version"], name))]
        return found[0] if found else ""
    places = [tree / name for name in files if not (tree / name).is_symlink()]
    if row.get("windows_version"):
        return "/".join(sorted({version for place in places if (version := of_windows_file(place))}))
    if row.get("font_version"):
        return "/".join(sorted({of_font(place) for place in places if place.suffix == ".ttf"}))
    pattern = row.get("sign" if from_sign else "version", "")
    found = [told for place in places if (told := sign(place, pattern))]
    if not found and row["id"] == "cpython":
        return of_python(places)
    return found[0] if found else ""


@lru_cache(maxsize=512)
def sign(place: Path, pattern: str) -> str | None:
    """Return what a pattern's first group matched in a file, "" without a group, None where it does not match."""
    found = re.search(pattern.encode(), place.read_bytes())
    if found is None:
        return None
    return (found.group(1) or b"").decode() if found.re.groups else ""


def of_python(places: list[Path]) -> str:
    """Ask a Linux interpreter's library itself: it holds its number only in pieces."""
    for place in places:
        if place.name.startswith("libpython"):
            told = subprocess.run(
                [sys.executable, "-c", _ASK_PYTHON, str(place)], capture_output=True, text=True, check=True
            ).stdout
            return told.split()[0]
    return ""


def of_windows_file(place: Path) -> str:
    """Return the file version of a Windows library, from its version resource."""
    content = place.read_bytes()
    at = content.find(_FIXED_FILE_INFO)
    if at < 0:
        return ""
    high, low = struct.unpack_from("<II", content, at + 8)
    return f"{high >> 16}.{high & 0xFFFF}.{low >> 16}.{low & 0xFFFF}"


def of_font(place: Path) -> str:
    """Return the version that a font's name table states (name 5), without the word before it."""
    content = place.read_bytes()
    (count,) = struct.unpack_from(">H", content, 4)
    tables = {
        content[at : at + 4]: struct.unpack_from(">II", content, at + 8)
        for at in range(12, 12 + 16 * count, 16)
    }
    start = tables[b"name"][0]
    entries, strings = struct.unpack_from(">HH", content, start + 2)
    for entry in range(entries):
        platform, _encoding, _language, name, length, offset = struct.unpack_from(
            ">6H", content, start + 6 + 12 * entry
        )
        if name == _VERSION_NAME:
            raw = content[start + strings + offset : start + strings + offset + length]
            text = raw.decode("utf-16-be" if platform in {0, 3} else "latin-1")
            found = re.search(r"\d[\w.]*", text)
            return found.group() if found else text
    return ""


def of_bill(wheel: str, name: str) -> str:
    """Return the version that a wheel's own bill of materials gives for a library inside it."""
    for bill in distributions.bills(wheel):
        for component in json.loads(bill.read_bytes()).get("components", ()):
            if component["name"] == name:
                return str(component.get("version", ""))
    return ""
