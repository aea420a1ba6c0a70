"""What SQLite says when the world is at fault, turned into sentences a person can act on."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.base.errors import DamagedFileError, KnownError
from desktop.base.wording import _

#: The low byte of an extended SQLite code is its family (https://sqlite.org/rescode.html).
FAMILY = 0xFF


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Raise what SQLite says of disk, file and other programs as KnownError; let our own mistakes through."""
    try:
        yield
    except sqlite3.Error as fault:
        known = explain(fault, path)
        if known is None:
            raise
        raise known from fault


@contextmanager
def told_by_system(path: Path) -> Iterator[None]:
    """Raise what the system says of a file at ``path`` as KnownError: around our own handling of files only."""
    try:
        yield
    except OSError as fault:
        raise _OF_SYSTEM.get(fault.errno or 0, _broken_disk)(str(path)) from fault


def explain(fault: sqlite3.Error, path: Path) -> KnownError | None:
    """Return the KnownError for a fault of the world, or None when the statement itself was wrong."""
    family = getattr(fault, "sqlite_errorcode", 0) & FAMILY
    teller = _TELLERS.get(family)
    return teller(str(path)) if teller else None


def damaged(path: Path) -> DamagedFileError:
    """Return the error for a file that is no sound record."""
    return _damaged(str(path))


def _full(where: str) -> KnownError:
    return KnownError(
        _("磁盘已满，这一步没有写下；之前的内容都在。"),
        where=where,
        remedy=_("请删除或移走一些文件，再做一次刚才的操作。"),
    )


def _refused(where: str) -> KnownError:
    return KnownError(
        _("训练记录无法写入：文件夹是只读的，或者没有写入权限。"),
        where=where,
        remedy=_("请把数据文件夹换到可以写入的位置，或请管理员开放权限。"),
    )


def _busy(where: str) -> KnownError:
    return KnownError(
        _("训练记录正被另一个程序占用。"),
        where=where,
        remedy=_("请关闭另一个工作站窗口或备份程序，然后再试。"),
    )


def _broken_disk(where: str) -> KnownError:
    return KnownError(
        _("读写磁盘时出错，这一步没有写下。"),
        where=where,
        remedy=_("请检查磁盘或 U 盘连接；如反复出现，请先备份再更换磁盘。"),
    )


def _damaged(where: str) -> DamagedFileError:
    return DamagedFileError(
        _("训练记录文件已损坏，或者不是训练记录。"),
        where=where,
        remedy=_("请不要删除这个文件；从“备份”文件夹恢复最近的一份，并把损坏的文件交给中心。"),
    )


_TELLERS = {
    sqlite3.SQLITE_FULL: _full,
    sqlite3.SQLITE_READONLY: _refused,
    sqlite3.SQLITE_CANTOPEN: _refused,
    sqlite3.SQLITE_PERM: _refused,
    sqlite3.SQLITE_AUTH: _refused,
    sqlite3.SQLITE_BUSY: _busy,
    sqlite3.SQLITE_LOCKED: _busy,
    sqlite3.SQLITE_IOERR: _broken_disk,
    sqlite3.SQLITE_CORRUPT: _damaged,
    sqlite3.SQLITE_NOTADB: _damaged,
}
_OF_SYSTEM = {
    errno.ENOSPC: _full,
    errno.EDQUOT: _full,
    errno.EFBIG: _full,
    errno.EACCES: _refused,
    errno.EPERM: _refused,
    errno.EROFS: _refused,
    errno.EISDIR: _refused,
    errno.ENOTDIR: _refused,
    errno.ENOENT: _refused,
}
