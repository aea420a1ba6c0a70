"""What a probe tells: one JSON object a line, written at once, so that nothing is lost when the process is ended."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any


class Report:
    """The lines of one process. Values in seconds, MiB or counts; series in milliseconds."""

    def __init__(self, path: str, begun: float) -> None:
        self._path = Path(path)
        self._begun = begun

    def value(self, name: str, value: Any) -> None:
        """Tell one number or word."""
        self._line({"value": name, "is": value})

    def since_spawn(self, name: str) -> None:
        """Tell the seconds since the process was asked for."""
        self.value(name, time.monotonic() - self._begun)

    def series(
        self, name: str, *, ms: list[float], processor: list[float], planned: int, unpainted: int
    ) -> None:
        """Tell of a series: its steps' times, how many were planned, and how many painted nothing."""
        told = {"ms": ms, "processor": processor, "planned": planned, "unpainted": unpainted}
        self._line({"series": name, **told})

    def _line(self, line: dict[str, Any]) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")


def memory(field: str) -> float:
    """Return a field of /proc/self/status in MiB: VmRSS is what is resident now, VmHWM the most that ever was."""
    with Path("/proc/self/status").open() as file:
        return next(int(line.split()[1]) / 1024 for line in file if line.startswith(field))
