"""Transcriptions: what counts as the same text, character error rate, and the edits that lead from one to the other.

All places are Unicode code points of the text as it was written. Edits are Levenshtein's (1966), each costing 1.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

EditKind: TypeAlias = Literal["substitute", "insert", "delete"]

#: What is written where nobody can read it.
ILLEGIBLE = "###"
#: Chinese marks and the ASCII ones they are read as when punctuation is folded.
PUNCTUATION = str.maketrans("，。；：？！（）【】「」『』《》“”‘’、—～", ",.;:?!()[][][]<>\"\"'',-~")
#: Texts whose product of lengths is larger are not compared character by character: 5,000 x 5,000.
MOST_CELLS = 25_000_000


@dataclass(frozen=True)
class Reading:
    """How texts are made comparable, in this order; every step is a switch of the order's rules.

    form: Unicode normalisation; "NFKC" also makes ＡＢ１２ to AB12 and ﬁ to fi, "NFC" only joins letters and accents.
    width: full-width letters, digits and signs are read as the narrow ones (part of NFKC already).
    spaces: "keep"; "collapse": a run of white space is one space, none at the ends; "drop": none at all.
    punctuation: Chinese marks are read as the ASCII ones (，is ,).
    case: capitals are read as small letters.
    bare: punctuation of any script is left out.
    """

    form: Literal["none", "NFC", "NFKC"] = "NFKC"
    width: bool = True
    spaces: Literal["keep", "collapse", "drop"] = "collapse"
    punctuation: bool = False
    case: bool = False
    bare: bool = False


@dataclass(frozen=True)
class Normal:
    """A text made comparable; character i stands for ``places[i]`` (start, end) of the text as written."""

    text: str
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Edit:
    """One stretch that differs: what stands in the gold and in the answer, and where, in code points as written.

    substitute: both have characters; insert: only the answer has (too much); delete: only the gold has (left out).
    """

    kind: EditKind
    gold: tuple[int, int]
    answer: tuple[int, int]
    gold_text: str
    answer_text: str


@dataclass(frozen=True)
class Transcript:
    """An answered text held against the gold. ``edits`` counts characters, ``length`` those of the gold."""

    edits: int
    length: int
    script: tuple[Edit, ...]

    @property
    def exact(self) -> bool:
        """Whether both read the same."""
        return self.edits == 0

    @property
    def cer(self) -> float:
        """Edits / length of the gold; may exceed 1. An empty gold counts as one character (jiwer: "abc" for "" is 3)."""
        return self.edits / max(self.length, 1)

    @property
    def accuracy(self) -> float:
        """max(0, 1 - CER)."""
        return max(0.0, 1.0 - self.cer)


def normal(text: str, reading: Reading) -> Normal:
    """Return a text made comparable by the rules of ``reading``."""
    pieces = [
        (_folded(part, reading), (start, start + len(part))) for start, part in _clusters(text, reading)
    ]
    marks = [(character, place) for part, place in pieces for character in part]
    if reading.bare:
        marks = [mark for mark in marks if not unicodedata.category(mark[0]).startswith("P")]
    if reading.spaces != "keep":
        marks = _spaced(marks, keep_one=reading.spaces == "collapse")
    return Normal("".join(character for character, _ in marks), tuple(place for _, place in marks))


def compare(gold: str, answer: str, reading: Reading | None = None) -> Transcript:
    """Return how an answer differs from the gold under the rules of ``reading`` (NFKC, one space, else as written)."""
    rules = reading or Reading()
    one, other = normal(gold, rules), normal(answer, rules)
    steps = _steps(one.text, other.text)
    script = tuple(_edit(kind, span, (one, other), (gold, answer)) for kind, span in _merged(steps))
    return Transcript(sum(size for _, _, _, size in steps), len(one.text), script)


def corpus_cer(parts: Sequence[Transcript]) -> float | None:
    """Return all edits over all characters of the gold (micro, as jiwer); None where there is nothing to read."""
    length = sum(part.length for part in parts)
    return sum(part.edits for part in parts) / length if length else None


def illegible(text: str) -> bool:
    """Tell whether a text says that nobody can read it."""
    return text.strip() == ILLEGIBLE


def _clusters(text: str, reading: Reading) -> list[tuple[int, str]]:
    """Return stretches that normalise apart from each other, with their starts: a letter and its accents together."""
    if reading.form == "none":
        return list(enumerate(text))
    form = reading.form
    found: list[tuple[int, str]] = []
    start = 0
    for place in range(1, len(text) + 1):
        before = text[start:place]
        if place < len(text) and not _apart(before, text[place], form):
            continue
        found.append((start, before))
        start = place
    return found


def _apart(before: str, character: str, form: Literal["NFC", "NFKC"]) -> bool:
    if before[-1] < "\u0300" and character < "\u0300":
        return True
    together = unicodedata.normalize(form, before + character)
    return together == unicodedata.normalize(form, before) + unicodedata.normalize(form, character)


def _folded(part: str, reading: Reading) -> str:
    # Before NFKC, which makes some of the Chinese marks to ASCII itself and the ellipsis to three dots.
    if reading.punctuation:
        part = part.translate(PUNCTUATION)
    if reading.form != "none":
        part = unicodedata.normalize(reading.form, part)
    if reading.width:
        part = "".join(map(_narrow, part))
    return part.lower() if reading.case else part


def _narrow(character: str) -> str:
    if "\uff01" <= character <= "\uff5e":
        return chr(ord(character) - 0xFEE0)
    return " " if character == "\u3000" else character


def _spaced(
    marks: Sequence[tuple[str, tuple[int, int]]], *, keep_one: bool
) -> list[tuple[str, tuple[int, int]]]:
    kept: list[tuple[str, tuple[int, int]]] = []
    waiting: tuple[int, int] | None = None
    for character, place in marks:
        if character.isspace():
            waiting = (waiting[0] if waiting else place[0], place[1])
            continue
        if waiting and keep_one and kept:
            kept.append((" ", waiting))
        waiting = None
        kept.append((character, place))
    return kept


#: An edit in normal characters: kind, (gold start, answer start), (gold end, answer end), how many edits it is.
_Step: TypeAlias = tuple[EditKind, tuple[int, int], tuple[int, int], int]


def _steps(gold: str, answer: str) -> list[_Step]:
    """Return single edits from left to right; a pair of texts too long to compare is one edit between equal ends."""
    head = 0
    while head < min(len(gold), len(answer)) and gold[head] == answer[head]:
        head += 1
    tail = 0
    while tail < min(len(gold), len(answer)) - head and gold[-1 - tail] == answer[-1 - tail]:
        tail += 1
    one, other = gold[head : len(gold) - tail], answer[head : len(answer) - tail]
    if len(one) * len(other) > MOST_CELLS:
        end = (head + len(one), head + len(other))
        return [("substitute", (head, head), end, int(_rows(one, other)[-1]))]
    return _traced(_table(one, other), one, other, head)


def _rows(one: str, other: str) -> NDArray[np.int32]:
    """Return the last row of the table of distances, keeping only one row at a time."""
    letters = np.array([ord(character) for character in other], np.int32)
    steps = np.arange(len(other) + 1, dtype=np.int32)
    row = steps.copy()
    for character in one:
        row = _next_row(row, letters != ord(character), steps)
    return row


def _table(one: str, other: str) -> NDArray[np.int32]:
    letters = np.array([ord(character) for character in other], np.int32)
    steps = np.arange(len(other) + 1, dtype=np.int32)
    table = np.empty((len(one) + 1, len(other) + 1), np.int32)
    table[0] = steps
    for place, character in enumerate(one):
        table[place + 1] = _next_row(table[place], letters != ord(character), steps)
    return table


def _next_row(
    row: NDArray[np.int32], differs: NDArray[np.bool_], steps: NDArray[np.int32]
) -> NDArray[np.int32]:
    found = row + 1
    np.minimum(found[1:], row[:-1] + differs, out=found[1:])
    # An insertion adds one to the left neighbour: the running least of (value - place) carries it along the row.
    return np.minimum.accumulate(found - steps) + steps


def _traced(table: NDArray[np.int32], one: str, other: str, head: int) -> list[_Step]:
    """Return the edits of one shortest way back through the table; a substitution is preferred to what costs the same."""
    steps: list[_Step] = []
    g, a = len(one), len(other)
    while g or a:
        here = table[g, a]
        if g and a and here == table[g - 1, a - 1] + (one[g - 1] != other[a - 1]):
            g, a = g - 1, a - 1
            if one[g] != other[a]:
                steps.append(("substitute", (head + g, head + a), (head + g + 1, head + a + 1), 1))
        elif g and here == table[g - 1, a] + 1:
            g -= 1
            steps.append(("delete", (head + g, head + a), (head + g + 1, head + a), 1))
        else:
            a -= 1
            steps.append(("insert", (head + g, head + a), (head + g, head + a + 1), 1))
    return steps[::-1]


def _merged(steps: Sequence[_Step]) -> list[tuple[EditKind, tuple[tuple[int, int], tuple[int, int]]]]:
    """Return edits of one kind that follow on each other as one stretch: ((gold start, end), (answer start, end))."""
    found: list[tuple[EditKind, tuple[tuple[int, int], tuple[int, int]]]] = []
    for kind, start, end, _ in steps:
        if found and found[-1][0] == kind and (found[-1][1][0][1], found[-1][1][1][1]) == start:
            gold, answer = found.pop()[1]
            found.append((kind, ((gold[0], end[0]), (answer[0], end[1]))))
        else:
            found.append((kind, ((start[0], end[0]), (start[1], end[1]))))
    return found


def _edit(
    kind: EditKind,
    span: tuple[tuple[int, int], tuple[int, int]],
    normals: tuple[Normal, Normal],
    texts: tuple[str, str],
) -> Edit:
    gold, answer = (
        _written(normal_text, place, len(text))
        for normal_text, place, text in zip(normals, span, texts, strict=True)
    )
    return Edit(kind, gold, answer, texts[0][slice(*gold)], texts[1][slice(*answer)])


def _written(text: Normal, span: tuple[int, int], length: int) -> tuple[int, int]:
    """Return the range as written of a range of normal characters; an empty one stands before what follows it."""
    start, end = span
    if start < end:
        return (text.places[start][0], text.places[end - 1][1])
    place = text.places[start][0] if start < len(text.places) else length
    return (place, place)
