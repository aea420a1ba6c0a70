"""Unpacking a portable program: a zip or a tar.xz into an empty folder, hostile until its last byte is checked."""

from __future__ import annotations

import hashlib
import lzma
import os
import re
import shutil
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from desktop.base.errors import DamagedFileError
from desktop.base.progress import Progress, unheard
from desktop.base.wording import _
from desktop.sites.carrying import PORTION, fingerprint, refused
from desktop.sites.release_list import DEVICES

MOST_MEMBERS = 20_000
MOST_BYTES = 2 * 2**30
MOST_NAME = 220
#: What Windows refuses in names, and what would lead elsewhere.
_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f]')
_UNREADABLE = (
    tarfile.TarError,
    zipfile.BadZipFile,
    lzma.LZMAError,
    zlib.error,
    struct.error,
    RuntimeError,
    EOFError,
    ValueError,
    KeyError,
)


@dataclass(frozen=True)
class _Member:
    """One thing in an archive: a folder, a file that can be read once, or a link to another one."""

    name: str
    size: int = 0
    runs: bool = False
    folder: bool = False
    link: str = ""
    read: Callable[[], IO[bytes] | None] | None = None


def unpack(archive: Path, into: Path, progress: Progress = unheard) -> None:
    """Unpack an archive into ``into``, which must not exist, leaving out its one top folder if it has one.

    Each file is flushed, then read back and compared. Links become copies: a stick knows no links. Raises
    DamagedFileError for a name that leads out, a name given twice, a bomb or a broken archive, KnownError when the
    disk is full, and what ``progress`` raises; nothing is left at ``into`` then.
    """
    try:
        _unpack(archive, into, progress)
    except _UNREADABLE as fault:
        _drop(into)
        raise DamagedFileError(
            _("升级文件解不开。"), where=archive.name, remedy=_("请重新拷贝到优盘。")
        ) from fault
    except OSError as fault:
        _drop(into)
        raise refused(fault, into.parent) from fault
    except BaseException:
        _drop(into)
        raise


def _unpack(archive: Path, into: Path, progress: Progress) -> None:
    into.mkdir(parents=True)
    written: dict[str, tuple[Path, str]] = {}
    # Closed at once, also when a member is refused: Windows removes no archive that somebody holds open.
    with closing(_members(archive, progress)) as members:
        links = _take(members, into, written, archive)
    for key, name in links.items():
        path, target = written.pop(key)
        source = _inside(into, name, target, archive)
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, path)
        written[key] = (path, fingerprint(source))
    _lift(into, written, archive)


def _take(
    members: Iterator[_Member], into: Path, written: dict[str, tuple[Path, str]], archive: Path
) -> dict[str, str]:
    """Write every file and return the links, which are made into copies once their files are there."""
    links: dict[str, str] = {}
    total = 0
    for count, member in enumerate(members):
        name = _checked(member.name, archive)
        total += member.size
        if count >= MOST_MEMBERS or total > MOST_BYTES:
            raise _hostile(archive)
        if name.casefold() in written or name.casefold() in links:
            raise _hostile(archive)
        if member.folder:
            (into / name).mkdir(parents=True, exist_ok=True)
        elif member.link:
            links[name.casefold()] = name
            written[name.casefold()] = (into / name, member.link)
        else:
            written[name.casefold()] = (into / name, _write(member, into / name, archive))
    return links


def _write(member: _Member, path: Path, archive: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    stream = member.read() if member.read else None
    if stream is None:
        raise _hostile(archive)
    known = hashlib.sha256()
    left = member.size
    with stream, path.open("xb") as file:
        while portion := stream.read(min(PORTION, left + 1)):
            left -= len(portion)
            if left < 0:
                raise _hostile(archive)
            known.update(portion)
            file.write(portion)
        file.flush()
        os.fsync(file.fileno())
    if left:
        raise _hostile(archive)
    if member.runs and os.name == "posix":
        path.chmod(0o755)
    return known.hexdigest()


def _lift(into: Path, written: dict[str, tuple[Path, str]], archive: Path) -> None:
    """Read everything back, then take the one top folder away if there is one."""
    for path, digest in written.values():
        if fingerprint(path) != digest:
            raise _hostile(archive)
    inside = list(into.iterdir())
    if len(inside) == 1 and inside[0].is_dir():
        top = inside[0].rename(into.with_name(f"{into.name}.top"))
        into.rmdir()
        top.rename(into)


def _members(archive: Path, progress: Progress) -> Generator[_Member, None, None]:
    whole = archive.stat().st_size
    if archive.name.endswith(".zip"):
        yield from _zip_members(archive, whole, progress)
    else:
        yield from _tar_members(archive, whole, progress)
    progress(whole, whole)


def _zip_members(archive: Path, whole: int, progress: Progress) -> Generator[_Member, None, None]:
    with zipfile.ZipFile(archive) as opened:
        done = 0
        for info in opened.infolist():
            mode = info.external_attr >> 16
            if stat.S_ISLNK(mode) or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise _hostile(archive)

            def read(info: zipfile.ZipInfo = info) -> IO[bytes]:
                return opened.open(info)

            runs = bool(mode & 0o100)
            yield _Member(info.filename, info.file_size, runs, info.is_dir(), read=read)
            done += info.compress_size
            progress(min(done, whole), whole)


def _tar_members(archive: Path, whole: int, progress: Progress) -> Generator[_Member, None, None]:
    with archive.open("rb") as raw, tarfile.open(fileobj=raw, mode="r|xz") as opened:
        for info in opened:
            if not (info.isfile() or info.isdir() or info.issym() or info.islnk()):
                raise _hostile(archive)

            def read(info: tarfile.TarInfo = info) -> IO[bytes] | None:
                return opened.extractfile(info)

            link = ""
            if info.issym():
                link = info.linkname
            elif info.islnk():
                link = "/" + info.linkname  # a hard link counts from the archive's root
            size = info.size if info.isfile() and not link else 0
            yield _Member(info.name, size, bool(info.mode & 0o100), info.isdir(), link, read)
            progress(min(raw.tell(), whole), whole)


def _checked(name: str, archive: Path) -> str:
    """Return a member's name when it is a plain path below the folder on every system."""
    plain = name.removeprefix("./").rstrip("/")
    parts = PurePosixPath(plain).parts
    if not parts or len(plain) > MOST_NAME or plain != "/".join(parts):
        raise _hostile(archive)
    for part in parts:
        if part in {".", "..", "/"} or _FORBIDDEN.search(part) or part.endswith((".", " ")):
            raise _hostile(archive)
        if part.split(".", maxsplit=1)[0].casefold() in DEVICES:
            raise _hostile(archive)
    return plain


def _inside(into: Path, name: str, target: str, archive: Path) -> Path:
    base = PurePosixPath(name).parent if not target.startswith("/") else PurePosixPath()
    flat = os.path.normpath(str(base / target.lstrip("/")))
    source = into / _checked(flat.replace(os.sep, "/"), archive)
    if not source.is_file() or source.is_symlink():
        raise _hostile(archive)
    return source


def _hostile(archive: Path) -> DamagedFileError:
    return DamagedFileError(
        _("升级文件的内容不合规，没有采用。"),
        where=archive.name,
        remedy=_("请向发放优盘的单位要正确的升级文件。"),
    )


def _drop(into: Path) -> None:
    shutil.rmtree(into, ignore_errors=True)
    shutil.rmtree(into.with_name(f"{into.name}.top"), ignore_errors=True)
