"""Whether a release updates this program, and everything up to the moment the program ends."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.base.errors import DamagedFileError, KnownError
from desktop.base.places import PORTABLE_FLAG, Places
from desktop.base.progress import StoppedError
from desktop.sites import finishing, identity, processes, program_update, swap
from desktop.sites.identity import Identity, executable_name
from desktop.sites.program_update import NoUpdateError, fitting_file, prepare, settle
from desktop.sites.release_list import ReleaseList, read_release_list
from tests import scenes, sticks
from tests.unit.sites import trees
from tests.unit.sites.trees import EXE, kept, portable, start

ME = Identity("0.1.0", "linux-portable", sticks.PUBLIC)
posix = pytest.mark.skipif(sys.platform == "win32", reason="the miniature program is a shell script")


def archive(stick: Path, version: str = "0.2.0", *, code: int = 0, name: str = "") -> Path:
    """The miniature program as the archive of a release."""
    tree = trees.program(stick.parent / f"tree-{version}-{code}" / "Doorstep", version, code=code)
    (tree / PORTABLE_FLAG).touch()
    stick.mkdir(exist_ok=True)
    path = stick / (name or f"Doorstep-{version}-linux-x86_64.tar.xz")
    with tarfile.open(path, "w:xz", preset=0) as packed:
        packed.add(tree, "Doorstep")
    return path


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "KINGSTON"


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def at(folder: Path) -> Places:
    return replace(scenes.places_in(folder / "data"), portable=True)


def read(path: Path) -> ReleaseList:
    return read_release_list(path, sticks.PUBLIC)


def state(listed: ReleaseList, me: Identity, folder: Path) -> str:
    with pytest.raises(NoUpdateError) as fault:
        fitting_file(listed, me, folder)
    return fault.value.state


def test_only_what_is_newer_and_fits_is_an_update(stick: Path) -> None:
    file = sticks.listed(archive(stick), "linux-portable")
    listed = read(sticks.release(stick, [file], updates_from="0.1.0"))
    assert fitting_file(listed, ME, stick) == file
    assert state(listed, replace(ME, version="0.2.0"), stick) == "same"
    assert state(listed, replace(ME, version="0.10.0"), stick) == "older"
    assert state(listed, replace(ME, version="0.0.9"), stick) == "base"
    assert state(listed, replace(ME, kind="deb"), stick) == "platform"
    (stick / file.name).unlink()
    assert state(listed, ME, stick) == "missing"


@posix
def test_a_portable_program_is_prepared_finished_and_started(
    tmp_path: Path, stick: Path, scratch: Path
) -> None:
    folder = portable(tmp_path / "Doorstep")
    path = archive(stick)
    file = sticks.listed(path, "linux-portable")
    listed = read(sticks.release(stick, [file]))
    heard: list[tuple[int, int]] = []
    ready = prepare(
        file,
        listed,
        ME,
        source=path,
        program=folder,
        places=at(folder),
        pid=0,
        progress=lambda *step: heard.append(step),
    )
    assert heard == sorted(heard)
    assert heard[-1][0] == heard[-1][1]
    assert start(folder) == (0, "doorstep 0.1.0")
    assert kept(folder)
    runner = Path(ready.command[0])
    assert start(runner.parent) == (0, "doorstep 0.2.0")
    assert ready.command[1:] == (
        "--finish-update",
        "--into",
        str(folder),
        "--pid",
        "0",
        "--data",
        str(folder / "data"),
    )
    assert swap.finish(folder, pid=0, record=folder / "data" / "record.db").state == "done"
    assert start(folder) == (0, "doorstep 0.2.0")
    outcome = settle(at(folder), folder, "0.2.0")
    assert outcome == program_update.Outcome("0.2.0", done=True)
    assert list(scratch.iterdir()) == []
    assert settle(at(folder), folder, "0.2.0") is None


@posix
def test_a_program_that_does_not_start_is_never_swapped_in(
    tmp_path: Path, stick: Path, scratch: Path
) -> None:
    folder = portable(tmp_path / "Doorstep")
    path = archive(stick, code=1)
    file = sticks.listed(path, "linux-portable")
    listed = read(sticks.release(stick, [file]))
    with pytest.raises(KnownError, match="启动不了，没有升级"):
        prepare(file, listed, ME, source=path, program=folder, places=at(folder), pid=0)
    assert not (folder / swap.WORK).exists()
    assert list(scratch.iterdir()) == []
    assert start(folder) == (0, "doorstep 0.1.0")


@posix
def test_where_nothing_may_start_among_temporary_files_it_starts_beside_the_program(
    tmp_path: Path, stick: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    starts = processes.starts
    monkeypatch.setattr(
        processes,
        "starts",
        lambda program, *, seconds: scratch not in program.parents and starts(program, seconds=seconds),
    )
    folder = portable(tmp_path / "Doorstep")
    path = archive(stick)
    file = sticks.listed(path, "linux-portable")
    listed = read(sticks.release(stick, [file]))
    ready = prepare(file, listed, ME, source=path, program=folder, places=at(folder), pid=0)
    assert Path(ready.command[0]).parent == folder / swap.WORK / "runner"
    assert swap.finish(folder, pid=0, record=folder / "data" / "record.db").state == "done"
    assert start(folder) == (0, "doorstep 0.2.0")
    assert settle(at(folder), folder, "0.2.0") == program_update.Outcome("0.2.0", done=True)
    assert not (folder / swap.WORK).exists()


@posix
def test_finishing_starts_whatever_is_there_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    started: list[object] = []
    monkeypatch.setattr(
        processes, "start_apart", lambda command, *, folder: started.append((command, folder))
    )
    folder = portable(tmp_path / "Doorstep")
    assert finishing.finish_update(folder, pid=0, data=folder / "data") == finishing.UNDONE
    trees.program(folder / swap.WORK / "new", "0.2.0")
    swap.stage(folder, before="0.1.0", after="0.2.0", exe=EXE)
    assert finishing.finish_update(folder, pid=0, data=folder / "data") == finishing.DONE
    assert started == [((str(folder / executable_name()),), folder)] * 2

    def refuse(_command: object, *, folder: Path) -> None:
        raise OSError(2, "gone")

    monkeypatch.setattr(processes, "start_apart", refuse)
    assert finishing.finish_update(folder, pid=0, data=folder / "data") == finishing.UNDONE


def faulty(stick: Path, how: str) -> Path:
    """An archive that its list does not deserve."""
    path = archive(stick, "0.3.0" if how == "version" else "0.2.0")
    if how == "noise":
        path.write_bytes(b"\xfd7zXZ\x00" + bytes(500))
    elif how == "evil":
        with tarfile.open(path, "w:xz") as packed:
            info = tarfile.TarInfo("../evil")
            info.size = 4
            packed.addfile(info, io.BytesIO(b"evil"))
    return path


@pytest.mark.parametrize("how", ["noise", "evil", "version"])
def test_an_archive_that_is_no_program_changes_nothing(
    tmp_path: Path, stick: Path, scratch: Path, how: str
) -> None:
    folder = portable(tmp_path / "Doorstep")
    path = faulty(stick, how)
    file = sticks.listed(path, "linux-portable")
    listed = read(sticks.release(stick, [file]))
    with pytest.raises(DamagedFileError):
        prepare(file, listed, ME, source=path, program=folder, places=at(folder), pid=0)
    assert not (folder / swap.WORK).exists()
    assert list(scratch.iterdir()) == []
    assert not (tmp_path / "evil").exists()


@pytest.mark.parametrize("kind", ["linux-portable", "deb", "windows-setup"])
def test_another_file_under_the_listed_name_changes_nothing(
    tmp_path: Path, stick: Path, scratch: Path, kind: str
) -> None:
    folder = portable(tmp_path / "Doorstep")
    path = archive(stick)
    file = sticks.listed(path, kind)
    listed = read(sticks.release(stick, [file]))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(DamagedFileError, match="摘要不符"):
        prepare(file, listed, ME, source=path, program=folder, places=at(folder), pid=0)
    path.unlink()
    with pytest.raises(KnownError, match="从优盘读不出来"):
        prepare(file, listed, ME, source=path, program=folder, places=at(folder), pid=0)
    assert not (folder / swap.WORK).exists()
    assert not (folder / "data" / "update").exists()
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_broken_off_at_any_time_nothing_is_left(
    tmp_path: Path, stick: Path, scratch: Path, share: float
) -> None:
    folder = portable(tmp_path / "Doorstep")
    path = archive(stick)
    file = sticks.listed(path, "linux-portable")
    listed = read(sticks.release(stick, [file]))

    def stop(done: int, whole: int) -> None:
        if done >= share * whole:
            raise StoppedError

    with pytest.raises(StoppedError):
        prepare(file, listed, ME, source=path, program=folder, places=at(folder), pid=0, progress=stop)
    assert not (folder / swap.WORK).exists()
    assert list(scratch.iterdir()) == []
    assert kept(folder)


def test_a_stick_without_room_is_told_first(
    tmp_path: Path, stick: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = portable(tmp_path / "Doorstep")
    path = archive(stick)
    file = sticks.listed(path, "linux-portable")
    listed = read(sticks.release(stick, [file]))
    usage = shutil.disk_usage(folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage._replace(free=2**20))
    with pytest.raises(KnownError, match="空间不够"):
        prepare(file, listed, ME, source=path, program=folder, places=at(folder), pid=0)
    assert not (folder / swap.WORK).exists()


def installer(tmp_path: Path, stick: Path, kind: str, name: str) -> program_update.Ready:
    places = scenes.places_in(tmp_path / "数据")
    stick.mkdir()
    path = stick / name
    path.write_bytes(b"an installer")
    file = sticks.listed(path, kind)
    listed = read(sticks.release(stick, [file]))
    me = replace(ME, kind=kind)
    return prepare(file, listed, me, source=path, program=tmp_path / "程序", places=places, pid=4242)


def test_a_setup_waits_for_the_end_and_is_silent(tmp_path: Path, stick: Path) -> None:
    ready = installer(tmp_path, stick, "windows-setup", "Doorstep-0.2.0-windows-x64-setup.exe")
    script = (ready.folder / "update.cmd").read_bytes()
    assert script.isascii()
    assert script.count(b"\n") == script.count(b"\r\n")
    assert b"/S /UPDATE" in script
    assert ready.command[:5] == ("cmd.exe", "/d", "/c", "update.cmd", "4242")
    assert (ready.folder / ready.command[5]).read_bytes() == b"an installer"
    assert json.loads((ready.folder / "pending.json").read_text()) == {"before": "0.1.0", "after": "0.2.0"}


def test_a_package_asks_for_the_right_or_says_the_command(
    tmp_path: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    ready = installer(tmp_path, stick, "deb", "doorstep_0.2.0_amd64.deb")
    assert ready.command == ()
    assert ready.by_hand == f"sudo apt install '{tmp_path / '数据' / 'update' / 'doorstep_0.2.0_amd64.deb'}'"


@posix
def test_a_package_is_installed_after_the_programs_end(
    tmp_path: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tools, said = tmp_path / "tools", tmp_path / "said"
    tools.mkdir()
    (tmp_path / "程序").mkdir()
    for path, name in ((tools / "pkexec", "pkexec"), (tmp_path / "程序" / EXE, "program")):
        path.write_text(f'#!/bin/sh\necho {name} "$@" >> "{said}"\n')
        path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:/usr/bin:/bin")
    ready = installer(tmp_path, stick, "deb", "doorstep_0.2.0_amd64.deb")
    running = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    command = [str(running.pid) if part == "4242" else part for part in ready.command]
    waiting = subprocess.Popen(command)
    assert not said.exists()
    running.communicate(b"\n")
    assert waiting.wait(timeout=60) == 0
    assert said.read_text().splitlines() == [f"pkexec apt-get install -y {command[5]}", "program"]


@pytest.mark.parametrize(
    ("text", "version", "done"),
    [
        ('{"after": "0.2.0"}', "0.2.0", True),
        ('{"after": "0.2.0"}', "0.1.0", False),
        ("", "0.1.0", None),
        ("[]", "0.1.0", None),
        ('{"after": ""}', "0.1.0", None),
    ],
)
def test_the_next_start_tells_what_became_of_it(
    tmp_path: Path, text: str, version: str, done: bool | None
) -> None:
    places = scenes.places_in(tmp_path)
    staging = places.data / "update"
    staging.mkdir()
    (staging / "pending.json").write_text(text)
    outcome = settle(places, tmp_path / "程序", version)
    assert (None if outcome is None else outcome.done) == done
    assert not staging.exists()
    assert settle(places, tmp_path / "程序", version) is None


def test_what_is_called_off_is_taken_back(tmp_path: Path) -> None:
    folder = portable(tmp_path / "Doorstep")
    trees.program(folder / swap.WORK / "new", "0.2.0")
    (folder / "data" / "update").mkdir()
    program_update.drop(at(folder), folder)
    assert not (folder / swap.WORK).exists()
    assert not (folder / "data" / "update").exists()
    assert kept(folder)


def test_a_journal_cannot_have_a_foreign_folder_removed(tmp_path: Path, scratch: Path) -> None:
    folder = portable(tmp_path / "Doorstep")
    trees.program(folder / swap.WORK / "new", "0.2.0")
    swap.stage(folder, before="0.1.0", after="0.2.0", exe=EXE)
    precious = tmp_path / "precious"
    precious.mkdir()
    ours = scratch / "doorstep-update-1"
    ours.mkdir()
    for place in (precious, tmp_path, scratch, scratch / ".." / "precious"):
        swap.name_runner(folder, place)
        swap._drop_runner(str(place))
    assert precious.exists()
    swap.name_runner(folder, ours)
    told = swap.recover(folder, "0.1.0")
    assert told is not None
    assert not ours.exists()


# -- what this program is


@pytest.fixture
def frozen(tmp_path: Path) -> Places:
    """A program with its note inside."""
    inside = tmp_path / "_internal"
    (inside / "assets").mkdir(parents=True)
    note = {"version": "0.1.0", "built_for": "deb", "public_key": sticks.PUBLIC.hex()}
    (inside / "release.json").write_text(json.dumps(note))
    return replace(scenes.places_in(tmp_path / "data"), assets=inside / "assets")


def test_a_program_knows_what_it_is(frozen: Places) -> None:
    assert identity.identity(frozen) == Identity("0.1.0", "deb", sticks.PUBLIC)
    assert identity.identity(replace(frozen, portable=True)).kind.endswith("-portable")


def test_a_checkout_says_that_it_has_no_key(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="源码"):
        identity.identity(scenes.places_in(tmp_path))


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"version": "0.1.0", "built_for": "deb", "public_key": "zz"}', '{"version": 1}'],
)
def test_a_damaged_note_is_told(frozen: Places, text: str) -> None:
    (frozen.assets.parent / "release.json").write_text(text)
    with pytest.raises(DamagedFileError):
        identity.identity(frozen)


def test_a_note_that_cannot_be_read_is_told(frozen: Places) -> None:
    (frozen.assets.parent / "release.json").unlink()
    (frozen.assets.parent / "release.json").mkdir()
    with pytest.raises(KnownError):
        identity.identity(frozen)


def test_a_zip_is_a_portable_program_too(tmp_path: Path, stick: Path, scratch: Path) -> None:
    folder = portable(tmp_path / "Doorstep")
    tree = trees.program(tmp_path / "tree" / "Doorstep", "0.2.0")
    stick.mkdir()
    path = stick / "Doorstep-0.2.0-windows-x64.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for place in sorted(tree.rglob("*")):
            if place.is_file():
                packed.write(place, place.relative_to(tree.parent))
    file = sticks.listed(path, "windows-portable")
    listed = read(sticks.release(stick, [file]))
    me = replace(ME, kind="windows-portable")
    ready = prepare(file, listed, me, source=path, program=folder, places=at(folder), pid=0)
    assert ready.kind == "windows-portable"
    journal = swap.read(folder)
    assert journal is not None
    assert (journal.after, journal.items) == ("0.2.0", ("_internal", "licences"))
