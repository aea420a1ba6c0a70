"""Which start of the PC this is: a name that a restart changes and nothing else does."""

from __future__ import annotations

import sys
from pathlib import Path

BOOT_ID_FILE = Path("/proc/sys/kernel/random/boot_id")
#: Before the seconds of a start that is told by its time.
TIMED = "time:"
#: Two readings of the same start may differ by so many seconds; no PC starts twice in that time.
SLACK = 3


def boot_name() -> str:
    """Return the name of this start, or an empty string where the system has none.

    Linux has an id of its own. Windows has none that a restore card leaves alone (its counter is in the registry),
    so there it is the moment of the start, counted so that setting the clock does not move it.
    """
    if sys.platform == "win32":
        from desktop.base.boot_windows import started_at

        seconds = started_at()
        return "" if seconds is None else f"{TIMED}{seconds}"
    try:
        return BOOT_ID_FILE.read_text("ascii").strip()
    except (OSError, ValueError):
        return ""


def same_boot(first: str, second: str) -> bool:
    """Tell whether two names are those of one start; where one is unknown, a restart is not proved."""
    if not first or not second or first == second:
        return True
    if first.startswith(TIMED) and second.startswith(TIMED):
        try:
            return abs(int(first.removeprefix(TIMED)) - int(second.removeprefix(TIMED))) <= SLACK
        except ValueError:
            return False
    return False
