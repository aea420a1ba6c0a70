"""The border to Qt's UTF-16: offsets both ways, and a stand-in for every character that Qt would drop or obey."""

from __future__ import annotations

import re
from bisect import bisect_left

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
#: Controls, halves of surrogate pairs, noncharacters: shown as a box.
_BROKEN = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\ufff9-\ufffb\u2028\u2029]")
#: Zero-width and direction marks: shown as a sign, so that nobody marks what nobody can see. Joiners stay.
_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
BROKEN_SIGN, UNSEEN_SIGN = "□", "¤"


class Utf16Map:
    """Code point offsets of one string to UTF-16 offsets and back; only characters beyond U+FFFF cost anything."""

    def __init__(self, text: str) -> None:
        self.length = len(text)
        self._points = [match.start() for match in _ASTRAL.finditer(text)] if not text.isascii() else []
        self._units = [point + number for number, point in enumerate(self._points)]

    def to_utf16(self, offset: int) -> int:
        """Return the UTF-16 offset of a code point offset."""
        return offset + bisect_left(self._points, offset)

    def to_points(self, unit: int) -> int:
        """Return the code point offset of a UTF-16 offset; inside a surrogate pair, that of the pair."""
        before = bisect_left(self._units, unit)
        if before and self._units[before - 1] + 1 == unit:
            return self._points[before - 1]
        return unit - before


def shown(text: str) -> str:
    """Return what to hand to Qt: as many code points and UTF-16 units as ``text``, nothing that Qt drops."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSEEN.sub(UNSEEN_SIGN, _BROKEN.sub(BROKEN_SIGN, text))


def stand_ins(text: str) -> list[int]:
    """Return the offsets of the characters that :func:`shown` replaces."""
    places = [match.start() for match in _BROKEN.finditer(text)]
    return sorted(places + [match.start() for match in _UNSEEN.finditer(text)])
