"""Adjudication in words: figures of agreement, and findings that name whom a decision followed."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.annotation.document import Document, adding
from desktop.annotation.history import History
from desktop.annotation.merging import Choice, People
from desktop.annotation.merging_steps import completed, decide
from desktop.annotation.spans import Span
from desktop.curriculum.items import Exercise
from desktop.curriculum.schema import LabelSchema
from desktop.curriculum.text_rules import Question
from desktop.scoring.grading import grade_exercise
from desktop.session.adjudicating import figures, told
from desktop.session.explain import sentence
from desktop.session.scores import chosen_gold
from desktop.session.shown import FindingShown
from desktop.session.two_people import AS_GIVEN, names_of, open_places, people_of, undecided, with_names
from tests.unit.curriculum.adjudications import SCHEMA, exercise, link, span

GOLD = [
    {"id": "g1", "label": "org", "start": 0, "end": 6},
    {"id": "g2", "label": "loc", "start": 7, "end": 11},
]


def after(asked: Exercise, choices: dict[str, Choice], people: People = AS_GIVEN) -> list[str]:
    """Return what is said after these decisions."""
    history = History(Document(asked.starts_from))
    for key, choice in choices.items():
        history.do(decide(asked.merge, history.document, key, choice))
    return said(asked, history.document, people)


def said(asked: Exercise, document: Document, people: People = AS_GIVEN) -> list[str]:
    """Return the sentences about a document handed in."""
    score = grade_exercise(document.marks(), asked, SCHEMA)
    plain = [FindingShown(one, sentence(one, SCHEMA), "", None) for one in score.findings]
    gold = chosen_gold(asked, score)
    return [one.sentence for one in told(plain, (asked, SCHEMA, gold), document.marks(), people)]


def two(**more: Any) -> Exercise:
    """The first is right about the place 御河街道, the second cut it."""
    return exercise(**({"golds": [{"marks": GOLD}]} | more))


def test_who_decides_rightly_is_told_nothing() -> None:
    assert after(two(), {"d1": "first"}) == []


@pytest.mark.parametrize(
    ("choice", "begins"),
    [
        ("second", "采纳了乙，应为甲。结尾少标了 2 个字。"),
        ("both", "两个都要了，应为甲。"),
        ("neither", "两个都没要，应为甲。漏标"),
    ],
)
def test_a_wrong_decision_names_whom_it_followed_and_who_was_right(choice: Choice, begins: str) -> None:
    (words,) = after(two(), {"d1": choice})
    assert words.startswith(begins)


def test_whoever_is_called_first_the_names_are_those_that_were_seen() -> None:
    (words,) = after(two(), {"d1": "second"}, ("second", "first"))
    assert words.startswith("采纳了甲，应为乙。")


def test_what_was_not_decided_is_told_so() -> None:
    (words,) = after(two(), {})
    assert words.startswith("没有裁定，应为甲。漏标")


def test_where_both_are_wrong_it_says_that_one_has_to_mark_oneself() -> None:
    asked = two(
        given_second=[span("a", 0, 6), span("b", 8, 11, "loc")],
        given=[span("a", 0, 6), span("b", 7, 9, "loc")],
    )
    (words,) = after(asked, {"d1": "first"})
    assert words.startswith("采纳了甲，但两人都不对。")
    (words,) = after(asked, {"d1": "neither"})
    assert words.startswith("两个都没要；两人都不对，要自己标。")


def test_ones_own_mark_is_told_apart_from_theirs() -> None:
    asked = two()
    document = Document(asked.starts_from)
    step = adding("mark", document, Span("mine", "loc", 8, 11))
    document.apply(completed(asked.merge, document, step, "d1"))
    (words,) = said(asked, document)
    assert words.startswith("自己标的不对，应为甲。")


def test_what_both_got_wrong_alike_is_told_as_that() -> None:
    alike = [span("a", 0, 5), span("b", 7, 11, "loc")]
    asked = two(given=alike, given_second=[span("a", 0, 5)])
    words = after(asked, {"d1": "first"})
    assert [one[:12] for one in words] == ["两人标得一样，但都不对。"]


def test_what_both_overlooked_is_told_as_that() -> None:
    asked = two(given=[span("a", 0, 6), span("x", 1, 3)], given_second=[span("a", 0, 6)])
    words = after(asked, {"d1": "second"})
    assert [one[:6] for one in words] == ["两人都漏了。"]


def test_a_mark_too_many_names_who_made_it() -> None:
    asked = two(
        given=[span("a", 0, 6), span("b", 7, 11, "loc"), span("x", 2, 4, "loc")],
        given_second=[span("a", 0, 6), span("b", 7, 11, "loc")],
    )
    (words,) = after(asked, {"d1": "first"})
    assert words.startswith("采纳了甲，应为乙。多标")


def test_a_thing_marked_twice_names_who_marked_it_again() -> None:
    twice = [span("a", 0, 6), span("b", 7, 11, "loc"), span("x", 0, 6)]
    asked = two(given=twice, given_second=twice[:2])
    (words,) = after(asked, {"d1": "first"})
    assert words.startswith("采纳了甲，应为乙。重复标注")
    assert after(asked, {"d1": "second"}) == []


def test_a_relation_turned_round_names_whom_it_followed() -> None:
    spans = [span("a", 0, 6), span("b", 7, 11, "loc")]
    asked = two(
        given=[*spans, link("r", "a", "b")],
        given_second=[*spans, link("r", "b", "a")],
        golds=[
            {
                "marks": [
                    *GOLD,
                    {"id": "g3", "label": "part", "shape": {"type": "relation", "head": "g1", "tail": "g2"}},
                ]
            }
        ],
    )
    (words,) = after(asked, {"d1": "second"})
    assert words.startswith("采纳了乙，应为甲。关系“属于”方向反了")
    assert after(asked, {"d1": "first"}) == []


def test_other_work_is_told_as_ever() -> None:
    asked = two(work="correct", given_second=[])
    assert [one[:4] for one in said(asked, Document(asked.starts_from))] == []
    assert said(asked, Document())[0].startswith("漏标")


def test_agreement_is_told_with_number_and_interval() -> None:
    shown = {one.name: one.value for one in figures(two().merge, SCHEMA)}
    assert shown["完全一致"].startswith("50.00%（1/2，95% 区间")
    assert shown["片段 F1"] == "0.50（2 处和 2 处，相同 1）"
    assert shown["类别 κ"] == "1.00（n=2）"


def test_rankings_and_scales_have_their_own_figures() -> None:
    schema = LabelSchema(
        id="lm",
        task="answers",
        questions=(
            Question(id="rank", name="排序", kind="ranking", ties=True),
            Question(id="useful", name="有用", kind="scale", about="answer"),
        ),
    )

    def judged(order: list[list[str]], *places: int) -> list[dict[str, Any]]:
        rows = [{"id": "r", "type": "reply", "label": "rank", "about": "", "value": order}]
        return rows + [
            {"id": f"u{n}", "type": "reply", "label": "useful", "about": f"a{n}", "value": place}
            for n, place in enumerate(places, 1)
        ]

    asked = two(
        given=judged([["a1"], ["a2"], ["a3"]], 5, 3, 1),
        given_second=judged([["a2"], ["a1"], ["a3"]], 5, 4, 1),
        answers=[{"id": f"a{n}", "text": "答"} for n in (1, 2, 3)],
    )
    shown = {one.name: one.value for one in figures(asked.merge, schema)}
    assert shown["完全一致"].startswith("50.00%（2/4")
    assert shown["排序 τ"] == "0.33（2/3 对同序）"
    assert shown["打分 κ"] == "0.94（n=3）"


def test_nothing_in_common_has_no_figure_but_words() -> None:
    asked = two(given=[span("a", 0, 2)], given_second=[span("b", 4, 6)])
    shown = {one.name: one.value for one in figures(asked.merge, SCHEMA)}
    assert shown["完全一致"].startswith("0.00%（0/2")
    assert "类别 κ" not in shown


def test_who_is_called_first_differs_from_person_to_person_and_stays() -> None:
    seen = {people_of(f"p{n}", "q1") for n in range(20)}
    assert seen == {AS_GIVEN, ("second", "first")}
    assert people_of("p1", "q1") == people_of("p1", "q1")
    assert names_of(("second", "first")) == {"second": "甲", "first": "乙"}
    assert with_names("{first}错：少一字", ("second", "first")) == "乙错：少一字"


def test_what_is_left_to_decide_is_counted() -> None:
    asked = two()
    document = Document(asked.starts_from)
    assert undecided(asked, document) == "还有 1 处没有裁定。"
    assert open_places(asked, SCHEMA, document) == 1
    document.apply(decide(asked.merge, document, "d1", "first"))
    assert undecided(asked, document) == ""
    assert open_places(asked, SCHEMA, document) == 0
    assert open_places(two(work="correct", given_second=[]), SCHEMA, Document()) == 0
