"""The inspector without a window: any order of steps is undone to the start, and given marks are numbered as they are read."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.annotation.codec import encode_marks
from desktop.annotation.document import Document
from desktop.annotation.history import History
from desktop.annotation.marks import Mark
from desktop.annotation.replies import Reply
from desktop.annotation.spans import Span
from desktop.annotation.text_flags import TextFlag
from desktop.curriculum.items import Exercise
from desktop.views.widgets.bench.text_given import GivenMarks
from desktop.views.widgets.bench.text_inspector import Inspector
from tests.gui.text.inspected import at_case, at_dialogue, codes
from tests.gui.text.linked import TEXT
from tests.gui.text.test_questions import asking

CODES = [label.id for label in codes().labels]
STEPS = st.one_of(
    st.tuples(st.just("point"), st.integers(0, 7)),
    st.tuples(st.just("press"), st.sampled_from(CODES)),
    st.tuples(st.just("words"), st.sampled_from(CODES), st.integers(0, 40), st.integers(1, 9)),
    st.tuples(st.just("pull")),
    st.tuples(st.just("answer"), st.sampled_from(["x", "", None])),
    st.tuples(st.just("walk"), st.sampled_from([1, -1])),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
)


def inspector() -> Inspector:
    attempt = at_case(asks=True)
    assert attempt.given_schema is not None
    given_marks = GivenMarks(attempt.exercise, attempt.given_schema)
    return Inspector(given_marks, attempt.schema, attempt.document, attempt.history)


def take(person: Inspector, step: tuple[object, ...]) -> None:
    verb, values = str(step[0]), step[1:]
    if verb == "point":
        person.point_at(person.given.rows[int(str(values[0]))].mark.id)
    elif verb == "press":
        person.press(str(values[0]))
    elif verb == "words":
        code, start, long = values
        first = int(str(start))
        person.press(str(code), (first, first + int(str(long)), ""))
    elif verb == "answer":
        person.answer("comment", None if values[0] is None else str(values[0]))
    elif verb == "walk":
        person.walk(int(str(values[0])))
    else:
        getattr(person, verb)()


@settings(max_examples=60, deadline=None)
@given(steps=st.lists(STEPS, max_size=25))
def test_whatever_was_planted_undo_leads_to_the_start_and_redo_to_the_end(
    steps: list[tuple[object, ...]],
) -> None:
    person = inspector()
    before = tuple(person.given.rows)
    for step in steps:
        take(person, step)
        # What is in hand is there, and stands on what is pointed at.
        assert not person.flag_id or person.flag is not None
        if person.flag is not None and person.mark_id:
            assert person.flag.target == person.mark_id
    end = tuple(person.document)
    history = person.history
    assert history is not None
    n = 0
    while history.next_undo:
        person.undo()
        n += 1
    assert tuple(person.document) == ()
    for _step in range(n):
        person.redo()
    assert {flag.id: flag for flag in person.document} == {flag.id: flag for flag in end}
    assert person.given.rows == before


@settings(max_examples=40, deadline=None)
@given(steps=st.lists(STEPS, max_size=20))
def test_no_two_flags_of_one_kind_stand_on_one_mark_or_on_the_same_words(
    steps: list[tuple[object, ...]],
) -> None:
    person = inspector()
    for step in steps:
        take(person, step)
    flags = [mark for mark in person.document if isinstance(mark, TextFlag)]
    kinds = [(flag.label, flag.target or (flag.start, flag.end)) for flag in flags]
    assert len(set(kinds)) == len(kinds)
    for flag in flags:
        assert 0 <= flag.start < flag.end <= len(TEXT)
        if flag.target is not None and flag.label == "MISS":
            assert not isinstance(person.given.get(flag.target), Span)


@pytest.mark.parametrize("seed", range(5))
def test_numbers_follow_the_reading_not_the_file(seed: int) -> None:
    attempt = at_case()
    assert attempt.given_schema is not None
    marks: list[Mark] = list(attempt.exercise.given_marks)
    random.Random(seed).shuffle(marks)
    shuffled = attempt.exercise.model_copy(update={"given": encode_marks(marks)})
    expected = [row.said for row in GivenMarks(attempt.exercise, attempt.given_schema).rows]
    assert [row.said for row in GivenMarks(shuffled, attempt.given_schema).rows] == expected


def test_a_reply_nobody_asked_for_and_one_given_twice_are_listed_too() -> None:
    attempt = at_dialogue(asking())
    exercise: Exercise = attempt.exercise
    extra = [Reply("twice", "intent", "t1", ("refund",)), Reply("stray", "intent", "t2", ("refund",))]
    more = exercise.model_copy(update={"given": encode_marks([*exercise.given_marks, *extra])})
    rows = GivenMarks(more, asking()).rows
    assert {row.mark.id for row in rows} == {"s1", "i1", "i5", "twice", "stray"}
    assert [row.number for row in rows] == [1, 2, 3, 4, 5]


def test_a_closed_inspector_hears_nothing_of_its_history_any_more() -> None:
    person = inspector()
    history = person.history
    assert history is not None
    person.point_at("t")
    person.press("CLS")
    told: list[object] = []
    person.stepped.connect(told.append)
    person.close()
    history.undo()
    assert told == []
    assert not person.may_flag
    person.press("CLS")
    person.pull()
    assert tuple(person.document) == ()


def test_without_marks_there_is_nothing_to_walk_through() -> None:
    attempt = at_case()
    assert attempt.given_schema is not None
    bare = Exercise.model_construct(id="b", title="b", pool="practice", text=TEXT)
    person = Inspector(
        GivenMarks(bare, attempt.given_schema), attempt.schema, Document(), History(Document())
    )
    said: list[str] = []
    person.noticed.connect(lambda words, _tone: said.append(words))
    person.walk(1)
    assert said == ["没有被检标注。"]
