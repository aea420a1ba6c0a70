"""The statistics behind a claim: the number of units it takes, clusters of units, and finite lots.

The intervals themselves are in ``desktop.scoring.intervals``: training needs them too.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from typing import TypeAlias

from desktop.scoring.intervals import (
    Interval,
    binomial_cdf,
    clopper_pearson,
    clopper_pearson_lower,
    log_choose,
    wilson,
    wilson_lower,
)

__all__ = [
    "Cluster",
    "Interval",
    "binomial_cdf",
    "clopper_pearson",
    "clopper_pearson_lower",
    "cluster_bootstrap",
    "design_effect",
    "finite_lot_n",
    "hypergeometric_cdf",
    "units_needed",
    "wilson",
    "wilson_lower",
    "zero_error_n",
]

#: (right, units) of one picture: its units stand or fall together more than units of different pictures.
Cluster: TypeAlias = tuple[int, int]


def zero_error_n(target: float, confidence: float = 0.95) -> int:
    """Return how many units without one error show a share of at least ``target``: ln(1 - C) / ln(target)."""
    return math.ceil(math.log(1 - confidence) / math.log(target) - 1e-9)


def units_needed(target: float, errors: int, confidence: float = 0.95) -> int:
    """Return the least n with ``errors`` errors whose one-sided Clopper-Pearson bound reaches ``target``."""
    if not 0 < target < 1 or errors < 0:
        raise ValueError(f"target must lie between 0 and 1, errors from 0: got {target}, {errors}")

    def shown(n: int) -> bool:
        return binomial_cdf(errors, n, 1 - target) <= 1 - confidence

    high = max(zero_error_n(target, confidence), errors + 1)
    while not shown(high):
        high *= 2
    return _least(errors + 1, high, shown)


def finite_lot_n(lot: int, bad_share: float, confidence: float = 0.95, *, errors: int = 0) -> int | None:
    """Return how many units of a finite lot must be checked to show that at most ``bad_share`` of it is bad.

    With at most ``errors`` bad ones found (hypergeometric). None when even the whole lot cannot show it.
    """
    bad = math.floor(bad_share * lot + 1e-9) + 1
    if bad > lot or errors >= bad:
        return None
    return _least(errors + 1, lot, lambda n: hypergeometric_cdf(errors, lot, bad, n) <= 1 - confidence)


def hypergeometric_cdf(k: int, lot: int, bad: int, n: int) -> float:
    """Return P(at most k bad among n drawn) from a lot with ``bad`` bad ones, without replacement."""
    total = log_choose(lot, n)
    return math.fsum(
        math.exp(log_choose(bad, found) + log_choose(lot - bad, n - found) - total)
        for found in range(max(0, n - (lot - bad)), min(k, n, bad) + 1)
    )


def design_effect(cluster_size: float, correlation: float) -> float:
    """Return 1 + (m - 1) ICC (Kish 1965): by how much clusters of m units inflate the variance."""
    return 1 + max(cluster_size - 1, 0) * correlation


def cluster_bootstrap(
    clusters: Sequence[Cluster], *, seed: int, confidence: float = 0.95, rounds: int = 2000
) -> Interval | None:
    """Return the percentile interval of the share when whole pictures are drawn again (Davison and Hinkley 1997).

    None without units, and where every picture has the same share: drawing them again then shows no spread, and a
    width of 0 would be a lie. The draws use ``Random.random`` only, whose sequence Python keeps for a seed.
    """
    given = [(right, units) for right, units in clusters if units]
    if len({right / units for right, units in given}) < 2:
        return None
    chance = random.Random(seed)  # noqa: S311  statistics, not a secret
    shares = sorted(_resampled(given, chance) for _ in range(rounds))
    cut = (1 - confidence) / 2
    return shares[math.floor(cut * (rounds - 1))], shares[math.ceil((1 - cut) * (rounds - 1))]


def _resampled(clusters: Sequence[Cluster], chance: random.Random) -> float:
    right = units = 0
    for _ in clusters:
        drawn = clusters[int(chance.random() * len(clusters))]
        right += drawn[0]
        units += drawn[1]
    return right / units


def _least(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """Return the least number of low..high for which a test holds that keeps holding from there on."""
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low
