"""Handing a file over to the program that is open already: by a note in the data folder, taken at once.

There is no socket and no name on a bus: whoever may write into the data folder may leave a note, and nobody else.
"""

from __future__ import annotations

import json
import secrets
import time
from contextlib import suppress
from pathlib import Path

from desktop.base.files import write_whole
from desktop.base.places import Places

SUFFIX = ".json"
#: How long the second program waits for the first to take its note, and how long a note may be.
SECONDS, STEP = 5.0, 0.05
MOST_BYTES, MOST_NOTES = 64 * 1024, 20


def folder(places: Places) -> Path:
    """Return where notes are left."""
    return places.data / "handover"


def hand_over(places: Places, opened: Path | None, *, seconds: float = SECONDS) -> bool:
    """Leave a note for the program that is open and tell whether it was taken; without a file it only comes forward."""
    note = folder(places) / f"{secrets.token_hex(8)}{SUFFIX}"
    content = json.dumps({"open": "" if opened is None else str(opened)}).encode("utf-8")
    until = time.monotonic() + seconds
    try:
        write_whole(note, content)
        while note.exists():
            if time.monotonic() >= until:
                note.unlink(missing_ok=True)
                return False
            time.sleep(STEP)
    except OSError:
        return False
    return True


def taken(places: Places) -> tuple[Path | None, ...]:
    """Take every note that lies there and return the files to open; None stands for only coming forward."""
    found: list[Path | None] = []
    with suppress(OSError):
        for note in sorted(folder(places).glob(f"*{SUFFIX}"))[:MOST_NOTES]:
            content = b""
            with suppress(OSError):
                if note.is_file() and not note.is_symlink() and note.stat().st_size <= MOST_BYTES:
                    content = note.read_bytes()
            with suppress(OSError):
                note.unlink()
                found.append(_file(content))
    return tuple(found)


def _file(content: bytes) -> Path | None:
    try:
        named = json.loads(content)["open"]
        return Path(named) if isinstance(named, str) and named and "\x00" not in named else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
