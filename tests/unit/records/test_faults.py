"""Faults: each has its sentence, its place and its remedy, and no fault of ours is dressed up as the world's."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import pytest

from desktop.base.errors import DamagedFileError, KnownError
from desktop.records.faults import damaged, explain, told, told_by_system

PATH = Path("数据/record.db")


def fault(code: int) -> sqlite3.OperationalError:
    """Return the error that SQLite raises with an extended result code."""
    made = sqlite3.OperationalError("in words")
    made.sqlite_errorcode = code
    return made


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (sqlite3.SQLITE_FULL, "磁盘已满"),
        (sqlite3.SQLITE_READONLY, "无法写入"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "无法写入"),
        (sqlite3.SQLITE_CANTOPEN, "无法写入"),
        (sqlite3.SQLITE_PERM, "无法写入"),
        (sqlite3.SQLITE_BUSY, "另一个程序"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "另一个程序"),
        (sqlite3.SQLITE_LOCKED, "另一个程序"),
        (sqlite3.SQLITE_IOERR, "读写磁盘时出错"),
        (sqlite3.SQLITE_IOERR_FSYNC, "读写磁盘时出错"),
        (sqlite3.SQLITE_CORRUPT, "已损坏"),
        (sqlite3.SQLITE_CORRUPT_INDEX, "已损坏"),
        (sqlite3.SQLITE_NOTADB, "已损坏"),
    ],
)
def test_a_fault_of_the_world_is_told_with_place_and_remedy(code: int, words: str) -> None:
    with pytest.raises(KnownError, match=words) as raised, told(PATH):
        raise fault(code)
    assert raised.value.where == str(PATH)
    assert raised.value.remedy.endswith("。")
    assert isinstance(raised.value.__cause__, sqlite3.OperationalError)


@pytest.mark.parametrize("code", [sqlite3.SQLITE_ERROR, sqlite3.SQLITE_MISUSE, sqlite3.SQLITE_CONSTRAINT, 0])
def test_a_fault_of_ours_stays_what_it_is(code: int) -> None:
    assert explain(fault(code), PATH) is None
    with pytest.raises(sqlite3.OperationalError, match="in words"), told(PATH):
        raise fault(code)


def test_only_damage_is_a_damaged_file() -> None:
    assert isinstance(explain(fault(sqlite3.SQLITE_NOTADB), PATH), DamagedFileError)
    assert not isinstance(explain(fault(sqlite3.SQLITE_FULL), PATH), DamagedFileError)
    assert "备份" in damaged(PATH).remedy


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EDQUOT, "磁盘已满"),
        (errno.EACCES, "无法写入"),
        (errno.EROFS, "无法写入"),
        (errno.EIO, "读写磁盘时出错"),
        (errno.ENODEV, "读写磁盘时出错"),
    ],
)
def test_what_the_system_says_of_a_file_is_told(number: int, words: str) -> None:
    with pytest.raises(KnownError, match=words) as raised, told_by_system(PATH):
        raise OSError(number, "in words")
    assert raised.value.where == str(PATH)


def test_other_faults_pass_through_both() -> None:
    with pytest.raises(ZeroDivisionError), told(PATH), told_by_system(PATH):
        raise ZeroDivisionError
    with pytest.raises(InterruptedError), told(PATH):
        raise InterruptedError
