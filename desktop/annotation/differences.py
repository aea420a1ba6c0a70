"""Where two texts differ, by characters: what a reader marks when two answers lie side by side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from string import ascii_letters, digits
from typing import Literal, TypeAlias

from desktop.annotation.spans import Stretch

Op: TypeAlias = Literal["replace", "delete", "insert"]

#: A word or a number of Latin letters and digits, one run of blanks, else a single character.
_TOKEN = re.compile(r"[A-Za-z0-9_]+|[^\S\n]+|.", re.DOTALL)
_WORD = ascii_letters + digits + "_"
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
#: Pairs of equal tokens beyond which lines are compared before characters: the search grows with them (see 0092).
MOST_PAIRS = 150_000
#: A stretch with fewer letters and digits than this, between two differences, belongs to them: islands cannot be read.
LEAST_KEPT = 2


@dataclass(frozen=True)
class Difference:
    """One stretch of the first text and what stands for it in the second; code points, one of both may be empty."""

    first: Stretch
    second: Stretch

    @property
    def op(self) -> Op:
        """What became of the first: replaced, deleted, or something inserted."""
        if self.first[0] == self.first[1]:
            return "insert"
        return "delete" if self.second[0] == self.second[1] else "replace"


def differences(first: str, second: str) -> tuple[Difference, ...]:
    """Return what differs, in the order of both texts; between two differences the texts are equal.

    Texts with too much in common to be searched by characters are compared by lines first, and by characters inside the
    lines that changed; what is still too much is one difference. So the time stays bounded for any input.
    """
    # Not inside a word: 3.11 and 3.12 differ by a number, not by a digit.
    head = len(first[: _common(first, second)].rstrip(_WORD))
    tail = _common(first[head:][::-1], second[head:][::-1])
    tail = len(first[len(first) - tail :].lstrip(_WORD))
    ends = (len(first) - tail, len(second) - tail)
    found = _between(first[head : ends[0]], second[head : ends[1]], (head, head))
    return tuple(_joined(first, found))


def alike(first: str, second: str) -> float:
    """Return the share of both texts that no difference touches, 0..1; two empty texts are alike."""
    total = len(first) + len(second)
    if not total:
        return 1.0
    changed = sum(
        one.first[1] - one.first[0] + one.second[1] - one.second[0] for one in differences(first, second)
    )
    return 1.0 - changed / total


def _common(first: str, second: str) -> int:
    """Return how many characters both begin with."""
    low, high = 0, min(len(first), len(second))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if first[low:middle] == second[low:middle] else (low, middle - 1)
    return low


def _between(first: str, second: str, at: Stretch, *, by_lines: bool = True) -> Iterator[Difference]:
    if not first and not second:
        return
    ours, theirs = _TOKEN.findall(first), _TOKEN.findall(second)
    if _pairs(ours, theirs) <= MOST_PAIRS:
        yield from _matched(ours, theirs, at)
    elif by_lines:
        yield from _line_by_line(first, second, at)
    else:
        yield Difference((at[0], at[0] + len(first)), (at[1], at[1] + len(second)))


def _line_by_line(first: str, second: str, at: Stretch) -> Iterator[Difference]:
    ours, theirs = _LINE.findall(first), _LINE.findall(second)
    if _pairs(ours, theirs) > MOST_PAIRS:
        yield Difference((at[0], at[0] + len(first)), (at[1], at[1] + len(second)))
        return
    for one in _matched(ours, theirs, (0, 0)):
        place = (at[0] + one.first[0], at[1] + one.second[0])
        yield from _between(first[slice(*one.first)], second[slice(*one.second)], place, by_lines=False)


def _matched(ours: Sequence[str], theirs: Sequence[str], at: Stretch) -> Iterator[Difference]:
    places = _places(ours, at[0]), _places(theirs, at[1])
    for op, a1, a2, b1, b2 in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if op != "equal":
            yield Difference((places[0][a1], places[0][a2]), (places[1][b1], places[1][b2]))


def _places(tokens: Sequence[str], at: int) -> list[int]:
    places = [at]
    for token in tokens:
        places.append(places[-1] + len(token))
    return places


def _pairs(ours: Sequence[str], theirs: Sequence[str]) -> int:
    counts = Counter(theirs)
    return sum(n * counts[token] for token, n in Counter(ours).items())


def _joined(first: str, found: Iterator[Difference]) -> Iterator[Difference]:
    """Yield the differences; two with hardly a character between them become one."""
    held: Difference | None = None
    for one in found:
        if held is None:
            held = one
        elif _letters(first[held.first[1] : one.first[0]]) < LEAST_KEPT:
            held = Difference((held.first[0], one.first[1]), (held.second[0], one.second[1]))
        else:
            yield held
            held = one
    if held is not None:
        yield held


def _letters(text: str) -> int:
    return sum(character.isalnum() for character in text) if len(text) <= 8 * LEAST_KEPT else LEAST_KEPT
