"""What must hold for every answer and every gold, not only for the ones somebody thought of."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.annotation.marks import Mark
from desktop.annotation.shapes.box import Box
from desktop.annotation.spans import Span
from desktop.curriculum.items import GoldMark
from desktop.curriculum.schema import BoxRules, LabelSchema, SpanRules
from desktop.scoring.grading import grade
from desktop.scoring.result import Counts, Score
from desktop.scoring.summary import total
from tests.unit.scoring.samples import OCCLUSION, gold_box, schema

QUICK = settings(max_examples=60, deadline=None)
LABELS = ("car", "van", "dog")
#: The tolerance does not depend on which side is the gold, as the share of the gold's side would.
PLAIN = schema(boxes=BoxRules(side_share=0.0, minimum_px=0.0))
WITH_ATTRIBUTE = schema(attributes=[OCCLUSION])
TEXT = schema("spans")

#: Quarters of a pixel are exact in binary: moving everything changes no number.
quarter = st.integers(0, 480).map(lambda n: n / 4)
length = st.integers(0, 160).map(lambda n: n / 4)


@st.composite
def box_marks(draw: st.DrawFn, prefix: str, *, largest: int = 6) -> list[Box]:
    corners = draw(st.lists(st.tuples(quarter, quarter, length, length), max_size=largest))
    return [
        Box(f"{prefix}{n}", draw(st.sampled_from(LABELS)), x, y, x + width, y + height,
            attributes=draw(st.sampled_from([{}, {"occlusion": "0"}, {"occlusion": "1"}])))
        for n, (x, y, width, height) in enumerate(corners)
    ]  # fmt: skip


@st.composite
def span_marks(draw: st.DrawFn, prefix: str) -> list[Span]:
    places = draw(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 15)), max_size=6))
    return [
        Span(f"{prefix}{n}", draw(st.sampled_from(LABELS)), start, start + size)
        for n, (start, size) in enumerate(places)
    ]


@st.composite
def near_answers(draw: st.DrawFn) -> tuple[list[Box], list[Box]]:
    """Gold, and an answer that is mostly a shaken copy of it: that is where grading has to think."""
    golds = draw(box_marks("g"))
    shake = st.integers(-24, 24).map(lambda n: n / 4)
    answers = []
    for n, gold in enumerate(golds):
        if draw(st.integers(0, 4)):
            x1, y1, x2, y2 = (value + draw(shake) for value in gold.corners)
            answers.append(replace(gold, id=f"a{n}").with_corners(x1, y1, x2, y2))
    return golds, answers + draw(box_marks("b", largest=2))


def as_gold(marks: list[Box] | list[Span], *, ignored: frozenset[str] = frozenset()) -> list[GoldMark]:
    """The marks as gold."""
    return [
        GoldMark(
            id=mark.id, label=mark.label, attributes=dict(mark.attributes), ignore=mark.id in ignored,
            **({"box": mark.corners} if isinstance(mark, Box) else {"start": mark.start, "end": mark.end}),
        )
        for mark in marks
    ]  # fmt: skip


def check_books(score: Score) -> None:
    """The numbers of a score fit each other."""
    counts = score.counts
    assert counts.matched + counts.missed == counts.gold
    assert counts.matched + counts.extra == counts.answer
    assert counts.qualified <= counts.matched == len(score.pairs)
    assert sum(score.per_label.values(), Counts()) == counts
    assert 0 <= score.accuracy <= 1
    lost = {(finding.gold_id, finding.answer_id) for finding in score.findings}
    doubles = sum(finding.code == "DUP" for finding in score.findings)
    assert len(lost) >= counts.judged - counts.qualified - doubles
    assert all(finding.clause == "" or finding.code == "ATTR" for finding in score.findings)


@QUICK
@given(box_marks("g"))
def test_the_gold_itself_is_perfect_for_boxes(marks: list[Box]) -> None:
    score = grade(marks, as_gold(marks), WITH_ATTRIBUTE)
    drawn = [mark for mark in marks if mark.area > 0]
    if len(drawn) == len(marks):
        assert score.accuracy == 1
        assert score.findings == ()
    assert score.counts.gold == len(marks)


@QUICK
@given(span_marks("g"))
def test_the_gold_itself_is_perfect_for_spans(marks: list[Span]) -> None:
    score = grade(marks, as_gold(marks), TEXT)
    assert (score.accuracy, score.findings) == (1, ())
    assert score.measures.get("strict_f1", 1) == 1


@QUICK
@given(near_answers(), st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_marks_changes_nothing(
    drawn: tuple[list[Box], list[Box]], chance: random.Random, some_ignored: bool
) -> None:
    golds, answers = drawn
    gold = as_gold(golds, ignored=frozenset({"g1", "g3"} if some_ignored else ()))
    first = grade(answers, gold, WITH_ATTRIBUTE)
    assert (
        grade(chance.sample(answers, len(answers)), chance.sample(gold, len(gold)), WITH_ATTRIBUTE) == first
    )
    check_books(first)


@QUICK
@given(span_marks("g"), span_marks("a"), st.randoms(use_true_random=False))
def test_the_order_of_spans_changes_nothing(
    golds: list[Span], answers: list[Span], chance: random.Random
) -> None:
    """Unlike nervaluate, where a stray span before the exact one turns strict F1 from .667 to 0."""
    gold = as_gold(golds)
    first = grade(answers, gold, TEXT)
    assert grade(chance.sample(answers, len(answers)), chance.sample(gold, len(gold)), TEXT) == first
    check_books(first)


@QUICK
@given(near_answers(), st.integers(-4000, 4000), st.integers(-4000, 4000))
def test_moving_both_changes_nothing_but_the_places(
    drawn: tuple[list[Box], list[Box]], dx: int, dy: int
) -> None:
    golds, answers = drawn
    here = grade(answers, as_gold(golds), WITH_ATTRIBUTE)
    there = grade(
        [mark.moved(dx, dy) for mark in answers],
        as_gold([mark.moved(dx, dy) for mark in golds]),
        WITH_ATTRIBUTE,
    )
    assert there.counts == here.counts
    assert there.pairs == here.pairs
    assert [(f.code, f.gold_id, f.answer_id, f.measured) for f in there.findings] == [
        (f.code, f.gold_id, f.answer_id, f.measured) for f in here.findings
    ]


@QUICK
@given(near_answers(), st.lists(st.integers(1, 40).map(lambda n: n / 4), min_size=2, max_size=2).map(sorted))
def test_a_smaller_tolerance_never_raises_accuracy(
    drawn: tuple[list[Box], list[Box]], tolerances: list[float]
) -> None:
    golds, answers = drawn
    strict, loose = (
        grade(answers, as_gold(golds), schema(boxes=BoxRules(side_px=px, side_share=0))) for px in tolerances
    )
    assert strict.accuracy <= loose.accuracy
    assert strict.pairs == tuple(replace(pair, qualified=was.qualified) for pair, was in
                                 zip(loose.pairs, strict.pairs, strict=True))  # fmt: skip


@QUICK
@given(span_marks("g"), span_marks("a"))
def test_a_smaller_slack_never_raises_accuracy(golds: list[Span], answers: list[Span]) -> None:
    accuracies = [
        grade(answers, as_gold(golds), schema("spans", spans=SpanRules(boundary_slack=slack))).accuracy
        for slack in (0, 1, 3, 10)
    ]
    assert accuracies == sorted(accuracies)


def check_swapped(here: Score, there: Score) -> None:
    """Precision of one is recall of the other."""
    assert (here.counts.gold, here.counts.answer) == (there.counts.answer, there.counts.gold)
    assert (here.precision, here.recall, here.f1) == (there.recall, there.precision, there.f1)
    assert (here.counts.missed, here.counts.extra) == (there.counts.extra, there.counts.missed)


@QUICK
@given(near_answers())
def test_precision_and_recall_swap_with_gold_and_answer(drawn: tuple[list[Box], list[Box]]) -> None:
    golds, answers = drawn
    check_swapped(grade(answers, as_gold(golds), PLAIN), grade(golds, as_gold(answers), PLAIN))


@QUICK
@given(span_marks("g"), span_marks("a"))
def test_precision_and_recall_swap_for_spans(golds: list[Span], answers: list[Span]) -> None:
    check_swapped(grade(answers, as_gold(golds), TEXT), grade(golds, as_gold(answers), TEXT))


@QUICK
@given(near_answers())
def test_a_far_extra_lowers_accuracy_and_precision_and_never_recall(
    drawn: tuple[list[Box], list[Box]],
) -> None:
    golds, answers = drawn
    before = grade(answers, as_gold(golds), PLAIN)
    after = grade([*answers, Box("far", "car", 5000, 5000, 5100, 5100)], as_gold(golds), PLAIN)
    assert after.recall == before.recall
    assert after.counts.extra == before.counts.extra + 1
    if before.counts.qualified or not before.counts.judged:
        assert after.accuracy < before.accuracy
    if before.counts.qualified:
        assert after.precision is not None
        assert before.precision is not None
        assert after.precision < before.precision


@QUICK
@given(near_answers())
def test_an_ignored_place_over_everything_leaves_only_matched_answers(
    drawn: tuple[list[Box], list[Box]],
) -> None:
    golds, answers = drawn
    whole = gold_box("everything", -1000, -1000, 1000, 1000, ignore=True)
    score = grade(answers, [*as_gold(golds), whole], PLAIN)
    assert score.counts.extra == 0
    assert len(score.swallowed) + score.counts.answer == len(answers)
    without = grade(answers, as_gold(golds), PLAIN)
    assert (score.counts.gold, score.counts.qualified) == (without.counts.gold, without.counts.qualified)


@QUICK
@given(st.lists(near_answers(), max_size=4))
def test_a_total_is_the_sum_of_its_parts(scenes: list[tuple[list[Box], list[Box]]]) -> None:
    scores = [grade(answers, as_gold(golds), WITH_ATTRIBUTE) for golds, answers in scenes]
    whole = total(scores)
    assert whole.counts == sum((score.counts for score in scores), Counts())
    assert sum(n for _, n in whole.per_exercise) == whole.counts.judged
    assert sum(whole.codes.values()) == sum(len(score.findings) for score in scores)


def grade_far_apart(scenes: list[tuple[list[Box], list[Box]]], rules: LabelSchema) -> Score:
    golds: list[Mark] = []
    answers: list[Mark] = []
    for n, (gold, answer) in enumerate(scenes):
        golds += [replace(mark.moved(1000 * n, 0), id=f"{n}-{mark.id}") for mark in gold]
        answers += [replace(mark.moved(1000 * n, 0), id=f"{n}-{mark.id}") for mark in answer]
    return grade(answers, as_gold([mark for mark in golds if isinstance(mark, Box)]), rules)


@QUICK
@given(st.lists(near_answers(), min_size=1, max_size=3))
def test_scenes_side_by_side_are_graded_like_scenes_apart(scenes: list[tuple[list[Box], list[Box]]]) -> None:
    apart = total(grade(answers, as_gold(golds), WITH_ATTRIBUTE) for golds, answers in scenes)
    together = grade_far_apart(scenes, WITH_ATTRIBUTE)
    assert together.counts == apart.counts
    assert together.per_label == apart.per_label
