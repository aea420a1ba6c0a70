"""The self-test's own window: without a sign-in, without a record, and where the program cannot start at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton

from desktop.base.errors import KnownError
from desktop.base.places import Places
from desktop.base.wording import language, use_language
from desktop.launch import launch
from desktop.views import application as views_application
from desktop.views.dialogs.last_resort import tell_known
from desktop.views.self_test import window as self_test_window
from desktop.views.self_test.window import SelfTestWindow, run_in_a_window
from desktop.views.theme.apply import dress
from tests.gui.self_test import fakes


@pytest.fixture(autouse=True)
def _as_before(qapp: QApplication, places: Places) -> Iterator[None]:
    """The window speaks and dresses as the settings say; the next test begins plainly."""
    yield
    use_language("zh", places.assets / "locale")
    dress(qapp)


@pytest.fixture
def seen(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every window of the self-test is closed as soon as everything is looked at; what it said is noted."""
    words: list[str] = []

    def run(*_arguments: object) -> int:
        while True:
            qapp.processEvents()
            for window in QApplication.topLevelWidgets():
                if (
                    isinstance(window, SelfTestWindow)
                    and window.isVisible()
                    and window.panel.report is not None
                ):
                    words.extend(each.text() for each in window.findChildren(QLabel))
                    window.close()
                    return 0

    # A loop of the toolkit's own, once quitted, would end every later one of a dialog at once.
    monkeypatch.setattr(QApplication, "exec", run)
    return words


@pytest.mark.parametrize(("verdict", "code"), [("ok", 0), ("warning", 0), ("failed", 1)])
def test_the_window_runs_by_itself_and_its_verdict_is_the_exit_code(
    seen: list[str], places: Places, monkeypatch: pytest.MonkeyPatch, verdict: str, code: int
) -> None:
    fakes.install(monkeypatch.setattr, fonts=verdict)  # type: ignore[arg-type]
    assert run_in_a_window(places) == code
    assert "记录存得住吗" in seen
    assert not places.record.exists()


def test_the_window_speaks_as_the_settings_say(
    seen: list[str], places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    fakes.install(monkeypatch.setattr)
    values = {"format": 1, "values": {"language": "en", "appearance": "dark", "type_scale": 125}}
    (places.data / "settings.json").write_text(json.dumps(values))
    assert run_in_a_window(places) == 0
    assert language() == "en"
    assert "This PC can be relied on" in seen


def test_words_that_are_missing_leave_it_chinese(
    seen: list[str],
    places: Places,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    fakes.install(monkeypatch.setattr)
    (places.data / "settings.json").write_text(json.dumps({"format": 1, "values": {"language": "en"}}))
    bare = Places(tmp_path / "none", places.courses, places.data, places.logs)
    assert run_in_a_window(bare) == 0
    assert "本机可以放心使用" in seen
    assert "the language is not there" in caplog.text


def test_the_command_line_opens_it(monkeypatch: pytest.MonkeyPatch, places: Places) -> None:
    asked: list[Places] = []

    def run(found: Places) -> int:
        asked.append(found)
        return 0

    monkeypatch.setattr(self_test_window, "run_in_a_window", run)
    monkeypatch.setattr("desktop.launch.find_places", lambda: places)
    assert launch(["--self-test", "--window"]) == 0
    assert asked == [places]


@pytest.mark.parametrize(("words", "wanted"), [("检查本机", True), ("知道了", False)])
def test_a_program_that_cannot_start_offers_it(qapp: QApplication, words: str, wanted: bool) -> None:
    def press() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            timer.stop()
            next(each for each in box.findChildren(QPushButton) if each.text() == words).click()

    timer = QTimer(qapp)
    timer.timeout.connect(press)
    timer.start(10)
    assert tell_known(KnownError("训练记录文件已损坏。", remedy="请从备份恢复。")) is wanted
    timer.deleteLater()


@pytest.mark.parametrize("wanted", [True, False])
def test_the_window_opens_when_it_is_asked_for(
    places: Places, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, wanted: bool
) -> None:
    asked: list[Places] = []

    def run(found: Places) -> int:
        asked.append(found)
        return 0

    places.record.write_bytes(b"damaged" * 1000)
    monkeypatch.setattr(self_test_window, "run_in_a_window", run)
    monkeypatch.setattr(views_application, "tell_known", lambda _fault: wanted)
    assert views_application.run_application(places, ["doorstep"]) == 2
    assert asked == ([places] if wanted else [])
    assert "not started" in caplog.text
