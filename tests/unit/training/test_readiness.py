"""The light is green only when chance is excluded, and dark when there is too little to go by."""

from __future__ import annotations

import pytest

from desktop.scoring.intervals import clopper_pearson_lower
from desktop.training.evidence import Evidence
from desktop.training.readiness import LEAST_UNITS, RECENT_TRIES, readiness
from tests.unit.training.samples import try_row


def light(cut: float, *pairs: tuple[int, int]) -> str:
    tries = [try_row(f"e{n}", qualified, judged) for n, (qualified, judged) in enumerate(pairs)]
    return readiness(Evidence(tries=tries), cut, clopper_pearson_lower).light


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([(29, 29)], "none"),
        ([(30, 30)], "green"),
        ([(60, 60), (58, 60)], "green"),
        ([(56, 60)], "amber"),
        ([(53, 60)], "red"),
    ],
)
def test_the_light_for_a_cut_of_nine_in_ten(pairs: list[tuple[int, int]], expected: str) -> None:
    assert light(0.9, *pairs) == expected


def test_nothing_is_said_below_30_units_but_what_there_is() -> None:
    found = readiness(Evidence(tries=[try_row("a", 10, 12)]), 0.9, clopper_pearson_lower)
    assert (found.light, found.correct, found.n, found.lower) == ("none", 10, 12, None)
    assert LEAST_UNITS == 30


def test_a_mean_above_the_cut_is_not_enough() -> None:
    """Whoever truly stands at the cut passes one time in two; the bound says whether it is more than that."""
    found = readiness(Evidence(tries=[try_row("a", 96, 100)]), 0.95, clopper_pearson_lower)
    assert found.light == "amber"
    assert found.lower is not None
    assert found.lower < 0.95 < found.correct / found.n


def test_99_percent_takes_299_units_without_an_error() -> None:
    assert light(0.99, *[(50, 50)] * 5, (48, 48)) == "amber"
    assert light(0.99, *[(50, 50)] * 5, (49, 49)) == "green"


def test_only_the_latest_tries_count() -> None:
    recent = [try_row(f"n{n}", 10, 10) for n in range(RECENT_TRIES)]
    old = [try_row(f"o{n}", 0, 10) for n in range(20)]
    found = readiness(Evidence(tries=[*recent, *old]), 0.9, clopper_pearson_lower)
    assert (found.light, found.n) == ("green", 100)
