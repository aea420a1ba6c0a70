"""Repair and correction: what was mended, what was left, and what was newly broken."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.annotation.codec import encode_marks
from desktop.annotation.shapes.box import Box
from desktop.curriculum.items import Exercise, Gold, Remark
from desktop.curriculum.schema import LabelSchema
from desktop.scoring.grading import grade_exercise
from desktop.scoring.repair import repaired
from desktop.scoring.result import Score
from tests.unit.scoring.samples import box, codes, gold_box, schema

GOLD = (
    gold_box("g1", 100, 100, 200, 200),
    gold_box("g2", 300, 100, 400, 200),
    gold_box("g3", 500, 100, 600, 200),
)
#: A side too loose, a wrong class, one missed, one too much.
GIVEN = (
    box("m1", 100, 100, 230, 200),
    box("m2", 300, 100, 400, 200, label="van"),
    box("m4", 700, 500, 760, 560),
)
REMARKS = (
    Remark(code="LOOSE", text="右边太松", target="m1", place=(100, 100, 230, 200)),
    Remark(code="MISS", text="漏了一个", place=(490, 90, 610, 210)),
)
RULES: LabelSchema = schema()


def mended(answer: Sequence[Box], remarks: tuple[Remark, ...] = REMARKS) -> Score:
    exercise = Exercise(
        id="e", title="返修", pool="practice", media="media/a.png", size=(1000, 1000), golds=(Gold(marks=GOLD),),
        work="repair", given=tuple(encode_marks(GIVEN)), remarks=remarks,
    )  # fmt: skip
    return grade_exercise(answer, exercise, RULES)


def test_all_mended() -> None:
    score = mended(
        [box("m1", 100, 100, 200, 200), box("m2", 300, 100, 400, 200), box("new", 500, 100, 600, 200)]
    )
    assert (score.accuracy, score.measures["mended"]) == (1, 1)
    assert (score.measures["left"], score.measures["introduced"], score.measures["remarks_answered"]) == (
        0,
        0,
        1,
    )


def test_nothing_touched() -> None:
    score = mended(GIVEN)
    assert (score.measures["mended"], score.measures["left"], score.measures["introduced"]) == (0, 4, 0)
    assert score.measures["remarks_answered"] == 0
    assert not any("introduced" in found.detail for found in score.findings)


def test_a_remark_answered_and_a_new_fault_beside_it() -> None:
    score = mended([box("m1", 90, 100, 200, 200), *GIVEN[1:]])
    assert (score.measures["introduced"], score.measures["left"]) == (1, 3)
    assert score.measures["remarks_answered"] == 0.5
    new = [found for found in score.findings if found.detail.get("introduced")]
    assert [(found.code, found.detail["side"]) for found in new] == [("LOOSE", "left")]


def test_a_remark_about_a_place_is_answered_by_whatever_stands_there() -> None:
    score = mended([*GIVEN, box("new", 500, 100, 600, 200)])
    assert score.measures["remarks_answered"] == 0.5
    assert "MISS" not in codes(score)


def test_without_remarks_there_is_no_share_of_them() -> None:
    score = mended(GIVEN, ())
    assert "remarks_answered" not in score.measures


def test_marks_that_had_no_fault_cannot_be_mended() -> None:
    perfect = labelled(
        [box("m1", 100, 100, 200, 200), box("m2", 300, 100, 400, 200), box("n", 500, 100, 600, 200)]
    )
    score = repaired(perfect, perfect)
    assert "mended" not in score.measures
    assert score.measures["left"] == score.measures["introduced"] == 0


def test_labelling_afresh_has_no_measures_of_mending() -> None:
    assert "left" not in labelled(GIVEN).measures


def labelled(answer: Sequence[Box]) -> Score:
    exercise = Exercise(
        id="e",
        title="标注",
        pool="practice",
        media="media/a.png",
        size=(1000, 1000),
        golds=(Gold(marks=GOLD),),
    )
    return grade_exercise(answer, exercise, RULES)
