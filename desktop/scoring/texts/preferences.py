"""Which of two answers is better and by how much, and whether many such judgements fit together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from desktop.scoring.texts.asked import Asked, Fault, Judged
from desktop.scoring.texts.scales import place_of

#: A pair of answers -> the strength: > 0 the first is better, < 0 the second, 0 equal.
Preferences: TypeAlias = Mapping[tuple[str, str], int]


def side(strength: int) -> int:
    """Return 1 for the first, -1 for the second, 0 for equal."""
    return (strength > 0) - (strength < 0)


def preference(asked: Asked) -> Judged:
    """Judge a preference: the right side first, then the strength within the question's tolerance.

    The tolerance never makes the wrong side right, nor equal of a side.
    """
    expected, got = place_of(asked.expected), place_of(asked.got)
    if expected is None or got is None:
        return Judged(0.0, (Fault("PREF", asked.detail),), {"n": 1.0, "right": 0.0, "sides": 0.0})
    off = abs(got - expected)
    same_side = side(expected) == side(got)
    right = same_side and off <= asked.question.tolerance
    agreement = 1.0 - min(off / (2 * asked.question.maximum), 1.0)
    counts = {"n": 1.0, "right": float(right), "sides": float(same_side)}
    if right:
        return Judged(agreement, (), counts)
    detail = {**asked.detail, "measure": "strength" if same_side else "side"}
    return Judged(agreement, (Fault("PREF", detail, off, asked.question.tolerance, "place"),), counts)


@dataclass(frozen=True)
class Transitivity:
    """How far preferences fit together. ``n``: threes of answers all of whose pairs were judged.

    ``circles``: those that contradict themselves (a over b, b over c, yet not a over c), each in the order of the answers.
    """

    n: int
    circles: tuple[tuple[str, str, str], ...]

    @property
    def consistency(self) -> float | None:
        """1 - circles / n; None where no three answers were all compared."""
        return 1 - len(self.circles) / self.n if self.n else None


def transitivity(given: Preferences) -> Transitivity:
    """Return the threes of answers whose preferences run in a circle (Kendall and Babington Smith 1940), ties included.

    Equal answers must be ordered alike against every third: a = b and b > c ask for a > c.
    """
    sides = {pair: side(strength) for pair, strength in given.items()}
    sides |= {(second, first): -found for (first, second), found in sides.items()}
    names = list(dict.fromkeys(name for pair in given for name in pair))
    threes = [(a, b, c) for a, b, c in combinations(names, 3) if {(a, b), (b, c), (a, c)} <= sides.keys()]
    circles = tuple((a, b, c) for a, b, c in threes if _circular(sides[a, b], sides[b, c], sides[c, a]))
    return Transitivity(len(threes), circles)


def _circular(ab: int, bc: int, ca: int) -> bool:
    """Tell whether three steps around never come back to where they began: all up, or up and level."""
    steps = (ab, bc, ca)
    return any(steps) and (min(steps) >= 0 or max(steps) <= 0)
