"""Layers: what is seen counts, stuff is one region a class, and every pixel is told of in PQ and mean IoU."""

from __future__ import annotations

import pytest

from desktop.annotation.shapes.base import Shape
from desktop.curriculum.items import GoldMark
from desktop.curriculum.shape_rules import ObjectRules
from desktop.scoring.result import Score
from tests.unit.scoring.judges.scenes import box, codes, gold, graded, label, mask, polygon, schema
from tests.unit.scoring.measures.shapes import square

LABELS = [
    label("car"),
    label("sky", 1, role="stuff"),
    label("road", 2, role="stuff"),
    label("hidden", 3, role="ignore"),
]
STUFF = schema(labels=LABELS)
PANOPTIC = schema(ObjectRules(visible_parts=True), labels=LABELS)
SIZE = (300, 300)


def layered(truths: list[Shape | GoldMark], answers: list[Shape], *, panoptic: bool = True) -> Score:
    return graded(truths, answers, PANOPTIC if panoptic else STUFF, size=SIZE)


def scene(prefix: str) -> list[Shape]:
    """Sky above, road below, a car on the border over both."""
    return [
        mask(f"{prefix}sky", (0, 0, 300, 150), label="sky"),
        polygon(f"{prefix}road", square(0, 150, 300, 150), label="road"),
        polygon(f"{prefix}car", square(100, 100, 100)),
    ]


def test_the_same_layers_are_perfect() -> None:
    score = layered([*scene("g")], scene("a"))
    assert (score.accuracy, score.findings) == (1, ())
    assert {name: score.measures[name] for name in ("pq", "sq", "rq", "miou", "pixel_accuracy", "iou:car")} == {
        "pq": 1, "sq": 1, "rq": 1, "miou": 1, "pixel_accuracy": 1, "iou:car": 1,
    }  # fmt: skip


def test_what_is_hidden_below_another_does_not_count() -> None:
    """Drawn under the car or cut around it: the same picture."""
    cut = [
        mask("asky", (0, 0, 300, 100), (0, 100, 100, 150), (200, 100, 300, 150), label="sky"),
        mask("aroad", (0, 200, 300, 300), (0, 150, 100, 200), (200, 150, 300, 200), label="road"),
        polygon("acar", square(100, 100, 100)),
    ]
    assert layered([*scene("g")], cut).accuracy == 1
    # Judged as drawn, sky and road have a hole where the car stands.
    assert codes(layered([*scene("g")], cut, panoptic=False)) == ["BND", "BND"]


def test_the_wrong_one_on_top_is_seen() -> None:
    answers = scene("a")
    score = layered([*scene("g")], [answers[2], *answers[:2]])
    assert "MISS" in codes(score)
    assert score.measures["iou:car"] == 0


def test_gold_that_is_wholly_covered_is_not_asked_for() -> None:
    golds = [polygon("below", square(110, 110, 20)), *scene("g")]
    assert layered([golds[0], *golds[1:]], scene("a")).accuracy == 1


def test_stuff_in_parts_is_one_region_of_its_class() -> None:
    golds: list[Shape] = [
        mask("g1", (0, 0, 300, 100), label="sky"),
        mask("g2", (0, 200, 300, 300), label="sky"),
    ]
    answers: list[Shape] = [
        mask("a1", (0, 0, 150, 100), (0, 200, 300, 300), label="sky"),
        mask("a2", (150, 0, 300, 100), label="sky"),
    ]
    score = layered([*golds], answers, panoptic=False)
    assert (score.accuracy, score.counts.gold, score.counts.answer) == (1, 1, 1)
    assert score.pairs[0].gold_id == "g1"


def test_one_column_off_is_told_by_class() -> None:
    golds: list[Shape] = [
        mask("g1", (0, 0, 150, 300), label="sky"),
        mask("g2", (150, 0, 300, 300), label="road"),
    ]
    answers: list[Shape] = [
        mask("a1", (0, 0, 120, 300), label="sky"),
        mask("a2", (120, 0, 300, 300), label="road"),
    ]
    measures = layered([*golds], answers).measures
    assert (measures["iou:sky"], measures["iou:road"]) == (pytest.approx(0.8), pytest.approx(150 / 180))
    assert measures["miou"] == measures["sq"] == measures["pq"] == pytest.approx((0.8 + 150 / 180) / 2)
    assert measures["pixel_accuracy"] == pytest.approx(0.9)


def test_what_no_gold_covers_is_ground_and_painting_it_is_wrong() -> None:
    golds: list[Shape] = [mask("g", (0, 0, 150, 300), label="sky")]
    answers: list[Shape] = [
        mask("a", (0, 0, 150, 300), label="sky"),
        mask("b", (150, 0, 300, 300), label="road"),
    ]
    score = layered([*golds], answers)
    assert codes(score) == ["EXTRA"]
    assert (score.measures["pq"], score.measures["iou:road"]) == (0.5, 0)


def test_an_ignored_place_is_void() -> None:
    place = gold(mask("i", (150, 0, 300, 300), label="hidden"))
    answers: list[Shape] = [mask("a", (0, 0, 300, 300), label="sky")]
    score = layered([gold(mask("g", (0, 0, 150, 300), label="sky")), place], answers)
    assert score.measures["pq"] == score.measures["miou"] == 1


def test_a_crowd_is_not_missed() -> None:
    golds: list[Shape | GoldMark] = [
        gold(mask("c", (0, 0, 150, 300)), crowd=True),
        mask("s", (150, 0, 300, 300), label="sky"),
    ]
    score = layered(golds, [mask("a", (150, 0, 300, 300), label="sky")])
    assert (score.accuracy, score.measures["pq"]) == (1, 1)


def test_boxes_lie_beside_the_layers() -> None:
    score = layered([*scene("g"), box("gb", 10, 10, 60, 60)], [*scene("a"), box("ab", 10, 10, 60, 60)])
    assert (score.accuracy, score.counts.gold) == (1, 4)


def test_an_empty_picture_has_no_measures() -> None:
    score = layered([], [])
    assert (score.accuracy, score.measures) == (1, {})
