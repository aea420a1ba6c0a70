"""What happens between a path and a usable record: looking the file over, migrating, filling what a migration left."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from desktop.base.clock import Clock
from desktop.records.connection import connect, immediate, make_durable
from desktop.records.copies import BACKUPS, copy_into, name_of
from desktop.records.faults import damaged
from desktop.records.migrations import expect_current, expect_known, migrate
from desktop.records.rebuilding import rebuild_tables
from desktop.records.schema.versions import VERSION, is_stale

#: The smallest database that SQLite writes: one page.
LEAST_BYTES = 512
STATION = "SELECT value FROM meta WHERE name = 'station'"


def open_writer(path: Path, clock: Clock) -> tuple[sqlite3.Connection, str]:
    """Return a connection ready for writing and the station's id. The caller holds the writer lock.

    A newer or foreign file is refused before anything is written to it, and so is a damaged one when the last
    process did not close it: that is when damage happens, and writing on would spread it.
    """
    size = path.stat().st_size if path.exists() else -1
    if 0 < size < LEAST_BYTES or (size == 0 and any((path.parent / BACKUPS).glob("record-*.db"))):
        # SQLite would take such a file for a new one: a PC with a past would quietly begin anew.
        raise damaged(path)
    if size > 0:
        _look_over(path)
    connection = connect(path, "rwc")
    try:
        make_durable(connection, path)
        version = expect_known(connection, path)
        if version < VERSION:
            if version:
                copy_into(connection, path.parent / BACKUPS, name_of(clock.now(), before_version=version + 1))
            migrate(connection)
        station = _station(connection, path)
        if is_stale(connection):
            with immediate(connection):
                rebuild_tables(connection)
    except BaseException:
        connection.close()
        raise
    return connection, station


def open_reader(path: Path) -> tuple[sqlite3.Connection, str]:
    """Return a connection for reading beside a writer, and the station's id."""
    connection = connect(path, "ro")
    try:
        expect_current(connection, path)
        return connection, _station(connection, path)
    except BaseException:
        connection.close()
        raise


def _look_over(path: Path) -> None:
    unclean = any(left.exists() and left.stat().st_size > 0 for left in _left_open(path))
    connection = connect(path, "ro")
    try:
        expect_known(connection, path)
        if unclean and connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise damaged(path)
    finally:
        connection.close()


def _left_open(path: Path) -> list[Path]:
    return [path.with_name(f"{path.name}{tail}") for tail in ("-wal", "-journal")]


def _station(connection: sqlite3.Connection, path: Path) -> str:
    try:
        row = connection.execute(STATION).fetchone()
    except sqlite3.OperationalError as fault:
        if fault.sqlite_errorcode != sqlite3.SQLITE_ERROR:
            raise
        row = None
    if row is None:
        raise damaged(path)
    station: str = row[0]
    return station
