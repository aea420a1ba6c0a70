"""What nobody foresaw: written into a report and told, whichever thread it happened in."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.base.places import Places
from desktop.views import application


@pytest.fixture
def told(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Watch the hooks at work; each message's path is kept, with the thread that showed it."""
    shown: list[str] = []

    def show(path: str) -> None:
        shown.append(path if threading.current_thread() is threading.main_thread() else "in a thread")

    monkeypatch.setattr(application, "tell_report", show)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    places = Places(tmp_path, tmp_path, tmp_path, tmp_path / "logs")
    application._catch_everything(qapp, places)
    yield shown
    for teller in qapp.findChildren(application._Teller):
        teller.deleteLater()


def test_a_fault_of_the_window_is_told_at_once(told: list[str], caplog: pytest.LogCaptureFixture) -> None:
    sys.excepthook(ZeroDivisionError, ZeroDivisionError("ours"), None)
    assert "ours" in Path(told[0]).read_text(encoding="utf-8")


def test_a_fault_of_a_thread_is_told_in_the_window(
    told: list[str], qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    working = threading.Thread(target=lambda: 1 // 0)
    working.start()
    working.join()
    assert told == []
    qtbot.waitUntil(lambda: bool(told), timeout=30_000)
    assert "ZeroDivisionError" in Path(told[0]).read_text(encoding="utf-8")


def test_a_report_that_cannot_be_written_is_told_all_the_same(
    told: list[str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_arguments: object) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(application, "write_report", full)
    sys.excepthook(ValueError, ValueError("x"), None)
    assert "No space left" in told[0]


def test_an_interrupt_from_the_keyboard_is_no_fault(told: list[str]) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert told == []
