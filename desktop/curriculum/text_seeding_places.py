"""Places in a text where an error is plain to see: no half signs, no white space, no other span in the way."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from desktop.annotation.spans import Span

#: Characters that stay of a span that is cut.
_LEAST = 2


def bare(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch is made of whole visible signs: letters, digits and punctuation, nothing combined at its ends."""
    inside = 0 <= start < end <= len(text)
    return inside and all(_visible(sign) for sign in text[start:end]) and not _hangs(text, end)


def clear_cut(span: Span, text: str, *, side: str, by: int) -> Span | None:
    """Return the span with one edge, ``start`` or ``end``, moved by code points; None where that is not plain to see.

    What is added or taken off must be visible and hold a letter or a digit where it is taken off; two characters stay.
    """
    place = getattr(span, side)
    there = place + by
    low, high = min(place, there), max(place, there)
    if not bare(text, low, high) or _hangs(text, place) or _hangs(text, there):
        return None
    shrinks = (by > 0) == (side == "start")
    if shrinks and not any(sign.isalnum() for sign in text[low:high]):
        return None
    if shrinks and span.end - span.start - abs(by) < _LEAST:
        return None
    first, last = span.pieces[0], span.pieces[-1]
    if shrinks and not (there < first[1] if side == "start" else there > last[0]):
        return None
    return replace(span, **{side: there})


def stands(own: Span, other: Span) -> tuple[bool, bool, bool]:
    """Return how two spans of one text lie to each other: whether they meet, and which one is inside the other."""
    holds = own.start <= other.start and other.end <= own.end
    held = other.start <= own.start and own.end <= other.end
    return own.overlaps(other), holds, held


def _visible(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LNP"


def _hangs(text: str, place: int) -> bool:
    """Whether the sign at a place belongs to the one before it: accents, joiners, variation selectors."""
    return place < len(text) and unicodedata.category(text[place]) in {"Mn", "Mc", "Me", "Cf"}
