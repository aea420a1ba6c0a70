"""Attempts: what is open on the bench, and the list an instructor reviews."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from desktop.base.clock import moment
from desktop.records.queries.columns import maybe_moment
from desktop.records.record import Record

State = Literal["open", "submitted", "abandoned"]
Mode = Literal["practice", "exam"]
Sort = Literal["latest", "oldest", "worst", "best", "name", "exercise", "findings"]

#: What each sort means in SQL; the id makes pages of a long list stable.
_ORDER: dict[Sort, str] = {
    "latest": "a.submitted_at DESC, a.id",
    "oldest": "a.submitted_at, a.id",
    "worst": "s.accuracy IS NULL, s.accuracy, a.id",
    "best": "s.accuracy DESC, a.id",
    "name": "p.name, a.submitted_at DESC, a.id",
    "exercise": "a.exercise_id, a.submitted_at DESC, a.id",
    "findings": "s.findings DESC, a.id",
}


@dataclass(frozen=True)
class Attempt:
    """A trainee's work on one exercise, with the numbers of its last try (None and 0 while there is none)."""

    attempt_id: str
    class_id: str
    account_id: str
    name: str
    activity_id: str
    exercise_id: str
    exercise_digest: str
    mode: Mode
    sitting_id: str
    state: State
    opened_at: datetime
    tries: int
    submitted_at: datetime | None
    accuracy: float | None
    judged: int
    findings: int
    comments: int
    corrected: bool
    first: bool
    #: Points of the last try that nobody has given yet, and whether those that were given are released.
    open_points: int = 0
    points_released: bool = False


@dataclass(frozen=True)
class AttemptFilter:
    """Which attempts to list; None and False leave a property open. ``handed_in`` drops those without a try."""

    class_id: str | None = None
    account_id: str | None = None
    activity_id: str | None = None
    exercise_id: str | None = None
    sitting_id: str | None = None
    mode: Mode | None = None
    state: State | None = None
    handed_in: bool = False
    below: float | None = None
    uncommented: bool = False
    #: Only those whose last try waits for points that a person gives.
    open_points: bool = False


_FROM = "FROM attempt a JOIN account p ON p.id = a.account_id LEFT JOIN submission s ON s.event = a.last_submission"
_COLUMNS = """
    a.id, a.class_id, a.account_id, p.name, a.activity_id, a.exercise_id, a.exercise_digest, a.mode,
    coalesce(a.sitting_id, ''), a.state, a.opened_at, a.tries, a.submitted_at, s.accuracy, coalesce(s.judged, 0),
    coalesce(s.findings, 0), a.comments, a.corrections, coalesce(s.first, 0),
    coalesce(s.open_points, 0), s.points_at IS NOT NULL"""


def attempt(record: Record, attempt_id: str) -> Attempt | None:
    """Return an attempt, or None."""
    return record.query_one(_attempt, f"SELECT {_COLUMNS} {_FROM} WHERE a.id = ?", (attempt_id,))


def open_attempts(record: Record, account_id: str) -> tuple[Attempt, ...]:
    """Return what a trainee has open, opened last first."""
    statement = f"""SELECT {_COLUMNS} {_FROM} WHERE a.account_id = ? AND a.state = 'open'
        ORDER BY a.opened_event DESC"""
    return record.query(_attempt, statement, (account_id,))


def attempts(
    record: Record, wanted: AttemptFilter, *, sort: Sort = "latest", limit: int = -1, offset: int = 0
) -> tuple[Attempt, ...]:
    """Return the attempts wanted, sorted, ``limit`` of them from ``offset``; -1 is all."""
    where, values = _where(wanted)
    statement = f"SELECT {_COLUMNS} {_FROM} {where} ORDER BY {_ORDER[sort]} LIMIT ? OFFSET ?"
    return record.query(_attempt, statement, (*values, limit, offset))


def count_attempts(record: Record, wanted: AttemptFilter) -> int:
    """Return how many attempts are wanted."""
    where, values = _where(wanted)
    return record.query_one(int, f"SELECT count(*) {_FROM} {where}", values) or 0


def _where(wanted: AttemptFilter) -> tuple[str, tuple[object, ...]]:
    names = ("class_id", "account_id", "activity_id", "exercise_id", "sitting_id", "mode", "state")
    given = [(name, getattr(wanted, name)) for name in names if getattr(wanted, name) is not None]
    terms = [f"a.{name} = ?" for name, _value in given]
    values: list[object] = [value for _name, value in given]
    if wanted.handed_in:
        terms.append("a.tries > 0")
    if wanted.uncommented:
        terms.append("a.comments = 0")
    if wanted.open_points:
        terms.append("s.open_points > 0 AND a.state = 'submitted'")
    if wanted.below is not None:
        terms.append("s.accuracy < ?")
        values.append(wanted.below)
    return (f"WHERE {' AND '.join(terms)}" if terms else ""), tuple(values)


def _attempt(*row: object) -> Attempt:
    fields = dict(zip(Attempt.__dataclass_fields__, row, strict=True))
    fields["opened_at"] = moment(str(fields["opened_at"]))
    submitted_at = fields["submitted_at"]
    fields["submitted_at"] = maybe_moment(str(submitted_at) if submitted_at else None)
    fields["corrected"] = bool(fields["corrected"])
    fields["first"] = bool(fields["first"])
    fields["points_released"] = bool(fields["points_released"])
    return Attempt(**fields)  # type: ignore[arg-type]
