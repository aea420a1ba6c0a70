"""Grading shapes of any kind on one picture, and an inspector's flags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop.annotation.marks import Mark
from desktop.annotation.shapes.base import Shape
from desktop.curriculum.items import GoldMark
from desktop.curriculum.schema import LabelSchema
from desktop.scoring.account import account
from desktop.scoring.judge import Truth
from desktop.scoring.judges.composite import ShapeJudge
from desktop.scoring.judges.layers import Layers, layer_measures, layered, layers_of
from desktop.scoring.result import Score
from desktop.scoring.rule_tree import judge_rules, units_of
from desktop.scoring.sheet import Sheet


def grade_objects(
    answer: Sequence[Mark],
    gold: Sequence[GoldMark],
    schema: LabelSchema,
    *,
    size: tuple[int, int] | None = None,
) -> Score:
    """Grade the shapes of one answer against one gold. ``size``: of the picture; pixels outside do not count.

    Raises ValueError for a mark that is no shape.
    """
    answers = [_shape(mark) for mark in answer]
    truths = [Truth(each, _shape(each.mark()), is_ignored(each, schema)) for each in gold]
    if not layered(schema):
        judge = ShapeJudge(schema, gold=gold, answers=answers, size=size)
        return _score(account(judge, truths, answers, schema), judge)
    apart = frozenset(truth.gold.id for truth in truths if truth.ignored)
    mine = layers_of(answers, schema, size=size)
    theirs = layers_of([truth.mark for truth in truths], schema, size=size, apart=apart)
    both = None if mine.seen is None or theirs.seen is None else {**mine.seen, **theirs.seen}
    judge = ShapeJudge(schema, gold=gold, answers=mine.marks, size=size, seen=both)
    by_id = {truth.gold.id: truth for truth in truths}
    kept = [replace(by_id[mark.id], mark=mark) for mark in theirs.marks]
    score = _score(account(judge, kept, mine.marks, schema), judge)
    return replace(score, measures={**score.measures, **_layer_measures(theirs, mine, by_id)})


def is_ignored(gold: GoldMark, schema: LabelSchema) -> bool:
    """Tell whether a gold mark is a place to be ignored or a crowd: swallowing answers, asked for by nobody."""
    label = schema.label(gold.label)
    return gold.ignore or gold.crowd or (label is not None and label.role in {"ignore", "crowd"})


def _layer_measures(theirs: Layers, mine: Layers, by_id: dict[str, Truth[Shape]]) -> dict[str, float]:
    crowds = frozenset(
        mark_id for mark_id, truth in by_id.items() if truth.gold.crowd and not truth.gold.ignore
    )
    return layer_measures(
        [(by_id[mark.id], tiles) for mark, tiles in theirs.areas], mine.areas, crowds=crowds
    )


def _score(sheet: Sheet[Shape], judge: ShapeJudge) -> Score:
    rules = judge.schema.object_rules.rules
    measures = judge.family_measures([match for match, _ in sheet.matches], sheet.missed, sheet.extras)
    return replace(
        sheet.score(), measures=measures, rules=judge_rules(rules, units_of(sheet)) if rules else ()
    )


def _shape(mark: Mark) -> Shape:
    if not isinstance(mark, Shape):
        raise ValueError(f"mark {mark.id!r} is a {type(mark).__name__}, the schema asks for shapes")
    return mark
