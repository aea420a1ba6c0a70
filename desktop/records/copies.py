"""Copies of the record: written whole or not at all, looked over before they count, thinned out with age."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Collection
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from desktop.base.errors import KnownError
from desktop.base.wording import _
from desktop.records.faults import damaged, told, told_by_system

#: Beside the record: where a copy goes before a migration.
BACKUPS = "backups"
LAST, DAILY, WEEKLY = 12, 10, 9

_NAME = re.compile(r"record-(\d{8}T\d{6}Z)(?:-\d+)?\.db")
_STAMP = "%Y%m%dT%H%M%SZ"


def name_of(moment: datetime, *, before_version: int = 0) -> str:
    """Return the file name of a copy; one made before a migration is named so and never thinned out."""
    stamp = moment.astimezone(UTC).strftime(_STAMP)
    return f"record-{stamp}-before-v{before_version}.db" if before_version else f"record-{stamp}.db"


def copy_into(connection: sqlite3.Connection, folder: Path, name: str) -> Path:
    """Write a sound copy of an open record into ``folder`` and return its path.

    All pages in one go: a copy in portions starts over whenever somebody writes (measured: 255 times, and it only
    ended when the writer did). Raises KnownError when the folder is full or read-only.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise KnownError(
            _("备份文件夹无法写入。"), where=str(folder), remedy=_("请换一个可以写入的文件夹。")
        ) from fault
    unfinished = folder / f".{name}.part"
    unfinished.unlink(missing_ok=True)
    try:
        with told(unfinished), told_by_system(unfinished):
            _copy(connection, unfinished)
        final = _free_name(folder / name)
        unfinished.replace(final)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    return final


def thin(folder: Path) -> list[Path]:
    """Delete the copies that no rule keeps and return them; one that is in use is left for the next time.

    What a killed process left unfinished goes too. Files of other names are never touched.
    """
    copies = {path: found for path in folder.iterdir() if (found := moment_of(path.name)) is not None}
    wanted = kept(set(copies.values()))
    dropped = sorted(path for path, moment in copies.items() if moment not in wanted)
    for path in (*dropped, *folder.glob(".record-*.db.part")):
        with suppress(OSError):
            path.unlink()
    return dropped


def kept(moments: Collection[datetime]) -> set[datetime]:
    """Return the moments to keep: the last 12, the last of each of the 10 latest days and of the 9 latest weeks.

    Days and weeks without a copy do not count, so a PC that slept for a year keeps its old copies. The newest is
    always among them.
    """
    newest_first = sorted(moments, reverse=True)
    wanted = set(newest_first[:LAST])
    for count, of_period in ((DAILY, "%Y-%j"), (WEEKLY, "%G-%V")):
        latest: dict[str, datetime] = {}
        for moment in newest_first:
            latest.setdefault(moment.strftime(of_period), moment)
        wanted.update(list(latest.values())[:count])
    return wanted


def moment_of(name: str) -> datetime | None:
    """Return when a copy of that file name was made, or None for any other file."""
    found = _NAME.fullmatch(name)
    return datetime.strptime(found[1], _STAMP).replace(tzinfo=UTC) if found else None


def _copy(connection: sqlite3.Connection, target: Path) -> None:
    copy = sqlite3.connect(target, isolation_level=None)
    try:
        connection.backup(copy, pages=-1)
        # One file that opens anywhere, without a log beside it.
        copy.execute("PRAGMA journal_mode = DELETE")
        if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise damaged(target)
    finally:
        copy.close()
    with target.open("rb+") as stream:
        os.fsync(stream.fileno())


def _free_name(path: Path) -> Path:
    free, count = path, 1
    while free.exists():
        count += 1
        free = path.with_name(f"{path.stem}-{count}.db")
    return free
