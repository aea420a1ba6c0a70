"""All versions in order. A released version is never edited: a change is a new module and one more line here."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TypeAlias

from desktop.records.schema import v1, v2, v3

Upgrade: TypeAlias = Callable[[sqlite3.Connection], None]

UPGRADES: tuple[tuple[str, Upgrade], ...] = (
    ("0001_journal", v1.upgrade),
    ("0002_progress", v2.upgrade),
    ("0003_points", v3.upgrade),
)
VERSION = len(UPGRADES)

#: The tables that nothing else could bring back: the journal, and what has no place in it yet.
TRUTHS = ("meta", "event", "head", "step", "heartbeat")
#: The tables that the journal rebuilds.
STATE_TABLES = (
    "site",
    "account",
    "initial",
    "cohort",
    "enrolment",
    "finish",
    "theory_answer",
    "attempt",
    "submission",
    "finding",
    "progress",
    "comment",
    "correction",
    "point",
    "sitting",
    "sitting_part",
    "sitting_answer",
    "interruption",
    "credential",
)


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of an open file; 0 when it is new."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def application_of(connection: sqlite3.Connection) -> int:
    """Return the application id of an open file; 0 when it is new."""
    application: int = connection.execute("PRAGMA application_id").fetchone()[0]
    return application


def create(connection: sqlite3.Connection) -> None:
    """Make the newest version in an empty database at once, without its history: for scratch copies."""
    for _name, upgrade in UPGRADES:
        upgrade(connection)


def is_stale(connection: sqlite3.Connection) -> bool:
    """Tell whether a migration left tables that the journal has to fill: a crash in between leaves the mark."""
    return connection.execute("SELECT 1 FROM meta WHERE name = 'stale'").fetchone() is not None


def set_fresh(connection: sqlite3.Connection) -> None:
    """Take the mark away, in the transaction that filled the tables."""
    connection.execute("DELETE FROM meta WHERE name = 'stale'")
