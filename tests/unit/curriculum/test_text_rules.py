"""What may be asked of texts, which replies fit, and how gold that does not fit is told."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from desktop.annotation.replies import ReplyValue
from desktop.curriculum.items import Exercise, GoldMark
from desktop.curriculum.schema import LabelSchema
from desktop.curriculum.text_gold import gold_reply_faults, mark_faults, parts_of
from desktop.curriculum.text_rules import CharacterRules, Check, Question, RelationType

LABEL: dict[str, Any] = {"id": "ORG", "name": "机构", "short": "机构", "key": "1", "colour": 0}
TURNS = [
    {"id": "t1", "speaker": "游客", "start": 0, "end": 4},
    {"id": "t2", "speaker": "客服", "start": 5, "end": 9},
]
ANSWERS = [{"id": "a1", "text": " 甲答 "}, {"id": "a2", "text": "乙答"}, {"id": "a3", "text": "丙答"}]


def question(kind: str, **more: Any) -> Question:
    """Return a question of a kind, asked of what that kind is usually asked of."""
    about = {"preference": "pair"}.get(kind, "document")
    return Question.model_validate({"id": "q", "name": "问", "kind": kind, "about": about, **more})


def exercise(*marks: dict[str, Any], **more: Any) -> Exercise:
    """Return an exercise on a short dialogue with three answers."""
    fields: dict[str, Any] = {
        "id": "e1", "title": "一题", "pool": "practice", "text": "想退票。\n好的。请", "turns": TURNS,
        "answers": ANSWERS, "golds": [{"marks": list(marks)}], **more,
    }  # fmt: skip
    return Exercise.model_validate(fields)


def schema(**more: Any) -> LabelSchema:
    """Return a text schema with one class of spans."""
    return LabelSchema.model_validate({"task": "text", "labels": [LABEL], **more})


OPTIONS = [{"id": "a", "name": "甲"}, {"id": "b", "name": "乙", "parent": "a"}, {"id": "c", "name": "丙"}]


@pytest.mark.parametrize(
    ("asked", "value", "fits"),
    [
        (question("choice", options=OPTIONS), ("a",), True),
        (question("choice", options=OPTIONS), ("a", "b"), False),
        (question("choice", options=OPTIONS, most=2), ("a", "b"), True),
        (question("choice", options=OPTIONS), ("x",), False),
        (question("choice", options=OPTIONS), (), False),
        (question("choice", options=OPTIONS, least=0), (), True),
        (question("choice", options=OPTIONS), "a", False),
        (question("scale", about="answer"), 5, True),
        (question("scale", about="answer"), 6, False),
        (question("preference", maximum=3), -3, True),
        (question("preference", maximum=3), 0, False),
        (question("preference", maximum=3, ties=True), 0, True),
        (question("preference", maximum=3), 4, False),
        (question("ranking"), (("a1",), ("a2",), ("a3",)), True),
        (question("ranking"), (("a1",), ("a2",)), False),
        (question("ranking"), (("a1", "a2"), ("a3",)), False),
        (question("ranking", ties=True), (("a1", "a2"), ("a3",)), True),
        (question("ranking"), ("a1", "a2", "a3"), False),
        (question("writing", longest=3), "三个字", True),
        (question("writing", longest=3), "四个字啊", False),
    ],
)
def test_a_reply_fits_its_question_or_not(asked: Question, value: ReplyValue, *, fits: bool) -> None:
    assert asked.holds(value, ("a1", "a2", "a3")) is fits


@pytest.mark.parametrize(
    ("kind", "more", "says"),
    [
        ("choice", {}, "options"),
        ("scale", {"options": OPTIONS}, "options"),
        ("choice", {"options": [OPTIONS[0], OPTIONS[0]]}, "id of its own"),
        ("choice", {"options": [OPTIONS[1]]}, "parent"),
        ("choice", {"options": OPTIONS, "least": 3, "most": 2}, "least"),
        ("preference", {"about": "answer"}, "pair"),
        ("ranking", {"about": "pair"}, "document"),
        ("scale", {"after": "q0"}, "after"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(kind: str, more: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        question(kind, **more)


def test_reasons_may_be_asked_of_each_pair() -> None:
    assert question("choice", about="pair", options=OPTIONS).about == "pair"
    assert question("writing", about="pair").about == "pair"


def test_a_tree_of_options_tells_the_way_to_each() -> None:
    asked = question("choice", options=OPTIONS)
    assert [option.id for option in asked.path("b")] == ["a", "b"]
    assert asked.path("x") == ()


def test_options_in_a_circle_come_to_an_end() -> None:
    round_ = [{"id": "a", "name": "甲", "parent": "b"}, {"id": "b", "name": "乙", "parent": "a"}]
    assert [option.id for option in question("choice", options=round_).path("a")] == ["b", "a"]


def test_the_parts_that_a_question_is_asked_of() -> None:
    work = exercise()
    assert parts_of(work, "document") == ("",)
    assert parts_of(work, "turn") == ("t1", "t2")
    assert parts_of(work, "turn", ("游客",)) == ("t1",)
    assert parts_of(work, "answer") == ("a1", "a2", "a3")
    assert parts_of(work, "pair") == ("a1|a2", "a1|a3", "a2|a3")
    assert parts_of(work, "sentence") == ("s1", "s2", "s3")


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"task": "boxes", "questions": [{"id": "q", "name": "问", "kind": "scale"}]}, "questions"),
        ({"labels": []}, "labels"),
        ({"questions": [{"id": "ORG", "name": "问", "kind": "scale"}]}, "id of its own"),
        ({"task": "text_inspection"}, "inspects"),
        ({"inspects": "main"}, "inspects"),
    ],
)
def test_a_schema_of_texts_that_does_not_fit_together_is_refused(fields: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        schema(**fields)


def test_boxes_without_classes_are_refused() -> None:
    with pytest.raises(ValidationError, match="labels: at least one"):
        LabelSchema.model_validate({"task": "boxes", "labels": []})


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"turns": [TURNS[1], TURNS[0]]}, "turns"),
        ({"turns": [{**TURNS[0], "end": 99}]}, "turns"),
        ({"answers": [ANSWERS[0], ANSWERS[0]]}, "id of its own"),
        (
            {"given_second": [{"type": "span", "id": "s", "label": "ORG", "start": 0, "end": 1}]},
            "given_second",
        ),
    ],
)
def test_an_exercise_of_texts_that_does_not_fit_together_is_refused(
    fields: dict[str, Any], says: str
) -> None:
    with pytest.raises(ValidationError, match=says):
        exercise(**fields)


def test_an_answer_keeps_its_white_space_because_offsets_count_it() -> None:
    assert exercise().answers[0].text == " 甲答 "


def relation(head: str, tail: str) -> dict[str, Any]:
    """Return a gold relation."""
    return {"id": "r", "label": "part", "shape": {"type": "relation", "head": head, "tail": tail}}


def span(mark_id: str, end: int, **more: Any) -> dict[str, Any]:
    """Return a gold span from 0."""
    return {"id": mark_id, "label": "ORG", "shape": {"type": "span", "start": 0, "end": end, **more}}


PART = {"id": "part", "name": "属于", "short": "属", "key": "q", "colour": 1}


@pytest.mark.parametrize(
    ("marks", "kind", "says"),
    [
        ([span("x", 2), span("y", 3), relation("x", "y")], PART, ""),
        ([span("x", 2), relation("x", "z")], PART, "z"),
        ([span("x", 2), span("y", 3), relation("x", "y")], {**PART, "heads": ["PER"]}, "不能从"),
        ([span("x", 99)], PART, "超出"),
        ([span("x", 2, text="a9")], PART, "a9"),
        ([span("x", 3, text="a2")], PART, "超出"),
    ],
)
def test_gold_that_does_not_fit_its_text_is_told(
    marks: list[dict[str, Any]], kind: dict[str, Any], says: str
) -> None:
    work, by = exercise(*marks), schema(relations=[kind])
    held = {own.id: own.mark() for own in work.golds[0].marks}
    told = [words for mark in held.values() for words in mark_faults(mark, held, work, by)]
    assert (told == []) if not says else any(says in words for words in told)


def reply(value: Any, about: str = "", **more: Any) -> dict[str, Any]:
    """Return a gold reply."""
    return {"id": "m", "label": "q", "shape": {"type": "reply", "about": about, "value": value}, **more}


@pytest.mark.parametrize(
    ("mark", "says"),
    [
        (reply(["a"]), ""),
        (reply(["x"]), "回答不能是"),
        (reply(["a"], about="t1"), "不问"),
        (reply(["a"], also=[["c"]]), ""),
        (reply(["a"], also=[["x"]]), "回答不能是"),
    ],
)
def test_a_gold_reply_that_does_not_fit_its_question_is_told(mark: dict[str, Any], says: str) -> None:
    asked = {"id": "q", "name": "问", "kind": "choice", "options": OPTIONS}
    work, by = exercise(mark), schema(questions=[asked])
    (gold,) = work.golds[0].marks
    told = [*mark_faults(gold.mark(), {}, work, by), *gold_reply_faults(gold, work, by)]
    assert (told == []) if not says else (len(told) == 1 and says in told[0])


def test_further_values_are_only_of_replies() -> None:
    with pytest.raises(ValidationError, match="also"):
        GoldMark.model_validate({**span("x", 2), "also": [["a"]]})


def test_a_symmetric_relation_runs_both_ways() -> None:
    one_way = RelationType.model_validate({**PART, "heads": ["ORG"], "tails": ["PER"]})
    assert one_way.joins("ORG", "PER")
    assert not one_way.joins("PER", "ORG")
    assert one_way.model_copy(update={"symmetric": True}).joins("PER", "ORG")


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "contains_all"},
        {"kind": "json", "words": ["甲"]},
        {"kind": "length"},
        {"kind": "plain", "most": 3},
        {"kind": "length", "least": 5, "most": 4},
    ],
)
def test_a_check_that_checks_nothing_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Check.model_validate({"id": "c", "name": "查", **fields})


def test_texts_are_made_equal_as_the_rules_say() -> None:
    assert CharacterRules().normal("Ａｂ　Ｃ\n，") == "abc,"
    assert CharacterRules(ignore_punctuation=True).normal("甲，乙。") == "甲乙"
    kept = CharacterRules(nfkc=False, ignore_case=False, ignore_space=False)
    assert kept.normal("Ａｂ ") == "Ａｂ "
