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


def test_what_was_refused_is_in_the_log(run: Run, places: Places, tmp_path: Path) -> None:
    run("pack", "info", tmp_path / "none")
    assert "找不到课程包" in (places.logs / "doorstep.log").read_text("utf-8")


def test_verbs_speak_the_language_of_the_settings(run: Run, places: Places) -> None:
    places.data.mkdir()
    (places.data / "settings.json").write_text('{"format": 1, "values": {"language": "en"}}', "utf-8")
    assert "There is no record here" in run("record", "check").err
    (places.data / "settings.json").unlink()
    assert "这里没有记录。" in run("record", "check").err
