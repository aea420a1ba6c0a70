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

#: Words of argparse that have no place in a Chinese sentence.
ENGLISH = {
    "usage",
    "error",
    "argument",
    "invalid",
    "choice",
    "required",
    "arguments",
    "expected",
    "unrecognized",
}


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
def test_a_command_line_that_is_none_is_refused_in_one_sentence(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        launch(arguments)
    assert left.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("doorstep")
    assert said.err.count("\n") == 1
    assert said.err.endswith("--help 看用法。\n")
    assert not ENGLISH & set(said.err.replace(":", " ").split())


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["frob"], "没有“frob”这一项（可选："),
        (["verify"], "doorstep verify: 缺少 文件。"),
        (["--frob"], "不认识 --frob。"),
        (["demo", "--pace", "x"], "--pace：“x”的写法不对。"),
        (["export", "--to"], "--to：后面要有一个值。"),
        (["--re"], "--re 不够明确，可能是 --report, --reboot-check。"),
        (["verify", "x", "--json=1"], "--json：不需要值 1。"),
    ],
)
def test_what_is_wrong_with_a_command_line_is_said_in_chinese(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        launch(arguments)
    assert left.value.code == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [["--help"], ["pack", "--help"], ["pack", "check", "-h"], ["record", "-h"]]
)
def test_help_says_what_each_verb_does(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        launch(arguments)
    assert left.value.code == 0
    said = capsys.readouterr().out
    assert len(said.splitlines()) > 4
    assert said.startswith("用法：doorstep")
    assert "显示这份帮助" in said
    for words in ("usage:", "options:", "positional", "show this", "show program"):
        assert words not in said


def test_help_and_refusals_are_english_where_english_is_spoken(
    run: Run, places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    places.data.mkdir()
    (places.data / "settings.json").write_text('{"format": 1, "values": {"language": "en"}}', "utf-8")
    with pytest.raises(SystemExit):
        run("verify", "--help")
    assert capsys.readouterr().out.startswith("usage: doorstep verify")
    with pytest.raises(SystemExit) as left:
        run("verify")
    assert left.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith("doorstep verify: the following arguments are required: ")
    assert not any("\u3400" <= char <= "\u9fff" for char in said)


def test_a_reader_that_has_seen_enough_ends_it_quietly(root: Path, tmp_path: Path) -> None:
    # The reading end is closed before anything is written: what ``doorstep … | head`` comes to.
    for arguments in (["pack", "check", "tests/packs/worked-example"], ["--help"], ["--version"]):
        for unbuffered in ("", "1"):
            reading, writing = os.pipe()
            os.close(reading)
            said = subprocess.run(
                [sys.executable, "-m", "desktop", *arguments],
                cwd=root,
                env={**os.environ, "DOORSTEP_DATA": str(tmp_path), "PYTHONUNBUFFERED": unbuffered},
                stdout=writing,
                stderr=subprocess.PIPE,
                timeout=300,
                check=False,
            )
            os.close(writing)
            assert said.stderr == b""
            assert said.returncode in (0, 2)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_an_answer_that_finds_no_room_is_told(root: Path, tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        said = subprocess.run(
            [sys.executable, "-m", "desktop", "pack", "info", "tests/packs/worked-example"],
            cwd=root,
            env={**os.environ, "DOORSTEP_DATA": str(tmp_path)},
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=300,
            check=False,
        )
    assert said.returncode == 2
    assert said.stderr.decode() == "磁盘已满。 请腾出空间，或换一个磁盘。\n"


def test_what_was_refused_is_in_the_log(run: Run, places: Places, tmp_path: Path) -> None:
    run("pack", "info", tmp_path / "none")
    assert "找不到课程包" in (places.logs / "doorstep.log").read_text("utf-8")


def test_verbs_speak_the_language_of_the_settings(run: Run, places: Places) -> None:
    places.data.mkdir()
    (places.data / "settings.json").write_text('{"format": 1, "values": {"language": "en"}}', "utf-8")
    assert "There is no record here" in run("record", "check").err
    (places.data / "settings.json").unlink()
    assert "这里没有记录。" in run("record", "check").err
