"""Comparisons of answers: which of two was judged better, those that run in a circle, and hints over many of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from desktop.annotation.marks import Mark
from desktop.annotation.replies import Reply
from desktop.curriculum.items import Exercise
from desktop.curriculum.schema import LabelSchema
from desktop.scoring.texts.preferences import side, transitivity
from desktop.scoring.texts.rankings import ranks
from desktop.session.unanswered import answer_letters

_COMPARING = frozenset({"preference", "ranking"})


@dataclass(frozen=True)
class Circle:
    """Three answers whose comparisons run in a circle, in words (A > B > C > A), and where to look at them."""

    words: str
    answers: tuple[str, ...]
    attempt_id: str = ""
    title: str = ""


@dataclass(frozen=True)
class Leaning:
    """One hint: what it is about, its figures in a sentence, whether it is worth a look; ``enough``: may it be said."""

    name: str
    sentence: str
    hints: bool
    enough: bool


@dataclass(frozen=True)
class Leanings:
    """The hints over all exercises with comparisons that a person did for the first time."""

    exercises: int
    leanings: tuple[Leaning, ...]
    circles: tuple[Circle, ...]
    #: Threes of answers all of whose pairs were judged.
    threes: int


def compares(schema: LabelSchema) -> bool:
    """Tell whether a schema asks which of several answers is better."""
    return any(question.kind in _COMPARING for question in schema.questions)


def comparisons(
    marks: Iterable[Mark], schema: LabelSchema, *, pairs_only: bool = False
) -> dict[tuple[str, str], int]:
    """Return which of two answers is better, from replies about pairs and from rankings; a reply about the pair counts first.

    ``pairs_only``: without rankings, which cannot contradict themselves.
    """
    ranked: dict[tuple[str, str], int] = {}
    paired: dict[tuple[str, str], int] = {}
    for mark in marks:
        question = schema.question(mark.label) if isinstance(mark, Reply) else None
        if question is None or not isinstance(mark, Reply):
            continue
        first, bar, second = mark.about.partition("|")
        if question.kind == "preference" and bar and isinstance(mark.value, int):
            paired[first, second] = mark.value
        if question.kind == "ranking" and not pairs_only:
            places = ranks(mark.value)
            ranked |= {(one, other): places[other] - places[one] for one, other in combinations(places, 2)}
    for first, second in paired:
        ranked.pop((second, first), None)
    return ranked | paired


def circles_of(
    exercise: Exercise, schema: LabelSchema, marks: Iterable[Mark], shown: Sequence[str]
) -> tuple[Circle, ...]:
    """Return the circles among the pairs judged in one exercise, by the letters that this person saw."""
    given = comparisons(marks, schema, pairs_only=True)
    sides = {pair: side(strength) for pair, strength in given.items()}
    sides |= {(second, first): -found for (first, second), found in sides.items()}
    letters = answer_letters(exercise, shown)
    return tuple(Circle(_around(three, sides, letters), three) for three in transitivity(given).circles)


def _around(three: Sequence[str], sides: dict[tuple[str, str], int], letters: dict[str, str]) -> str:
    """Return a circle in words, the better one always first."""
    steps = [sides[one, other] for one, other in zip(three, [*three[1:], three[0]], strict=True)]
    names = list(three)
    if min(steps) < 0:
        names = [three[0], *reversed(three[1:])]
        steps = [sides[one, other] for one, other in zip(names, [*names[1:], names[0]], strict=True)]
    told = letters.get(names[0], names[0])
    for step, name in zip(steps, [*names[1:], names[0]], strict=True):
        told += f" {'>' if step else '='} {letters.get(name, name)}"
    return told
