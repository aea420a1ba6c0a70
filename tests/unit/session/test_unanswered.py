"""What is asked of which part, under which condition, and what is told to be open before handing in."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.annotation.document import Document
from desktop.annotation.replies import Reply, ReplyValue
from desktop.annotation.replying import replies
from desktop.curriculum.items import Exercise
from desktop.curriculum.schema import LabelSchema
from desktop.session.unanswered import (
    asked,
    part_name,
    part_text,
    strays,
    unanswered,
    unanswered_words,
)

TEXT = "我要退票。明天的。\n好的，请稍等。\n快一点！"
TURNS = [
    {"id": "t1", "speaker": "客户", "start": 0, "end": 9},
    {"id": "t2", "speaker": "客服", "start": 10, "end": 17},
    {"id": "t3", "speaker": "客户", "start": 18, "end": 22},
]
ANSWERS = [{"id": f"a{n}", "text": f"第{n}个回答"} for n in (1, 2, 3)]
YES_NO = [{"id": "yes", "name": "是"}, {"id": "no", "name": "否"}]


def choice(name: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "name": f"问{name}", "kind": "choice", "options": YES_NO, **more}


def schema(*questions: dict[str, Any]) -> LabelSchema:
    return LabelSchema.model_validate({"task": "answers", "questions": questions})


def exercise(**more: Any) -> Exercise:
    fields = {"id": "e", "title": "题", "pool": "practice", "text": TEXT, "golds": [{}], **more}
    return Exercise.model_validate(fields)


def document(**given: ReplyValue) -> Document:
    """Return a document of replies: the key is the question and the part, parted by two underlines."""
    marks = []
    for place, value in given.items():
        label, _line, about = place.partition("__")
        marks.append(Reply(place, label, about=about, value=value))
    return Document(marks)


def places(own: Exercise, rules: LabelSchema, marks: Document, shown: tuple[str, ...] = ()) -> list[str]:
    return [f"{one.question.id}:{one.about}" for one in asked(own, rules, marks, shown)]


def open_places(own: Exercise, rules: LabelSchema, marks: Document) -> list[str]:
    return [f"{one.question.id}:{one.about}" for one in unanswered(own, rules, marks)]


def test_a_part_is_asked_all_its_questions_before_the_next() -> None:
    rules = schema(
        choice("x", about="turn", speakers=["客户"]), choice("y", about="turn"), choice("whole"),
    )  # fmt: skip
    assert places(exercise(turns=TURNS), rules, Document()) == [
        "x:t1", "y:t1", "y:t2", "x:t3", "y:t3", "whole:",
    ]  # fmt: skip


def test_answers_and_pairs_come_as_they_are_shown() -> None:
    preference = {"id": "p", "name": "偏好", "kind": "preference", "about": "pair"}
    rules = schema(choice("x", about="answer"), preference)
    own = exercise(answers=ANSWERS)
    assert places(own, rules, Document()) == ["x:a1", "x:a2", "x:a3", "p:a1|a2", "p:a1|a3", "p:a2|a3"]
    shown = ("a3", "a1", "a2")
    assert places(own, rules, Document(), shown) == ["x:a3", "x:a1", "x:a2", "p:a1|a3", "p:a2|a3", "p:a1|a2"]


def test_an_order_that_misses_an_answer_loses_none() -> None:
    own = exercise(answers=ANSWERS)
    rules = schema(choice("x", about="answer"))
    assert places(own, rules, Document(), ("a3", "a1")) == ["x:a1", "x:a2", "x:a3"]


def test_every_sentence_is_asked() -> None:
    rules = schema(choice("x", about="sentence"))
    assert places(exercise(), rules, Document()) == ["x:s1", "x:s2", "x:s3", "x:s4"]


@pytest.mark.parametrize(
    ("first", "then", "given", "expected"),
    [
        ("turn", "turn", {"q__t1": ("yes",)}, ["why:t1"]),
        ("turn", "turn", {"q__t1": ("no",)}, []),
        ("document", "turn", {"q__": ("yes",)}, ["why:t1", "why:t2", "why:t3"]),
        ("turn", "document", {"q__t2": ("yes",)}, ["why:"]),
        ("turn", "document", {"q__t2": ("no",)}, []),
        ("document", "document", {}, []),
    ],
)
def test_a_question_with_a_condition_waits_for_it(
    first: str, then: str, given: dict[str, ReplyValue], expected: list[str]
) -> None:
    rules = schema(choice("q", about=first), choice("why", about=then, after="q", of=["yes"]))
    marks = document(**given)
    found = [place for place in places(exercise(turns=TURNS), rules, marks) if place.startswith("why")]
    assert found == expected


def test_a_condition_on_a_question_that_is_not_there_is_never_met() -> None:
    rules = schema(choice("why", after="gone", of=["yes"]))
    assert places(exercise(), rules, Document()) == []


def test_what_has_no_reply_that_fits_is_open() -> None:
    rules = schema(
        choice("one"),
        choice("two", most=2, least=2),
        choice("may", optional=True),
        choice("none", least=0),
        {"id": "w", "name": "改写", "kind": "writing", "longest": 5},
        {"id": "n", "name": "打分", "kind": "scale"},
        {"id": "r", "name": "排序", "kind": "ranking"},
    )
    own = exercise(answers=ANSWERS)
    assert open_places(own, rules, Document()) == ["one:", "two:", "none:", "w:", "n:", "r:"]
    partly = document(one=("gone",), two=("yes",), none=(), w=" \n", n=9, r=(("a1",), ("a2",)))
    assert open_places(own, rules, partly) == ["one:", "two:", "w:", "n:", "r:"]
    whole = document(one=("yes",), two=("yes", "no"), none=(), w="好", n=5, r=(("a3",), ("a2",), ("a1",)))
    assert open_places(own, rules, whole) == []


def test_a_condition_that_is_met_opens_a_question() -> None:
    rules = schema(choice("q"), choice("why", after="q", of=["yes"]))
    assert open_places(exercise(), rules, document(q=("yes",))) == ["why:"]
    assert open_places(exercise(), rules, document(q=("no",))) == []


def test_replies_that_are_no_longer_asked_for_are_named_down_the_whole_chain() -> None:
    rules = schema(
        choice("q"), choice("why", after="q", of=["yes"]), choice("how", after="why", of=["yes"]),
        choice("else"),
    )  # fmt: skip
    held = replies(document(q=("yes",), why=("yes",), how=("no",), **{"else": ("no",)}))
    own = exercise()
    assert strays(own, rules, held, ("q", ""), ("no",)) == (("how", ""), ("why", ""))
    assert strays(own, rules, held, ("q", ""), None) == (("how", ""), ("why", ""))
    assert strays(own, rules, held, ("why", ""), ("no",)) == (("how", ""),)
    assert strays(own, rules, held, ("q", ""), ("yes",)) == ()


def test_a_reply_that_nobody_asked_for_is_left_alone() -> None:
    rules = schema(choice("q"))
    held = replies(document(q=("yes",), stranger=("yes",)))
    assert strays(exercise(), rules, held, ("q", ""), ("no",)) == ()


def test_parts_are_called_as_people_see_them() -> None:
    own = exercise(turns=TURNS, answers=ANSWERS)
    assert part_name(own, "t2") == "第 2 轮·客服"
    assert part_name(own, "a2") == "回答 B"
    assert part_name(own, "a2", ("a2", "a3", "a1")) == "回答 A"
    assert part_name(own, "a1|a2", ("a2", "a3", "a1")) == "回答 A 与 C"
    assert part_name(own, "s3") == "第 3 句"
    assert part_name(own, "") == "整组回答"
    assert part_name(exercise(turns=TURNS), "") == "整段对话"
    assert part_name(exercise(), "") == "全文"


def test_a_part_s_own_words_are_found() -> None:
    own = exercise(turns=TURNS, answers=ANSWERS)
    assert part_text(own, "t3") == "快一点！"
    assert part_text(own, "s2") == "明天的。"
    assert part_text(own, "a1") == "第1个回答"
    assert part_text(own, "") == part_text(own, "a1|a2") == part_text(own, "s9") == ""


def test_what_is_open_is_told_in_a_sentence() -> None:
    own = exercise(turns=TURNS)
    rules = schema(choice("x", about="turn"), choice("y"))
    missing = unanswered(own, rules, document(x__t1=("yes",)))
    assert unanswered_words(own, missing) == (
        "还有 3 处没有作答：第 2 轮·客服的“问x”、第 3 轮·客户的“问x”、整段对话的“问y”。"
    )
    assert unanswered_words(own, unanswered(own, rules, Document())).endswith("等。")
    assert unanswered_words(own, ()) == ""
