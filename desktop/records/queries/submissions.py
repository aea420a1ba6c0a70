"""What was handed in: whole tries for review, and the numbers that gates and the practice queue go by."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.base.clock import moment
from desktop.records.queries.columns import marks, maybe_moment
from desktop.records.record import Record


@dataclass(frozen=True)
class Submission:
    """One try, whole. ``graded`` holds the body of the event that scored it; None before (an exam not closed)."""

    attempt_id: str
    try_number: int
    at: datetime
    first: bool
    seconds: float
    marks: list[Any]
    draft_digest: str
    graded: dict[str, Any] | None
    scored_at: datetime | None

    @property
    def accuracy(self) -> float | None:
        """The share of judged units that are right, None before scoring."""
        return self.graded["accuracy"] if self.graded else None

    @property
    def findings(self) -> list[dict[str, Any]]:
        """The errors found; none before scoring."""
        return (self.graded or {}).get("findings") or []


@dataclass(frozen=True)
class Try:
    """The numbers of one scored try; counts as in ``scoring.result.Counts``."""

    attempt_id: str
    try_number: int
    activity_id: str
    exercise_id: str
    at: datetime
    seconds: float
    accuracy: float
    gold: int
    answer: int
    matched: int
    qualified: int
    missed: int
    extra: int
    severe: int
    judged: int
    findings: int


@dataclass(frozen=True)
class FirstMarks:
    """The marks of the first try at an exercise."""

    attempt_id: str
    exercise_id: str
    marks: list[Any]


@dataclass(frozen=True)
class ExerciseHistory:
    """How a trainee fared with one exercise in practice."""

    exercise_id: str
    activity_id: str
    tries: int
    first_accuracy: float | None
    last_accuracy: float | None
    last_at: datetime


@dataclass(frozen=True)
class FindingTally:
    """Errors of one code and clause over the first tries looked at; ``tries`` of them had it, ``judged`` units in all."""

    code: str
    clause: str
    n: int
    severe: int
    tries: int
    judged: int
    activity_id: str


_TRY = """
    SELECT attempt_id, try_number, activity_id, exercise_id, at, seconds, accuracy, gold, answer, matched, qualified,
           missed, extra, severe, judged, findings FROM submission"""
_SUBMISSION = """
    SELECT s.attempt_id, s.try_number, s.at, s.first, s.seconds, e.body, g.body, g.at
    FROM submission s JOIN event e ON e.place = s.event LEFT JOIN event g ON g.place = s.scored_event"""


def submission(record: Record, attempt_id: str, try_number: int | None = None) -> Submission | None:
    """Return a try with its marks and score, the last one unless a number is given; None when there is none."""
    statement = f"{_SUBMISSION} WHERE s.attempt_id = ? AND (? IS NULL OR s.try_number = ?) ORDER BY s.event DESC LIMIT 1"
    return record.query_one(_submission, statement, (attempt_id, try_number, try_number))


def submissions(record: Record, attempt_id: str) -> tuple[Submission, ...]:
    """Return all tries of an attempt in order."""
    return record.query(_submission, f"{_SUBMISSION} WHERE s.attempt_id = ? ORDER BY s.event", (attempt_id,))


def first_tries(
    record: Record,
    class_id: str,
    account_id: str,
    *,
    activities: Sequence[str] = (),
    limit: int = -1,
    repeats: bool = False,
) -> tuple[Try, ...]:
    """Return the scored first tries in practice, latest first; of these activities only, when any are named.

    With ``repeats``, an exercise taken up again later in an attempt of its own counts anew, by the first try there.
    """
    among = f"AND activity_id IN ({marks(len(activities))})" if activities else ""
    statement = f"""{_TRY} WHERE class_id = ? AND account_id = ? {among} AND mode = 'practice'
        AND (first OR (? AND try_number = 1)) AND accuracy IS NOT NULL ORDER BY event DESC LIMIT ?"""
    return record.query(_try, statement, (class_id, account_id, *activities, repeats, limit))


def first_marks(record: Record, class_id: str, account_id: str) -> tuple[FirstMarks, ...]:
    """Return the marks of every scored first try, in practice and in assessments, in the order handed in."""
    statement = """
        SELECT s.attempt_id, s.exercise_id, json_extract(e.body, '$.marks')
        FROM submission s JOIN event e ON e.place = s.event
        WHERE s.class_id = ? AND s.account_id = ? AND s.first AND s.accuracy IS NOT NULL ORDER BY s.event"""
    return record.query(_first_marks, statement, (class_id, account_id))


def sitting_tries(record: Record, sitting_id: str) -> tuple[Try, ...]:
    """Return the scored tasks of a sitting, in the order handed in."""
    statement = f"{_TRY} WHERE sitting_id = ? AND sitting_id <> '' AND accuracy IS NOT NULL ORDER BY event"
    return record.query(_try, statement, (sitting_id,))


def exercise_histories(record: Record, class_id: str, account_id: str) -> tuple[ExerciseHistory, ...]:
    """Return every exercise handed in in practice, the one longest ago first."""
    statement = """
        SELECT g.exercise_id, l.activity_id, g.tries, g.first_accuracy, l.accuracy, l.at FROM (
            SELECT exercise_id, count(*) AS tries, max(CASE WHEN first THEN accuracy END) AS first_accuracy,
                   max(event) AS last
            FROM submission WHERE class_id = ? AND account_id = ? AND mode = 'practice' GROUP BY exercise_id) g
        JOIN submission l ON l.event = g.last ORDER BY g.last"""
    return record.query(_history, statement, (class_id, account_id))


def finding_tallies(
    record: Record, class_id: str, account_id: str, *, last: int = -1
) -> tuple[FindingTally, ...]:
    """Return the errors of the ``last`` first tries in practice (-1: all) by code and clause, most frequent first."""
    statement = """
        WITH looked AS (
            SELECT event, judged, activity_id FROM submission WHERE class_id = ? AND account_id = ?
            AND mode = 'practice' AND first AND accuracy IS NOT NULL ORDER BY event DESC LIMIT ?)
        SELECT g.code, g.clause, g.n, g.severe, g.tries, (SELECT sum(judged) FROM looked), l.activity_id FROM (
            SELECT f.code, f.clause, sum(f.n) AS n, sum(f.severe) AS severe, count(*) AS tries, max(f.submission) AS last
            FROM finding f JOIN looked k ON k.event = f.submission GROUP BY f.code, f.clause) g
        JOIN looked l ON l.event = g.last ORDER BY g.n DESC, g.code, g.clause"""
    return record.query(FindingTally, statement, (class_id, account_id, last))


def _submission(*row: Any) -> Submission:
    attempt_id, try_number, at, first, seconds, handed_in, scored, scored_at = row
    body = json.loads(handed_in)
    return Submission(
        attempt_id=attempt_id,
        try_number=try_number,
        at=moment(at),
        first=bool(first),
        seconds=seconds,
        marks=body["marks"],
        draft_digest=body["draft_digest"],
        graded=json.loads(scored) if scored else None,
        scored_at=maybe_moment(scored_at),
    )


def _try(attempt_id: str, try_number: int, activity_id: str, exercise_id: str, at: str, *numbers: Any) -> Try:
    return Try(attempt_id, try_number, activity_id, exercise_id, moment(at), *numbers)


def _first_marks(attempt_id: str, exercise_id: str, marks: str) -> FirstMarks:
    return FirstMarks(attempt_id, exercise_id, json.loads(marks))


def _history(
    exercise_id: str, activity_id: str, tries: int, first: float | None, *rest: Any
) -> ExerciseHistory:
    last, at = rest
    return ExerciseHistory(exercise_id, activity_id, tries, first, last, moment(at))
