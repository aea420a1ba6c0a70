"""What stays in the hand of whoever works from exercise to exercise and from page to page, until somebody else signs in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from desktop.views.widgets.bench.carry import Carry
from desktop.views.widgets.canvas.look import Look
from desktop.views.widgets.canvas.options import ViewOptions
from desktop.views.widgets.canvas.toolbox import Kit

#: The lists of the panel as they come: the objects have most of the room.
SHARES: Mapping[str, float] = {"given": 1.5, "remarks": 0.45, "objects": 1.0}


@dataclass
class Kept:
    """The hand's settings and copies, the marks to carry on, how marks, picture and lists are shown."""

    kit: Kit = field(default_factory=Kit)
    carry: Carry = field(default_factory=Carry)
    options: ViewOptions = field(default_factory=ViewOptions)
    look: Look = field(default_factory=Look)
    #: How high the lists of the panel are, and which are folded, by name.
    shares: Mapping[str, float] = field(default_factory=lambda: dict(SHARES))
    folded: frozenset[str] = frozenset()

    def forget(self) -> None:
        """Put everything back: the next person begins afresh."""
        self.kit, self.carry, self.options, self.look = Kit(), Carry(), ViewOptions(), Look()
        self.shares, self.folded = dict(SHARES), frozenset()


@cache
def kept() -> Kept:
    """Return what is kept on this PC: one person works at it at a time."""
    return Kept()
