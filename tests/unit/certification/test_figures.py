"""Shares in words never say more than was shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.certification.figures import at_least, between, percent


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.0, "0.00%"),
        (1.0, "100.00%"),
        (299 / 300, "99.67%"),
        (0.99999, "99.99%"),
        (1e-9, "0.01%"),
        (0.5, "50.00%"),
    ],
)
def test_less_than_all_is_never_a_hundred_percent(share: float, said: str) -> None:
    assert percent(share) == said


@pytest.mark.parametrize(
    ("bound", "said"),
    [(0.98996, "98.99%"), (0.99, "99.00%"), (0.9763, "97.63%"), (1.0, "100.00%"), (0.0, "0.00%")],
)
def test_a_bound_is_rounded_down(bound: float, said: str) -> None:
    assert at_least(bound) == said


@given(st.floats(0, 1), st.floats(0, 1))
def test_an_interval_never_looks_narrower_than_it_is(one: float, other: float) -> None:
    lower, upper = sorted((one, other))
    shown_lower, shown_upper = (float(text.rstrip("%")) / 100 for text in between(lower, upper).split("–"))
    assert shown_lower <= lower + 1e-9
    assert shown_upper >= upper - 1e-9
