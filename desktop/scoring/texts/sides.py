"""Both sides of one grading: the gold's marks and the answer's, relations joined to their spans, spans paired."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from desktop.annotation.relations import Relation
from desktop.annotation.spans import Span
from desktop.annotation.text_marks import TextMark
from desktop.scoring.account import Reader, canonical
from desktop.scoring.judge import Truth
from desktop.scoring.matching import SLACK, match
from desktop.scoring.spans import MATCH_SHARE
from desktop.scoring.texts.relations import Arc, aligned, arc
from desktop.scoring.texts.spans import rows

K = TypeVar("K", bound=TextMark)


@dataclass(frozen=True)
class Sides:
    """Gold and answer. ``loose``: ids of relations of the answer that name a span that is not there."""

    truths: Sequence[Truth[TextMark]]
    answers: Sequence[TextMark]
    loose: tuple[str, ...]

    @classmethod
    def of(cls, answers: Sequence[TextMark], truths: Sequence[Truth[TextMark]]) -> Sides:
        """Return both sides with their relations joined. Raises ValueError for gold that joins nothing."""
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

    def asked(self, kind: type[K]) -> list[Truth[K]]:
        """Return the gold of a kind that is asked for."""
        return [truth for truth in of_kind(self.truths, kind) if not truth.ignored]

    def given(self, kind: type[K]) -> list[K]:
        """Return the answer's marks of a kind."""
        return [mark for mark in self.answers if isinstance(mark, kind)]


@dataclass(frozen=True)
class Paired:
    """The spans that the account will match. ``pairs``: gold span id -> answered span; ``ends``: see ``aligned``."""

    pairs: Mapping[str, Span] = field(default_factory=dict)
    ends: Mapping[str, str] = field(default_factory=dict)


def of_kind(truths: Iterable[Truth[Any]], kind: type[K]) -> list[Truth[K]]:
    """Return the truths whose mark is of a kind."""
    return [Truth(truth.gold, truth.mark, truth.ignored) for truth in truths if isinstance(truth.mark, kind)]


def paired(sides: Sides, places: Reader[TextMark]) -> Paired:
    """Return which answered span is whose, by the same similarities and the same order as the account."""
    order = canonical(places)
    gold = sorted((truth.mark for truth in sides.asked(Span)), key=order)
    answers = sorted(sides.given(Span), key=order)
    if not gold or not answers:
        return Paired()
    able = [
        {column: value for column, value in row.items() if value >= MATCH_SHARE - SLACK}
        for row in rows(gold, answers)
    ]
    found = match(able, 0.0, [mark.label for mark in gold], [mark.label for mark in answers])
    pairs = {gold[row].id: answers[column] for row, column in found.items()}
    return Paired(pairs, aligned({own: other.id for own, other in pairs.items()}, gold, answers))


def _joined(marks: Sequence[TextMark]) -> dict[str, TextMark]:
    """Return the marks by id, relations with their spans; without those that name a span that is not there."""
    spans = {mark.id: mark for mark in marks if isinstance(mark, Span)}
    found = {mark.id: arc(mark, spans) if isinstance(mark, Relation) else mark for mark in marks}
    return {mark_id: mark for mark_id, mark in found.items() if mark is not None}


def arcs_aside(sides: Sides) -> frozenset[str]:
    """Return the ids of gold relations that the gold itself leaves out: one of their spans is not judged."""
    asked = {truth.mark.id for truth in sides.asked(Span)}
    return frozenset(truth.mark.id for truth in sides.asked(Arc) if not asked.issuperset(truth.mark.ends))
