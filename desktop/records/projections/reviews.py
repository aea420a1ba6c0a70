"""Tables of remarks, corrections, and points that a person gave."""

from __future__ import annotations

import sqlite3

from desktop.records.events import training
from desktop.records.journal import Event
from desktop.records.projections.tables import as_json, change, insert


def commented(tables: sqlite3.Connection, event: Event, body: training.Commented) -> None:
    """Add the remark."""
    insert(
        tables,
        "comment",
        event=event.place,
        attempt_id=body.attempt_id,
        mark_id=body.mark_id,
        author=event.actor,
        at=event.at,
        text=body.text,
    )
    change(tables, "UPDATE attempt SET comments = comments + 1 WHERE id = ?", (body.attempt_id,))


def corrected(tables: sqlite3.Connection, event: Event, body: training.Corrected) -> None:
    """Add the correction; the try keeps its first score."""
    insert(
        tables,
        "correction",
        event=event.place,
        attempt_id=body.attempt_id,
        author=event.actor,
        at=event.at,
        before=as_json(body.before),
        after=as_json(body.after),
        reason=body.reason,
    )
    change(tables, "UPDATE attempt SET corrections = corrections + 1 WHERE id = ?", (body.attempt_id,))


def point_given(tables: sqlite3.Connection, event: Event, body: training.PointGiven) -> None:
    """Keep the latest word on a point, or none where it was taken back. Raises ValueError once they are released."""
    row = tables.execute(
        "SELECT points_at FROM submission WHERE attempt_id = ? AND try_number = ?",
        (body.attempt_id, body.try_number),
    ).fetchone()
    if row is None or row[0] is not None:
        why = "has no such try" if row is None else "has its points released"
        raise ValueError(f"attempt {body.attempt_id} try {body.try_number} {why}")
    place = (body.attempt_id, body.try_number, body.question, body.about, body.check)
    tables.execute(
        "DELETE FROM point WHERE attempt_id = ? AND try_number = ? AND question = ? AND about = ? AND check_id = ?",
        place,
    )
    if body.met is not None:
        insert(
            tables,
            "point",
            attempt_id=body.attempt_id,
            try_number=body.try_number,
            question=body.question,
            about=body.about,
            check_id=body.check,
            met=int(body.met),
            comment=body.comment,
            event=event.place,
            author=event.actor,
            at=event.at,
        )


def points_released(tables: sqlite3.Connection, event: Event, body: training.PointsReleased) -> None:
    """Make the points of a try final; each try is released once."""
    change(
        tables,
        "UPDATE submission SET points_at = ?, points_by = ?"
        " WHERE attempt_id = ? AND try_number = ? AND points_at IS NULL",
        (event.at, event.actor, body.attempt_id, body.try_number),
    )
