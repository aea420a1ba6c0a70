"""A score comes back from JSON as it went, and a damaged one is refused by name."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings

from desktop.annotation.shapes.box import Box
from desktop.scoring.codec import (
    counts_from_json,
    finding_from_json,
    finding_to_json,
    score_from_json,
    score_to_json,
    sub_scores_from_json,
    sub_scores_to_json,
)
from desktop.scoring.grading import grade, grade_exercise
from desktop.scoring.result import Finding, Score
from tests.unit.scoring.samples import OCCLUSION, box, gold_box, gold_span, picture, schema, span
from tests.unit.scoring.test_properties import as_gold, near_answers


def a_score() -> Score:
    gold = [
        gold_box("g1", 0, 0, 100, 100, attributes={"occlusion": "1"}),
        gold_box("g2", 300, 0, 400, 100),
        gold_box("i", 600, 0, 900, 300, ignore=True),
    ]
    answer = [
        box("a", 0, 0, 107, 100, label="van", occlusion="0"),
        box("b", 610, 5, 650, 50),
        box("c", 0, 500, 5, 505),
    ]
    return grade_exercise(answer, picture(gold, names=["only"]), schema(attributes=[OCCLUSION]))


def test_a_score_of_boxes_comes_back() -> None:
    score = a_score()
    assert {finding.code for finding in score.findings} == {"CLS", "LOOSE", "ATTR", "MISS", "RULE"}
    assert score_from_json(json.loads(json.dumps(score_to_json(score)))) == score


def test_a_score_of_spans_comes_back() -> None:
    score = grade(
        [span("a", 0, 5), span("b", 0, 4)], [gold_span("g", 0, 4), gold_span("h", 9, 12)], schema("spans")
    )
    assert score_from_json(json.loads(json.dumps(score_to_json(score)))) == score


@settings(max_examples=40, deadline=None)
@given(near_answers())
def test_every_score_comes_back(drawn: tuple[list[Box], list[Box]]) -> None:
    golds, answers = drawn
    score = grade(answers, as_gold(golds), schema(attributes=[OCCLUSION]))
    assert score_from_json(json.loads(json.dumps(score_to_json(score)))) == score


def test_empty_fields_of_a_finding_are_left_out() -> None:
    plain = Finding("MISS", "severe", (0, 0, 1, 1), gold_id="g")
    assert finding_to_json(plain) == {
        "code": "MISS",
        "severity": "severe",
        "place": [0, 0, 1, 1],
        "gold_id": "g",
    }
    assert finding_from_json(finding_to_json(plain)) == plain


def test_sub_scores_come_back_alone() -> None:
    parts = a_score().sub_scores
    assert sub_scores_from_json(json.loads(json.dumps(sub_scores_to_json(parts)))) == parts


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (["format"], "doorstep-score/2", "format"),
        (["accuracy"], "1", "accuracy"),
        (["accuracy"], True, "accuracy"),
        (["f1"], [], "f1"),
        (["counts", "gold"], -1, "counts.gold"),
        (["counts", "gold"], 1.5, "counts.gold"),
        (["counts", "golds"], 1, "counts has no"),
        (["counts"], [], "counts must be an object"),
        (["sub_scores", "detection", "n"], None, "detection.n"),
        (["sub_scores", "other"], {}, "sub_scores must name"),
        (["findings"], {}, "findings must be a list"),
        (["findings", 0, "code"], "OOPS", "no such code"),
        (["findings", 0, "severity"], "mild", "no such code or severity"),
        (["findings", 0, "place"], [1, 2, 3], "place must hold"),
        (["findings", 0, "place"], [1, "2", 3, 4], "place must be a number"),
        (["findings", 0, "gold_id"], 7, "gold_id"),
        (["pairs", 0], ["g", "a", 0.5], "a pair is"),
        (["measures", "iou>=0.5"], "high", "iou>=0.5"),
        (["swallowed"], [3], "swallowed"),
        (["gold_digest"], None, "gold_digest"),
    ],
)
def test_a_damaged_score_is_refused_with_the_field(path: list[Any], value: Any, said: str) -> None:
    damaged = json.loads(json.dumps(score_to_json(a_score())))
    inner = damaged
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    with pytest.raises(ValueError, match=said.replace(">=", ">=")):
        score_from_json(damaged)


def test_a_score_that_is_no_object_is_refused() -> None:
    with pytest.raises(ValueError, match="score must be an object"):
        score_from_json([])


def test_counts_that_are_not_named_are_0() -> None:
    assert counts_from_json({"gold": 3}).answer == 0
