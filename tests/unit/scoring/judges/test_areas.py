"""Polygons, masks and ellipses stand for each other; what is off is drawn along the contour."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings

from desktop.annotation.shapes.base import Shape
from desktop.curriculum.shape_rules import AreaRules, ObjectRules
from tests.unit.scoring.judges.scenes import codes, ellipse, graded, mask, only, polygon
from tests.unit.scoring.measures.shapes import Ring, moved, square, stars

QUICK = settings(max_examples=25, deadline=None)
SQUARE = square(100, 100, 200)


def test_a_polygon_drawn_right_is_right() -> None:
    score = graded([polygon("g", SQUARE)], [polygon("a", square(101, 101, 199))])
    assert (score.accuracy, score.findings) == (1, ())
    assert score.measures["area.iou"] == pytest.approx(199**2 / 200**2)
    assert score.measures["area.boundary_f"] == 1
    assert score.measures["area.mean_iou_of_gold"] == score.measures["area.iou"]


def test_a_corner_cut_off_is_a_boundary_error_with_its_stretch() -> None:
    cut = [(100.0, 100.0), (250.0, 100.0), (300.0, 150.0), (300.0, 300.0), (100.0, 300.0)]
    found = only(graded([polygon("g", SQUARE)], [polygon("a", cut)]))
    assert (found.code, found.unit, found.tolerance) == ("BND", "share", 0.95)
    assert found.measured is not None
    assert 0.85 < found.measured < 0.95
    assert (found.detail["measure"], found.detail["px"]) == ("boundary", 3)
    assert found.detail["worst_px"] == pytest.approx(1250**0.5, abs=0.7)
    (stretch,) = found.detail["stretches"]
    assert stretch["px"] < -20
    assert all(x >= 250 and y <= 150 for x, y in stretch["points"])
    assert found.detail["left_out"][0]["px"] == pytest.approx(35, abs=1)


def test_too_loose_all_around_is_positive_all_along() -> None:
    found = only(graded([polygon("g", SQUARE)], [polygon("a", square(90, 90, 220))]))
    assert found.measured == 0
    (stretch,) = found.detail["stretches"]
    assert stretch["px"] == pytest.approx(10 * 2**0.5, abs=0.8)


def test_a_small_object_within_3_px_still_needs_its_iou() -> None:
    found = only(graded([polygon("g", square(10, 10, 30))], [polygon("a", square(12, 12, 30))]))
    assert (found.code, found.unit, found.detail["measure"]) == ("BND", "iou", "iou")
    assert found.measured == pytest.approx(784 / 1016)


def test_a_hole_not_cut_out_is_left_out_of_the_contour() -> None:
    gold = polygon("g", SQUARE, square(150, 150, 50))
    found = only(graded([gold], [polygon("a", SQUARE)]))
    assert found.detail["stretches"] == []
    # The contour of the hole is one run; its far corner is 100 px from any side of the answer.
    (stretch,) = found.detail["left_out"]
    assert stretch["px"] == pytest.approx(100, abs=0.6)


def test_an_outline_that_crosses_itself_is_said_and_does_not_stop_the_grading() -> None:
    ring = [
        (100.0, 100.0),
        (300.0, 100.0),
        (300.0, 300.0),
        (200.0, 301.0),
        (205.0, 301.0),
        (200.0, 300.0),
        (100.0, 300.0),
    ]
    twisted = [*ring[:3], (204.0, 300.0), (200.0, 303.0), (204.0, 303.0), (200.0, 300.0), (100.0, 300.0)]
    found = only(graded([polygon("g", SQUARE)], [polygon("a", twisted)]))
    assert (found.code, found.severity, found.detail["fault"]) == ("FMT", "slight", "self_crossing")
    assert found.place == pytest.approx((196, 295.5, 208, 307.5), abs=1)


@pytest.mark.parametrize(
    "answer",
    [
        mask("a", (100, 100, 300, 300)),
        polygon("a", SQUARE),
        polygon("a", [*SQUARE[:2], (300.0, 200.0), *SQUARE[2:]]),
    ],
    ids=["mask", "polygon", "polygon with a point more"],
)
@pytest.mark.parametrize(
    "gold", [mask("g", (100, 100, 300, 300)), polygon("g", SQUARE)], ids=["mask", "polygon"]
)
def test_an_area_is_an_area_whichever_tool_drew_it(gold: Shape, answer: Shape) -> None:
    score = graded([gold], [answer])
    assert (score.accuracy, score.findings, score.mean_similarity) == (1, (), 1)


def test_an_ellipse_matches_the_mask_of_itself() -> None:
    gold = ellipse("g", 500, 500, 120, 60, 30)
    points = gold.paths[0][0]
    assert graded([gold], [polygon("a", points)]).accuracy == 1
    assert graded([gold], [ellipse("a", 500, 500, 121, 60, 31)]).accuracy == 1
    assert graded([polygon("g", points)], [gold]).accuracy == 1


def test_a_mask_too_loose_names_its_worst_px_and_places() -> None:
    found = only(graded([mask("g", (100, 100, 200, 200))], [mask("a", (100, 100, 200, 215))]))
    assert (found.code, found.detail["measure"]) == ("BND", "boundary")
    assert found.detail["stretches"][0]["px"] == 15
    assert all(y > 200 for stretch in found.detail["stretches"] for _, y in stretch["points"])
    assert len(found.detail["stretches"]) <= 12


def test_masks_of_several_parts_are_one_mark() -> None:
    both = ((100, 100, 160, 160), (300, 300, 360, 360))
    assert graded([mask("g", *both)], [mask("a", *both)]).accuracy == 1
    assert codes(graded([mask("g", *both)], [mask("a", both[0])])) == ["BND"]


def test_each_kind_of_gold_has_rules_of_its_own() -> None:
    rules = ObjectRules(mask=AreaRules(iou=0.5, boundary_f=0.1), polygon=AreaRules(iou=0.99))
    answer = polygon("a", square(101, 101, 199))
    assert graded([mask("g", (100, 100, 300, 300))], [answer], rules).accuracy == 1
    assert codes(graded([polygon("g", SQUARE)], [polygon("a", square(101, 101, 198))], rules)) == ["BND"]


def test_of_mixed_tools_each_finds_its_own_gold() -> None:
    golds = [
        polygon("g1", square(100, 100, 50)),
        mask("g2", (300, 300, 350, 350)),
        ellipse("g3", 600, 600, 40, 30, 0),
    ]
    answers = [
        mask("a1", (100, 100, 150, 150)),
        polygon("a2", square(300, 300, 50)),
        ellipse("a3", 600, 600, 40, 30, 0),
    ]
    score = graded(golds, answers)
    assert {(pair.gold_id, pair.answer_id) for pair in score.pairs} == {
        ("g1", "a1"),
        ("g2", "a2"),
        ("g3", "a3"),
    }
    assert score.accuracy == 1


def test_an_area_twice_is_a_double_and_one_elsewhere_is_too_much() -> None:
    score = graded(
        [polygon("g", SQUARE)],
        [polygon("a", SQUARE), mask("b", (100, 100, 300, 299)), polygon("c", square(600, 600, 50))],
    )
    assert sorted(codes(score)) == ["DUP", "EXTRA"]
    assert score.counts.extra == 2


@QUICK
@given(stars())
def test_the_gold_is_perfect_as_polygon_and_as_mask(ring: Ring) -> None:
    gold = polygon("g", ring)
    score = graded([gold], [polygon("a", ring)])
    assert (score.accuracy, score.findings) == (1, ())
    assert score.mean_similarity == pytest.approx(1)


@QUICK
@given(stars(), stars())
def test_moving_gold_and_answer_changes_nothing(a: Ring, b: Ring) -> None:
    here = graded([polygon("g", a)], [polygon("a", b)])
    there = graded([polygon("g", moved(a, 300, 500))], [polygon("a", moved(b, 300, 500))])
    assert (there.accuracy, codes(there)) == (here.accuracy, codes(here))
    assert (there.mean_similarity or 0) == pytest.approx(here.mean_similarity or 0)


@QUICK
@given(stars(), stars())
def test_a_stricter_rule_never_raises_a_score(a: Ring, b: Ring) -> None:
    loose = ObjectRules(polygon=AreaRules(iou=0.5, boundary_px=10, boundary_f=0.6))
    strict = ObjectRules(polygon=AreaRules(iou=0.8, boundary_px=4, boundary_f=0.9))
    assert (
        graded([polygon("g", a)], [polygon("a", b)], strict).accuracy
        <= graded([polygon("g", a)], [polygon("a", b)], loose).accuracy
    )


def coast(n: int, reach: float) -> Ring:
    """A circle of n corners."""
    return [
        (500 + reach * math.cos(2 * math.pi * k / n), 500 + reach * math.sin(2 * math.pi * k / n))
        for k in range(n)
    ]


def test_outlines_of_thousands_of_corners_are_measured_like_any_other() -> None:
    score = graded([polygon("g", coast(3000, 400))], [polygon("a", coast(2500, 401))])
    assert score.accuracy == 1
    assert score.mean_similarity == pytest.approx((400 / 401) ** 2, abs=1e-5)
    found = only(graded([polygon("g", coast(3000, 400))], [polygon("a", coast(2500, 407))]))
    assert (found.measured, found.detail["mean_px"]) == (0, pytest.approx(7, abs=0.01))
