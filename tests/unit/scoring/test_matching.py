"""The assignment is the best there is, and it does not depend on who came first."""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.scoring.matching import assign, match

Rows = list[dict[int, float]]
rows_of = st.integers(1, 6).flatmap(
    lambda columns: st.lists(
        st.dictionaries(st.integers(0, columns - 1), st.integers(1, 100).map(lambda n: n / 100)), max_size=6
    )
)


def weight(rows: Sequence[Mapping[int, float]], pairs: Mapping[int, int]) -> float:
    return sum(rows[row][column] ** 2 for row, column in pairs.items())


def best_by_trying_all(rows: Rows) -> float:
    """The largest sum over every one-to-one choice, a row may stay free."""
    if not rows:
        return 0.0
    choices = [[None, *row] for row in rows]
    return max(
        sum(row[column] ** 2 for row, column in zip(rows, chosen, strict=True) if column is not None)
        for chosen in itertools.product(*choices)
        if len(taken := [column for column in chosen if column is not None]) == len(set(taken))
    )


@settings(max_examples=150, deadline=None)
@given(rows_of)
def test_the_assignment_is_the_brute_force_optimum(rows: Rows) -> None:
    pairs = assign(rows)
    assert len(set(pairs.values())) == len(pairs)
    assert all(column in rows[row] for row, column in pairs.items())
    assert weight(rows, pairs) == pytest.approx(best_by_trying_all(rows), abs=1e-9)


@settings(max_examples=80, deadline=None)
@given(rows_of, st.randoms(use_true_random=False))
def test_the_sum_does_not_depend_on_the_order_of_rows(rows: Rows, chance: random.Random) -> None:
    mixed = chance.sample(rows, len(rows))
    assert weight(rows, assign(rows)) == pytest.approx(weight(mixed, assign(mixed)), abs=1e-9)


def test_a_long_chain_of_neighbours_is_moved_along_when_the_last_one_needs_room() -> None:
    n = 400
    rows: Rows = [{place: 0.6, place + 1: 0.5999} for place in range(n)]
    rows.append({0: 0.9})
    pairs = assign(rows)
    assert pairs == {place: place + 1 for place in range(n)} | {n: 0}


def test_a_good_pair_is_not_torn_apart_for_two_poor_ones() -> None:
    """The plain sum would take .5 + .5 over .95 and call a right box wrong (docs/adr/0020)."""
    assert assign([{0: 0.95, 1: 0.5}, {0: 0.5}]) == {0: 0}


def test_two_fair_pairs_are_better_than_one_good_one() -> None:
    """As CVAT's Hungarian vector: .818 alone loses to .6 and .667."""
    assert assign([{0: 0.818, 1: 0.6}, {0: 0.667}]) == {0: 1, 1: 0}


def test_the_same_label_goes_first() -> None:
    """The CVAT engine of 2026: a dog drawn exactly on the cat does not steal it from the cat drawn loosely."""
    assert match([{0: 1.0, 1: 0.8}], 0.3, ["cat"], ["dog", "cat"]) == {0: 1}


def test_what_is_left_is_matched_whatever_its_label() -> None:
    rows = [{0: 1.0, 1: 0.8}, {0: 0.4}]
    assert match(rows, 0.3, ["cat", "cow"], ["dog", "cat"]) == {0: 1, 1: 0}


@pytest.mark.parametrize(("similarity", "matched"), [(0.3, True), (0.3 - 1e-12, True), (0.2999, False)])
def test_equality_at_the_threshold_is_a_match(similarity: float, matched: bool) -> None:
    assert bool(match([{0: similarity}], 0.3, ["car"], ["car"])) is matched


def test_nothing_is_assigned_to_nothing() -> None:
    assert assign([]) == {}
    assert assign([{}, {}]) == {}
    assert match([], 0.3, [], []) == {}
