"""Version 3: the points that only a person can give for something written, and how many a try still waits for."""

from __future__ import annotations

import sqlite3

STATEMENTS = (
    """CREATE TABLE point (
        attempt_id TEXT NOT NULL REFERENCES attempt (id), try_number INTEGER NOT NULL, question TEXT NOT NULL,
        about TEXT NOT NULL, check_id TEXT NOT NULL, met INTEGER NOT NULL, comment TEXT NOT NULL, event INTEGER NOT NULL,
        author TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (attempt_id, try_number, question, about, check_id)
    ) STRICT, WITHOUT ROWID""",
    # What a table of old holds is right as it is: no event of old speaks of points, so nothing has to be replayed.
    "ALTER TABLE submission ADD COLUMN open_points INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE submission ADD COLUMN points_at TEXT",
    "ALTER TABLE submission ADD COLUMN points_by TEXT",
    "CREATE INDEX submission_open ON submission (class_id, event) WHERE open_points > 0",
)


def upgrade(connection: sqlite3.Connection) -> None:
    """Add the table of points and the columns of tries."""
    for statement in STATEMENTS:
        connection.execute(statement)
