"""Selecting and changing boxes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from tests.gui.canvas.drivers import BenchDriver, car

SitDown = Callable[..., BenchDriver]


@pytest.mark.parametrize(
    ("grip", "to", "corners"),
    [
        ((100, 150), (80, 150), (80, 100, 200, 200)),
        ((200, 150), (230, 150), (100, 100, 230, 200)),
        ((150, 100), (150, 70), (100, 70, 200, 200)),
        ((150, 200), (150, 240), (100, 100, 200, 240)),
        ((100, 100), (90, 80), (90, 80, 200, 200)),
        ((200, 200), (240, 250), (100, 100, 240, 250)),
        ((200, 100), (230, 60), (100, 60, 230, 200)),
        ((100, 200), (60, 230), (60, 100, 200, 230)),
    ],
)
def test_each_side_and_corner_can_be_dragged(
    sit_down: SitDown, grip: tuple[float, float], to: tuple[float, float], corners: tuple[float, ...]
) -> None:
    trainee = sit_down(car("a", 100, 100, 200, 200))
    trainee.press("V")
    trainee.click(150, 150)
    trainee.drag(grip, to)
    assert trainee.boxes == [corners]
    trainee.press("Ctrl+Z")
    assert trainee.boxes == [(100, 100, 200, 200)]


def test_the_pointer_shows_what_can_be_gripped(sit_down: SitDown) -> None:
    trainee = sit_down(car("a", 100, 100, 200, 200))
    assert trainee.canvas.cursor().shape() == Qt.CursorShape.CrossCursor
    trainee.press("V")
    trainee.click(150, 150)
    for x, y, shape in (
        (100, 150, Qt.CursorShape.SizeHorCursor),
        (150, 200, Qt.CursorShape.SizeVerCursor),
        (100, 100, Qt.CursorShape.SizeFDiagCursor),
        (200, 100, Qt.CursorShape.SizeBDiagCursor),
        (150, 150, Qt.CursorShape.SizeAllCursor),
        (300, 250, Qt.CursorShape.ArrowCursor),
    ):
        trainee.move(x, y)
        assert trainee.canvas.cursor().shape() == shape


def test_the_smallest_box_is_selected_and_further_clicks_reach_the_others(sit_down: SitDown) -> None:
    trainee = sit_down(car("s", 140, 140, 160, 160), car("m", 120, 120, 190, 190), car("l", 50, 50, 250, 250))
    trainee.press("V")
    for expected in ("s", "m", "l", "s"):
        trainee.click(150, 150)
        assert trainee.selected == (expected,)


def test_a_box_may_be_moved_in_the_press_that_selects_it(sit_down: SitDown) -> None:
    trainee = sit_down(car("a", 100, 100, 200, 200))
    trainee.press("V")
    trainee.drag((150, 150), (170, 140))
    assert trainee.boxes == [(120, 90, 220, 190)]
    assert trainee.selected == ("a",)


def test_ctrl_click_and_rubber_band_select_several_and_they_move_together(sit_down: SitDown) -> None:
    trainee = sit_down(car("a", 20, 20, 60, 60), car("b", 100, 20, 140, 60), car("c", 200, 200, 240, 240))
    trainee.press("V")
    trainee.drag((5, 5), (150, 80))
    assert trainee.selected == ("a", "b")
    trainee.click(220, 220, ctrl=True)
    assert trainee.selected == ("a", "b", "c")
    trainee.click(40, 40, ctrl=True)
    assert trainee.selected == ("b", "c")
    trainee.drag((120, 40), (130, 50))
    assert trainee.boxes == [(20, 20, 60, 60), (110, 30, 150, 70), (210, 210, 250, 250)]
    trainee.press("Ctrl+A", "Del")
    assert trainee.boxes == []
    trainee.press("Ctrl+Z")
    assert len(trainee.boxes) == 3


def test_arrows_nudge_by_one_and_by_ten_pixels(sit_down: SitDown) -> None:
    trainee = sit_down(car("a", 100, 100, 200, 200))
    trainee.press("V", "Tab")
    trainee.nudge("Right", 3)
    trainee.press("Shift+Down", "Up")
    assert trainee.boxes == [(103, 109, 203, 209)]


def test_ctrl_arrows_grow_a_side_and_with_shift_shrink_it(sit_down: SitDown) -> None:
    trainee = sit_down(car("a", 100, 100, 200, 200))
    trainee.press("V", "Tab", "Ctrl+Left", "Ctrl+Right", "Ctrl+Up", "Ctrl+Up", "Ctrl+Down")
    assert trainee.boxes == [(99, 98, 201, 201)]
    trainee.press("Ctrl+Shift+Left", "Ctrl+Shift+Right", "Ctrl+Shift+Up", "Ctrl+Shift+Down")
    assert trainee.boxes == [(100, 99, 200, 200)]


def test_a_number_key_changes_the_class_of_what_is_selected_and_only_with_the_select_tool(
    sit_down: SitDown,
) -> None:
    trainee = sit_down(car("a", 100, 100, 200, 200))
    trainee.draw_box(10, 10, 60, 60)
    trainee.press("3")
    assert trainee.labels == ["car", "car"]
    trainee.press("V", "Tab", "4")
    assert trainee.labels == ["light", "car"]
    assert trainee.box(0).attributes == {}
    trainee.press("Ctrl+Z")
    assert trainee.box(0).attributes == {"occluded": "0", "cut": False}


def test_duplicate_delete_hide_and_lock_work_on_the_selection(sit_down: SitDown) -> None:
    trainee = sit_down(car("a", 100, 100, 200, 200))
    trainee.press("V", "Tab", "Ctrl+D")
    assert trainee.boxes == [(100, 100, 200, 200), (112, 112, 212, 212)]
    assert trainee.selected == (trainee.box().id,)
    trainee.press("H")
    assert trainee.box().hidden
    trainee.press("H", "L")
    assert (trainee.box().hidden, trainee.box().locked) == (False, True)
    trainee.press("Right", "Del")
    assert trainee.boxes[1] == (112, 112, 212, 212)
    assert "锁定" in trainee.said
    trainee.press("L", "Backspace")
    assert trainee.boxes == [(100, 100, 200, 200)]


def test_without_a_selection_the_keys_say_what_to_do(sit_down: SitDown) -> None:
    trainee = sit_down(car("a", 100, 100, 200, 200))
    trainee.press("V", "Del")
    assert "先选一个标注" in trainee.said
    assert len(trainee.boxes) == 1


def test_tab_goes_round_all_boxes_and_back(sit_down: SitDown) -> None:
    trainee = sit_down(*(car(name, 20 * place, 20, 20 * place + 15, 40) for place, name in enumerate("abc")))
    trainee.press("Tab")
    assert trainee.desk.tool == "select"
    seen = [trainee.selected[0]]
    for _time in range(3):
        trainee.press("Tab")
        seen.append(trainee.selected[0])
    assert seen == ["a", "b", "c", "a"]
    trainee.press("Shift+Tab")
    assert trainee.selected == ("c",)
    assert trainee.canvas.hasFocus()


def test_tab_brings_a_box_that_is_out_of_sight_into_view(sit_down: SitDown) -> None:
    trainee = sit_down(car("a", 10, 10, 30, 30), car("b", 370, 270, 390, 290))
    trainee.wheel(20, 20, 12)
    trainee.press("Tab", "Tab")
    x1, y1, x2, y2 = trainee.canvas.view.rect(trainee.box(1).corners)
    assert x1 >= 0
    assert y1 >= 0
    assert x2 <= trainee.canvas.view.width
    assert y2 <= trainee.canvas.view.height


def test_t_veils_all_boxes_without_a_step_and_drawing_shows_them_again(sit_down: SitDown) -> None:
    trainee = sit_down(car("a", 100, 100, 200, 200))
    trainee.press("V", "T")
    assert trainee.desk.veiled
    assert trainee.desk.history.next_undo == ""
    assert "按 T 显示" in trainee.said
    trainee.press("R")
    trainee.draw_box(10, 10, 50, 50)
    assert not trainee.desk.veiled


def test_undo_of_a_drawn_box_leaves_nothing_selected(trainee: BenchDriver) -> None:
    trainee.draw_box(10, 10, 50, 50)
    assert trainee.selected
    trainee.press("Ctrl+Z")
    assert not trainee.selected
