"""Carrying a file from a stick onto this PC: whole, by digest, or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from desktop.base.errors import DamagedFileError, KnownError
from desktop.base.progress import Progress, unheard
from desktop.base.wording import _

PORTION = 2**20
#: Left free on the disk beyond what is copied: the record must still be able to grow.
SPARE = 64 * 2**20


def carry(
    source: Path, target: Path, *, size: int | None = None, sha256: str = "", progress: Progress = unheard
) -> str:
    """Copy ``source`` to ``target`` (written whole, flushed to the disk) and return its SHA-256 in hex.

    Raises DamagedFileError when size or digest differ from those given, KnownError when the stick was pulled, the
    disk is full or ``source`` is no ordinary file, and what ``progress`` raises. Nothing is left at ``target`` then.
    """
    with _from_stick(source), opened(source) as stream:
        whole = os.fstat(stream.fileno()).st_size
        if size is not None and whole != size:
            raise differs(source)
        room_for(target.parent, whole)
        try:
            found = _copied(stream, target, whole, progress)
            _compare(source, target, found, sha256 or found)
        except BaseException:
            target.unlink(missing_ok=True)
            raise
    return found


def fingerprint(path: Path) -> str:
    """Return the SHA-256 of a file in hex. Raises OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Open an ordinary file to read; a link, a device or a pipe is refused. Raises KnownError and OSError."""
    # Not blocking: a pipe with nobody at its other end would keep us for ever.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    if path.is_symlink():
        raise KnownError(_("不是普通文件。"), where=str(path))
    handle = os.open(path, flags | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as stream:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise KnownError(_("不是普通文件。"), where=str(path))
        yield stream


def room_for(folder: Path, size: int) -> None:
    """Make a folder and see that ``size`` bytes fit. Raises KnownError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(folder).free
    except OSError as fault:
        raise refused(fault, folder) from fault
    if free < size + SPARE:
        raise KnownError(
            _("磁盘空间不够：还要 {need} MB，只剩 {free} MB。", need=_mb(size + SPARE), free=_mb(free)),
            where=str(folder),
            remedy=_("请清理磁盘后再试。"),
        )


def refused(fault: OSError, place: Path) -> KnownError:
    """Return what a system's refusal to write means to a person."""
    if fault.errno in (errno.ENOSPC, errno.EDQUOT):
        return KnownError(_("磁盘写满了。"), where=str(place), remedy=_("请清理磁盘后再试。"))
    return KnownError(
        _("写不进去：{reason}", reason=fault.strerror or fault),
        where=str(place),
        remedy=_("请检查文件夹的权限，或请管理员来装。"),
    )


def differs(source: Path) -> DamagedFileError:
    """Return the refusal of a file that is not the one its list or manifest names."""
    return DamagedFileError(
        _("{name} 与清单里的摘要不符。", name=source.name),
        where=str(source),
        remedy=_("请重新拷贝到优盘；再不行就向发放优盘的单位要。"),
    )


def flush_folder(folder: Path) -> None:
    """Have the names in a folder written to the disk, where the system can do that for a folder."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError as fault:
            # Some file systems of sticks cannot; the renames are then as safe as that file system makes them.
            if fault.errno not in (errno.EINVAL, errno.ENOTSUP):
                raise
        finally:
            os.close(handle)


@contextmanager
def _from_stick(source: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise KnownError(
            _("从优盘读不出来：{reason}", reason=fault.strerror or fault),
            where=str(source),
            remedy=_("优盘可能被拔掉了，请插好再试。"),
        ) from fault


def _copied(stream: IO[bytes], target: Path, whole: int, progress: Progress) -> str:
    known = hashlib.sha256()
    done = 0
    try:
        written = target.open("wb")
    except OSError as fault:
        raise refused(fault, target.parent) from fault
    with written:
        progress(0, whole)
        while portion := stream.read(PORTION):
            done += len(portion)
            if done > whole:
                raise differs(Path(stream.name if isinstance(stream.name, str) else target.name))
            known.update(portion)
            try:
                written.write(portion)
            except OSError as fault:
                raise refused(fault, target.parent) from fault
            progress(done, whole)
        try:
            written.flush()
            os.fsync(written.fileno())
        except OSError as fault:
            raise refused(fault, target.parent) from fault
    if done != whole:
        # A file that ends early and a stick that was pulled look the same to a reader.
        raise OSError(errno.EIO, os.strerror(errno.EIO))
    return known.hexdigest()


def _compare(source: Path, target: Path, found: str, wanted: str) -> None:
    if found != wanted:
        raise differs(source)
    if fingerprint(target) != found:
        raise KnownError(
            _("写到磁盘上的内容读回来不一样。"),
            where=str(target.parent),
            remedy=_("磁盘可能坏了，请换一块，或请管理员检查。"),
        )


def _mb(size: int) -> int:
    return -(-size // 2**20)
