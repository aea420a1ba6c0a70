"""The shortcut drill: every key is asked, weak ones come back, and the figures are those of the answers."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.training.key_drill import (
    GAP_SLOW,
    GAP_WRONG,
    LONGEST,
    MOST_ASKED,
    KeyDrill,
    Outcome,
    Pace,
    choose,
    from_json,
    merged,
    to_json,
)

TEN = tuple("abcdefghij")
actions = st.lists(st.sampled_from("abcdefghijklmnop"), min_size=1, max_size=16, unique=True)
answers = st.lists(st.tuples(st.booleans(), st.floats(0, 60)), min_size=80, max_size=80)


def drilled(names: tuple[str, ...], *given_answers: tuple[bool, float]) -> KeyDrill:
    """A round with these answers given."""
    drill = KeyDrill(names)
    for right, seconds in given_answers:
        drill.answer(right=right, seconds=seconds)
    return drill


@given(actions, answers)
def test_every_round_ends_and_asks_every_action(names: list[str], given_answers: list) -> None:
    drill, asked = KeyDrill(names), []
    for right, seconds in given_answers:
        if not drill.current:
            break
        asked.append(drill.current)
        drill.answer(right=right, seconds=seconds)
    assert drill.current == ""
    assert drill.done == drill.total == len(names)
    assert set(asked) == set(names)
    assert max(map(asked.count, names)) <= MOST_ASKED
    assert drill.outcome().asked == len(asked)


@given(actions)
def test_who_knows_them_all_is_asked_once_each(names: list[str]) -> None:
    drill = drilled(tuple(names), *[(True, 1.0)] * len(names))
    assert drill.current == ""
    assert (drill.outcome().asked, drill.outcome().wrong, drill.outcome().median) == (len(names), 0, 1.0)


def test_a_wrong_key_comes_back_after_two_others() -> None:
    drill = drilled(TEN, (False, 1.0))
    seen = []
    for _time in range(GAP_WRONG + 1):
        seen.append(drill.current)
        drill.answer(right=True, seconds=1.0)
    assert seen == ["b", "c", "a"]


def test_a_slow_right_key_comes_back_once() -> None:
    drill = drilled(TEN, *[(True, 1.0)] * 4, (True, 1.6))
    seen = []
    while drill.current:
        seen.append(drill.current)
        drill.answer(right=True, seconds=2.0 if drill.current == "e" else 1.0)
    assert seen.index("e") == GAP_SLOW
    assert seen.count("e") == 1


def test_without_a_measure_yet_nothing_is_slow() -> None:
    assert drilled(TEN, (True, 1.0), (True, 20.0)).done == 2


def test_the_last_wrong_key_is_asked_again_at_once() -> None:
    drill = drilled(("a",), (False, 1.0))
    assert drill.current == "a"
    drill.answer(right=True, seconds=1.0)
    assert drill.current == ""


def test_an_action_named_twice_is_asked_once() -> None:
    assert KeyDrill(("a", "a", "b")).total == 2


def test_a_round_that_is_over_takes_no_answer() -> None:
    with pytest.raises(IndexError):
        drilled(("a",), (True, 1.0), (True, 1.0))


def test_the_figures_are_those_of_the_answers() -> None:
    outcome = drilled(("a", "b"), (False, 9.0), (True, 2.0), (True, 4.0)).outcome()
    assert outcome.paces == {"a": Pace(2, 1, 4.0), "b": Pace(1, 0, 2.0)}
    assert (outcome.asked, outcome.wrong, outcome.median) == (3, 1, 3.0)
    assert outcome.error_rate == pytest.approx(1 / 3)
    assert outcome.weakest() == ("a",)


def test_wrong_keys_are_weaker_than_slow_ones_and_at_most_five_are_named() -> None:
    paces = {"slow": Pace(1, 0, 9.0), "fine": Pace(1, 0, 1.0), "never": Pace(4, 4, None)}
    paces |= {f"w{n}": Pace(2, 1, float(n)) for n in range(5)}
    outcome = Outcome(paces, 2.0)
    assert outcome.weakest() == ("never", "w4", "w3", "w2", "w1")
    assert outcome.weakest(9)[-1] == "slow"
    assert "fine" not in outcome.weakest(9)


def test_who_left_the_keyboard_is_not_counted_for_minutes() -> None:
    assert drilled(("a",), (True, 4000.0)).outcome().median == LONGEST
    assert drilled(("a",), (True, -1.0)).outcome().median == 0.0


def test_nothing_answered_is_no_error() -> None:
    outcome = KeyDrill(TEN).outcome()
    assert (outcome.asked, outcome.error_rate, outcome.median, outcome.weakest()) == (0, 0.0, None, ())


# -- which actions


@given(actions, st.integers(1, 20), st.text(max_size=4))
def test_the_chosen_are_some_of_them_once_each(names: list[str], n: int, seed: str) -> None:
    earlier = {name: Pace(2, place % 3, 1.0) for place, name in enumerate(names[::2])}
    chosen = choose(names, earlier, seed=seed, n=n)
    assert len(chosen) == len(set(chosen)) == min(n, len(names))
    assert set(chosen) <= set(names)
    assert choose(names, earlier, seed=seed, n=n) == chosen


def test_the_weak_come_first_then_the_new() -> None:
    earlier = {"a": Pace(1, 0, 1.0), "b": Pace(2, 2, None), "c": Pace(2, 1, 1.0), "d": Pace(1, 0, 2.0)}
    assert set(choose(TEN, earlier, seed="", n=4)) == {"b", "c", "e", "f"}
    assert set(choose(TEN[:4], earlier, seed="", n=2)) == {"b", "c"}


def test_the_first_round_takes_the_first_of_the_list() -> None:
    assert set(choose(TEN, {}, seed="x", n=3)) == {"a", "b", "c"}


# -- what is kept


@given(actions, answers)
def test_a_round_comes_back_from_the_record(names: list[str], given_answers: list) -> None:
    drill = KeyDrill(names)
    for right, seconds in given_answers:
        if drill.current:
            drill.answer(right=right, seconds=seconds)
    outcome = drill.outcome()
    assert from_json(json.loads(json.dumps(to_json(outcome)))) == outcome


@pytest.mark.parametrize("stored", [None, 3, [], {}, {"actions": []}, {"actions": {}}, {"actions": {"a": 1}}])
def test_what_is_no_round_is_none(stored: object) -> None:
    assert from_json(stored) is None


def test_what_is_no_pace_is_left_out() -> None:
    rows = {
        "a": [2, 1, 1.5],
        "b": [0, 0, 1],
        "c": [1, 2, 1],
        "d": [1],
        "e": ["1", 0, 1],
        "f": [1, 0, "x"],
        "g": [1, 0, 900],
    }
    found = from_json({"actions": rows, "median": True})
    assert found == Outcome({"a": Pace(2, 1, 1.5), "f": Pace(1, 0, None), "g": Pace(1, 0, None)}, None)


def test_the_latest_round_counts_for_each_action() -> None:
    first = Outcome({"a": Pace(1, 1, None), "b": Pace(1, 1, None)}, None)
    second = Outcome({"a": Pace(1, 0, 1.0)}, 1.0)
    assert merged([first, second]) == {"a": Pace(1, 0, 1.0), "b": Pace(1, 1, None)}
