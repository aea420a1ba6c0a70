"""A share with its number and its interval. Loads nothing of the geometry: what is told at every start may need it."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.scoring.intervals import Interval, clopper_pearson


@dataclass(frozen=True)
class Rate:
    """``k`` of ``n``, or a figure made from that, with the exact 95 % interval; None of nothing."""

    k: int
    n: int
    value: float | None
    interval: Interval | None


def rate(k: int, n: int) -> Rate:
    """Return k of n with the exact interval."""
    return Rate(k, n, k / n, clopper_pearson(k, n)) if n else Rate(0, 0, None, None)
