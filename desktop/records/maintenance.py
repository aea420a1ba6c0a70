"""Checking, rebuilding and keeping copies of a record."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from desktop.base.clock import Clock, stamp
from desktop.base.errors import KnownError
from desktop.base.progress import Progress
from desktop.base.wording import _
from desktop.records import checking
from desktop.records.connection import connect
from desktop.records.copies import copy_into, name_of, thin
from desktop.records.faults import told, told_by_system
from desktop.records.lock import WriterLock
from desktop.records.migrations import expect_current
from desktop.records.rebuilding import rebuild_tables
from desktop.records.record import Record

#: What SQLite keeps beside a file that is open, or was when its process died.
LOGS = ("-wal", "-shm", "-journal")


def check(path: Path, *, quick: bool = False, progress: Progress | None = None) -> list[str]:
    """Return what is wrong with the record at ``path``, one sentence each; nothing when it is sound.

    It reads one consistent state beside a window that writes. ``quick`` leaves out the comparison of every table
    with a rebuild from the journal, which takes most of the time (0.1 ms an event); ``progress`` hears of that part.
    """
    if not path.is_file():
        return [_("没有这个文件：{path}。", path=path)]
    try:
        with told(path):
            connection = connect(path, "ro")
            try:
                expect_current(connection, path)
                connection.execute("BEGIN")
                return list(_faults(connection, quick=quick, progress=progress))
            finally:
                connection.close()
    except KnownError as fault:
        return [str(fault)]


def rebuild(record: Record, progress: Progress | None = None) -> int:
    """Make every table anew from the events, all in one transaction, and return the number of events."""
    with record.writing() as connection:
        return rebuild_tables(connection, progress)


def backup(record: Record, folder: Path) -> Path:
    """Write a checked copy into ``folder``, thin out the old ones there and return the new one's path.

    Kept are the last 12, the last of 10 days and of 9 weeks. Raises KnownError when the folder cannot be written.
    It reads through a connection of its own, so that strokes go on being saved meanwhile.
    """
    path = _copied(record.path, folder, name_of(record.clock.now()))
    thin(folder)
    return path


def restore(copy: Path, path: Path, clock: Clock) -> Path | None:
    """Put a copy in place of the record at ``path`` and return where the old file went, None when there was none.

    The old file and its log are kept beside it under another name. A crash at any moment leaves the old record or
    the restored one, never none. Raises KnownError when the copy is not sound or a window has the record open.
    """
    faults = check(copy)
    if faults:
        raise KnownError(
            _("这份备份不能用：{fault}", fault=faults[0]), where=str(copy), remedy=_("请选择另一份备份。")
        )
    lock = WriterLock(path)
    lock.take()
    try:
        fresh = _copied(copy, path.parent, f"{path.name}.restored")
        with told_by_system(path):
            aside = _keep_aside(path, stamp(clock.now()).replace(":", ""))
            # First the log: SQLite would replay that of the old file into the new one.
            for tail in LOGS:
                path.with_name(path.name + tail).unlink(missing_ok=True)
            fresh.replace(path)
    finally:
        lock.free()
    return aside


def _faults(connection: sqlite3.Connection, *, quick: bool, progress: Progress | None) -> Iterator[str]:
    damage = list(checking.file_faults(connection))
    yield from damage
    if damage:
        # Pages that cannot be trusted make every further sentence a guess.
        return
    yield from checking.schema_faults(connection)
    if checking.lacks_tables(connection):
        return
    yield from checking.reference_faults(connection)
    yield from checking.chain_faults(connection)
    yield from checking.draft_faults(connection)
    if not quick:
        yield from checking.table_faults(connection, progress)


def _copied(path: Path, folder: Path, name: str) -> Path:
    with told(path):
        source = connect(path, "ro")
        try:
            return copy_into(source, folder, name)
        finally:
            source.close()


def _keep_aside(path: Path, moment: str) -> Path | None:
    if not path.exists():
        return None
    aside = path.with_name(f"{path.stem}-replaced-{moment}{path.suffix}")
    for tail in ("", *LOGS):
        old = path.with_name(path.name + tail)
        if old.exists():
            shutil.copy2(old, aside.with_name(aside.name + tail))
    return aside
