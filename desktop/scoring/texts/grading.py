"""Grading the marks on the texts of one exercise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeVar

from desktop.annotation.marks import Mark
from desktop.annotation.relations import Relation
from desktop.annotation.replies import Reply
from desktop.annotation.spans import Span
from desktop.annotation.text_flags import TextFlag
from desktop.annotation.text_marks import TextMark
from desktop.curriculum.items import Exercise, GoldMark
from desktop.curriculum.schema import LabelSchema
from desktop.scoring.account import account, canonical
from desktop.scoring.judge import Truth
from desktop.scoring.matching import SLACK, match
from desktop.scoring.result import Finding, Point, Score
from desktop.scoring.spans import MATCH_SHARE
from desktop.scoring.texts.chains import Chains
from desktop.scoring.texts.composite import TextJudge
from desktop.scoring.texts.flags import TextFlagKind
from desktop.scoring.texts.joint import joint_counts
from desktop.scoring.texts.places import Places
from desktop.scoring.texts.points import waiting
from desktop.scoring.texts.red_lines import vetoed
from desktop.scoring.texts.relations import Arc, RelationKind, aligned, arc
from desktop.scoring.texts.replies import Replies, ReplyKind, asked_of, by_question
from desktop.scoring.texts.spans import TextSpanKind, rows
from desktop.scoring.texts.totals import with_shares

K = TypeVar("K", bound=TextMark)


def grade_texts(
    answer: Sequence[Mark],
    gold: Sequence[GoldMark],
    schema: LabelSchema,
    *,
    exercise: Exercise | None = None,
    given: Mapping[Point, bool] = MappingProxyType({}),
) -> Score:
    """Grade the marks of one answer against one gold.

    ``exercise``: its turns and answers say where findings are, its checklists judge what is written; without it there
    are none. A relation of the answer that names a span that is not there joins nothing: it is out of the account, and
    among ``swallowed``. ``given``: the points that an instructor gave; a text that waits for more of them is set aside and
    ``open`` names these. Raises ValueError for a mark on a picture.
    """
    both = _Given.of([_expected(mark) for mark in answer], [_truth(own) for own in gold])
    places = Places(exercise, [*(truth.mark for truth in both.truths), *both.answers])
    ends = _ends(both, places)
    met, replies = frozenset(ends.values()), by_question(both.answers)
    asked = [_asked(truth, met, replies, schema) for truth in both.truths]
    left = waiting(_of(asked, Reply), replies, schema, exercise=exercise, given=given)
    asked = [_set_aside(truth, left.unjudged) for truth in asked]
    judge = TextJudge(
        schema,
        spans=TextSpanKind(schema.text_rules, Chains([truth.mark for truth in both.spans()])),
        relations=RelationKind(schema, ends),
        replies=ReplyKind(schema, _of(asked, Reply), exercise, given),
        flags=TextFlagKind(schema.object_rules.flag),
        places=places,
        dialogue=exercise is not None and bool(exercise.turns),
    )
    sheet = account(judge, asked, both.answers, schema, called=judge.called)
    counts = judge.kind_measures([pair for pair, _ in sheet.matches], sheet.missed, sheet.extras)
    counts |= joint_counts(sheet, exercise.turns if exercise is not None else (), schema)
    counts |= _relation_counts(both, asked)
    for name, number in (left.counts or {}).items():
        counts[name] = counts.get(name, 0.0) + number
    score = sheet.score()
    marks = {mark.id: mark for mark in both.answers} | {truth.mark.id: truth.mark for truth in both.truths}
    findings = tuple(_located(finding, marks, places) for finding in score.findings)
    swallowed = (*score.swallowed, *both.loose)
    whole = replace(
        score, findings=findings, measures=with_shares(counts), swallowed=swallowed, open=left.points
    )
    return vetoed(whole)


@dataclass(frozen=True)
class _Given:
    """Both sides with their relations joined to their spans. ``loose``: relations of the answer that join nothing."""

    truths: Sequence[Truth[TextMark]]
    answers: Sequence[TextMark]
    loose: tuple[str, ...]

    @classmethod
    def of(cls, answers: Sequence[TextMark], truths: Sequence[Truth[TextMark]]) -> _Given:
        joined = _joined(answers)
        gold = _joined([truth.mark for truth in truths])
        if len(gold) < len(truths):
            strangers = sorted({truth.mark.id for truth in truths} - gold.keys())
            raise ValueError(f"gold relations {strangers} name spans that are not there")
        return cls(
            [Truth(truth.gold, gold[truth.mark.id], truth.ignored) for truth in truths],
            list(joined.values()),
            tuple(mark.id for mark in answers if mark.id not in joined),
        )

    def spans(self) -> list[Truth[Span]]:
        """Return the gold spans that are asked for."""
        return [truth for truth in _of(self.truths, Span) if not truth.ignored]


def _joined(marks: Sequence[TextMark]) -> dict[str, TextMark]:
    """Return the marks by id, relations with their spans; without those that name a span that is not there."""
    spans = {mark.id: mark for mark in marks if isinstance(mark, Span)}
    found = {mark.id: arc(mark, spans) if isinstance(mark, Relation) else mark for mark in marks}
    return {mark_id: mark for mark_id, mark in found.items() if mark is not None}


def _of(truths: Iterable[Truth[TextMark]], kind: type[K]) -> list[Truth[K]]:
    return [Truth(truth.gold, truth.mark, truth.ignored) for truth in truths if isinstance(truth.mark, kind)]


def _ends(given: _Given, places: Places) -> dict[str, str]:
    """Return the gold span that each answered span is matched to, as the account will match them."""
    order = canonical(places)
    gold = sorted((truth.mark for truth in given.spans()), key=order)
    answers = sorted((mark for mark in given.answers if isinstance(mark, Span)), key=order)
    if not any(isinstance(mark, Arc) for mark in (*given.answers, *(truth.mark for truth in given.truths))):
        return {}
    able = [
        {column: value for column, value in row.items() if value >= MATCH_SHARE - SLACK}
        for row in rows(gold, answers)
    ]
    pairs = match(able, 0.0, [mark.label for mark in gold], [mark.label for mark in answers])
    return aligned({gold[row].id: answers[column].id for row, column in pairs.items()}, gold, answers)


def _asked(
    truth: Truth[TextMark], met: frozenset[str], replies: Replies, schema: LabelSchema
) -> Truth[TextMark]:
    """Return a truth, to be ignored where it is not asked for: a relation whose end was missed, a question not put."""
    mark = truth.mark
    if isinstance(mark, Arc):
        asked = met.issuperset(mark.ends)
    else:
        asked = not isinstance(mark, Reply) or asked_of(mark, replies, schema)
    return truth if asked else Truth(truth.gold, mark, ignored=True)


def _set_aside(truth: Truth[TextMark], unjudged: frozenset[tuple[str, str]]) -> Truth[TextMark]:
    """Return a truth, to be ignored where what was written waits for an instructor's points."""
    mark = truth.mark
    waits = isinstance(mark, Reply) and (mark.label, mark.about) in unjudged
    return Truth(truth.gold, mark, ignored=True) if waits else truth


def _relation_counts(given: _Given, asked: Sequence[Truth[TextMark]]) -> Mapping[str, float]:
    """Return all relations of both sides, and how many of the gold's were set aside because an end was missed."""
    gold = [truth for truth in _of(given.truths, Arc) if not truth.ignored]
    answers = sum(isinstance(mark, Arc) for mark in given.answers) + len(given.loose)
    if not gold and not answers:
        return {}
    aside = len(gold) - sum(not truth.ignored for truth in _of(asked, Arc))
    return {"relation.all": float(len(gold) + answers)} | ({"relation.aside": float(aside)} if aside else {})


def _located(finding: Finding, marks: Mapping[str, TextMark], places: Places) -> Finding:
    """Return a finding that says in which text it is, if not in the main one, and about which part a question was."""
    mark = marks.get(finding.gold_id or finding.answer_id or "")
    if mark is None:
        return finding
    detail = dict(finding.detail)
    if text := places.text_id(mark):
        detail["text"] = text
    place = finding.place
    if isinstance(mark, Reply):
        detail["about"] = mark.about
        place = places.place(mark)
    return replace(finding, detail=detail, place=place) if detail != finding.detail else finding


def _truth(own: GoldMark) -> Truth[TextMark]:
    return Truth(own, _expected(own.mark()), own.ignore or own.crowd)


def _expected(mark: Mark) -> TextMark:
    if not isinstance(mark, Span | Relation | Reply | TextFlag):
        raise ValueError(f"mark {mark.id!r} is a {type(mark).__name__}, the schema asks for marks on texts")
    return mark
