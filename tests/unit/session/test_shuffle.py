"""Each person sees the answers in an order of their own, and always in the same."""

from __future__ import annotations

from collections import Counter
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from desktop.session.shuffle import places, shown_order

NAMES = st.text(max_size=12) | st.text(st.characters(categories=["Cs"]), max_size=3)


@given(NAMES, NAMES, st.lists(NAMES, unique=True, max_size=8))
def test_every_answer_is_shown_once_whatever_the_names(account: str, exercise: str, ids: list[str]) -> None:
    assert sorted(shown_order(account, exercise, ids)) == sorted(ids)


@given(st.permutations(["a1", "a2", "a3", "a4", "a5"]))
def test_the_order_does_not_depend_on_the_order_of_the_exercise(ids: list[str]) -> None:
    assert shown_order("p1", "lm-1", ids) == shown_order("p1", "lm-1", sorted(ids))


def test_the_order_stays_the_same_for_ever() -> None:
    # Written down from the first run: a record that says "shown first" must stay true after an update.
    assert shown_order("0123456789abcdef", "lm-001", ("a1", "a2", "a3", "a4")) == ("a4", "a2", "a3", "a1")


def test_another_person_and_another_exercise_have_other_orders() -> None:
    ids = ("a1", "a2", "a3", "a4", "a5", "a6")
    by_person = {shown_order(f"p{number}", "lm-1", ids) for number in range(50)}
    by_exercise = {shown_order("p1", f"lm-{number}", ids) for number in range(50)}
    assert len(by_person) > 40
    assert len(by_exercise) > 40


def test_names_that_run_together_are_different_people() -> None:
    ids = tuple(f"a{number}" for number in range(8))
    assert shown_order("ab", "c", ids) != shown_order("a", "bc", ids)


def test_no_order_is_preferred() -> None:
    ids = ("a1", "a2", "a3")
    seen = Counter(shown_order(f"person-{number}", "lm-1", ids) for number in range(3000))
    assert set(seen) == set(permutations(ids))
    # 500 are expected of each of six; 400 to 600 is far beyond four standard deviations (20.4).
    assert all(400 < n < 600 for n in seen.values())


def test_places_tell_where_each_answer_was_shown() -> None:
    ids = ("a1", "a2", "a3")
    told = places("p1", "lm-1", ids)
    assert [told[id_] for id_ in shown_order("p1", "lm-1", ids)] == [1, 2, 3]
