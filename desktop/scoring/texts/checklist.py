"""The checklist of something written: each line looked at by a rule, or left to the instructor. No pattern comes from a pack."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import NoReturn

from desktop.annotation.text_units import sentences
from desktop.curriculum.checklists import folded, holds
from desktop.curriculum.text_rules import Check, CheckKind
from desktop.scoring.matching import SLACK

#: A line that is an item of a list: - * • · or a number, as people and models write them.
_ITEM = re.compile(
    r"[ \t\u3000]*(?:[-*+•·]\s+|[•·]|[（(]?\d{1,3}[.、)）．]|[①-⑳]|[一二三四五六七八九十]{1,3}、)\s*\S"
)
#: What Markdown adds to a text: headings, emphasis, code, tables, links, lists, quotes.
_MARKDOWN = re.compile(
    r"^ {0,3}(?:#{1,6}\s|>\s|[-*+]\s|\|.*\|\s*$|```|~~~)|\*\*\S|__\S|`[^`\n]+`|\]\(", re.MULTILINE
)
#: All of them among the words that must not be there: no number at all.
_DIGITS = frozenset("0123456789")


@dataclass(frozen=True)
class Line:
    """One check of a text. ``passed``: None where only a person can tell.

    ``measured``: what was counted, for checks that count. ``words``: those that are missing, or that must not be there.
    """

    check: Check
    passed: bool | None
    measured: int | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Checklist:
    """All checks of a text. ``points`` of the ``whole`` that was judged; ``left_open`` points the instructor has yet to give."""

    lines: tuple[Line, ...]

    @property
    def points(self) -> float:
        """Points of the checks that passed."""
        return sum(line.check.points for line in self.lines if line.passed)

    @property
    def whole(self) -> float:
        """Points of the checks that rules can see, and of those that an instructor judged."""
        return sum(line.check.points for line in self.lines if line.passed is not None)

    @property
    def left_open(self) -> float:
        """Points that an instructor has yet to give."""
        return sum(line.check.points for line in self.lines if line.passed is None)

    @property
    def waiting(self) -> int:
        """Lines that an instructor has yet to judge, whatever their points."""
        return sum(line.passed is None for line in self.lines)

    @property
    def share(self) -> float | None:
        """points / whole, or None where everything still is the instructor's to say."""
        return self.points / self.whole if self.whole else None

    @property
    def failed(self) -> tuple[Line, ...]:
        """The checks that did not pass, hard ones first."""
        return tuple(sorted((line for line in self.lines if line.passed is False), key=_soft))

    def right(self, least: float) -> bool:
        """Tell whether what was judged is right: no hard check failed, and ``least`` of its points."""
        share = self.share
        return not any(line.check.hard for line in self.failed) and (share is None or share >= least - SLACK)


def checked(
    text: str, checks: Sequence[Check], given: Mapping[str, bool] = MappingProxyType({})
) -> Checklist:
    """Return every check of a text. Same text, same checks: same lines, whatever machine or time.

    ``given``: what an instructor said of the lines that are left to a person, by check.
    """
    lines = (_KINDS[check.kind](text, check) for check in checks)
    return Checklist(
        tuple(
            replace(line, passed=given.get(line.check.id)) if line.check.kind == "instructor" else line
            for line in lines
        )
    )


def _soft(line: Line) -> bool:
    return not line.check.hard


def _contains_all(text: str, check: Check) -> Line:
    missing = tuple(word for word in check.words if not holds(text, word))
    return Line(check, not missing, words=missing)


def _contains_any(text: str, check: Check) -> Line:
    found = any(holds(text, word) for word in check.words)
    return Line(check, found, words=() if found else check.words)


def _contains_none(text: str, check: Check) -> Line:
    """Where every digit is forbidden so is every number, else numbers are forbidden as wholes."""
    digits = _DIGITS if set(check.words) >= _DIGITS else frozenset()
    read = folded(text)
    there = tuple(word for word in check.words if (word in digits and word in read) or holds(text, word))
    return Line(check, not there, words=there)


def _starts_with(text: str, check: Check) -> Line:
    passed = folded(text).startswith(tuple(folded(word) for word in check.words))
    return Line(check, passed, words=() if passed else check.words)


def _ends_with(text: str, check: Check) -> Line:
    passed = folded(text).endswith(tuple(folded(word) for word in check.words))
    return Line(check, passed, words=() if passed else check.words)


def _counted(count: Callable[[str], int]) -> Callable[[str, Check], Line]:
    def judge(text: str, check: Check) -> Line:
        n = count(text)
        enough = check.least is None or n >= check.least
        return Line(check, enough and (check.most is None or n <= check.most), n)

    return judge


def _length(text: str) -> int:
    return sum(not character.isspace() for character in text)


def _paragraphs(text: str) -> int:
    return sum(bool(line.strip()) for line in text.splitlines())


def _items(text: str) -> int:
    return sum(_ITEM.match(line) is not None for line in text.splitlines())


def _json(text: str, check: Check) -> Line:
    try:
        value = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return Line(check, passed=False)
    return Line(check, isinstance(value, dict | list))


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _plain(text: str, check: Check) -> Line:
    return Line(check, _MARKDOWN.search(text) is None)


def _instructor(_text: str, check: Check) -> Line:
    return Line(check, None)


_KINDS: Mapping[CheckKind, Callable[[str, Check], Line]] = {
    "contains_all": _contains_all,
    "contains_any": _contains_any,
    "contains_none": _contains_none,
    "length": _counted(_length),
    "sentences": _counted(lambda text: len(sentences(text))),
    "paragraphs": _counted(_paragraphs),
    "list_items": _counted(_items),
    "starts_with": _starts_with,
    "ends_with": _ends_with,
    "json": _json,
    "plain": _plain,
    "instructor": _instructor,
}
