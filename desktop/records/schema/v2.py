"""Version 2: one row per trainee and activity for the class board, and covering indices for time and first tries."""

from __future__ import annotations

import sqlite3

STATEMENTS = (
    """CREATE TABLE progress (
        class_id TEXT NOT NULL REFERENCES cohort (id), account_id TEXT NOT NULL REFERENCES account (id),
        activity_id TEXT NOT NULL, opened INTEGER NOT NULL DEFAULT 0, tries INTEGER NOT NULL DEFAULT 0,
        first_tries INTEGER NOT NULL DEFAULT 0, first_judged INTEGER NOT NULL DEFAULT 0,
        first_qualified INTEGER NOT NULL DEFAULT 0, first_missed INTEGER NOT NULL DEFAULT 0,
        answers INTEGER NOT NULL DEFAULT 0, first_answers INTEGER NOT NULL DEFAULT 0,
        first_correct INTEGER NOT NULL DEFAULT 0, finished INTEGER NOT NULL DEFAULT 0,
        seconds REAL NOT NULL DEFAULT 0, last_at TEXT NOT NULL,
        PRIMARY KEY (class_id, account_id, activity_id)
    ) STRICT, WITHOUT ROWID""",
    # Time at work is summed over these three without touching a table.
    "CREATE INDEX finish_time ON finish (account_id, at, seconds)",
    "CREATE INDEX theory_answer_time ON theory_answer (account_id, at, seconds)",
    "CREATE INDEX submission_time ON submission (account_id, at, seconds)",
    "CREATE INDEX submission_first ON submission (class_id, account_id, event) WHERE first AND mode = 'practice'",
    "CREATE INDEX submission_sitting ON submission (sitting_id, event) WHERE sitting_id <> ''",
    "CREATE INDEX attempt_submitted ON attempt (class_id, submitted_at) WHERE tries > 0",
)


def upgrade(connection: sqlite3.Connection) -> None:
    """Add the rollup, empty: the rebuild that a stale file gets on opening fills it from the journal."""
    for statement in STATEMENTS:
        connection.execute(statement)
    connection.execute(
        "INSERT INTO meta VALUES ('stale', '2') ON CONFLICT (name) DO UPDATE SET value = excluded.value"
    )
