"""A span is right when both edges and the label are; nested and overlapping spans are ordinary work."""

from __future__ import annotations

import random

import pytest

from desktop.annotation.spans import Span
from desktop.curriculum.schema import SpanRules
from desktop.scoring import spans
from desktop.scoring.grading import grade
from tests.unit.scoring.samples import codes, gold_span, schema, span

ENTITIES = schema("spans", labels=("PER", "ORG", "LOC"), spans=SpanRules(clauses={"BND": "3.2"}))


def test_similarity_is_shared_characters_over_all_characters() -> None:
    assert spans.similarity(span("a", 0, 10), span("b", 5, 15)) == pytest.approx(5 / 15)
    assert spans.similarity(span("a", 0, 5), span("b", 5, 10)) == 0


def test_an_edge_too_far_out_is_positive_and_shows_the_characters() -> None:
    score = grade([span("a", 4, 12, "PER")], [gold_span("g", 4, 10, "PER")], ENTITIES)
    (finding,) = score.findings
    assert (finding.code, finding.measured, finding.tolerance, finding.unit) == ("BND", 2, 0, "chars")
    assert finding.detail == {"side": "end"}
    assert finding.place == (10, 12)
    assert finding.clause == "3.2"
    assert score.counts.judged == 1


def test_both_edges_can_be_wrong_and_the_span_is_lost_once() -> None:
    score = grade([span("a", 6, 9, "PER")], [gold_span("g", 4, 10, "PER")], ENTITIES)
    assert [(f.code, f.detail["side"], f.measured) for f in score.findings] == [
        ("BND", "start", -2),
        ("BND", "end", -1),
    ]
    assert (score.counts.judged, score.counts.qualified, score.counts.matched) == (1, 0, 1)


def test_a_slack_of_characters_is_forgiven() -> None:
    loose = schema("spans", spans=SpanRules(boundary_slack=1))
    assert grade([span("a", 3, 11)], [gold_span("g", 4, 10)], loose).accuracy == 1
    assert grade([span("a", 2, 11)], [gold_span("g", 4, 10)], loose).accuracy == 0


def test_a_wrong_label_on_the_right_characters_is_one_error() -> None:
    score = grade([span("a", 4, 10, "ORG")], [gold_span("g", 4, 10, "PER")], ENTITIES)
    assert codes(score) == ["CLS"]
    assert score.counts.judged == 1
    assert score.findings[0].detail == {"expected": "PER", "got": "ORG"}


def test_nested_spans_each_find_their_own() -> None:
    gold = [gold_span("outer", 0, 10, "ORG"), gold_span("inner", 0, 2, "LOC"), gold_span("deep", 1, 2, "PER")]
    answer = [span("c", 1, 2, "PER"), span("a", 0, 10, "ORG"), span("b", 0, 2, "LOC")]
    score = grade(answer, gold, ENTITIES)
    assert score.accuracy == 1
    assert {(pair.gold_id, pair.answer_id) for pair in score.pairs} == {
        ("outer", "a"),
        ("inner", "b"),
        ("deep", "c"),
    }


def test_two_labels_on_the_same_characters_are_two_units() -> None:
    gold = [gold_span("g1", 0, 4, "ORG"), gold_span("g2", 0, 4, "LOC")]
    assert grade([span("a", 0, 4, "LOC"), span("b", 0, 4, "ORG")], gold, ENTITIES).accuracy == 1
    assert codes(grade([span("a", 0, 4, "LOC")], gold, ENTITIES)) == ["MISS"]


def test_a_second_span_over_a_matched_one_is_a_duplicate() -> None:
    score = grade([span("a", 0, 4, "ORG"), span("b", 0, 5, "ORG")], [gold_span("g", 0, 4, "ORG")], ENTITIES)
    assert codes(score) == ["DUP"]
    assert (score.counts.extra, score.counts.qualified) == (1, 1)
    assert score.findings[0].gold_id == "g"


def test_a_span_inside_an_ignored_place_is_neutral() -> None:
    gold = [gold_span("g", 0, 4, "ORG"), gold_span("i", 10, 20, "ORG", ignore=True)]
    score = grade(
        [span("a", 0, 4, "ORG"), span("b", 12, 14, "PER"), span("c", 18, 24, "PER")], gold, ENTITIES
    )
    assert score.swallowed == ("b",)
    assert codes(score) == ["EXTRA"]
    assert (score.counts.gold, score.counts.answer) == (1, 2)


def test_the_four_schemes_read_one_pairing() -> None:
    gold = [gold_span("g1", 0, 5, "PER"), gold_span("g2", 10, 15, "ORG"), gold_span("g3", 20, 25, "LOC")]
    answer = [
        span("a", 0, 5, "PER"),
        span("b", 10, 14, "ORG"),
        span("c", 20, 25, "PER"),
        span("d", 40, 45, "PER"),
    ]
    found = grade(answer, gold, ENTITIES).measures
    counts = {scheme: [found[f"{scheme}_{name}"] for name in spans.COUNTS] for scheme in spans.SCHEMES}
    assert counts == {
        "strict": [1, 2, 0, 0, 1],
        "exact": [2, 1, 0, 0, 1],
        "type": [2, 1, 0, 0, 1],
        "partial": [2, 0, 1, 0, 1],
    }
    assert found["strict_f1"] == pytest.approx(2 / 7)
    assert found["partial_f1"] == pytest.approx(5 / 7)


def test_the_sweep_finds_exactly_the_pairs_that_share_a_character() -> None:
    chance = random.Random(7)

    def scatter(name: str) -> list[Span]:
        starts = [chance.randrange(500) for _ in range(80)]
        return [
            span(f"{name}{n}", start, start + chance.choice([1, 2, 5, 200])) for n, start in enumerate(starts)
        ]

    golds, answers = scatter("g"), scatter("a")
    for gold, row in zip(golds, spans.overlaps(golds, answers), strict=True):
        assert row == {n: spans.similarity(gold, a) for n, a in enumerate(answers) if gold.overlaps(a)}
