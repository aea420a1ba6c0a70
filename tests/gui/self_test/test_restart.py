"""The reboot check as a dialog, and the alarm at the start of the program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget
from shiboken6 import isValid

from desktop.base.places import Places
from desktop.session.operations import reboot_check
from desktop.views.self_test.alarm import RestoredDialog, StartCheck
from desktop.views.self_test.restart import RestartDialog
from tests.gui.accessibility import inspect
from tests.pc import have_drives, is_started, volume


@pytest.fixture
def window(qapp: QApplication) -> Iterator[QWidget]:
    made = QWidget()
    made.resize(1366, 768)
    made.show()
    yield made
    made.close()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, places: Places) -> Path:
    """A stick in the PC, which is in its first start."""
    folder = tmp_path / "KINGSTON"
    folder.mkdir()
    have_drives(monkeypatch, [volume(folder, "removable", "exfat")])
    is_started(monkeypatch, "boot-1")
    return folder


def said(dialog: QWidget) -> str:
    return "\n".join(each.text() for each in dialog.findChildren(QLabel) if each.isVisible())


def press(dialog: QWidget, words: str) -> None:
    (found,) = [
        each for each in dialog.findChildren(QPushButton) if each.isVisible() and each.text() == words
    ]
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)
    settle()


def settle() -> None:
    for _turn in range(3):
        QApplication.processEvents()


def opened(places: Places, window: QWidget) -> RestartDialog:
    dialog = RestartDialog(places, window)
    dialog.open()
    settle()
    return dialog


def test_nothing_is_written_before_the_button_is_pressed(
    places: Places, window: QWidget, stick: Path
) -> None:
    dialog = opened(places, window)
    assert "重启检查还没有做" in said(dialog)
    assert str(places.data) in said(dialog)
    assert f"{stick}（KINGSTON） · 可移动盘" in said(dialog)
    press(dialog, "先不")
    assert list(stick.iterdir()) == list(places.data.iterdir()) == []


def test_beginning_says_where_it_wrote_and_to_restart(places: Places, window: QWidget, stick: Path) -> None:
    dialog = opened(places, window)
    press(dialog, "开始检查")
    assert "现在请重启电脑" in said(dialog)
    assert "不要点“关机”" in said(dialog)
    assert "这里又写着“未做”" in said(dialog)
    (written,) = stick.iterdir()
    assert str(written) in said(dialog)
    assert str(places.data / written.name) in said(dialog)
    press(dialog, "知道了")
    assert not dialog.isVisible()


def test_the_keyboard_does_the_same(places: Places, window: QWidget, stick: Path) -> None:
    dialog = opened(places, window)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    settle()
    assert "现在请重启电脑" in said(dialog)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    settle()
    assert not dialog.isVisible()
    assert list(stick.iterdir())


def test_without_another_drive_a_stick_is_asked_for(
    places: Places, window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_started(monkeypatch, "boot-1")
    dialog = opened(places, window)
    assert "插一个优盘再做" in said(dialog)
    press(dialog, "先不")


@pytest.mark.parametrize(
    ("boot", "words"),
    [("boot-1", "已开始，还没有重启"), ("boot-2", "重启检查通过")],
    ids=["pending", "passed"],
)
def test_how_the_check_stands_is_told_first(
    places: Places, window: QWidget, stick: Path, monkeypatch: pytest.MonkeyPatch, boot: str, words: str
) -> None:
    reboot_check.begin(places)
    is_started(monkeypatch, boot)
    dialog = opened(places, window)
    assert words in said(dialog)
    press(dialog, "先不")


def test_a_data_folder_that_takes_nothing_is_told(
    places: Places, window: QWidget, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("desktop.base.witness.write_whole", full)
    dialog = opened(places, window)
    press(dialog, "开始检查")
    told = QApplication.activeModalWidget()
    assert isinstance(told, QDialog)
    assert "数据文件夹不能写：磁盘已满" in said(told)
    told.accept()
    settle()
    press(dialog, "先不")


@pytest.mark.parametrize("begun", [False, True])
def test_no_word_of_the_dialog_is_cut(places: Places, window: QWidget, stick: Path, begun: bool) -> None:
    dialog = opened(places, window)
    if begun:
        press(dialog, "开始检查")
    assert list(inspect.cut_texts(dialog)) == []
    assert dialog.height() < 700
    dialog.reject()


# -- at the start


def forget(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin a check; restart; the data folder forgets."""
    reboot_check.begin(places)
    for path in places.data.iterdir():
        path.unlink()
    is_started(monkeypatch, "boot-2")


def started(window: QWidget, places: Places) -> list[RestoredDialog]:
    """Let the program start; return the alarms."""
    compared = StartCheck(window, places)
    compared.wait()
    while compared.running:
        QApplication.processEvents()
    settle()
    return [each for each in window.findChildren(RestoredDialog) if each.isVisible()]


def test_a_pc_that_was_set_back_is_told_at_once_with_the_drive(
    places: Places,
    window: QWidget,
    stick: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    forget(places, monkeypatch)
    (alarm,) = started(window, places)
    words = said(alarm)
    assert "这台电脑会自己还原" in words
    assert f"而 {stick} 里的还在" in words
    assert "请管理员解冻" in words
    assert list(inspect.cut_texts(alarm)) == []
    assert alarm.height() < 600
    QTest.keyClick(alarm.focusWidget(), Qt.Key.Key_Return)
    settle()
    assert not isValid(alarm)
    assert "set back" in caplog.text


@pytest.mark.parametrize("boot", ["boot-1", "boot-2"])
def test_a_pc_that_keeps_its_data_hears_nothing(
    places: Places, window: QWidget, stick: Path, monkeypatch: pytest.MonkeyPatch, boot: str
) -> None:
    assert started(window, places) == []
    reboot_check.begin(places)
    is_started(monkeypatch, boot)
    assert started(window, places) == []
    assert reboot_check.standing(places).state == ("pending" if boot == "boot-1" else "passed")
