"""SQLite connections as the record wants them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

#: A backup program may hold the file for a moment; longer than this a person should hear of it.
BUSY_SECONDS = 5.0


def connect_writer(path: Path) -> sqlite3.Connection:
    """Open for writing. WAL and synchronous=FULL: a commit that returned survives a power cut."""
    connection = _connect(path, "rwc")
    try:
        # WAL and FULL cost 0.2 ms a commit on an SSD; FULL is what makes the last commit survive, not just the file.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def connect_reader(path: Path) -> sqlite3.Connection:
    """Open for reading beside a writer."""
    return _connect(path, "ro")


@contextmanager
def immediate(connection: sqlite3.Connection) -> Iterator[None]:
    """Hold a write transaction: all of it is kept, or nothing.

    IMMEDIATE, since a deferred transaction that first reads and then writes fails at once when another process
    commits between the two, whatever the busy timeout.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # A full disk may have rolled back already.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def file_uri(path: Path, mode: str) -> str:
    """Return SQLite's address of a file; ``?``, ``#`` and Chinese names are quoted."""
    return f"file:{quote(path.absolute().as_posix())}?mode={mode}"


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        file_uri(path, mode), uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS
    )
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        # A record may come from a damaged stick: no schema of a file gets to call functions with effects.
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
    except sqlite3.Error:
        connection.close()
        raise
    return connection
