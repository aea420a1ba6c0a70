"""What training decides by: tries and answers as plain rows, latest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from desktop.scoring.result import Finding


@dataclass(frozen=True)
class FoundAt:
    """Where a finding lies: its code, the gold mark concerned (empty for a mark too many) and the label it names.

    A finding about an edge or an attribute names no label: that is its gold mark's.
    """

    code: str
    gold_id: str = ""
    label: str = ""


@dataclass(frozen=True)
class TryRow:
    """A first try at one exercise in practice.

    ``codes`` counts its findings by code; ``aspects`` counts them by code and the side (left, top, right, bottom,
    start, end) or attribute concerned, as far as a finding names one; ``found`` says at which marks they lie.
    """

    exercise_id: str
    activity_id: str
    at: datetime
    qualified: int
    judged: int
    missed: int = 0
    codes: Mapping[str, int] = field(default_factory=dict)
    aspects: Mapping[tuple[str, str], int] = field(default_factory=dict)
    found: Sequence[FoundAt] = ()


@dataclass(frozen=True)
class TheoryRow:
    """The latest answer to one theory item in practice: a set done again shows what was learned since."""

    item_id: str
    activity_id: str
    at: datetime
    correct: bool
    requirements: tuple[str, ...] = ()


def codes_of(findings: Iterable[Finding]) -> Counter[str]:
    """Return how many findings there are of each code, for ``TryRow.codes``."""
    return Counter(str(finding.code) for finding in findings)


def aspects_of(findings: Iterable[Finding]) -> Counter[tuple[str, str]]:
    """Return how many findings concern each side or attribute, for ``TryRow.aspects``."""
    named = ((str(each.code), each.detail.get("side") or each.detail.get("attribute")) for each in findings)
    return Counter((code, str(aspect)) for code, aspect in named if aspect)


def places_of(findings: Iterable[Finding]) -> tuple[FoundAt, ...]:
    """Return at which marks findings lie, for ``TryRow.found``."""
    return tuple(
        FoundAt(
            str(each.code),
            each.gold_id or "",
            str(each.detail.get("expected" if each.code in {"MISS", "CLS"} else "got") or "")
            if each.code != "ATTR"
            else "",
        )
        for each in findings
    )


@dataclass(frozen=True)
class Evidence:
    """Everything known about one trainee in one class; tries and answers latest first.

    ``finished`` holds ids of activities finished; ``handed_in`` the exercises of each practice activity that were
    handed in at least once; ``answered`` the theory items answered at least once. ``history`` holds every answer,
    those since given anew too; empty means that ``answers`` are all there ever were.
    """

    tries: Sequence[TryRow] = ()
    answers: Sequence[TheoryRow] = ()
    finished: frozenset[str] = frozenset()
    handed_in: Mapping[str, frozenset[str]] = field(default_factory=dict)
    answered: frozenset[str] = frozenset()
    history: Sequence[TheoryRow] = ()
