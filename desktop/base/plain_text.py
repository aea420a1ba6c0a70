"""Text from outside: what cannot be part of one is made visible, and no character turns round the words beside it."""

from __future__ import annotations

import re
from html import escape

#: What stands for a character that is none: half of a surrogate pair, a control.
REPLACED = "\ufffd"
#: What stands for a character that steers the direction of writing and cannot be seen.
UNSEEN = "¤"
#: Marks, embeddings, overrides and isolates of the bidirectional algorithm (UAX #9).
DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
#: Controls but for tab and line ends.
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
_HALVES = "\ud800-\udfff"
_NO_TEXT = re.compile(f"[{_CONTROLS}{_HALVES}]")
_STEERING = re.compile(f"[{DIRECTION}]")


def whole(text: str) -> str:
    """Return what was typed or pasted, pairs of surrogates joined, every half and every control as ``REPLACED``.

    Tabs and line ends stay as they are, and so do direction marks: they are text, and only its display obeys them.
    """
    if text.isprintable():
        return text
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _NO_TEXT.sub(REPLACED, joined)


def seen(text: str) -> str:
    """Return words for a label: line ends and joiners stay, what would steer or vanish is a sign. As long as ``text``."""
    if text.isprintable():
        return text
    return _NO_TEXT.sub(REPLACED, _STEERING.sub(UNSEEN, text))


def tip(text: str) -> str:
    """Return words for a tooltip, which would take what looks like markup for markup and load its pictures."""
    words = seen(text)
    return f'<div style="white-space:pre-wrap">{escape(words)}</div>' if "<" in words else words
