"""What training decides by: tries and answers as plain rows, latest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class TryRow:
    """A first try at one exercise in practice. ``codes`` counts its findings by code."""

    exercise_id: str
    activity_id: str
    at: datetime
    qualified: int
    judged: int
    missed: int = 0
    codes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class TheoryRow:
    """A first answer to one theory item in practice."""

    item_id: str
    activity_id: str
    at: datetime
    correct: bool
    requirements: tuple[str, ...] = ()


@dataclass(frozen=True)
class Evidence:
    """Everything known about one trainee in one class; tries and answers latest first.

    ``finished`` holds ids of activities finished; ``handed_in`` the exercises of each practice activity that were
    handed in at least once; ``answered`` the theory items answered at least once.
    """

    tries: Sequence[TryRow] = ()
    answers: Sequence[TheoryRow] = ()
    finished: frozenset[str] = frozenset()
    handed_in: Mapping[str, frozenset[str]] = field(default_factory=dict)
    answered: frozenset[str] = frozenset()
