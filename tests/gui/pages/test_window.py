"""The shell: looks that change at run time, the lock, the rules, calm messages, slow work."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QProgressBar
from pytestqt.qtbot import QtBot

from desktop.base import wording
from desktop.base.errors import KnownError
from desktop.base.progress import Progress
from desktop.session.changes import changed
from desktop.session.operations import learning, preferences, signin
from desktop.session.session import Session
from desktop.views.dialogs.about import AboutDialog
from desktop.views.dialogs.fault import FaultDialog
from desktop.views.pages.home import HomePage
from desktop.views.pages.settings import SettingsPage
from desktop.views.pages.sign_in import SignInPage
from desktop.views.theme.current import theme
from desktop.views.widgets.bench.key_sheet import KeySheet
from desktop.views.widgets.drawer import RulesDrawer
from desktop.views.widgets.lock import LockScreen
from desktop.views.widgets.sidenav import SideNav
from desktop.views.widgets.topbar import TopBar
from tests.gui.pages.conftest import Opener
from tests.gui.pages.drivers import Person
from tests.gui.pages.fakes import CLAUSES, INSTRUCTOR, TRAINEE


@pytest.fixture
def right_pin(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every PIN tried at a locked screen; 2468 is right."""
    tried: list[str] = []

    def unlock(_session: Session, pin: str) -> None:
        tried.append(pin)
        if pin != "2468":
            raise KnownError("PIN 不对。", remedy="请再试一次。")

    monkeypatch.setattr(signin, "unlock", unlock)
    return tried


# -- looks


def test_dark_and_large_at_run_time(show: Opener, session: Session) -> None:
    person = Person(show("home", TRAINEE))
    before = person.page
    preferences.set_setting(session, "appearance", "dark")
    person.settle()
    assert theme().mode == "dark"
    assert isinstance(person.page, HomePage)
    assert person.page is not before, "icons are drawn anew"
    preferences.set_setting(session, "type_scale", 150)
    person.settle()
    assert theme().scale == 1.5


def test_the_menu_of_looks_sets_them(show: Opener, session: Session) -> None:
    person = Person(show("home", TRAINEE))
    bar = person.window.findChild(TopBar)
    actions = {action.text(): action for action in bar._display_button().menu().actions()}
    assert actions["浅色"].isChecked()
    assert actions["字号 100%"].isChecked()
    actions["深色"].trigger()
    person.settle()
    assert session.settings.text("appearance") == "dark"


def test_another_language_makes_the_page_anew(
    show: Opener, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken: list[str] = []
    monkeypatch.setattr(preferences, "use_language", lambda code, _folder: spoken.append(code))
    person = Person(show("home", TRAINEE))
    before = person.page
    person.press("EN")
    assert spoken == ["en"]
    assert person.page is not before


def test_a_missing_language_is_explained(show: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_code: str, _folder: object) -> None:
        raise KnownError("缺少 en 语言文件。")

    monkeypatch.setattr(preferences, "use_language", missing)
    person = Person(show("home", TRAINEE))
    person.press("EN")
    assert person.sees("缺少 en 语言文件。")


def test_the_bar_says_where_and_who_one_is(show: Opener) -> None:
    person = Person(show("home", TRAINEE))
    assert person.sees("第 24 期·车辆行人 2D 框")
    assert person.sees("张小梅")


def test_an_instructor_walks_by_the_navigation(show: Opener) -> None:
    person = Person(show("class", INSTRUCTOR))
    nav = person.window.findChild(SideNav)
    assert nav is not None
    person.press("设置")
    assert isinstance(person.page, SettingsPage)
    marked = [each.text() for each in person.window.findChild(SideNav)._buttons.values() if each.isChecked()]
    assert marked == ["设置"]


def test_a_trainee_has_no_navigation(show: Opener) -> None:
    assert show("home", TRAINEE).findChild(SideNav) is None


def test_the_page_refreshes_for_its_own_topics_alone(
    show: Opener, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = show("home", TRAINEE)
    seen: list[object] = []
    monkeypatch.setattr(window.page, "refresh", seen.append)
    session.publish(changed("roster"))
    session.publish(changed("progress"))
    Person.settle()
    assert [change.topics for change in seen] == [frozenset({"progress"})]


def test_changes_from_the_worker_come_in_the_windows_thread(
    show: Opener, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = show("home", TRAINEE)
    threads: list[threading.Thread] = []
    monkeypatch.setattr(window.page, "refresh", lambda _changes: threads.append(threading.current_thread()))
    worker = threading.Thread(target=session.publish, args=(changed("progress"),))
    worker.start()
    worker.join()
    Person.settle()
    assert threads == [threading.main_thread()]


# -- lock


def test_the_lock_covers_everything_until_the_pin(show: Opener, right_pin: list[str]) -> None:
    person = Person(show("home", TRAINEE))
    QTest.keyClick(person.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    person.settle()
    lock = person.window.findChild(LockScreen)
    assert lock.geometry() == person.window.rect()
    assert not person.window._content.isEnabled()
    lock.pad.setFocus()
    QTest.keyClicks(lock.pad, "1111")
    lock.pad.press("enter")
    assert person.sees("PIN 不对。请再试一次。")
    QTest.keyClicks(lock.pad, "2468")
    lock.pad.press("enter")
    person.settle()
    assert right_pin == ["1111", "2468"]
    assert person.window.findChild(LockScreen) is None
    assert person.window._content.isEnabled()


def test_a_dialog_is_hidden_by_the_lock_and_comes_back(show: Opener, right_pin: list[str]) -> None:
    person = Person(show("home", TRAINEE))
    person.window.explain(KnownError("秘密的内容。"))
    person.settle()
    person.window.lock()
    assert not person.window.findChild(FaultDialog).isVisible()
    person.window.findChild(LockScreen).tried.emit("2468")
    person.settle()
    assert right_pin == ["2468"]
    assert person.sees("秘密的内容。")


def test_the_keys_lie_open_under_the_lock(show: Opener, right_pin: list[str]) -> None:
    person = Person(show("home", TRAINEE))
    sheet = KeySheet((), person.window)
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    sheet.open()
    person.settle()
    person.window.lock()
    assert not sheet.isVisible()
    person.window.findChild(LockScreen).tried.emit("2468")
    person.settle()
    assert sheet.isVisible()
    sheet.reject()
    person.window.lock()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    person.window.findChild(LockScreen).tried.emit("2468")
    person.settle()
    assert person.window.findChild(LockScreen) is None


def test_a_file_dialog_is_given_up_by_the_lock(show: Opener, right_pin: list[str]) -> None:
    person = Person(show("home", TRAINEE))
    dialog = QFileDialog(person.window)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    given_up: list[int] = []
    dialog.rejected.connect(lambda: given_up.append(1))
    dialog.open()
    person.settle()
    person.window.lock()
    assert given_up == [1]
    person.window.findChild(LockScreen).tried.emit("2468")
    person.settle()
    assert not dialog.isVisible()


def test_locking_twice_is_locking_once(show: Opener) -> None:
    person = Person(show("home", TRAINEE))
    person.window.lock()
    person.window.lock()
    assert len(person.window.findChildren(LockScreen)) == 1


def test_somebody_else_may_sign_in_at_a_locked_screen(
    show: Opener, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sign_out(opened: Session, _reason: str = "user") -> None:
        opened.account = None

    monkeypatch.setattr(signin, "sign_out", sign_out)
    person = Person(show("home", TRAINEE))
    person.window.lock()
    person.press("不是我，换人登录")
    assert session.account is None
    assert isinstance(person.page, SignInPage)
    assert person.window._content.isEnabled()


def test_an_assessment_is_never_locked(show: Opener) -> None:
    window = show("exam", TRAINEE)
    window.lock()
    assert window.findChild(LockScreen) is None


def test_nobody_signed_in_needs_no_lock(show: Opener) -> None:
    window = show("sign_in")
    window.lock()
    assert window.findChild(LockScreen) is None


def test_idleness_locks(show: Opener, session: Session, qtbot: QtBot) -> None:
    session.settings.put("idle_minutes", 1)
    window = show("home", TRAINEE)
    assert window._idle._timer.isActive()
    window._idle._timer.setInterval(30)
    qtbot.waitUntil(lambda: window.findChild(LockScreen) is not None, timeout=30_000)


def test_work_at_the_keyboard_puts_the_lock_off(show: Opener) -> None:
    window = show("home", TRAINEE)
    waiting = window._idle._timer
    waiting.setInterval(600_000)
    waiting.stop()  # a wait that only a new input can begin again; no reading of the clock
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    assert waiting.isActive()


def test_work_in_a_dialog_puts_the_lock_off_too(show: Opener) -> None:
    person = Person(show("settings", INSTRUCTOR))
    waiting = person.window._idle._timer
    waiting.setInterval(600_000)
    person.press("更换 PIN")
    handle = person.place.windowHandle()
    person.window._idle._follow(handle)  # offscreen no window has the focus
    waiting.stop()
    QTest.keyClick(handle, Qt.Key.Key_1)
    assert waiting.isActive()
    person.window._idle._follow(person.window.windowHandle())
    waiting.stop()
    QTest.keyClick(handle, Qt.Key.Key_1)
    assert not waiting.isActive()


def test_nought_minutes_never_lock(show: Opener, session: Session) -> None:
    session.settings.put("idle_minutes", 0)
    assert not show("home", TRAINEE)._idle._timer.isActive()


def test_a_resized_window_keeps_its_covers_in_place(show: Opener) -> None:
    window = show("home", TRAINEE)
    window.show_rules(CLAUSES)
    window.lock()
    window.resize(1200, 700)
    Person.settle()
    assert window.findChild(LockScreen).size() == window.size()


# -- rules


def test_the_rules_open_at_a_clause_and_close_by_escape(show: Opener) -> None:
    person = Person(show("lesson", TRAINEE, activity_id="c1"))
    person.window.show_rules(CLAUSES, "3.2")
    person.settle()
    drawer = person.window.findChild(RulesDrawer)
    assert drawer.geometry().right() == person.window.rect().right()
    person.window.show_rules(CLAUSES, "2.1")
    assert len(person.window.findChildren(RulesDrawer)) == 1
    QTest.keyClick(drawer, Qt.Key.Key_Escape)
    person.settle()
    assert person.window.findChild(RulesDrawer) is None


def test_words_in_the_rules_can_be_found(show: Opener) -> None:
    person = Person(show("lesson", TRAINEE, activity_id="c1"))
    person.window.show_rules(CLAUSES)
    drawer = person.window.findChild(RulesDrawer)
    drawer._search.setText("公交")
    assert [number for number, card in drawer._cards.items() if not card.isHidden()] == ["3.2"]
    drawer._search.setText("")
    assert not any(card.isHidden() for card in drawer._cards.values())


def test_another_page_closes_the_rules(show: Opener) -> None:
    person = Person(show("lesson", TRAINEE, activity_id="c1"))
    person.window.show_rules(CLAUSES)
    person.window.go("home")
    person.settle()
    assert person.window.findChild(RulesDrawer) is None


# -- messages


def test_a_known_fault_says_what_where_and_what_to_do(show: Opener) -> None:
    person = Person(show("home", TRAINEE))
    person.window.explain(KnownError("磁盘满了。", where="/data", remedy="请删掉一些文件。"))
    person.settle()
    assert isinstance(person.place, FaultDialog)
    assert {"磁盘满了。", "请删掉一些文件。", "/data"} <= set(person.reads().split("\n"))
    person.press("知道了")
    assert not isinstance(person.place, QDialog)


def test_a_page_that_cannot_open_leaves_the_one_at_hand(
    show: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(_session: Session, _activity: str) -> None:
        raise KnownError("这一课还没有开放。")

    person = Person(show("home", TRAINEE))
    monkeypatch.setattr(learning, "open_lesson", locked)
    person.window.go("lesson", activity_id="c1")
    person.settle()
    assert isinstance(person.page, HomePage)
    assert person.sees("这一课还没有开放。")


def test_a_home_that_cannot_open_says_so_in_its_place(
    show: Opener, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults = [KnownError("你还没有分到班级。", remedy="请讲师把你加进班级。")]
    working = learning.home

    def classless(opened: Session) -> object:
        if faults:
            raise faults.pop()
        return working(opened)

    person = Person(show("sign_in"))
    monkeypatch.setattr(learning, "home", classless)
    session.account = TRAINEE
    person.window.home()
    person.settle()
    assert person.sees("你还没有分到班级。")
    person.press("再试一次")
    assert isinstance(person.page, HomePage)


def test_an_unknown_page_is_our_own_fault(show: Opener) -> None:
    with pytest.raises(KeyError):
        show("home", TRAINEE).go("nowhere")


def test_a_toast_goes_with_its_page(show: Opener) -> None:
    person = Person(show("home", TRAINEE))
    person.window.toast("存好了。", "good")
    assert person.sees("存好了。")
    person.window.go("home")
    person.settle()
    assert not person.sees("存好了。")


def test_about_names_the_licences_and_the_data(show: Opener) -> None:
    person = Person(show("home", TRAINEE))
    person.press("关于本程序")
    assert isinstance(person.place, AboutDialog)
    assert person.sees("Apache-2.0")
    person.press("关闭")


# -- slow work


def test_slow_work_leaves_the_window_alive(show: Opener, qtbot: QtBot) -> None:
    person = Person(show("home", TRAINEE))
    go_on, done = threading.Event(), []
    person.window.run("正在导入 …", lambda _progress: go_on.wait(60) and 42, done.append)
    qtbot.waitUntil(
        lambda: any(each.isVisible() for each in person.window.findChildren(QProgressBar)), timeout=30_000
    )
    assert person.sees("正在导入 …")
    with pytest.raises(RuntimeError):
        person.window._work.start(int, done.append)
    go_on.set()
    qtbot.waitUntil(lambda: done == [42], timeout=30_000)
    person.settle()
    assert not person.sees("正在导入 …")


def test_a_known_fault_in_slow_work_is_explained(show: Opener, qtbot: QtBot) -> None:
    def broken(_progress: Progress) -> None:
        raise KnownError("优盘拔掉了。")

    person = Person(show("home", TRAINEE))
    done: list[object] = []
    person.window.run("正在导出 …", broken, done.append)
    qtbot.waitUntil(lambda: person.sees("优盘拔掉了。"), timeout=30_000)
    assert done == []


def test_our_own_fault_in_slow_work_is_reported_and_the_window_goes_on(
    show: Opener, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported: list[type[BaseException] | None] = []
    monkeypatch.setattr(threading, "excepthook", lambda failure: reported.append(failure.exc_type))
    window = show("home", TRAINEE)
    done: list[object] = []
    window.run("正在算 …", lambda _progress: 1 // 0, done.append)
    qtbot.waitUntil(lambda: not window._work.running, timeout=30_000)
    window._work.wait()
    assert (reported, done) == ([ZeroDivisionError], [])
    window.run("再算 …", lambda _progress: 7, done.append)
    qtbot.waitUntil(lambda: done == [7], timeout=30_000)


def test_work_that_tells_how_far_it_is_can_be_broken_off(show: Opener, qtbot: QtBot) -> None:
    person = Person(show("home", TRAINEE))
    done: list[object] = []
    at, go_on = iter(range(1, 1_000_000)), threading.Event()

    def count(progress: Progress) -> None:
        while True:
            progress(next(at), 1_000_000)
            go_on.wait(0.005)

    person.window.run("正在数 …", count, done.append)
    qtbot.waitUntil(lambda: "取消" in person.buttons(), timeout=30_000)
    assert person.sees("/ 1000000")
    person.press("取消")
    qtbot.waitUntil(lambda: not person.window._work.running, timeout=30_000)
    person.settle()
    assert person.sees("已取消，什么都没有改动。")
    assert done == []
    person.window.run("再来 …", lambda progress: progress(1, 1) or 7, done.append)  # type: ignore[func-returns-value]
    qtbot.waitUntil(lambda: done == [7], timeout=30_000)


def test_closing_waits_for_the_work(show: Opener) -> None:
    window = show("home", TRAINEE)
    finished: list[bool] = []
    window.run(
        "正在写 …", lambda _progress: finished.append(not threading.Event().wait(0.2)), lambda _none: None
    )
    window.close()
    assert finished == [True]


def test_the_window_speaks_chinese_by_itself(show: Opener) -> None:
    window = show("home", TRAINEE)
    latin = [
        label.text()
        for label in window.findChildren(QLabel)
        if label.text().isascii() and label.text().isalpha()
    ]
    assert wording.language() == "zh"
    assert latin == []


def test_the_rules_scroll_to_the_clause_asked_for(show: Opener) -> None:
    person = Person(show("lesson", TRAINEE, activity_id="c1"))
    person.window.show_rules(CLAUSES, "4.1")
    person.settle()
    drawer = person.window.findChild(RulesDrawer)
    card, view = drawer._cards["4.1"], drawer._area.viewport()
    assert view.rect().contains(card.mapTo(view, card.rect().center()))
