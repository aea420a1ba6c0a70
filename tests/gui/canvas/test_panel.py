"""The panel and the foot in step with the canvas."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.annotation.shapes.box import Box
from desktop.views.widgets.bench.attributes import OptionButton
from tests.gui.canvas.drivers import BenchDriver, attempt, car

SitDown = Callable[..., BenchDriver]


def _rows(trainee: BenchDriver) -> list[str]:
    model = trainee.bench.panel.objects.marks
    return [str(model.data(model.index(row))) for row in range(model.rowCount())]


def _classes(trainee: BenchDriver) -> list[str]:
    model = trainee.bench.panel.classes.classes
    return [str(model.data(model.index(row))) for row in range(model.rowCount())]


def _chosen_rows(trainee: BenchDriver) -> list[int]:
    return sorted(index.row() for index in trainee.bench.panel.objects.selectionModel().selectedIndexes())


def _click_row(trainee: BenchDriver, row: int, from_right: int | None = None) -> None:
    listed = trainee.bench.panel.objects
    rect = listed.visualRect(listed.marks.index(row))
    x = rect.left() + 60 if from_right is None else rect.right() - from_right
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, rect.center().y()))
    QApplication.processEvents()


def test_rows_say_class_size_and_what_is_missing(sit_down: SitDown) -> None:
    trainee = sit_down(
        car("a", 10, 10, 60, 50),
        Box("b", "person", 100, 100, 130, 180, locked=True),
        Box("c", "light", 0, 0, 9, 9),
    )
    assert _rows(trainee) == [
        "1 轿车 50 × 40 像素",
        "2 行人 30 × 80 像素 缺 遮挡、截断 已锁定",
        "3 信号灯 9 × 9 像素",
    ]
    assert _classes(trainee) == ["1 轿车，1 个", "2 公交车，0 个", "3 行人，1 个", "4 信号灯，1 个"]
    assert trainee.bench.panel._count.text() == "3 个，1 个待填"


def test_the_list_follows_drawing_deleting_undo_and_reordering(trainee: BenchDriver) -> None:
    trainee.draw_box(10, 10, 60, 60)
    trainee.press("2")
    trainee.draw_box(100, 10, 160, 60)
    assert len(_rows(trainee)) == 2
    assert _chosen_rows(trainee) == [1]
    trainee.press("V", "Tab")
    assert _chosen_rows(trainee) == [0]
    trainee.press("Del")
    assert _rows(trainee) == ["1 公交车 60 × 50 像素 缺 遮挡"]
    trainee.press("Ctrl+Z", "Ctrl+A", "Del")
    assert _rows(trainee) == []
    trainee.press("Ctrl+Z")
    assert [row.split()[1] for row in _rows(trainee)] == ["轿车", "公交车"]


def test_choosing_a_row_selects_on_the_canvas(sit_down: SitDown) -> None:
    trainee = sit_down(car("a", 10, 10, 60, 50), car("b", 100, 10, 160, 50))
    _click_row(trainee, 1)
    assert trainee.selected == ("b",)
    QTest.keyClick(trainee.bench.panel.objects, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert set(trainee.selected) == {"a", "b"}


def test_eye_and_lock_of_a_row_are_turned_over_by_a_click(sit_down: SitDown) -> None:
    trainee = sit_down(car("a", 10, 10, 60, 50), car("b", 100, 10, 160, 50))
    _click_row(trainee, 1, from_right=18)
    assert [box.hidden for box in trainee.desk.document.boxes()] == [False, True]
    _click_row(trainee, 1, from_right=42)
    assert trainee.box(1).locked
    assert trainee.selected == ()


def test_a_class_is_chosen_in_the_list(trainee: BenchDriver) -> None:
    listed = trainee.bench.panel.classes
    rect = listed.visualRect(listed.classes.index(2))
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert trainee.desk.label.id == "person"
    trainee.press("2")
    assert listed.currentIndex().row() == 1


def test_attributes_are_answered_by_click_and_shown_back(trainee: BenchDriver) -> None:
    trainee.draw_box(10, 10, 60, 60)
    QApplication.processEvents()
    buttons = {button.text(): button for button in trainee.bench.panel.attributes.findChildren(OptionButton)}
    assert [text for text, button in buttons.items() if button.isChecked()] == ["否"]
    buttons["中度"].click()
    assert trainee.box().attributes == {"cut": False, "occluded": "2"}
    assert [text for text, button in buttons.items() if button.isChecked()] == ["中度", "否"]
    trainee.press("Ctrl+Z")
    assert [text for text, button in buttons.items() if button.isChecked()] == ["否"]
    buttons["中度"].click()
    buttons["中度"].click()
    assert buttons["中度"].isChecked()


def test_several_selected_marks_are_answered_together(sit_down: SitDown) -> None:
    trainee = sit_down(
        car("a", 10, 10, 60, 50), Box("b", "car", 100, 10, 160, 50, attributes={"occluded": "3"})
    )
    trainee.press("Ctrl+A")
    buttons = {button.text(): button for button in trainee.bench.panel.attributes.findChildren(OptionButton)}
    assert not any(button.isChecked() for button in buttons.values())
    trainee.press("W")
    assert [box.attributes["occluded"] for box in trainee.desk.document.boxes()] == ["1", "1"]
    assert trainee.desk.history.next_undo == "填写属性"


def test_marks_of_different_classes_are_not_asked_together(sit_down: SitDown) -> None:
    trainee = sit_down(car("a", 10, 10, 60, 50), Box("b", "light", 100, 10, 160, 50))
    trainee.press("Ctrl+A")
    assert "不同类别" in trainee.bench.panel.attributes._about.text()


def test_the_foot_shows_zoom_place_and_size(sit_down: SitDown) -> None:
    trainee = sit_down(car("a", 100, 100, 200, 180))
    trainee.press("V", "Ctrl+=", "Tab")
    trainee.move(150, 140)
    foot = trainee.bench.foot
    assert foot._zoom.text() == "100 %"
    assert foot._place.text() == "x 150   y 140"
    assert foot._size.text() == "100 × 80 px"


def test_the_rail_shows_the_tool_and_what_can_be_undone(trainee: BenchDriver) -> None:
    buttons = trainee.bench.rail.buttons
    assert buttons["tool.box"].isChecked()
    assert not buttons["undo"].isEnabled()
    trainee.draw_box(10, 10, 60, 60)
    assert buttons["undo"].isEnabled()
    assert buttons["erase"].isEnabled()
    buttons["undo"].click()
    assert trainee.boxes == []
    assert buttons["redo"].isEnabled()
    buttons["tool.select"].click()
    assert trainee.desk.tool == "select"


def test_a_new_exercise_takes_the_place_of_the_old_one_whole(trainee: BenchDriver) -> None:
    trainee.draw_box(10, 10, 60, 60)
    old = trainee.desk
    trainee.bench.load(attempt([car("n", 5, 5, 50, 50)]))
    old.history.undo()
    assert trainee.boxes == [(5, 5, 50, 50)]
    assert len(_rows(trainee)) == 1
    assert trainee.bench.foot.saved_text() == "已载入 1 个标注"
