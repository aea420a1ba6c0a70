"""A word where there are no spaces: what was marked elsewhere is one, else a run of one kind of characters."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.annotation.spans import Span
from desktop.annotation.text_stops import run_at, snapped

#: The longest marked string that counts as a word.
LONGEST_WORD = 40


def known_words(text: str, spans: Iterable[Span]) -> frozenset[str]:
    """Return the strings of spans in one piece that may serve as words."""
    return frozenset(
        text[span.start : span.end]
        for span in spans
        if not span.gaps and span.end - span.start <= LONGEST_WORD
    )


def word_at(text: str, offset: int, known: frozenset[str] = frozenset()) -> tuple[int, int]:
    """Return the longest known word over the character at ``offset``, the first of several; else the run there."""
    for length in sorted({len(word) for word in known}, reverse=True):
        for start in range(max(0, offset - length + 1), min(offset, len(text) - length) + 1):
            if text[start : start + length] in known and start <= offset:
                return start, start + length
    return run_at(text, offset)


def character_at(text: str, offset: int) -> tuple[int, int]:
    """Return the character at ``offset`` as a reader sees it; of an empty text (0, 0)."""
    offset = min(max(offset, 0), max(0, len(text) - 1))
    return snapped(text, offset, min(offset + 1, len(text)))
