"""The statistics behind a claim: exact intervals, the number of units it takes, clusters and finite lots.

Everything is computed from the binomial tail with log-gamma; nothing is looked up and no library is needed.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from statistics import NormalDist
from typing import TypeAlias

#: (right, units) of one picture: its units stand or fall together more than units of different pictures.
Cluster: TypeAlias = tuple[int, int]
Interval: TypeAlias = tuple[float, float]

_NEGLIGIBLE = 1e-17
_STEPS = 60  # of a bisection on 0..1: past the last bit of a double


def binomial_cdf(k: int, n: int, p: float) -> float:
    """Return P(X <= k) for X ~ Binomial(n, p): the shorter tail, summed from its largest term until nothing is added."""
    _check(k, n)
    if k >= n or p <= 0:
        return 1.0
    if p >= 1:
        return 0.0
    if k <= n * p:
        return _tail(k, n, p, step=-1)
    return 1.0 - _tail(k + 1, n, p, step=1)


def clopper_pearson(k: int, n: int, confidence: float = 0.95) -> Interval:
    """Return the exact two-sided interval of a share (Clopper and Pearson 1934); it never claims too much."""
    _check(k, n)
    half = (1 - confidence) / 2
    lower = 0.0 if k == 0 else _bisect(lambda p: 1 - binomial_cdf(k - 1, n, p) < half)
    upper = 1.0 if k == n else _bisect(lambda p: binomial_cdf(k, n, p) > half)
    return lower, upper


def clopper_pearson_lower(k: int, n: int, confidence: float = 0.95) -> float:
    """Return the exact one-sided lower bound: "at least this, with that confidence"."""
    _check(k, n)
    return 0.0 if k == 0 else _bisect(lambda p: 1 - binomial_cdf(k - 1, n, p) < 1 - confidence)


def wilson(k: int, n: int, confidence: float = 0.95) -> Interval:
    """Return Wilson's score interval (1927), two-sided: closer to the truth on average, for charts."""
    _check(k, n)
    return _wilson(k, n, NormalDist().inv_cdf(1 - (1 - confidence) / 2))


def wilson_lower(k: int, n: int, confidence: float = 0.95) -> float:
    """Return Wilson's one-sided lower bound, for lights and queues."""
    _check(k, n)
    return _wilson(k, n, NormalDist().inv_cdf(confidence))[0]


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
    total = _log_choose(lot, n)
    return math.fsum(
        math.exp(_log_choose(bad, found) + _log_choose(lot - bad, n - found) - total)
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


def _check(k: int, n: int) -> None:
    if not 0 <= k <= n or n == 0:
        raise ValueError(f"0 <= k <= n and n > 0 must hold, got k = {k}, n = {n}")


def _tail(start: int, n: int, p: float, *, step: int) -> float:
    """Return the sum of the terms from ``start`` away from the mode, each made from the one before."""
    odds = p / (1 - p)
    term = math.exp(_log_choose(n, start) + start * math.log(p) + (n - start) * math.log1p(-p))
    total, k = 0.0, start
    while 0 <= k <= n and term > total * _NEGLIGIBLE:
        total += term
        term *= (n - k) / (k + 1) * odds if step > 0 else k / (n - k + 1) / odds
        k += step
    return min(total, 1.0)


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def _bisect(below: Callable[[float], bool]) -> float:
    """Return where a test that holds from 0 upwards stops holding."""
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) else (low, middle)
    return (low + high) / 2


def _least(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """Return the least number of low..high for which a test holds that keeps holding from there on."""
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low


def _wilson(k: int, n: int, z: float) -> Interval:
    share = k / n
    scale = 1 + z * z / n
    centre = (share + z * z / (2 * n)) / scale
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / scale
    return max(centre - half, 0.0), min(centre + half, 1.0)
