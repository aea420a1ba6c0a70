"""Tables of attempts, their tries and the errors found in them."""

from __future__ import annotations

import sqlite3
from collections import Counter

from desktop.records.events import training
from desktop.records.journal import Event
from desktop.records.projections.progress import Gain, Where, gain
from desktop.records.projections.tables import change, insert

_ADD_TRY = """
    INSERT INTO submission (event, attempt_id, try_number, class_id, account_id, activity_id, exercise_id, mode,
                            sitting_id, at, seconds, first)
    SELECT ?, a.id, ?, a.class_id, a.account_id, a.activity_id, a.exercise_id, a.mode, coalesce(a.sitting_id, ''), ?, ?,
           NOT EXISTS (SELECT 1 FROM submission s WHERE s.class_id = a.class_id AND s.account_id = a.account_id
                       AND s.exercise_id = a.exercise_id AND s.sitting_id = coalesce(a.sitting_id, ''))
    FROM attempt a WHERE a.id = ?"""


def attempt_opened(tables: sqlite3.Connection, event: Event, body: training.AttemptOpened) -> None:
    """Open the attempt for steps."""
    insert(
        tables,
        "attempt",
        id=body.attempt_id,
        class_id=body.class_id,
        account_id=body.account_id,
        activity_id=body.activity_id,
        exercise_id=body.exercise_id,
        exercise_digest=body.exercise_digest,
        mode=body.mode,
        sitting_id=body.sitting_id or None,
        opened_event=event.place,
        opened_at=event.at,
        state="open",
    )
    gain(tables, Where(body.class_id, body.account_id, body.activity_id), event.at, Gain(opened=1))


def attempt_submitted(tables: sqlite3.Connection, event: Event, body: training.AttemptSubmitted) -> None:
    """Add the try. It is a first try when this trainee never handed in this exercise before, per sitting."""
    _expect(tables, body.attempt_id, "open")
    tables.execute(_ADD_TRY, (event.place, body.try_number, event.at, body.seconds, body.attempt_id))
    change(
        tables,
        "UPDATE attempt SET state = 'submitted', tries = tries + 1, last_submission = ?, submitted_at = ? WHERE id = ?",
        (event.place, event.at, body.attempt_id),
    )
    where, first = _submission(tables, event.place)
    gain(tables, where, event.at, Gain(tries=1, first_tries=int(first), seconds=body.seconds))
    if body.accuracy is not None:
        _grade(tables, event.place, event, body)


def attempt_scored(tables: sqlite3.Connection, event: Event, body: training.AttemptScored) -> None:
    """Put the score on the try it is about, in place of an earlier one."""
    row = tables.execute(
        "SELECT event FROM submission WHERE attempt_id = ? AND (? IS NULL OR try_number = ?)"
        " ORDER BY event DESC LIMIT 1",
        (body.attempt_id, body.try_number, body.try_number),
    ).fetchone()
    if row is None:
        raise ValueError(f"attempt {body.attempt_id} has no try {body.try_number or ''} to be scored")
    _grade(tables, row[0], event, body)


def attempt_reopened(tables: sqlite3.Connection, _event: Event, body: training.AttemptReopened) -> None:
    """Let steps be written again."""
    _expect(tables, body.attempt_id, "submitted")
    change(tables, "UPDATE attempt SET state = 'open' WHERE id = ?", (body.attempt_id,))


def attempt_abandoned(tables: sqlite3.Connection, _event: Event, body: training.AttemptAbandoned) -> None:
    """Set the attempt aside."""
    _expect(tables, body.attempt_id, "open")
    change(tables, "UPDATE attempt SET state = 'abandoned' WHERE id = ?", (body.attempt_id,))


def _expect(tables: sqlite3.Connection, attempt_id: str, state: str) -> None:
    row = tables.execute("SELECT state FROM attempt WHERE id = ?", (attempt_id,)).fetchone()
    if row is None or row[0] != state:
        raise ValueError(f"attempt {attempt_id} must be {state}, it is {row[0] if row else 'unknown'}")


def _submission(tables: sqlite3.Connection, submission: int) -> tuple[Where, bool]:
    *where, first = tables.execute(
        "SELECT class_id, account_id, activity_id, first FROM submission WHERE event = ?", (submission,)
    ).fetchone()
    return Where(*where), bool(first)


def _grade(tables: sqlite3.Connection, submission: int, event: Event, body: training.Graded) -> None:
    counts = body.counts or training.Tally()
    before = tables.execute(
        "SELECT judged, qualified, missed FROM submission WHERE event = ?", (submission,)
    ).fetchone()
    change(
        tables,
        "UPDATE submission SET scored_event = ?, accuracy = ?, gold = ?, answer = ?, matched = ?, qualified = ?,"
        " missed = ?, extra = ?, severe = ?, judged = ?, findings = ?, open_points = ? WHERE event = ?",
        (
            event.place,
            body.accuracy,
            *_numbers(counts),
            len(body.findings or ()),
            body.open_points,
            submission,
        ),
    )
    _count_findings(tables, submission, body)
    where, first = _submission(tables, submission)
    if first:
        judged, qualified, missed = before
        gained = Gain(
            first_judged=counts.judged - judged,
            first_qualified=counts.qualified - qualified,
            first_missed=counts.missed - missed,
        )
        gain(tables, where, event.at, gained)


def _numbers(counts: training.Tally) -> tuple[int, ...]:
    measured = (counts.gold, counts.answer, counts.matched, counts.qualified, counts.missed, counts.extra)
    return (*measured, counts.severe, counts.judged)


def _count_findings(tables: sqlite3.Connection, submission: int, body: training.Graded) -> None:
    tables.execute("DELETE FROM finding WHERE submission = ?", (submission,))
    totals: Counter[tuple[str, str]] = Counter()
    severe: Counter[tuple[str, str]] = Counter()
    for finding in body.findings or ():
        key = (str(finding.get("code", "")), str(finding.get("clause", "")))
        totals[key] += 1
        severe[key] += finding.get("severity") == "severe"
    for key, count in totals.items():
        code, clause = key
        insert(
            tables, "finding", submission=submission, code=code, clause=clause, n=count, severe=severe[key]
        )
