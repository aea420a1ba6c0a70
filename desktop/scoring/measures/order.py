"""Sequences: what stands out of its order, and how much two orders agree."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence


def misplaced(ranks: Sequence[float]) -> tuple[int, ...]:
    """Return the fewest places that must move for the rest to rise (equal neighbours do not matter).

    ``ranks``: the gold's rank of each thing in the order of the answer. The others are a longest run that never falls
    (Fredman 1975); of several equally long the one with the lowest ranks is kept.
    """
    tails: list[float] = []
    tail_places: list[int] = []
    before: list[int | None] = []
    for place, rank in enumerate(ranks):
        at = bisect_right(tails, rank)
        before.append(tail_places[at - 1] if at else None)
        tails[at : at + 1] = [rank]
        tail_places[at : at + 1] = [place]
    kept: set[int] = set()
    step = tail_places[-1] if tail_places else None
    while step is not None:
        kept.add(step)
        step = before[step]
    return tuple(place for place in range(len(ranks)) if place not in kept)


def kendall_tau(a: Sequence[float], b: Sequence[float]) -> float | None:
    """Return Kendall's tau-b, (C - D) / sqrt((n0 - n1)(n0 - n2)), -1..1 (Kendall 1945).

    None where it has no value: fewer than two things, or all of one side tied. Raises ValueError for different lengths.
    """
    concordant = discordant = untied_a = untied_b = 0
    pairs = list(zip(a, b, strict=True))
    for place, (x, y) in enumerate(pairs):
        for u, v in pairs[place + 1 :]:
            untied_a += x != u
            untied_b += y != v
            sign = (x - u) * (y - v)
            concordant += sign > 0
            discordant += sign < 0
    if not untied_a or not untied_b:
        return None
    return (concordant - discordant) / math.sqrt(untied_a * untied_b)


def pairwise(a: Sequence[float], b: Sequence[float]) -> float | None:
    """Return the share of the pairs that ``a`` tells apart which ``b`` orders alike; None where it tells none apart."""
    pairs = list(zip(a, b, strict=True))
    told = [(x - u, y - v) for place, (x, y) in enumerate(pairs) for u, v in pairs[place + 1 :] if x != u]
    return sum(one * other > 0 for one, other in told) / len(told) if told else None
