"""A box is right when each of its sides is; the findings say which side, by how much, and where."""

from __future__ import annotations

import random

import pytest

from desktop.annotation.shapes.box import Box
from desktop.curriculum.schema import BoxRules
from desktop.scoring import boxes
from desktop.scoring.grading import grade
from tests.unit.scoring.samples import box, codes, gold_box, schema

GOLD = gold_box("g", 100, 100, 300, 200)


def test_iou_is_that_of_continuous_coordinates() -> None:
    assert boxes.iou(box("a", 10, 10, 30, 30), box("b", 20, 20, 40, 40)) == pytest.approx(100 / 700)
    assert boxes.iou(box("a", 0, 0, 10, 10), box("b", 10, 0, 20, 10)) == 0


def test_offsets_are_positive_outside_and_negative_inside() -> None:
    gold, answer = box("g", 100, 100, 300, 200), box("a", 95, 102, 307, 199)
    assert boxes.side_offsets(gold, answer) == (5, -2, 7, -1)


def test_a_side_may_be_off_by_pixels_or_by_a_share_of_its_length() -> None:
    rules = BoxRules(side_px=3, side_share=0.015)
    assert boxes.side_tolerances(box("g", 0, 0, 100, 1000), rules) == (3, 15, 3, 15)


@pytest.mark.parametrize("off", [-3.0, 0.0, 3.0])
def test_an_offset_at_the_tolerance_still_passes(off: float) -> None:
    score = grade([box("a", 100 - off, 100, 300, 200)], [GOLD], schema())
    assert score.counts.qualified == 1
    assert score.findings == ()


def test_a_loose_side_says_how_far_out_it_is_and_shows_the_strip() -> None:
    score = grade([box("a", 100, 100, 307, 200)], [GOLD], schema(boxes=BoxRules(clauses={"LOOSE": "2.1"})))
    (finding,) = score.findings
    assert (finding.code, finding.measured, finding.tolerance, finding.unit) == ("LOOSE", 7, 3, "px")
    assert finding.detail == {"side": "right"}
    assert finding.place == (300, 100, 307, 200)
    assert (finding.gold_id, finding.answer_id, finding.clause) == ("g", "a", "2.1")


def test_a_cut_side_is_negative_and_shows_what_was_cut_off() -> None:
    (finding,) = grade([box("a", 100, 108, 300, 200)], [GOLD], schema()).findings
    assert (finding.code, finding.measured, finding.detail["side"]) == ("CUT", -8, "top")
    assert finding.place == (100, 100, 300, 108)


def test_every_wrong_side_is_named_but_the_box_is_lost_only_once() -> None:
    score = grade([box("a", 90, 90, 310, 190)], [GOLD], schema())
    assert [(f.code, f.detail["side"]) for f in score.findings] == [
        ("LOOSE", "left"),
        ("LOOSE", "top"),
        ("LOOSE", "right"),
        ("CUT", "bottom"),
    ]
    assert score.counts.judged == 1
    assert score.accuracy == 0
    assert score.sub_scores["detection"].value == 1
    assert score.sub_scores["geometry"].value == 0


def test_a_box_58_percent_too_large_does_not_pass_as_it_would_in_cvat() -> None:
    """CVAT's default IoU of 0.4 lets it pass (scoring_perf, A4)."""
    grown = box("a", 42, 71, 358, 229)
    assert boxes.iou(grown, box("g", 100, 100, 300, 200)) >= 0.4
    assert codes(grade([grown], [GOLD], schema())) == ["LOOSE"] * 4


def test_iou_tiers_are_shares_of_all_judged_units() -> None:
    gold = [gold_box("g1", 0, 0, 100, 100), gold_box("g2", 500, 0, 600, 100)]
    score = grade([box("a", 0, 0, 100, 80), box("b", 800, 800, 900, 900)], gold, schema())
    assert score.measures == {
        "iou>=0.5": pytest.approx(1 / 3),
        "iou>=0.75": pytest.approx(1 / 3),
        "iou>=0.9": 0,
        "mean_iou_of_gold": pytest.approx(0.4),
    }
    assert score.mean_similarity == pytest.approx(0.8)


def test_a_box_too_small_for_the_order_breaks_a_rule_instead_of_being_an_extra() -> None:
    score = grade([box("a", 0, 0, 9, 40)], [], schema(boxes=BoxRules(minimum_px=10, clauses={"RULE": "1.3"})))
    (finding,) = score.findings
    assert (finding.code, finding.measured, finding.tolerance) == ("RULE", 9, 10)
    assert finding.clause == "1.3"
    assert finding.severity == "ordinary"
    assert score.counts.extra == 1


def test_a_small_gold_drawn_a_little_smaller_breaks_no_rule() -> None:
    score = grade([box("a", 0, 0, 9, 30)], [gold_box("g", 0, 0, 10, 30)], schema())
    assert score.accuracy == 1


def test_a_degenerate_box_is_graded_and_divides_by_nothing() -> None:
    score = grade([box("a", 5, 5, 5, 5)], [gold_box("g", 0, 0, 10, 10)], schema())
    assert codes(score) == ["MISS", "RULE"]
    assert boxes.iou(box("a", 5, 5, 5, 5), box("b", 5, 5, 5, 5)) == 0


def test_a_box_is_cut_to_the_picture() -> None:
    assert boxes.clipped(box("a", -5, 10, 1010, 20), (1000, 500)).corners == (0, 10, 1000, 20)
    inside = box("a", 0, 0, 1000, 500)
    assert boxes.clipped(inside, (1000, 500)) is inside
    assert boxes.clipped(box("a", 1200, 10, 1300, 20), (1000, 500)).corners == (1000, 10, 1000, 20)


def _all_pairs(golds: list[Box], answers: list[Box]) -> list[dict[int, float]]:
    return [
        {place: value for place, b in enumerate(answers) if (value := boxes.iou(a, b)) > 0} for a in golds
    ]


@pytest.mark.parametrize("largest", [20, 300, 4000])
def test_the_grid_finds_exactly_the_pairs_that_overlap(largest: float) -> None:
    chance = random.Random(largest)

    def scatter(name: str) -> list[Box]:
        corners = [(chance.uniform(-50, 400), chance.uniform(-50, 300)) for _ in range(60)]
        return [
            box(f"{name}{n}", x, y, x + chance.uniform(0, largest), y + chance.uniform(0, largest))
            for n, (x, y) in enumerate(corners)
        ]

    golds, answers = scatter("g"), scatter("a")
    found = boxes.overlaps(golds, answers)
    for row, expected in zip(found, _all_pairs(golds, answers), strict=True):
        assert row == pytest.approx(expected)
    assert sum(map(len, found)) > 0


def test_no_boxes_at_all_overlap_nothing() -> None:
    assert boxes.overlaps([], []) == []
    assert boxes.overlaps([box("g", 0, 0, 1, 1)], []) == [{}]
