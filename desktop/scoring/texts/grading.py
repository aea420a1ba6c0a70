"""Grading the marks on the texts of one exercise."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from desktop.annotation.marks import Mark
from desktop.annotation.relations import Relation
from desktop.annotation.replies import Reply
from desktop.annotation.spans import Span
from desktop.annotation.text_flags import TextFlag
from desktop.annotation.text_marks import TextMark
from desktop.curriculum.items import Exercise, GoldMark
from desktop.curriculum.schema import LabelSchema
from desktop.scoring.account import account
from desktop.scoring.judge import Truth
from desktop.scoring.result import Point, Score
from desktop.scoring.rule_tree import judge_rules, units_of
from desktop.scoring.texts.chains import Chains
from desktop.scoring.texts.composite import TextJudge
from desktop.scoring.texts.counts import sheet_counts
from desktop.scoring.texts.flags import TextFlagKind
from desktop.scoring.texts.joint import joint_counts
from desktop.scoring.texts.naming import Naming, texts_of
from desktop.scoring.texts.places import Places
from desktop.scoring.texts.points import waiting
from desktop.scoring.texts.red_lines import vetoed
from desktop.scoring.texts.relations import Arc, RelationKind
from desktop.scoring.texts.replies import ReplyKind, added, asked_of, by_question
from desktop.scoring.texts.sides import Paired, Sides, arcs_aside, of_kind, paired
from desktop.scoring.texts.spans import TextSpanKind
from desktop.scoring.texts.teller import Teller
from desktop.scoring.texts.totals import with_shares


def grade_texts(
    answer: Sequence[Mark],
    gold: Sequence[GoldMark],
    schema: LabelSchema,
    *,
    exercise: Exercise | None = None,
    given: Mapping[Point, bool] = MappingProxyType({}),
) -> Score:
    """Grade the marks of one answer against one gold. How many units are judged hangs on the gold alone.

    ``exercise``: its turns and answers say where findings are, its checklists judge what is written; without it there
    are none. A relation of the answer that names a span that is not there joins nothing: it is out of the account, and
    among ``swallowed``. ``given``: the points that an instructor gave; a text that waits for more of them is set aside and
    ``open`` names these. Raises ValueError for a mark on a picture.
    """
    sides = Sides.of([_expected(mark) for mark in answer], [_truth(own) for own in gold])
    places = Places(exercise, [*(truth.mark for truth in sides.truths), *sides.answers])
    pairs, replies, aside = paired(sides, places), by_question(sides.answers), arcs_aside(sides)
    asked = [_asked(truth, aside, schema) for truth in sides.truths]
    left = waiting(of_kind(asked, Reply), replies, schema, exercise=exercise, given=given)
    asked = [_set_aside(truth, left.unjudged) for truth in asked]
    naming = Naming(sides, pairs, schema.text_rules, exercise)
    spans = TextSpanKind(
        schema.text_rules, Chains([truth.mark for truth in sides.asked(Span)]), texts_of(exercise)
    )
    relations = RelationKind(
        schema,
        pairs.ends,
        _whole(sides, pairs, spans),
        spans.right,
        [truth.mark for truth in sides.asked(Arc)],
    )
    judge = TextJudge(
        schema,
        spans=spans,
        relations=relations,
        replies=ReplyKind(schema, of_kind(asked, Reply), replies, exercise, given),
        flags=TextFlagKind(schema.object_rules.flag),
        places=places,
        naming=naming,
        dialogue=exercise is not None and bool(exercise.turns),
    )
    sheet = account(judge, asked, sides.answers, schema, called=judge.called)
    score = sheet.score()
    teller = Teller(judge, places, sides, naming)
    counts = judge.kind_measures([pair for pair, _ in sheet.matches], sheet.missed, sheet.extras)
    counts |= sheet_counts(sides, sheet, relations, score.findings)
    counts |= joint_counts(sheet, exercise.turns if exercise is not None else (), schema)
    whole = replace(
        score,
        findings=tuple(teller.told(finding) for finding in score.findings),
        measures=with_shares(added([counts, left.counts or {}])),
        swallowed=(*score.swallowed, *sides.loose),
        rules=judge_rules(schema.object_rules.rules, units_of(sheet, of_missed=0.0)),
        open=left.points,
    )
    return vetoed(whole)


def _whole(sides: Sides, pairs: Paired, spans: TextSpanKind) -> frozenset[str]:
    """Return the gold spans that are answered right, class and edges."""
    gold = {truth.mark.id: truth.mark for truth in sides.asked(Span)}
    return frozenset(own for own, other in pairs.pairs.items() if spans.right(gold[own], other))


def _asked(truth: Truth[TextMark], aside: Collection[str], schema: LabelSchema) -> Truth[TextMark]:
    """Return a truth, to be ignored where the gold or the schema do not ask for it. The answer has no say in that."""
    mark = truth.mark
    asked = mark.id not in aside and (not isinstance(mark, Reply) or asked_of(mark, schema))
    return truth if asked else Truth(truth.gold, mark, ignored=True)


def _set_aside(truth: Truth[TextMark], unjudged: frozenset[tuple[str, str]]) -> Truth[TextMark]:
    """Return a truth, to be ignored where what was written waits for an instructor's points."""
    mark = truth.mark
    waits = isinstance(mark, Reply) and (mark.label, mark.about) in unjudged
    return Truth(truth.gold, mark, ignored=True) if waits else truth


def _truth(own: GoldMark) -> Truth[TextMark]:
    return Truth(own, _expected(own.mark()), own.ignore or own.crowd)


def _expected(mark: Mark) -> TextMark:
    if not isinstance(mark, Span | Relation | Reply | TextFlag):
        raise ValueError(f"mark {mark.id!r} is a {type(mark).__name__}, the schema asks for marks on texts")
    return mark
