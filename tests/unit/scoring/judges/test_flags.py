"""Inspection: errors found, false alarms, and the right reason."""

from __future__ import annotations

import pytest

from desktop.annotation.shapes.flag import Flag
from desktop.curriculum.schema import Label, LabelSchema
from desktop.scoring.result import Score
from tests.unit.scoring.judges.scenes import codes, flag, graded, only

FAULTS = LabelSchema(
    task="inspection",
    inspects="other",
    labels=tuple(
        Label(id=code, name=code, short=code, key="a", colour=place)
        for place, code in enumerate(("MISS", "EXTRA", "DUP", "CLS", "LOOSE"))
    ),
)
SEEDED = [
    flag("f1", "LOOSE", "m1", 100, 100, 200, 200),
    flag("f2", "CLS", "m2", 300, 100, 400, 200),
    flag("f3", "MISS", None, 500, 500, 560, 560),
]


def inspected(*answers: Flag, seeded: list[Flag] = SEEDED) -> Score:
    return graded(seeded, answers, FAULTS)


def test_all_errors_found_with_their_reasons() -> None:
    score = inspected(
        flag("a", "LOOSE", "m1", 0, 0, 9, 9),
        flag("b", "CLS", "m2", 300, 100, 390, 200),
        flag("c", "MISS", None, 505, 495, 565, 555),
    )
    assert (score.accuracy, score.findings) == (1, ())
    assert {name: score.measures[f"flag.{name}"] for name in ("found", "false_alarms", "right_reason")} == {
        "found": 1, "false_alarms": 0, "right_reason": 1,
    }  # fmt: skip


def test_an_error_overlooked_and_a_false_alarm() -> None:
    score = inspected(flag("a", "LOOSE", "m1"), flag("b", "CLS", "m9", 700, 700, 760, 760))
    assert sorted(codes(score)) == ["EXTRA", "MISS", "MISS"]
    assert score.measures["flag.found"] == pytest.approx(1 / 3)
    assert score.measures["flag.false_alarms"] == 0.5


def test_the_wrong_reason_is_one_mistake_and_still_found() -> None:
    score = inspected(flag("a", "CLS", "m1"), seeded=SEEDED[:1])
    found = only(score)
    assert (found.code, found.detail) == ("CLS", {"expected": "LOOSE", "got": "CLS"})
    assert (score.measures["flag.found"], score.measures["flag.right_reason"]) == (1, 0)


def test_what_is_missing_is_found_by_its_place() -> None:
    gold = SEEDED[2:]
    assert inspected(flag("a", "MISS", None, 500, 500, 600, 600), seeded=gold).accuracy == 1
    assert sorted(codes(inspected(flag("a", "MISS", None, 600, 600, 700, 700), seeded=gold))) == [
        "EXTRA",
        "MISS",
    ]


def test_a_flag_without_a_mark_may_find_a_marks_error_by_place_but_not_another_marks_flag() -> None:
    gold = SEEDED[:1]
    assert inspected(flag("a", "LOOSE", None, 100, 100, 200, 200), seeded=gold).accuracy == 1
    assert sorted(codes(inspected(flag("a", "LOOSE", "m7", 100, 100, 200, 200), seeded=gold))) == [
        "EXTRA",
        "MISS",
    ]


def test_a_double_may_be_flagged_on_either_of_its_two_marks() -> None:
    gold = [flag("f", "DUP", "copy", 100, 100, 200, 200)]
    assert inspected(flag("a", "DUP", "original", 102, 101, 202, 201), seeded=gold).accuracy == 1
    assert sorted(codes(inspected(flag("a", "DUP", "original", 180, 180, 300, 300), seeded=gold))) == [
        "EXTRA",
        "MISS",
    ]


def test_two_flags_on_one_error_are_one_too_many() -> None:
    assert codes(inspected(flag("a", "LOOSE", "m1"), flag("b", "LOOSE", "m1"), seeded=SEEDED[:1])) == ["DUP"]


def test_a_clean_picture_left_alone_is_right() -> None:
    assert inspected(seeded=[]).accuracy == 1
    score = inspected(flag("a", "LOOSE", "m1"), seeded=[])
    assert (score.accuracy, score.measures["flag.false_alarms"]) == (0, 1)
    assert "flag.found" not in score.measures
