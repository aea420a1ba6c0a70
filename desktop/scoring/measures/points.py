"""Single points and counts: who stands for what within a radius, and how far the number is off. All in px."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

from desktop.scoring.matching import SLACK, assign

Point: TypeAlias = tuple[float, float]


@dataclass(frozen=True)
class Assigned:
    """Gold place -> answer place, the distances of these pairs in px, and what is left on either side."""

    pairs: dict[int, int]
    distances: dict[int, float]
    missed: tuple[int, ...]
    extra: tuple[int, ...]

    @property
    def mean_distance(self) -> float | None:
        """The mean distance of the pairs in px; None without a pair."""
        return sum(self.distances.values()) / len(self.distances) if self.distances else None


def apart(a: Point, b: Point) -> float:
    """Return the distance of two points in px."""
    return math.hypot(b[0] - a[0], b[1] - a[1])


def near(golds: Sequence[Point], answers: Sequence[Point], radius: float) -> list[dict[int, float]]:
    """Return, for each gold, answer place -> distance of the answers within ``radius`` px (at it counts)."""
    size = max(radius, 1e-6)
    grid: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for place, (x, y) in enumerate(answers):
        grid[math.floor(x / size), math.floor(y / size)].append(place)
    rows: list[dict[int, float]] = []
    for x, y in golds:
        column, line = math.floor(x / size), math.floor(y / size)
        around = product(range(column - 1, column + 2), range(line - 1, line + 2))
        places = sorted(place for cell in around for place in grid.get(cell, ()))
        away = {place: apart((x, y), answers[place]) for place in places}
        rows.append({place: value for place, value in away.items() if value <= radius + SLACK})
    return rows


def closeness(away: float, radius: float) -> float:
    """Return a similarity of points for assigning them: 1 on each other, 0.87 at the radius.

    Its square falls from 1 to 3/4, so that three pairs anywhere within the radius outweigh two perfect ones: as many as
    possible are paired before they are paired well.
    """
    share = min(away / radius, 1.0) if radius > 0 else 0.0
    return math.sqrt(1.0 - 0.25 * share * share)


def assigned(golds: Sequence[Point], answers: Sequence[Point], radius: float) -> Assigned:
    """Return the best one-to-one assignment within ``radius`` px."""
    rows = near(golds, answers, radius)
    pairs = assign([{place: closeness(away, radius) for place, away in row.items()} for row in rows])
    taken = set(pairs.values())
    return Assigned(
        pairs,
        {gold: rows[gold][answer] for gold, answer in pairs.items()},
        tuple(place for place in range(len(golds)) if place not in pairs),
        tuple(place for place in range(len(answers)) if place not in taken),
    )


def count_error(gold: int, answer: int) -> float | None:
    """Return (answer - gold) / gold: 0.1 is a tenth too many. None when there is nothing to count."""
    return (answer - gold) / gold if gold else None
