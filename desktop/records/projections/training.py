"""Tables of activities, theory answers, attempts and reviews."""

from __future__ import annotations

import sqlite3
from collections import Counter

from desktop.records.events import training
from desktop.records.journal import Event
from desktop.records.projections.tables import as_json, change


def activity_finished(tables: sqlite3.Connection, event: Event, body: training.ActivityFinished) -> None:
    """Add the finish; an activity may be finished often."""
    tables.execute(
        "INSERT INTO finish VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            event.place,
            body.class_id,
            body.account_id,
            body.activity_id,
            event.at,
            body.seconds,
            as_json(body.result),
        ),
    )


def theory_answered(tables: sqlite3.Connection, event: Event, body: training.TheoryAnswered) -> None:
    """Add the answer."""
    tables.execute(
        "INSERT INTO theory_answer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            event.place,
            body.class_id,
            body.account_id,
            body.activity_id,
            body.item_id,
            event.at,
            as_json(body.chosen),
            body.correct,
            body.seconds,
            as_json(body.requirements),
            body.first,
        ),
    )


def attempt_opened(tables: sqlite3.Connection, event: Event, body: training.AttemptOpened) -> None:
    """Open the attempt for steps."""
    tables.execute(
        "INSERT INTO attempt (id, class_id, account_id, activity_id, exercise_id, exercise_digest, mode, sitting_id,"
        " opened_event, opened_at, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open')",
        (
            body.attempt_id,
            body.class_id,
            body.account_id,
            body.activity_id,
            body.exercise_id,
            body.exercise_digest,
            body.mode,
            body.sitting_id or None,
            event.place,
            event.at,
        ),
    )


def attempt_submitted(tables: sqlite3.Connection, event: Event, body: training.AttemptSubmitted) -> None:
    """Add the try. It is a first try when this trainee never handed in this exercise before, per sitting."""
    _expect(tables, body.attempt_id, "open")
    tables.execute(
        "INSERT INTO submission (event, attempt_id, try_number, class_id, account_id, activity_id, exercise_id, mode,"
        " sitting_id, at, seconds, first)"
        " SELECT ?, a.id, ?, a.class_id, a.account_id, a.activity_id, a.exercise_id, a.mode,"
        " coalesce(a.sitting_id, ''), ?, ?, NOT EXISTS (SELECT 1 FROM submission s WHERE s.class_id = a.class_id"
        " AND s.account_id = a.account_id AND s.exercise_id = a.exercise_id"
        " AND s.sitting_id = coalesce(a.sitting_id, '')) FROM attempt a WHERE a.id = ?",
        (event.place, body.try_number, event.at, body.seconds, body.attempt_id),
    )
    change(
        tables,
        "UPDATE attempt SET state = 'submitted', tries = tries + 1, last_submission = ?, submitted_at = ? WHERE id = ?",
        (event.place, event.at, body.attempt_id),
    )
    if body.accuracy is not None:
        _grade(tables, event.place, event, body)


def attempt_scored(tables: sqlite3.Connection, event: Event, body: training.AttemptScored) -> None:
    """Put the score on the try it is about."""
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


def commented(tables: sqlite3.Connection, event: Event, body: training.Commented) -> None:
    """Add the remark."""
    tables.execute(
        "INSERT INTO comment VALUES (?, ?, ?, ?, ?, ?)",
        (event.place, body.attempt_id, body.mark_id, event.actor, event.at, body.text),
    )
    change(tables, "UPDATE attempt SET comments = comments + 1 WHERE id = ?", (body.attempt_id,))


def corrected(tables: sqlite3.Connection, event: Event, body: training.Corrected) -> None:
    """Add the correction; the try keeps its first score."""
    tables.execute(
        "INSERT INTO correction VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            event.place,
            body.attempt_id,
            event.actor,
            event.at,
            as_json(body.before),
            as_json(body.after),
            body.reason,
        ),
    )
    change(tables, "UPDATE attempt SET corrections = corrections + 1 WHERE id = ?", (body.attempt_id,))


def _expect(tables: sqlite3.Connection, attempt_id: str, state: str) -> None:
    row = tables.execute("SELECT state FROM attempt WHERE id = ?", (attempt_id,)).fetchone()
    if row is None or row[0] != state:
        raise ValueError(f"attempt {attempt_id} must be {state}, it is {row[0] if row else 'unknown'}")


def _grade(tables: sqlite3.Connection, submission: int, event: Event, body: training.Graded) -> None:
    counts = body.counts or training.Tally()
    findings = body.findings or []
    change(
        tables,
        "UPDATE submission SET scored_event = ?, accuracy = ?, gold = ?, answer = ?, matched = ?, qualified = ?,"
        " missed = ?, extra = ?, severe = ?, judged = ?, findings = ? WHERE event = ?",
        (
            event.place,
            body.accuracy,
            counts.gold,
            counts.answer,
            counts.matched,
            counts.qualified,
            counts.missed,
            counts.extra,
            counts.severe,
            counts.judged,
            len(findings),
            submission,
        ),
    )
    tables.execute("DELETE FROM finding WHERE submission = ?", (submission,))
    totals: Counter[tuple[str, str]] = Counter()
    severe: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        key = (str(finding.get("code", "")), str(finding.get("clause", "")))
        totals[key] += 1
        severe[key] += finding.get("severity") == "severe"
    tables.executemany(
        "INSERT INTO finding VALUES (?, ?, ?, ?, ?)",
        ((submission, *key, count, severe[key]) for key, count in totals.items()),
    )
