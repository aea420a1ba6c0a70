"""Exercises that start from marks: what is given fits its schema, and flags name what is given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from desktop.curriculum.gold_check import gold_faults
from desktop.curriculum.items import Exercise
from desktop.curriculum.pack import Pack
from desktop.curriculum.packs import read_pack
from desktop.curriculum.schema import Label, LabelSchema
from tests.unit.curriculum.samples import small, write

CAR: dict[str, Any] = {"id": "m1", "label": "car", "type": "box", "box": [10, 10, 50, 40]}
FLAG: dict[str, Any] = {
    "id": "f1",
    "label": "LOOSE",
    "shape": {"type": "flag", "target": "m1", "box": [5, 5, 55, 45]},
}
MAIN = LabelSchema(task="boxes", labels=(Label(id="car", name="车", short="车", key="1", colour=0),))
FAULTS = LabelSchema(
    id="faults",
    task="inspection",
    inspects="main",
    labels=(Label(id="LOOSE", name="偏松", short="松", key="1", colour=0),),
)


def exercise(**more: Any) -> Exercise:
    """An inspection of one car, with some fields changed."""
    value: dict[str, Any] = {
        "id": "q1",
        "title": "质检一",
        "schema_id": "faults",
        "pool": "practice",
        "media": "media/a.jpg",
        "size": [200, 100],
        "work": "inspect",
        "given": [CAR],
        "golds": [{"marks": [FLAG]}],
    }
    return Exercise.model_validate(value | more)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Pack]:
    """A pack with a schema of boxes and one of their faults."""
    pack, _faults = read_pack(write(small(), tmp_path))
    assert pack is not None
    yield replace(pack, order=pack.order.model_copy(update={"schemas": (MAIN, FAULTS)}))
    pack.files.close()


def said(each: Exercise, shelf: Pack) -> list[str]:
    """What is wrong with an exercise, in words."""
    return [fault.message for fault in gold_faults(each, shelf)]


def test_an_inspection_that_fits_has_no_fault(shelf: Pack) -> None:
    assert said(exercise(), shelf) == []


def test_the_answer_to_an_inspection_starts_empty_and_that_to_a_repair_from_what_is_given() -> None:
    assert exercise().starts_from == ()
    mend = exercise(work="repair", schema_id="main", golds=[{"marks": []}])
    assert [mark.id for mark in mend.starts_from] == ["m1"]


def test_a_flag_at_a_mark_that_is_not_given_is_a_fault(shelf: Pack) -> None:
    lost = FLAG | {"shape": FLAG["shape"] | {"target": "m9"}}
    assert said(exercise(golds=[{"marks": [lost]}]), shelf) == ["给出的标注里没有 m9"]


def test_a_given_mark_of_a_class_nobody_knows_is_a_fault(shelf: Pack) -> None:
    assert said(exercise(given=[CAR | {"label": "ufo"}]), shelf) == ["没有 ufo 这个类别"]


def test_a_given_mark_of_another_shape_is_a_fault(shelf: Pack) -> None:
    dot = {"id": "m1", "label": "car", "type": "point", "point": [20, 20]}
    assert said(exercise(given=[dot]), shelf) == ["标注的种类与任务不符"]


def test_an_inspection_needs_the_labels_of_an_inspection(shelf: Pack) -> None:
    assert said(exercise(schema_id="main", golds=[{"marks": []}]), shelf) == [
        "质检练习要用质检的标签，别的练习不能用"
    ]
    mend = exercise(work="repair", golds=[{"marks": []}])
    assert said(mend, shelf) == ["质检练习要用质检的标签，别的练习不能用"]


def test_a_remark_that_cites_a_clause_nobody_wrote_is_a_fault(shelf: Pack) -> None:
    remark = {"code": "LOOSE", "text": "太松", "target": "m1", "place": [0, 0, 9, 9], "clause": "99.9"}
    mend = exercise(work="repair", schema_id="main", golds=[{"marks": []}], remarks=[remark])
    assert said(mend, shelf) == ["规则里没有条款 99.9"]


@pytest.mark.parametrize(
    "more",
    [
        {"given": []},
        {"work": "label"},
        {"given": [CAR, CAR]},
        {"given": [CAR | {"box": [1, 2, 3]}]},
        {"remarks": [{"code": "LOOSE", "text": "太松", "target": "m9", "place": [0, 0, 9, 9]}]},
    ],
)
def test_marks_that_cannot_be_given_are_refused(more: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        exercise(**more)


def test_only_an_inspection_says_what_it_inspects() -> None:
    with pytest.raises(ValidationError):
        LabelSchema(task="inspection", labels=FAULTS.labels)
    with pytest.raises(ValidationError):
        LabelSchema(task="boxes", inspects="main", labels=FAULTS.labels)


def test_an_exercise_without_anything_given_is_written_as_before() -> None:
    plain = exercise(work="label", schema_id="main", given=[], golds=[{"marks": []}])
    assert not {"work", "given", "remarks", "context"} & plain.model_dump(mode="json").keys()
