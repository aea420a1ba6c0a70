"""All versions in order. A released version is never edited: a change is a new module and one more line here."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TypeAlias

from desktop.records.schema import v1

Upgrade: TypeAlias = Callable[[sqlite3.Connection], None]

UPGRADES: tuple[tuple[str, Upgrade], ...] = (("0001_journal", v1.upgrade),)
VERSION = len(UPGRADES)

#: The tables that the journal rebuilds. Not among them: meta, event, head, step and heartbeat, which are truths themselves.
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
    "comment",
    "correction",
    "sitting",
    "sitting_part",
    "sitting_answer",
    "interruption",
    "credential",
)
TRIGGERS = ("event_follows", "event_no_delete", "event_no_update")


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
