"""How much of a later paper is asked again: told honestly, from papers drawn as in earnest."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from desktop.assessment.form import Form, FormItem
from desktop.assessment.reuse import MOST_AGAIN, Reuse, expected_reuse, met_before
from desktop.curriculum.course import Blueprint
from desktop.curriculum.items import Exercise
from desktop.curriculum.pack import Pack
from desktop.curriculum.packs import open_pack

COURSES = Path(__file__).parents[3] / "courses"


def form(practical: str, theory: str) -> Form:
    """A form of one-letter exercises and questions."""
    return Form("s", tuple(FormItem(name, ("true", "false")) for name in theory), tuple(practical), 9)


def bank(pack: Pack, size: int | None = None) -> list[Exercise]:
    return list(pack.exercises.values())[:size]


@pytest.fixture(scope="module", params=["ord-cv-01", "ord-tx-02"])
def pack(request: pytest.FixtureRequest) -> Pack:
    return open_pack(COURSES / request.param)


def test_what_was_met_in_any_earlier_form_counts_once() -> None:
    now = form("abcd", "xyz")
    assert met_before(now, []) == (0, 0)
    assert met_before(now, [form("ab", "x")]) == (2, 1)
    assert met_before(now, [form("ab", "x"), form("bc", "uvw")]) == (3, 1)


def test_a_share_above_the_stated_one_is_too_much() -> None:
    assert not Reuse(2, MOST_AGAIN, MOST_AGAIN).too_much
    assert Reuse(2, MOST_AGAIN + 0.01, 0.0).too_much
    assert Reuse(3, 0.0, 1.0).too_much


def test_the_same_bank_always_yields_the_same_numbers(pack: Pack) -> None:
    first, second = (
        expected_reuse(pack.blueprint, list(pack.items.values()), bank(pack), trainees=5)
        for _time in range(2)
    )
    assert first == second


def test_a_second_sitting_of_the_shipped_courses_asks_less_than_half_again(pack: Pack) -> None:
    found = expected_reuse(pack.blueprint, list(pack.items.values()), bank(pack))
    assert [each.sitting for each in found] == [2, 3]
    assert not found[0].too_much
    assert found[0].practical < found[1].practical
    assert list(found[0].sections) == [section.title for section in pack.blueprint.practical.sections]


def test_a_second_sitting_asks_no_more_again_than_the_bank_forces(pack: Pack) -> None:
    """Exam pictures that were not met are all asked before one comes again, as far as the difficulties allow."""
    (second, *_rest) = expected_reuse(pack.blueprint, list(pack.items.values()), bank(pack))
    forced = least = 0
    for section in pack.blueprint.practical.asked:
        able = Counter(each.difficulty for each in bank(pack) if each.pool == "exam" and section.holds(each))
        forced += sum(max(0, 2 * stratum.count - able[stratum.difficulty]) for stratum in section.strata)
        least += sum(stratum.count for stratum in section.strata)
    assert second.practical <= (forced + 2) / least


def test_a_bank_without_a_further_form_says_nothing_of_it(pack: Pack) -> None:
    blueprint: Blueprint = pack.blueprint
    assert expected_reuse(blueprint, list(pack.items.values()), []) == ()
