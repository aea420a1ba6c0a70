"""A blueprint in sections that the bank cannot fill is refused, with a sentence that names the section."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.unit.curriculum.samples import Source, small, told

Change = Callable[[list[dict[str, Any]]], Any]


def sectioned(change: Change = lambda _sections: None) -> Source:
    """A clean pack whose practical part has two sections: boxes and texts."""
    source = copy.deepcopy(small())
    text = copy.deepcopy(source["exercises/practice/P3.json"])
    for number, words in enumerate(("王芳去上海", "赵云在长沙"), 3):
        source[f"exercises/exam/E{number}.json"] = text | {
            "id": f"E{number}",
            "pool": "exam",
            "text": words,
        }
    sections: list[dict[str, Any]] = [
        {
            "id": "boxes",
            "title": "画框",
            "schemas": ["main"],
            "units": 2,
            "minutes": 6,
            "pass_accuracy": 0.95,
            "strata": [{"difficulty": 2, "count": 1}],
        },
        {
            "id": "texts",
            "title": "标字",
            "schemas": [text["schema_id"]],
            "units": 2,
            "minutes": 4,
            "pass_accuracy": 0.9,
        },
    ]
    change(sections)
    source["blueprint.toml"]["practical"] = {"minutes": 10, "pass_accuracy": 0.95, "sections": sections}
    return source


def test_a_blueprint_in_sections_that_the_bank_fills_is_clean(tmp_path: Path) -> None:
    assert told(sectioned(), tmp_path) == []


def _same(sections: list[dict[str, Any]], field: str) -> None:
    sections[1][field] = sections[0][field]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda s: s[0].update(strata=[{"difficulty": 2, "count": 3}]),
            "practical.sections.boxes.strata.2: 分项“画框”：要抽 3 题，题库只有 2 题",
        ),
        (
            lambda s: s[0].update(strata=[{"difficulty": 2, "count": 2}, {"difficulty": 2, "count": 1}]),
            "practical.sections.boxes.strata.2: 分项“画框”：要抽 3 题，题库只有 2 题",
        ),
        (
            lambda s: s[1].update(units=5),
            "practical.sections.texts.units: 分项“标字”：要 5 个判定单位，题库只有 2 个",
        ),
        (
            lambda s: s[1].update(works=["inspect"]),
            "practical.sections.texts.units: 分项“标字”：要 2 个判定单位，题库只有 0 个",
        ),
        (
            lambda s: s[1].update(minutes=9),
            "practical.sections: 各分项的时间加起来是 15 分钟，实操是 10 分钟",
        ),
        (lambda s: _same(s, "id"), "practical.sections: 两个分项的编号都是“boxes”"),
        (lambda s: _same(s, "title"), "practical.sections: 两个分项的名称都是“画框”"),
        (
            lambda s: s[1]["schemas"].append("main"),
            "practical.sections: 有 2 道考题既属于“画框”又属于“标字”，请用 schemas 或 works 分开",
        ),
        (
            lambda s: s[0]["schemas"].append("law"),
            "practical.sections.boxes.schemas: law 不存在，或不能用在这里",
        ),
    ],
)
def test_what_is_wrong_with_a_section_is_told_by_its_name(change: Change, said: str, tmp_path: Path) -> None:
    assert told(sectioned(change), tmp_path) == [f"blueprint.toml · {said}"]


def test_an_exam_exercise_that_no_section_draws_covers_nothing(tmp_path: Path) -> None:
    """The boxes are the only ones that serve R1 in the exam beside a question."""

    def texts_alone(sections: list[dict[str, Any]]) -> None:
        del sections[0]
        sections[0].update(minutes=10)

    source = sectioned(texts_alone)
    for number in (3, 4):
        source[f"exercises/exam/E{number}.json"]["requirements"] = []
    (said,) = told(source, tmp_path)
    assert said == "order.toml · requirements.R1: 覆盖缺口：考题只有 1 个，至少要 2 个"
