"""A portable program is swapped: whatever happens half way, what a person starts next is whole, old or new."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.base.errors import KnownError
from desktop.records.lock import WriterLock
from desktop.sites import processes, swap
from desktop.sites.swap import WORK
from tests.conftest import ROOT
from tests.unit.sites import trees
from tests.unit.sites.trees import EXE, kept, portable, program, start

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the miniature program is a shell script")
OLD, NEW = (0, "doorstep 0.1.0"), (0, "doorstep 0.2.0")


def staged(folder: Path, *, code: int = 0) -> Path:
    """A program on a stick with a new version waiting beside it."""
    portable(folder)
    program(folder / WORK / "new", "0.2.0", code=code)
    (folder / WORK / "new" / "使用说明.txt").write_text("看这里")
    (folder / WORK / "new" / "data").mkdir()  # an archive must never bring data
    swap.stage(folder, before="0.1.0", after="0.2.0", exe=EXE)
    return folder


def finish(folder: Path) -> swap.Journal:
    return swap.finish(folder, pid=0, record=folder / "data" / "record.db")


def swapper(folder: Path, last: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.unit.sites.swapper", str(folder), str(last)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


def test_the_new_version_takes_the_place_of_the_old(tmp_path: Path) -> None:
    folder = staged(tmp_path / "Doorstep 家门口")
    assert finish(folder).state == "done"
    assert start(folder) == NEW
    assert kept(folder)
    assert (folder / "使用说明.txt").read_text() == "看这里"
    told = swap.recover(folder, "0.2.0")
    assert told is not None
    assert (told.state, told.reason) == ("done", "")
    assert not (folder / WORK).exists()
    assert swap.recover(folder, "0.2.0") is None


def test_a_version_that_does_not_start_is_taken_back(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = staged(tmp_path / "Doorstep", code=1)
    journal = finish(folder)
    assert journal.state == "undone"
    assert "启动不了" in journal.reason
    assert start(folder) == OLD
    assert kept(folder)
    told = swap.recover(folder, "0.1.0")
    assert told is not None
    assert "启动不了" in told.reason
    assert not (folder / WORK).exists()


def test_killed_at_every_step_what_starts_next_is_whole(tmp_path: Path) -> None:
    count = int(swapper(staged(tmp_path / "whole"), 0).stdout.split()[0])
    assert count > 20
    seen = set()
    for last in range(1, count + 1):
        folder = staged(tmp_path / f"killed-{last}")
        assert swapper(folder, last).returncode == -9
        first = start(folder)
        assert first in {OLD, NEW}, (last, first, sorted(p.name for p in folder.iterdir()))
        version = first[1].split()[1]
        told = swap.recover(folder, version)
        assert told is not None
        assert told.state == ("done" if first == NEW else "undone")
        assert start(folder) == first
        assert kept(folder)
        names = {place.name for place in folder.iterdir()} - {"使用说明.txt"}
        assert names == {EXE, "_internal", "licences", "portable.flag", "data", "packs"}
        seen.add(first)
        shutil.rmtree(folder)
    assert seen == {OLD, NEW}


def test_the_stand_in_may_be_killed_too(tmp_path: Path) -> None:
    """Its own renames are broken off one by one; the next start goes on where it was."""
    for killed_at in (20, 23, 26, 29):
        for moves in range(4):
            folder = staged(tmp_path / f"{killed_at}-{moves}")
            swapper(folder, killed_at)
            tools = tmp_path / f"tools-{killed_at}-{moves}"
            tools.mkdir()
            (tools / "mv").write_text(
                f'#!/bin/sh\nn=$(cat "{tools}/n" 2>/dev/null || echo 0)\n'
                f'[ "$n" -ge {moves} ] && kill -9 $PPID && exit 1\necho $((n+1)) > "{tools}/n"\nexec /bin/mv "$@"\n'
            )
            (tools / "mv").chmod(0o755)
            path = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}"}
            subprocess.run([folder / EXE], env=path, capture_output=True, timeout=60, check=False)
            assert start(folder) in {OLD, NEW}
            assert kept(folder)


def test_nobody_swaps_under_an_open_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    folder = staged(tmp_path / "Doorstep")
    lock = WriterLock(folder / "data" / "record.db")
    lock.take()
    journal = finish(folder)
    lock.free()
    assert journal.state == "undone"
    assert "已经在另一个" in journal.reason
    assert start(folder) == OLD


def test_an_old_program_that_does_not_end_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    folder = staged(tmp_path / "Doorstep")
    monkeypatch.setattr(swap, "END_SECONDS", 0.0)
    journal = swap.finish(folder, pid=os.getpid(), record=folder / "data" / "record.db")
    assert "没有退出" in journal.reason
    assert start(folder) == OLD


def test_it_waits_for_the_end_of_the_old_program(tmp_path: Path) -> None:
    folder = staged(tmp_path / "Doorstep")
    running = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    assert processes.is_running(running.pid)
    assert not processes.wait_for_end(running.pid, seconds=0.0)
    running.communicate(b"\n")
    assert swap.finish(folder, pid=running.pid, record=folder / "data" / "record.db").state == "done"


@pytest.mark.parametrize("at", range(1, 14))
def test_a_disk_that_refuses_any_step_undoes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, at: int
) -> None:
    folder = staged(tmp_path / "Doorstep")
    count = 0
    move = swap._move

    def failing(source: Path, target: Path) -> None:
        nonlocal count
        count += 1
        if count == at:
            raise OSError(28, "No space left on device")
        move(source, target)

    monkeypatch.setattr(swap, "_move", failing)
    journal = finish(folder)
    assert (journal.state, start(folder)) in {("undone", OLD), ("done", NEW)}
    assert kept(folder)


def test_while_somebody_swaps_the_stand_in_waits_its_turn(tmp_path: Path) -> None:
    folder = staged(tmp_path / "Doorstep")
    journal = swap.read(folder)
    assert journal is not None
    (folder / WORK / "old").mkdir()
    swap._copy(folder / EXE, folder / WORK / "old" / EXE)
    swap._put_stand_in(folder, journal)
    with swap.busy(folder):
        code, said = start(folder)
        assert (code, "please wait" in said) == (1, True)
    assert start(folder) == OLD


def test_a_process_that_ended_unnoticed_is_not_waited_for(tmp_path: Path) -> None:
    """Its parent has not asked for its end: the number is still taken, nobody works under it."""
    folder = staged(tmp_path / "Doorstep")
    journal = swap.read(folder)
    assert journal is not None
    (folder / WORK / "old").mkdir()
    swap._copy(folder / EXE, folder / WORK / "old" / EXE)
    swap._put_stand_in(folder, journal)
    ended = subprocess.Popen([sys.executable, "-c", ""], stdout=subprocess.PIPE)
    assert ended.stdout is not None
    ended.stdout.read()  # its end, which nobody has asked it about
    os.waitid(os.P_PID, ended.pid, os.WEXITED | os.WNOWAIT)
    assert not processes.is_running(ended.pid)
    (folder / WORK / "busy").write_text(f"{ended.pid} {processes.boot()}")
    assert not swap.is_busy(folder)
    assert start(folder) == OLD
    ended.communicate()


def test_a_mark_of_an_earlier_boot_says_nothing(tmp_path: Path) -> None:
    folder = staged(tmp_path / "Doorstep")
    (folder / WORK / "busy").write_text("1 another-boot")
    assert not swap.is_busy(folder)
    (folder / WORK / "busy").write_text(f"1 {processes.boot()}")
    assert swap.is_busy(folder)
    assert swap.recover(folder, "0.1.0") is None
    (folder / WORK / "busy").write_text("senseless")
    assert not swap.is_busy(folder)


def test_a_tree_of_another_version_is_not_staged(tmp_path: Path) -> None:
    folder = portable(tmp_path / "Doorstep")
    program(folder / WORK / "new", "0.3.0")
    with pytest.raises(KnownError, match=r"0\.2\.0"):
        swap.stage(folder, before="0.1.0", after="0.2.0", exe=EXE)
    assert swap.read(folder) is None
    with pytest.raises(KnownError):
        finish(folder)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"state": "staged", "before": "a", "after": "b", "exe": "../x", "items": []}',
        '{"state": "staged", "before": "a", "after": "b", "exe": "x", "items": ["a b"]}',
        '{"state": "staged", "before": "a", "after": "b", "exe": "x", "items": 3}',
        '{"state": "staged", "before": "a", "after": "b", "exe": "x", "items": ["$(reboot)"]}',
    ],
)
def test_a_senseless_journal_is_no_journal(tmp_path: Path, text: str) -> None:
    folder = portable(tmp_path / "Doorstep")
    (folder / WORK).mkdir()
    (folder / WORK / "journal.json").write_text(text)
    assert swap.read(folder) is None
    assert swap.recover(folder, "0.1.0") is None
    assert not (folder / WORK).exists()
    assert start(folder) == OLD


def test_on_windows_the_stand_in_has_its_own_ending(tmp_path: Path) -> None:
    folder = tmp_path / "Doorstep"
    folder.mkdir()
    (folder / WORK / "old").mkdir(parents=True)
    (folder / "doorstep.exe").write_bytes(b"MZ")
    journal = swap.Journal("swapping", "0.1.0", "0.2.0", "doorstep.exe", ("_internal", "licences"))
    swap.write(folder, journal)
    swap._copy(folder / "doorstep.exe", folder / WORK / "old" / "doorstep.exe")
    swap._put_stand_in(folder, journal)
    script = (folder / "doorstep.cmd").read_bytes()
    assert script.isascii()
    assert script.count(b"\n") == script.count(b"\r\n")
    assert not (folder / "doorstep.exe").exists()
    swap.put_back(folder, journal)
    assert (folder / "doorstep.exe").read_bytes() == b"MZ"
    assert not (folder / "doorstep.cmd").exists()
    assert swap.spare("doorstep.exe") == "doorstep.new.exe"


def test_a_program_with_a_part_of_another_version_does_not_start(tmp_path: Path) -> None:
    folder = trees.program(tmp_path / "a", "0.2.0")
    assert processes.starts(folder / EXE, seconds=60)
    assert not processes.starts(folder / "none", seconds=60)
    (folder / "licences" / "NOTICE.txt").write_text("of another version")
    assert not processes.starts(folder / EXE, seconds=60)


def test_a_child_gets_the_environment_from_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/inside")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/before")
    monkeypatch.setenv("_PYI_ARCHIVE_FILE", "x")
    clean = processes.environment()
    assert clean["LD_LIBRARY_PATH"] == "/before"
    assert not {name for name in clean if name.startswith("_PYI")}
    assert "LD_LIBRARY_PATH_ORIG" not in clean
    assert json.dumps(clean)
