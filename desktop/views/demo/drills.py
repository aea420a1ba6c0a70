"""The scripted trainee at the warm-up drills."""

from __future__ import annotations

from desktop.views.demo.actor import Actor
from desktop.views.demo.clock import HastenedClock


def do_drill(actor: Actor, clock: HastenedClock) -> None:
    """Do the drill on the screen."""
    del actor, clock
