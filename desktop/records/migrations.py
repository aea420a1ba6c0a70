"""Bringing a file to the newest version: only when one is pending, in transactions, with a copy kept first."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.base.errors import KnownError
from desktop.base.wording import _
from desktop.records.faults import damaged
from desktop.records.schema.v1 import APPLICATION_ID
from desktop.records.schema.versions import UPGRADES, VERSION, Upgrade, application_of, version_of

if TYPE_CHECKING:
    from sqlite_utils import Database

SET_NAME = "record"


def expect_known(connection: sqlite3.Connection, path: Path) -> int:
    """Return the version of an open file. Raises KnownError for a newer one, DamagedFileError for a stranger."""
    version, application = version_of(connection), application_of(connection)
    if version == 0 and application == 0:
        strangers = "SELECT 1 FROM sqlite_master WHERE name NOT LIKE '%sqlite!_%' ESCAPE '!' LIMIT 1"
        if connection.execute(strangers).fetchone():
            raise damaged(path)
    elif application != APPLICATION_ID:
        raise damaged(path)
    elif version > VERSION:
        raise KnownError(
            _(
                "这份训练记录由更新版本的程序写成（格式 {version}，本程序到 {known}）。",
                version=version,
                known=VERSION,
            ),
            where=str(path),
            remedy=_("请安装新版程序再打开；这份文件没有被改动。"),
        )
    return version


def expect_current(connection: sqlite3.Connection, path: Path) -> None:
    """Raise KnownError unless an open file has the version of this program: reading alone cannot migrate."""
    if expect_known(connection, path) < VERSION:
        raise KnownError(
            _("这份训练记录是旧格式，需要先升级。"), where=str(path), remedy=_("请先用工作站打开一次。")
        )


def migrate(connection: sqlite3.Connection) -> None:
    """Apply what is pending, each step in a transaction together with the new version number.

    sqlite-utils is imported here and not above: it costs 131 ms and 24 MB, and a file of the current version,
    which is every start but one, never needs it.
    """
    from sqlite_utils import Database, Migrations

    steps = Migrations(SET_NAME)
    for number, (name, upgrade) in enumerate(UPGRADES, start=1):
        steps(name=name)(_named(name, upgrade, number))
    steps.apply(Database(connection, execute_plugins=False))


def _named(name: str, upgrade: Upgrade, number: int) -> Callable[[Database], None]:
    def step(database: Database) -> None:
        upgrade(database.conn)
        database.conn.execute(f"PRAGMA user_version = {number}")

    step.__name__ = name
    return step
