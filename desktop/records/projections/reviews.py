"""Tables of remarks and corrections."""

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
