"""How theory items behave: facility, discrimination and the paper's reliability, each with its uncertainty.

A course that brings everybody to 99 % leaves its exam items without spread: facility near 1 and correlations near 0
say nothing there. Items are calibrated on first tries before mastery; exam data serves security only. No item is ever
retired by these numbers alone, and below ``ENOUGH`` answers they only ask for a human look.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal, TypeAlias

from desktop.scoring.intervals import Interval, wilson

ENOUGH = 100
LOOK_FROM = 30
HARD = 0.3
UPPER_SHARE = 0.27

#: One person's answers: item id -> right.
Paper: TypeAlias = Mapping[str, bool]
Flag: TypeAlias = Literal["few_answers", "hard", "negative"]


@dataclass(frozen=True)
class ItemFigures:
    """Figures of one item over ``n`` answers; None where they cannot be computed (nobody or everybody right)."""

    item_id: str
    n: int
    facility: float
    facility_interval: Interval
    rest_correlation: float | None
    correlation_interval: Interval | None
    discrimination: float | None
    flags: tuple[Flag, ...]


def item_figures(papers: Sequence[Paper]) -> tuple[ItemFigures, ...]:
    """Return the figures of every item answered, in the order of their ids. A paper is one person's first try."""
    ids = sorted({item_id for paper in papers for item_id in paper})
    return tuple(_figures(item_id, [paper for paper in papers if item_id in paper]) for item_id in ids)


def kr20(papers: Sequence[Paper]) -> float | None:
    """Return Kuder-Richardson 20 of papers with the same items: k/(k-1) (1 - sum pq / variance of the totals).

    None with fewer than two items or people, or when all totals are equal. Raises ValueError for differing items.
    """
    if len({frozenset(paper) for paper in papers}) > 1:
        raise ValueError("KR-20 needs papers with the same items")
    if len(papers) < 2 or len(papers[0]) < 2:
        return None
    totals = [sum(paper.values()) for paper in papers]
    variance = _variance(totals)
    if variance == 0:
        return None
    shares = [sum(paper[item_id] for paper in papers) / len(papers) for item_id in papers[0]]
    k = len(shares)
    return k / (k - 1) * (1 - sum(p * (1 - p) for p in shares) / variance)


def standard_error(deviation: float, reliability: float) -> float:
    """Return the standard error of measurement in points: sd sqrt(1 - reliability)."""
    return deviation * math.sqrt(max(1 - reliability, 0.0))


def fisher_interval(correlation: float, n: int, confidence: float = 0.95) -> Interval | None:
    """Return the interval of a correlation by Fisher's z (1921), or None below four pairs."""
    if n < 4:
        return None
    if abs(correlation) >= 1:
        return correlation, correlation
    half = NormalDist().inv_cdf(1 - (1 - confidence) / 2) / math.sqrt(n - 3)
    centre = math.atanh(correlation)
    return math.tanh(centre - half), math.tanh(centre + half)


def _figures(item_id: str, papers: Sequence[Paper]) -> ItemFigures:
    right = [int(paper[item_id]) for paper in papers]
    rests = [sum(paper.values()) - paper[item_id] for paper in papers]
    n = len(papers)
    correlation = _correlation(right, rests)
    return ItemFigures(
        item_id=item_id,
        n=n,
        facility=sum(right) / n,
        facility_interval=wilson(sum(right), n),
        rest_correlation=correlation,
        correlation_interval=None if correlation is None else fisher_interval(correlation, n),
        discrimination=_discrimination(right, rests),
        flags=_flags(n, sum(right) / n, correlation),
    )


def _flags(n: int, facility: float, correlation: float | None) -> tuple[Flag, ...]:
    flags: list[Flag] = []
    if n < ENOUGH:
        flags.append("few_answers")
    if n >= LOOK_FROM and facility < HARD:
        flags.append("hard")
    if n >= LOOK_FROM and correlation is not None and correlation < 0:
        flags.append("negative")
    return tuple(flags)


def _discrimination(right: Sequence[int], rests: Sequence[int]) -> float | None:
    """Return D27: the share right among the best 27 % by their other items, less that among the weakest 27 %."""
    group = round(UPPER_SHARE * len(right))
    if group == 0:
        return None
    ranked = [passed for _, passed in sorted(zip(rests, right, strict=True), key=lambda entry: entry[0])]
    return (sum(ranked[-group:]) - sum(ranked[:group])) / group


def _correlation(a: Sequence[float], b: Sequence[float]) -> float | None:
    spread = math.sqrt(_variance(a) * _variance(b)) if a else 0.0
    if spread == 0:
        return None
    mean_a, mean_b = sum(a) / len(a), sum(b) / len(b)
    return sum((x - mean_a) * (y - mean_b) for x, y in zip(a, b, strict=True)) / len(a) / spread


def _variance(values: Sequence[float]) -> float:
    mean = sum(values) / len(values)
    return sum((value - mean) ** 2 for value in values) / len(values)
