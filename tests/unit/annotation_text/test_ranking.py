"""Ranking with ties: nothing is lost, everything can be reached, a step back undoes a step."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.annotation.ranking import (
    Tiers,
    inserted,
    joined,
    lowered,
    preferences,
    raised,
    rank_of,
    unranked,
    withdrawn,
)
from desktop.annotation.replies import Reply

THINGS = tuple(f"a{number}" for number in range(1, 9))


@st.composite
def rankings(draw: st.DrawFn) -> Tiers:
    """Draw tiers of some of the eight things."""
    things = draw(st.lists(st.sampled_from(THINGS), unique=True, min_size=1, max_size=8))
    found: list[list[str]] = []
    for thing in things:
        if found and draw(st.booleans()):
            found[-1].append(thing)
        else:
            found.append([thing])
    return tuple(tuple(tier) for tier in found)


def sound(tiers: Tiers, things: set[str]) -> bool:
    """Tell whether tiers hold exactly these things, each once, and none is empty."""
    named = [thing for tier in tiers for thing in tier]
    return sorted(named) == sorted(things) and all(tiers)


def held(tiers: Tiers) -> set[str]:
    """Return what has a tier."""
    return {thing for tier in tiers for thing in tier}


@given(rankings(), st.sampled_from(THINGS), st.integers(-1, 9), st.booleans())
def test_no_move_loses_or_doubles_anything(tiers: Tiers, thing: str, place: int, ties: bool) -> None:
    after = held(tiers) | {thing}
    assert sound(inserted(tiers, thing, place), after)
    assert sound(joined(tiers, thing, place % len(tiers)), after)
    assert sound(raised(tiers, thing, ties=ties), after)
    assert sound(lowered(tiers, thing, ties=ties), held(tiers))
    assert sound(withdrawn(tiers, thing), held(tiers) - {thing})
    assert Reply(id="r", label="rank", about="", value=raised(tiers, thing, ties=ties)).named


@given(rankings(), st.sampled_from(THINGS), st.booleans())
def test_up_is_never_worse_and_down_never_better(tiers: Tiers, thing: str, ties: bool) -> None:
    if thing not in held(tiers):
        assert raised(tiers, thing, ties=ties)[-1] == (thing,)
        return
    before = preferences(tiers)
    for other in held(tiers) - {thing}:
        pair, turn = ((thing, other), 1) if thing < other else ((other, thing), -1)
        assert turn * preferences(raised(tiers, thing, ties=ties))[pair] >= turn * before[pair]
        assert turn * preferences(lowered(tiers, thing, ties=ties))[pair] <= turn * before[pair]


@given(rankings(), st.sampled_from(THINGS), st.booleans())
def test_moving_one_leaves_the_order_of_the_others(tiers: Tiers, thing: str, ties: bool) -> None:
    rest = withdrawn(tiers, thing)
    for moved in (raised(tiers, thing, ties=ties), lowered(tiers, thing, ties=ties)):
        assert withdrawn(moved, thing) == rest


@given(rankings(), st.sampled_from(THINGS))
def test_up_and_down_again_comes_back(tiers: Tiers, thing: str) -> None:
    number = rank_of(tiers, thing)
    if number == 0 or (number == 1 and len(tiers[0]) == 1):
        return
    there = raised(tiers, thing, ties=True)
    assert preferences(lowered(there, thing, ties=True)) == preferences(tiers)


@given(rankings(), st.sampled_from(THINGS), st.data())
def test_a_thing_stands_where_it_was_put(tiers: Tiers, thing: str, data: st.DataObject) -> None:
    gap = data.draw(st.integers(0, len(tiers)))
    others_above = {one for tier in tiers[:gap] for one in tier} - {thing}
    put = inserted(tiers, thing, gap)
    place = rank_of(put, thing) - 1
    assert put[place] == (thing,)
    assert {one for tier in put[:place] for one in tier} == others_above
    chosen = data.draw(st.integers(0, len(tiers) - 1))
    fellows = set(tiers[chosen]) | {thing}
    put = joined(tiers, thing, chosen)
    assert set(put[rank_of(put, thing) - 1]) == fellows


def test_without_ties_two_change_places() -> None:
    tiers: Tiers = (("a1",), ("a2",), ("a3",))
    assert raised(tiers, "a3", ties=False) == (("a1",), ("a3",), ("a2",))
    assert lowered(tiers, "a1", ties=False) == (("a2",), ("a1",), ("a3",))


def test_with_ties_a_thing_goes_through_the_tier_above() -> None:
    tiers: Tiers = (("a1",), ("a2",))
    shared = raised(tiers, "a2", ties=True)
    assert shared == (("a1", "a2"),)
    assert raised(shared, "a2", ties=True) == (("a2",), ("a1",))


def test_every_ranking_of_three_is_reached_by_two_keys() -> None:
    seen: set[Tiers] = set()
    waiting: list[Tiers] = [(("a1",), ("a2",), ("a3",))]
    while waiting:
        tiers = waiting.pop()
        known = tuple(tuple(sorted(tier)) for tier in tiers)
        if known not in seen:
            seen.add(known)
            waiting += [
                move(tiers, thing, ties=True) for move, thing in product((raised, lowered), THINGS[:3])
            ]
    assert len(seen) == 13  # the weak orders of three


def test_what_is_not_ranked_yet_keeps_the_order_of_the_answers() -> None:
    assert unranked((("a3",), ("a1",)), ("a1", "a2", "a3", "a4")) == ("a2", "a4")
    assert rank_of((("a3",), ("a1",)), "a2") == 0
    assert lowered((("a3",),), "a2", ties=True) == (("a3",),)


def test_pairs_say_which_of_two_is_better() -> None:
    assert preferences((("a2",), ("a1", "a3"))) == {("a1", "a2"): -1, ("a1", "a3"): 0, ("a2", "a3"): 1}


def test_a_tier_that_is_not_there_is_refused() -> None:
    with pytest.raises(IndexError):
        joined((("a1",),), "a2", 3)
