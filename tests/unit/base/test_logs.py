"""The log file is small and survives anything; a report holds what is needed to mend the program."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

import desktop
from desktop.base import logs
from desktop.base.logs import KEPT, LOG_FILE, MAX_BYTES, TAIL_LINES, start_logging, stop_logging, write_report

log = logging.getLogger("desktop.test")


@pytest.fixture(autouse=True)
def _stopped() -> Iterator[None]:
    yield
    stop_logging()
    assert logging.getLogger("desktop").handlers == []


def test_the_program_s_log_goes_to_one_file(tmp_path: Path) -> None:
    folder = tmp_path / "日志 文件夹"
    start_logging(folder)
    log.info("学员登录 %s", "犇翀玥")
    logging.getLogger("other.library").info("not ours")
    stop_logging()
    text = (folder / LOG_FILE).read_text("utf-8")
    assert "INFO desktop.test 学员登录 犇翀玥" in text
    assert "not ours" not in text


def test_the_log_rotates_and_never_fills_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "MAX_BYTES", 2_000)
    start_logging(tmp_path)
    for number in range(400):
        log.info("line %04d %s", number, "x" * 60)
    stop_logging()
    files = sorted(path.name for path in tmp_path.glob(f"{LOG_FILE}*"))
    assert files == [LOG_FILE, *(f"{LOG_FILE}.{n}" for n in range(1, KEPT + 1))]
    assert all(path.stat().st_size <= 2_000 for path in tmp_path.iterdir() if path.is_file())
    assert "line 0399" in (tmp_path / LOG_FILE).read_text("utf-8")
    assert MAX_BYTES * (KEPT + 1) < 10 * 2**20


def test_starting_twice_after_stopping_writes_each_line_once(tmp_path: Path) -> None:
    start_logging(tmp_path)
    stop_logging()
    start_logging(tmp_path)
    log.info("once")
    stop_logging()
    assert (tmp_path / LOG_FILE).read_text("utf-8").count("once") == 1


def test_a_folder_that_cannot_be_written_is_not_fatal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_bytes(b"")
    start_logging(tmp_path / "file" / "logs")
    assert "no log file" in capsys.readouterr().err


def broken() -> Exception:
    try:
        int("犇 is no number \ud800")
    except ValueError as error:
        return error
    raise AssertionError


def test_a_report_holds_version_trace_and_the_end_of_the_log(tmp_path: Path) -> None:
    start_logging(tmp_path / "logs")
    for number in range(TAIL_LINES + 50):
        log.info("line %04d", number)
    stop_logging()
    error = broken()
    path = write_report(tmp_path / "报告 夹", tmp_path / "logs", error, error.__traceback__)
    text = path.read_text("utf-8")
    assert text.startswith(f"Doorstep {desktop.__version__} · ")
    assert "Traceback" in text
    assert "ValueError: invalid literal for int() with base 10: '犇 is no number \\ud800'" in text
    assert "in broken" in text
    assert f"line {TAIL_LINES + 49:04d}" in text
    assert "line 0049" not in text


def test_a_report_needs_no_log(tmp_path: Path) -> None:
    error = broken()
    path = write_report(tmp_path, tmp_path / "none", error, error.__traceback__)
    assert "ValueError" in path.read_text("utf-8")


def test_two_reports_of_one_moment_are_two_files(tmp_path: Path) -> None:
    error = broken()
    made = {write_report(tmp_path, tmp_path, error, None) for _turn in range(5)}
    assert len(made) == 5
