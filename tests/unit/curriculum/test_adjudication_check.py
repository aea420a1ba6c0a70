"""Adjudications that a pack check refuses, each with a sentence; and what a sound one begins with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from desktop.annotation.merging_plan import DECISION
from desktop.annotation.replies import Reply
from desktop.curriculum.gold_check import gold_faults
from desktop.curriculum.items import Exercise
from desktop.curriculum.pack import Pack
from desktop.curriculum.packs import read_pack
from desktop.curriculum.schema import LabelSchema
from desktop.scoring.grading import grade_exercise
from tests.unit.curriculum.adjudications import SCHEMA, exercise, link, span
from tests.unit.curriculum.samples import small, write


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Pack]:
    """A pack with a schema of spans and relations."""
    pack, _faults = read_pack(write(small(), tmp_path))
    assert pack is not None
    yield replace(pack, order=pack.order.model_copy(update={"schemas": (SCHEMA,)}))
    pack.files.close()


def said(each: Exercise, shelf: Pack) -> str:
    """Return what the check says, in one line."""
    return " / ".join(f"{fault.field} {fault.message}" for fault in gold_faults(each, shelf))


def test_a_sound_adjudication_passes(shelf: Pack) -> None:
    assert said(exercise(reasons=True), shelf) == ""


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"given_second": [span("b", 0, 60)]}, "[0, 60) 超出文本 11 个字"),
        ({"given_second": [span("b", 0, 6, "car")]}, "没有 car 这个类别"),
        ({"given_second": [span("b", 0, 6, "part")]}, "b 的种类与任务不符"),
        (
            {"given_second": [{"id": "x", "type": "box", "label": "org", "box": [0, 0, 9, 9]}]},
            "x 的种类与任务不符",
        ),
        ({"given_second": [span("b", 0, 6), link("r", "b", "gone")]}, "关系的一端 gone 不是标出的片段"),
        ({"given_second": [span("a", 0, 6), span("b", 7, 11, "loc")]}, "两个人的标注完全一样"),
        (
            {"given_second": [span("a", 0, 6), span("b", 7, 9), link("r", "b", "a", "same")]},
            "r：这种关系没有方向，请从前面的片段连到后面的片段",
        ),
    ],
)
def test_what_cannot_be_decided_is_refused_with_a_sentence(
    fields: dict[str, Any], words: str, shelf: Pack
) -> None:
    assert words in said(exercise(**fields), shelf)


def test_pictures_are_not_adjudicated(shelf: Pack) -> None:
    boxes = LabelSchema(id="links", task="boxes", labels=SCHEMA.labels)
    pack = replace(shelf, order=shelf.order.model_copy(update={"schemas": (boxes,)}))
    assert "只有文本和模型回答的标注能仲裁" in said(exercise(), pack)


def test_one_person_has_each_id_once_and_two_people_are_only_of_an_adjudication(shelf: Pack) -> None:
    with pytest.raises(ValidationError, match="is used twice"):
        exercise(given_second=[span("b", 0, 6), span("b", 0, 6)])
    with pytest.raises(ValidationError, match="only of an adjudication"):
        exercise(work="repair")
    assert "只有仲裁才要逐处写理由" in said(exercise(work="repair", given_second=[], reasons=True), shelf)


def test_it_begins_with_what_both_agree_on() -> None:
    assert [(mark.id, mark.label) for mark in exercise().starts_from] == [("1:a", "org")]


def test_what_was_decided_is_not_graded_and_the_beginning_is_no_repair() -> None:
    asked = exercise()
    answer = [*asked.starts_from, Reply("x", DECISION, about="d1", value=("neither",))]
    score = grade_exercise(answer, asked, SCHEMA)
    assert (score.accuracy, score.counts.answer, score.findings) == (1.0, 1, ())
    assert not [name for name in score.measures if name in {"remarks_mended", "new_errors"}]


def test_hostile_ids_of_both_people_still_make_a_document() -> None:
    asked = exercise(
        given=[span("2:a", 0, 6), span("1:a", 7, 9)], given_second=[span("a", 0, 6), span("1:a", 7, 9)]
    )
    assert sorted(mark.id for mark in asked.starts_from) == ["1:1:a", "1:2:a"]
