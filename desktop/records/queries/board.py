"""The class board and the cohort's outcomes: a whole class in one statement each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.base.clock import moment
from desktop.records.queries.columns import maybe_moment
from desktop.records.queries.people import BY_NAME
from desktop.records.record import Record


@dataclass(frozen=True)
class Progress:
    """What one trainee did at one activity. First tries and first answers are what gates and readiness count."""

    account_id: str
    activity_id: str
    opened: int
    tries: int
    first_tries: int
    first_judged: int
    first_qualified: int
    first_missed: int
    answers: int
    first_answers: int
    first_correct: int
    finished: int
    seconds: float
    last_at: datetime


@dataclass(frozen=True)
class Outcome:
    """What became of one trainee of a class: sittings closed, the first and the latest outcome, the certificate.

    Outcomes are None while undecided; ``provisional`` is about the latest.
    """

    account_id: str
    name: str
    number: str
    enrolled_at: datetime
    withdrawn_at: datetime | None
    withdrawn_reason: str
    sittings: int
    first_outcome: str | None
    last_outcome: str | None
    provisional: bool
    released_at: datetime | None
    credential_number: str
    seconds: float


_COLUMNS = """account_id, activity_id, opened, tries, first_tries, first_judged, first_qualified, first_missed, answers,
    first_answers, first_correct, finished, seconds, last_at"""
_OUTCOMES = f"""
    WITH closed AS (
        SELECT account_id, count(*) AS n, min(event) AS first, max(event) AS last FROM sitting
        WHERE class_id = :class_id AND closed_at IS NOT NULL GROUP BY account_id)
    SELECT e.account_id, a.name, a.number, e.enrolled_at, e.withdrawn_at, coalesce(e.withdrawn_reason, ''),
           coalesce(c.n, 0), f.outcome, l.outcome, coalesce(l.provisional, 0), l.released_at,
           coalesce((SELECT k.number FROM credential k JOIN sitting s ON s.id = k.sitting_id
                     WHERE k.account_id = e.account_id AND s.class_id = e.class_id ORDER BY k.event DESC LIMIT 1), ''),
           coalesce((SELECT sum(p.seconds) FROM progress p
                     WHERE p.class_id = e.class_id AND p.account_id = e.account_id), 0.0)
    FROM enrolment e JOIN account a ON a.id = e.account_id LEFT JOIN closed c ON c.account_id = e.account_id
    LEFT JOIN sitting f ON f.class_id = :class_id AND f.event = c.first
    LEFT JOIN sitting l ON l.class_id = :class_id AND l.event = c.last
    WHERE e.class_id = :class_id ORDER BY length(a.number), a.number, {BY_NAME}"""  # noqa: S608  columns of our own


def board(record: Record, class_id: str) -> tuple[Progress, ...]:
    """Return one row per trainee and activity touched, all trainees of the class, from the rollup."""
    statement = f"SELECT {_COLUMNS} FROM progress WHERE class_id = ? ORDER BY account_id, activity_id"  # noqa: S608
    return record.query(_progress, statement, (class_id,))


def progress_of(record: Record, class_id: str, account_id: str) -> tuple[Progress, ...]:
    """Return the same rows for one trainee."""
    statement = f"SELECT {_COLUMNS} FROM progress WHERE class_id = ? AND account_id = ? ORDER BY activity_id"  # noqa: S608
    return record.query(_progress, statement, (class_id, account_id))


def outcomes(record: Record, class_id: str) -> tuple[Outcome, ...]:
    """Return everybody ever enrolled in a class with what became of them, by number and name."""
    return record.query(_outcome, _OUTCOMES, {"class_id": class_id})


def _progress(*row: Any) -> Progress:
    fields = dict(zip(Progress.__dataclass_fields__, row, strict=True))
    return Progress(**fields | {"last_at": moment(fields["last_at"])})


def _outcome(*row: Any) -> Outcome:
    fields = dict(zip(Outcome.__dataclass_fields__, row, strict=True))
    fields["enrolled_at"] = moment(fields["enrolled_at"])
    fields["withdrawn_at"] = maybe_moment(fields["withdrawn_at"])
    fields["provisional"] = bool(fields["provisional"])
    fields["released_at"] = maybe_moment(fields["released_at"])
    return Outcome(**fields)
