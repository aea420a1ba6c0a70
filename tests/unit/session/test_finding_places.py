"""Where a finding in a text or among answers is, in words and as a part."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.curriculum.items import Exercise, Gold, GoldMark
from desktop.curriculum.schema import Label, LabelSchema
from desktop.curriculum.text_rules import ModelAnswer, Question, RelationType, ReplyOption, Turn
from desktop.scoring.result import Code, Finding
from desktop.session.finding_places import part_of, question_of, where

TEXT = "顾客：上周末买的书包要退。\n客服：请报订单号。\n顾客：0673，长得没有尽头的一段说明文字在这里。"
TURNS = (
    Turn(id="t1", speaker="顾客", start=3, end=13),
    Turn(id="t2", speaker="客服", start=17, end=23),
    Turn(id="t3", speaker="顾客", start=27, end=len(TEXT)),
)
GOLD = Gold(
    marks=(
        GoldMark(id="g1", label="time", start=3, end=6),
        GoldMark(id="g2", label="time", start=27, end=31),
        GoldMark(id="g3", label="at", shape={"type": "relation", "head": "g1", "tail": "g2"}),
    )
)
SCHEMA = LabelSchema(
    task="text",
    labels=(Label(id="time", name="时间", short="时", key="1", colour=0),),
    relations=(RelationType(id="at", name="在", short="在", key="q", colour=1),),
    questions=(
        Question(
            id="intent", name="意图", kind="choice", about="turn", options=(ReplyOption(id="a", name="退货"),)
        ),
    ),
)


def dialogue() -> Exercise:
    """Return three turns."""
    return Exercise.model_construct(id="d", title="对话", text=TEXT, turns=TURNS, answers=(), golds=(GOLD,))


def answers() -> Exercise:
    """Return two answers to one question."""
    both = (ModelAnswer(id="a1", text="可以退，十五天内。"), ModelAnswer(id="a2", text="不可以。"))
    return Exercise.model_construct(id="l", title="回答", text="能退吗？", turns=(), answers=both, golds=())


def found(code: Code, place: tuple[int, int], **detail: Any) -> Finding:
    """Return a finding."""
    return Finding(code, "ordinary", place, detail=detail)


def test_a_reply_is_named_by_its_turn() -> None:
    one = found("MISS", (27, 40), about="t3", expected="intent")
    assert where(one, dialogue(), SCHEMA) == "第 3 轮·顾客"
    assert (part_of(one, dialogue()), question_of(one)) == ("t3", "intent")


def test_a_span_is_named_by_its_turn_and_its_words() -> None:
    one = found("MISS", (3, 6), expected="time")
    assert where(one, dialogue(), SCHEMA) == "第 1 轮·顾客：“上周末”"
    assert (part_of(one, dialogue()), question_of(one)) == ("t1", "")


def test_long_words_are_cut() -> None:
    assert where(found("EXTRA", (32, 48), got="time"), dialogue(), SCHEMA).endswith("”")
    assert where(found("EXTRA", (27, 48), got="time"), dialogue(), SCHEMA).endswith("…”")


@pytest.mark.parametrize("detail", [{"expected": "at"}, {"got": "at"}, {"label": "at", "measure": "end"}])
def test_a_relation_reaches_too_far_to_be_quoted(detail: dict[str, str]) -> None:
    assert where(found("REL", (3, 40), **detail), dialogue(), SCHEMA) == "第 1 轮·顾客"


def test_answers_are_named_as_they_were_seen() -> None:
    rated = found("PREF", (0, 0), about="a1", question="useful")
    assert where(rated, answers(), SCHEMA) == "回答 A"
    assert where(rated, answers(), SCHEMA, ("a2", "a1")) == "回答 B"
    pair = found("PREF", (0, 0), about="a1|a2", question="prefer")
    assert where(pair, answers(), SCHEMA, ("a2", "a1")) == "回答 A 与 B"
    assert where(found("PREF", (0, 0), about="", question="rank"), answers(), SCHEMA) == "整组回答"


def test_words_in_an_answer_are_quoted_from_it() -> None:
    one = found("CLS", (4, 8), text="a1", expected="time", got="time")
    assert where(one, answers(), SCHEMA, ("a2", "a1")) == "回答 B：“十五天内”"
    assert part_of(one, answers()) == "a1"


def test_a_picture_names_no_place() -> None:
    picture = Exercise.model_construct(id="p", title="图", text=None, turns=(), answers=(), golds=())
    assert where(Finding("MISS", "severe", (0, 0, 5, 5)), picture, SCHEMA) == ""
    assert part_of(Finding("MISS", "severe", (0, 0, 5, 5)), picture) is None


def test_a_boundary_is_named_by_the_whole_of_what_it_bounds() -> None:
    one = Finding("BND", "slight", (5, 6), gold_id="g1", detail={"side": "end"})
    assert where(one, dialogue(), SCHEMA) == "第 1 轮·顾客：“上周末”"


def test_a_relation_of_the_gold_is_named_by_its_ends() -> None:
    one = Finding("MISS", "ordinary", (3, 31), gold_id="g3", detail={"expected": "at"})
    assert where(one, dialogue(), SCHEMA) == "第 1 轮·顾客：“上周末 → 0673”"


def test_a_relation_too_many_is_named_by_its_ends() -> None:
    one = found("EXTRA", (3, 31), got="at", between=[[27, 31], [3, 6]])
    assert where(one, dialogue(), SCHEMA) == "第 1 轮·顾客：“0673 → 上周末”"
    inside = found("EXTRA", (0, 9), got="at", text="a1", between=[[0, 2], [4, 8]])
    assert where(inside, answers(), SCHEMA) == "回答 A：“可以 → 十五天内”"


@pytest.mark.parametrize(("place", "turn"), [((13, 19), "t2"), ((26, 40), "t3"), ((14, 17), None)])
def test_what_begins_between_turns_is_of_the_turn_that_it_reaches_into(
    place: tuple[int, int], turn: str | None
) -> None:
    assert part_of(found("EXTRA", place, got="time"), dialogue()) == turn


def test_a_missed_relation_is_of_the_turn_where_it_begins() -> None:
    one = Finding("MISS", "ordinary", (3, 50), gold_id="g3", detail={"expected": "at"})
    assert part_of(one, dialogue()) == "t1"


def test_what_begins_at_the_end_of_a_turn_is_of_the_turn_that_it_overlaps_most() -> None:
    assert part_of(found("EXTRA", (12, 23), got="time"), dialogue()) == "t2"
    assert part_of(found("EXTRA", (3, 20), got="time"), dialogue()) == "t1"
