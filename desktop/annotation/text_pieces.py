"""Spans in pieces: a stretch is added to one, or cut out of it, as reversible steps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from desktop.annotation.document import Document, Step, replacing
from desktop.annotation.spans import MAX_GAPS, Span, Stretch
from desktop.annotation.text_stops import snapped
from desktop.base.wording import N_

ADD_PIECE = N_("并入一段")
CUT_PIECE = N_("挖去一段")


def with_pieces(span: Span, pieces: Iterable[Stretch]) -> Span:
    """Return the span with these pieces; those that touch or overlap become one. Raises ValueError for none."""
    kept = joined(pieces)
    if not kept:
        raise ValueError("nothing is left")
    if len(kept) > MAX_GAPS + 1:
        raise ValueError("too many pieces")
    gaps = tuple((before[1], after[0]) for before, after in pairwise(kept))
    return replace(span, start=kept[0][0], end=kept[-1][1], gaps=gaps)


def joined(pieces: Iterable[Stretch]) -> list[Stretch]:
    """Return stretches in order, apart from each other; empty ones are left out."""
    found: list[Stretch] = []
    for start, end in sorted(piece for piece in pieces if piece[0] < piece[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def without(pieces: Iterable[Stretch], cut: Stretch) -> list[Stretch]:
    """Return what is left of stretches when one is cut out."""
    left: list[Stretch] = []
    for start, end in pieces:
        left += [(start, min(end, cut[0])), (max(start, cut[1]), end)]
    return joined(left)


def holds(span: Span, stretch: Stretch) -> bool:
    """Tell whether a stretch lies whole in one piece of a span."""
    return any(start <= stretch[0] and stretch[1] <= end for start, end in span.pieces)


def add_piece(document: Document, text: str, span_id: str, stretch: Stretch) -> Step:
    """Return the step that adds a stretch, widened to whole characters, to a span.

    Raises ValueError for nothing but blanks, and for more pieces than a span may have.
    """
    start, end = snapped(text, *stretch)
    if not text[start:end].strip():
        raise ValueError("nothing but blanks")
    span = span_of(document, span_id)
    return replacing(ADD_PIECE, document, with_pieces(span, (*span.pieces, (start, end))))


def cut_piece(document: Document, text: str, span_id: str, stretch: Stretch) -> Step:
    """Return the step that cuts a stretch, widened to whole characters, out of a span. Blanks alone are no piece.

    Raises ValueError when nothing would be left of it; a stretch beside the span makes a step without edits.
    """
    span = span_of(document, span_id)
    left = without(span.pieces, snapped(text, *stretch))
    return replacing(
        CUT_PIECE, document, with_pieces(span, [piece for piece in left if text[slice(*piece)].strip()])
    )


def span_of(document: Document, span_id: str) -> Span:
    """Return the span of an id. Raises KeyError for a stranger, TypeError for another mark."""
    mark = document[span_id]
    if not isinstance(mark, Span):
        raise TypeError(f"mark {span_id} is no span")
    return mark
