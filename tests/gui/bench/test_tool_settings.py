"""The plate that sets the tool in hand, the rail that follows the classes, the menu of the rest, and typed answers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QSlider, QWidget
from pytestqt.qtbot import QtBot

from desktop.annotation.tools.strokes import Settings
from desktop.curriculum.schema import Attribute
from desktop.views.widgets.bench.answer_field import AnswerField
from desktop.views.widgets.bench.image_rail import MoreMenu, image_rail, rail_tools
from desktop.views.widgets.bench.tool_plate import ToolPlate
from desktop.views.widgets.canvas.keys import KeyMap


@pytest.fixture
def ground(qtbot: QtBot) -> QWidget:
    """What the plate lies on."""
    one = QWidget()
    one.resize(800, 400)
    qtbot.addWidget(one)
    one.show()
    return one


def slider(plate: ToolPlate, says: str) -> QSlider:
    """A slider of the plate by its name."""
    return next(own for own in plate.findChildren(QSlider) if own.accessibleName() == says)


def names(part: QWidget) -> list[str]:
    """What the buttons of a rail say."""
    return [own.accessibleName() for own in part.findChildren(QAbstractButton) if own.isVisibleTo(part)]


# -- the plate


def test_the_plate_shows_only_what_the_tool_asks_for(ground: QWidget) -> None:
    plate = ToolPlate(ground)
    plate.show_tool("brush", Settings())
    assert plate.isVisible()
    assert slider(plate, "画笔大小").isVisible()
    assert not plate.findChildren(QCheckBox)[0].isVisible()
    plate.show_tool("cut", Settings())
    assert not slider(plate, "画笔大小").isVisible()
    assert plate.findChildren(QCheckBox)[0].isVisible()
    plate.show_tool("select", Settings())
    assert not plate.isVisible()


def test_the_plate_is_as_wide_as_what_it_shows_now(ground: QWidget) -> None:
    plate = ToolPlate(ground)
    widths = {}
    for tool in ("cut", "brush", "eraser", "wand", "cut", "scissors"):
        plate.show_tool(tool, Settings())
        QApplication.processEvents()
        assert plate.width() == widths.setdefault(tool, plate.width())
        assert plate.width() == plate.sizeHint().width()
    assert widths["cut"] < widths["eraser"] < widths["brush"]


def test_the_brush_grows_with_the_slider_and_showing_it_changes_nothing(
    ground: QWidget, qtbot: QtBot
) -> None:
    plate = ToolPlate(ground)
    told: list[Settings] = []
    plate.changed.connect(told.append)
    plate.show_tool("brush", Settings(brush=37.0))
    assert told == []
    place = slider(plate, "画笔大小")
    with qtbot.waitSignal(plate.changed, timeout=30_000):
        place.setValue(place.maximum())
    assert told[-1].brush == 512
    place.setValue(0)
    assert told[-1].brush == 1


def test_another_setting_leaves_the_exact_size_of_the_brush_alone(ground: QWidget) -> None:
    plate = ToolPlate(ground)
    told: list[Settings] = []
    plate.changed.connect(told.append)
    plate.show_tool("brush", Settings(brush=37.5))
    plate._tip.choose("square")
    assert told[-1] == Settings(brush=37.5, tip="square", tolerance=told[-1].tolerance)


def test_snapping_is_switched_on_the_plate(ground: QWidget) -> None:
    plate = ToolPlate(ground)
    told: list[Settings] = []
    plate.changed.connect(told.append)
    plate.show_tool("cut", Settings(snap=True))
    QTest.mouseClick(plate.findChildren(QCheckBox)[0], Qt.MouseButton.LeftButton, pos=plate.rect().topLeft())
    plate.findChildren(QCheckBox)[0].setChecked(False)
    assert told[-1].snap is False


# -- the rail and the menu


def test_the_rail_has_the_tools_it_is_given_and_loses_them_again(qtbot: QtBot) -> None:
    pressed: list[str] = []
    rail = image_rail(pressed.append)
    qtbot.addWidget(rail)
    rail.show_tools(rail_tools(KeyMap(), ["tool.box", "tool.polygon"]))
    assert [name for name in rail.buttons if name.startswith("tool.")] == [
        "tool.select",
        "tool.box",
        "tool.polygon",
    ]
    rail.buttons["tool.polygon"].click()
    assert pressed == ["tool.polygon"]
    rail.show_tools(rail_tools(KeyMap(), [], looking_back=True))
    assert set(rail.buttons) == {"zoom.in", "zoom.out", "zoom.fit", "adjust", "help"}
    rail.check("tool.box", True)
    rail.enable("undo", False)


def test_every_button_of_the_rail_says_what_it_does(qtbot: QtBot) -> None:
    rail = image_rail(str)
    qtbot.addWidget(rail)
    rail.show_tools(rail_tools(KeyMap(), ["tool.box", "tool.brush"]))
    rail.show()
    said = names(rail)
    assert len(said) == len(rail.buttons)
    assert all(said)


def test_the_menu_offers_what_has_a_verb_and_is_not_on_the_rail(qtbot: QtBot) -> None:
    pressed: list[str] = []
    parent = QWidget()
    qtbot.addWidget(parent)
    menu = MoreMenu(parent, pressed.append)
    menu.offer(KeyMap(), {"shape.join", "undo", "zoom.in", "tool.box", "lock", "cancel"})
    offered = [entry.data() for entry in menu.actions() if entry.isEnabled() and not entry.isSeparator()]
    assert offered == ["shape.join", "lock"]
    menu.actions()[-1].trigger()
    assert pressed == ["lock"]


# -- typed answers

NUMBER = Attribute(id="n", name="序号", kind="number", minimum=1, maximum=9)
TEXT = Attribute(id="t", name="备注", kind="text", longest=5)


def typed(qtbot: QtBot, attribute: Attribute, *texts: str) -> tuple[AnswerField, list[object]]:
    """A field in which these texts were typed, one after the other, and what it answered."""
    field = AnswerField(attribute)
    qtbot.addWidget(field)
    field.show()
    answers: list[object] = []
    field.answered.connect(lambda _name, value: answers.append(value))
    for text in texts:
        field.setFocus()
        field.selectAll()
        field.insert(text) if text else field.clear()
        field.setModified(True)
        QTest.keyClick(field, Qt.Key.Key_Return)
    return field, answers


def test_a_number_within_its_limits_is_an_answer(qtbot: QtBot) -> None:
    field, answers = typed(qtbot, NUMBER, "3")
    assert answers == [3.0]
    assert field.placeholderText() == "1 到 9"


def test_a_number_past_its_limits_is_no_answer_and_says_so(qtbot: QtBot) -> None:
    field, answers = typed(qtbot, NUMBER, "12")
    assert answers == []
    assert field.toolTip() == "要填的数：1 到 9"
    assert field.property("tone") == "bad"


def test_an_emptied_field_takes_the_answer_away(qtbot: QtBot) -> None:
    _field, answers = typed(qtbot, TEXT, "划痕", "")
    assert answers == ["划痕", None]


def test_a_text_is_cut_at_its_length_while_typing(qtbot: QtBot) -> None:
    _field, answers = typed(qtbot, TEXT, "一二三四五六七")
    assert answers == ["一二三四五"]


@pytest.mark.parametrize(
    ("held", "mixed", "shown"), [(3.0, False, "3"), ("好", False, "好"), (None, False, ""), (3.0, True, "")]
)
def test_what_is_answered_is_shown(qtbot: QtBot, held: object, mixed: bool, shown: str) -> None:
    field = AnswerField(NUMBER)
    qtbot.addWidget(field)
    field.show_answer(held, mixed=mixed)
    assert field.text() == shown
