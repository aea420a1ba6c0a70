"""What training promises over any course of learning: nothing won is lost, and every choice can be repeated."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.curriculum.course import Module
from desktop.scoring.intervals import clopper_pearson_lower, wilson_lower
from desktop.training.evidence import Evidence, TheoryRow, TryRow
from desktop.training.gates import Shown, check_gate
from desktop.training.holdings import Holding, Unit
from desktop.training.path import ActivityState, current, trace
from desktop.training.practice_queue import HARDER, choose_next, expected_errors
from desktop.training.readiness import RECENT_TRIES, readiness
from desktop.training.weakness import LEAST_WRONG, MOST, Weakness, weaknesses
from tests.unit.training.samples import (
    answer,
    exercise,
    gate,
    lesson,
    module,
    plain_bound,
    practice,
    theory,
    try_row,
)

ITEMS = ("i1", "i2", "i3")
WORK = ("a", "b", "c", "d")
COURSE = (
    module("m1", lesson("l1"), theory("t1", *ITEMS)),
    module(
        "m2",
        practice("p1", *WORK, needed=2),
        gate("p1", "t1", window=2, units=8, accuracy=0.75, theory_items=2, theory_share=1.0),
    ),
    module("m3", lesson("l2")),
)
#: One thing a trainee does: reads a lesson, answers an item, hands an exercise in.
Step = tuple[str, str, int]
STEPS: st.SearchStrategy[list[Step]] = st.lists(
    st.one_of(
        st.tuples(st.just("read"), st.sampled_from(["l1", "l2"]), st.just(0)),
        st.tuples(st.just("answer"), st.sampled_from(ITEMS), st.integers(0, 1)),
        st.tuples(st.just("try"), st.sampled_from(WORK), st.integers(0, 6)),
    ),
    max_size=24,
)


def evidence(steps: Sequence[Step]) -> Evidence:
    """The evidence after these steps, as the record would give it: latest first."""
    tries = [try_row(name, right, 6) for kind, name, right in steps if kind == "try"][::-1]
    history = [answer(name, bool(right)) for kind, name, right in steps if kind == "answer"][::-1]
    latest: dict[str, TheoryRow] = {}
    for row in history:
        latest.setdefault(row.item_id, row)
    return Evidence(
        tries=tries,
        answers=list(latest.values()),
        history=history,
        finished=frozenset(name for kind, name, _ in steps if kind == "read"),
        handed_in={"p1": frozenset(row.exercise_id for row in tries)},
        answered=frozenset(latest),
    )


def activities(steps: Sequence[Step], course: Sequence[Module] = COURSE) -> list[ActivityState]:
    return [each for part in trace(course, evidence(steps)) for each in part.activities]


def done(steps: Sequence[Step]) -> set[str]:
    return {each.activity.id for each in activities(steps) if each.state == "done"}


@settings(max_examples=150, derandomize=True)
@given(STEPS)
def test_what_is_done_stays_done_after_every_further_step(steps: list[Step]) -> None:
    before: set[str] = set()
    for length in range(len(steps) + 1):
        now = done(steps[:length])
        assert before <= now, f"step {steps[length - 1]} took {before - now} away"
        before = now


@settings(max_examples=150, derandomize=True)
@given(STEPS)
def test_exactly_one_step_is_now_unless_all_are_done(steps: list[Step]) -> None:
    states = [each.state for each in activities(steps)]
    assert states.count("now") == (0 if set(states) == {"done"} else 1)
    now = current(trace(COURSE, evidence(steps)))
    assert (now is None) == (set(states) == {"done"})


@settings(max_examples=100, derandomize=True)
@given(STEPS)
def test_everything_before_now_is_done_and_everything_locked_names_it(steps: list[Step]) -> None:
    found = activities(steps)
    now = next((place for place, each in enumerate(found) if each.state == "now"), len(found))
    assert {each.state for each in found[:now]} <= {"done"}
    for each in found[now + 1 :]:
        assert each.state in {"done", "locked"}
        assert each.locked_by == (found[now].activity.id if each.state == "locked" else "")


@settings(max_examples=100, derandomize=True)
@given(STEPS)
def test_modules_sum_up_their_activities(steps: list[Step]) -> None:
    for part in trace(COURSE, evidence(steps)):
        states = {each.state for each in part.activities}
        assert part.done == sum(each.state == "done" for each in part.activities)
        assert (part.state == "done") == (states == {"done"})
        assert (part.state == "now") == ("now" in states)


@settings(max_examples=60, derandomize=True)
@given(STEPS)
def test_a_step_put_in_front_never_takes_anything_away(steps: list[Step]) -> None:
    newer = (module("m0", lesson("l0")), *COURSE)
    found = {each.activity.id for each in activities(steps, newer) if each.state == "done"}
    assert found == done(steps)


def test_a_gate_over_theory_stays_open_when_the_set_is_done_again_and_goes_wrong() -> None:
    """Doing a set again is practice: it must not shut a gate that was passed."""
    rule = gate("t1", theory_items=2, theory_share=1.0)
    right = [answer("i2", True), answer("i1", True)]
    assert check_gate(rule, Evidence(answers=right, history=right)).passed
    again = answer("i1", False)
    result = check_gate(rule, Evidence(answers=[again, right[0]], history=[again, *right]))
    assert result.passed
    assert result.passed_before
    assert result.theory is not None
    assert (result.theory.k, result.theory.n, result.theory.met) == (1, 2, False)


def test_answers_to_one_item_again_and_again_never_count_as_two_items() -> None:
    rule = gate("t1", theory_items=2, theory_share=1.0)
    rows = [answer("i1", True)] * 5
    assert not check_gate(rule, Evidence(answers=rows[:1], history=rows)).passed


def test_a_wrong_answer_between_right_ones_kept_the_gate_shut_at_the_time() -> None:
    rule = gate("t1", theory_items=2, theory_share=1.0)
    history = [answer("i1", False), answer("i2", True), answer("i1", False)]
    assert not check_gate(rule, Evidence(answers=history[:2], history=history)).passed


def test_history_of_other_activities_opens_nothing() -> None:
    rule = gate("t1", theory_items=1, theory_share=1.0)
    elsewhere = [answer("i1", True, activity="t9")]
    assert not check_gate(rule, Evidence(answers=elsewhere, history=elsewhere)).passed


@settings(max_examples=80, derandomize=True)
@given(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), max_size=8), st.integers(1, 4))
def test_a_gates_window_holds_enough_tries_or_all_there_are(
    pairs: list[tuple[int, int]], window: int
) -> None:
    tries = [try_row(f"e{n}", min(pair), max(pair)) for n, pair in enumerate(pairs)]
    result = check_gate(gate("p1", window=window, units=20, accuracy=0.5), Evidence(tries=tries))
    assert result.labelling is not None
    seen = result.exercises
    assert result.labelling.n == sum(each.judged for each in tries[:seen])
    assert result.labelling.k == sum(each.qualified for each in tries[:seen])
    assert seen == len(tries) or (seen >= window and result.labelling.n >= 20)
    if seen > window:
        assert sum(each.judged for each in tries[: seen - 1]) < 20
    assert 0 <= result.labelling.k <= result.labelling.n


@pytest.mark.parametrize(
    ("k", "n", "need", "least", "met"),
    [
        (0, 0, 0.9, 0, True),
        (0, 0, 0.9, 1, False),
        (9, 10, 0.9, 10, True),
        (8, 10, 0.9, 10, False),
        (9, 9, 0.9, 10, False),
        (0, 5, 0.0, 5, True),
        (7, 10, 0.7, 10, True),
        (29, 30, 29 / 30, 30, True),
    ],
)
def test_a_condition_is_met_by_number_and_share(k: int, n: int, need: float, least: int, met: bool) -> None:
    shown = Shown(k, n, need, least)
    assert shown.met is met
    assert shown.share == (k / n if n else None)


# ------------------------------------------------------------------ the queue

BANK = [
    exercise(f"e{number}", difficulty=1 + number % 3, requirements=(f"r{number % 4}",)) for number in range(9)
]
HELD = {
    each.id: Holding(
        {f"g{n}": Unit("car" if n % 2 else "truck", frozenset()) for n in range(2 + (5 * place) % 7)},
        lures={"car": place % 3},
    )
    for place, each in enumerate(BANK)
}
WEAK = st.lists(
    st.builds(
        Weakness,
        kind=st.sampled_from(["code", "requirement"]),
        name=st.sampled_from(["LOOSE", "MISS", "EXTRA", "r0", "r3"]),
        wrong=st.just(2),
        n=st.just(4),
        rate=st.floats(0.01, 1),
        activity_id=st.just("p1"),
        label=st.sampled_from(["", "car", "truck"]),
    ),
    max_size=3,
)
SEEN = st.lists(st.sampled_from([each.id for each in BANK]), max_size=12)


def after(seen: Sequence[str]) -> Evidence:
    return Evidence(tries=[try_row(name, 1, 2) for name in seen], handed_in={"p1": frozenset(seen)})


@settings(max_examples=100, derandomize=True)
@given(SEEN, WEAK)
def test_the_next_exercise_is_unseen_while_one_is_left_and_at_most_a_step_harder_than_the_easiest(
    seen: list[str], weak: list[Weakness]
) -> None:
    chosen = choose_next(BANK, after(seen), weak, HELD)
    unseen = [each for each in BANK if each.id not in seen]
    assert chosen.repeated is (not unseen)
    if unseen:
        assert chosen.exercise in unseen
        easiest = min(each.difficulty for each in unseen)
        assert chosen.exercise.difficulty <= easiest + HARDER
        assert weak or chosen.exercise.difficulty == easiest


@settings(max_examples=60, derandomize=True)
@given(SEEN, WEAK)
def test_the_choice_can_be_repeated_and_does_not_consume_what_it_is_given(
    seen: list[str], weak: list[Weakness]
) -> None:
    first = choose_next(iter(BANK), after(seen), weak, HELD)
    assert choose_next(list(BANK), after(seen), tuple(weak), dict(HELD)) == first


@settings(max_examples=60, derandomize=True)
@given(SEEN, WEAK)
def test_a_reason_is_given_only_when_the_choice_differs_and_the_exercise_holds_it(
    seen: list[str], weak: list[Weakness]
) -> None:
    chosen, usual = (choose_next(BANK, after(seen), known, HELD) for known in (weak, []))
    assert (chosen.weakness is not None) is (chosen.exercise.id != usual.exercise.id)
    if chosen.weakness is not None:
        assert chosen.weakness in weak
        there, here = (
            (
                expected_errors(chosen.weakness, each, HELD[each.id]),
                HELD[each.id].chances("MISS", chosen.weakness.label),
            )
            for each in (chosen.exercise, usual.exercise)
        )
        assert there > here


def test_a_whole_bank_is_gone_through_once_before_anything_repeats() -> None:
    seen: list[str] = []
    for _ in BANK:
        seen.insert(0, choose_next(BANK, after(seen), (), HELD).exercise.id)
    assert sorted(seen) == sorted(each.id for each in BANK)
    levels = [next(each.difficulty for each in BANK if each.id == name) for name in reversed(seen)]
    assert levels == sorted(levels)
    repeat = choose_next(BANK, after(seen), (), HELD)
    assert repeat.repeated
    assert repeat.exercise.id == seen[-1]


def test_repeats_go_round_so_that_no_exercise_comes_twice_in_a_row() -> None:
    seen = [each.id for each in BANK]
    given_again = []
    for _ in range(2 * len(BANK)):
        name = choose_next(BANK, after(seen), (), HELD).exercise.id
        given_again.append(name)
        seen.insert(0, name)
    assert sorted(given_again[: len(BANK)]) == sorted(each.id for each in BANK)
    assert given_again[: len(BANK)] == given_again[len(BANK) :]


def test_exercises_seen_in_another_activity_count_as_seen() -> None:
    chosen = choose_next(BANK, Evidence(handed_in={"elsewhere": frozenset({"e0", "e3"})}), (), HELD)
    assert chosen.exercise.id == "e6"


def test_a_single_exercise_is_chosen_whatever_was_done() -> None:
    for seen in ([], ["e0"], ["e0"] * 3):
        assert choose_next(BANK[:1], after(seen), (), HELD).exercise.id == "e0"


# ------------------------------------------------------------------ readiness and weakness

PAIRS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 30)), min_size=1, max_size=12)
ORDER = {"none": 0, "red": 1, "amber": 2, "green": 3}


def rows(pairs: list[tuple[int, int]]) -> list[TryRow]:
    return [try_row(f"e{n}", min(k, judged), judged) for n, (k, judged) in enumerate(pairs)]


@settings(max_examples=80, derandomize=True)
@given(PAIRS, st.floats(0.5, 0.99))
def test_one_more_unit_right_never_darkens_the_light(pairs: list[tuple[int, int]], cut: float) -> None:
    tries = rows(pairs)
    before = readiness(Evidence(tries=tries), cut, clopper_pearson_lower)
    first = tries[0]
    if first.qualified == first.judged:
        return
    better = [try_row("e0", first.qualified + 1, first.judged), *tries[1:]]
    now = readiness(Evidence(tries=better), cut, clopper_pearson_lower)
    assert ORDER[now.light] >= ORDER[before.light]
    assert now.correct == before.correct + 1
    assert (now.lower or 0) >= (before.lower or 0)


@settings(max_examples=80, derandomize=True)
@given(PAIRS, st.floats(0.5, 0.98))
def test_a_higher_cut_never_brightens_the_light(pairs: list[tuple[int, int]], cut: float) -> None:
    given_evidence = Evidence(tries=rows(pairs))
    low = readiness(given_evidence, cut, clopper_pearson_lower)
    high = readiness(given_evidence, cut + 0.01, clopper_pearson_lower)
    assert ORDER[high.light] <= ORDER[low.light]
    assert (high.correct, high.n, high.lower) == (low.correct, low.n, low.lower)


@settings(max_examples=60, derandomize=True)
@given(PAIRS, PAIRS)
def test_only_the_last_tries_make_the_light(
    recent: list[tuple[int, int]], old: list[tuple[int, int]]
) -> None:
    ten = (recent * RECENT_TRIES)[:RECENT_TRIES]
    alone = readiness(Evidence(tries=rows(ten)), 0.9, clopper_pearson_lower)
    assert readiness(Evidence(tries=rows([*ten, *old])), 0.9, clopper_pearson_lower) == alone


@settings(max_examples=80, derandomize=True)
@given(st.dictionaries(st.sampled_from(["LOOSE", "MISS", "CLS", "ATTR", "CUT"]), st.integers(0, 20)))
def test_weak_points_are_few_sure_first_and_never_chance(codes: dict[str, int]) -> None:
    tries = [try_row("a", 0, 20, codes=codes)]
    found = weaknesses(Evidence(tries=tries), wilson_lower)
    assert len(found) <= MOST
    assert [each.rate for each in found] == sorted((each.rate for each in found), reverse=True)
    assert all(each.wrong >= LEAST_WRONG and 0 < each.rate <= 1 for each in found)
    assert {each.name for each in found} <= {name for name, times in codes.items() if times >= LEAST_WRONG}
    everything = weaknesses(Evidence(tries=tries), wilson_lower, most=99)
    assert everything[: len(found)] == found


@settings(max_examples=60, derandomize=True)
@given(st.integers(LEAST_WRONG, 18))
def test_one_more_error_makes_a_weak_point_surer(times: int) -> None:
    def rate(count: int) -> float:
        tries = [try_row("a", 0, 20, codes={"LOOSE": count})]
        return weaknesses(Evidence(tries=tries), wilson_lower)[0].rate

    assert rate(times + 1) > rate(times)


@settings(max_examples=60, derandomize=True)
@given(st.lists(st.booleans(), max_size=50))
def test_a_requirement_is_weak_by_its_latest_answers_only(right: list[bool]) -> None:
    answers = [answer(f"i{n}", each, requirements=("r1",)) for n, each in enumerate(right)]
    wrong = right[:40].count(False)
    found = weaknesses(Evidence(answers=answers), plain_bound)
    if wrong < LEAST_WRONG:
        assert found == ()
    else:
        (only,) = found
        assert (only.kind, only.name, only.wrong, only.n) == ("requirement", "r1", wrong, len(right[:40]))


def test_errors_without_a_judged_unit_are_shown_but_rank_last() -> None:
    tries = [try_row("a", 0, 0, codes={"EXTRA": 3})]
    (only,) = weaknesses(Evidence(tries=tries), wilson_lower)
    assert (only.wrong, only.n, only.rate) == (3, 0, 0.0)
