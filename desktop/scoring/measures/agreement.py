"""How far people agree beyond chance: Cohen, Fleiss, Krippendorff. A figure that has no value says why.

-1..1: 1 is full agreement, 0 what chance alone would give.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal, TypeAlias

Weights: TypeAlias = Literal["none", "linear", "quadratic"]
Level: TypeAlias = Literal["nominal", "ordinal", "interval"]
Value: TypeAlias = str | float

NOTHING_TO_COMPARE = "nothing_to_compare"
ONE_VALUE_ONLY = "one_value_only"
UNEQUAL_RATERS = "unequal_raters"


@dataclass(frozen=True)
class Agreement:
    """A coefficient over ``n`` units, or None with the reason why it has no value."""

    value: float | None
    n: int
    reason: str = ""


def cohen(
    a: Sequence[Value], b: Sequence[Value], *, weights: Weights = "none", order: Sequence[Value] = ()
) -> Agreement:
    """Return Cohen's kappa of two people over the same units (Cohen 1960; weighted 1968).

    ``order``: all values from low to high, for weights; by default sorted as scikit-learn does. Both of one and the same
    value throughout is no agreement beyond chance that could be measured: None. Raises ValueError for different lengths.
    """
    pairs = list(zip(a, b, strict=True))
    if not pairs:
        return Agreement(None, 0, NOTHING_TO_COMPARE)
    ranks = {value: rank for rank, value in enumerate(order or sorted({*a, *b}, key=_sortable))}
    cost = _costs(weights)
    seen = sum(cost(ranks[x], ranks[y]) for x, y in pairs) / len(pairs)
    ours, theirs = Counter(a), Counter(b)
    chance = (
        sum(cost(ranks[x], ranks[y]) * ours[x] * theirs[y] for x, y in product(ours, theirs))
        / len(pairs) ** 2
    )
    if chance == 0:
        return Agreement(None, len(pairs), ONE_VALUE_ONLY)
    return Agreement(1 - seen / chance, len(pairs))


def fleiss(units: Sequence[Sequence[Value]]) -> Agreement:
    """Return Fleiss' kappa (1971) of units that were each judged by the same number of people, at least two.

    None where the numbers differ: Krippendorff's alpha takes those.
    """
    if not units or len(units[0]) < 2:
        return Agreement(None, len(units), NOTHING_TO_COMPARE)
    people = len(units[0])
    if any(len(unit) != people for unit in units):
        return Agreement(None, len(units), UNEQUAL_RATERS)
    counts = [Counter(unit) for unit in units]
    seen = sum(
        (sum(n * n for n in count.values()) - people) / (people * (people - 1)) for count in counts
    ) / len(units)
    totals = sum(counts, Counter())
    chance = sum((n / (people * len(units))) ** 2 for n in totals.values())
    if len(totals) == 1:
        return Agreement(None, len(units), ONE_VALUE_ONLY)
    return Agreement((seen - chance) / (1 - chance), len(units))


def krippendorff(units: Sequence[Sequence[Value | None]], *, level: Level) -> Agreement:
    """Return Krippendorff's alpha, 1 - Do / De, of units judged by any number of people; None is a missing judgement.

    A unit with fewer than two judgements says nothing and is left out (``n`` counts the rest). ``level``: nominal for
    classes, ordinal for ranks, interval for numbers; the two latter need numbers. Source: Krippendorff 2011, "Computing
    Krippendorff's Alpha-Reliability".
    """
    judged = [[value for value in unit if value is not None] for unit in units]
    judged = [unit for unit in judged if len(unit) >= 2]
    if not judged:
        return Agreement(None, 0, NOTHING_TO_COMPARE)
    together: Counter[tuple[Value, Value]] = Counter()
    for unit in judged:
        for place, value in enumerate(unit):
            for other_place, other in enumerate(unit):
                if place != other_place:
                    together[value, other] += 1 / (len(unit) - 1)  # type: ignore[assignment]
    totals: dict[Value, float] = {}
    for (value, _), weight in together.items():
        totals[value] = totals.get(value, 0.0) + weight
    if len(totals) < 2:
        return Agreement(None, len(judged), ONE_VALUE_ONLY)
    distance = _distances(level, totals)
    n = sum(totals.values())
    seen = sum(weight * distance(*pair) for pair, weight in together.items())
    chance = sum(totals[x] * totals[y] * distance(x, y) for x, y in product(totals, totals)) / (n - 1)
    return Agreement(1 - seen / chance, len(judged))


def _costs(weights: Weights) -> Callable[[int, int], float]:
    table: dict[Weights, Callable[[int, int], float]] = {
        "none": lambda x, y: float(x != y),
        "linear": lambda x, y: float(abs(x - y)),
        "quadratic": lambda x, y: float((x - y) ** 2),
    }
    return table[weights]


def _distances(level: Level, totals: dict[Value, float]) -> Callable[[Value, Value], float]:
    """Return the squared difference of two values at a level of measurement."""
    if level == "nominal":
        return lambda x, y: float(x != y)
    if level == "interval":
        return lambda x, y: (float(x) - float(y)) ** 2
    values = sorted(totals, key=float)
    run, middle = 0.0, {}
    for value in values:
        # Ranks with ties in their middle: the sum from one value to another, each end counted half.
        middle[value] = run + totals[value] / 2
        run += totals[value]
    return lambda x, y: (middle[x] - middle[y]) ** 2


def _sortable(value: Value) -> tuple[bool, Value]:
    return (isinstance(value, str), value)
