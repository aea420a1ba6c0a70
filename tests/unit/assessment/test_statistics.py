"""The statistics agree with the published tables, and with arithmetic that anybody can redo."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.assessment.statistics import (
    cluster_bootstrap,
    design_effect,
    finite_lot_n,
    hypergeometric_cdf,
    units_needed,
    zero_error_n,
)
from desktop.scoring.intervals import (
    binomial_cdf,
    clopper_pearson,
    clopper_pearson_lower,
    wilson,
    wilson_lower,
)

QUICK = settings(max_examples=80, deadline=None)
shares = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def exact_cdf(k: int, n: int, p: float) -> float:
    return math.fsum(math.comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(k + 1))


@pytest.mark.parametrize("n", [1, 7, 60])
@pytest.mark.parametrize("p", [0.01, 0.3, 0.5, 0.99])
def test_the_tail_is_that_of_the_plain_sum(n: int, p: float) -> None:
    for k in range(n + 1):
        assert binomial_cdf(k, n, p) == pytest.approx(exact_cdf(k, n, p), abs=1e-12)


def test_the_tail_at_the_ends() -> None:
    assert binomial_cdf(3, 10, 0.0) == 1
    assert binomial_cdf(3, 10, 1.0) == 0
    assert binomial_cdf(10, 10, 1.0) == 1
    assert binomial_cdf(9_990, 10_000, 0.99) == pytest.approx(1.0, abs=1e-6)


@pytest.mark.parametrize(
    ("target", "by_errors"),
    [
        (0.95, [59, 93, 124, 153, 181, 208]),
        (0.98, [149, 236, 313, 386, 456, 523]),
        (0.99, [299, 473, 628, 773, 913, 1049]),
    ],
)
def test_units_needed_for_a_claim_with_few_errors(target: float, by_errors: list[int]) -> None:
    assert [units_needed(target, errors) for errors in range(6)] == by_errors


def test_units_without_an_error() -> None:
    assert [zero_error_n(0.99, confidence) for confidence in (0.8, 0.9, 0.95, 0.99)] == [161, 230, 299, 459]
    assert (zero_error_n(0.995), zero_error_n(0.999)) == (598, 2995)


@pytest.mark.parametrize(
    ("lot", "n"), [(200, 126), (500, 196), (1000, 238), (2000, 265), (5000, 284), (20000, 295)]
)
def test_a_finite_delivery_needs_fewer(lot: int, n: int) -> None:
    assert finite_lot_n(lot, 0.01) == n


def test_a_small_lot_with_errors_cannot_be_shown_good() -> None:
    assert finite_lot_n(100, 0.01, errors=2) is None
    assert finite_lot_n(10, 1.0) is None


def test_errors_found_in_a_lot_ask_for_more() -> None:
    clean, one = finite_lot_n(1000, 0.01), finite_lot_n(1000, 0.01, errors=1)
    assert clean is not None
    assert one is not None
    assert one > clean
    assert hypergeometric_cdf(1, 1000, 11, one) <= 0.05 < hypergeometric_cdf(1, 1000, 11, one - 1)


def test_hypergeometric_counts_draws_without_replacement() -> None:
    assert hypergeometric_cdf(0, 10, 3, 4) == pytest.approx(math.comb(7, 4) / math.comb(10, 4))
    assert hypergeometric_cdf(4, 10, 3, 4) == pytest.approx(1)
    assert hypergeometric_cdf(1, 5, 4, 3) == 0


#: x of n: two-sided 95 % Clopper-Pearson in percent, as published (training_cert 5.2).
CP_TABLE = [
    (30, 30, 88.4, 100),
    (50, 50, 92.9, 100),
    (99, 100, 94.6, 99.97),
    (100, 100, 96.4, 100),
    (198, 200, 96.4, 99.9),
    (297, 300, 97.1, 99.8),
    (299, 300, 98.2, 99.99),
    (300, 300, 98.8, 100),
    (495, 500, 97.7, 99.7),
    (499, 500, 98.9, 99.99),
    (990, 1000, 98.2, 99.5),
]


@pytest.mark.parametrize(("k", "n", "lower", "upper"), CP_TABLE)
def test_clopper_pearson_as_published(k: int, n: int, lower: float, upper: float) -> None:
    low, high = clopper_pearson(k, n)
    assert 100 * low == pytest.approx(lower, abs=0.06)
    assert 100 * high == pytest.approx(upper, abs=0.06)


def test_one_sided_bound_of_300_without_error() -> None:
    assert 100 * clopper_pearson_lower(300, 300) == pytest.approx(99.01, abs=0.005)
    assert clopper_pearson_lower(299, 299) >= 0.99 > clopper_pearson_lower(298, 298)


def test_bounds_of_all_or_nothing_are_closed_formulas() -> None:
    assert clopper_pearson(0, 20)[0] == 0
    assert clopper_pearson(0, 20)[1] == pytest.approx(1 - 0.025 ** (1 / 20))
    assert clopper_pearson_lower(0, 20) == 0
    assert clopper_pearson_lower(20, 20) == pytest.approx(0.05 ** (1 / 20))


@pytest.mark.parametrize(("k", "n", "lower", "upper"), [(30, 30, 88.7, 100), (99, 100, 94.6, 99.8)])
def test_wilson_as_published(k: int, n: int, lower: float, upper: float) -> None:
    low, high = wilson(k, n)
    assert (100 * low, 100 * high) == (pytest.approx(lower, abs=0.06), pytest.approx(upper, abs=0.06))


def test_the_one_sided_wilson_bound_is_the_two_sided_one_at_90_percent() -> None:
    assert wilson_lower(47, 60) == pytest.approx(wilson(47, 60, 0.9)[0])


@QUICK
@given(shares)
def test_intervals_hold_the_share_and_grow_with_confidence(pair: tuple[int, int]) -> None:
    k, n = pair
    low, high = clopper_pearson(k, n)
    assert low <= k / n <= high
    wider = clopper_pearson(k, n, 0.99)
    assert wider[0] <= low
    assert wider[1] >= high
    assert low <= clopper_pearson_lower(k, n) <= k / n + 1e-12


@QUICK
@given(shares)
def test_right_and_wrong_mirror_each_other(pair: tuple[int, int]) -> None:
    k, n = pair
    low, high = clopper_pearson(k, n)
    mirrored = clopper_pearson(n - k, n)
    assert (1 - high, 1 - low) == (pytest.approx(mirrored[0], abs=1e-9), pytest.approx(mirrored[1], abs=1e-9))


@QUICK
@given(shares)
def test_the_exact_bounds_have_the_tails_they_claim(pair: tuple[int, int]) -> None:
    k, n = pair
    low, high = clopper_pearson(k, n)
    if k:
        assert 1 - binomial_cdf(k - 1, n, low) == pytest.approx(0.025, abs=1e-9)
    if k < n:
        assert binomial_cdf(k, n, high) == pytest.approx(0.025, abs=1e-9)


@QUICK
@given(st.integers(0, 12), st.sampled_from([0.9, 0.95, 0.98]))
def test_the_units_needed_are_the_fewest_that_do(errors: int, target: float) -> None:
    n = units_needed(target, errors)
    assert clopper_pearson_lower(n - errors, n) >= target > clopper_pearson_lower(n - 1 - errors, n - 1)


@pytest.mark.parametrize(("k", "n"), [(-1, 5), (6, 5), (0, 0)])
def test_impossible_counts_are_refused(k: int, n: int) -> None:
    for bound in (clopper_pearson, clopper_pearson_lower, wilson, wilson_lower):
        with pytest.raises(ValueError, match="0 <= k <= n"):
            bound(k, n)


@pytest.mark.parametrize(("target", "errors"), [(1.0, 0), (0.0, 0), (0.9, -1)])
def test_impossible_targets_are_refused(target: float, errors: int) -> None:
    with pytest.raises(ValueError, match="target must lie"):
        units_needed(target, errors)


def test_clusters_inflate_the_number_of_units() -> None:
    """299 units in pictures of ten at ICC .05 are worth as much as 434 need to be (training_cert 5.1)."""
    assert design_effect(10, 0.05) == pytest.approx(1.45)
    assert math.ceil(299 * design_effect(10, 0.05)) == 434
    assert math.ceil(299 * design_effect(10, 0.10)) == 569  # the table cuts 568.1 off
    assert math.ceil(299 * design_effect(20, 0.10)) in {867, 868}
    assert design_effect(0.5, 0.05) == 1


def test_the_bootstrap_over_pictures_is_wider_when_errors_sit_together() -> None:
    together = [(12, 12)] * 19 + [(0, 12)]
    spread = [(11, 12)] * 12 + [(12, 12)] * 8
    assert sum(k for k, _ in together) == sum(k for k, _ in spread)
    low_together, _ = cluster_bootstrap(together, seed=1) or (1, 1)
    low_spread, _ = cluster_bootstrap(spread, seed=1) or (0, 0)
    assert low_together < low_spread < 0.95


def test_the_bootstrap_repeats_itself_for_a_seed_in_every_release() -> None:
    """A claim in a record must come out the same later: Random.random keeps its sequence, nothing else is used."""
    clusters = [(n % 7 + 5, 12) for n in range(23)]
    assert cluster_bootstrap(clusters, seed=5, rounds=300) == (159 / 276, 197 / 276)
    assert cluster_bootstrap(clusters, seed=6, rounds=300) == (161 / 276, 199 / 276)


def test_the_bootstrap_says_nothing_where_pictures_do_not_differ() -> None:
    assert cluster_bootstrap([(12, 12)] * 25, seed=1) is None
    assert cluster_bootstrap([], seed=1) is None
    assert cluster_bootstrap([(0, 0), (3, 4)], seed=1) is None
