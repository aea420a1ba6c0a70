"""Look a frozen Windows folder over and make it the same on every build machine.

finish.py FOLDER

One version of the VC runtime in the whole tree (an older one beside the interpreter would be loaded first and Qt would
meet it), no file of a GPL-only part of Qt, no stand-in of the tests, no path of the build machine.
"""

from __future__ import annotations

import hashlib
import os
import re
import struct
import sys
import zipfile
from pathlib import Path

RUNTIME = re.compile(
    r"^(vcruntime140|vcruntime140_1|msvcp140|msvcp140_1|msvcp140_2|concrt140)\.dll$", re.IGNORECASE
)
NEEDED = (
    "_internal/python311.dll",
    "_internal/python3.dll",
    "_internal/VCRUNTIME140.dll",
    "_internal/VCRUNTIME140_1.dll",
)
STAND_INS = ("icuuc.dll", "mscms.dll", "python.exe")
_FIXED = bytes.fromhex("bd04effe")  # the signature of VS_FIXEDFILEINFO


def put_in_order(archive: Path) -> None:
    """Sort the modules of base_library.zip: PyInstaller writes some of them in an order that changes between runs."""
    with zipfile.ZipFile(archive) as given:
        members = sorted(
            ((entry, given.read(entry)) for entry in given.infolist()), key=lambda each: each[0].filename
        )
    state = archive.stat()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as ordered:
        for entry, value in members:
            plain = zipfile.ZipInfo(entry.filename, entry.date_time)
            plain.external_attr = 0o644 << 16
            ordered.writestr(plain, value)
    os.utime(archive, (state.st_mtime, state.st_mtime))


def version_of(path: Path) -> str:
    """Return the file version in a PE's resources, or an empty string."""
    value = path.read_bytes()
    place = value.find(_FIXED)
    if place < 0:
        return ""
    high, low = struct.unpack_from("<II", value, place + 8)
    return f"{high >> 16}.{high & 0xFFFF}.{low >> 16}.{low & 0xFFFF}"


def runtimes(folder: Path) -> dict[str, str]:
    """Return the VC runtime files in a tree and their versions."""
    return {
        path.relative_to(folder).as_posix(): version_of(path)
        for path in sorted(folder.rglob("*"))
        if RUNTIME.match(path.name)
    }


def faults(folder: Path) -> list[str]:
    """Return what is wrong with a frozen folder, in words."""
    found = runtimes(folder)
    there = {path.relative_to(folder).as_posix().lower() for path in folder.rglob("*")}
    wrong = [f"{name} is missing" for name in NEEDED if name.lower() not in there]
    if len(set(found.values())) > 1:
        wrong.append(
            "several VC runtimes: " + ", ".join(f"{name} {version}" for name, version in found.items())
        )
    wrong += [
        f"{path} has no business in the program" for path in sorted(there) if Path(path).name in STAND_INS
    ]
    return wrong


def digest(folder: Path) -> str:
    """Return one SHA-256 over the names and bytes of the folder's files."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*"), key=lambda each: each.relative_to(folder).as_posix()):
        if path.is_file():
            total.update(f"{path.relative_to(folder).as_posix()}\0".encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def main(arguments: list[str]) -> int:
    """Print the faults and the digest of a folder."""
    folder = Path(arguments[0])
    library = folder / "_internal" / "base_library.zip"
    if library.exists():
        put_in_order(library)
    wrong = faults(folder)
    for fault in wrong:
        sys.stderr.write(f"finish: {fault}\n")
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    versions = ", ".join(sorted(set(runtimes(folder).values())))
    sys.stderr.write(f"windows: folder {size / 1e6:.1f} MB, VC runtime {versions}, {digest(folder)}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
