"""Version 1: the journal with its guards, the drafts, and the tables of state."""

from __future__ import annotations

import secrets
import sqlite3

#: "Door": tells our files from any other SQLite file.
APPLICATION_ID = 0x446F6F72

JOURNAL = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """CREATE TABLE event (
        place INTEGER PRIMARY KEY,
        station TEXT NOT NULL, seq INTEGER NOT NULL, at TEXT NOT NULL, monotonic REAL NOT NULL, actor TEXT NOT NULL,
        kind TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL,
        UNIQUE (station, seq)
    ) STRICT""",
    "CREATE INDEX event_subject ON event (subject)",
    # A second witness of where each chain ends: cutting off its tail is seen without any receipt.
    "CREATE TABLE head (station TEXT PRIMARY KEY, seq INTEGER NOT NULL, hash TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """CREATE TRIGGER event_no_update BEFORE UPDATE ON event
        BEGIN SELECT RAISE(ABORT, 'events are append-only'); END""",
    """CREATE TRIGGER event_no_delete BEFORE DELETE ON event
        BEGIN SELECT RAISE(ABORT, 'events are append-only'); END""",
    # INSERT OR REPLACE deletes without firing the delete trigger, so an insert must prove that it follows.
    """CREATE TRIGGER event_follows BEFORE INSERT ON event
        WHEN NEW.seq <> 1 + coalesce((SELECT max(seq) FROM event WHERE station = NEW.station), 0)
          OR NEW.prev <> coalesce(
              (SELECT hash FROM event WHERE station = NEW.station ORDER BY seq DESC LIMIT 1),
              '0000000000000000000000000000000000000000000000000000000000000000')
          OR EXISTS (SELECT 1 FROM event WHERE place = NEW.place)
        BEGIN SELECT RAISE(ABORT, 'an event must follow the last one of its station'); END""",
)

DRAFTS = (
    """CREATE TABLE step (
        attempt_id TEXT NOT NULL REFERENCES attempt (id), seq INTEGER NOT NULL,
        manner TEXT NOT NULL CHECK (manner IN ('do', 'undo', 'redo')), body TEXT NOT NULL,
        PRIMARY KEY (attempt_id, seq)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE heartbeat (
        sitting_id TEXT PRIMARY KEY REFERENCES sitting (id),
        wall TEXT NOT NULL, monotonic REAL NOT NULL, boot TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
)

PEOPLE = (
    "CREATE TABLE site (id TEXT PRIMARY KEY, name TEXT NOT NULL, created_at TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """CREATE TABLE account (
        id TEXT PRIMARY KEY, role TEXT NOT NULL, name TEXT NOT NULL, initials TEXT NOT NULL, number TEXT NOT NULL,
        id_tail TEXT NOT NULL, pin_hash TEXT NOT NULL, created_at TEXT NOT NULL, closed_at TEXT, closed_reason TEXT,
        signed_in_at TEXT, pin_failures INTEGER NOT NULL DEFAULT 0, pin_failed_at TEXT
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE initial (
        initials TEXT NOT NULL, account_id TEXT NOT NULL REFERENCES account (id), PRIMARY KEY (initials, account_id)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE cohort (
        id TEXT PRIMARY KEY, number INTEGER NOT NULL, name TEXT NOT NULL, pack_id TEXT NOT NULL,
        pack_digest TEXT NOT NULL, order_id TEXT NOT NULL, created_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE enrolment (
        class_id TEXT NOT NULL REFERENCES cohort (id), account_id TEXT NOT NULL REFERENCES account (id),
        event INTEGER NOT NULL, enrolled_at TEXT NOT NULL, withdrawn_at TEXT, withdrawn_reason TEXT,
        PRIMARY KEY (class_id, account_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX enrolment_account ON enrolment (account_id, event)",
)

TRAINING = (
    """CREATE TABLE finish (
        event INTEGER PRIMARY KEY, class_id TEXT NOT NULL REFERENCES cohort (id),
        account_id TEXT NOT NULL REFERENCES account (id), activity_id TEXT NOT NULL, at TEXT NOT NULL,
        seconds REAL NOT NULL, result TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX finish_account ON finish (class_id, account_id, activity_id)",
    """CREATE TABLE theory_answer (
        event INTEGER PRIMARY KEY, class_id TEXT NOT NULL REFERENCES cohort (id),
        account_id TEXT NOT NULL REFERENCES account (id), activity_id TEXT NOT NULL, item_id TEXT NOT NULL,
        at TEXT NOT NULL, chosen TEXT NOT NULL, correct INTEGER NOT NULL, seconds REAL NOT NULL,
        requirements TEXT NOT NULL, first INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX theory_answer_account ON theory_answer (class_id, account_id, activity_id, event)",
    """CREATE TABLE attempt (
        id TEXT PRIMARY KEY, class_id TEXT NOT NULL REFERENCES cohort (id),
        account_id TEXT NOT NULL REFERENCES account (id), activity_id TEXT NOT NULL, exercise_id TEXT NOT NULL,
        exercise_digest TEXT NOT NULL, mode TEXT NOT NULL, sitting_id TEXT REFERENCES sitting (id),
        opened_event INTEGER NOT NULL, opened_at TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('open', 'submitted', 'abandoned')),
        tries INTEGER NOT NULL DEFAULT 0, last_submission INTEGER, submitted_at TEXT,
        comments INTEGER NOT NULL DEFAULT 0, corrections INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX attempt_account ON attempt (account_id, state, opened_event)",
    "CREATE INDEX attempt_class ON attempt (class_id, account_id)",
    "CREATE INDEX attempt_sitting ON attempt (sitting_id) WHERE sitting_id IS NOT NULL",
    """CREATE TABLE submission (
        event INTEGER PRIMARY KEY, attempt_id TEXT NOT NULL REFERENCES attempt (id), try_number INTEGER NOT NULL,
        class_id TEXT NOT NULL, account_id TEXT NOT NULL, activity_id TEXT NOT NULL, exercise_id TEXT NOT NULL,
        mode TEXT NOT NULL, sitting_id TEXT NOT NULL, at TEXT NOT NULL, first INTEGER NOT NULL, seconds REAL NOT NULL,
        scored_event INTEGER, accuracy REAL, gold INTEGER NOT NULL DEFAULT 0, answer INTEGER NOT NULL DEFAULT 0,
        matched INTEGER NOT NULL DEFAULT 0, qualified INTEGER NOT NULL DEFAULT 0, missed INTEGER NOT NULL DEFAULT 0,
        extra INTEGER NOT NULL DEFAULT 0, severe INTEGER NOT NULL DEFAULT 0, judged INTEGER NOT NULL DEFAULT 0,
        findings INTEGER NOT NULL DEFAULT 0,
        UNIQUE (attempt_id, try_number)
    ) STRICT""",
    "CREATE INDEX submission_exercise ON submission (class_id, account_id, exercise_id, sitting_id)",
    """CREATE TABLE finding (
        submission INTEGER NOT NULL REFERENCES submission (event), code TEXT NOT NULL, clause TEXT NOT NULL,
        n INTEGER NOT NULL, severe INTEGER NOT NULL, PRIMARY KEY (submission, code, clause)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE comment (
        event INTEGER PRIMARY KEY, attempt_id TEXT NOT NULL REFERENCES attempt (id), mark_id TEXT,
        author TEXT NOT NULL, at TEXT NOT NULL, text TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX comment_attempt ON comment (attempt_id)",
    """CREATE TABLE correction (
        event INTEGER PRIMARY KEY, attempt_id TEXT NOT NULL REFERENCES attempt (id), author TEXT NOT NULL,
        at TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, reason TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX correction_attempt ON correction (attempt_id)",
)

SITTINGS = (
    """CREATE TABLE sitting (
        id TEXT PRIMARY KEY, event INTEGER NOT NULL, class_id TEXT NOT NULL REFERENCES cohort (id),
        account_id TEXT NOT NULL REFERENCES account (id), form TEXT NOT NULL, seed TEXT NOT NULL,
        blueprint_digest TEXT NOT NULL, pack_digest TEXT NOT NULL, created_at TEXT NOT NULL, closed_at TEXT,
        answers_digest TEXT, head TEXT, decided_at TEXT, outcome TEXT, provisional INTEGER, decision TEXT,
        decided_by TEXT, released_at TEXT, released_by TEXT, interruptions INTEGER NOT NULL DEFAULT 0,
        gap_seconds REAL NOT NULL DEFAULT 0, free_seconds REAL NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX sitting_account ON sitting (account_id, event)",
    "CREATE INDEX sitting_class ON sitting (class_id, event)",
    """CREATE TABLE sitting_part (
        sitting_id TEXT NOT NULL REFERENCES sitting (id), part TEXT NOT NULL, started_at TEXT NOT NULL,
        wall TEXT NOT NULL, monotonic REAL NOT NULL, boot TEXT NOT NULL, closed_at TEXT, closed_reason TEXT,
        PRIMARY KEY (sitting_id, part)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE sitting_answer (
        sitting_id TEXT NOT NULL REFERENCES sitting (id), item_id TEXT NOT NULL, chosen TEXT NOT NULL,
        at TEXT NOT NULL, changes INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (sitting_id, item_id)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE interruption (
        event INTEGER PRIMARY KEY, sitting_id TEXT NOT NULL REFERENCES sitting (id), at TEXT NOT NULL,
        gap_seconds REAL NOT NULL, free_seconds REAL NOT NULL, reason TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX interruption_sitting ON interruption (sitting_id)",
    """CREATE TABLE credential (
        id TEXT PRIMARY KEY, event INTEGER NOT NULL, number TEXT NOT NULL,
        sitting_id TEXT NOT NULL REFERENCES sitting (id), account_id TEXT NOT NULL REFERENCES account (id),
        document TEXT NOT NULL, issued_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX credential_number ON credential (number)",
    "CREATE INDEX credential_account ON credential (account_id)",
)


def upgrade(connection: sqlite3.Connection) -> None:
    """Make the first version in an empty file, with a station id of its own."""
    for statement in (*JOURNAL, *PEOPLE, *TRAINING, *SITTINGS, *DRAFTS):
        connection.execute(statement)
    connection.execute("INSERT INTO meta VALUES ('station', ?)", (secrets.token_hex(8),))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
