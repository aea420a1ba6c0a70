"""Backups of this PC's record: made when asked, looked at, and put back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.base.errors import KnownError
from desktop.base.wording import _
from desktop.records.copies import moment_of
from desktop.records.maintenance import backup, check, restore
from desktop.records.queries.people import accounts
from desktop.records.queries.site import site
from desktop.records.record import Record
from desktop.session.changes import changed
from desktop.session.session import Session

#: A stick that serves several PCs gets a folder each: copies are thinned out with age, and only a PC's own.
FOLDER = "Doorstep-{station}"


@dataclass(frozen=True)
class Backup:
    """A copy of a record: when it was made and how large it is, from the file alone."""

    path: Path
    made_at: datetime
    megabytes: float


@dataclass(frozen=True)
class Content:
    """What is in a copy: its site, how many people and events; ``ours`` when it was made of this PC's record."""

    site: str
    people: int
    events: int
    ours: bool


def kept(session: Session, folder: Path | None = None) -> tuple[Backup, ...]:
    """Return the copies in a folder, this PC's own without one, the newest first."""
    session.instructor()
    found = []
    place = folder or session.places.backups
    try:
        files = list(place.iterdir()) if place.is_dir() else []
        for path in files:
            if (made_at := moment_of(path.name)) is not None:
                found.append(Backup(path, made_at, path.stat().st_size / 2**20))
    except OSError as fault:
        raise KnownError(
            _("这个文件夹读不出来。"), where=str(place), remedy=_("请检查优盘是否插好。")
        ) from fault
    return tuple(sorted(found, key=lambda each: each.made_at, reverse=True))


def make(session: Session, folder: Path | None = None) -> Path:
    """Copy the record into a folder of this PC's own below ``folder``, or beside the record. Raises KnownError."""
    session.instructor()
    if folder is None:
        return backup(session.record, session.places.backups)
    return backup(session.record, folder / FOLDER.format(station=session.record.station[:6]))


def look_at(session: Session, path: Path) -> Content:
    """Check a copy whole and return what is in it. Raises KnownError when it is not sound or of a newer program."""
    session.instructor()
    if faults := check(path):
        raise KnownError(_("这份备份不能用：{fault}", fault=faults[0]), where=str(path))
    with Record.open_readonly(path, session.clock) as record:
        found = site(record)
        return Content(
            site=found.name if found else "",
            people=len(accounts(record, closed=True)),
            events=record.head().seq,
            ours=record.station == session.record.station,
        )


def put_back(session: Session, path: Path) -> Path | None:
    """Put a copy in place of the record, sign everybody out, and return where the record of before lies.

    Whatever goes wrong, the session goes on with a record: the restored one, or the one of before. Raises KnownError.
    """
    session.instructor()
    session.record.close()
    try:
        aside = restore(path, session.places.record, session.clock)
    finally:
        session.record = Record.open(session.places.record, session.clock)
    session.account = None
    session.publish(changed("account", "roster", "class", "progress", "attempt", "sitting", "certificate"))
    return aside
