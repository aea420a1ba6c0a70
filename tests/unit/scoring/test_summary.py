"""Totals count units; the mean over pictures stands beside them."""

from __future__ import annotations

import pytest

from desktop.scoring.grading import grade
from desktop.scoring.summary import total
from tests.unit.scoring.samples import OCCLUSION, box, gold_box, gold_span, schema, span


def test_units_weigh_the_same_whatever_picture_they_are_in() -> None:
    many = [gold_box(f"g{n}", 50 * n, 0, 50 * n + 40, 40) for n in range(9)]
    scores = [
        grade([box(f"a{n}", 50 * n, 0, 50 * n + 40, 40) for n in range(9)], many, schema()),
        grade([], [gold_box("g", 0, 0, 40, 40)], schema()),
    ]
    whole = total(scores)
    assert whole.accuracy == 0.9
    assert whole.macro_accuracy == 0.5
    assert (whole.exercises, whole.perfect) == (2, 1)
    assert whole.per_exercise == ((9, 9), (0, 1))
    assert whole.miss_rate == 0.1
    assert whole.severe_rate == 0.1
    assert whole.codes == {"MISS": 1}


def test_an_empty_picture_left_empty_is_a_perfect_exercise_without_units() -> None:
    whole = total([grade([], [], schema()), grade([box("a", 0, 0, 40, 40)], [], schema())])
    assert (whole.perfect, whole.accuracy, whole.macro_accuracy) == (1, 0, 0.5)
    assert whole.miss_rate is None


def test_nothing_totals_to_nothing() -> None:
    whole = total([])
    assert (whole.exercises, whole.macro_accuracy, whole.f1, whole.mean_similarity) == (0, None, None, None)
    assert whole.sub_scores["label"].value is None


def test_sub_scores_and_tiers_are_weighted_by_what_they_counted() -> None:
    rules = schema(attributes=[OCCLUSION])
    gold = [
        gold_box("g1", 0, 0, 100, 100, attributes={"occlusion": "0"}),
        gold_box("g2", 200, 0, 300, 100, attributes={"occlusion": "0"}),
    ]
    first = grade(
        [box("a", 0, 0, 100, 100, occlusion="0"), box("b", 200, 0, 300, 60, occlusion="1")], gold, rules
    )
    second = grade([box("a", 0, 0, 100, 100, occlusion="0")], gold[:1], rules)
    third = grade([], [], rules)
    whole = total([first, second, third])
    assert whole.sub_scores["attribute"].value == pytest.approx(2 / 3)
    assert whole.sub_scores["geometry"].n == 3
    assert whole.measures["iou>=0.75"] == pytest.approx(2 / 3)
    assert whole.mean_similarity == pytest.approx((1 + 0.6 + 1) / 3)


def test_muc_counts_are_summed_before_f1_is_made() -> None:
    rules = schema("spans")
    gold = [gold_span("g", 0, 4)]
    whole = total(
        [grade([span("a", 0, 4)], gold, rules), grade([span("a", 0, 3), span("b", 20, 22)], gold, rules)]
    )
    assert whole.measures["strict_cor"] == 1
    assert whole.measures["strict_f1"] == pytest.approx(2 * 1 / (3 + 2))
    assert whole.measures["partial_f1"] == pytest.approx(2 * 1.5 / 5)
    assert whole.f1 == pytest.approx(2 / 5)


def test_labels_are_added_up_over_pictures() -> None:
    scores = [
        grade([box("a", 0, 0, 40, 40, label="van")], [gold_box("g", 0, 0, 40, 40, label="van")], schema()),
        grade([], [gold_box("g", 0, 0, 40, 40)], schema()),
    ]
    whole = total(scores)
    assert list(whole.per_label) == ["car", "van"]
    assert whole.per_label["van"].qualified == 1
    assert whole.macro_f1 == 0.5
