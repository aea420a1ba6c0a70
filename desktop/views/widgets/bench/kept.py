"""What stays in the hand of whoever works from exercise to exercise and from page to page, until somebody else signs in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import cast

from desktop.base.habits import Habits
from desktop.views.widgets.bench.carry import Carry
from desktop.views.widgets.canvas.look import Look
from desktop.views.widgets.canvas.options import CrosshairColour, ViewOptions
from desktop.views.widgets.canvas.toolbox import Kit
from desktop.views.widgets.canvas.viewport import Stand
from desktop.views.widgets.habits_in_use import habits_in_use

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
    #: Where the last picture stood in the view, None before the first.
    stand: Stand | None = None
    #: Of texts: a double click selects a word, not one character.
    word_assist: bool = True

    def __post_init__(self) -> None:
        self.adopt(habits_in_use().now)

    def adopt(self, habits: Habits) -> None:
        """Take over what of a person's habits belongs to hand and marks."""
        kit = self.kit
        kit.settings = replace(kit.settings, tolerance=float(habits.tolerance), edges=float(habits.edges))
        self.options = replace(
            self.options,
            crosshair=habits.crosshair is not False,
            crosshair_colour=cast("CrosshairColour", habits.crosshair_colour),
            crosshair_opacity=habits.crosshair_opacity / 100,
        )

    def forget(self) -> None:
        """Put everything back: the next person begins afresh."""
        self.kit, self.carry, self.options, self.look = Kit(), Carry(), ViewOptions(), Look()
        self.shares, self.folded, self.stand = dict(SHARES), frozenset(), None
        self.word_assist = True
        self.adopt(habits_in_use().now)


@cache
def kept() -> Kept:
    """Return what is kept on this PC: one person works at it at a time."""
    return Kept()
