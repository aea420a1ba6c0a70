"""SQLite connections as the record wants them."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from desktop.base.volumes import volume_of

#: A backup program may hold the file for a moment; longer than this a person should hear of it.
BUSY_SECONDS = 5.0


def connect(path: Path, mode: Literal["ro", "rw", "rwc"]) -> sqlite3.Connection:
    """Open a file for reading, writing, or writing and making it; usable from any thread, never implicit in transactions."""
    if mode == "ro":
        _undo_half_a_write(path)
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


def _undo_half_a_write(path: Path) -> None:
    """Let SQLite take back what a process without a log (see :func:`make_durable`) had half written when it died.

    That needs a connection that may write, and a reader has none. While its writer lives nothing is undone: the
    writer holds a lock that SQLite looks for.
    """
    journal = path.with_name(f"{path.name}-journal")
    if not (journal.exists() and journal.stat().st_size):
        return
    address = f"{path.absolute().as_uri()}?mode=rw"
    with (
        contextlib.suppress(sqlite3.Error),
        contextlib.closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS)) as connection,
    ):
        connection.execute("SELECT 1 FROM sqlite_schema").fetchone()


def make_durable(connection: sqlite3.Connection, path: Path) -> None:
    """Let every commit survive a power cut: WAL with synchronous=FULL, 0.2 ms a commit on an SSD.

    NORMAL would be ten times quicker and lose the last commits with the power, keeping only the file whole.
    On a stick, a FAT file system or a network drive a log cannot be trusted: there the file itself is written, with
    a rollback journal that is emptied, not deleted, since FULL flushes an emptied file but not a folder's entry.
    """
    journal = "WAL" if volume_of(path).keeps_log else "TRUNCATE"
    connection.execute(f"PRAGMA journal_mode = {journal}")
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
