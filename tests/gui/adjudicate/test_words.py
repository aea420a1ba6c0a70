"""Differences in words: every way in which two people can differ, and what each of them says."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.curriculum.items import Exercise
from desktop.curriculum.schema import Attribute, Option
from desktop.views.widgets.bench.adjudicate_case import Case
from desktop.views.widgets.bench.adjudicate_pair import place_of
from desktop.views.widgets.bench.adjudicate_words import Teller, Told, side_notes, turned
from tests.gui.adjudicate.material import (
    MONEY,
    PROJECT,
    QUESTIONS,
    SCHEMA,
    TEXT,
    answers_exercise,
    attempt_of,
    link,
    span,
    text_exercise,
)

NAMES = {"first": "甲", "second": "乙"}
ORG = span("o", "平川县水利工程公司", "org")


def told(first: list[dict[str, Any]], second: list[dict[str, Any]], schema: Any = SCHEMA) -> list[Told]:
    """Return the differences of two people's marks in words."""
    exercise: Exercise = text_exercise(given=first, given_second=second)
    teller = Teller(exercise, schema, NAMES)
    return [teller.told(one) for one in exercise.merge.differences]


def test_class_and_edges_may_both_differ() -> None:
    longer = {**ORG, "start": ORG["start"] - 1, "label": "loc"}
    (one,) = told([ORG], [longer])
    assert one == Told("类别和边界都不同", "机构 “平川县水利工程公司”", "地名 “由平川县水利工程公司”")


def test_a_long_span_shows_both_its_ends() -> None:
    (one,) = told([{**PROJECT, "end": 40}], [{**PROJECT, "end": 41}])
    assert one.title == "边界不同：差 1 字"
    assert one.first == f"项目 “{TEXT[:14]}…{TEXT[26:40]}”"
    assert one.second == f"项目 “{TEXT[:14]}…{TEXT[27:41]}”"


def test_attributes_that_differ_are_read_out() -> None:
    asked = Attribute(
        id="sure",
        name="把握",
        kind="choice",
        options=(Option(id="y", name="有"), Option(id="n", name="没有")),
    )
    schema = SCHEMA.model_copy(update={"attributes": (asked,)})
    first, second = ({**ORG, "attributes": {"sure": value}} for value in ("y", "n"))
    (one,) = told([first], [second], schema)
    assert one.title == "属性不同"
    assert one.first.endswith("把握 有")
    assert one.second.endswith("把握 没有")


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        (
            link("r", "carried_by", "p", "m"),
            Told(
                "关系类型不同",
                "项目-金额 “安和街雨…改造工程” → “791.69万元”",
                "承办-单位 “安和街雨…改造工程” → “791.69万元”",
            ),
        ),
        (
            link("r", "costs", "p", "o"),
            Told(
                "关系连到不同的地方：项目-金额",
                "“安和街雨…改造工程” → “791.69万元”",
                "“安和街雨…改造工程” → “平川县水利工程公司”",
            ),
        ),
    ],
)
def test_relations_that_differ_name_their_ends(theirs: dict[str, Any], expected: Told) -> None:
    spans = [PROJECT, ORG, MONEY]
    assert told([*spans, link("r", "costs", "p", "m")], [*spans, theirs]) == [expected]


def test_what_one_alone_marked_is_named_after_them() -> None:
    spans = [PROJECT, ORG, MONEY]
    assert told([*spans, link("r", "costs", "p", "m")], spans) == [
        Told("只有甲连了关系：项目-金额", "“安和街雨…改造工程” → “791.69万元”", "没有连")
    ]
    assert told([PROJECT], [PROJECT, ORG])[0].title == "只有乙标了"


def test_chains_are_told_by_their_mentions() -> None:
    apart = [{**PROJECT, "group": "c1"}, {**ORG, "group": "c1"}, {**MONEY, "group": "c1"}]
    (one,) = told(apart, [*apart[:2], MONEY])
    assert one.title == "指代链不同"
    assert one.first.count(" = ") == 2
    assert one.second.count(" = ") == 1


def test_replies_of_one_alone_and_of_both() -> None:
    exercise = answers_exercise()
    teller = Teller(exercise, QUESTIONS, NAMES, ("a3", "a1", "a2"))
    found = [teller.told(one) for one in exercise.merge.differences]
    assert found[0] == Told("从好到差排序：1 对次序不同", "B > C > A", "B > A > C")
    assert found[1].title == "回答 A·有用"
    alone = answers_exercise(given_second=exercise.model_dump()["given_second"][1:])
    assert Teller(alone, QUESTIONS, NAMES).told(alone.merge.differences[0]) == Told(
        "从好到差排序：只有甲答了", "A > B > C", "没有答"
    )


def test_what_two_said_of_an_answer_begins_with_who_stands_at_the_left() -> None:
    swapped = {"second": "甲", "first": "乙"}
    notes = side_notes(answers_exercise(), QUESTIONS, swapped, ())
    assert ("有用：甲 4，乙 1", "caution") in notes["a3"]


def test_pairs_that_are_ordered_otherwise_are_counted_with_ties() -> None:
    assert turned((("a",), ("b",), ("c",)), (("c",), ("b",), ("a",))) == 3
    assert turned((("a",), ("b",)), (("a", "b"),)) == 1
    assert turned((("a",), ("b",)), (("a",), ("b",))) == 0


def test_a_difference_lies_from_its_first_to_its_last_word() -> None:
    merge = text_exercise().merge
    places = [place_of(one, merge) for one in merge.differences]
    assert places[3] == (PROJECT["start"], MONEY["end"])
    answers = answers_exercise().merge
    assert place_of(answers.differences[0], answers) is None


def test_a_case_goes_round_what_is_open() -> None:
    attempt = attempt_of(text_exercise(reasons=True))
    case = Case(attempt.exercise, SCHEMA, attempt.document, people=("first", "second"))
    assert case.beside("", 1) == "d1"
    assert case.beside("d4", 1) == "d1"
    assert case.beside("d1", -1) == "d4"
    assert case.missing() == "还有 4 处没有裁定。"
    assert case.without_reason() == []
    assert case.exercise.rationale.startswith("甲错：")
