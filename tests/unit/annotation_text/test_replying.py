"""Replies are given, changed and taken back by steps that undo to the start, whatever was pressed in between."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.annotation.document import Document, Remove
from desktop.annotation.history import History
from desktop.annotation.marks import Mark
from desktop.annotation.replies import Reply, ReplyValue
from desktop.annotation.replying import Place, replies, replying, toggled, written
from desktop.annotation.spans import Span

SPAN = Span("s", "intent", 0, 3)
OPTIONS = ("book", "cancel", "ask", "other")

names = st.sampled_from(OPTIONS)
choices = st.lists(names, unique=True, max_size=4).map(tuple)
tiers = st.permutations(["a1", "a2", "a3"]).map(lambda ids: tuple((one,) for one in ids))
values = st.one_of(choices, tiers, st.integers(-10, 10), st.text(max_size=30))
places = st.tuples(st.sampled_from(["q1", "q2"]), st.sampled_from(["", "t1", "a1|a2"]))
changes = st.lists(st.tuples(places, st.none() | values, st.sets(places, max_size=3)), max_size=12)


def document_of(*marks: Mark) -> Document:
    return Document(marks)


def give(history: History, place: Place, value: ReplyValue | None, **more: Any) -> None:
    history.do(replying("回答", history.document, place, value, **more))


def held(document: Document) -> dict[Place, ReplyValue]:
    return {place: reply.value for place, reply in replies(document).items()}


def test_a_reply_is_given_changed_and_taken_back() -> None:
    history = History(document_of(SPAN))
    give(history, ("q1", "t1"), ("book",))
    own = replies(history.document)["q1", "t1"]
    give(history, ("q1", "t1"), ("ask",))
    assert replies(history.document)["q1", "t1"].id == own.id, "a change keeps the mark"
    assert held(history.document) == {("q1", "t1"): ("ask",)}
    give(history, ("q1", "t1"), None)
    assert history.document.marks() == (SPAN,)
    for _time in range(3):
        history.undo()
    assert history.document.marks() == (SPAN,)
    assert history.undo() is None


def test_replies_about_other_parts_and_to_other_questions_stay() -> None:
    history = History(document_of())
    give(history, ("q1", "t1"), 1)
    give(history, ("q1", "t2"), 2)
    give(history, ("q2", "t1"), "字")
    give(history, ("q1", "t1"), None)
    assert held(history.document) == {("q1", "t2"): 2, ("q2", "t1"): "字"}


def test_the_same_again_is_no_step() -> None:
    history = History(document_of())
    give(history, ("q1", ""), ("book",))
    assert replying("回答", history.document, ("q1", ""), ("book",)).edits == ()
    assert replying("回答", history.document, ("q2", ""), None).edits == ()


def test_an_empty_choice_and_a_nought_are_replies() -> None:
    history = History(document_of())
    give(history, ("q1", ""), ())
    give(history, ("q2", ""), 0)
    assert held(history.document) == {("q1", ""): (), ("q2", ""): 0}


def test_what_is_no_longer_asked_goes_in_the_same_step() -> None:
    history = History(document_of())
    give(history, ("q1", "t1"), ("ask",))
    give(history, ("q2", "t1"), "为什么")
    give(history, ("q1", "t1"), ("book",), dropped=[("q2", "t1"), ("q1", "t1")])
    assert held(history.document) == {("q1", "t1"): ("book",)}
    history.undo()
    assert held(history.document) == {("q1", "t1"): ("ask",), ("q2", "t1"): "为什么"}


def test_a_reply_that_stands_twice_is_set_right_by_the_next_answer() -> None:
    twice = [Reply(name, "q1", about="", value=number) for number, name in enumerate("ab")]
    history = History(document_of(twice[0], SPAN, twice[1]))
    assert replies(history.document)["q1", ""].id == "a"
    give(history, ("q1", ""), 5)
    assert [mark.id for mark in history.document] == ["a", "s"]
    history.undo()
    assert history.document.marks() == (twice[0], SPAN, twice[1])


def test_an_option_named_twice_is_refused_and_nothing_changes() -> None:
    document = document_of(SPAN)
    with pytest.raises(ValueError, match="each option once"):
        replying("回答", document, ("q1", ""), ("book", "book"))
    assert document.marks() == (SPAN,)


@given(changes)
def test_whatever_is_answered_undo_leads_back_to_the_start_and_redo_to_the_end(
    given_changes: list[tuple[Place, ReplyValue | None, set[Place]]],
) -> None:
    start = (SPAN, Reply("r", "q2", about="t1", value=("ask",)))
    history = History(document_of(*start))
    for place, value, dropped in given_changes:
        give(history, place, value, dropped=dropped)
        found = replies(history.document)
        assert (place in found) == (value is not None)
        assert value is None or found[place].value == value
        assert not (dropped - {place}) & found.keys()
    end = history.document.marks()
    while history.undo():
        pass
    assert history.document.marks() == start
    while history.redo():
        pass
    assert history.document.marks() == end


@given(st.lists(names, max_size=12), st.integers(1, 4))
def test_pressing_options_never_chooses_one_twice_nor_too_many(pressed: list[str], most: int) -> None:
    chosen: tuple[str, ...] = ()
    for option in pressed:
        after = toggled(chosen, option, most=most)
        if after is None:
            assert len(chosen) == most > 1
            assert option not in chosen
            continue
        assert (option in after) == (most == 1 or option not in chosen)
        chosen = after
        assert len(set(chosen)) == len(chosen) <= most


def test_one_option_takes_the_place_of_the_other_and_several_keep_the_order_of_choosing() -> None:
    assert toggled(("book",), "ask", most=1) == ("ask",)
    assert toggled(("ask",), "ask", most=1) == ("ask",)
    assert toggled(("book", "ask"), "cancel", most=3) == ("book", "ask", "cancel")
    assert toggled(("book", "ask"), "book", most=3) == ("ask",)
    assert toggled(("book", "ask"), "cancel", most=2) is None


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\t\r\n"), max_size=40),
    st.integers(1, 30),
)
def test_what_is_written_is_kept_whole_up_to_its_length(text: str, longest: int) -> None:
    kept = written(text, longest)
    assert len(kept) <= longest
    assert text.startswith(kept)
    kept.encode("utf-8")


def test_half_a_character_is_not_kept() -> None:
    assert written("好\ud83d", 10) == "好�"
    assert written("\ud83d\ude00", 10) == "😀"


def test_nul_and_other_controls_of_a_paste_become_visible_and_move_nothing() -> None:
    pasted = "甲\x00乙\x1b[31m丙\u202e丁\r\n戊"
    kept = written(pasted, 100)
    assert kept == "甲�乙�[31m丙\u202e丁\r\n戊"
    assert len(kept) == len(pasted)


def test_steps_take_marks_out_from_the_top() -> None:
    marks = [Reply(f"r{number}", "q1", about=f"t{number}", value=number) for number in range(4)]
    document = document_of(*marks)
    step = replying("回答", document, ("q1", "t0"), None, dropped=[("q1", "t2"), ("q1", "t3")])
    assert [edit.index for edit in step.edits if isinstance(edit, Remove)] == [3, 2, 0]
    document.apply(step)
    assert document.marks() == (marks[1],)
