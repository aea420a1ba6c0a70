"""A stick is plugged in: what the instructor sees and does, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.session.session import Session
from desktop.views.pages.sticks import SticksPage
from desktop.views.window import MainWindow, open_window
from tests import scenes, sticks
from tests.gui.pages.drivers import Person
from tests.scenes import Cast

LONG = 60_000


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "KINGSTON"
    folder.mkdir()
    sticks.plug_in(monkeypatch, folder)
    return folder


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Session, Cast]]:
    session = scenes.opened(tmp_path / "数据")
    cast = scenes.settle(session)
    scenes.instruct(session, cast)
    yield session, cast
    session.close()


class Instructor(Person):
    """Somebody at the window who waits for what was started."""

    def __init__(self, window: MainWindow, bot: QtBot) -> None:
        super().__init__(window)
        self._bot = bot

    def go(self) -> SticksPage:
        """Open the page and see what was found."""
        self.window.go("sticks")
        return self.look()

    def look(self) -> SticksPage:
        """Wait for the look under way."""
        page = self.page
        assert isinstance(page, SticksPage)
        self._bot.waitUntil(lambda: page._seen is not None and not page._work.running, timeout=LONG)
        self.settle()
        return page

    def done(self) -> SticksPage:
        """Wait until what was started has ended."""
        self._bot.waitUntil(lambda: self.place is self.window, timeout=LONG)
        return self.look()


@pytest.fixture
def person(site: tuple[Session, Cast], stick: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Instructor]:
    window = open_window(site[0])
    window.show()
    at = Instructor(window, qtbot)
    at.settle()
    yield at
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_stick_with_nothing_on_it_says_what_to_do(person: Instructor) -> None:
    person.go()
    assert "优盘上没有找到什么" in person.reads()
    assert "再看一次" in person.buttons()


def test_a_new_version_is_installed_with_one_button(
    person: Instructor, stick: Path, site: tuple[Session, Cast]
) -> None:
    sticks.pack(stick)
    person.go()
    assert "可以更新" in person.reads()
    person.press("更新")
    assert "第 24 期" in person.reads()  # the class that would move to it
    person.press("安装")
    person.done()
    assert "装好了 1 个课程包" in person.reads()
    assert "已装好" in person.reads()
    assert site[0].shelf.pack(scenes.PACK_ID).head.version == "1.1.0"


def test_the_keyboard_alone_is_enough(person: Instructor, stick: Path, site: tuple[Session, Cast]) -> None:
    sticks.pack(stick)
    page = person.go()
    page._cards[0].button.setFocus()
    QTest.keyClick(page._cards[0].button, Qt.Key.Key_Return)
    person.settle()
    dialog = person.place
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    person.done()
    assert site[0].shelf.pack(scenes.PACK_ID).head.version == "1.1.0"
