"""A file is double-clicked: before anybody signed in, as a trainee, in an exam, at first start, beside an open program."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.session.operations import signin
from desktop.session.session import Session
from desktop.sites import handover
from desktop.views.dialogs.fault import FaultDialog
from desktop.views.dialogs.question import Question
from desktop.views.dialogs.verify import VerifyDialog
from desktop.views.opening import Opener, tell_outcome
from desktop.views.pages.class_board import ClassPage
from desktop.views.pages.setup import SetupPage
from desktop.views.pages.sticks import SticksPage
from desktop.views.window import MainWindow, open_window
from tests import scenes, sticks
from tests.gui.pages.drivers import Person
from tests.scenes import TEACHER_PIN, Cast

LONG = 60_000


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    sticks.plug_in(monkeypatch)
    opened = scenes.opened(tmp_path / "数据")
    yield opened
    opened.close()


@pytest.fixture
def cast(session: Session) -> Cast:
    return scenes.settle(session)


@pytest.fixture
def person(session: Session, qapp: QApplication, qtbot: QtBot) -> Iterator[Person]:
    window = open_window(session)
    window.show()
    at = Person(window)
    at.settle()
    yield at
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def opener(person: Person) -> Opener:
    return Opener(person.window, person.window.session)


def asks(person: Person, bot: QtBot) -> Question:
    bot.waitUntil(lambda: isinstance(person.place, Question), timeout=LONG)
    found = person.place
    assert isinstance(found, Question)
    return found


def teach(person: Person, cast: Cast) -> None:
    """Let the instructor sign in as the sign-in page does."""
    signin.sign_in(person.window.session, cast.teacher, TEACHER_PIN)
    person.window.home()


def test_a_pack_waits_for_the_instructor(cast: Cast, person: Person, qtbot: QtBot, tmp_path: Path) -> None:
    person.window.home()
    at = opener(person)
    at.open(sticks.pack(tmp_path))
    assert person.sees("要讲师来做")
    person.press("知道了")
    assert at.waiting is not None
    teach(person, cast)
    assert asks(person, qtbot).windowTitle().startswith("安装“")
    assert isinstance(person.page, SticksPage)
    assert at.waiting is None
    person.press("先不")


def test_a_trainee_is_told_and_the_instructor_asked_later(
    cast: Cast, person: Person, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    scenes.attend(session, cast)
    person.window.home()
    opener(person).open(sticks.pack(tmp_path))
    assert person.sees("要讲师来做")
    person.press("知道了")
    signin.sign_out(session)
    teach(person, cast)
    asks(person, qtbot)
    person.press("先不")


def test_an_exam_is_not_disturbed(
    cast: Cast, person: Person, session: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    scenes.attend(session, cast)
    person.window.home()
    monkeypatch.setattr(type(person.page), "may_lock", False)
    at = opener(person)
    at.open(sticks.pack(tmp_path))
    person.settle()
    assert person.place is person.window
    assert at.waiting is not None


def test_a_locked_screen_shows_nothing(cast: Cast, person: Person, session: Session, tmp_path: Path) -> None:
    scenes.instruct(session, cast)
    person.window.home()
    person.window.lock()
    at = opener(person)
    at.open(sticks.pack(tmp_path))
    assert person.place is person.window
    assert at.waiting is not None
    person.window._unlock(TEACHER_PIN)


def test_at_first_start_it_waits_for_the_set_up(person: Person, qtbot: QtBot, tmp_path: Path) -> None:
    assert isinstance(person.page, SetupPage)
    opener(person).open(sticks.pack(tmp_path))
    assert person.sees("先设置好")
    person.press("知道了")
    set_up(person)
    asks(person, qtbot)
    person.press("先不")


def set_up(person: Person) -> None:
    person.write("实训点名称", "御河街道实训点")
    person.press("下一步")
    person.write("讲师姓名", "马秀英")
    person.write("PIN", "135790")
    person.write("再输一次 PIN", "135790")
    person.press("完成设置")


def test_a_certificate_is_verified_by_anybody(cast: Cast, person: Person, tmp_path: Path) -> None:
    person.window.home()
    path = tmp_path / "DS-2026-8K3M2P.dscred"
    path.write_text("{}")
    opener(person).open(path)
    assert isinstance(person.place, VerifyDialog)
    person.press("关闭")


@pytest.mark.parametrize("name", ["报告.docx", "setup.exe", "noending", "."])
def test_another_kind_is_refused_with_a_sentence(
    cast: Cast, person: Person, tmp_path: Path, name: str
) -> None:
    opener(person).open(tmp_path / name)
    assert isinstance(person.place, FaultDialog)
    assert person.sees("不认识这种文件")
    person.press("知道了")


def test_a_file_that_went_away_is_told(cast: Cast, person: Person, tmp_path: Path) -> None:
    opener(person).open(tmp_path / "gone.dspack")
    assert person.sees("找不到这个文件")
    person.press("知道了")


def test_a_second_start_hands_its_file_over(
    cast: Cast, person: Person, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    scenes.instruct(session, cast)
    person.window.home()
    at = opener(person)
    at.watch()
    path = sticks.pack(tmp_path)
    answers: list[bool] = []
    second = threading.Thread(
        target=lambda: answers.append(handover.hand_over(session.places, path, seconds=60))
    )
    second.start()
    asks(person, qtbot)
    second.join()
    assert answers == [True]
    person.press("先不")


def test_a_second_start_without_a_file_only_comes_forward(
    cast: Cast, person: Person, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = opener(person)
    handover.folder(session.places).mkdir(parents=True)
    (handover.folder(session.places) / "a.json").write_text('{"open": ""}')
    raised: list[bool] = []
    monkeypatch.setattr(MainWindow, "raise_", lambda _self: raised.append(True))
    at.take()
    assert raised == [True]
    assert at.waiting is None


def test_first_start_offers_what_lies_on_the_stick(
    person: Person, session: Session, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "KINGSTON"
    sticks.pack(stick)
    sticks.pack(stick, "1.0.0", pack_id="other-order")
    sticks.plug_in(monkeypatch, stick)
    set_up(person)
    qtbot.waitUntil(lambda: person.sees("要装吗"), timeout=LONG)
    boxes = [tick for tick, _offer in person.page._ticks]
    assert [box.isChecked() for box in boxes] == [True, True]
    other = next(box for box, offer in person.page._ticks if offer.pack_id == "other-order")
    other.click()
    person.press("安装选中的")
    qtbot.waitUntil(lambda: isinstance(person.page, ClassPage), timeout=LONG)
    assert [each.head.version for each in session.shelf.packs()] == ["1.1.0"]


def test_first_start_with_an_empty_stick_has_nothing_in_the_way(
    person: Person, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "KINGSTON").mkdir()
    sticks.plug_in(monkeypatch, tmp_path / "KINGSTON")
    set_up(person)
    qtbot.waitUntil(lambda: isinstance(person.page, ClassPage), timeout=LONG)


def test_first_start_may_leave_the_packs_for_later(
    person: Person, session: Session, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sticks.pack(tmp_path / "KINGSTON")
    sticks.plug_in(monkeypatch, tmp_path / "KINGSTON")
    set_up(person)
    qtbot.waitUntil(lambda: person.sees("要装吗"), timeout=LONG)
    person.press("以后再说")
    assert isinstance(person.page, ClassPage)
    assert not session.places.packs.exists()


@pytest.mark.parametrize(("version", "words"), [("0.1.0", ""), ("9.9.9", "没有成功")])
def test_what_became_of_an_update_is_told(
    cast: Cast, person: Person, session: Session, version: str, words: str
) -> None:
    staging = session.places.data / "update"
    staging.mkdir()
    (staging / "pending.json").write_text(f'{{"before": "0.0.9", "after": "{version}"}}')
    tell_outcome(person.window, session)
    assert person.sees(words or "程序已更新到 0.1.0 版")
    assert not staging.exists()
    if words:
        person.press("知道了")
    tell_outcome(person.window, session)
    assert person.place is person.window
