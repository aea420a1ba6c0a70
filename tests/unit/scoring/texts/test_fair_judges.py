"""Preferences that fit together, and what they follow beside the answers' worth."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from desktop.scoring.texts.bias import Bias, length_bias, position_bias, together
from desktop.scoring.texts.preferences import transitivity

PAIRS = {("a", "b"): 2, ("b", "c"): 1, ("a", "c"): 1}


def test_an_order_has_no_circle() -> None:
    found = transitivity(PAIRS)
    assert (found.n, found.circles, found.consistency) == (1, (), 1.0)


def test_a_circle_is_named() -> None:
    found = transitivity({**PAIRS, ("a", "c"): -1})
    assert (found.circles, found.consistency) == ((("a", "b", "c"),), 0.0)


def test_equal_answers_must_stand_alike_to_every_third() -> None:
    assert transitivity({("a", "b"): 0, ("b", "c"): 1, ("a", "c"): 1}).circles == ()
    assert transitivity({("a", "b"): 0, ("b", "c"): 1, ("a", "c"): 0}).circles == (("a", "b", "c"),)
    assert transitivity({("a", "b"): 0, ("b", "c"): 0, ("a", "c"): 0}).circles == ()


def test_without_three_answers_compared_there_is_no_figure() -> None:
    assert transitivity({("a", "b"): 1}).consistency is None
    assert transitivity({("a", "b"): 1, ("b", "c"): 1, ("c", "d"): 1}).n == 0
    assert transitivity({}).n == 0


@given(st.lists(st.integers(0, 3), min_size=3, max_size=6), st.randoms(use_true_random=False))
def test_preferences_by_worth_never_run_in_a_circle_however_the_pairs_are_written(
    worth: list[int], chance: object
) -> None:
    pairs = {}
    for first, second in combinations(range(len(worth)), 2):
        strength = worth[first] - worth[second]
        turned = chance.random() < 0.5  # type: ignore[attr-defined]
        pairs[(str(second), str(first)) if turned else (str(first), str(second))] = (
            -strength if turned else strength
        )
    found = transitivity(pairs)
    assert found.circles == ()
    assert found.n == len(list(combinations(worth, 3)))


def test_position_bias_counts_who_was_shown_first_and_not_who_was_written_first() -> None:
    given_pairs = {("a", "b"): 1, ("a", "c"): 1, ("b", "c"): 0}
    assert position_bias(given_pairs, ("a", "b", "c")) == Bias(2, 2)
    assert position_bias(given_pairs, ("c", "b", "a")) == Bias(0, 2)
    assert position_bias(given_pairs, ("b", "a")) == Bias(0, 1)


def test_bias_is_told_beside_the_golds_own_share_of_the_same_pairs() -> None:
    found = position_bias({("a", "b"): 1, ("c", "a"): 1}, ("a", "b", "c"), {("b", "a"): 1, ("a", "c"): 2})
    assert (found.k, found.n, found.gold_k, found.gold_n) == (1, 2, 1, 2)
    assert found.share == found.gold_share == 0.5


def test_length_bias_leaves_out_answers_of_one_length() -> None:
    found = length_bias({("a", "b"): 1, ("b", "c"): -2, ("a", "c"): 1}, {"a": 10, "b": 5, "c": 5})
    assert (found.k, found.n) == (2, 2)


def test_a_hint_needs_enough_judgements() -> None:
    one = Bias(1, 1)
    assert not one.hints
    many = together([one] * 20)
    assert (many.k, many.n) == (20, 20)
    assert many.hints
    assert not Bias(20, 20, 20, 20).hints
    assert not Bias().hints
    assert Bias().share is None
    assert Bias().interval == (0.0, 1.0)


@given(st.dictionaries(st.sampled_from(list(combinations("abcd", 2))), st.integers(-3, 3)))
def test_turning_the_screen_round_turns_the_bias_round(pairs: dict[tuple[str, str], int]) -> None:
    one, other = position_bias(pairs, "abcd"), position_bias(pairs, "dcba")
    assert one.n == other.n
    assert one.k + other.k == one.n
