"""The self-test within the program: found by the instructor, left without a trace, closed to everybody else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.session.session import SignedIn
from desktop.views.pages.self_test import SelfTestPage
from desktop.views.pages.settings import SettingsPage
from desktop.views.window import MainWindow
from tests.gui.accessibility import inspect
from tests.gui.pages.conftest import Opener
from tests.gui.pages.drivers import Person
from tests.gui.pages.fakes import INSTRUCTOR, TRAINEE


def finished(window: MainWindow) -> SelfTestPage:
    """Wait until everything is looked at."""
    page = window.page
    assert isinstance(page, SelfTestPage)
    for _turn in range(100_000):
        if page.panel.report is not None:
            break
        QApplication.processEvents()
    assert page.panel.report is not None
    Person.settle()
    return page


def test_the_instructor_comes_from_the_settings_and_goes_back(show: Opener) -> None:
    person = Person(show("settings", INSTRUCTOR))
    assert person.sees("这台电脑能不能放心用，会不会自己还原")
    person.press("检查")
    finished(person.window)
    assert person.sees("本机可以使用，有 1 处要留意")
    assert person.sees("还原卡不一定看得出来。请做一次重启检查。")
    person.press("返回设置")
    assert isinstance(person.page, SettingsPage)


def test_the_keyboard_alone_is_enough(show: Opener) -> None:
    window = show("self_test", INSTRUCTOR)
    finished(window)
    stops = inspect.tab_stops(window)
    names = {inspect.name_of(each) for each in stops}
    assert {"返回设置", "再测一次", "打印", "存成 PDF", "重启检查"} <= names
    back = next(each for each in stops if inspect.name_of(each) == "返回设置")
    back.setFocus()
    QTest.keyClick(back, Qt.Key.Key_Return)
    Person.settle()
    assert isinstance(window.page, SettingsPage)


@pytest.mark.parametrize("person", [TRAINEE, None])
def test_nobody_else_gets_there(show: Opener, person: SignedIn | None) -> None:
    window = show("settings" if person else "sign_in", person)
    window.go("self_test")
    Person.settle()
    assert not isinstance(window.page, SelfTestPage)
    assert Person(window).sees("这一步需要讲师来做。" if person else "还没有人登录。")


def test_a_trainee_is_not_offered_it(show: Opener) -> None:
    person = Person(show("settings", TRAINEE))
    assert "检查" not in person.buttons()


def test_leaving_in_the_middle_is_allowed(show: Opener) -> None:
    person = Person(show("self_test", INSTRUCTOR))
    person.window.go("settings")
    person.settle()
    assert isinstance(person.page, SettingsPage)


@pytest.mark.parametrize("scale", [100, 125, 150])
@pytest.mark.parametrize("dark", [False, True])
def test_no_word_is_cut_at_any_size(show: Opener, scale: int, dark: bool) -> None:
    window = show("self_test", INSTRUCTOR, scale=scale, dark=dark)
    finished(window)
    assert (window.width(), window.height()) == (1366, 768)
    assert list(inspect.cut_texts(window)) == []
    assert list(inspect.outside(window)) == []
