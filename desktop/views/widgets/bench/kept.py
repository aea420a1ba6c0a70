"""What stays in the hand of whoever works from exercise to exercise and from page to page, until somebody else signs in."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from desktop.views.widgets.bench.carry import Carry
from desktop.views.widgets.canvas.look import Look
from desktop.views.widgets.canvas.options import ViewOptions
from desktop.views.widgets.canvas.toolbox import Kit


@dataclass
class Kept:
    """The hand's settings and copies, the marks to carry on, how marks and picture are shown."""

    kit: Kit = field(default_factory=Kit)
    carry: Carry = field(default_factory=Carry)
    options: ViewOptions = field(default_factory=ViewOptions)
    look: Look = field(default_factory=Look)

    def forget(self) -> None:
        """Put everything back: the next person begins afresh."""
        self.kit, self.carry, self.options, self.look = Kit(), Carry(), ViewOptions(), Look()


@cache
def kept() -> Kept:
    """Return what is kept on this PC: one person works at it at a time."""
    return Kept()
