"""Strokes from the first press to the step they end in."""

from __future__ import annotations

import pytest

from desktop.annotation.hits import Part, ShapeTable
from desktop.annotation.limits import Sheet
from desktop.annotation.tools.boxes import draw_box, resize_box
from desktop.annotation.tools.select import move_shapes, select_area
from desktop.annotation.tools.strokes import Gesture, Pointer, Stroke

from .samples import box, carried_out, follow, press, sheet


def _draw(on: Sheet, start: tuple[float, float] = (20, 20)) -> Stroke:
    return draw_box(on, press(*start), label="car", attributes={"occluded": "0"}, name="画框")


def test_a_drag_draws_a_box_with_class_and_default_attributes() -> None:
    on = sheet()
    done = follow(_draw(on), [(40, 30), (70.4, 60.6)])
    assert done is not None
    assert done.step is not None
    assert done.step.name == "画框"
    (drawn,) = carried_out(on, done).boxes()
    assert drawn.corners == (20, 20, 70, 61)
    assert (drawn.label, drawn.attributes) == ("car", {"occluded": "0"})
    assert done.selected == (drawn.id,)


def test_two_clicks_draw_a_box_as_well() -> None:
    on = sheet()
    gesture = Gesture(_draw(on))
    assert gesture.feed(Pointer(21, 20, "release", 3.0)) is None
    gesture.feed(Pointer(60, 50, "move", 3.0))
    assert gesture.preview.shapes[0].bounds == (20, 20, 60, 50)
    gesture.feed(Pointer(60, 50, "press", 3.0))
    done = gesture.feed(Pointer(60, 50, "release", 3.0))
    assert carried_out(on, done).boxes()[0].corners == (20, 20, 60, 50)


@pytest.mark.parametrize(("x", "y"), [(70, 60), (5, 60), (70, 5), (5, 5)])
def test_a_box_may_be_drawn_from_any_corner(x: float, y: float) -> None:
    on = sheet()
    drawn = carried_out(on, follow(_draw(on), [(x, y)])).boxes()[0]
    assert drawn.corners == (min(x, 20), min(y, 20), max(x, 20), max(y, 20))


def test_a_box_ends_at_the_border_of_the_picture() -> None:
    on = sheet()
    drawn = carried_out(on, follow(_draw(on, (150, 50)), [(900, -900)])).boxes()[0]
    assert drawn.corners == (150, 0, 200, 50)


def test_a_box_thinner_than_a_pixel_is_refused_with_a_reason() -> None:
    on = sheet()
    done = follow(_draw(on), [(60, 20.3)])
    assert done is not None
    assert done.step is None
    assert "至少要 1 像素" in done.refused


def test_a_box_under_the_least_size_is_flagged_while_it_is_drawn() -> None:
    gesture = Gesture(_draw(sheet(minimum=10)))
    gesture.feed(Pointer(60, 28, "move", 3.0))
    assert "10" in gesture.preview.warning
    gesture.feed(Pointer(60, 30, "move", 3.0))
    assert gesture.preview.warning == ""


def test_a_cancelled_stroke_leaves_nothing() -> None:
    on = sheet()
    gesture = Gesture(_draw(on))
    gesture.feed(Pointer(60, 60, "move", 3.0))
    gesture.cancel()
    assert gesture.done is None
    assert len(on.document) == 0


SIDES: list[tuple[Part, tuple[float, float, float, float]]] = [
    ("left", (25, 20, 80, 60)),
    ("right", (20, 20, 85, 60)),
    ("top", (20, 24, 80, 60)),
    ("bottom", (20, 20, 80, 64)),
    ("top-left", (25, 24, 80, 60)),
    ("top-right", (20, 24, 85, 60)),
    ("bottom-left", (25, 20, 80, 64)),
    ("bottom-right", (20, 20, 85, 64)),
]


@pytest.mark.parametrize(("part", "corners"), SIDES)
def test_each_side_and_corner_moves_alone(part: Part, corners: tuple[float, ...]) -> None:
    on = sheet(box("a", 20, 20, 80, 60))
    start = press(20, 20)
    done = follow(resize_box(on, start, on.document.boxes()[0], part, name="调整"), [(25, 24)])
    assert carried_out(on, done).boxes()[0].corners == corners


def test_a_side_dragged_past_the_other_turns_the_box_over() -> None:
    on = sheet(box("a", 20, 20, 80, 60))
    done = follow(resize_box(on, press(20, 40), on.document.boxes()[0], "left", name="调整"), [(120, 40)])
    assert carried_out(on, done).boxes()[0].corners == (80, 20, 120, 60)


def test_a_side_dragged_onto_the_other_is_refused() -> None:
    on = sheet(box("a", 20, 20, 80, 60))
    done = follow(resize_box(on, press(20, 40), on.document.boxes()[0], "left", name="调整"), [(80, 40)])
    assert done is not None
    assert done.refused
    assert done.step is None


def test_a_locked_box_is_neither_resized_nor_moved_and_says_so() -> None:
    on = sheet(box("a", 20, 20, 80, 60, locked=True))
    resized = follow(resize_box(on, press(20, 40), on.document.boxes()[0], "left", name="调整"), [(40, 40)])
    moved = follow(move_shapes(on, press(50, 40), on.document.boxes(), name="移动"), [(90, 40)])
    assert resized is not None
    assert moved is not None
    assert "锁定" in resized.refused
    assert "锁定" in moved.refused
    assert resized.step is None
    assert moved.step is None


def test_several_boxes_move_together_and_stop_together_at_the_border() -> None:
    on = sheet(box("a", 20, 20, 40, 40), box("b", 150, 20, 190, 40), box("c", 0, 0, 5, 5, locked=True))
    done = follow(move_shapes(on, press(30, 30), on.document.boxes(), name="移动"), [(80, 35)])
    document = carried_out(on, done)
    assert [own.corners for own in document.boxes()] == [(30, 25, 50, 45), (160, 25, 200, 45), (0, 0, 5, 5)]


def test_a_press_that_hardly_moves_changes_nothing() -> None:
    on = sheet(box("a", 20, 20, 40, 40))
    done = follow(move_shapes(on, press(30, 30), on.document.boxes(), name="移动"), [(32, 31)])
    assert done is not None
    assert done.step is not None
    assert done.step.edits == ()


def test_a_rubber_band_selects_what_lies_inside_and_a_click_on_nothing_selects_nothing() -> None:
    on = sheet(box("a", 20, 20, 40, 40), box("b", 60, 20, 90, 40))
    table = ShapeTable(["car"], on.document)
    done = follow(select_area(table, press(95, 45), ["b"]), [(10, 10)])
    assert done is not None
    assert done.selected == ("a", "b")
    clicked = follow(select_area(table, press(95, 45), ["b"]), [(95, 45)])
    assert clicked is not None
    assert clicked.selected == ()


def test_a_rubber_band_with_ctrl_adds_to_what_is_selected() -> None:
    on = sheet(box("a", 20, 20, 40, 40), box("b", 60, 20, 90, 40))
    table = ShapeTable(["car"], on.document)
    done = follow(select_area(table, press(10, 10, adds=True), ["b"]), [(50, 50)])
    assert done is not None
    assert done.selected == ("b", "a")
