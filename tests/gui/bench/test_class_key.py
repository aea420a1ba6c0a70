"""Another key for a class: clicked in the list or asked for by key, with whose it is now, kept, and on the F1 sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.base.key_choice import KeyChoice
from desktop.views.widgets.bench.class_key import ClassKeyDialog
from desktop.views.widgets.canvas.keys import sheet
from desktop.views.widgets.canvas.keys_in_use import keys_in_use
from desktop.views.widgets.key_asking import key_asking
from tests.gui.canvas.drivers import BenchDriver, car

AtPicture = Callable[..., BenchDriver]


@pytest.fixture(autouse=True)
def as_they_come() -> Iterator[None]:
    """The keys as they come, before and after."""
    keys_in_use().use(KeyChoice())
    yield
    keys_in_use().use(KeyChoice())


@pytest.fixture
def stored() -> Iterator[list[KeyChoice]]:
    """What is asked to be stored."""
    asked: list[KeyChoice] = []
    key_asking().chosen.connect(asked.append)
    yield asked
    key_asking().chosen.disconnect(asked.append)


def asking(person: BenchDriver) -> ClassKeyDialog:
    """The window that waits for a key."""
    return next(own for own in person.bench.findChildren(ClassKeyDialog) if own.isVisible())


def click_key(person: BenchDriver, row: int) -> ClassKeyDialog:
    """Click the key of a class in the list."""
    classes = person.bench.panel.classes
    rect = classes.visualRect(classes.classes.index(row))
    QTest.mouseClick(
        classes.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(rect.left() + 20, rect.center().y())
    )
    return asking(person)


def keys(person: BenchDriver) -> list[str]:
    """The keys of the classes in their order."""
    return [label.key for label in person.desk.schema.labels]


def said(dialog: ClassKeyDialog) -> str:
    """What the window says of the key pressed."""
    return dialog._said.text()


def test_a_free_key_is_the_classs_at_once_and_on_the_sheet(
    at_picture: AtPicture, stored: list[KeyChoice]
) -> None:
    person = at_picture(car("a", 50, 50, 100, 100))
    dialog = click_key(person, 1)
    QTest.keyClick(dialog, Qt.Key.Key_Y)
    QApplication.processEvents()
    assert keys(person) == ["1", "y", "3", "4"]
    assert [choice.classes for choice in stored] == [{"bus": "y"}]
    person.press("Y")
    assert person.desk.label.id == "bus"
    assert ("y", "公交车") in dict(sheet(person.bench.keymap, person.desk.schema))["类别"]


def test_a_key_of_another_class_is_told_and_the_two_change(at_picture: AtPicture) -> None:
    person = at_picture()
    dialog = click_key(person, 1)
    QTest.keyClick(dialog, Qt.Key.Key_3)
    assert "行人" in said(dialog)
    assert keys(person) == ["1", "2", "3", "4"]
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert keys(person) == ["1", "3", "2", "4"]


def test_a_key_of_a_tool_is_told_with_the_one_that_the_tool_has_then(at_picture: AtPicture) -> None:
    person = at_picture()
    dialog = click_key(person, 0)
    QTest.keyClick(dialog, Qt.Key.Key_R)
    assert "画框工具" in said(dialog)
    assert "Alt+R" in said(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    person.desk.take("select")
    person.press("Alt+R")
    assert person.desk.tool == "box"
    assert keys(person)[0] == "r"


def test_what_no_class_can_have_is_said_and_escape_changes_nothing(at_picture: AtPicture) -> None:
    person = at_picture()
    dialog = click_key(person, 0)
    QTest.keyClick(dialog, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert "不能做类别的键" in said(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert keys(person) == ["1", "2", "3", "4"]


def test_the_class_in_hand_is_asked_by_key_and_gets_its_own_back(at_picture: AtPicture) -> None:
    person = at_picture()
    person.press("2", "Ctrl+K")
    asking(person).take("y")
    assert keys(person) == ["1", "y", "3", "4"]
    person.press("Ctrl+K")
    asking(person).restore()
    assert keys(person) == ["1", "2", "3", "4"]


def test_a_click_on_the_name_still_chooses_the_class(at_picture: AtPicture) -> None:
    person = at_picture()
    classes = person.bench.panel.classes
    rect = classes.visualRect(classes.classes.index(2))
    QTest.mouseClick(classes.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert person.desk.label.id == "person"
    assert not any(own.isVisible() for own in person.bench.findChildren(ClassKeyDialog))


def test_the_picture_stays_where_it_is_when_a_key_changes(at_picture: AtPicture) -> None:
    person = at_picture()
    person.bench.canvas.zoom_to(5.0)
    click_key(person, 0).take("y")
    assert person.bench.canvas.view.scale == 5.0
