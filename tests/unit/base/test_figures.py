"""Figures never say more than was shown: bounds hold against exact arithmetic, shares never reach a limit by rounding."""

from __future__ import annotations

import re
from fractions import Fraction
from math import comb
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop.base.figures import (
    at_least,
    at_most,
    between,
    ceiled,
    fault_percent,
    floored,
    limit,
    percent,
    whole,
    whole_percent,
)
from desktop.scoring.intervals import clopper_pearson, clopper_pearson_lower

#: k of n with n up to 2000, every n as likely as any other.
COUNTS = st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
#: The counts of assessments: few errors, where the interval is held against a limit.
NEARLY_ALL = st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(max(0, n - 12), n), st.just(n)))
HALF, TAIL = Fraction(25, 1000), Fraction(5, 100)


def told(text: str) -> Fraction:
    """A printed percentage as the share it stands for."""
    return Fraction(text.removesuffix("%")) / 100


def at_or_above(k: int, n: int, share: Fraction) -> Fraction:
    """P(X >= k) for X ~ Binomial(n, share), exactly."""
    up, down, whole_ = share.numerator, share.denominator - share.numerator, share.denominator
    if n - k <= k:
        return Fraction(sum(comb(n, i) * up**i * down ** (n - i) for i in range(k, n + 1)), whole_**n)
    return 1 - Fraction(sum(comb(n, i) * up**i * down ** (n - i) for i in range(k)), whole_**n)


# ---------------------------------------------------------------- bounds, against exact arithmetic


@given(st.one_of(COUNTS, NEARLY_ALL))
@settings(max_examples=60, deadline=None)
@example((366, 366))
@example((1, 1))
@example((299, 299))
@example((472, 473))
@example((300, 302))
def test_no_printed_lower_bound_exceeds_the_true_one(counts: tuple[int, int]) -> None:
    # The true bound is the share at which k or more of n has the probability of the tail: below it, less.
    k, n = counts
    for bound, tail in ((clopper_pearson(k, n)[0], HALF), (clopper_pearson_lower(k, n), TAIL)):
        said = told(at_least(bound))
        assert k == 0 or at_or_above(k, n, said) <= tail, (k, n, said)
        assert said == Fraction(str(floored(bound)))


@given(st.one_of(COUNTS, NEARLY_ALL))
@settings(max_examples=60, deadline=None)
@example((0, 1))
@example((366, 366))
@example((1, 400))
def test_no_printed_upper_bound_falls_short_of_the_true_one(counts: tuple[int, int]) -> None:
    k, n = counts
    upper = clopper_pearson(k, n)[1]
    said = told(at_most(upper))
    assert said == Fraction(str(ceiled(upper)))
    assert k == n or 1 - at_or_above(k + 1, n, said) <= HALF, (k, n, said)
    assert said <= 1


@given(st.one_of(COUNTS, NEARLY_ALL))
def test_no_bound_is_given_away_by_more_than_its_last_digit(counts: tuple[int, int]) -> None:
    lower, upper = clopper_pearson(*counts)
    step = Fraction(1, 10_000)
    assert 0 <= Fraction(lower) - told(at_least(lower)) + Fraction(1, 10**15) < step + Fraction(2, 10**15)
    assert 0 <= told(at_most(upper)) - Fraction(upper) + Fraction(1, 10**15) < step + Fraction(2, 10**15)


@given(st.floats(0, 1), st.floats(0, 1))
def test_an_interval_is_rounded_outwards_and_once_only(one: float, other: float) -> None:
    lower, upper = sorted((one, other))
    assert between(lower, upper) == between(floored(lower), ceiled(upper))
    assert floored(floored(lower)) == floored(lower) <= lower
    assert ceiled(ceiled(upper)) == ceiled(upper) >= upper


@pytest.mark.parametrize(
    ("bound", "down", "up"),
    [
        (0.989972, "98.99%", "99.00%"),
        (0.98996, "98.99%", "99.00%"),
        (0.99, "99.00%", "99.00%"),
        (0.9763, "97.63%", "97.63%"),
        (0.29, "29.00%", "29.00%"),
        (1.0, "100.00%", "100.00%"),
        (0.0, "0.00%", "0.00%"),
        (1e-9, "0.00%", "0.01%"),
        (0.9999999, "99.99%", "100.00%"),
    ],
)
def test_a_bound_is_cut_as_the_decimal_that_it_was_meant_as(bound: float, down: str, up: str) -> None:
    assert (at_least(bound), at_most(bound)) == (down, up)


# ---------------------------------------------------------------- shares


@pytest.mark.parametrize(
    ("share", "right", "wrong"),
    [
        (None, "–", "–"),
        (0.0, "0.00%", "0.00%"),
        (1.0, "100.00%", "100.00%"),
        (299 / 300, "99.66%", "99.67%"),
        (1 / 300, "0.33%", "0.34%"),
        (0.99999, "99.99%", "100.00%"),
        (0.29, "29.00%", "29.00%"),
        (2 / 3, "66.66%", "66.67%"),
    ],
)
def test_right_ones_are_cut_and_wrong_ones_rounded_up(share: float | None, right: str, wrong: str) -> None:
    assert (percent(share), fault_percent(share)) == (right, wrong)


@given(COUNTS)
def test_a_share_of_counts_is_never_told_better_than_it_is(counts: tuple[int, int]) -> None:
    k, n = counts
    exact = Fraction(k, n)
    assert told(percent(k / n)) <= exact < told(percent(k / n)) + Fraction(1, 10_000)
    assert told(fault_percent(k / n)) - Fraction(1, 10_000) < exact <= told(fault_percent(k / n))
    assert (percent(k / n) == "100.00%") == (k == n)
    assert (fault_percent(k / n) == "0.00%") == (k == 0)


@given(COUNTS, st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.98, 0.985, 0.99, 0.995, 0.9876, 0.98765, 0.999, 1.0]))
def test_beside_its_limit_a_share_reads_as_it_was_judged(counts: tuple[int, int], cut: float) -> None:
    k, n = counts
    exact, line = Fraction(k, n), Fraction(str(cut))
    assert (told(percent(k / n, against=cut)) >= told(limit(cut))) == (exact >= line)


@given(COUNTS, st.sampled_from([0.01, 0.015, 0.02, 0.05, 0.0123, 0.01234]))
def test_beside_its_limit_a_fault_rate_reads_as_it_was_judged(counts: tuple[int, int], cut: float) -> None:
    k, n = counts
    assert (told(fault_percent(k / n, against=cut)) <= told(limit(cut))) == (
        Fraction(k, n) <= Fraction(str(cut))
    )


def test_what_equals_its_limit_but_for_the_last_bit_reads_like_it() -> None:
    # The pace is a quotient of quotients; the decision lets such a hair pass.
    assert percent(0.9999999999999999, against=1.0) == "100.00%"
    assert percent(0.7999999999999999, against=0.8) == "80.00%"
    assert fault_percent(0.020000000000000004, against=0.02) == "2.00%"
    assert percent(0.79999, against=0.8) == "79.99%"


def test_a_limit_finer_than_the_figure_gets_as_many_digits() -> None:
    assert percent(0.98767, against=0.98765) == "98.767%"
    assert percent(0.98764, against=0.98765) == "98.764%"


# ---------------------------------------------------------------- limits, progress, pace


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.98, "98%"),
        (0.985, "98.5%"),
        (0.29, "29%"),
        (1.0, "100%"),
        (0, "0%"),
        (1, "100%"),
        (0.98765, "98.765%"),
    ],
)
def test_a_limit_is_said_as_it_was_laid_down(share: float, said: str) -> None:
    assert limit(share) == said


@pytest.mark.parametrize(("share", "said"), [(0.0, "0%"), (0.999, "99%"), (1.0, "100%"), (0.57, "57%")])
def test_progress_has_no_decimals_and_ends_at_the_end(share: float, said: str) -> None:
    assert whole_percent(share) == said


@pytest.mark.parametrize(("pace", "said"), [(0.0, 0), (95.96, 95), (96.0, 96), (95.999999, 95)])
def test_units_an_hour_are_rounded_down(pace: float, said: int) -> None:
    assert whole(pace) == said


# ---------------------------------------------------------------- nowhere else


def test_no_other_place_in_the_program_formats_a_percentage(root: Path) -> None:
    # The scale of a screen is no share of anything.
    allowed = {"desktop/views/self_test/looks.py"}
    formats = re.compile(r":\.\d%\}|round\([^)\n]*\* ?100(?:_00)?\b")
    found = {
        path.relative_to(root).as_posix()
        for path in (root / "desktop").rglob("*.py")
        if formats.search(path.read_text("utf-8"))
    }
    assert found <= allowed
