"""A stick is plugged in: what the instructor sees and does, by mouse and by keyboard."""

from __future__ import annotations

import shutil
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop.session.operations import exam, preferences
from desktop.session.operations import sticks as stick_verbs
from desktop.session.operations import updates as update_verbs
from desktop.session.session import Session
from desktop.sites import carrying, looking
from desktop.sites.identity import Identity
from desktop.views import parting
from desktop.views.dialogs.by_hand import CommandDialog
from desktop.views.dialogs.transfer import TransferDialog
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


# -- what goes wrong


def flip(path: Path) -> None:
    """Change one byte in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def install(person: Instructor) -> SticksPage:
    person.press("更新")
    person.press("安装")
    return person.done()


def test_a_flipped_byte_is_told_and_the_old_version_stays(
    person: Instructor, stick: Path, site: tuple[Session, Cast], caplog: pytest.LogCaptureFixture
) -> None:
    path = sticks.pack(stick)
    person.go()
    flip(path)
    install(person)
    assert person.sees("1 个没有装，原来的都还在")
    assert site[0].shelf.pack(scenes.PACK_ID).head.version == "1.0.0"


def test_a_stick_pulled_between_is_told(
    person: Instructor, stick: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = sticks.pack(stick)
    person.go()
    path.unlink()
    install(person)
    assert person.sees("1 个没有装，原来的都还在")
    assert person.sees("优盘上没有找到什么")


def test_a_stick_pulled_while_copying_is_told(
    person: Instructor,
    stick: Path,
    site: tuple[Session, Cast],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    path = sticks.pack(stick)

    class Pulled:
        """A stream whose stick goes away at its first read."""

        def __init__(self, stream: object) -> None:
            self._stream = stream

        def __getattr__(self, name: str) -> object:
            return getattr(self._stream, name)

        def read(self, _size: int) -> bytes:
            path.unlink(missing_ok=True)
            raise OSError(5, "Input/output error")

    copied = carrying._copied
    monkeypatch.setattr(carrying, "_copied", lambda stream, *rest: copied(Pulled(stream), *rest))
    person.go()
    install(person)
    assert person.sees("优盘可能被拔掉了")
    assert site[0].shelf.pack(scenes.PACK_ID).head.version == "1.0.0"
    assert list((site[0].places.data / "incoming").iterdir()) == []


def test_a_full_disk_is_told(
    person: Instructor, stick: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    sticks.pack(stick)
    person.go()
    usage = shutil.disk_usage(stick)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage._replace(free=3 * 2**20))
    install(person)
    assert person.sees("只剩 3 MB")


def test_a_newer_format_says_to_update_the_program(person: Instructor, stick: Path) -> None:
    path = sticks.pack(stick)
    with zipfile.ZipFile(path) as archive:
        manifest = archive.read("manifest.json").replace(b'"format":1', b'"format":9')
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", manifest)
    person.go()
    assert person.sees("课程包格式 9 比本程序支持的 1 新。")
    assert person.sees("不能用")


def test_cancelling_leaves_everything_as_it_was(
    person: Instructor, stick: Path, site: tuple[Session, Cast], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    sticks.pack(stick)
    held, copied = threading.Event(), carrying._copied

    def slow(*args: object) -> str:
        held.wait(LONG)
        return copied(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(carrying, "_copied", slow)
    person.go()
    person.press("更新")
    person.press("安装")
    assert isinstance(person.place, TransferDialog)
    person.press("取消")
    assert person.sees("正在停下 …")
    held.set()
    person.done()
    assert site[0].shelf.pack(scenes.PACK_ID).head.version == "1.0.0"
    assert person.sees("可以更新")


def test_escape_cancels_too_and_enter_does_not(
    person: Instructor, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sticks.pack(stick)
    held, copied = threading.Event(), carrying._copied

    def slow(*args: object) -> str:
        held.wait(LONG)
        return copied(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(carrying, "_copied", slow)
    person.go()
    person.press("更新")
    person.press("安装")
    dialog = person.place
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert not person.sees("正在停下 …")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert person.sees("正在停下 …")
    held.set()
    person.done()


def test_a_window_closed_while_copying_breaks_it_off(
    person: Instructor, stick: Path, site: tuple[Session, Cast], monkeypatch: pytest.MonkeyPatch
) -> None:
    sticks.pack(stick)
    held, copied = threading.Event(), carrying._copied

    def slow(*args: object) -> str:
        held.wait(LONG)
        return copied(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(carrying, "_copied", slow)
    page = person.go()
    person.press("更新")
    person.press("安装")
    held.set()
    page.leave()
    assert not page._timer.isActive()
    person.done()


def test_the_page_looks_only_while_it_is_open(person: Instructor, stick: Path) -> None:
    page = person.go()
    assert page._timer.isActive()
    person.window.go("settings")
    assert not page._timer.isActive()
    person.press("看优盘")
    assert isinstance(person.page, SticksPage)
    person.look()
    person.window.go("order")
    person.press("从优盘安装")
    assert isinstance(person.page, SticksPage)
    person.look()


def test_a_stick_plugged_in_later_is_seen_at_the_next_look(
    person: Instructor, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sticks.plug_in(monkeypatch)
    page = person.go()
    assert person.sees("还没有优盘")
    sticks.pack(stick)
    sticks.plug_in(monkeypatch, stick)
    page._timer.timeout.emit()
    person.look()
    assert person.sees("可以更新")
    person.press("再看一次")
    person.look()
    assert person.sees("KINGSTON")


def test_a_chosen_folder_is_looked_into(
    person: Instructor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sticks.pack(tmp_path / "下载")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path / "下载"))
    person.go()
    person.press("选择文件夹")
    person.look()
    assert person.sees("可以更新")


def test_all_that_fits_is_installed_at_once(
    person: Instructor, stick: Path, site: tuple[Session, Cast]
) -> None:
    sticks.pack(stick)
    sticks.pack(stick, "1.0.0", pack_id="other-order")
    person.go()
    person.press("全部安装（2 个）")
    person.press("安装")
    person.done()
    assert person.sees("装好了 2 个课程包")
    assert [each.head.version for each in site[0].shelf.packs()] == ["1.0.0", "1.1.0"]


def test_a_stick_with_too_much_on_it_says_so(
    person: Instructor, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(30):
        (stick / f"{n}.jpg").touch()
    monkeypatch.setattr(looking, "_Budget", lambda _entries, seconds: Tight(10, seconds))
    person.go()
    assert person.sees("只看了一部分")


Tight = looking._Budget


# -- the program


@pytest.fixture
def me(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that carries the publisher's key, and nobody to ask for rights."""
    found = Identity("0.1.0", "deb", sticks.PUBLIC)
    for module in (stick_verbs, update_verbs):
        monkeypatch.setattr(module, "identity", lambda _places: found)


def release(stick: Path, **more: Any) -> Path:
    deb = stick / "doorstep_0.2.0_amd64.deb"
    deb.write_bytes(b"a package")
    return sticks.release(stick, [sticks.listed(deb, "deb")], **more)


def test_a_newer_program_is_one_button(
    person: Instructor, stick: Path, me: None, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    started: list[Any] = []
    monkeypatch.setattr(shutil, "which", lambda _name: "/usr/bin/pkexec")
    monkeypatch.setattr(
        update_verbs.processes, "start_apart", lambda command, *, folder: started.append(command)
    )
    release(stick)
    person.go()
    assert person.sees("新版本 0.2.0，在优盘上")
    assert person.sees("新增批量导出；修正了锁屏。")
    person.press("更新程序")
    assert person.sees("更新到 0.2.0？")
    person.press("更新程序")
    qtbot.waitUntil(lambda: not person.window.isVisible(), timeout=LONG)
    assert started == []  # the record is still open
    parting.carry_out()
    assert [command[0] for command in started] == ["/bin/sh"]
    parting.carry_out()
    assert len(started) == 1


def test_without_rights_the_one_command_is_shown(
    person: Instructor, stick: Path, me: None, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    release(stick)
    person.go()
    person.press("更新程序")
    person.press("更新程序")
    qtbot.waitUntil(lambda: isinstance(person.place, CommandDialog), timeout=LONG)
    person.press("复制命令")
    copied = QApplication.clipboard().text()
    assert copied.startswith("sudo apt install '")
    assert Path(copied.split("'")[1]).read_bytes() == b"a package"
    person.press("关闭")
    person.done()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"key": sticks.OTHER_KEY}, "不是本程序的发布者签的"),
        ({"version": "0.0.9"}, "没有采用"),
        ({"version": "0.1.0"}, "程序已经是优盘上的版本"),
        ({"updates_from": "0.1.9"}, "要先升级到 0.1.9 版"),
    ],
)
def test_what_is_no_update_says_why(
    person: Instructor, stick: Path, me: None, more: dict[str, Any], words: str
) -> None:
    release(stick, **more)
    person.go()
    assert person.sees(words)
    assert "更新程序" not in person.buttons()


def test_a_changed_list_is_told(person: Instructor, stick: Path, me: None) -> None:
    path = release(stick)
    path.write_bytes(path.read_bytes().replace(b"doorstep_0.2.0_amd64.deb", b"doorstep_0.2.0_evil0.deb"))
    person.go()
    assert person.sees("签名不对")


def test_a_flipped_byte_in_the_package_is_told(
    person: Instructor, stick: Path, me: None, site: tuple[Session, Cast]
) -> None:
    release(stick)
    person.go()
    flip(stick / "doorstep_0.2.0_amd64.deb")
    person.press("更新程序")
    person.press("更新程序")
    person.done()
    assert person.sees("doorstep_0.2.0_amd64.deb 与清单里的摘要不符。")
    assert not (site[0].places.data / "update").exists()


def test_while_an_exam_runs_nothing_is_asked(
    person: Instructor, stick: Path, me: None, site: tuple[Session, Cast]
) -> None:
    session, cast = site
    scenes.attend(session, cast)
    scenes.walk_to_exam(session)
    exam.begin(session)
    scenes.instruct(session, cast)
    release(stick)
    person.go()
    person.press("更新程序")
    assert person.sees("考核还没有交卷")
    person.press("知道了")


def test_a_release_that_was_opened_is_asked_about(
    person: Instructor, stick: Path, me: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = release(stick)
    sticks.plug_in(monkeypatch)
    person.window.go("sticks", path=str(path))
    person.look()
    assert person.sees("更新到 0.2.0？")
    person.press("先不")
    path = release(stick, version="0.1.0")
    person.window.go("sticks", path=str(path))
    person.look()
    assert person.sees("程序已经是优盘上的版本")


@pytest.mark.parametrize(
    ("version", "words"), [("1.0.0", "已经装好了"), ("0.9.0", "不用安装"), ("1.0.0 twin", "内容不同")]
)
def test_a_pack_that_was_opened_and_does_not_fit_is_told(
    person: Instructor, tmp_path: Path, version: str, words: str
) -> None:
    number, _gap, twin = version.partition(" ")
    changes = [("pack.toml", "title = ", 'title = "另一个" #')] if twin else []
    path = sticks.pack(tmp_path / "下载", number, *changes)
    person.window.go("sticks", path=str(path))
    person.look()
    toast = person.window._toast._words.text()
    assert words in f"{person.reads()}{toast}"
    if "知道了" in person.buttons():
        person.press("知道了")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_holds_in_both_languages_and_at_every_size(
    person: Instructor, stick: Path, me: None, site: tuple[Session, Cast], language: str
) -> None:
    sticks.pack(stick)
    (stick / "broken.dspack").write_bytes(b"PK")
    release(stick)
    preferences.set_setting(site[0], "language", language)
    preferences.set_setting(site[0], "type_scale", 150)
    person.settle()
    page = person.go()
    assert page.width() <= person.window.width()
    assert len(page._cards) == 2
    preferences.set_setting(site[0], "language", "zh")
