"""Where a caret may stand in a text: between what a reader sees as one character, and between runs of one kind.

Offsets are code points of the original string. Nothing here knows a dictionary: a run is a stretch of one kind of
character, and a number keeps its unit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

#: How far a stop looks back for emoji chains; how far a run or a heap of combining marks may reach before it is cut.
LOOK_BACK = 64
RUN_REACH = 400

_ZWJ, _ZWNJ = "\u200d", "\u200c"
_EXTENDING = {"Mn", "Me", "Mc"}
#: Viramas of Indic scripts that join two consonants into one sign (GB9c; as Qt draws them and lets a caret stand).
_LINKERS = "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d"
_BREAKING = {"Cc", "Cf", "Zl", "Zp", "Cs"}
#: Units that stay with the number before them: dates, times, money, counts, measures.
_UNITS = "年月日号时点分秒周天元块角毛万亿千百个件双只条盒箱瓶袋包台部本套张次位人岁折级楼层栋号室斤克两升米寸码度%％‰℃"
_RUNS = re.compile(
    "|".join(
        (
            rf"(?:[¥￥$€]?[0-9０-９]+(?:[.,:：/-][0-9０-９]+)*(?:[{_UNITS}]|[A-Za-zµ²³]{{1,4}}(?![A-Za-z]))?)+(?![A-Za-z])",
            r"[A-Za-z0-9]+(?:[-_.@'’/+][A-Za-z0-9]+)*",
            r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\ufe00-\ufe0f\U000e0100-\U000e01ef]+",
            r"[\u3040-\u30ff\uff66-\uff9f]+",
            r"[^\W\d_]+(?:[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f]+[^\W\d_]*)*",
            r"[^\S\r\n\u2028\u2029]+",
            r"(?P<same>.)(?P=same)*",
        )
    ),
    re.DOTALL,
)


def is_stop(text: str, offset: int) -> bool:
    """Tell whether a caret may stand before ``text[offset]``: the grapheme rules of Unicode annex 29, in short."""
    if offset <= 0 or offset >= len(text):
        return offset in {0, len(text)}
    before, after = text[offset - 1], text[offset]
    if before < "\u0300" and after < "\u0300":
        return not (before == "\r" and after == "\n")
    if "\u4e00" <= after <= "\u9fff" and ("\u4e00" <= before <= "\u9fff" or before in "，。、；：？！”"):
        return True  # most of a Chinese text, without a look at any table
    if _breaks(before) or _breaks(after):
        return True
    if (
        _extends(after)
        or _is_prepended(before)
        or _joins_hangul(before, after)
        or _joins_conjunct(text, offset)
    ):
        return False
    if _is_flag(after) and _is_flag(before):
        return _flags_before(text, offset) % 2 == 0
    return not (before == _ZWJ and _is_pictograph(after) and _pictograph_before(text, offset - 1))


def stop_at_or_before(text: str, offset: int) -> int:
    """Return the last stop at or before ``offset``, which is first brought into the text."""
    offset = min(max(offset, 0), len(text))
    for place in range(offset, max(-1, offset - RUN_REACH), -1):
        if is_stop(text, place):
            return place
    return offset


def stop_at_or_after(text: str, offset: int) -> int:
    """Return the first stop at or after ``offset``, which is first brought into the text."""
    offset = min(max(offset, 0), len(text))
    for place in range(offset, min(len(text) + 1, offset + RUN_REACH)):
        if is_stop(text, place):
            return place
    return offset


def stop_before(text: str, offset: int) -> int:
    """Return the last stop before ``offset``; 0 at the start."""
    return stop_at_or_before(text, offset - 1)


def stop_after(text: str, offset: int) -> int:
    """Return the first stop after ``offset``; the length at the end."""
    return stop_at_or_after(text, offset + 1)


def snapped(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range, given in any order, widened to whole characters as a reader sees them."""
    start, end = min(start, end), max(start, end)
    return stop_at_or_before(text, start), stop_at_or_after(text, end)


def run_at(text: str, offset: int) -> tuple[int, int]:
    """Return the run that holds the character at ``offset``: a number with its unit, a code, Chinese, a blank.

    At the very end the last run is meant. An empty text gives (0, 0). A run is cut at 400 characters to each side.
    """
    if not text:
        return 0, 0
    offset = min(max(offset, 0), len(text) - 1)
    for start, end in _runs_near(text, offset):
        if start <= offset < end:
            return snapped(text, start, end)
    return snapped(text, offset, offset + 1)


def run_before(text: str, offset: int) -> int:
    """Return where the run before ``offset`` starts, blanks passed over: what Ctrl+Left does."""
    offset = _skip_blanks(text, min(offset, len(text)), step=-1)
    return run_at(text, offset - 1)[0] if offset > 0 else 0


def run_after(text: str, offset: int) -> int:
    """Return where the run at ``offset`` ends, with the blanks after it: what Ctrl+Right does."""
    if offset >= len(text):
        return len(text)
    return _skip_blanks(text, run_at(text, offset)[1], step=1)


def _runs_near(text: str, offset: int) -> Iterator[tuple[int, int]]:
    first = max(0, offset - RUN_REACH)
    line = max(text.rfind(mark, first, offset) for mark in "\n\r\u2028\u2029")
    for match in _RUNS.finditer(text, max(first, line + 1), min(len(text), offset + RUN_REACH)):
        yield match.span()
        if match.end() > offset:
            return


def _skip_blanks(text: str, offset: int, *, step: int) -> int:
    while 0 < offset < len(text) + (step < 0) and _is_blank(text[offset - (step < 0)]):
        offset += step
    return offset


def _is_blank(character: str) -> bool:
    return character.isspace() and character not in "\r\n\u2028\u2029"


def _breaks(character: str) -> bool:
    if character in (_ZWJ, _ZWNJ) or "\U000e0020" <= character <= "\U000e007f":
        return False
    return unicodedata.category(character) in _BREAKING and not _is_prepended(character)


def _extends(character: str) -> bool:
    return (
        character in (_ZWJ, _ZWNJ, "\uff9e", "\uff9f")
        or unicodedata.category(character) in _EXTENDING
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
    )


def _is_prepended(character: str) -> bool:
    return "\u0600" <= character <= "\u0605" or character in "\u06dd\u070f\u08e2\U000110bd\U000110cd"


def _joins_conjunct(text: str, offset: int) -> bool:
    linker = text[offset - 2 : offset - 1] if text[offset - 1] == _ZWJ else text[offset - 1]
    return (
        linker != ""
        and linker in _LINKERS
        and unicodedata.category(text[offset]) == "Lo"
        and ord(text[offset]) >> 7 == ord(linker) >> 7
    )


def _is_flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flags_before(text: str, offset: int) -> int:
    count = 0
    while count < offset and _is_flag(text[offset - count - 1]):
        count += 1
    return count


def _is_pictograph(character: str) -> bool:
    return (
        ("\U0001f000" <= character <= "\U0001faff" and not _is_flag(character) and not _extends(character))
        or ("\u2190" <= character <= "\u2bff" and unicodedata.category(character) == "So")
        or character in "©®™〰〽㊗㊙‼⁉ℹ↔↕"
    )


def _pictograph_before(text: str, offset: int) -> bool:
    place = offset - 1
    while place > max(0, offset - LOOK_BACK) and text[place] != _ZWJ and _extends(text[place]):
        place -= 1
    return place >= 0 and _is_pictograph(text[place])


def _joins_hangul(before: str, after: str) -> bool:
    left, right = _hangul(before), _hangul(after)
    return (left, right) in {
        ("L", "L"),
        ("L", "V"),
        ("L", "LV"),
        ("L", "LVT"),
        ("V", "V"),
        ("V", "T"),
        ("LV", "V"),
        ("LV", "T"),
        ("LVT", "T"),
        ("T", "T"),
    }


def _hangul(character: str) -> str:
    point = ord(character)
    if 0xAC00 <= point <= 0xD7A3:
        return "LVT" if (point - 0xAC00) % 28 else "LV"
    for kind, first, last in (
        ("L", 0x1100, 0x115F),
        ("V", 0x1160, 0x11A7),
        ("T", 0x11A8, 0x11FF),
        ("L", 0xA960, 0xA97C),
        ("V", 0xD7B0, 0xD7C6),
        ("T", 0xD7CB, 0xD7FB),
    ):
        if first <= point <= last:
            return kind
    return ""
