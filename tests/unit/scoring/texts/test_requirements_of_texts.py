"""Requirements with bars of their own on texts: spans by class, attribute and length, relations by kind, questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.annotation.marks import Mark
from desktop.annotation.spans import Span
from desktop.curriculum.items import GoldMark
from desktop.curriculum.schema import Attribute, Label, LabelSchema, Option
from desktop.curriculum.shape_rules import Filter, ObjectRules, Rule
from desktop.scoring.codec import score_from_json, score_to_json
from desktop.scoring.grading import grade
from desktop.scoring.result import RuleResult
from desktop.scoring.summary import total
from tests.unit.scoring.texts.samples import (
    gold,
    graded,
    options,
    question,
    relation,
    reply,
    schema,
    span,
)

TONE = Attribute(
    id="tone", name="语气", kind="choice", options=(Option(id="up", name="褒"), Option(id="down", name="贬"))
)
QUESTIONS = (
    question("choice"),
    question("scale", "s"),
    question("choice", "safe", options=options("fine", "bad", red=("bad",))),
)


def rule(rule_id: str, *, parent: str | None = None, metric: Any = "accuracy", **when: Any) -> Rule:
    return Rule(id=rule_id, name=rule_id, parent=parent, when=Filter(**when), metric=metric, threshold=0.9)


def rules(*asked: Rule) -> LabelSchema:
    return schema(*QUESTIONS).model_copy(
        update={"object_rules": ObjectRules(rules=asked), "attributes": (TONE,)}
    )


SPANS = [span("p", 0, 3), span("o", 5, 9, "org"), span("x", 12, 15, "org"), span("long", 20, 40)]
TRUTH: list[Mark] = [
    *SPANS,
    relation("r", "p", "o"),
    relation("l", "x", "o", "lives"),
    reply(("a",), mark_id="c"),
    reply(3, "s", mark_id="d"),
]


def results(
    answer: Sequence[Mark], *asked: Rule, truth: Sequence[Mark | GoldMark] = TRUTH
) -> dict[str, tuple[float | None, int, str]]:
    """Each requirement's figure, its n and why it has none."""
    found = graded(answer, truth, rules(*asked)).rules
    return {each.id: (each.value, each.n, each.reason) for each in found}


def test_each_requirement_is_about_its_own_marks() -> None:
    answer = [*SPANS[:2], span("y", 12, 14, "org"), relation("s", "p", "o"), reply(("a",), mark_id="c")]
    found = results(
        answer,
        rule("all"),
        rule("people", labels=("per",)),
        rule("firms", labels=("org",)),
        rule("long", least_length=10),
        rule("short", most_length=9),
        rule("works", labels=("works",)),
        rule("lives", labels=("lives",)),
        rule("asked", labels=("q",)),
        rule("rated", labels=("s",)),
    )
    assert found == {
        "all": (4 / 8, 8, ""),
        "people": (1 / 2, 2, ""),
        "firms": (1 / 2, 2, ""),
        "long": (0, 1, ""),
        "short": (2 / 3, 3, ""),
        "works": (1, 1, ""),
        "lives": (0, 1, ""),
        "asked": (1, 1, ""),
        "rated": (0, 1, ""),
    }


def test_a_child_is_about_what_its_parents_are_about() -> None:
    asked = (
        rule("spans", labels=("per", "org", "loc")),
        rule("long", parent="spans", least_length=4),
        rule("firms", parent="long", labels=("org",)),
    )
    assert results(SPANS, *asked)["firms"] == (1, 1, "")
    assert results(SPANS, *asked)["long"] == (1, 2, "")


def test_what_there_is_nothing_of_does_not_apply_and_says_so() -> None:
    assert results(TRUTH, rule("places", labels=("loc",)))["places"] == (None, 0, "nothing_applies")
    assert results([], rule("p", labels=("per",), metric="precision"))["p"] == (None, 2, "nothing_matched")


def test_a_span_without_characters_in_its_gap_is_as_long_as_what_it_holds() -> None:
    truth = [span("g", 0, 12, gaps=((2, 9),))]
    assert results(truth, rule("long", least_length=6), truth=truth)["long"][2] == "nothing_applies"
    assert results(truth, rule("five", least_length=5, most_length=5), truth=truth)["five"] == (1, 1, "")


def test_spans_are_told_apart_by_their_attributes() -> None:
    truth = [
        gold(span("g1", 0, 2), attributes={"tone": "up"}),
        gold(span("g2", 4, 6), attributes={"tone": "down"}),
    ]
    answer = [span("a1", 0, 2, attributes={"tone": "up"}), span("a2", 4, 6, attributes={"tone": "up"})]
    found = results(
        answer,
        rule("up", attributes={"tone": ("up",)}),
        rule("down", attributes={"tone": ("down",)}),
        truth=truth,
    )
    assert found == {"up": (1, 1, ""), "down": (0, 1, "")}


def test_nearness_counts_what_was_missed_as_nothing() -> None:
    nearness = rule("near", labels=("per",), metric="mean_similarity")
    assert results([SPANS[0]], nearness)["near"] == (0.5, 2, "")


def test_marks_too_many_are_held_against_the_requirement_that_they_fall_under() -> None:
    extra = [*TRUTH, span("z", 50, 52, "loc"), relation("t", "p", "x", "lives")]
    found = results(extra, rule("places", labels=("loc",)), rule("lives", labels=("lives",)))
    assert found == {"places": (0, 1, ""), "lives": (0.5, 2, "")}


def test_of_a_vetoed_exercise_no_requirement_is_met() -> None:
    truth = [*TRUTH, reply(("bad",), "safe", mark_id="safe")]
    answer = [*TRUTH, reply(("fine",), "safe", mark_id="safe")]
    found = results(
        answer,
        rule("people", labels=("per",)),
        rule("near", labels=("per",), metric="mean_similarity"),
        truth=truth,
    )
    assert found["people"] == (0, 2, "")
    assert found["near"] == (1, 2, "")


def test_requirements_add_up_over_texts_and_survive_the_record() -> None:
    asked = rules(rule("people", labels=("per",)), rule("places", labels=("loc",)))
    scores = [graded(answer, TRUTH, asked) for answer in (TRUTH, SPANS[1:])]
    people, places = total(scores).rules
    assert (people.value, people.n, people.passed) == (3 / 4, 4, False)
    assert (places.value, places.passed, places.reason) == (None, None, "nothing_applies")
    assert score_from_json(score_to_json(scores[1])).rules == scores[1].rules


def test_the_older_task_of_spans_has_requirements_as_well() -> None:
    older = LabelSchema(
        task="spans",
        labels=(Label(id="per", name="人", short="人", key="p", colour=0),),
        object_rules=ObjectRules(
            rules=(rule("long", least_length=3), rule("near", metric="mean_similarity"))
        ),
    )
    truth = [GoldMark(id="g", label="per", start=0, end=4), GoldMark(id="h", label="per", start=6, end=8)]
    score = grade([Span("a", "per", 0, 4)], truth, older)
    assert [(each.value, each.n) for each in score.rules] == [(1, 1), (0.5, 2)]


marks = st.lists(
    st.tuples(st.integers(0, 20), st.integers(1, 9), st.sampled_from(["per", "org"])), max_size=5, unique=True
)


def _spans(places: list[tuple[int, int, str]], prefix: str) -> list[Mark]:
    return [span(f"{prefix}{n}", at, at + long, label) for n, (at, long, label) in enumerate(places)]


@settings(deadline=None, max_examples=80)
@given(marks, marks)
def test_units_of_a_requirement_are_the_gold_s_and_what_is_too_much(
    truth: list[tuple[int, int, str]], answer: list[tuple[int, int, str]]
) -> None:
    asked = (
        rule("people", labels=("per",), metric="recall"),
        rule("long", parent="people", least_length=4, metric="recall"),
        rule("short", parent="people", most_length=3, metric="recall"),
    )
    people, long, short = graded(_spans(answer, "a"), _spans(truth, "g"), rules(*asked)).rules
    assert people.whole == sum(label == "per" for _at, _long, label in truth)
    assert long.whole + short.whole == people.whole
    assert long.right + short.right == people.right
    assert long.n + short.n == people.n


@pytest.mark.parametrize("metric", ["accuracy", "precision", "recall", "f1"])
def test_a_perfect_answer_meets_every_requirement(metric: str) -> None:
    found: tuple[RuleResult, ...] = graded(TRUTH, TRUTH, rules(rule("all", metric=metric))).rules
    assert [(each.value, each.passed, each.n) for each in found] == [(1, True, len(TRUTH))]
