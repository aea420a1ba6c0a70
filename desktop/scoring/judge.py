"""What grading asks of one kind of mark; each kind answers it in a file of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, Protocol, TypeVar

from desktop.annotation.marks import Mark
from desktop.curriculum.items import GoldMark
from desktop.scoring.result import Code, Finding, Pair, Place, Severity, SubScoreName

M = TypeVar("M", bound=Mark)

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
    "REL": "severe",
    "SLOT": "severe",
    "PREF": "ordinary",
    "RSN": "ordinary",
    "SEC": "severe",
}
RANK: Mapping[Severity, int] = {"severe": 0, "ordinary": 1, "slight": 2}


@dataclass(frozen=True, slots=True)
class Truth(Generic[M]):
    """A gold mark as the pack gives it and as the mark a perfect answer would hold; an ignored one is not asked for."""

    gold: GoldMark
    mark: M
    ignored: bool = False


@dataclass(frozen=True, slots=True)
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


class Reached(NamedTuple):
    """How near a pair came to matching: what was measured, what was asked, and in which unit."""

    measured: float
    tolerance: float
    unit: str


class Kind(Protocol[M]):
    """The measures of one kind of mark: who may be matched to whom, and what is wrong with a match."""

    def overlaps(self, truths: Sequence[Truth[M]], answers: Sequence[M]) -> list[dict[int, float]]:
        """Return, for each gold, the similarity 0..1 of every answer that shares something with it."""

    def least(self, truth: Truth[M]) -> float:
        """Return the least similarity of a match."""

    def reached(self, truth: Truth[M], answer: M, similarity: float) -> Reached:
        """Return in the kind's own unit how near a pair came that is not matched."""

    def faults(self, matches: Sequence[Match[M]]) -> list[tuple[Finding, ...]]:
        """Return, for each match, what is wrong with it apart from class and attributes; none when it is right."""

    def parts(self, match: Match[M]) -> tuple[SubScoreName, ...]:
        """Return the sub-scores that ``faults`` judges of a match."""

    def measures(self, tallies: Tallies[M]) -> dict[str, float]:
        """Return the extra measures of this kind by name; those that cannot be computed are left out."""


class Judge(Kind[M], Protocol[M]):
    """A kind with what grading asks about single marks, wherever they stand."""

    def place(self, mark: M) -> Place:
        """Return where to look for a mark."""

    def reading(self, mark: M) -> tuple[float, ...]:
        """Return a key that sorts marks as a page is read: top to bottom, left to right."""

    def swallowed(self, answer: M, ignored: Iterable[M]) -> bool:
        """Tell whether gold to be ignored takes this answer out of the account."""

    def forbidden(self, answer: M) -> Finding | None:
        """Return the rule that a mark without gold breaks, or None when it is merely one too many."""

    def around(self, answer: M, truths: Iterable[Truth[M]]) -> Truth[M] | None:
        """Return the truth of another label that an answer lies inside of, where this kind asks for that; or None."""
