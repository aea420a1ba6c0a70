"""What a screen reader finds on the bench: a name, a role and a state for everything, and in words what is on the picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QComboBox, QLineEdit, QWidget

from desktop.annotation.document import replacing
from desktop.annotation.shapes.box import Box
from tests.gui.bench.test_inspecting import inspection
from tests.gui.bench.test_sections import repair
from tests.gui.canvas.drivers import BenchDriver, car, object_schema

AtPicture = Callable[..., BenchDriver]
Role, Text = QAccessible.Role, QAccessible.Text
MARKS = (car("a", 10, 10, 60, 50), car("b", 100, 10, 160, 50), Box("l", "light", 200, 10, 230, 60))


def heard(widget: QWidget) -> QAccessibleInterface:
    """Return a widget as a screen reader has it."""
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found


def name(widget: QWidget) -> str:
    """Return what a widget is called."""
    return heard(widget).text(Text.Name)


def cells(widget: QWidget, role: QAccessible.Role) -> list[tuple[str, bool]]:
    """Return name and whether it is selected of every row of a list."""
    own = heard(widget)
    parts = [own.child(place) for place in range(own.childCount())]
    return [
        (part.text(Text.Name), bool(part.state().selected))
        for part in parts
        if part is not None and part.role() == role
    ]


@pytest.fixture
def worker(at_picture: AtPicture) -> BenchDriver:
    """Somebody with two cars and a light, the select tool in hand."""
    one = at_picture(*MARKS)
    one.press("V")
    return one


def test_the_list_of_objects_mirrors_the_picture(worker: BenchDriver) -> None:
    objects = worker.bench.panel.objects
    assert (name(objects), heard(objects).role()) == ("对象", Role.Table)
    worker.desk.select(("b",))
    assert cells(objects, Role.Cell) == [
        ("1 轿车 50 × 40 像素", False),
        ("2 轿车 60 × 40 像素", True),
        ("3 信号灯 30 × 50 像素", False),
    ]
    worker.desk.toggle_hidden(("a",))
    worker.desk.toggle_locked(("l",))
    bare = replace(MARKS[1], attributes={"cut": False})
    worker.desk.do(replacing("填写属性", worker.desk.document, bare))
    assert [words for words, _chosen in cells(objects, Role.Cell)] == [
        "1 轿车 50 × 40 像素 已隐藏",
        "2 轿车 60 × 40 像素 缺 遮挡",
        "3 信号灯 30 × 50 像素 已锁定",
    ]


def test_the_canvas_says_what_is_selected(worker: BenchDriver) -> None:
    def said() -> str:
        return heard(worker.canvas).text(Text.Description)

    assert said().startswith("没有选中标注。")
    worker.press("Tab")
    assert said().startswith("已选：1 轿车 50 × 40 像素")
    worker.press("Ctrl+A")
    assert said().startswith("已选 3 个标注：轿车 2 个、信号灯 1 个")
    worker.press("Esc")
    assert said().startswith("没有选中标注。")
    assert "F1" in said()


def test_a_mark_that_the_filter_leaves_out_is_said_all_the_same(worker: BenchDriver) -> None:
    worker.bench.seek("信号灯")
    worker.desk.select(("a",))
    assert "已选：1 轿车" in heard(worker.canvas).text(Text.Description)


def test_classes_are_heard_with_key_and_number_and_the_one_in_hand_is_marked(worker: BenchDriver) -> None:
    classes = worker.bench.panel.classes
    assert (name(classes), heard(classes).role()) == ("类别", Role.List)
    worker.press("Esc", "Esc", "4")
    assert cells(classes, Role.ListItem) == [
        ("1 轿车，2 个", False),
        ("2 公交车，0 个", False),
        ("3 行人，0 个", False),
        ("4 信号灯，1 个", True),
    ]


def test_the_tool_in_hand_is_heard_as_pressed(worker: BenchDriver) -> None:
    rail = worker.bench.rail
    assert name(rail) == "工具"
    states = {action: heard(button).state().checked for action, button in rail.buttons.items()}
    assert [action for action, checked in states.items() if checked] == ["tool.select"]
    worker.press("R")
    assert heard(rail.buttons["tool.box"]).state().checked
    assert not heard(rail.buttons["tool.select"]).state().checked
    assert heard(rail.buttons["undo"]).state().disabled


def test_an_answer_is_heard_with_its_question_and_whether_it_is_given(worker: BenchDriver) -> None:
    worker.press("Tab")
    assert name(worker.bench.panel.attributes) == "属性"
    options = worker.bench.panel.attributes._buttons
    assert {name(own): bool(heard(own).state().checked) for own in options.values()} == {
        "遮挡：无遮挡": True,
        "遮挡：轻度": False,
        "遮挡：中度": False,
        "遮挡：重度": False,
        "截断：是": False,
        "截断：否": True,
    }


def test_plates_and_everything_on_them_have_names(at_picture: AtPicture) -> None:
    worker = at_picture(rules=object_schema())
    worker.take("scratch", "brush")
    for action in ("layers", "adjust", "navigator"):
        worker.act(action)
        for plate in (
            worker.bench.plates.tool,
            worker.bench.plates.view,
            worker.bench.plates.adjust,
            worker.bench.plates.navigator,
        ):
            assert name(plate)
            controls = (QAbstractButton, QAbstractSlider, QComboBox, QLineEdit)
            nameless = [
                own
                for own in plate.findChildren(QWidget)
                if isinstance(own, controls) and own.isVisible() and not name(own)
            ]
            assert nameless == []


def test_a_remark_is_a_button_that_is_checked_once_it_was_seen_to(at_picture: AtPicture) -> None:
    mender = at_picture(attempt=repair())
    remarks = mender.bench.panel.remarks
    assert name(remarks) == "返修意见"
    card = remarks._cards[0]
    assert name(card).startswith("框偏松：右边外扩")
    assert heard(card).role() == Role.CheckBox
    assert (heard(card).text(Text.Description), bool(heard(card).state().checked)) == ("待改", False)
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    assert not heard(card).state().checked
    mender.canvas.setFocus()
    mender.press("Right")
    assert mender.selected == ("c0",)
    assert (heard(card).text(Text.Description), bool(heard(card).state().checked)) == ("已改动", True)


def test_a_title_that_folds_says_whether_it_is_open(at_picture: AtPicture) -> None:
    mender = at_picture(attempt=repair())
    title = mender.bench.panel.sections.sections["remarks"].title
    assert (name(title), bool(heard(title).state().checked)) == ("返修意见", True)
    title.click()
    assert not heard(title).state().checked
    title.click()


def test_flags_and_the_marks_that_they_speak_of_are_heard(at_picture: AtPicture) -> None:
    inspector = at_picture(attempt=inspection())
    inspector.click(80, 70)
    assert cells(inspector.bench.panel.objects, Role.Cell) == [("1 偏松 → 1 轿车", True)]
    given = cells(inspector.bench.panel.given, Role.ListItem)
    assert given[0] == ("1  轿车  遮挡：无遮挡  截断：否，已指出：偏松", True)
    assert "已选：1 偏松 → 1 轿车" in heard(inspector.canvas).text(Text.Description)
