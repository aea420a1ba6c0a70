"""Sums in capital numerals and in figures: the rules of vouchers, and that both always say the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.curriculum.generators.amounts import DIGITS, MOST_CENTS, in_figures, in_words

VALUES = {"拾": 10, "佰": 100, "仟": 1000}


def read_back(words: str) -> int:
    """The sum in cents that capital numerals tell, read the slow way, sign by sign."""
    whole, _, rest = words.rpartition("元")
    total = group = digit = 0
    for sign in whole:
        if sign in DIGITS:
            digit = DIGITS.index(sign)
        elif sign in VALUES:
            group, digit = group + digit * VALUES[sign], 0
        elif sign == "万":
            total, group, digit = total + (group + digit) * 10**4, 0, 0
        elif sign == "亿":
            total, group, digit = total + (group + digit) * 10**8, 0, 0
    cents = (total + group + digit) * 100
    for place, worth in (("角", 10), ("分", 1)):
        if place in rest:
            cents += DIGITS.index(rest[rest.index(place) - 1]) * worth
    return cents


@pytest.mark.parametrize(
    ("cents", "words"),
    [
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角整"),
        (55, "伍角伍分"),
        (100, "壹元整"),
        (1005, "壹拾元零伍分"),
        (20050, "贰佰元伍角整"),
        (100_500, "壹仟零伍元整"),
        (140_680, "壹仟肆佰零陆元捌角整"),
        (1_000_000, "壹万元整"),
        (10_000_001, "壹拾万元零壹分"),
        (100_010_050, "壹佰万零壹佰元伍角整"),
        (10_100_000_000, "壹亿零壹佰万元整"),
    ],
)
def test_a_sum_is_written_as_vouchers_write_it(cents: int, words: str) -> None:
    assert in_words(cents) == words


@given(st.integers(0, MOST_CENTS))
def test_capital_numerals_read_back_as_the_same_sum(cents: int) -> None:
    assert read_back(in_words(cents)) == cents


@given(st.integers(0, MOST_CENTS))
def test_zeros_are_never_read_twice_and_fen_never_end_with_zheng(cents: int) -> None:
    words = in_words(cents)

    assert "零零" not in words
    assert not words.endswith("分整")
    assert words.endswith(("整", "分"))


@given(st.integers(0, MOST_CENTS))
def test_figures_have_exactly_two_decimals(cents: int) -> None:
    yuan, rest = in_figures(cents).removeprefix("¥").split(".")

    assert len(rest) == 2
    assert int(yuan) * 100 + int(rest) == cents


@pytest.mark.parametrize("cents", [-1, MOST_CENTS + 1])
def test_a_sum_outside_what_can_be_written_is_refused(cents: int) -> None:
    with pytest.raises(ValueError, match="a sum must"):
        in_words(cents)


def test_a_negative_sum_has_no_figures() -> None:
    with pytest.raises(ValueError, match="a sum must"):
        in_figures(-1)
