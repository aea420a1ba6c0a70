"""Every tool on the bench, as a person uses it: by keys and mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.annotation.shapes.flag import Flag
from desktop.annotation.shapes.mask import Mask
from desktop.annotation.shapes.polygon import Polygon
from desktop.annotation.shapes.quad import Quad
from desktop.annotation.shapes.rotated import RotatedBox
from desktop.annotation.shapes.skeleton import Skeleton
from desktop.curriculum.schema import Label, LabelSchema
from desktop.curriculum.shape_rules import DrawingRules
from tests.gui.canvas.drivers import SIZE, BenchDriver, attempt, car, encoded, object_schema

CORNERS = ((60.0, 60.0), (200.0, 60.0), (200.0, 160.0))


@pytest.fixture
def annotator(sit_down: Callable[..., BenchDriver]) -> Iterator[BenchDriver]:
    """Somebody at an empty picture with classes of every shape. Afterwards all of it is undone."""
    person = sit_down(rules=object_schema())
    yield person
    while person.desk.history.undo() is not None:
        pass
    assert person.shapes == ()


def _close(found: tuple[float, ...], expected: tuple[float, ...]) -> bool:
    """Tell whether places are the same to a screen pixel."""
    return len(found) == len(expected) and all(
        abs(a - b) <= 1.0 for a, b in zip(found, expected, strict=True)
    )


def test_the_rail_offers_the_tools_that_the_classes_allow(annotator: BenchDriver) -> None:
    assert annotator.desk.tools() == (
        "box", "rotated", "polygon", "polyline", "point", "skeleton", "ellipse", "quad", "brush", "eraser",
        "fill", "cut", "scissors", "wand", "slice", "tag",
    )  # fmt: skip


def test_choosing_a_class_that_the_tool_cannot_draw_changes_the_tool(annotator: BenchDriver) -> None:
    annotator.take("plate", "polygon")
    assert annotator.desk.tool == "polygon"
    annotator.press("3")
    assert annotator.desk.tool == "polyline"
    annotator.press("6")
    assert annotator.desk.tool == "brush"
    annotator.act("tool.polygon")
    assert (annotator.desk.tool, annotator.desk.label.id) == ("polygon", "plate")


def test_a_polygon_is_clicked_and_closed_by_enter_and_the_tool_stays_in_hand(annotator: BenchDriver) -> None:
    annotator.take("plate", "polygon")
    for _time in range(2):
        annotator.click_through(*CORNERS)
        annotator.press("Return")
    assert annotator.kinds == ["polygon", "polygon"]
    assert _close(annotator.shapes[0].bounds, (60, 60, 200, 160))
    assert annotator.desk.tool == "polygon"


def test_backspace_takes_a_point_back_and_escape_the_shape_but_not_the_tool(annotator: BenchDriver) -> None:
    annotator.take("plate", "polygon")
    annotator.click_through(*CORNERS, (300, 280))
    annotator.press("Backspace")
    annotator.press("Return")
    assert len(annotator.shapes[0].handles) == 3
    annotator.click_through((250, 250), (300, 250))
    annotator.press("Esc")
    assert not annotator.canvas.is_drawing
    assert annotator.desk.tool == "polygon"
    assert len(annotator.shapes) == 1


def test_undo_in_a_stroke_takes_a_point_back_not_the_shape(annotator: BenchDriver) -> None:
    annotator.take("plate", "polygon")
    annotator.click_through(*CORNERS, (300, 280))
    annotator.press("Ctrl+Z")
    assert annotator.canvas.is_drawing
    annotator.press("Return")
    assert len(annotator.shapes[0].handles) == 3


def test_one_key_goes_from_drawing_to_selecting_and_back(annotator: BenchDriver) -> None:
    annotator.take("lane", "polyline")
    annotator.act("tool.switch")
    assert annotator.desk.tool == "select"
    annotator.act("tool.switch")
    assert annotator.desk.tool == "polyline"


def test_taking_another_tool_drops_the_stroke(annotator: BenchDriver) -> None:
    annotator.take("plate", "polygon")
    annotator.click_through((60, 60), (200, 60))
    annotator.act("tool.polyline")
    assert not annotator.canvas.is_drawing
    assert annotator.desk.tool == "polyline"


def test_a_right_click_takes_a_point_back_and_a_right_drag_pans(annotator: BenchDriver) -> None:
    annotator.take("plate", "polygon")
    annotator.click_through(*CORNERS, (300, 280))
    annotator.click(300, 280, button=Qt.MouseButton.RightButton)
    assert len(annotator.preview.trail) <= 4
    left = annotator.canvas.view.left
    annotator.press_down(300, 250, button=Qt.MouseButton.MiddleButton)
    annotator.move(320, 250)
    annotator.let_go(320, 250, button=Qt.MouseButton.MiddleButton)
    assert annotator.canvas.view.left != left
    annotator.press("Return")
    assert len(annotator.shapes[0].handles) == 3


def test_shift_and_drag_draw_an_outline_by_hand(annotator: BenchDriver) -> None:
    annotator.take("plate", "polygon")
    annotator.drag((60, 60), (200, 60), steps=30, shift=True)
    annotator.click_through((200, 160), (60, 160))
    annotator.press("Return")
    assert len(annotator.shapes[0].handles) > 10


def test_alt_inside_the_selected_polygon_draws_a_hole(annotator: BenchDriver) -> None:
    annotator.take("plate", "polygon")
    annotator.click_through((40, 40), (240, 40), (240, 240), (40, 240))
    annotator.press("Return")
    annotator.click(80, 80, alt=True)
    annotator.click_through((160, 80), (160, 160))
    annotator.press("Return")
    (drawn,) = annotator.shapes
    assert isinstance(drawn, Polygon)
    assert len(drawn.rings) == 2


def test_a_rule_of_the_order_is_told_while_drawing_and_kept_at_the_end(
    sit_down: Callable[..., BenchDriver],
) -> None:
    strict = sit_down(rules=object_schema(drawing=DrawingRules(minimum_px=80, least_spacing=10)))
    strict.take("plate", "polygon")
    strict.click_through((60, 60), (100, 60))
    strict.move(103, 60)
    assert "太密" in strict.preview.warning
    strict.click_through((100, 100))
    strict.press("Return")
    assert strict.shapes == ()
    assert "80" in strict.said


def test_a_line_a_point_and_an_ellipse(annotator: BenchDriver) -> None:
    annotator.take("lane", "polyline")
    annotator.click_through(*CORNERS)
    annotator.click(*CORNERS[-1])
    annotator.take("seed", "point")
    annotator.click_through((50, 250), (90, 250), (130, 250))
    annotator.take("hole", "ellipse")
    annotator.drag((250, 200), (350, 280))
    assert annotator.kinds == ["polyline", "point", "point", "point", "ellipse"]
    assert _close(annotator.shapes[-1].bounds, (250, 200, 350, 280))


def test_a_rotated_box_is_drawn_along_its_heading_and_turned_by_key(annotator: BenchDriver) -> None:
    annotator.take("car", "rotated")
    annotator.drag((100, 150), (200, 150))
    annotator.click_through((150, 180))
    (drawn,) = annotator.shapes
    assert isinstance(drawn, RotatedBox)
    assert _close((drawn.cx, drawn.cy, drawn.width, drawn.height, drawn.angle), (150, 150, 100, 60, 0))
    annotator.act("tool.select")
    annotator.desk.select([drawn.id])
    annotator.act("rotate.right")
    annotator.act("rotate.right.fine")
    assert annotator.shapes[0].angle == pytest.approx(1.1)  # type: ignore[attr-defined]
    annotator.act("shape.flip_heading")
    assert annotator.shapes[0].angle == pytest.approx(181.1)  # type: ignore[attr-defined]


def test_a_skeleton_joint_by_joint_and_dropped_whole(annotator: BenchDriver) -> None:
    annotator.take("figure", "skeleton")
    annotator.click(100, 60)
    assert "手" in annotator.preview.note
    annotator.click(140, 100, alt=True)
    annotator.act("joint.out")
    first = annotator.shapes[0]
    assert isinstance(first, Skeleton)
    assert [joint.state for joint in first.joints] == ["visible", "hidden", "out"]
    annotator.drag((200, 60), (300, 260))
    assert annotator.kinds == ["skeleton", "skeleton"]


def test_the_brush_paints_grows_shrinks_and_erases_stroke_by_stroke(annotator: BenchDriver) -> None:
    annotator.take("scratch", "brush")
    before = annotator.desk.settings.brush
    annotator.act("brush.bigger")
    assert annotator.desk.settings.brush > before
    annotator.act("brush.smaller")
    assert annotator.desk.settings.brush == before
    annotator.drag((60, 100), (200, 100))
    annotator.drag((60, 160), (200, 160))
    (painted,) = annotator.shapes
    assert isinstance(painted, Mask)
    assert painted.holds(130, 160)
    annotator.act("tool.eraser")
    annotator.drag((130, 60), (130, 200))
    (rest,) = annotator.shapes
    assert rest.area < painted.area
    annotator.press("Ctrl+Z")
    assert annotator.shapes == (painted,)
    annotator.press("Ctrl+Z")
    assert annotator.shapes[0].area < painted.area


def test_alt_and_the_right_button_change_the_size_of_the_brush(annotator: BenchDriver) -> None:
    annotator.take("scratch", "brush")
    before = annotator.desk.settings.brush
    right = Qt.MouseButton.RightButton
    annotator.press_down(100, 100, button=right, alt=True)
    annotator.move(120, 100, alt=True)
    annotator.let_go(120, 100, button=right)
    assert annotator.desk.settings.brush == pytest.approx(before + 40, abs=2)
    assert annotator.shapes == ()
    annotator.act("brush.shape")
    assert annotator.desk.settings.tip == "square"


def test_paint_takes_from_other_masks_when_the_key_says_so(annotator: BenchDriver) -> None:
    annotator.take("plate", "brush")
    annotator.drag((60, 100), (200, 100))
    annotator.take("scratch", "brush")
    annotator.act("brush.takes")
    assert annotator.desk.settings.takes
    annotator.drag((130, 60), (130, 200))
    under, over = annotator.shapes
    assert isinstance(under, Mask)
    assert isinstance(over, Mask)
    assert over.holds(130, 100)
    assert not under.holds(130, 100)
    annotator.press("Ctrl+Z")
    assert annotator.kinds == ["mask"]
    annotator.act("brush.takes")


def test_polygons_are_filled_into_a_mask_and_cut_out_of_it(annotator: BenchDriver) -> None:
    annotator.take("scratch", "fill")
    annotator.click_through((60, 60), (200, 60), (200, 160), (60, 160))
    annotator.press("Return")
    full = annotator.shapes[0].area
    annotator.act("tool.cut")
    annotator.click_through((100, 80), (160, 80), (160, 140), (100, 140))
    annotator.press("Return")
    assert annotator.shapes[0].area == pytest.approx(full - 3600, rel=0.05)
    annotator.act("mask.fill_holes")
    assert annotator.shapes[0].area == full


def test_a_quad_around_words(annotator: BenchDriver) -> None:
    annotator.take("words", "quad")
    annotator.click_through((60, 60), (200, 70), (198, 100), (58, 90))
    (drawn,) = annotator.shapes
    assert isinstance(drawn, Quad)
    assert drawn.text == ""


def test_a_tag_comes_and_goes_by_key(annotator: BenchDriver) -> None:
    annotator.take("rain", "tag")
    assert annotator.kinds == ["tag"]
    annotator.act("tool.tag")
    assert annotator.kinds == []


def test_a_slice_cuts_a_polygon_in_two(annotator: BenchDriver) -> None:
    annotator.take("plate", "polygon")
    annotator.click_through((60, 60), (200, 60), (200, 160), (60, 160))
    annotator.press("Return")
    annotator.act("tool.slice")
    annotator.click_through((130, 40), (130, 200))
    annotator.press("Return")
    assert len(annotator.shapes) == 2
    assert len(annotator.selected) == 2


def _plate() -> bytes:
    """Return a picture of a dark ground with a bright plate from 100, 80 to 300, 220."""
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor(60, 60, 60))
    painter = QPainter(image)
    painter.fillRect(100, 80, 200, 140, QColor(200, 190, 180))
    painter.end()
    return encoded(image)


def test_the_wand_and_the_scissors_read_the_picture(sit_down: Callable[..., BenchDriver]) -> None:
    person = sit_down(opened=attempt(media=_plate(), rules=object_schema()))
    person.take("plate", "wand")
    person.click(200, 150)
    assert person.shapes[0].bounds == (100, 80, 300, 220)
    person.act("tool.scissors")
    person.click_through((100, 80), (299, 80), (299, 219), (100, 219))
    person.press("Return")
    assert person.shapes[1].area == pytest.approx(200 * 140, rel=0.05)


def test_edge_help_that_the_order_forbids_has_no_tools(sit_down: Callable[..., BenchDriver]) -> None:
    person = sit_down(rules=object_schema(drawing=DrawingRules(edge_help=False)))
    assert "wand" not in person.desk.tools()
    assert "scissors" not in person.desk.tools()


def test_an_inspector_flags_marks_and_places(sit_down: Callable[..., BenchDriver]) -> None:
    labels = (Label(id="loose", name="偏大", short="偏大", key="1", colour=0),)
    person = sit_down(
        car("given", 50, 50, 150, 150), rules=LabelSchema(task="inspection", inspects="main", labels=labels)
    )
    person.act("tool.flag")
    person.click(100, 100)
    person.drag((200, 200), (300, 260))
    _given, on_mark, on_place = person.shapes
    assert isinstance(on_mark, Flag)
    assert isinstance(on_place, Flag)
    assert on_mark.target == "given"
    assert on_place.target is None


def test_everything_can_be_drawn_by_keyboard_alone(annotator: BenchDriver) -> None:
    annotator.take("plate", "polygon")
    annotator.press("Return", "Return")
    for way in ("Right", "Down"):
        annotator.nudge(f"Shift+{way}", 4)
        annotator.press(".")
    annotator.press("Return")
    (drawn,) = annotator.shapes
    x1, y1, x2, y2 = drawn.bounds
    assert (x2 - x1, y2 - y1) == (40, 40)


def test_four_extreme_points_draw_a_box(annotator: BenchDriver) -> None:
    annotator.take("plate", "box")
    annotator.desk.set_hand(replace(annotator.desk.settings, corners="extremes"))
    annotator.click_through((60, 100), (120, 50), (200, 90), (130, 180))
    assert _close(annotator.shapes[0].bounds, (60, 50, 200, 180))
