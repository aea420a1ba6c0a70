"""Theory items: right or wrong, and what a set of answers comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop.curriculum.items import TheoryItem


@dataclass(frozen=True)
class TheoryScore:
    """Answers to theory items; an item that was not answered counts as wrong. Pairs are (right, asked)."""

    right: int
    n: int
    unanswered: int
    by_topic: Mapping[str, tuple[int, int]]
    red_line: tuple[int, int]
    red_line_wrong: tuple[str, ...]
    wrong: tuple[str, ...]

    @property
    def share(self) -> float | None:
        """The share right, or None of nothing."""
        return self.right / self.n if self.n else None


def grade_theory(item: TheoryItem, chosen: Sequence[str]) -> bool:
    """Tell whether an answer is right: the one option, exactly the set of options, or exactly the order. No part marks."""
    if item.kind == "ordering":
        return tuple(chosen) == item.answer
    return len(chosen) == len(item.answer) and set(chosen) == set(item.answer)


def total_theory(answers: Iterable[tuple[TheoryItem, Sequence[str]]]) -> TheoryScore:
    """Return what a set of answers comes to; give an empty choice for an item that was not answered."""
    graded = [(item, bool(chosen), grade_theory(item, chosen)) for item, chosen in answers]
    asked = Counter(item.topic for item, _, _ in graded)
    right = Counter(item.topic for item, _, passed in graded if passed)
    red_line = [(item.id, passed) for item, _, passed in graded if item.red_line]
    return TheoryScore(
        right=sum(passed for _, _, passed in graded),
        n=len(graded),
        unanswered=sum(not answered for _, answered, _ in graded),
        by_topic={topic: (right[topic], n) for topic, n in sorted(asked.items())},
        red_line=(sum(passed for _, passed in red_line), len(red_line)),
        red_line_wrong=tuple(item_id for item_id, passed in red_line if not passed),
        wrong=tuple(item.id for item, _, passed in graded if not passed),
    )
