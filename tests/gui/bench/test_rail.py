"""The tool rail: every tool says what it does, is pressed by mouse and key, and steps back where room is short."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.views.theme.current import theme
from desktop.views.theme.icons import icon_path
from desktop.views.widgets.bench.image_rail import image_rail, rail_tools
from desktop.views.widgets.bench.rail import Rail, RailButton, Tool
from desktop.views.widgets.bench.text_rail import GIVING_WAY, WORKING, fit, text_rail
from desktop.views.widgets.canvas.keys import KeyMap
from desktop.views.widgets.canvas.toolbox import TOOLS as EVERY_TOOL

TOOLS = (
    Tool("first", "undo-2", "撤销", "Ctrl+Z"),
    None,
    Tool("second", "eye", "隐藏", "T", checkable=True),
    Tool("last", "keyboard", "快捷键", ""),
)


@pytest.fixture
def told() -> list[str]:
    """The actions that were asked for."""
    return []


@pytest.fixture
def rail(told: list[str], qtbot: QtBot) -> Iterator[Rail]:
    """A rail of three tools."""
    one = Rail(TOOLS, told.append)
    qtbot.addWidget(one)
    one.resize(one.width(), 400)
    one.show()
    qtbot.waitExposed(one)
    yield one
    one.hide()


def _shot(widget: QWidget) -> QImage:
    return widget.grab().toImage()


@pytest.mark.parametrize("action", ["first", "second", "last"])
def test_a_press_asks_for_the_action_of_the_tool_and_for_nothing_else(
    rail: Rail, told: list[str], action: str
) -> None:
    QTest.mouseClick(rail.buttons[action], Qt.MouseButton.LeftButton)
    assert told == [action]


@pytest.mark.parametrize("action", ["first", "second", "last"])
def test_the_space_bar_presses_the_tool_that_has_the_focus(rail: Rail, told: list[str], action: str) -> None:
    rail.buttons[action].setFocus()
    QTest.keyClick(rail.buttons[action], Qt.Key.Key_Space)
    assert told == [action]


def test_a_disabled_tool_does_nothing(rail: Rail, told: list[str]) -> None:
    rail.enable("first", enabled=False)
    QTest.mouseClick(rail.buttons["first"], Qt.MouseButton.LeftButton)
    assert told == []
    rail.enable("first", enabled=True)
    QTest.mouseClick(rail.buttons["first"], Qt.MouseButton.LeftButton)
    assert told == ["first"]


def test_a_tool_that_is_not_there_is_neither_enabled_nor_checked(rail: Rail) -> None:
    rail.enable("nobody", enabled=True)
    rail.check("nobody", checked=True)
    assert set(rail.buttons) == {"first", "second", "last"}


def test_the_name_of_a_tool_is_spoken_and_its_key_is_on_the_hint(rail: Rail) -> None:
    assert rail.buttons["first"].accessibleName() == "撤销"
    assert rail.buttons["first"].toolTip() == "撤销（Ctrl+Z）"
    assert rail.buttons["last"].toolTip() == "快捷键"


def test_only_a_tool_that_holds_a_state_can_be_down(rail: Rail) -> None:
    assert not rail.buttons["first"].isCheckable()
    assert rail.buttons["second"].isCheckable()


def test_the_last_tool_stands_at_the_foot_and_the_others_at_the_head(rail: Rail) -> None:
    tops = {action: button.geometry().top() for action, button in rail.buttons.items()}
    assert tops["first"] < tops["second"] < tops["last"]
    assert rail.buttons["last"].geometry().bottom() > rail.height() - 10
    assert tops["second"] < rail.height() / 2


def test_a_gap_keeps_two_groups_apart(rail: Rail) -> None:
    first, second = rail.buttons["first"].geometry(), rail.buttons["second"].geometry()
    assert second.top() - first.bottom() > theme().px(6)


def test_tools_are_as_wide_as_the_rail_however_low_it_is(rail: Rail) -> None:
    widths = {button.width() for button in rail.buttons.values()}
    assert len(widths) == 1
    rail.resize(rail.width(), 110)
    assert {button.width() for button in rail.buttons.values()} == widths


def test_a_low_rail_shows_the_icon_without_its_key(rail: Rail) -> None:
    button = rail.buttons["first"]
    high = button.height()
    rail.resize(rail.width(), 110)
    rail.layout().activate()
    assert button.minimumSizeHint().height() <= button.height() < high
    assert _inked(_shot(button)) > 0


def _inked(image: QImage) -> int:
    """Count the pixels that are not the ground."""
    ground = image.pixel(0, 0)
    return sum(
        image.pixel(x, y) != ground for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)
    )


def test_a_tool_that_is_down_looks_otherwise(rail: Rail) -> None:
    button = rail.buttons["second"]
    before = _shot(button)
    button.setChecked(True)
    assert _shot(button) != before
    button.setChecked(False)
    assert _shot(button) == before


def test_a_disabled_tool_looks_otherwise(rail: Rail) -> None:
    button = rail.buttons["first"]
    before = _shot(button)
    rail.enable("first", enabled=False)
    assert _shot(button) != before


def test_the_focus_is_seen(rail: Rail) -> None:
    rail.activateWindow()
    rail.buttons["last"].setFocus()
    button = rail.buttons["first"]
    before = _shot(button)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert button.hasFocus()
    assert _shot(button) != before


def test_another_icon_is_another_picture_and_the_words_stay(rail: Rail) -> None:
    button = rail.buttons["second"]
    before = _shot(button)
    button.set_icon("eye-off")
    assert _shot(button) != before
    assert button.accessibleName() == "隐藏"
    assert button.isCheckable()
    button.set_icon("eye")
    assert _shot(button) == before


def test_tab_reaches_a_tool_and_a_click_does_not_take_the_focus() -> None:
    button = RailButton(Tool("a", "eye", "看", "E"))
    assert button.focusPolicy() == Qt.FocusPolicy.TabFocus
    button.deleteLater()


def _image_rail(told: list[str]) -> Rail:
    """Return the rail of the image bench with every tool."""
    rail = image_rail(told.append)
    rail.show_tools(rail_tools(KeyMap(), [f"tool.{name}" for name in EVERY_TOOL]))
    return rail


def test_every_icon_of_both_rails_is_there(told: list[str]) -> None:
    for rail in (_image_rail(told), text_rail(told.append)):
        assert all(icon_path(button._tool.icon).exists() for button in rail.buttons.values())
        rail.deleteLater()


def test_every_tool_of_both_rails_has_a_name_and_no_two_have_the_same(told: list[str]) -> None:
    for rail in (_image_rail(told), text_rail(told.append)):
        names = [button.accessibleName() for button in rail.buttons.values()]
        assert all(names)
        assert len(set(names)) == len(names)
        rail.deleteLater()


def test_the_keys_on_the_image_rail_are_those_of_the_table(told: list[str]) -> None:
    keymap = KeyMap()
    rail = _image_rail(told)
    for action in ("tool.select", "tool.box", "undo", "zoom.in", "hide.all", "help"):
        assert rail.buttons[action].toolTip().endswith(f"（{keymap.chord(action)}）")
    rail.deleteLater()


# -- the rail of the text gives way


@pytest.fixture
def beside_text(told: list[str], qtbot: QtBot) -> Rail:
    """The rail of the text bench."""
    rail = text_rail(told.append)
    qtbot.addWidget(rail)
    rail.resize(rail.width(), 900)
    rail.show()
    qtbot.waitExposed(rail)
    return rail


def _shown(rail: Rail) -> set[str]:
    return {verb for verb, button in rail.buttons.items() if not button.isHidden()}


def test_with_room_every_tool_of_the_text_is_there(beside_text: Rail) -> None:
    fit(beside_text, 2000, set(beside_text.buttons))
    assert _shown(beside_text) == set(beside_text.buttons)


def test_tools_give_way_in_their_order_and_no_further_than_they_must(beside_text: Rail) -> None:
    everything = set(beside_text.buttons)
    given = []
    for height in range(700, 150, -10):
        fit(beside_text, height, everything)
        away = everything - _shown(beside_text)
        assert away == set(GIVING_WAY[: len(away)])
        given.append(len(away))
    assert given == sorted(given)
    assert given[0] == 0
    assert given[-1] == len(GIVING_WAY)


def test_what_gave_way_comes_back_with_the_room(beside_text: Rail) -> None:
    everything = set(beside_text.buttons)
    fit(beside_text, 100, everything)
    fit(beside_text, 2000, everything)
    assert _shown(beside_text) == everything


def test_tools_that_cannot_be_done_without_never_give_way(beside_text: Rail) -> None:
    fit(beside_text, 1, set(beside_text.buttons))
    assert {"delete", "auto", "find", "help"} <= _shown(beside_text)


def test_while_comparing_no_tool_that_changes_marks_is_shown(beside_text: Rail) -> None:
    looking = set(beside_text.buttons) - set(WORKING)
    fit(beside_text, 2000, looking)
    assert _shown(beside_text) == looking
    assert not _shown(beside_text) & set(WORKING)


def test_every_tool_named_as_working_or_giving_way_is_on_the_rail(beside_text: Rail) -> None:
    assert set(WORKING) | set(GIVING_WAY) <= set(beside_text.buttons)
