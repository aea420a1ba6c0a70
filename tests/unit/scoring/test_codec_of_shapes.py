"""Scores of shapes come back from JSON whatever was found, and old scores are still read."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest

from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.skeleton import Joint
from desktop.curriculum.schema import Attribute
from desktop.curriculum.shape_rules import ObjectRules
from desktop.scoring import codec
from desktop.scoring.result import Score
from tests.unit.scoring.judges.scenes import (
    box,
    dot,
    graded,
    line,
    mask,
    polygon,
    quad,
    rotated,
    schema,
    skeleton,
    tag,
)
from tests.unit.scoring.measures.shapes import square

FRONT = Attribute(id="front", name="在前", kind="yesno", labels=("car",))
RULES = schema(ObjectRules(groups=True, ordered=("lane",)), attributes=[FRONT])
#: Each gold with an answer that is wrong in the way of its code.
WRONG: dict[str, tuple[list[Shape], list[Shape]]] = {
    "BND": ([polygon("g", square(0, 0, 100))], [polygon("a", square(0, 0, 110))]),
    "ANG": ([rotated("g", 500, 500, 100, 30, 0)], [rotated("a", 500, 500, 100, 30, 9)]),
    "LINE": ([line("g", (0, 0), (500, 0))], [line("a", (0, 9), (300, 9))]),
    "PT": ([dot("g", 50, 50)], [dot("a", 62, 50)]),
    "VIS": ([skeleton("g", (10, 10), (0, 50), (50, 50), (20, 90))], [skeleton("a", Joint(10, 10, "hidden"), (0, 50), (50, 50), (20, 90))]),
    "TXT": ([quad("g", 0, 0, 90, 20, text="一二三")], [quad("a", 0, 0, 90, 20, text="一三三")]),
    "GROUP": (
        [box("g", 0, 0, 50, 50, group="x"), box("h", 90, 0, 140, 50, group="x")],
        [box("a", 0, 0, 50, 50), box("b", 90, 0, 140, 50)],
    ),
    "ORDER": (
        [line("g", (0, 0), (0, 500)), line("h", (90, 0), (90, 500))],
        [line("b", (90, 0), (90, 500)), line("a", (0, 0), (0, 500))],
    ),
    "ATTR": ([box("g", 0, 0, 50, 50, attributes={"front": True})], [box("a", 0, 0, 50, 50)]),
    "CLS": ([tag("g", "rain")], [tag("a", "fog")]),
    "DUP": ([mask("g", (0, 0, 50, 50))], [mask("a", (0, 0, 50, 50)), mask("b", (0, 0, 50, 49))]),
    "FMT": (
        [polygon("g", square(0, 0, 100))],
        [polygon("a", [(0, 0), (100, 0), (100, 100), (50, 100), (52, 102), (50, 102), (52, 100), (0, 100)])],
    ),
}  # fmt: skip


@pytest.mark.parametrize("code", WRONG)
def test_every_finding_comes_back(code: str) -> None:
    score = graded(*WRONG[code], RULES)
    assert code in {found.code for found in score.findings}
    text = json.dumps(codec.score_to_json(score), allow_nan=False)
    assert codec.score_from_json(json.loads(text)) == score


def test_a_score_from_before_there_were_shapes_is_still_read() -> None:
    old = codec.score_to_json(graded([box("g", 0, 0, 50, 50)], [box("a", 0, 0, 50, 50)]))
    assert set(old["sub_scores"]) == {"detection", "label", "geometry", "attribute"}
    assert "rules" not in old
    assert codec.score_from_json(old).accuracy == 1


@pytest.mark.parametrize("change", [{"luck": {"value": 1, "n": 1}}, {"detection": None}])
def test_sub_scores_that_nobody_knows_or_that_are_missing_are_refused(change: dict[str, Any]) -> None:
    given = codec.score_to_json(graded([box("g", 0, 0, 50, 50)], []))
    parts = {**given["sub_scores"], **change}
    given["sub_scores"] = {name: part for name, part in parts.items() if part is not None}
    with pytest.raises(ValueError, match="sub_scores must name"):
        codec.score_from_json(given)


def test_nothing_in_a_score_is_infinite() -> None:
    def numbers(value: Any) -> list[float]:
        if isinstance(value, dict):
            return [number for each in value.values() for number in numbers(each)]
        if isinstance(value, list):
            return [number for each in value for number in numbers(each)]
        return [value] if isinstance(value, float) else []

    for truths, answers in WRONG.values():
        score: Score = graded(truths, answers, RULES)
        assert all(map(math.isfinite, numbers(codec.score_to_json(score))))
