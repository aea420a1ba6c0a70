"""Orders: what must move, and Kendall's figures."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.scoring.measures.order import kendall_tau, misplaced, pairwise
from tests.unit.scoring.measures.vectors import VECTORS

KENDALL = VECTORS["ranking_and_sets"]
ranks = st.lists(st.integers(0, 6), max_size=7)


@pytest.mark.parametrize(
    ("name", "a", "b"),
    [
        ("tau-b [1,2,3,4] vs [1,2,4,3] ((5-1)/6)", [1, 2, 3, 4], [1, 2, 4, 3]),
        ("reversed", [1, 2, 3, 4], [4, 3, 2, 1]),
        ("ties tau-b [1,2,2,3] vs [1,2,3,4]", [1, 2, 2, 3], [1, 2, 3, 4]),
        ("tie on both [1,1,2] vs [1,1,2]", [1, 1, 2], [1, 1, 2]),
        ("n=2 equal order", [1, 2], [1, 2]),
    ],
)
def test_kendalls_tau_b_as_scipy(name: str, a: list[float], b: list[float]) -> None:
    assert kendall_tau(a, b) == pytest.approx(KENDALL[name], abs=1e-6)


def test_where_tau_has_no_value_it_is_none_and_not_nan() -> None:
    assert KENDALL["one side all tied"] == KENDALL["n=1"] == "nan"
    assert kendall_tau([1, 1, 1], [1, 2, 3]) is None
    assert kendall_tau([1], [1]) is None


def test_the_fewest_that_must_move_are_named() -> None:
    assert misplaced([0, 1, 2, 3]) == ()
    assert misplaced([1, 2, 3, 0]) == (3,)
    assert misplaced([3, 0, 1, 2]) == (0,)
    assert misplaced([0, 2, 1, 3]) == (1,)
    assert misplaced([2, 1, 0]) == (0, 1)
    assert misplaced([]) == ()
    assert misplaced([1, 1, 1]) == ()


def test_pairs_ordered_alike() -> None:
    assert pairwise([1, 2, 3], [1, 3, 2]) == pytest.approx(2 / 3)
    assert pairwise([1, 2, 2], [3, 2, 1]) == 0
    assert pairwise([1, 1], [1, 2]) is None


@settings(max_examples=80, deadline=None)
@given(ranks)
def test_what_stays_rises_and_no_longer_run_does(found: list[int]) -> None:
    out = misplaced(found)
    stays = [rank for place, rank in enumerate(found) if place not in out]
    assert stays == sorted(stays)
    longest = max(
        len(run)
        for n in range(len(found) + 1)
        for run in itertools.combinations(found, n)
        if list(run) == sorted(run)
    )
    assert len(stays) == longest


@settings(max_examples=80, deadline=None)
@given(ranks, ranks)
def test_tau_is_symmetric_and_turns_its_sign_with_an_order(a: list[int], b: list[int]) -> None:
    n = min(len(a), len(b))
    one, other = a[:n], b[:n]
    tau = kendall_tau(one, other)
    assert kendall_tau(other, one) == tau
    if tau is not None:
        assert kendall_tau(one, [-value for value in other]) == pytest.approx(-tau)
        assert -1 <= tau <= 1
