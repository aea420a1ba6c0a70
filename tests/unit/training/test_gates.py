"""A gate says no in numbers, counts only the last first tries, and once open stays open."""

from __future__ import annotations

import pytest

from desktop.training.evidence import Evidence
from desktop.training.gates import check_gate
from tests.unit.training.samples import answer, gate, try_row

RULE = {"window": 3, "units": 30, "accuracy": 0.9}


def test_a_gate_without_evidence_is_shut_and_says_what_it_needs() -> None:
    result = check_gate(gate(**RULE), Evidence())
    assert not result.passed
    assert result.labelling is not None
    assert (result.labelling.n, result.labelling.n_needed, result.labelling.share) == (0, 30, None)
    assert (result.exercises, result.exercises_needed) == (0, 3)
    assert result.theory is None


def test_enough_right_units_open_it() -> None:
    tries = [try_row("c", 10, 10), try_row("b", 9, 10), try_row("a", 9, 10)]
    result = check_gate(gate(**RULE), Evidence(tries=tries))
    assert result.passed
    assert result.labelling is not None
    assert (result.labelling.k, result.labelling.n) == (28, 30)


@pytest.mark.parametrize(
    ("tries", "why"),
    [
        ([try_row("b", 20, 20), try_row("a", 20, 20)], "two exercises of three"),
        ([try_row("c", 5, 5), try_row("b", 5, 5), try_row("a", 5, 5)], "15 units of 30"),
        ([try_row("c", 8, 10), try_row("b", 9, 10), try_row("a", 9, 10)], "26 of 30 is below 90 %"),
    ],
)
def test_each_condition_alone_keeps_it_shut(tries: list, why: str) -> None:
    assert not check_gate(gate(**RULE), Evidence(tries=tries)).passed, why


def test_exactly_the_share_asked_for_is_enough() -> None:
    tries = [try_row(name, 9, 10) for name in "cba"]
    assert check_gate(gate(**RULE), Evidence(tries=tries)).passed


def test_only_the_last_exercises_count_so_that_a_bad_start_is_forgiven() -> None:
    good = [try_row(name, 10, 10) for name in "fed"]
    bad = [try_row(name, 0, 10) for name in "cba"]
    assert check_gate(gate(**RULE), Evidence(tries=[*good, *bad])).passed


def test_short_exercises_widen_the_window_until_it_holds_the_units() -> None:
    tries = [try_row(f"e{number}", 6, 6) for number in range(9, 0, -1)]
    result = check_gate(gate(**RULE), Evidence(tries=tries))
    assert result.passed
    assert result.exercises == 5
    assert result.labelling is not None
    assert result.labelling.n == 30


def test_other_activities_do_not_count() -> None:
    tries = [try_row(name, 10, 10, activity="elsewhere") for name in "cba"]
    assert not check_gate(gate(**RULE), Evidence(tries=tries)).passed


def test_a_gate_once_open_stays_open_and_shows_todays_numbers() -> None:
    bad = [try_row(name, 2, 10) for name in "fed"]
    good = [try_row(name, 10, 10) for name in "cba"]
    result = check_gate(gate(**RULE), Evidence(tries=[*bad, *good]))
    assert result.passed
    assert result.passed_before
    assert result.labelling is not None
    assert not result.labelling.met


def test_good_tries_scattered_among_bad_ones_never_opened_it() -> None:
    tries = [try_row(f"e{n}", 10 if n % 2 else 5, 10) for n in range(8)]
    result = check_gate(gate(**RULE), Evidence(tries=tries))
    assert not result.passed
    assert not result.passed_before


def test_theory_needs_enough_items_and_enough_right() -> None:
    rule = gate(theory_items=4, theory_share=0.75)
    assert not check_gate(rule, Evidence(answers=[answer("a", True)])).passed
    four = [answer("a", True), answer("b", True), answer("c", True), answer("d", False)]
    result = check_gate(rule, Evidence(answers=four))
    assert result.passed
    assert result.labelling is None
    assert result.exercises_needed == 0
    assert not check_gate(rule, Evidence(answers=[answer("z", False), *four[1:]])).passed


def test_only_the_last_answers_count() -> None:
    rule = gate(theory_items=2, theory_share=1.0)
    answers = [answer("c", True), answer("b", True), answer("a", False)]
    assert check_gate(rule, Evidence(answers=answers)).passed


def test_a_gate_over_both_needs_both() -> None:
    rule = gate(theory_items=1, theory_share=1.0, **RULE)
    good = [try_row(name, 10, 10) for name in "cba"]
    assert not check_gate(rule, Evidence(tries=good)).passed
    assert not check_gate(rule, Evidence(answers=[answer("a", True)])).passed
    assert check_gate(rule, Evidence(tries=good, answers=[answer("a", True)])).passed


def test_a_gate_that_asks_for_nothing_is_open() -> None:
    result = check_gate(gate(), Evidence())
    assert result.passed
    assert not result.passed_before
