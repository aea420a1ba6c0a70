"""Making the tables of state anew from the journal."""

from __future__ import annotations

import sqlite3

from desktop.base.progress import Progress
from desktop.records import journal
from desktop.records.kinds import body_of, project
from desktop.records.schema.versions import STATE_TABLES, set_fresh

TOLD_EVERY = 500


def rebuild_tables(connection: sqlite3.Connection, progress: Progress | None = None) -> int:
    """Empty the tables of state and replay the journal into them; return the number of events.

    The caller holds the transaction. Drafts and heartbeats stay; their foreign keys are looked at when it commits.
    """
    connection.execute("PRAGMA defer_foreign_keys = ON")
    for table in STATE_TABLES:
        connection.execute(f"DELETE FROM {table}")  # noqa: S608  names of our own
    set_fresh(connection)
    return replay(connection, connection, progress)


def replay(source: sqlite3.Connection, tables: sqlite3.Connection, progress: Progress | None = None) -> int:
    """Project every event of ``source`` into ``tables``; return their number. Raises ValueError for a body at fault."""
    total: int = source.execute("SELECT count(*) FROM event").fetchone()[0]
    for done, event in enumerate(journal.read(source)):
        if progress is not None and done % TOLD_EVERY == 0:
            progress(done, total)
        project(tables, event, body_of(event.kind, event.body))
    return total
