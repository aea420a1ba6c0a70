"""The lock that keeps a record to one writer: held by the operating system, so a crash always frees it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from desktop.base.errors import KnownError
from desktop.base.wording import _


class InUseError(KnownError):
    """Another window of this PC has the record."""


class WriterLock:
    """An exclusive lock on ``<record>.lock``, taken at once or not at all.

    The file stays when the lock is freed: removing it would let two windows lock two files of one name.
    """

    def __init__(self, record: Path) -> None:
        self._record = record
        self._handle: int | None = None

    def take(self) -> None:
        """Take the lock. Raises KnownError when another process has it or the folder cannot be written."""
        path = self._record.with_name(f"{self._record.name}.lock")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as fault:
            raise KnownError(
                _("数据文件夹无法写入。"),
                where=str(path.parent),
                remedy=_("请把数据文件夹换到可以写入的位置，或请管理员开放权限。"),
            ) from fault
        try:
            _lock(handle)
        except (BlockingIOError, PermissionError) as fault:
            os.close(handle)
            raise InUseError(
                _("这份训练记录已经在另一个工作站窗口中打开。"),
                where=str(self._record),
                remedy=_("请使用已经打开的窗口，或先把它关闭。"),
            ) from fault
        except OSError as fault:
            os.close(handle)
            raise KnownError(
                _("这个位置不能锁定文件，训练记录放在这里不安全。"),
                where=str(path.parent),
                remedy=_("请把数据文件夹放在本机磁盘上，不要放在网络盘或共享文件夹里。"),
            ) from fault
        self._handle = handle

    def free(self) -> None:
        """Free the lock; nothing happens when it is not held."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
