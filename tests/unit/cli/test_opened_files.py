"""``doorstep FILE``: one file is opened in the window, everything else stays what it was."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from desktop import launch as module
from desktop.base.places import Places
from desktop.launch import launch
from desktop.records.lock import WriterLock
from desktop.sites import finishing, handover
from tests import scenes
from tests.conftest import ROOT


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Path | None]:
    """What the window would be opened with."""
    found: list[Path | None] = []

    def note(_places: Places, path: Path | None) -> int:
        found.append(path)
        return 0

    monkeypatch.setenv("DOORSTEP_DATA", str(tmp_path / "数据"))
    monkeypatch.setattr(module, "_open_window", note)
    return found


@pytest.mark.parametrize(
    "name",
    [
        "a.dspack",
        "./课程 包.dspack",
        "x.dsrelease",
        "DS-2026-8K3M2P.dscred",
        "证书.pdf",
        "any.thing",
        "folder/none",
    ],
)
def test_one_file_is_opened_in_the_window(opened: list[Path | None], name: str) -> None:
    assert launch([name]) == 0
    assert opened == [Path(name).absolute()]


def test_without_arguments_the_window_opens(opened: list[Path | None]) -> None:
    assert launch([]) == 0
    assert opened == [None]


@pytest.mark.parametrize("arguments", [["nonsense"], ["a.dspack", "b.dspack"], ["--nonsense"], ["-x.dspack"]])
def test_what_is_no_file_is_usage(
    opened: list[Path | None], arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        launch(arguments)
    assert ended.value.code == 2
    assert opened == []
    assert capsys.readouterr().err


def test_a_verb_is_a_verb_although_such_a_file_is_there(
    opened: list[Path | None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pack").write_text("")
    with pytest.raises(SystemExit):
        launch(["pack"])
    assert opened == []


def test_an_update_is_finished_without_looking_for_data_of_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen: list[object] = []

    def finish(into: Path, *, pid: int, data: Path) -> int:
        seen.append((into, pid, data))
        return 1

    monkeypatch.setattr(finishing, "finish_update", finish)
    monkeypatch.setattr(module, "find_places", lambda: pytest.fail("it looked"))
    arguments = ["--finish-update", "--into", str(tmp_path), "--pid", "7", "--data", str(tmp_path / "data")]
    assert launch(arguments) == 1
    assert seen == [(tmp_path, 7, tmp_path / "data")]


def test_the_help_does_not_speak_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        launch(["--help"])
    assert "finish-update" not in capsys.readouterr().out


def test_a_second_process_hands_its_file_to_the_first(tmp_path: Path) -> None:
    places = scenes.places_in(tmp_path / "数据")
    lock = WriterLock(places.record)
    lock.take()
    handover.folder(places).mkdir()
    ended = threading.Event()
    found: list[Path | None] = []

    def take() -> None:
        while not found and not ended.is_set():
            found.extend(handover.taken(places))

    first = threading.Thread(target=take)
    first.start()
    try:
        told = subprocess.run(
            [sys.executable, "-m", "desktop", "课程.dspack"],
            cwd=ROOT,
            env={**os.environ, "DOORSTEP_DATA": str(places.data), "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            timeout=300,
            check=False,
        )
    finally:
        ended.set()
        first.join()
        lock.free()
    assert told.returncode == 0, told.stderr
    assert found == [ROOT / "课程.dspack"]
