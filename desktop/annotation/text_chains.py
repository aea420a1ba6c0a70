"""Coreference chains: spans of one group mean the same thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from desktop.annotation.document import Document, Step, replacing
from desktop.annotation.spans import Span
from desktop.annotation.text_lanes import reading_order
from desktop.annotation.text_pieces import span_of
from desktop.base.wording import N_

JOIN = N_("连入指代链")
LEAVE = N_("移出指代链")


def chains(spans: Iterable[Span]) -> dict[str, list[Span]]:
    """Return the mentions of each chain in reading order, the chains by their first mention."""
    found: dict[str, list[Span]] = {}
    for span in sorted((span for span in spans if span.group), key=reading_order):
        found.setdefault(span.group, []).append(span)
    return found


def join(document: Document, one: str, other: str) -> Step:
    """Return the step that brings two mentions, with all that hang on them, into one chain.

    Without edits when they are in one already. Raises ValueError for a mention with itself.
    """
    first, second = span_of(document, one), span_of(document, other)
    if one == other:
        raise ValueError("a mention and itself")
    spans = document.spans()
    group = first.group or second.group or _new(spans)
    moved = [span for span in spans if span.group and span.group in {first.group, second.group}]
    named = {span.id: span for span in (*moved, first, second)}
    return replacing(JOIN, document, *(replace(span, group=group) for span in named.values()))


def leave(document: Document, span_id: str) -> Step:
    """Return the step that takes a mention out of its chain; one that would be left alone goes out too."""
    span = span_of(document, span_id)
    if not span.group:
        return Step(LEAVE, ())
    others = [other for other in document.spans() if other.group == span.group and other.id != span_id]
    gone = [span, *(others if len(others) == 1 else ())]
    return replacing(LEAVE, document, *(replace(mention, group="") for mention in gone))


def without_lone(document: Document, removed: Iterable[str]) -> list[Span]:
    """Return the mentions that would be alone in their chain once spans are removed, freed from it."""
    gone = set(removed)
    groups = {span_of(document, span_id).group for span_id in gone} - {""}
    if not groups:
        return []
    left = [span for span in document.spans() if span.group in groups and span.id not in gone]
    sizes = Counter(span.group for span in left)
    return [replace(span, group="") for span in left if sizes[span.group] == 1]


def _new(spans: Iterable[Span]) -> str:
    """Return the first of c1, c2, ... that no span carries."""
    taken = {span.group for span in spans}
    return next(name for name in (f"c{number}" for number in range(1, len(taken) + 2)) if name not in taken)
