"""What a hand does to the spans of a text, as reversible steps. Pure: the text never changes, only its marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from desktop.annotation.document import Document, Step, adding, replacing
from desktop.annotation.marks import new_mark_id
from desktop.annotation.shapes.base import Attributes, AttributeValue
from desktop.annotation.spans import Span
from desktop.annotation.text_lanes import SpanIndex
from desktop.annotation.text_stops import run_at, snapped, stop_after, stop_before
from desktop.base.wording import N_

Edge: TypeAlias = Literal["start", "end"]
Range: TypeAlias = tuple[int, int]

#: The most hits that a search or an automatic marking returns.
MAX_HITS = 10_000

ADD = N_("标注实体")
RELABEL = N_("改类别")
MOVE_EDGE = N_("调整边界")
TRIM = N_("修边")
DELETE = N_("删除标注")
AUTO = N_("同词标注")
ATTRIBUTE = N_("改属性")

#: Punctuation that belongs to what it stands at: never trimmed.
_BELONGS = frozenset("%‰％&＆@＠#＃*＊/／\\＼_＿-－")
_PAIRS = {
    "（": "）",
    "(": ")",
    "《": "》",
    "〈": "〉",
    "「": "」",
    "『": "』",
    "【": "】",
    "[": "]",
    "“": "”",
    "‘": "’",
    "{": "}",
    "〔": "〕",
    "〖": "〗",
}
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}


@dataclass(frozen=True)
class Hit:
    """A place with the same words as a span. ``state`` says whether marking it is likely right.

    free: nothing there; inside: cut out of a longer word or number; crossed: other marks share characters with it;
    done: marked with this very label already.
    """

    start: int
    end: int
    state: Literal["free", "inside", "crossed", "done"]


def add_span(document: Document, index: SpanIndex, text: str, label: str, range_: Range) -> tuple[Step, str]:
    """Return the step that marks the range, widened to whole characters, and the id of the span it leaves.

    A range that carries exactly one span is given the new label instead of a second span. Raises ValueError when the
    range is empty or holds nothing but blanks, or is marked so already.
    """
    start, end = snapped(text, *range_)
    if start >= end or not text[start:end].strip():
        raise ValueError("nothing but blanks")
    same = [span for span in index.within(start, end) if span.pieces == ((start, end),)]
    if any(span.label == label for span in same):
        raise ValueError("marked already")
    if len(same) == 1 and not same[0].locked:
        return relabel(document, same[0].id, label), same[0].id
    span = Span(id=new_mark_id(), label=label, start=start, end=end)
    return adding(ADD, document, span), span.id


def relabel(document: Document, span_id: str, label: str, kept: Sequence[str] | None = None) -> Step:
    """Return the step that gives a span another label; ``kept`` names the attributes that the new label also has."""
    span = _span(document, span_id)
    attributes = {name: value for name, value in span.attributes.items() if kept is None or name in kept}
    return replacing(RELABEL, document, replace(span, label=label, attributes=attributes))


def move_edge(document: Document, text: str, span_id: str, edge: Edge, to: int) -> Step:
    """Return the step that puts one edge of a span at offset ``to`` (see :func:`with_edge`)."""
    return replacing(MOVE_EDGE, document, with_edge(_span(document, span_id), text, edge, to))


def with_edge(span: Span, text: str, edge: Edge, to: int) -> Span:
    """Return a span with one edge at offset ``to``; its first or last piece keeps at least one whole character."""
    if edge == "start":
        return replace(span, start=min(snapped(text, to, to)[0], stop_before(text, span.pieces[0][1])))
    end = max(snapped(text, to, to)[1], stop_after(text, span.pieces[-1][0]))
    return replace(span, end=min(end, len(text)))


def nudge_edge(document: Document, text: str, span_id: str, edge: Edge, *, onward: bool) -> Step:
    """Return the step that moves one edge of a span by one character as a reader sees it."""
    span = _span(document, span_id)
    at = span.start if edge == "start" else span.end
    return move_edge(document, text, span_id, edge, stop_after(text, at) if onward else stop_before(text, at))


def trim_span(document: Document, text: str, span_id: str) -> Step:
    """Return the step that trims a span (see :func:`trimmed`); it has no edits when there is nothing to trim."""
    span = _span(document, span_id)
    start, end = trimmed(text, span.start, span.end)
    clipped = with_edge(with_edge(span, text, "start", start), text, "end", end)
    return replacing(TRIM, document, clipped)


def set_attribute(document: Document, span_id: str, name: str, value: AttributeValue | None) -> Step:
    """Return the step that answers an attribute of a span; None takes the answer back."""
    span = _span(document, span_id)
    attributes = {key: old for key, old in span.attributes.items() if key != name}
    if value is not None:
        attributes[name] = value
    return replacing(ATTRIBUTE, document, replace(span, attributes=attributes))


def mark_hits(
    document: Document, label: str, hits: Sequence[Range], attributes: Attributes | None = None
) -> Step:
    """Return the one step that marks every range with ``label``."""
    made = (
        Span(id=new_mark_id(), label=label, start=start, end=end, attributes=dict(attributes or {}))
        for start, end in hits
    )
    return adding(AUTO, document, *made)


def trimmed(text: str, start: int, end: int) -> Range:
    """Return the range without blanks and punctuation at its edges.

    A bracket or quotation mark goes only when its mate is not inside: 《三体》 stays whole, “（北京” loses its
    bracket. Signs that belong to the word stay (%, #, -). A range of nothing else is returned as it is.
    """
    first, last = start, end
    while first < last and _goes(text, first, first, last):
        first += 1
    while first < last and _goes(text, last - 1, first, last):
        last -= 1
    first, last = snapped(text, first, last)
    return (first, last) if first < last else (start, end)


def identical(text: str, index: SpanIndex, model: Span) -> list[Hit]:
    """Return every other place with the same characters as ``model``, in text order, at most 10,000."""
    needle = text[model.start : model.end]
    hits: list[Hit] = []
    for start in find_all(text, needle):
        end = start + len(needle)
        if start != model.start and snapped(text, start, end) == (start, end):
            hits.append(Hit(start, end, _state(text, index.within(start, end), model, start, end)))
    return hits


def find_all(text: str, needle: str, *, ignore_case: bool = False) -> list[int]:
    """Return where ``needle`` starts in ``text``, hits not overlapping, at most 10,000. An empty needle has none."""
    if not needle:
        return []
    if ignore_case:
        pattern = re.compile(re.escape(needle), re.IGNORECASE)
        return [match.start() for match, _count in zip(pattern.finditer(text), range(MAX_HITS), strict=False)]
    starts: list[int] = []
    place = text.find(needle)
    while place >= 0 and len(starts) < MAX_HITS:
        starts.append(place)
        place = text.find(needle, place + len(needle))
    return starts


def _goes(text: str, place: int, start: int, end: int) -> bool:
    character = text[place]
    if character.isspace() or unicodedata.category(character) in {"Cc", "Zs", "Zl", "Zp"}:
        return True
    if not unicodedata.category(character).startswith("P") or character in _BELONGS:
        return False
    mate = _PAIRS.get(character) or _CLOSERS.get(character)
    return mate is None or mate not in text[start:end]


def _state(
    text: str, crossing: Sequence[Span], model: Span, start: int, end: int
) -> Literal["free", "inside", "crossed", "done"]:
    if any((span.start, span.end, span.label) == (start, end, model.label) for span in crossing):
        return "done"
    if crossing:
        return "crossed"
    return "inside" if _cuts_word(text, start) or _cuts_word(text, end) else "free"


def _cuts_word(text: str, offset: int) -> bool:
    """Tell whether ``offset`` lies inside a Latin word, a code or a number; Chinese words cannot be told apart."""
    if not 0 < offset < len(text):
        return False
    before, after = text[offset - 1], text[offset]
    if not (before.isalnum() and after.isalnum() and (before < "\u2e80" and after < "\u2e80")):
        return False
    start, end = run_at(text, offset)
    return start < offset < end


def _span(document: Document, span_id: str) -> Span:
    mark = document[span_id]
    if not isinstance(mark, Span):
        raise TypeError(f"mark {span_id} is no span")
    return mark
