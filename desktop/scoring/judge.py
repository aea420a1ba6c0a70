"""What grading asks of one kind of mark; boxes and spans each answer it in a file of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from desktop.annotation.shapes.box import Box
from desktop.annotation.spans import Span
from desktop.curriculum.items import GoldMark
from desktop.scoring.result import Code, Finding, Pair, Place, Severity

M = TypeVar("M", Box, Span)

#: docs: the error taxonomy of the field. One unit is as severe as its worst finding.
SEVERITY: Mapping[Code, Severity] = {
    "MISS": "severe",
    "EXTRA": "severe",
    "CLS": "severe",
    "DUP": "ordinary",
    "LOOSE": "ordinary",
    "CUT": "ordinary",
    "BND": "ordinary",
    "ATTR": "ordinary",
    "RULE": "ordinary",
    "ANG": "ordinary",
    "PT": "ordinary",
    "VIS": "ordinary",
    "LINE": "ordinary",
    "TXT": "severe",
    "GROUP": "ordinary",
    "ORDER": "ordinary",
    "FMT": "slight",
}
RANK: Mapping[Severity, int] = {"severe": 0, "ordinary": 1, "slight": 2}


@dataclass(frozen=True)
class Truth(Generic[M]):
    """A gold mark as the pack gives it and as the mark a perfect answer would hold."""

    gold: GoldMark
    mark: M


@dataclass(frozen=True)
class Match(Generic[M]):
    """A truth and the answer matched to it."""

    truth: Truth[M]
    answer: M
    similarity: float

    @property
    def same_label(self) -> bool:
        """Whether the answer carries the truth's label."""
        return self.truth.mark.label == self.answer.label

    def pair(self, *, qualified: bool) -> Pair:
        """Return what the score keeps of it."""
        return Pair(self.truth.mark.id, self.answer.id, self.similarity, qualified)


@dataclass(frozen=True)
class Tallies(Generic[M]):
    """What the extra measures are made from: pairs, and the numbers of misses and extras."""

    matches: Sequence[Match[M]]
    missed: int
    extra: int


class Judge(Protocol[M]):
    """The measures of one kind of mark."""

    threshold: float

    def place(self, mark: M) -> Place:
        """Return where to look for a mark."""

    def reading(self, mark: M) -> tuple[float, ...]:
        """Return a key that sorts marks as a page is read: top to bottom, left to right."""

    def overlaps(self, truths: Sequence[Truth[M]], answers: Sequence[M]) -> list[dict[int, float]]:
        """Return, for each gold, the similarity of every answer that shares something with it."""

    def swallowed(self, answer: M, ignored: Iterable[M]) -> bool:
        """Tell whether gold to be ignored takes this answer out of the account."""

    def geometry(self, match: Match[M]) -> tuple[Finding, ...]:
        """Return the faults of the answer's edges; none when its geometry is right."""

    def forbidden(self, answer: M) -> Finding | None:
        """Return the rule that a mark without gold breaks, or None when it is merely one too many."""

    def around(self, answer: M, truths: Iterable[Truth[M]]) -> Truth[M] | None:
        """Return the truth of another label that an answer lies inside of, where this kind asks for that; or None."""

    def measures(self, tallies: Tallies[M]) -> dict[str, float]:
        """Return the extra measures of this kind by name; those that cannot be computed are left out."""
