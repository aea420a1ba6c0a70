"""Drawing boxes with the mouse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from desktop.base.errors import KnownError
from desktop.views.widgets.canvas.live import Note
from tests.gui.canvas.drivers import BenchDriver, car


def test_a_drag_draws_a_box_of_the_chosen_class(trainee: BenchDriver) -> None:
    trainee.press("2")
    trainee.draw_box(50, 60, 150, 160)
    assert trainee.boxes == [(50, 60, 150, 160)]
    assert trainee.labels == ["bus"]
    assert trainee.box().attributes == {"cut": False}
    assert trainee.selected == (trainee.box().id,)


def test_two_clicks_draw_a_box(trainee: BenchDriver) -> None:
    trainee.click(50, 60)
    trainee.move(100, 100)
    assert trainee.boxes == []
    trainee.click(150, 160)
    assert trainee.boxes == [(50, 60, 150, 160)]


def test_the_box_tool_stays_in_hand_and_never_grips_what_is_there(
    sit_down: Callable[..., BenchDriver],
) -> None:
    trainee = sit_down(car("a", 50, 50, 150, 150))
    trainee.draw_box(60, 60, 120, 120)
    trainee.draw_box(50, 100, 100, 140)
    trainee.draw_box(150, 150, 200, 200)
    assert len(trainee.boxes) == 4
    assert trainee.boxes[0] == (50, 50, 150, 150)


def test_escape_drops_the_stroke_then_the_selection_then_the_tool(trainee: BenchDriver) -> None:
    trainee.draw_box(20, 20, 80, 80)
    trainee.press_down(100, 100)
    trainee.move(150, 150)
    trainee.press("Esc")
    trainee.let_go(150, 150)
    assert len(trainee.boxes) == 1
    assert trainee.selected
    trainee.press("Esc")
    assert not trainee.selected
    assert trainee.desk.tool == "box"
    trainee.press("Esc")
    assert trainee.desk.tool == "select"


def test_the_size_is_shown_while_drawing_and_says_when_it_is_too_small(trainee: BenchDriver) -> None:
    trainee.press_down(50, 50)
    trainee.move(58, 90)
    notes = [item.text for item in trainee.canvas.live_items() if isinstance(item, Note)]
    assert notes == ["8 × 40 px  太小：每边至少 10 px"]
    trainee.move(90, 95)
    notes = [item.text for item in trainee.canvas.live_items() if isinstance(item, Note)]
    assert notes == ["40 × 45 px"]
    trainee.press("Esc")


def test_a_click_twice_in_one_place_is_refused_in_words(trainee: BenchDriver) -> None:
    trainee.click(50, 50)
    trainee.click(50, 50)
    assert trainee.boxes == []
    assert "至少要 1 像素" in trainee.said


def test_a_box_drawn_over_the_border_is_clipped_to_the_picture(trainee: BenchDriver) -> None:
    trainee.draw_box(350, 250, 460, 340)
    assert trainee.boxes == [(350, 250, 400, 300)]


def test_undo_and_redo_have_no_end(trainee: BenchDriver) -> None:
    for place in range(30):
        trainee.draw_box(10 * place, 10, 10 * place + 30, 60)
    drawn = trainee.boxes
    for _time in range(30):
        trainee.press("Ctrl+Z")
    assert trainee.boxes == []
    trainee.press("Ctrl+Z")
    assert trainee.said == "没有可撤销的操作。"
    for place in range(30):
        trainee.press("Ctrl+Y" if place % 2 else "Ctrl+Shift+Z")
    assert trainee.boxes == drawn


def test_each_gesture_is_one_step_with_a_chinese_name(trainee: BenchDriver) -> None:
    trainee.draw_box(20, 20, 80, 80)
    assert trainee.desk.history.next_undo == "画框：轿车"
    trainee.press("V")
    trainee.drag((50, 50), (90, 50))
    assert trainee.desk.history.next_undo == "移动"
    trainee.drag((120, 50), (150, 50))
    assert trainee.desk.history.next_undo == "调整边框"
    assert trainee.boxes == [(60, 20, 150, 80)]


def test_every_step_is_written_down_before_it_is_called_saved(sit_down: Callable[..., BenchDriver]) -> None:
    written: list[str] = []
    trainee = sit_down(recorder=lambda manner, step: written.append(f"{manner} {step.name}"))
    trainee.draw_box(20, 20, 80, 80)
    trainee.press("Ctrl+Z", "Ctrl+Y")
    assert written == ["do 画框：轿车", "undo 画框：轿车", "redo 画框：轿车"]
    assert trainee.bench.foot.saved_text().startswith("已保存 · ")


def test_the_middle_button_and_space_pan_in_the_middle_of_a_stroke(trainee: BenchDriver) -> None:
    trainee.wheel(200, 150, 6)
    trainee.click(190, 140)
    trainee.move(200, 150)
    before = trainee.canvas.view.left
    middle = Qt.MouseButton.MiddleButton
    trainee.press_down(200, 150, button=middle)
    trainee.move(180, 150)
    trainee.let_go(180, 150, button=middle)
    assert trainee.canvas.view.left != before
    trainee.hold("Space")
    before = trainee.canvas.view.left
    trainee.drag((200, 150), (190, 150))
    trainee.let_key_go("Space")
    assert trainee.canvas.view.left != before
    trainee.click(230, 170)
    assert trainee.boxes == [(190, 140, 230, 170)]


def test_undo_in_mid_stroke_drops_the_stroke_and_nothing_else(trainee: BenchDriver) -> None:
    trainee.draw_box(20, 20, 80, 80)
    trainee.press("V")
    trainee.press_down(50, 50)
    trainee.move(120, 120)
    trainee.press("Ctrl+Z")
    trainee.let_go(120, 120)
    assert trainee.boxes == [(20, 20, 80, 80)]
    trainee.press("Ctrl+Z")
    assert trainee.boxes == []


def test_a_class_key_in_the_middle_of_a_drag_waits(trainee: BenchDriver) -> None:
    trainee.draw_box(20, 20, 80, 80)
    trainee.press("V", "Tab")
    trainee.press_down(50, 50)
    trainee.move(70, 50)
    trainee.press("3", "H", "Ctrl+D", "W")
    trainee.let_go(70, 50)
    assert trainee.boxes == [(40, 20, 100, 80)]
    assert trainee.labels == ["car"]
    assert trainee.box().attributes == {"cut": False}


def test_a_stroke_that_cannot_be_saved_did_not_happen(sit_down: Callable[..., BenchDriver]) -> None:
    full = [True]

    def record(_manner: object, _step: object) -> None:
        if full[0]:
            raise KnownError("磁盘已满。", remedy="请清理磁盘。")

    trainee = sit_down(recorder=record)
    with pytest.raises(KnownError, match="磁盘已满"):
        trainee.draw_box(20, 20, 80, 80)
    assert trainee.boxes == []
    assert not trainee.canvas.is_drawing
    assert "已保存" not in trainee.bench.foot.saved_text()
    full[0] = False
    trainee.draw_box(30, 30, 90, 90)
    assert trainee.boxes == [(30, 30, 90, 90)]
