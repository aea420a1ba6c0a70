"""Paths that are no files: devices, pipes, names that the system refuses, bytes that are no text."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import pytest

from desktop.base.errors import KnownError
from desktop.base.logs import LOG_FILE
from desktop.launch import launch
from tests import scenes
from tests.unit.hostile.conftest import Tell

EXAMPLE = scenes.PACKS / scenes.PACK_ID
LONG = "a" * 5_000
pytestmark = pytest.mark.usefixtures("caplog")
READERS = (
    ("verify",),
    ("pack", "info"),
    ("record", "check"),
    ("record", "rebuild"),
    ("record", "backup"),
)


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    """A named pipe into which nobody writes: whoever reads it waits for ever."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return path


@pytest.mark.parametrize("verb", READERS)
def test_a_device_is_never_read(tell: Tell, verb: tuple[str, ...]) -> None:
    assert "/dev/zero: 不是文件。" in tell(*verb, "/dev/zero")


@pytest.mark.parametrize("verb", READERS)
def test_a_pipe_is_never_waited_for(tell: Tell, pipe: Path, verb: tuple[str, ...]) -> None:
    assert f"{pipe}: 不是文件。" in tell(*verb, pipe)


@pytest.mark.parametrize("verb", READERS)
def test_a_name_that_the_system_refuses_is_told(tell: Tell, verb: tuple[str, ...]) -> None:
    assert "读不出来：名字太长。" in tell(*verb, LONG)


@pytest.mark.parametrize("verb", READERS)
def test_a_place_below_a_file_is_told(tell: Tell, tmp_path: Path, verb: tuple[str, ...]) -> None:
    (tmp_path / "file").write_text("no folder")
    assert "读不出来：路径里有一段不是文件夹" in tell(*verb, tmp_path / "file" / "below")


@pytest.mark.parametrize("verb", READERS)
def test_links_in_a_circle_are_told(tell: Tell, tmp_path: Path, verb: tuple[str, ...]) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert "读不出来：链接绕成了圈。" in tell(*verb, tmp_path / "a")


@pytest.mark.parametrize("verb", READERS)
def test_a_link_that_leads_nowhere_is_told(tell: Tell, tmp_path: Path, verb: tuple[str, ...]) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    assert str(tmp_path / "link") in tell(*verb, tmp_path / "link")


def test_a_document_that_is_a_device_is_not_graded(tell: Tell) -> None:
    said = tell("grade", "/dev/zero", "--pack", EXAMPLE, "--exercise", "P1")
    assert "/dev/zero: 不是文件。" in said


def test_a_document_that_is_a_folder_is_not_graded(tell: Tell, tmp_path: Path) -> None:
    assert "读不出来：" in tell("grade", tmp_path, "--pack", EXAMPLE, "--exercise", "P1")


def test_a_pack_that_is_a_device_grades_nothing(tell: Tell, tmp_path: Path) -> None:
    said = tell("grade", tmp_path / "none.json", "--pack", "/dev/zero", "--exercise", "P1")
    assert "/dev/zero: 不是文件。" in said


def test_a_pack_is_not_built_from_a_device(tell: Tell, tmp_path: Path) -> None:
    assert "不是文件。" in tell("pack", "build", "/dev/zero", "--to", tmp_path / "x.dspack")
    assert not (tmp_path / "x.dspack").exists()


def test_a_check_of_a_device_cannot_be_done(tell: Tell) -> None:
    assert "/dev/null: 不是文件。" in tell("pack", "check", "/dev/null")


@pytest.mark.parametrize("exercise", ["", "P1 ", "../P1", "犇", "P1\n"])
def test_an_exercise_that_is_none_is_told(tell: Tell, tmp_path: Path, exercise: str) -> None:
    said = tell("grade", tmp_path / "none.json", "--pack", EXAMPLE, "--exercise", exercise)
    assert "课程包里没有练习" in said


@pytest.mark.parametrize("class_id", ["nobody", "' OR 1=1 --", "犇", "\x00", "%"])
def test_a_class_that_is_none_is_told(tell: Tell, tmp_path: Path, class_id: str) -> None:
    scenes.opened(tmp_path / "命令 行").close()
    assert "没有可导出的班级" in tell("export", "--class-id", class_id, "--to", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_name_of_foreign_bytes_is_told_and_logged(
    tell: Tell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Such a name must not reach the log of the test run, which is sent as UTF-8.
    monkeypatch.setattr(logging.getLogger("desktop"), "propagate", False)
    name = os.fsdecode(b"\xff\xfe.pdf")
    said = tell("verify", tmp_path / name)
    assert "读不出来：没有这个文件或文件夹" in said
    logged = (tmp_path / "命令 行" / "logs" / LOG_FILE).read_text("utf-8")
    assert "\\udcff" in logged
    assert "--- Logging error ---" not in said


def test_what_no_verb_foresaw_is_no_clear_no(
    tell: Tell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuses(*_arguments: object) -> int:
        raise OSError(5, "Input/output error", "E:\\stick")

    monkeypatch.setattr("desktop.cli.certificates.verify_file", refuses)
    assert (
        tell("verify", tmp_path)
        == "E:\\stick: 磁盘读写出错。 请换一个磁盘或优盘，并把重要的文件先复制出来。\n"
    )


def test_a_fault_without_a_number_has_words_all_the_same(
    tell: Tell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuses(*_arguments: object) -> int:
        raise OSError("the stick is gone")

    monkeypatch.setattr("desktop.cli.certificates.verify_file", refuses)
    assert tell("verify", tmp_path) == "the stick is gone\n"


def test_a_mistake_of_ours_is_not_dressed_up(
    tell: Tell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def breaks(*_arguments: object) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr("desktop.cli.certificates.verify_file", breaks)
    with pytest.raises(ZeroDivisionError):
        tell("verify", tmp_path)


@pytest.mark.parametrize(
    "arguments",
    [
        ["pack"],
        ["record"],
        ["record", "burn"],
        ["grade"],
        ["export"],
        ["verify"],
        ["verify", "--jsom", "x"],
        ["--pace", "x"],
        ["demo", "--pace", "fast"],
        ["犇"],
        [""],
        ["pack", "build", "x"],
        ["export", "--to"],
    ],
)
def test_arguments_that_make_no_sense_are_told_in_one_sentence(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        launch(arguments)
    assert left.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith("doorstep")
    assert said.count("\n") == 1
    assert "--help" in said


def test_an_empty_path_is_the_folder_one_is_in_and_no_file(tell: Tell) -> None:
    assert ".: 不是文件。" in tell("verify", "")
    assert ".: 这里没有记录。" in tell("record", "check", "")


def test_refusals_for_a_machine_hold_the_place(tell: Tell) -> None:
    said = tell("--json", "verify", "/dev/zero")
    assert '"where": "/dev/zero"' in said
    assert '"error": "不是文件。"' in said


def test_a_known_error_keeps_its_parts_apart() -> None:
    fault = KnownError("不是文件。", where="/dev/zero", remedy="换一个。")
    assert str(fault) == "/dev/zero: 不是文件。 换一个。"
