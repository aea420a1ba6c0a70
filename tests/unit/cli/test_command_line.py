"""The command line as a whole: usage, version, self-test, and words that any console can take."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import desktop
from desktop.base.places import Places
from desktop.launch import launch
from tests.unit.cli.conftest import Run


def start(root: Path, data: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "desktop", *arguments],
        cwd=root,
        env={**os.environ, "DOORSTEP_DATA": str(data), "QT_QPA_PLATFORM": "offscreen", **environ},
        capture_output=True,
        timeout=300,
        check=False,
    )


def test_the_program_says_its_version(root: Path, tmp_path: Path) -> None:
    said = start(root, tmp_path, "--version")
    assert (said.returncode, said.stderr) == (0, b"")
    assert said.stdout.decode().strip() == f"doorstep {desktop.__version__}"


def test_the_headless_verbs_load_no_toolkit(root: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from desktop.launch import launch; launch(['pack', 'check', 'tests/packs/worked-example']);"
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    said = subprocess.run(
        [sys.executable, "-c", code],
        cwd=root,
        env={**os.environ, "DOORSTEP_DATA": str(tmp_path)},
        capture_output=True,
        timeout=300,
        check=False,
    )
    assert said.returncode == 0, said.stderr


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "cp1252"])
def test_a_console_without_the_letters_gets_the_rest(root: Path, tmp_path: Path, encoding: str) -> None:
    said = start(root, tmp_path, "pack", "check", "tests/packs/worked-example", PYTHONIOENCODING=encoding)
    assert (said.returncode, said.stderr) == (0, b"")
    assert b"R1" in said.stdout
    refused = start(root, tmp_path, "pack", "info", "none", PYTHONIOENCODING=encoding)
    assert refused.returncode == 2
    assert b"Traceback" not in refused.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["frob"],
        ["pack"],
        ["pack", "check"],
        ["pack", "build", "x"],
        ["grade", "x"],
        ["verify"],
        ["export"],
        ["record"],
        ["record", "burn"],
        ["--frob"],
    ],
    ids=" ".join,
)
def test_a_command_line_that_is_none_is_told_with_the_usage(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        launch(arguments)
    assert left.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("usage: doorstep")
    assert "Traceback" not in said.err


@pytest.mark.parametrize(
    "arguments", [["--help"], ["pack", "--help"], ["pack", "check", "-h"], ["record", "-h"]]
)
def test_help_says_what_each_verb_does(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        launch(arguments)
    assert left.value.code == 0
    assert len(capsys.readouterr().out.splitlines()) > 4


def test_a_pc_that_can_run_the_program_is_a_yes(run: Run, places: Places) -> None:
    said = run("--self-test", "--json")
    assert said.code == 0, said.out
    assert all(set(row) == {"name", "ok", "detail"} and row["ok"] for row in said.json)
    assert len(said.json) == 7
    assert run("--self-test").out.count("✓") == 7
    assert not places.record.exists()


def test_each_thing_that_is_missing_is_a_no_with_its_name(
    run: Run, places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = Places(tmp_path / "none", tmp_path / "none", tmp_path / "data", tmp_path / "logs")
    monkeypatch.setattr("desktop.launch.find_places", lambda: empty)
    said = run("--self-test")
    assert said.code == 1
    assert [line[0] for line in said.out.splitlines()] == ["✓", "✓", "✓", "✗", "✗", "✗", "✓"]


def test_a_damaged_record_is_found_by_the_self_test(run: Run, places: Places) -> None:
    places.data.mkdir(parents=True)
    places.record.write_bytes(b"damaged" * 1000)
    said = run("--self-test", "--json")
    assert said.code == 1
    assert [row["name"] for row in said.json if not row["ok"]] == ["记录"]


def test_a_data_folder_that_cannot_be_made_is_a_no_and_no_crash(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, places: Places
) -> None:
    (tmp_path / "file").write_bytes(b"")
    blocked = Places(places.assets, places.courses, tmp_path / "file" / "data", tmp_path / "file" / "logs")
    monkeypatch.setattr("desktop.launch.find_places", lambda: blocked)
    said = run("--self-test", "--json")
    assert said.code == 1
    assert {row["name"] for row in said.json if not row["ok"]} >= {"数据文件夹"}


def test_what_was_refused_is_in_the_log(run: Run, places: Places, tmp_path: Path) -> None:
    run("pack", "info", tmp_path / "none")
    assert "找不到课程包" in (places.logs / "doorstep.log").read_text("utf-8")
