"""What is worth a second look in a text: marks that contradict each other or stand badly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from desktop.annotation.relations import Relation
from desktop.annotation.spans import Span
from desktop.annotation.text_lanes import reading_order
from desktop.annotation.text_tools import trimmed

#: untrimmed: blanks or punctuation at an edge. crossing: overlaps another, neither in the other. twice: the same place
#: with the same class again. varied: the same words have another class elsewhere. ends: a relation that these classes
#: may not have.
Why: TypeAlias = Literal["untrimmed", "crossing", "twice", "varied", "ends"]


@dataclass(frozen=True)
class Doubt:
    """A mark to look at again, where it is, and why."""

    start: int
    end: int
    mark_id: str
    why: Why


def doubts(
    text: str, spans: Iterable[Span], relations: Iterable[Relation], may: Callable[[str, Span, Span], bool]
) -> list[Doubt]:
    """Return what to look at again, in reading order, each mark once, for its first reason.

    ``may`` tells whether a kind of relation may run from one span to another.
    """
    ordered = sorted(spans, key=reading_order)
    found: dict[str, Doubt] = {}
    for reason in (_untrimmed(text, ordered), _crossing(ordered), _varied(text, ordered)):
        for span, why in reason:
            found.setdefault(span.id, Doubt(span.start, span.end, span.id, why))
    by_id = {span.id: span for span in ordered}
    for relation in relations:
        head, tail = by_id.get(relation.head), by_id.get(relation.tail)
        if head is not None and tail is not None and not may(relation.label, head, tail):
            found[relation.id] = Doubt(head.start, head.end, relation.id, "ends")
    return sorted(found.values(), key=lambda doubt: (doubt.start, -doubt.end, doubt.mark_id))


def beside(found: Sequence[Doubt], place: tuple[int, int, str], step: int) -> Doubt | None:
    """Return the doubt after (1) or before (-1) a place in reading order, round the ends; None without doubts."""
    if not found:
        return None
    ahead = [doubt for doubt in found if _key(doubt) > place]
    behind = [doubt for doubt in found if _key(doubt) < place]
    return (ahead or found)[0] if step > 0 else (behind or found)[-1]


def _key(doubt: Doubt) -> tuple[int, int, str]:
    return doubt.start, -doubt.end, doubt.mark_id


def _untrimmed(text: str, spans: Iterable[Span]) -> Iterator[tuple[Span, Why]]:
    for span in spans:
        if trimmed(text, span.start, span.end) != (span.start, span.end):
            yield span, "untrimmed"


def _crossing(ordered: Iterable[Span]) -> Iterator[tuple[Span, Why]]:
    """Yield spans that cross one that begins before them or lie exactly on one of their class."""
    open_: list[Span] = []
    for span in ordered:
        open_ = [other for other in open_ if other.end > span.start]
        for other in open_:
            if other.start < span.start < other.end < span.end:
                yield span, "crossing"
            elif (other.pieces, other.label) == (span.pieces, span.label):
                yield span, "twice"
        open_.append(span)


def _varied(text: str, spans: Sequence[Span]) -> Iterator[tuple[Span, Why]]:
    labels: dict[str, set[str]] = {}
    places: dict[str, set[tuple[int, int]]] = {}
    for span in spans:
        words = text[span.start : span.end]
        labels.setdefault(words, set()).add(span.label)
        places.setdefault(words, set()).add((span.start, span.end))
    for span in spans:
        words = text[span.start : span.end]
        if len(labels[words]) > 1 and len(places[words]) > 1:
            yield span, "varied"
