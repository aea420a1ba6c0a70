"""Time as a seam, so that a sitting can be tested through a power cut without waiting for one."""

from __future__ import annotations

import time
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

BOOT_ID_FILE = Path("/proc/sys/kernel/random/boot_id")
#: Where the system names no boot, one process counts as one boot: a restart is then seen as a power cut.
_PROCESS_BOOT = uuid.uuid4().hex


class Clock(Protocol):
    """What the program needs to know about time."""

    def now(self) -> datetime:
        """Return the wall time, aware, in UTC. The PC's owner may have set it wrong."""

    def monotonic(self) -> float:
        """Return seconds that never run backwards within one boot."""

    def boot(self) -> str:
        """Return a name of the current boot; monotonic values of two boots cannot be compared."""


class SystemClock:
    """The PC's own clock."""

    def now(self) -> datetime:
        """Return the wall time in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds since an arbitrary point of this boot."""
        return time.monotonic()

    def boot(self) -> str:
        """Return the kernel's boot id, or one made for this process where the system has none."""
        try:
            return BOOT_ID_FILE.read_text("ascii").strip()
        except OSError:
            return _PROCESS_BOOT


class ManualClock:
    """A clock that stands still until it is told to move: for tests and for the scripted demo."""

    def __init__(self, start: datetime, *, boot: str = "boot-1") -> None:
        self._now = start
        self._monotonic = 0.0
        self._boot = boot

    def now(self) -> datetime:
        """Return the time it was set to."""
        return self._now

    def monotonic(self) -> float:
        """Return the seconds advanced since the last boot."""
        return self._monotonic

    def boot(self) -> str:
        """Return the name of the pretended boot."""
        return self._boot

    def advance(self, seconds: float) -> None:
        """Let ``seconds`` pass on both clocks."""
        self._now += timedelta(seconds=seconds)
        self._monotonic += seconds

    def reboot(self, boot: str, *, off_seconds: float) -> None:
        """Switch the PC off for ``off_seconds`` and on again under a new boot name."""
        self.advance(off_seconds)
        self._monotonic = 0.0
        self._boot = boot


def stamp(moment: datetime) -> str:
    """Write an aware moment as ``2026-11-23T08:15:02.123Z`` (UTC, milliseconds)."""
    text = moment.astimezone(UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def moment(text: str) -> datetime:
    """Read what :func:`stamp` wrote. Raises ValueError for anything else."""
    return datetime.fromisoformat(text)
