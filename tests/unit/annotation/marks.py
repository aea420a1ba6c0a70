"""Marks and walks for property tests: any valid mark, and any lawful sequence of steps, undos and redos."""

from __future__ import annotations

import random
import sys
from dataclasses import replace

from hypothesis import strategies as st

from desktop.annotation.document import Document, Step, adding, removing, replacing
from desktop.annotation.history import History
from desktop.annotation.marks import Mark
from desktop.annotation.shapes.box import Box
from desktop.annotation.spans import Span

numbers = st.floats(-1e6, 1e6, allow_nan=False)
texts = st.text(max_size=12)
attributes = st.dictionaries(
    st.text(min_size=1, max_size=8),
    st.one_of(texts, st.booleans(), st.floats(allow_nan=False, allow_infinity=False), st.integers(-5, 5)),
    max_size=4,
)
flags = st.booleans()


def boxes(ids: st.SearchStrategy[str] = texts) -> st.SearchStrategy[Box]:
    """Any valid box."""

    def build(
        mark_id: str, label: str, xs: list[float], ys: list[float], rest: dict, hidden: bool, locked: bool
    ) -> Box:
        (x1, x2), (y1, y2) = sorted(xs), sorted(ys)
        return Box(mark_id, label, x1, y1, x2, y2, attributes=rest, hidden=hidden, locked=locked)

    pair = st.lists(numbers, min_size=2, max_size=2)
    return st.builds(build, ids, texts, pair, pair, attributes, flags, flags)


def spans(ids: st.SearchStrategy[str] = texts) -> st.SearchStrategy[Span]:
    """Any valid span."""

    def build(mark_id: str, label: str, start: int, size: int, rest: dict, hidden: bool) -> Span:
        return Span(mark_id, label, start, start + size, attributes=rest, hidden=hidden)

    return st.builds(build, ids, texts, st.integers(0, 10**6), st.integers(1, 10**4), attributes, flags)


marks = st.one_of(boxes(), spans())
documents = st.lists(marks, max_size=6, unique_by=lambda mark: mark.id)
seeds = st.integers(0, sys.maxsize)


def random_mark(chance: random.Random, number: int) -> Mark:
    """A new mark with an id of its own."""
    label = chance.choice(["car", "van"])
    x, y = chance.uniform(0, 500), chance.uniform(0, 500)
    if chance.random() < 0.5:
        return Box(f"new{number}", label, x, y, x + chance.uniform(0, 90), y + chance.uniform(0, 90))
    return Span(f"new{number}", label, int(x), int(x) + 1 + int(y))


def changed(mark: Mark, chance: random.Random) -> Mark:
    """The mark with one property changed."""
    if chance.random() < 0.3:
        return replace(mark, label="bus", hidden=not mark.hidden)
    if isinstance(mark, Box):
        return mark.moved(chance.uniform(-9, 9), chance.uniform(-9, 9))
    return replace(mark, end=mark.end + 1, attributes={"kind": "x"})


def random_step(document: Document, chance: random.Random, number: int) -> Step:
    """A lawful step for the document as it stands."""
    ids = [mark.id for mark in document]
    kind = chance.choice(["add", "remove", "replace", "replace"]) if ids else "add"
    if kind == "add":
        new = [random_mark(chance, 10 * number + place) for place in range(chance.randrange(1, 4))]
        return adding("add", document, *new)
    some = chance.sample(ids, chance.randrange(1, len(ids) + 1))
    if kind == "remove":
        return removing("remove", document, *some)
    return replacing("replace", document, *(changed(document[mark_id], chance) for mark_id in some))


def walk(history: History, chance: random.Random, length: int) -> None:
    """Do, undo and redo at random."""
    for number in range(length):
        move = chance.random()
        if move < 0.6:
            history.do(random_step(history.document, chance, number))
        elif move < 0.85:
            history.undo()
        else:
            history.redo()
