"""Swapping a portable program for a new version, so that a power cut at any moment leaves one that starts.

Beside the program lies ``_update``: ``new`` is the new tree, ``old`` what was moved out, ``journal.json`` what is being
done. While the parts are moved, the program's own name leads to a stand-in of a few lines that puts everything back and
starts the old program; the last step, one rename, puts the new program in its place (docs/adr/0061).
"""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal, TypeAlias

from desktop.base.errors import DamagedFileError, KnownError
from desktop.base.files import write_whole
from desktop.base.places import PORTABLE_FLAG
from desktop.base.wording import _
from desktop.records.lock import WriterLock
from desktop.sites import processes
from desktop.sites.carrying import flush_folder

log = logging.getLogger(__name__)

WORK, NEW, OLD = "_update", "new", "old"
JOURNAL, BUSY = "journal.json", "busy"
#: How the folder of the copy that carries a swap out begins, among the temporary files of the PC.
RUNNER = "doorstep-update-"
#: What belongs to the people, not to the program: never moved, whatever an archive holds.
KEPT = frozenset({PORTABLE_FLAG, "data", "packs", WORK})
#: How long the old program may take to end, and the new one to say its version.
END_SECONDS, SAY_SECONDS = 180.0, 180.0
#: How long a file that somebody holds is waited for, on Windows.
HELD_SECONDS, HELD_PAUSE = 20.0, 0.2
_ITEM = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,60}")

State: TypeAlias = Literal["staged", "swapping", "done", "undone"]


@dataclass(frozen=True)
class Journal:
    """What is being swapped, and how far it is."""

    state: State
    before: str
    after: str
    exe: str
    items: tuple[str, ...]
    runner: str = ""
    reason: str = ""


def stage(folder: Path, *, before: str, after: str, exe: str) -> Journal:
    """Look at the new tree in ``_update/new`` and write the journal. Raises DamagedFileError for no such program."""
    new = folder / WORK / NEW
    if not (new / exe).is_file() or not (new / "_internal").is_dir() or _version(new) != after:
        raise DamagedFileError(
            _("升级文件里没有 {version} 版的程序。", version=after),
            remedy=_("请向发放优盘的单位要正确的升级文件。"),
        )
    journal = Journal("staged", before, after, exe, _items(new, exe))
    write(folder, journal)
    return journal


def name_runner(folder: Path, runner: Path) -> None:
    """Note where the copy of the new program lies that will carry the swap out; it is removed afterwards."""
    journal = read(folder)
    if journal is not None:
        write(folder, replace(journal, runner=str(runner)))


def finish(folder: Path, *, pid: int, record: Path) -> Journal:
    """Wait for the old program's end, swap, and return the journal: done, or undone with the reason.

    The record's lock is held meanwhile: nobody can start the program into a half-moved tree.
    """
    journal = read(folder)
    if journal is None or journal.state != "staged":
        raise KnownError(_("这里没有等着完成的升级。"), where=str(folder))
    lock = WriterLock(record)
    with busy(folder):
        if not processes.wait_for_end(pid, seconds=END_SECONDS):
            return _undone(folder, journal, _("原来的程序一直没有退出。"))
        try:
            lock.take()
        except KnownError as fault:
            return _undone(folder, journal, fault.what)
        try:
            return _swapped(folder, journal)
        finally:
            lock.free()


def recover(folder: Path, version: str) -> Journal | None:
    """Tidy up after a swap at the start of the program, whichever version it left; None when there was none.

    Returns the journal as done when ``version`` is the new one, else as undone.
    """
    work = folder / WORK
    if not work.is_dir() or is_busy(folder):
        return None
    journal = read(folder)
    if journal is not None:
        done = version == journal.after and not (folder / spare(journal.exe)).exists()
        reason = journal.reason or ("" if done else _("升级做到一半断了，已恢复原来的版本。"))
        journal = replace(journal, state="done" if done else "undone", reason="" if done else reason)
        for left in (spare(journal.exe), stand_in_name(journal.exe)):
            if left != journal.exe:
                (folder / left).unlink(missing_ok=True)
        _drop_runner(journal.runner)
    shutil.rmtree(work, ignore_errors=True)
    return journal


def read(folder: Path) -> Journal | None:
    """Return the journal of a swap, or None when there is none that can be read."""
    try:
        value = json.loads((folder / WORK / JOURNAL).read_text("utf-8"))
        journal = Journal(**{**value, "items": tuple(value["items"])})
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    names = (journal.exe, *journal.items)
    return journal if all(_ITEM.fullmatch(str(each)) for each in names) else None


def write(folder: Path, journal: Journal) -> None:
    """Write the journal whole. Raises OSError."""
    write_whole(folder / WORK / JOURNAL, json.dumps(asdict(journal), ensure_ascii=False).encode("utf-8"))


def spare(exe: str) -> str:
    """Return the name under which the new program is tried before it gets its own."""
    name = Path(exe)
    return f"{name.stem}.new{name.suffix}"


def stand_in_name(exe: str) -> str:
    """Return the name of the stand-in: the program's own, but on Windows, where a script has its own ending."""
    return f"{Path(exe).stem}.cmd" if exe.endswith(".exe") else exe


@contextmanager
def busy(folder: Path) -> Iterator[None]:
    """Let the stand-in see that somebody is at work, for as long as this process lives."""
    path = folder / WORK / BUSY
    # On Windows a file that is open cannot be removed: that alone is the sign there.
    with path.open("w", encoding="ascii") as mark:
        mark.write(f"{os.getpid()} {processes.boot()}")
        mark.flush()
        yield
    path.unlink(missing_ok=True)


def is_busy(folder: Path) -> bool:
    """Tell whether a process is swapping here right now."""
    path = folder / WORK / BUSY
    if sys.platform == "win32":
        try:
            path.unlink(missing_ok=True)
        except PermissionError:
            return True
        return False
    try:
        pid, _gap, boot = path.read_text("ascii").partition(" ")
        return boot == processes.boot() and int(pid) != os.getpid() and processes.is_running(int(pid))
    except (OSError, ValueError):
        return False


def _swapped(folder: Path, journal: Journal) -> Journal:
    write(folder, replace(journal, state="swapping"))
    try:
        for step in _steps(folder, journal):
            step()
        if not processes.starts(folder / spare(journal.exe), seconds=SAY_SECONDS):
            return _undone(folder, journal, _("新版本在这台电脑上启动不了，已恢复原来的版本。"))
        _move(folder / spare(journal.exe), folder / journal.exe)
    except OSError as fault:
        log.exception("the swap failed")
        return _undone(folder, journal, _("升级没有做完：{reason}", reason=fault.strerror or fault))
    done = replace(journal, state="done")
    # From here on the new program is in place; what cannot be written now is seen at its start.
    with suppress(OSError):
        write(folder, done)
        _drop_stand_in(folder, journal)
        _take_papers(folder)
    return done


def _steps(folder: Path, journal: Journal) -> Iterator[Callable[[], None]]:
    """Yield the steps up to the new program's trial; each may be the last before a power cut."""
    work = folder / WORK
    old, new = work / OLD, work / NEW
    yield lambda: old.mkdir(exist_ok=True)
    yield lambda: _copy(folder / journal.exe, old / journal.exe)
    yield lambda: _put_stand_in(folder, journal)
    for item in journal.items:
        if (folder / item).exists():
            yield lambda item=item: _move(folder / item, old / item)  # type: ignore[misc]
        yield lambda item=item: _move(new / item, folder / item)  # type: ignore[misc]
    yield lambda: _move(new / journal.exe, folder / spare(journal.exe))


def _undone(folder: Path, journal: Journal, reason: str) -> Journal:
    log.error("the update is undone: %s", reason)
    put_back(folder, journal)
    undone = replace(journal, state="undone", reason=reason)
    with suppress(OSError):
        write(folder, undone)
    return undone


def put_back(folder: Path, journal: Journal) -> None:
    """Put everything back that was moved out; the program's own name comes last. Raises OSError."""
    work = folder / WORK
    old, new = work / OLD, work / NEW
    for item in journal.items:
        if (old / item).exists():
            if (folder / item).exists():
                _move(folder / item, new / item)
            _move(old / item, folder / item)
    if (old / journal.exe).exists():
        _move(old / journal.exe, folder / journal.exe)
    (folder / spare(journal.exe)).unlink(missing_ok=True)
    _drop_stand_in(folder, journal)


def _drop_runner(runner: str) -> None:
    # The journal lies on a stick and anybody may have written it: only our own folder of this PC goes.
    place = Path(runner)
    if place.name.startswith(RUNNER) and place.parent == Path(tempfile.gettempdir()):
        shutil.rmtree(place, ignore_errors=True)


def _put_stand_in(folder: Path, journal: Journal) -> None:
    name = stand_in_name(journal.exe)
    words = _windows(journal) if name != journal.exe else _posix(journal)
    fresh = folder / WORK / "stand-in"
    write_whole(fresh, words.encode("ascii"))
    fresh.chmod(0o755)
    _move(fresh, folder / name)
    if name != journal.exe:
        # A copy lies in "old"; what is missing now cannot be started into a half-moved tree.
        (folder / journal.exe).unlink()


def _drop_stand_in(folder: Path, journal: Journal) -> None:
    name = stand_in_name(journal.exe)
    if name != journal.exe:
        (folder / name).unlink(missing_ok=True)


def _posix(journal: Journal) -> str:
    return f"""#!/bin/sh
# An update of the program was broken off. This puts the earlier program back and starts it.
cd "$(dirname "$0")" || exit 1
pid=
boot=
if read -r pid boot 2>/dev/null <{WORK}/{BUSY} || [ -n "$pid" ]; then
    if [ "$boot" = "$(cat /proc/sys/kernel/random/boot_id 2>/dev/null)" ] && kill -0 "$pid" 2>/dev/null &&
        ! grep -q '^State:[[:space:]]*[ZX]' "/proc/$pid/status" 2>/dev/null; then
        echo "doorstep: an update is being finished, please wait" >&2
        exit 1
    fi
fi
for item in {" ".join(journal.items)}; do
    if [ -e "{WORK}/{OLD}/$item" ]; then
        if [ -e "$item" ]; then mv "$item" "{WORK}/{NEW}/$item" || exit 1; fi
        mv "{WORK}/{OLD}/$item" "$item" || exit 1
    fi
done
mv -f "{WORK}/{OLD}/{journal.exe}" "{journal.exe}" || exit 1
exec "./{journal.exe}" "$@"
"""


def _windows(journal: Journal) -> str:
    lines = f"""@echo off
rem An update of the program was broken off. This puts the earlier program back and starts it.
cd /d "%~dp0"
if exist "{WORK}\\{BUSY}" del /q "{WORK}\\{BUSY}" >nul 2>&1
if exist "{WORK}\\{BUSY}" exit /b 1
for %%i in ({" ".join(journal.items)}) do call :back %%i
if exist "{WORK}\\{OLD}\\{journal.exe}" move /y "{WORK}\\{OLD}\\{journal.exe}" "{journal.exe}" >nul
if exist "{journal.exe}" start "" "{journal.exe}" %*
exit /b
:back
if not exist "{WORK}\\{OLD}\\%1" exit /b
if exist "%1" move /y "%1" "{WORK}\\{NEW}\\%1" >nul
move /y "{WORK}\\{OLD}\\%1" "%1" >nul
exit /b
"""
    return lines.replace("\n", "\r\n")


def _items(new: Path, exe: str) -> tuple[str, ...]:
    """Return what is swapped as one with the program; the names are safe to stand in a script."""
    names = (place.name for place in new.iterdir() if place.name not in KEPT | {exe})
    return tuple(sorted(name for name in names if _ITEM.fullmatch(name)))


def _take_papers(folder: Path) -> None:
    """Bring over what nothing depends on, such as a sheet of instructions with a Chinese name."""
    for place in (folder / WORK / NEW).iterdir():
        if place.name not in KEPT and place.is_file():
            place.replace(folder / place.name)


def _version(tree: Path) -> str:
    try:
        return str(json.loads((tree / "_internal" / "release.json").read_text("utf-8"))["version"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _copy(source: Path, target: Path) -> None:
    part = target.with_name(f"{target.name}.part")
    shutil.copy2(source, part)
    with part.open("rb+") as stream:
        os.fsync(stream.fileno())
    _move(part, target)


def _move(source: Path, target: Path) -> None:
    """Rename on one drive and have it written down; the one way in which anything changes its place here."""
    _rename(source, target)
    flush_folder(target.parent)
    if source.parent != target.parent:
        flush_folder(source.parent)


def _rename(source: Path, target: Path) -> None:
    # A virus scanner on Windows looks into what was just written, and holds it for a moment.
    until = time.monotonic() + (HELD_SECONDS if os.name == "nt" else 0.0)
    while True:
        try:
            source.replace(target)
            return
        except PermissionError:
            if time.monotonic() >= until:
                raise
            time.sleep(HELD_PAUSE)
