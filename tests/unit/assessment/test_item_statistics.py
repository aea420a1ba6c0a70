"""Figures of items, with how little they say when few have answered."""

from __future__ import annotations

import pytest

from desktop.assessment.item_statistics import (
    ENOUGH,
    fisher_interval,
    item_figures,
    kr20,
    standard_error,
)


def papers(*rows: str) -> list[dict[str, bool]]:
    """Papers from strings of 1 and 0, one character an item."""
    return [{f"i{place}": mark == "1" for place, mark in enumerate(row)} for row in rows]


def test_facility_is_the_share_right_with_its_interval() -> None:
    (first, *_) = item_figures(papers("10", "11", "10", "01"))
    assert (first.item_id, first.n, first.facility) == ("i0", 4, 0.75)
    low, high = first.facility_interval
    assert low < 0.75 < high


def test_the_rest_correlation_leaves_the_item_itself_out() -> None:
    """Rights 1 1 0 0 against rests 2 1 1 0: covariance .25 over sqrt(.25 * .5)."""
    (first, *_) = item_figures(papers("111", "110", "001", "000"))
    assert first.rest_correlation == pytest.approx(0.25 / (0.25 * 0.5) ** 0.5)


def test_an_item_that_everybody_gets_has_no_correlation() -> None:
    (first, *_) = item_figures(papers("11", "10", "11"))
    assert first.rest_correlation is None
    assert first.correlation_interval is None


def test_d27_compares_the_best_with_the_weakest() -> None:
    strong, weak = "1" * 9, "0" * 9
    (first, *_) = item_figures(papers(*[strong] * 5, *[weak] * 5))
    assert first.discrimination == 1
    assert item_figures(papers("11"))[0].discrimination is None


def test_few_answers_are_said_to_be_few_and_retire_nothing() -> None:
    (first, *_) = item_figures(papers("10", "01"))
    assert first.flags == ("few_answers",)


def test_a_hard_item_and_one_that_the_better_get_wrong_ask_for_a_look() -> None:
    rows = ["0111"] * 25 + ["1000"] * 5
    (first, *_) = item_figures(papers(*rows))
    assert first.flags == ("few_answers", "hard", "negative")
    (later, *_) = item_figures(papers(*rows * 4))
    assert later.n >= ENOUGH
    assert later.flags == ("hard", "negative")


def test_kr20_of_a_worked_example() -> None:
    """Totals 3 2 1 0: variance 1.25; p .75 .5 .25: sum pq .625; 3/2 (1 - .5) = .75."""
    assert kr20(papers("111", "110", "100", "000")) == pytest.approx(0.75)


def test_kr20_cannot_be_computed_without_spread() -> None:
    assert kr20(papers("10", "01")) is None
    assert kr20(papers("11")) is None
    assert kr20(papers("1", "0")) is None
    with pytest.raises(ValueError, match="same items"):
        kr20([{"a": True}, {"b": True}])


def test_the_standard_error_of_a_score() -> None:
    assert standard_error(4, 0.75) == 2


@pytest.mark.parametrize(
    ("n", "low", "high"), [(30, -0.17, 0.52), (50, -0.08, 0.45), (100, 0.0, 0.38), (200, 0.06, 0.33)]
)
def test_a_correlation_of_a_fifth_says_little_below_a_hundred(n: int, low: float, high: float) -> None:
    found = fisher_interval(0.2, n)
    assert found == (pytest.approx(low, abs=0.011), pytest.approx(high, abs=0.011))


def test_the_interval_of_a_correlation_at_its_ends() -> None:
    assert fisher_interval(0.5, 3) is None
    assert fisher_interval(1.0, 30) == (1.0, 1.0)
