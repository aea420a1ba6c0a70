"""Grade an answer against gold by the order's rules, whatever kinds of marks it asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from desktop.annotation.marks import Mark
from desktop.annotation.merging_plan import result
from desktop.annotation.shapes.box import Box
from desktop.annotation.spans import Span
from desktop.base.digest import digest_of
from desktop.curriculum.items import Exercise, GoldMark
from desktop.curriculum.schema import LabelSchema
from desktop.scoring.account import account
from desktop.scoring.boxes import BoxJudge, clipped
from desktop.scoring.collector import collector_at_rest
from desktop.scoring.judge import M, Truth
from desktop.scoring.repair import repaired
from desktop.scoring.result import Point, Score
from desktop.scoring.rule_tree import judge_rules, units_of
from desktop.scoring.sheet import Sheet
from desktop.scoring.spans import SpanJudge


def grade(
    answer: Sequence[Mark],
    gold: Sequence[GoldMark],
    schema: LabelSchema,
    *,
    size: tuple[int, int] | None = None,
    exercise: Exercise | None = None,
    given: Mapping[Point, bool] = MappingProxyType({}),
) -> Score:
    """Grade one answer against one gold. Raises ValueError for a mark of a kind that the schema does not ask for.

    ``size``: width and height of the picture, px, where shapes other than boxes are graded. ``exercise``: with the turns,
    answers and checklists by which texts are judged. ``given``: the points that an instructor gave for what is written.
    """
    with collector_at_rest(len(answer) + len(gold)):
        if schema.task in {"text", "answers", "text_inspection"}:
            # Nothing of it is needed where pictures are labelled.
            from desktop.scoring.texts.grading import grade_texts

            return grade_texts(answer, gold, schema, exercise=exercise, given=given)
        return _grade(answer, gold, schema, size=size)


def grade_exercise(
    answer: Sequence[Mark],
    exercise: Exercise,
    schema: LabelSchema,
    given: Mapping[Point, bool] = MappingProxyType({}),
) -> Score:
    """Grade an answer against every gold of an exercise and keep the best: accuracy, F1, mean similarity, then first.

    Boxes are cut to the picture before. The digests name the rules and all golds. Where another's marks were to be
    mended, measures say how that went (``repair``). ``given``: see ``grade``. Raises ValueError like ``grade``.
    """
    scores = [_graded(answer, gold.marks, exercise, schema, given) for gold in exercise.golds]
    best = max(range(len(scores)), key=lambda place: (_quality(scores[place]), -place))
    score = scores[best]
    if exercise.work != "adjudicate" and exercise.starts_from:
        before = _graded(exercise.starts_from, exercise.golds[best].marks, exercise, schema)
        score = repaired(score, before, exercise.remarks)
    return replace(
        score,
        gold_name=exercise.golds[best].name,
        rules_digest=rules_digest(schema),
        gold_digest=gold_digest(exercise),
    )


def rules_digest(schema: LabelSchema) -> str:
    """Return the digest of the labels, attributes and tolerances that a score was made by."""
    return digest_of(schema.model_dump(mode="json"))


def gold_digest(exercise: Exercise) -> str:
    """Return the digest of every gold of an exercise."""
    return digest_of([gold.model_dump(mode="json") for gold in exercise.golds])


def _grade(
    answer: Sequence[Mark], gold: Sequence[GoldMark], schema: LabelSchema, *, size: tuple[int, int] | None
) -> Score:
    if schema.task == "boxes":
        boxes = account(BoxJudge(schema.box_rules), _truths(gold, Box), _only(answer, Box), schema)
        return _with_rules(boxes, schema)
    if schema.task == "spans":
        spans = account(SpanJudge(schema.span_rules), _truths(gold, Span), _only(answer, Span), schema)
        return _with_rules(spans, schema, of_missed=0.0)
    # Shapes load numpy and GEOS: only where they are graded.
    from desktop.scoring.judges.objects import grade_objects

    return grade_objects(answer, gold, schema, size=size)


def _graded(
    answer: Sequence[Mark],
    gold: Sequence[GoldMark],
    exercise: Exercise,
    schema: LabelSchema,
    given: Mapping[Point, bool] = MappingProxyType({}),
) -> Score:
    size = exercise.size
    if exercise.work == "adjudicate":
        # What was decided, and why, is kept beside the marks.
        answer = result(answer)
    marks = [clipped(mark, size) if size is not None and isinstance(mark, Box) else mark for mark in answer]
    return grade(marks, gold, schema, size=size, exercise=exercise, given=given)


def _with_rules(sheet: Sheet[Any], schema: LabelSchema, *, of_missed: float | None = None) -> Score:
    rules = schema.object_rules.rules
    score = sheet.score()
    return replace(score, rules=judge_rules(rules, units_of(sheet, of_missed=of_missed))) if rules else score


def _quality(score: Score) -> tuple[float, float, float]:
    return (score.accuracy, score.f1 or 0.0, score.mean_similarity or 0.0)


def _only(marks: Sequence[Mark], kind: type[M]) -> list[M]:
    return [_expected(mark, kind) for mark in marks]


def _truths(gold: Sequence[GoldMark], kind: type[M]) -> list[Truth[M]]:
    return [Truth(truth, _expected(truth.mark(), kind), truth.ignore or truth.crowd) for truth in gold]


def _expected(mark: Mark, kind: type[M]) -> M:
    if not isinstance(mark, kind):
        raise ValueError(
            f"mark {mark.id!r} is a {type(mark).__name__}, the schema asks for a {kind.__name__}"
        )
    return mark
