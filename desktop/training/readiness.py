"""Readiness for the assessment: the lower bound of recent first tries against the cut, before it is offered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from desktop.training.evidence import Evidence

Light: TypeAlias = Literal["none", "red", "amber", "green"]
#: (k, n) -> a lower confidence bound of the share; statistics live in a layer above and are handed in.
Bound: TypeAlias = Callable[[int, int], float]
#: First tries looked at: enough units to say something, few enough to be today's ability.
RECENT_TRIES = 10
#: Below this many units nothing can be said.
LEAST_UNITS = 30


@dataclass(frozen=True)
class Readiness:
    """``correct`` of ``n`` units in the last first tries; ``lower`` is the one-sided 95 % Clopper-Pearson bound.

    none: fewer than 30 units. green: lower >= cut. amber: the share reaches the cut but chance is not excluded.
    red: the share is below the cut.
    """

    light: Light
    correct: int
    n: int
    lower: float | None
    cut: float


def readiness(evidence: Evidence, cut: float, lower_bound: Bound) -> Readiness:
    """Return the light for a cut (share of qualified units, 0..1); ``lower_bound`` is Clopper-Pearson's one-sided."""
    recent = list(evidence.tries)[:RECENT_TRIES]
    correct = sum(each.qualified for each in recent)
    n = sum(each.judged for each in recent)
    if n < LEAST_UNITS:
        return Readiness("none", correct, n, None, cut)
    lower = lower_bound(correct, n)
    light: Light = "green" if lower >= cut else "amber" if correct / n >= cut else "red"
    return Readiness(light, correct, n, lower, cut)
