"""Deciding differences: what is taken is there, what hangs on it follows, and undo leads back to the start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.annotation.document import Document, adding, removing, replacing
from desktop.annotation.history import History
from desktop.annotation.marks import Mark
from desktop.annotation.merging import Choice, Merge, merged
from desktop.annotation.merging_history import MergeHistory
from desktop.annotation.merging_plan import (
    DECISION,
    REASON,
    Decision,
    decisions_of,
    open_keys,
    plan,
    reasons_of,
    result,
    states,
)
from desktop.annotation.merging_steps import completed, decide, give_reason, reopen
from desktop.annotation.relations import Relation
from desktop.annotation.replies import Reply
from desktop.annotation.replying import replying
from desktop.annotation.spans import Span
from tests.unit.annotation.two_people import org, people

NAMES = st.lists(st.integers(0, 99), max_size=12)


def begun(first: Sequence[Mark], second: Sequence[Mark]) -> tuple[Merge, History]:
    """Return two people's marks laid together, and the history of a document with what they agree on."""
    found = merged(first, second)
    return found, History(Document(plan(found, {}).values()))


def take(found: Merge, history: History, choice: Choice, key: str = "d1") -> None:
    """Decide one difference."""
    history.do(decide(found, history.document, key, choice))


def _by_id(history: History) -> dict[str, Mark]:
    return {mark.id: mark for mark in history.document}


def said(marks: Sequence[Mark]) -> set[object]:
    """Return what marks say, whoever made them: without their ids and the names of chains."""
    by_id = {mark.id: mark for mark in marks}
    spans = {
        mark.id: (mark.label, mark.start, mark.end, mark.gaps) for mark in marks if isinstance(mark, Span)
    }
    told: set[object] = set(spans.values())
    told |= {
        (mark.label, *(spans[end] for end in mark.ends))
        for mark in by_id.values()
        if isinstance(mark, Relation)
    }
    return told | {(mark.label, mark.about, mark.value) for mark in marks if isinstance(mark, Reply)}


@given(people(), people(), st.sampled_from(["first", "second"]))
def test_who_takes_one_side_throughout_has_exactly_what_that_person_marked(
    first: list[Mark], second: list[Mark], side: Choice
) -> None:
    found, history = begun(first, second)
    for one in found.differences:
        take(found, history, side, one.key)
    assert said(result(history.document)) == said(first if side == "first" else second)
    assert open_keys(found, history.document) == ()


@given(people(), people(), NAMES)
def test_whatever_is_decided_in_whatever_order_the_text_holds_the_plan_and_undo_leads_back(
    first: list[Mark], second: list[Mark], numbers: list[int]
) -> None:
    found, history = begun(first, second)
    start = _by_id(history)
    taken = 0
    for number in numbers:
        if found.differences:
            one = found.differences[number % len(found.differences)]
            before = history.document.revision
            take(found, history, one.choices[number % len(one.choices)], one.key)
            taken += history.document.revision != before
            now = {mark.id: mark for mark in result(history.document)}
            assert now == plan(found, decisions_of(history.document))
    for _step in range(taken):
        history.undo()
    assert _by_id(history) == start
    assert history.undo() is None


@given(people(), people(), NAMES)
def test_what_both_said_alike_is_never_lost(
    first: list[Mark], second: list[Mark], numbers: list[int]
) -> None:
    found, history = begun(first, second)
    kept = {pair[0].id for pair in found.agreed if not isinstance(pair[0], Relation)}
    for number in numbers:
        if found.differences:
            one = found.differences[number % len(found.differences)]
            take(found, history, one.choices[number % len(one.choices)], one.key)
    assert kept <= {mark.id for mark in history.document}


@given(people(), people(), NAMES)
def test_a_decision_made_again_changes_nothing(
    first: list[Mark], second: list[Mark], numbers: list[int]
) -> None:
    found, history = begun(first, second)
    for number in numbers:
        if found.differences:
            one = found.differences[number % len(found.differences)]
            choice = one.choices[number % len(one.choices)]
            take(found, history, choice, one.key)
            assert decide(found, history.document, one.key, choice).edits == ()


FIRST: list[Mark] = [org("p", 0, 4, "project"), org("o", 6, 9), Relation("r", "carried_by", "p", "o")]
SECOND: list[Mark] = [org("p", 0, 4, "project"), org("o", 6, 10), Relation("r", "carried_by", "p", "o")]


def links(document: Document) -> list[tuple[str, str]]:
    """Return the ends of the relations of a document."""
    return [mark.ends for mark in document if isinstance(mark, Relation)]


def test_an_agreed_relation_waits_for_its_ends_and_follows_what_is_taken() -> None:
    found, history = begun(FIRST, SECOND)
    assert links(history.document) == []
    take(found, history, "second")
    assert links(history.document) == [("1:p", "2:o")]
    take(found, history, "first")
    assert links(history.document) == [("1:p", "1:o")]
    take(found, history, "neither")
    assert links(history.document) == []
    take(found, history, "both")
    assert links(history.document) == [("1:p", "1:o")]
    assert {mark.id for mark in history.document if isinstance(mark, Span)} == {"1:p", "1:o", "2:o"}


def test_ones_own_mark_decides_what_is_looked_at_and_takes_the_relation_along() -> None:
    found, plain = begun(FIRST, SECOND)
    history = MergeHistory(found, plain)
    history.current = "d1"
    history.do(adding("mark", history.document, org("mine", 6, 11)))
    assert states(found, history.document) == {"d1": "own"}
    assert links(history.document) == [("1:p", "mine")]
    take(found, history, "first")
    assert "mine" not in history.document
    assert links(history.document) == [("1:p", "1:o")]
    history.undo()
    assert links(history.document) == [("1:p", "mine")]
    history.undo()
    assert decisions_of(history.document) == {}
    assert history.redo() is not None
    assert states(found, history.document) == {"d1": "own"}


def test_to_mark_it_oneself_leaves_the_place_open_until_something_stands_there() -> None:
    found, plain = begun(FIRST, SECOND)
    history = MergeHistory(found, plain)
    take(found, history, "first")
    take(found, history, "own")
    assert open_keys(found, history.document) == ("d1",)
    history.do(adding("mark", history.document, org("mine", 7, 9)))
    assert open_keys(found, history.document) == ()
    assert links(history.document) == [("1:p", "mine")]


def test_a_mark_elsewhere_decides_nothing() -> None:
    found, plain = begun(FIRST, SECOND)
    step = adding("mark", plain.document, org("mine", 20, 22))
    assert completed(found, plain.document, step, "d1") is step
    assert completed(found, plain.document, adding("x", plain.document, org("m", 6, 9)), "").edits != ()
    assert open_keys(found, plain.document) == ("d1",)


def test_what_was_taken_and_then_changed_by_hand_is_ones_own_until_taken_again() -> None:
    found, history = begun(FIRST, SECOND)
    take(found, history, "first")
    held = history.document["1:o"]
    assert isinstance(held, Span)
    history.do(replacing("edge", history.document, replace(held, end=12)))
    assert states(found, history.document) == {"d1": "own"}
    take(found, history, "first")
    assert states(found, history.document) == {"d1": "first"}
    assert history.document["1:o"] == held


def test_what_was_deleted_by_hand_stays_away_until_it_is_taken_again() -> None:
    found, history = begun([*FIRST, org("z", 14, 16)], SECOND)
    take(found, history, "first", "d2")
    history.do(removing("delete", history.document, "1:z"))
    take(found, history, "first", "d1")
    assert "1:z" not in history.document
    take(found, history, "first", "d2")
    assert "1:z" in history.document


def test_a_relation_made_by_hand_is_led_to_what_is_taken_instead() -> None:
    found, history = begun(FIRST, SECOND)
    take(found, history, "first")
    history.do(adding("link", history.document, Relation("mine", "costs", "1:p", "1:o")))
    take(found, history, "second")
    assert history.document["mine"] == Relation("mine", "costs", "1:p", "2:o")
    take(found, history, "neither")
    assert "mine" not in history.document
    history.undo()
    assert history.document["mine"] == Relation("mine", "costs", "1:p", "2:o")


def test_a_relation_turned_by_hand_stays_turned_when_its_end_is_decided_anew() -> None:
    found, history = begun(FIRST, SECOND)
    take(found, history, "first")
    held = history.document["1:r"]
    assert isinstance(held, Relation)
    history.do(replacing("turn", history.document, replace(held, head=held.tail, tail=held.head)))
    take(found, history, "second")
    assert links(history.document) == [("2:o", "1:p")]


def test_a_relation_whose_end_was_decided_away_needs_no_decision() -> None:
    found, history = begun(FIRST, [SECOND[0]])
    assert [one.key for one in found.differences] == ["d1", "d2"]
    assert open_keys(found, history.document) == ("d1", "d2")
    take(found, history, "second", "d1")
    assert states(found, history.document) == {"d1": "second", "d2": "moot"}
    take(found, history, "first", "d1")
    assert open_keys(found, history.document) == ("d2",)


def test_a_relation_by_hand_decides_the_one_that_is_looked_at() -> None:
    turned: list[Mark] = [FIRST[0], FIRST[1], Relation("r", "carried_by", "o", "p")]
    found, plain = begun(FIRST, turned)
    history = MergeHistory(found, plain)
    history.current = "d1"
    history.do(adding("link", history.document, Relation("mine", "costs", "1:p", "1:o")))
    assert states(found, history.document) == {"d1": "own"}


def test_a_chain_is_decided_by_who_belongs_to_it() -> None:
    spans = [("p", 0, 2), ("q", 4, 6), ("z", 8, 10)]
    found, history = begun(
        [org(*each, group="x") for each in spans],
        [org(*each, group="y" if each[0] != "z" else "") for each in spans],
    )

    def grouped() -> list[str]:
        return [mark.id for mark in history.document if mark.group]

    assert grouped() == ["1:p", "1:q"]
    take(found, history, "first")
    assert grouped() == ["1:p", "1:q", "1:z"]
    take(found, history, "neither")
    assert grouped() == []
    take(found, history, "both")
    assert grouped() == ["1:p", "1:q", "1:z"]
    take(found, history, "own")
    assert grouped() == ["1:p", "1:q"]
    assert open_keys(found, history.document) == ()


def test_a_reply_by_hand_decides_its_place_and_goes_when_one_of_the_two_is_taken() -> None:
    first, second = (Reply("a", "tone", about="t1", value=(value,)) for value in ("good", "bad"))
    found, plain = begun([first], [second])
    history = MergeHistory(found, plain)
    history.do(replying("reply", history.document, ("tone", "t1"), ("mixed",)))
    assert states(found, history.document) == {"d1": "own"}
    take(found, history, "second")
    assert [mark.value for mark in result(history.document) if isinstance(mark, Reply)] == [("bad",)]
    history.do(replying("reply", history.document, ("tone", "t1"), ("mixed",)))
    assert states(found, history.document) == {"d1": "own"}
    take(found, history, "second")
    assert states(found, history.document) == {"d1": "second"}
    history.do(replying("reply", history.document, ("tone", "t1"), None))
    assert open_keys(found, history.document) == ("d1",)


def test_a_difference_can_be_opened_again() -> None:
    found, history = begun(FIRST, SECOND)
    start = _by_id(history)
    take(found, history, "both")
    history.do(reopen(found, history.document, "d1"))
    assert _by_id(history) == start


def test_decisions_and_reasons_are_kept_beside_the_marks_and_are_no_result() -> None:
    found, history = begun(FIRST, SECOND)
    take(found, history, "second")
    history.do(give_reason(history.document, "d1", "规则 4.1：末字要取到"))
    assert reasons_of(history.document) == {"d1": "规则 4.1：末字要取到"}
    assert decisions_of(history.document) == {"d1": Decision("second")}
    assert {mark.label for mark in result(history.document)} == {"project", "org", "carried_by"}
    assert give_reason(history.document, "d1", "规则 4.1：末字要取到").edits == ()
    history.do(give_reason(history.document, "d1", "  "))
    assert reasons_of(history.document) == {}


def test_what_is_no_decision_is_passed_over() -> None:
    wrong: list[Mark] = [
        Reply("x", DECISION, about="d1", value=("third",)),
        Reply("y", DECISION, about="d2", value="first"),
        Reply("z", DECISION, about="d3", value=()),
        Reply("w", REASON, about="d1", value=3),
    ]
    assert decisions_of(wrong) == {}
    assert reasons_of(wrong) == {}


def test_a_stranger_is_refused() -> None:
    found, history = begun([org("a", 0, 2)], [])
    with pytest.raises(ValueError, match="nothing to decide"):
        decide(found, history.document, "d7", "first")
    with pytest.raises(ValueError, match="nothing to decide"):
        decide(found, history.document, "d1", "both")
