"""All kinds of shape in one account: families, ignored places, crowds, tools and sizes that the rules forbid."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.annotation.shapes.base import Shape
from desktop.annotation.spans import Span
from desktop.curriculum.schema import Attribute, BoxRules, LabelSchema
from desktop.curriculum.shape_rules import DrawingRules
from desktop.scoring.result import Counts, Score
from tests.unit.scoring.judges.scenes import (
    box,
    codes,
    dot,
    ellipse,
    gold,
    graded,
    label,
    line,
    mask,
    only,
    polygon,
    quad,
    rotated,
    schema,
    skeleton,
    tag,
)
from tests.unit.scoring.measures.shapes import square

QUICK = settings(max_examples=40, deadline=None)


def everything(prefix: str) -> list[Shape]:
    """One mark of each kind, far apart."""
    return [
        box(f"{prefix}box", 10, 10, 110, 90),
        rotated(f"{prefix}rotated", 300, 60, 100, 40, 30),
        polygon(f"{prefix}polygon", square(450, 10, 100), label="van"),
        mask(f"{prefix}mask", (600, 10, 700, 80)),
        ellipse(f"{prefix}ellipse", 800, 60, 60, 40, 10),
        line(f"{prefix}line", (10, 300), (400, 320)),
        dot(f"{prefix}dot", 500, 300),
        skeleton(f"{prefix}person", (700, 300), (650, 350), (750, 350), (700, 450)),
        quad(f"{prefix}quad", 10, 600, 200, 630, text="收货人"),
        tag(f"{prefix}tag", "rain"),
    ]


def check_books(score: Score) -> None:
    counts = score.counts
    assert counts.matched + counts.missed == counts.gold
    assert counts.matched + counts.extra == counts.answer
    assert sum(score.per_label.values(), Counts()) == counts
    assert counts.qualified <= counts.matched == len(score.pairs)


def test_a_picture_of_every_kind_is_graded_in_one_account() -> None:
    score = graded(everything("g"), everything("a"))
    assert (score.accuracy, score.findings) == (1, ())
    assert score.counts.gold == 10
    assert {name.split(".")[0] for name in score.measures} == {
        "box", "rotated", "area", "line", "point", "skeleton", "quad", "tag",
    }  # fmt: skip


def test_a_mark_of_another_family_is_not_the_object() -> None:
    """Where a class may be drawn in several ways the picture's gold says which; a box is no outline."""
    score = graded([polygon("g", square(100, 100, 100))], [box("a", 100, 100, 200, 200)])
    assert sorted(codes(score)) == ["EXTRA", "MISS"]


def test_a_span_of_text_is_refused_on_a_picture() -> None:
    with pytest.raises(ValueError, match="asks for shapes"):
        graded([], [Span("s", "car", 0, 1)])


def test_boxes_beside_other_shapes_keep_the_rules_of_boxes() -> None:
    rules = schema().model_copy(update={"box_rules": BoxRules(side_px=1, side_share=0)})
    found = only(graded([box("g", 100, 100, 200, 200)], [box("a", 97, 100, 200, 200)], rules))
    assert (found.code, found.measured, found.tolerance, found.detail) == ("LOOSE", 3, 1, {"side": "left"})


def test_a_shape_that_the_class_must_not_be_drawn_with_breaks_a_rule() -> None:
    rules = schema(labels=[label("car", shapes=("polygon",)), label("van", 1, shapes=("mask",))])
    found = only(graded([polygon("g", square(100, 100, 100))], [mask("a", (100, 100, 200, 200))], rules))
    assert (found.code, found.detail["rule"]) == ("RULE", "forbidden_shape")


@pytest.mark.parametrize(
    ("rules", "rule", "measured"),
    [(DrawingRules(minimum_px=10), "minimum_size", 5), (DrawingRules(minimum_area=100), "minimum_area", 25)],
)
def test_a_mark_too_small_to_be_drawn_at_all_says_so(rules: DrawingRules, rule: str, measured: float) -> None:
    strict = LabelSchema(task="objects", labels=schema().labels, drawing=rules)
    found = only(graded([], [polygon("a", square(100, 100, 5))], strict))
    assert (found.code, found.detail["rule"], found.measured) == ("RULE", rule, measured)
    assert codes(graded([], [dot("a", 100, 100)], strict)) == ["EXTRA"]
    assert codes(graded([], [polygon("a", square(100, 100, 15))], strict)) == ["EXTRA"]


# ---------------------------------------------------------------- ignored places and crowds


@pytest.mark.parametrize(
    "region",
    [
        box("i", 0, 0, 400, 400),
        polygon("i", square(0, 0, 400)),
        mask("i", (0, 0, 400, 400)),
        rotated("i", 200, 200, 400, 400, 0),
    ],
    ids=lambda mark: mark.kind,
)
@pytest.mark.parametrize(
    "answer", [each for each in everything("a") if each.kind != "tag"], ids=lambda mark: mark.kind
)
def test_an_ignored_place_swallows_whatever_lies_in_it_by_half(region: Shape, answer: Shape) -> None:
    x1, y1, x2, y2 = answer.bounds
    inside = answer.moved(round(200 - (x1 + x2) / 2), round(200 - (y1 + y2) / 2))
    score = graded([gold(region, ignore=True)], [inside])
    assert (score.swallowed, score.accuracy, score.counts.judged) == ((answer.id,), 1, 0)
    outside = answer.moved(round(800 - (x1 + x2) / 2), round(800 - (y1 + y2) / 2))
    assert codes(graded([gold(region, ignore=True)], [outside])) == ["EXTRA"]


def test_less_than_half_inside_is_judged() -> None:
    region = gold(polygon("i", square(0, 0, 100)), ignore=True)
    assert graded([region], [polygon("a", square(49, 0, 100))]).swallowed == ("a",)
    assert codes(graded([region], [polygon("a", square(60, 0, 100))])) == ["EXTRA"]
    assert codes(graded([region], [line("a", (80, 50), (200, 50))])) == ["EXTRA"]


def test_an_ignored_object_is_swallowed_by_likeness_too() -> None:
    region = gold(line("i", (100, 100), (500, 100)), ignore=True)
    assert graded([region], [line("a", (100, 103), (500, 103))]).swallowed == ("a",)
    assert codes(graded([region], [line("a", (100, 300), (500, 300))])) == ["EXTRA"]


def test_a_tag_is_in_no_place() -> None:
    region = gold(box("i", 0, 0, 1000, 1000), ignore=True)
    assert codes(graded([region], [tag("a", "rain")])) == ["EXTRA"]


def test_a_crowd_takes_any_number_of_its_class_and_none_of_another() -> None:
    crowd = gold(polygon("c", square(0, 0, 400)), crowd=True)
    answers = [
        polygon("a", square(10, 10, 50)),
        box("b", 100, 100, 150, 150),
        polygon("v", square(200, 200, 50), label="van"),
    ]
    score = graded([crowd], answers)
    assert score.swallowed == ("a", "b")
    assert codes(score) == ["EXTRA"]


def test_real_gold_is_preferred_to_a_crowd_over_it() -> None:
    golds = [gold(polygon("c", square(0, 0, 400)), crowd=True), gold(polygon("g", square(10, 10, 50)))]
    score = graded(golds, [polygon("a", square(10, 10, 50)), polygon("b", square(200, 200, 50))])
    assert (score.accuracy, score.swallowed, score.counts.matched) == (1, ("b",), 1)


@pytest.mark.parametrize("role", ["ignore", "crowd"])
def test_a_class_for_places_is_never_judged_and_takes_every_class(role: str) -> None:
    places = label("place", 1, role=role)  # type: ignore[arg-type]
    rules = schema(labels=[label("car"), places])
    region = polygon("p", square(0, 0, 400), label="place")
    score = graded(
        [region], [polygon("mine", square(5, 5, 380), label="place"), polygon("a", square(50, 50, 50))], rules
    )
    assert score.swallowed == ("mine", "a")
    assert (score.accuracy, score.counts.gold) == (1, 0)


# ---------------------------------------------------------------- attributes


def test_numbers_pass_within_their_tolerance_and_texts_as_they_read() -> None:
    speed = Attribute(id="speed", name="速度", kind="number", tolerance=2)
    plate = Attribute(id="plate", name="车牌", kind="text")
    rules = schema(attributes=[speed, plate])
    truth = box("g", 100, 100, 200, 200, attributes={"speed": 60.0, "plate": "晋B·12345"})

    def answered(value: object, text: str) -> list[str]:
        return codes(
            graded([truth], [box("a", 100, 100, 200, 200, attributes={"speed": value, "plate": text})], rules)
        )

    assert answered(62.0, "晋Ｂ·１２３４５") == []
    assert answered(62.1, "晋B·12345") == ["ATTR"]
    assert answered(True, "晋B·12346") == ["ATTR", "ATTR"]


# ---------------------------------------------------------------- what must hold for every answer


@st.composite
def scenes(draw: st.DrawFn) -> tuple[list[Shape], list[Shape]]:
    """Gold of every kind, and an answer that is mostly a shaken copy of it."""
    golds = [each for each in everything("g") if draw(st.booleans())]
    answers: list[Shape] = []
    for each in everything("a"):
        if draw(st.integers(0, 3)):
            answers.append(each.moved(draw(st.integers(0, 6)), draw(st.integers(0, 6))))
    return golds, answers


@QUICK
@given(scenes(), st.randoms(use_true_random=False))
def test_the_order_of_marks_changes_nothing(
    scene: tuple[list[Shape], list[Shape]], chance: random.Random
) -> None:
    golds, answers = scene
    first = graded(golds, answers)
    check_books(first)
    second = graded(chance.sample(golds, len(golds)), chance.sample(answers, len(answers)))
    assert second.findings == first.findings
    assert (second.counts, second.pairs, second.accuracy) == (first.counts, first.pairs, first.accuracy)
    assert second.measures == pytest.approx(first.measures)


@QUICK
@given(scenes())
def test_precision_and_recall_swap_when_both_sides_do(scene: tuple[list[Shape], list[Shape]]) -> None:
    """Of what was matched: which tolerance counts is the gold's own affair."""
    golds, answers = scene
    there, back = graded(golds, answers), graded(answers, golds)
    assert there.counts.matched == back.counts.matched
    assert there.counts.missed == back.counts.extra
    assert (there.mean_similarity or 0) == pytest.approx(back.mean_similarity or 0, abs=0.02)


@QUICK
@given(scenes())
def test_a_mark_far_away_lowers_accuracy_and_precision_and_never_recall(
    scene: tuple[list[Shape], list[Shape]],
) -> None:
    golds, answers = scene
    before = graded(golds, answers)
    after = graded(golds, [*answers, polygon("far", square(930, 930, 40))])
    assert after.recall == before.recall
    assert after.counts.extra == before.counts.extra + 1
    assert after.accuracy <= before.accuracy
    assert (after.precision or 0) <= (before.precision or 1)


@QUICK
@given(scenes())
def test_one_mistake_costs_once(scene: tuple[list[Shape], list[Shape]]) -> None:
    score = graded(*scene)
    matched = {pair.gold_id for pair in score.pairs}
    for found in score.findings:
        if found.code == "MISS":
            assert found.gold_id not in matched
        elif found.gold_id is not None and found.answer_id is not None and found.code != "DUP":
            assert found.gold_id in matched
    wrong = {found.gold_id for found in score.findings if found.code not in {"MISS", "EXTRA", "DUP", "RULE"}}
    assert score.counts.qualified == score.counts.matched - len(wrong)


def test_gold_is_drawn_once_and_a_changed_copy_anew() -> None:
    truth = gold(polygon("g", square(0, 0, 10)))
    assert truth.mark() is truth.mark()
    moved = truth.model_copy(update={"shape": {"type": "polygon", "rings": [square(50, 0, 10)]}})
    assert moved.mark() == polygon("g", square(50, 0, 10))
    assert truth == gold(polygon("g", square(0, 0, 10)))
