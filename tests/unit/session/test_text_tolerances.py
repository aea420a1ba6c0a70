"""A certificate names only what something was judged by."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from desktop.curriculum.items import Exercise
from desktop.curriculum.packs import open_pack
from desktop.curriculum.schema import LabelSchema
from desktop.curriculum.text_rules import Question
from desktop.session.sections import section_tolerance
from desktop.session.tolerances import tolerance

COURSE = Path(__file__).parents[3] / "courses" / "ord-lm-01"
CHECKLIST, TEXT = "撰写按检查单 ≥ 90%", "有标准文本的错字率 ≤ 0.5%"
REWRITE = Question(id="write", name="改写", kind="writing", about="document")


def exercise(value: str = "", **more: Any) -> Exercise:
    reply = {"id": "g", "label": "write", "shape": {"type": "reply", "about": "", "value": value}}
    return Exercise.model_validate(
        {
            "id": "e",
            "title": "改写",
            "schema_id": "main",
            "text": "原文",
            "pool": "exam",
            "golds": [{"name": "金标", "marks": [reply]}],
            **more,
        }
    )


def judged_by(*exercises: Exercise, rules: LabelSchema | None = None) -> list[str]:
    schema = rules or LabelSchema(task="answers", questions=(REWRITE,))
    return [words for words in tolerance(schema, exercises).split("，") if words]


def test_a_checklist_is_named_where_there_is_one_and_a_gold_text_where_there_is_one() -> None:
    checks = {"write": [{"id": "c", "name": "不空", "kind": "length", "least": 1}]}
    assert judged_by(exercise("改好的话")) == [TEXT]
    assert judged_by(exercise(checks=checks)) == [CHECKLIST]
    assert judged_by(exercise("改好的话"), exercise(checks=checks)) == [CHECKLIST, TEXT]
    assert judged_by(exercise()) == ["撰写不留空"]


def test_a_written_reason_is_judged_by_no_text() -> None:
    rank = Question(id="rank", name="排序", kind="ranking", about="document")
    rules = LabelSchema(task="answers", questions=(rank, REWRITE))
    assert judged_by(exercise("好在……"), rules=rules)[-1] == "撰写不留空"
    assert TEXT not in judged_by(exercise("好在……"), rules=rules)


def test_without_exercises_all_is_named_that_could_be_asked() -> None:
    assert tolerance(LabelSchema(task="answers", questions=(REWRITE,))) == f"{CHECKLIST}，{TEXT}"


@pytest.fixture(scope="module")
def said() -> str:
    pack = open_pack(COURSE)
    return "；".join(section_tolerance(pack, own) for own in pack.blueprint.practical.sections)


def test_the_order_on_answers_has_checklists_and_no_gold_texts(said: str) -> None:
    assert CHECKLIST in said
    assert "错字率" not in said
