"""The corpus of the comparison: sentences with flat spans, so that tags can tell them, answered with the usual mistakes.

Positions are tokens, ends are exclusive. The same seed gives the same sentences in every run.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

SENTENCES = 100_000
SEED = 20261123
CLASSES = ("PER", "ORG", "LOC", "DATE")


class Labelled(NamedTuple):
    """A stretch of tokens [start, end) with its class."""

    label: str
    start: int
    end: int


class Sentence(NamedTuple):
    """So many tokens, and the spans of both sides."""

    length: int
    gold: list[Labelled]
    answer: list[Labelled]


def sentences(count: int = SENTENCES) -> list[Sentence]:
    """Return sentences with nought to four spans. About one answer in four is wrong; on neither side do spans overlap."""
    chance = random.Random(SEED)
    return [_sentence(chance) for _ in range(count)]


def shuffled(corpus: Sequence[Sentence]) -> list[Sentence]:
    """Return the same sentences with the answers of each in another order: the same answers to anybody."""
    chance = random.Random(SEED)
    return [each._replace(answer=chance.sample(each.answer, len(each.answer))) for each in corpus]


def doubled(corpus: Sequence[Sentence]) -> list[Sentence]:
    """Return the sentences with one more answer after every second one, a token longer: answers overlap, tags cannot say it."""
    return [
        each._replace(
            length=each.length + 1,
            answer=[
                span
                for place, one in enumerate(each.answer)
                for span in ((one, one._replace(end=one.end + 1)) if place % 2 == 0 else (one,))
            ],
        )
        for each in corpus
    ]


def write(corpus: Sequence[Sentence], path: Path) -> None:
    """Write sentences for the scorers' processes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(corpus), encoding="utf-8")


def _sentence(chance: random.Random) -> Sentence:
    gold: list[Labelled] = []
    answer: list[Labelled] = []
    at = 0
    for _ in range(chance.choices(range(5), (20, 32, 28, 14, 6))[0]):
        # Two tokens at least stay free between spans: room for an end too far and for a made-up answer.
        start = at + chance.randrange(2, 8)
        at = start + chance.randrange(1, 7)
        span = Labelled(chance.choice(CLASSES), start, at)
        gold.append(span)
        if chance.random() < 0.03:
            answer.append(Labelled(chance.choice(CLASSES), start - 1, start))
        answer.extend(_answered(span, chance))
    return Sentence(at + chance.randrange(3, 12), gold, answer)


def _answered(span: Labelled, chance: random.Random) -> list[Labelled]:
    fate = chance.random()
    return next(make(span, chance) for limit, make in FATES if fate < limit)


def _other_class(span: Labelled, chance: random.Random) -> list[Labelled]:
    return [span._replace(label=chance.choice([name for name in CLASSES if name != span.label]))]


def _torn(span: Labelled, chance: random.Random) -> list[Labelled]:
    if span.end - span.start < 2:
        return [span]
    cut = chance.randrange(span.start + 1, span.end)
    return [span._replace(end=cut), Labelled(chance.choice(CLASSES), cut, span.end)]


#: What becomes of a span in the answer, by the upper limit of the chance: missed, another class, too long, torn, right.
FATES: tuple[tuple[float, Callable[[Labelled, random.Random], list[Labelled]]], ...] = (
    (0.05, lambda span, chance: []),
    (0.12, _other_class),
    (0.20, lambda span, chance: [span._replace(end=span.end + 1)]),
    (0.25, _torn),
    (1.01, lambda span, chance: [span]),
)
