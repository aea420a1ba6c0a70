"""The table of the comparison: each step by size, medians, and ours / theirs; what did not come to its end is said."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field

NAME, CELL = 34, 22
STEPS = (("open", "open, ms"), ("scroll", "scroll by 60 px, ms"), ("add", "add a span, ms"))


@dataclass
class Found:
    """What the rounds at one size gave: times by step in milliseconds, memory in MB, and why one ended early."""

    times: dict[str, list[float]] = field(default_factory=dict)
    megabytes: list[float] = field(default_factory=list)
    fault: str = ""

    def take(self, told: dict[str, object]) -> None:
        """Take over what one process told."""
        for step, _title in STEPS:
            value = told.get(step)
            if isinstance(value, int | float):
                self.times.setdefault(step, []).append(float(value))
            elif isinstance(value, list):
                self.times.setdefault(step, []).extend(float(time) for time in value)
        if isinstance(megabytes := told.get("megabytes"), int | float):
            self.megabytes.append(float(megabytes))
        if fault := told.get("fault"):
            spans = told.get("spans")
            self.fault = f"{fault}" + (f" ({spans:,} spans shown by then)" if isinstance(spans, int) else "")


def table(title: str, ours: Found, theirs: Found) -> list[str]:
    """Return the lines of one size. x = ours / theirs, below 1: ours is quicker."""
    lines = [f"{title:{NAME}}{'doorstep':>{CELL}}{'Label Studio':>{CELL}}"]
    for step, name in STEPS:
        lines.append(_line(name, ours.times.get(step, []), theirs.times.get(step, [])))
    lines.append(_line("memory, MB", ours.megabytes, theirs.megabytes))
    if theirs.fault:
        lines.append(f"  Label Studio did not come to its end: {theirs.fault}")
    return lines


def _line(name: str, ours: Sequence[float], theirs: Sequence[float]) -> str:
    ratio = f" x{statistics.median(ours) / statistics.median(theirs):.2g}" if ours and theirs else ""
    return f"  {name:{NAME - 2}}{_said(ours):>{CELL}}{_said(theirs) + ratio:>{CELL}}"


def _said(values: Sequence[float]) -> str:
    return f"{statistics.median(values):,.1f}" if values else "-"
