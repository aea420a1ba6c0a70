"""The instructors' dialog: who they are, one more, a new PIN, one fewer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from desktop.session.operations import signin, staff
from desktop.views.dialogs.instructors import InstructorsDialog
from tests.gui.pages.conftest import Opener
from tests.gui.pages.drivers import Person
from tests.gui.pages.fakes import INSTRUCTOR, TRAINEE
from tests.gui.pages.test_trainee_pages import noting, refusing


@pytest.fixture
def person(show: Opener) -> Person:
    at = Person(show("settings", INSTRUCTOR))
    at.press("管理讲师")
    assert isinstance(at.place, InstructorsDialog)
    return at


def test_everybody_is_there_and_nobody_closes_themselves(person: Person) -> None:
    assert person.sees("周敏")
    assert person.sees("这是你")
    assert person.sees("还没有登录过")
    named = [each.accessibleName() for each in person.place.findChildren(QPushButton)]
    assert [name for name in named if "周敏" in name] == []
    assert {"停用 欧阳建国", "重设 欧阳建国 的 PIN"} <= set(named)


def test_one_more_by_the_keyboard(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    added = noting(monkeypatch, staff, "add_instructor", "i3")
    person.write("姓名", "陈静")
    person.write("PIN", "1234")
    assert not person.place._add.isEnabled()
    person.write("再输一次 PIN", "1243")
    assert not person.place._add.isEnabled()
    person.write("再输一次 PIN", "1234")
    person.place._again.setFocus()
    person.key(Qt.Key.Key_Return)
    assert added == [("陈静", "1234")]
    assert person.place._name.text() == ""
    person.key(Qt.Key.Key_Return)
    assert len(added) == 1


def test_a_refusal_is_explained_and_what_was_typed_stays(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing(monkeypatch, staff, "add_instructor", "已经有一位讲师叫陈静。")
    dialog = person.place
    for field, words in (("姓名", "陈静"), ("PIN", "1234"), ("再输一次 PIN", "1234")):
        person.write(field, words)
    person.press("添加讲师")
    assert person.sees("已经有一位讲师叫陈静。")
    assert dialog._name.text() == "陈静"


def test_a_new_pin_for_a_colleague(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = noting(monkeypatch, signin, "change_pin")
    named(person, "重设 欧阳建国 的 PIN").click()
    person.settle()
    person.write("新的 PIN", "975310")
    person.write("再输一次", "975310")
    person.press("确定")
    assert calls == [("i2", "975310")]


def test_a_colleague_who_left_with_the_reason(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = noting(monkeypatch, staff, "close_instructor")
    named(person, "停用 欧阳建国").click()
    person.settle()
    person.place.findChild(QPlainTextEdit).setPlainText("调走")
    person.press("停用")
    assert calls == [("i2", "调走")]


def test_a_colleague_who_cannot_be_closed_is_explained(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing(monkeypatch, staff, "close_instructor", "没有这位讲师，或已停用。")
    named(person, "停用 欧阳建国").click()
    person.settle()
    person.place.findChild(QPlainTextEdit).setPlainText("调走")
    person.press("停用")
    assert person.sees("没有这位讲师，或已停用。")


def test_a_trainee_sees_nothing_of_it(show: Opener) -> None:
    assert "管理讲师" not in Person(show("settings", TRAINEE)).buttons()


def named(person: Person, name: str) -> QPushButton:
    """Return the button that a screen reader calls ``name``."""
    return next(each for each in person.place.findChildren(QPushButton) if each.accessibleName() == name)
