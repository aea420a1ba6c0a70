"""The mechanical part of the rules on relations (section 7): what no gold may break."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gold_rules import corpus_faults
from gold_rules import faults as span_faults
from marked_text import NAMES, Block, SourceMark
from relation_source import Arc, Paragraph, RelationMark

from desktop.annotation.text_units import sentences

#: Kind of relation -> classes of head and tail (7.1, 7.2).
ENDS = {
    "issued_by": ("docno", "org"),
    "carried_by": ("project", "org"),
    "costs": ("project", "money"),
    "due": ("project", "time"),
}
CALLED = {"issued_by": "发文-机关", "carried_by": "承办-单位", "costs": "项目-金额", "due": "项目-期限"}
#: A sentence with one of these names the project of a sentence before it (7.8).
NAMING = re.compile(r"[该本](?:项目|工程|行动|计划)")


def block_of(each: Paragraph) -> Block:
    """Return a paragraph as a block of spans alone, to be checked by the rules on spans."""
    marks = tuple(SourceMark(mark.start, mark.end, mark.label, mark.note) for mark in each.marks)
    return Block(each.id, each.title, each.difficulty, each.tags, each.hint, (), each.text, marks)


def faults(each: Paragraph) -> list[str]:
    """Return what is wrong with the gold of one paragraph, each as a sentence with its id."""
    found = [fault for arc in each.arcs for fault in _arc_faults(each, arc)]
    found += list(_loose_ends(each))
    if len(set(each.arcs)) != len(each.arcs):
        found.append("a relation is given twice")
    return [*span_faults(block_of(each)), *(f"{each.id}: {fault}" for fault in found)]


def all_faults(paragraphs: Iterable[Paragraph], others: Iterable[Block]) -> list[str]:
    """Return the faults of every paragraph, and what contradicts the texts of the entity exercises."""
    paragraphs = list(paragraphs)
    found = [fault for each in paragraphs for fault in faults(each)]
    return found + corpus_faults([*others, *(block_of(each) for each in paragraphs)])


def sentence_of(each: Paragraph, mark: RelationMark) -> int:
    """Return the number of the sentence that a span begins in."""
    return next(n for n, (start, end) in enumerate(sentences(each.text)) if start <= mark.start < end)


def clause_of(each: Paragraph, arc: Arc) -> str:
    """Return the clause that decides about this very relation, "" where its kind's own clause does."""
    head, tail = each.mark(arc.head), each.mark(arc.tail)
    if sentence_of(each, head) != sentence_of(each, tail):
        return "7.8"
    twice = [mark for end in (head, tail) for mark in _namesakes(each, end)]
    return "7.7" if twice else ""


def _arc_faults(each: Paragraph, arc: Arc) -> Iterator[str]:
    head, tail = each.mark(arc.head), each.mark(arc.tail)
    where = f"{CALLED[arc.label]} “{each.words(head)}” → “{each.words(tail)}”"
    if (head.label, tail.label) != ENDS[arc.label]:
        yield f"{where} runs from {NAMES[head.label]} to {NAMES[tail.label]} (7.2)"
    if head.start < tail.end and tail.start < head.end:
        yield f"{where} joins a span with one inside it (7.9)"
    if any(own.start <= tail.start and tail.end <= own.end for own in each.marks if own.label == "project"):
        yield f"{where} leads into a project (7.9)"
    if sentence_of(each, head) != sentence_of(each, tail):
        yield from (f"{where} {fault}" for fault in _crossing_faults(each, head, tail))
        return
    for end, other in ((head, tail), (tail, head)):
        for twin in _namesakes(each, end):
            if sentence_of(each, twin) == sentence_of(each, end) and (_gap(twin, other), twin.start) < (
                _gap(end, other),
                end.start,
            ):
                yield f"{where} does not take the nearest mention (7.7)"


def _crossing_faults(each: Paragraph, head: RelationMark, tail: RelationMark) -> Iterator[str]:
    start, _end = sentences(each.text)[sentence_of(each, tail)]
    if not NAMING.search(each.text[start : tail.start]):
        yield "crosses a sentence that does not name the project (7.8)"
    before = [own for own in each.marks if own.label == "project" and own.end <= start]
    if not before or max(before, key=lambda own: own.start) is not head:
        yield "does not go back to the nearest project before (7.8)"


def _loose_ends(each: Paragraph) -> Iterator[str]:
    """Yield what could be the end of a relation in its sentence, is none, and does not say why."""
    ends = {end for arc in each.arcs for end in (arc.head, arc.tail)}
    for mark in each.marks:
        near = {own.label for own in each.marks if sentence_of(each, own) == sentence_of(each, mark)}
        wanted = {"project": {"money", "time"}, "docno": set[str]()}
        able = (
            mark.label in {"docno", "project"}
            or (mark.label == "org" and near & {"docno", "project"})
            or any(mark.label in tails and head in near for head, tails in wanted.items())
        )
        if able and mark.id not in ends and not mark.note:
            yield f"{NAMES[mark.label]}“{each.words(mark)}” has no relation and no reason"


def _namesakes(each: Paragraph, mark: RelationMark) -> list[RelationMark]:
    """Return the other mentions of the same name and class."""
    return [
        own for own in each.marks
        if own.id != mark.id and (own.label, each.words(own)) == (mark.label, each.words(mark))
    ]  # fmt: skip


def _gap(one: RelationMark, other: RelationMark) -> int:
    """Characters between two spans, 0 where they meet."""
    return max(one.start - other.end, other.start - one.end, 0)
