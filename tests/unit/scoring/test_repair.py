"""Repair and correction: what was mended, what was left, and what was newly broken."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.annotation.codec import encode_marks
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.dot import Dot
from desktop.curriculum.items import Exercise, Gold, GoldMark, Remark
from desktop.curriculum.schema import Label, LabelSchema
from desktop.scoring.grading import grade_exercise
from desktop.scoring.repair import repaired
from desktop.scoring.result import Score
from desktop.scoring.summary import total
from tests.unit.scoring.samples import box, codes, gold_box, schema

GOLD = (
    gold_box("g1", 100, 100, 200, 200),
    gold_box("g2", 300, 100, 400, 200),
    gold_box("g3", 500, 100, 600, 200),
)
MENDING = {"faults", "left", "introduced", "mended", "remarks", "remarks_answered"}
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
    assert MENDING.isdisjoint(score.measures)


def test_a_draft_without_a_fault_that_was_spoilt_has_new_faults_only() -> None:
    right = [box("m1", 100, 100, 200, 200), box("m2", 300, 100, 400, 200), box("n", 500, 100, 600, 200)]
    score = repaired(labelled([box("m1", 100, 100, 230, 200), *right[1:]]), labelled(right), REMARKS)
    assert {name: score.measures[name] for name in MENDING & score.measures.keys()} == {"introduced": 1}


def test_a_draft_left_as_it_was_because_nothing_had_to_be_changed_has_no_measures_of_mending() -> None:
    right = [box("m1", 100, 100, 200, 200), box("m2", 300, 100, 400, 200), box("n", 500, 100, 600, 200)]
    exercise = Exercise(
        id="e", title="修正", pool="practice", media="media/a.png", size=(1000, 1000), golds=(Gold(marks=GOLD),),
        work="correct", given=tuple(encode_marks(right)),
    )  # fmt: skip
    assert MENDING.isdisjoint(grade_exercise(right, exercise, RULES).measures)
    assert grade_exercise(right[1:], exercise, RULES).measures["introduced"] == 1


def test_taking_a_wrong_mark_away_mends_nothing_that_the_gold_asks_for() -> None:
    score = mended([GIVEN[1]])
    assert (score.measures["faults"], score.measures["left"]) == (4, 3)
    assert score.measures["introduced"] == 0
    assert score.measures["remarks_answered"] == 0


def test_a_remark_about_a_fault_that_was_not_there_asks_for_nothing() -> None:
    idle = Remark(code="LOOSE", text="左边松", target=None, place=(800, 800, 900, 900))
    score = mended(GIVEN, (*REMARKS, idle))
    assert (score.measures["remarks"], score.measures["remarks_answered"]) == (2, 0)
    assert "remarks" not in mended(GIVEN, (idle,)).measures


def test_a_remark_is_about_the_fault_of_its_code_where_a_mark_has_several() -> None:
    two = (box("m1", 100, 100, 230, 200, label="van"), *GIVEN[1:])
    remarks = (
        Remark(code="LOOSE", text="右边太松", target="m1", place=(100, 100, 230, 200)),
        Remark(code="CLS", text="类别错了", target="m1", place=(100, 100, 230, 200)),
    )
    exercise = Exercise(
        id="e", title="返修", pool="practice", media="media/a.png", size=(1000, 1000), golds=(Gold(marks=GOLD),),
        work="repair", given=tuple(encode_marks(two)), remarks=remarks,
    )  # fmt: skip
    score = grade_exercise([box("m1", 100, 100, 230, 200), *GIVEN[1:]], exercise, RULES)
    assert (score.measures["remarks"], score.measures["remarks_answered"]) == (2, 0.5)


def test_a_remark_on_a_point_meets_the_point() -> None:
    rules = LabelSchema(
        task="objects", labels=(Label(id="car", name="车", short="车", key="c", colour=0, shapes=("point",)),)
    )
    truth = GoldMark(id="g", label="car", shape={"type": "point", "point": [50, 50]})
    remark = Remark(code="MISS", text="漏了", place=(50, 50, 50, 50))
    exercise = Exercise(
        id="e", title="返修", pool="practice", media="media/a.png", size=(1000, 1000), golds=(Gold(marks=(truth,)),),
        work="repair", given=tuple(encode_marks([Dot("far", "car", 900, 900)])), remarks=(remark,),
    )  # fmt: skip
    assert grade_exercise([], exercise, rules).measures["remarks_answered"] == 0
    assert grade_exercise([Dot("n", "car", 50, 50)], exercise, rules).measures["remarks_answered"] == 1


def test_faults_weigh_the_same_wherever_they_stood() -> None:
    one = [box("m1", 100, 100, 200, 200), *GIVEN[1:]]
    whole = total([mended(one), mended(GIVEN), labelled(GIVEN)])
    assert (whole.measures["faults"], whole.measures["left"], whole.measures["mended"]) == (8, 7, 1 - 7 / 8)
    assert (whole.measures["remarks"], whole.measures["remarks_answered"]) == (4, 0.25)


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
