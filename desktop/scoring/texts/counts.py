"""Counts of texts that need the whole sheet: relations with their spans' errors apart, attributes, chains.

Every whole (``n``) is the gold's alone: who leaves an entity out has left out its relations, attributes and place in a
chain as well, and is told so apart (``entity``). What an answer has too much is counted beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from desktop.annotation.spans import Span
from desktop.curriculum.schema import LabelSchema
from desktop.scoring.attributes import accepted, asked
from desktop.scoring.result import Finding
from desktop.scoring.sheet import Sheet
from desktop.scoring.texts.relations import Arc, RelationKind
from desktop.scoring.texts.sides import Sides


def sheet_counts(
    sides: Sides, sheet: Sheet[Any], relations: RelationKind, findings: Sequence[Finding]
) -> dict[str, float]:
    """Return the counts of relations, attributes and chains; none of what neither side has."""
    return {
        **relation_counts(sides, sheet, relations),
        **attribute_counts(sheet, findings),
        **chain_counts(sides, sheet, findings),
    }


def relation_counts(sides: Sides, sheet: Sheet[Any], kind: RelationKind) -> dict[str, float]:
    """Return ``n`` gold relations, ``all`` of both sides, and how many of the gold's fail with a span that is not right.

    ``entity``: not an exact triple, and a span at one of its ends is missed, of another class, or has other edges.
    """
    exact = {
        match.truth.mark.id
        for match, _ in sheet.matches
        if isinstance(match.truth.mark, Arc) and kind.exact(match)
    }
    gold = [match.truth.mark for match, _ in sheet.matches if isinstance(match.truth.mark, Arc)]
    gold += [truth.mark for truth in sheet.missed if isinstance(truth.mark, Arc)]
    answers = sum(isinstance(match.answer, Arc) for match, _ in sheet.matches)
    answers += sum(isinstance(mark, Arc) for mark in sheet.extras) + len(sides.loose)
    if not gold and not answers:
        return {}
    entity = sum(arc.id not in exact and not kind.stands(arc) for arc in gold)
    counts = {"n": len(gold), "all": len(gold) + answers, "entity": entity}
    return {f"relation.{name}": float(number) for name, number in counts.items()}


def attribute_counts(sheet: Sheet[Any], findings: Sequence[Finding]) -> dict[str, float]:
    """Return how many values of attributes the gold asks for, how many are right, and how many had no right mark.

    ``entity``: the mark that should carry the value is missed, or of a class that does not ask for it.
    """
    schema = sheet.schema
    wrong = Counter(finding.gold_id for finding in findings if finding.code == "ATTR")
    n = right = 0
    for match, _ in sheet.matches:
        gold = match.truth.gold
        n += _values(gold, schema)
        right += sum(1 for _ in asked(gold, match.answer.label, schema)) - wrong[match.truth.mark.id]
    missing = sum(_values(truth.gold, schema) for truth in sheet.missed)
    if not n + missing:
        return {}
    entity = n + missing - right - wrong.total()
    counts = {"n": n + missing, "right": right, "entity": entity}
    return {f"attribute.{name}": float(number) for name, number in counts.items()}


def chain_counts(sides: Sides, sheet: Sheet[Any], findings: Sequence[Finding]) -> dict[str, float]:
    """Return how many mentions stand in chains by the gold, how many of them are right, missed, and chained for nothing.

    A chain has two mentions at least. ``entity``: the mention itself was missed.
    """
    spans = [truth.mark for truth in sides.asked(Span) if truth.mark.group]
    sizes = Counter(span.group for span in spans)
    chained = {span.id for span in spans if sizes[span.group] > 1}
    if not chained:
        return {}
    wrong = {finding.gold_id for finding in findings if finding.code == "GROUP"}
    missed = {truth.mark.id for truth in sheet.missed} & chained
    extra = len(wrong - chained)
    counts = {
        "n": len(chained),
        "right": len(chained - wrong - missed),
        "entity": len(missed),
        "extra": extra,
        "all": len(chained) + extra,
    }
    return {f"chain.{name}": float(number) for name, number in counts.items()}


def _values(gold: Any, schema: LabelSchema) -> int:
    return sum(bool(accepted(gold, attribute.id)) for attribute in schema.attributes_of(gold.label))
