"""Ranking a few things into tiers, best first; what is equally good shares a tier. Every move returns new tiers."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import TypeAlias

Tier: TypeAlias = tuple[str, ...]
Tiers: TypeAlias = tuple[Tier, ...]


def unranked(tiers: Tiers, things: Iterable[str]) -> tuple[str, ...]:
    """Return what has no tier yet, in the order of ``things``."""
    ranked = {thing for tier in tiers for thing in tier}
    return tuple(thing for thing in things if thing not in ranked)


def rank_of(tiers: Tiers, thing: str) -> int:
    """Return the tier of a thing from 1 (best); 0 where it has none."""
    return next((number for number, tier in enumerate(tiers, start=1) if thing in tier), 0)


def withdrawn(tiers: Tiers, thing: str) -> Tiers:
    """Return the tiers without a thing; a tier that it leaves empty goes too."""
    kept = (tuple(one for one in tier if one != thing) for tier in tiers)
    return tuple(tier for tier in kept if tier)


def inserted(tiers: Tiers, thing: str, gap: int) -> Tiers:
    """Return the tiers with a thing in a tier of its own before tier number ``gap`` (from 0) as the tiers stand now.

    A gap beyond either end is the end.
    """
    gap = max(0, min(gap, len(tiers)))
    alone = (thing,) in tiers
    before = gap - (alone and tiers.index((thing,)) < gap)
    rest = withdrawn(tiers, thing)
    return (*rest[:before], (thing,), *rest[before:])


def joined(tiers: Tiers, thing: str, tier: int) -> Tiers:
    """Return the tiers with a thing in tier number ``tier`` (from 0) as they stand now. Raises IndexError for none."""
    if thing in tiers[tier]:
        return tiers
    fellows = tiers[tier]
    return tuple((*one, thing) if one == fellows else one for one in withdrawn(tiers, thing))


def raised(tiers: Tiers, thing: str, *, ties: bool) -> Tiers:
    """Return the tiers with a thing half a place better: out of a tie, or up into the tier above; without ``ties`` past it.

    What has no tier gets the last; the best stays.
    """
    number = rank_of(tiers, thing) - 1
    if number < 0:
        return (*tiers, (thing,))
    if len(tiers[number]) > 1:
        return inserted(tiers, thing, number)
    if number == 0:
        return tiers
    return joined(tiers, thing, number - 1) if ties else inserted(tiers, thing, number - 1)


def lowered(tiers: Tiers, thing: str, *, ties: bool) -> Tiers:
    """Return the tiers with a thing half a place worse, the other way round; the worst stays, so does what has no tier."""
    number = rank_of(tiers, thing) - 1
    if number < 0:
        return tiers
    if len(tiers[number]) > 1:
        return inserted(tiers, thing, number + 1)
    if number == len(tiers) - 1:
        return tiers
    return joined(tiers, thing, number + 1) if ties else inserted(tiers, thing, number + 2)


def preferences(tiers: Tiers) -> dict[tuple[str, str], int]:
    """Return for each pair, named in the order of their ids, 1 where the first is better, -1 where the second, 0 for a tie."""
    things = sorted(thing for tier in tiers for thing in tier)
    return {
        (first, second): _sign(rank_of(tiers, second) - rank_of(tiers, first))
        for first, second in combinations(things, 2)
    }


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
