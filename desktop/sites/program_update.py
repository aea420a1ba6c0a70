"""Updating the program from a release list: whether it fits this program, and everything up to the last moment.

Nothing of the program is touched here. What happens after it has ended is a command that waits for that.
"""

from __future__ import annotations

import json
import logging
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from desktop.base.errors import KnownError
from desktop.base.files import write_whole
from desktop.base.places import Places
from desktop.base.progress import Progress, unheard
from desktop.base.wording import _
from desktop.sites import processes, swap
from desktop.sites.carrying import carry, refused, room_for
from desktop.sites.identity import Identity, executable_name
from desktop.sites.release_list import ReleaseFile, ReleaseList, numbers
from desktop.sites.unpacking import unpack

log = logging.getLogger(__name__)

#: Below the data folder: the installer that was copied, and what was begun.
STAGING, PENDING = "update", "pending.json"
PORTABLE_KINDS = ("windows-portable", "linux-portable")
#: What an unpacked program takes beside its archive, at most; measured at three times the archive.
UNPACKED = 5


class NoUpdateError(KnownError):
    """A release that is genuine but nothing for this program; ``state`` says why."""

    def __init__(self, what: str, *, state: str, remedy: str = "") -> None:
        super().__init__(what, remedy=remedy)
        self.state = state


@dataclass(frozen=True)
class Ready:
    """An update that only waits for this program's end: ``command`` carries it out and starts the new program."""

    version: str
    kind: str
    command: tuple[str, ...]
    folder: Path
    #: To be shown instead when this system lets nobody install from a window.
    by_hand: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of an update that was begun before this start."""

    version: str
    done: bool
    reason: str = ""


def fitting_file(listed: ReleaseList, me: Identity, folder: Path) -> ReleaseFile:
    """Return the file that updates this program. Raises NoUpdateError with the reason in one sentence."""
    ours, theirs = numbers(me.version), numbers(listed.version)
    if theirs == ours:
        raise NoUpdateError(_("本机已经是 {version} 版。", version=me.version), state="same")
    if theirs < ours:
        raise NoUpdateError(
            _("优盘上的 {theirs} 版比本机的 {ours} 版旧，没有采用。", theirs=listed.version, ours=me.version),
            state="older",
            remedy=_("旧版本可能读不了现在的记录，所以不能退回去。"),
        )
    if ours < numbers(listed.updates_from):
        raise NoUpdateError(
            _(
                "本机是 {ours} 版，要先升级到 {least} 版，才能再升级到 {theirs} 版。",
                ours=me.version,
                least=listed.updates_from,
                theirs=listed.version,
            ),
            state="base",
            remedy=_("请向发放优盘的单位要 {least} 版的升级文件。", least=listed.updates_from),
        )
    found = listed.of_kind(me.kind)
    if found is None:
        raise NoUpdateError(
            _("优盘上的 {version} 版没有适合这台电脑的文件。", version=listed.version),
            state="platform",
            remedy=_("本机需要的种类是 {kind}。", kind=me.kind),
        )
    if not (folder / found.name).is_file():
        raise NoUpdateError(
            _("优盘上缺少 {name}。", name=found.name),
            state="missing",
            remedy=_("请把发行清单旁边的文件一起拷贝到优盘。"),
        )
    return found


def prepare(
    wanted: ReleaseFile,
    listed: ReleaseList,
    me: Identity,
    *,
    source: Path,
    program: Path,
    places: Places,
    pid: int,
    progress: Progress = unheard,
) -> Ready:
    """Copy, check and unpack an update, and return what is left to do once this program has ended.

    Raises KnownError; nothing is left then, and the program is as it was.
    """
    if wanted.kind in PORTABLE_KINDS:
        return _portable(wanted, listed, me, source, program, places, pid, progress)
    staging = places.data / STAGING
    _clear(staging)
    try:
        carry(source, staging / wanted.name, size=wanted.size, sha256=wanted.sha256, progress=progress)
        _note(places, me.version, listed.version)
        return _installer(wanted, listed, staging, program, pid)
    except BaseException:
        _clear(staging)
        raise


def drop(places: Places, program: Path) -> None:
    """Take back what :func:`prepare` left, when the update is not carried out after all."""
    _clear(places.data / STAGING)
    if places.portable:
        shutil.rmtree(program / swap.WORK, ignore_errors=True)


def settle(places: Places, program: Path, version: str) -> Outcome | None:
    """Tidy up after an update at the start of the program; tell what became of it, None when there was none."""
    staging = places.data / STAGING
    if places.portable:
        journal = swap.recover(program, version)
        if journal is not None:
            return Outcome(journal.after, journal.state == "done", journal.reason)
    if not staging.is_dir():
        return None
    try:
        begun = json.loads((staging / PENDING).read_text("utf-8"))
        after = str(begun["after"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        after = ""
    _clear(staging)
    if not after:
        return None
    if after == version:
        return Outcome(after, done=True)
    return Outcome(after, done=False, reason=_("安装没有做完，还是原来的版本。"))


def _portable(
    wanted: ReleaseFile,
    listed: ReleaseList,
    me: Identity,
    source: Path,
    program: Path,
    places: Places,
    pid: int,
    progress: Progress,
) -> Ready:
    work = program / swap.WORK
    exe = executable_name()
    shutil.rmtree(work, ignore_errors=True)
    room_for(program, UNPACKED * wanted.size)
    # Beside the data of a stick there may be no room for the archive as well; the PC's own disk is faster, too.
    scratch = Path(tempfile.mkdtemp(prefix=swap.RUNNER))
    try:
        room_for(scratch, (UNPACKED + 1) * wanted.size)
        archive = scratch / wanted.name
        carry(source, archive, size=wanted.size, sha256=wanted.sha256, progress=_part(progress, 0, 3))
        unpack(archive, work / swap.NEW, _part(progress, 1, 3))
        archive.unlink()
        swap.stage(program, before=me.version, after=listed.version, exe=exe)
        runner = _runner(work, scratch, exe, _part(progress, 2, 3))
        swap.name_runner(program, scratch)
    except BaseException as fault:
        shutil.rmtree(work, ignore_errors=True)
        shutil.rmtree(scratch, ignore_errors=True)
        if isinstance(fault, OSError):
            raise refused(fault, program) from fault
        raise
    command = (
        str(runner / exe),
        "--finish-update",
        "--into",
        str(program),
        "--pid",
        str(pid),
        "--data",
        str(places.data),
    )
    return Ready(listed.version, wanted.kind, command, scratch)


def _runner(work: Path, scratch: Path, exe: str, progress: Progress) -> Path:
    """Return a folder with a copy of the new program that starts. Raises KnownError when it does not start anywhere.

    On some PCs nothing may be started from among the temporary files; from where the program lies it may.
    """
    for folder in (scratch / "runner", work / "runner"):
        _copy_tree(work / swap.NEW, folder, progress)
        if processes.starts(folder / exe, seconds=swap.SAY_SECONDS):
            return folder
        shutil.rmtree(folder, ignore_errors=True)
    raise KnownError(
        _("新版本在这台电脑上启动不了，没有升级。"),
        remedy=_("原来的版本照样能用。请把这句话告诉发放优盘的单位。"),
    )


def _installer(wanted: ReleaseFile, listed: ReleaseList, staging: Path, program: Path, pid: int) -> Ready:
    exe = str(program / executable_name())
    if wanted.kind == "windows-setup":
        # A script with a plain name in its own folder: what is said to it holds no quotes that cmd.exe would eat.
        write_whole(staging / "update.cmd", _CMD.replace("\n", "\r\n").encode("ascii"))
        shell = ("cmd.exe", "/d", "/c", "update.cmd", str(pid), wanted.name, exe)
        return Ready(listed.version, wanted.kind, shell, staging)
    deb = str(staging / wanted.name)
    by_hand = f"sudo apt install '{deb}'"
    if shutil.which("pkexec") is None:
        return Ready(listed.version, wanted.kind, (), staging, by_hand)
    return Ready(
        listed.version, wanted.kind, ("/bin/sh", "-c", _SH, "sh", str(pid), deb, exe), staging, by_hand
    )


#: Waits for the old program, lets the setup put the new one in its place (or the old one back), starts what is there.
_CMD = """@echo off
:wait
tasklist /nh /fi "PID eq %1" 2>nul | find "%1" >nul
if not errorlevel 1 (
    ping -n 2 127.0.0.1 >nul
    goto wait
)
start "" /wait "%~2" /S /UPDATE
start "" "%~3"
"""
_SH = """
while kill -0 "$1" 2>/dev/null; do sleep 0.2; done
pkexec apt-get install -y "$2"
exec "$3"
"""


def _copy_tree(source: Path, target: Path, progress: Progress) -> None:
    files = [place for place in sorted(source.rglob("*")) if place.is_file()]
    for count, place in enumerate(files):
        progress(count, len(files))
        there = target / place.relative_to(source)
        there.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(place, there)
    progress(len(files), len(files))


def _part(progress: Progress, place: int, parts: int) -> Progress:
    """Return a progress that fills one part of several equal ones."""
    scale = 1_000_000

    def hear(done: int, whole: int) -> None:
        share = done * scale // whole if whole else scale
        progress(place * scale + min(share, scale), parts * scale)

    return hear


def _note(places: Places, before: str, after: str) -> None:
    value = {"before": before, "after": after}
    write_whole(places.data / STAGING / PENDING, json.dumps(value).encode("ascii"))


def _clear(staging: Path) -> None:
    shutil.rmtree(staging, ignore_errors=True)
