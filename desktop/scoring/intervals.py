"""Bounds of a share k of n: the binomial tail, the exact interval of Clopper and Pearson, and Wilson's.

Computed from log-gamma; nothing is looked up. Clopper-Pearson never claims too much and is for claims; Wilson is closer
to the truth on average and is for lights, queues and charts.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import NormalDist
from typing import TypeAlias

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


def log_choose(n: int, k: int) -> float:
    """Return the logarithm of the number of ways to choose k of n."""
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def _check(k: int, n: int) -> None:
    if not 0 <= k <= n or n == 0:
        raise ValueError(f"0 <= k <= n and n > 0 must hold, got k = {k}, n = {n}")


def _tail(start: int, n: int, p: float, *, step: int) -> float:
    """Return the sum of the terms from ``start`` away from the mode, each made from the one before."""
    odds = p / (1 - p)
    term = math.exp(log_choose(n, start) + start * math.log(p) + (n - start) * math.log1p(-p))
    total, k = 0.0, start
    while 0 <= k <= n and term > total * _NEGLIGIBLE:
        total += term
        term *= (n - k) / (k + 1) * odds if step > 0 else k / (n - k + 1) / odds
        k += step
    return min(total, 1.0)


def _bisect(below: Callable[[float], bool]) -> float:
    """Return where a test that holds from 0 upwards stops holding."""
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) else (low, middle)
    return (low + high) / 2


def _wilson(k: int, n: int, z: float) -> Interval:
    share = k / n
    scale = 1 + z * z / n
    centre = (share + z * z / (2 * n)) / scale
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / scale
    return max(centre - half, 0.0), min(centre + half, 1.0)
