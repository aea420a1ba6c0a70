"""The demonstration's clock: a person takes longer than a script, so it is moved on as a person would need."""

from __future__ import annotations

from datetime import datetime, timedelta

from desktop.base.clock import SystemClock


class HastenedClock(SystemClock):
    """The PC's clock plus the time that the script skipped."""

    def __init__(self) -> None:
        self.skipped = 0.0

    def now(self) -> datetime:
        """Return the wall time with the skipped time added."""
        return super().now() + timedelta(seconds=self.skipped)

    def monotonic(self) -> float:
        """Return seconds with the skipped time added."""
        return super().monotonic() + self.skipped

    def skip(self, seconds: float) -> None:
        """Let ``seconds`` pass at once."""
        self.skipped += seconds
