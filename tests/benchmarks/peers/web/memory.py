"""How much memory processes hold, pages that they share counted once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

PROC = Path("/proc")


def megabytes(processes: Iterable[int]) -> float:
    """Return the proportional set size of processes together; those that ended meanwhile count nothing."""
    return sum(map(_kilobytes, processes)) / 1024


def family(process: int) -> list[int]:
    """Return a process and all that descend from it."""
    parents: dict[int, list[int]] = {}
    for folder in PROC.iterdir():
        if folder.name.isdecimal() and (parent := _parent(folder)):
            parents.setdefault(parent, []).append(int(folder.name))
    found = [process]
    for own in found:
        found += parents.get(own, [])
    return found


def _parent(folder: Path) -> int:
    try:
        # The name of the program may hold anything, brackets too: what counts stands behind the last one.
        return int((folder / "stat").read_text(errors="replace").rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _kilobytes(process: int) -> int:
    try:
        lines = (PROC / str(process) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
