"""SQLite connections as the record wants them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

#: A backup program may hold the file for a moment; longer than this a person should hear of it.
BUSY_SECONDS = 5.0


def connect(path: Path, mode: Literal["ro", "rw", "rwc"]) -> sqlite3.Connection:
    """Open a file for reading, writing, or writing and making it; usable from any thread, never implicit in transactions."""
    # As an address, for the mode; it quotes ?, # and Chinese letters of a name.
    address = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(
        address, uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS
    )
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        # A file may come from a stranger's stick: its schema does not get to call functions with effects.
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def make_durable(connection: sqlite3.Connection) -> None:
    """Let every commit survive a power cut: WAL with synchronous=FULL, 0.2 ms a commit on an SSD.

    NORMAL would be ten times quicker and lose the last commits with the power, keeping only the file whole.
    """
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")


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
