"""Looking for packs and releases on sticks: within bounds, never through a link, whatever lies there."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop.curriculum.files import SUFFIX as PACK_SUFFIX
from desktop.sites.release_list import SUFFIX as LIST_SUFFIX

#: How many folder levels below the root, how many entries, how many finds and how many seconds a look may take.
LEVELS = 2
MOST_ENTRIES = 5_000
MOST_FOUND = 60
MOST_SECONDS = 5.0
_SYSTEM = frozenset({"system volume information", "found.000", "lost+found", "windows", "program files"})
_HIDDEN = 0x2  # FILE_ATTRIBUTE_HIDDEN
_REPARSE = 0x400  # FILE_ATTRIBUTE_REPARSE_POINT: a link or a junction


@dataclass(frozen=True)
class Sight:
    """What was seen. ``cut`` says that there was more than one look takes in."""

    packs: tuple[Path, ...] = ()
    lists: tuple[Path, ...] = ()
    cut: bool = False


class _EnoughError(Exception):
    """The bounds of a look are reached."""


class _Budget:
    def __init__(self, entries: int, seconds: float) -> None:
        self._entries = entries
        self._until = time.monotonic() + seconds

    def spend(self) -> None:
        """Count one entry. Raises _EnoughError at the end of the budget."""
        self._entries -= 1
        if self._entries < 0 or time.monotonic() > self._until:
            raise _EnoughError


def look(
    roots: Iterable[Path],
    *,
    skip: Iterable[Path] = (),
    entries: int = MOST_ENTRIES,
    seconds: float = MOST_SECONDS,
) -> Sight:
    """Return the packs and release lists in ``roots`` and up to two folder levels below, sorted; ``skip`` is left out.

    Hidden files, links and what is no ordinary file are passed over; a drive that fails half way shows what was seen.
    """
    skipped = frozenset(skip)
    packs: list[Path] = []
    lists: list[Path] = []
    cut = False
    for root in dict.fromkeys(roots):
        budget = _Budget(entries, seconds)
        try:
            for path in _files(root, LEVELS, skipped, budget):
                into = packs if path.suffix.lower() == PACK_SUFFIX else lists
                if path not in into:
                    into.append(path)
                if len(packs) + len(lists) > MOST_FOUND:
                    cut = True
                    break
        except _EnoughError:
            cut = True
    return Sight(tuple(sorted(packs)), tuple(sorted(lists)), cut)


def _files(folder: Path, levels: int, skipped: frozenset[Path], budget: _Budget) -> Iterator[Path]:
    below: list[Path] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                budget.spend()
                kind = _kind(entry)
                path = Path(entry.path)
                if kind == "folder" and levels and path not in skipped:
                    below.append(path)
                elif kind == "file" and path.suffix.lower() in (PACK_SUFFIX, LIST_SUFFIX):
                    yield path
    except OSError:
        # The stick was pulled, or its directory is damaged: what is left is looked at all the same.
        return
    for path in sorted(below):
        yield from _files(path, levels - 1, skipped, budget)


def _kind(entry: os.DirEntry[str]) -> str:
    """Return file, folder or nothing for what is hidden, a link, a device or unreadable."""
    name = entry.name
    if name.startswith((".", "$", "~")) or name.casefold() in _SYSTEM:
        return ""
    try:
        found = entry.stat(follow_symlinks=False)
    except OSError:
        return ""
    if getattr(found, "st_file_attributes", 0) & (_HIDDEN | _REPARSE):
        return ""
    if stat.S_ISREG(found.st_mode):
        return "file"
    return "folder" if stat.S_ISDIR(found.st_mode) else ""
