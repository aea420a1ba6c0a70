"""Pack the frozen folder as the zip for USB sticks: the same bytes every time, with portable.flag beside the program.

portable.py FOLDER ZIP
"""

from __future__ import annotations

import sys
import time
import zipfile
from pathlib import Path

FLAG = "portable.flag"


def pack(folder: Path, target: Path) -> None:
    """Write the zip; names in order, times those of the folder's files, one mode for all."""
    top = "Doorstep"
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    stamp = time.gmtime(max(path.stat().st_mtime for path in files))[:6]
    part = target.with_name(target.name + ".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        _add(archive, f"{top}/{FLAG}", b"", stamp)
        for path in files:
            _add(archive, f"{top}/{path.relative_to(folder).as_posix()}", path.read_bytes(), stamp)
    part.replace(target)


def _add(archive: zipfile.ZipFile, name: str, value: bytes, stamp: tuple[int, ...]) -> None:
    year, month, day, hour, minute, second = stamp
    entry = zipfile.ZipInfo(name, (year, month, day, hour, minute, second))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3
    archive.writestr(entry, value)


if __name__ == "__main__":
    pack(Path(sys.argv[1]), Path(sys.argv[2]))
