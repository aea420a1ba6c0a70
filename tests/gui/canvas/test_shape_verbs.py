"""What a person does to shapes that are there: gripping, joining, ordering, copying, all by keys and mouse."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop.annotation.document import Document, Step
from desktop.annotation.history import History
from desktop.annotation.shapes.polygon import Polygon
from desktop.annotation.shapes.rotated import RotatedBox
from desktop.annotation.shapes.skeleton import Joint, Skeleton
from desktop.annotation.verbs.clipboard import paste
from desktop.views.widgets.canvas.desk import ImageDesk
from desktop.views.widgets.canvas.verbs import paste_marks
from tests.gui.canvas.drivers import SIZE, BenchDriver, car, object_schema


def plate(name: str, x: float, y: float, side: float = 60.0, **more: object) -> Polygon:
    """Return a square plate."""
    ring = ((x, y), (x + side, y), (x + side, y + side), (x, y + side))
    return Polygon(name, "plate", (ring,), **more)  # type: ignore[arg-type]


@pytest.fixture
def editor(sit_down: Callable[..., BenchDriver]) -> BenchDriver:
    """Somebody with the select tool at two plates side by side and one apart."""
    person = sit_down(plate("a", 60, 60), plate("b", 120, 60), plate("c", 280, 200), rules=object_schema())
    person.act("tool.select")
    return person


def _ids(person: BenchDriver) -> list[str]:
    return [shape.id for shape in person.shapes]


def test_a_vertex_is_dragged_an_edge_gets_one_and_alt_takes_one_out(editor: BenchDriver) -> None:
    editor.click(300, 220)
    editor.drag((280, 200), (260, 190))
    assert editor.shapes[2].handles[0] == pytest.approx((260, 190), abs=1)
    editor.drag((310, 260), (310, 280))
    assert len(editor.shapes[2].handles) == 5
    editor.click(260, 190, alt=True)
    assert len(editor.shapes[2].handles) == 4
    editor.press("Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    assert editor.shapes[2] == plate("c", 280, 200)


def test_the_body_moves_the_shape_and_a_pinned_one_stays(editor: BenchDriver) -> None:
    editor.drag((310, 230), (300, 220))
    assert editor.shapes[2].bounds == (270, 190, 330, 250)
    editor.act("pin")
    assert editor.shapes[2].pinned
    editor.drag((300, 220), (200, 200))
    assert editor.shapes[2].bounds == (270, 190, 330, 250)
    assert "钉住" in editor.said


def test_shift_on_a_vertex_leads_the_outline_another_way(editor: BenchDriver) -> None:
    editor.click(300, 220)
    editor.click(280, 200, shift=True)
    editor.click_through((290, 180), (330, 180))
    editor.click_through((340, 200))
    assert editor.shapes[2].area > 3600
    assert len(editor.shapes[2].handles) == 6


def test_the_vertex_that_was_clicked_is_deleted_by_key(editor: BenchDriver) -> None:
    editor.click(300, 220)
    editor.click(280, 200)
    editor.bench._verbs["vertex.delete"]()
    assert len(editor.shapes[2].handles) == 3
    editor.bench._verbs["vertex.delete"]()
    assert "先点一个顶点" in editor.said


def test_neighbours_are_joined_and_slices_of_one_object_are_not_lost(editor: BenchDriver) -> None:
    editor.desk.select(["a", "b"])
    editor.act("shape.join")
    assert _ids(editor) == ["a", "c"]
    assert editor.shapes[0].bounds == (60, 60, 180, 120)
    editor.desk.select(["a", "c"])
    editor.act("shape.join")
    assert "不相连" in editor.said


def test_a_shape_is_taken_away_from_what_lies_under_it(editor: BenchDriver) -> None:
    editor.desk.do(paste_step(editor, plate("top", 90, 60)))
    editor.desk.select([editor.shapes[-1].id])
    editor.act("shape.subtract")
    assert [shape.area for shape in editor.shapes] == [1800, 1800, 3600, 3600]


def paste_step(person: BenchDriver, *shapes: Polygon) -> Step:
    """Return the step that adds copies of shapes."""
    return paste(person.desk.sheet, shapes)


def test_order_groups_and_solo(editor: BenchDriver) -> None:
    editor.desk.select(["a"])
    editor.act("order.front")
    assert _ids(editor) == ["b", "c", "a"]
    editor.act("order.down")
    assert _ids(editor) == ["b", "a", "c"]
    editor.desk.select(["a", "b"])
    editor.act("group")
    assert editor.shapes[0].group == editor.shapes[1].group != ""
    editor.act("solo")
    assert editor.desk.solo == {"a", "b"}
    editor.act("solo")
    assert editor.desk.solo is None
    editor.act("ungroup")
    assert {shape.group for shape in editor.shapes} == {""}
    steps = 0
    while editor.desk.history.undo() is not None:
        steps += 1
    assert steps == 4


def test_one_alone_is_no_group(editor: BenchDriver) -> None:
    editor.desk.select(["a"])
    editor.act("group")
    assert "两个以上" in editor.said


def test_hiding_a_class_is_a_step_that_can_be_taken_back(editor: BenchDriver) -> None:
    editor.desk.select(["a"])
    editor.act("hide.class")
    assert all(shape.hidden for shape in editor.shapes)
    editor.press("Ctrl+Z")
    assert not any(shape.hidden for shape in editor.shapes)


def test_copies_go_in_place_and_around_the_pointer(editor: BenchDriver) -> None:
    editor.desk.select(["c"])
    editor.press("Ctrl+C", "Ctrl+V")
    assert editor.shapes[3].bounds == (280, 200, 340, 260)
    assert editor.selected == (editor.shapes[3].id,)
    editor.move(100, 200)
    editor.bench._verbs["paste.pointer"]()
    x1, y1, _x2, _y2 = editor.shapes[4].bounds
    assert (x1, y1) == pytest.approx((70, 170), abs=1)


def test_copies_hang_at_the_pointer_until_they_are_put_down(editor: BenchDriver) -> None:
    editor.desk.select(["c"])
    editor.press("Ctrl+C")
    editor.move(100, 200)
    editor.bench._verbs["paste.place"]()
    editor.move(150, 210)
    assert editor.preview.shapes[0].bounds == pytest.approx((120, 180, 180, 240), abs=1)
    editor.press("Esc")
    assert len(editor.shapes) == 3
    editor.bench._verbs["paste.place"]()
    editor.click(150, 210)
    assert editor.shapes[3].bounds == pytest.approx((120, 180, 180, 240), abs=1)


def test_going_through_marks_of_any_shape_brings_them_into_view(editor: BenchDriver) -> None:
    for _time in range(8):
        editor.act("zoom.in")
    editor.press("Tab")
    for _time in range(2):
        editor.press("Tab")
        x1, y1, x2, y2 = editor.desk.selected_shapes()[0].bounds
        middle = editor.point((x1 + x2) / 2, (y1 + y2) / 2)
        assert editor.canvas.rect().contains(middle)
    editor.act("zoom.selected")
    assert editor.canvas.rect().contains(editor.point(*editor.desk.selected_shapes()[0].bounds[:2]))


def test_nothing_copied_and_nothing_that_fits_are_said(editor: BenchDriver) -> None:
    editor.press("Ctrl+V")
    assert "还没有复制" in editor.said
    paste_marks(editor.desk, [Polygon("x", "stranger", (((0, 0), (9, 0), (9, 9)),))])
    assert "没有可以粘贴" in editor.said


def test_what_is_in_the_hand_goes_along_to_the_next_picture(editor: BenchDriver) -> None:
    editor.desk.select(["c"])
    editor.press("Ctrl+C")
    editor.act("tool.brush")
    editor.act("brush.bigger")
    following = ImageDesk(History(Document()), object_schema(), SIZE, editor.desk.kit)
    assert following.settings == editor.desk.settings
    assert following.tool == "brush"
    paste_marks(following, following.kit.copied)
    assert [shape.bounds for shape in following.document.shapes()] == [(280, 200, 340, 260)]


def test_repeat_takes_up_the_last_tool_and_class_and_finishes_a_stroke(editor: BenchDriver) -> None:
    editor.take("car", "rotated")
    editor.act("tool.select")
    editor.press("1")
    editor.act("tool.repeat")
    assert editor.desk.tool in {"rotated", "polygon"}
    editor.take("plate", "polygon")
    editor.click_through((200, 20), (240, 20), (240, 50))
    editor.act("tool.repeat")
    assert len(editor.shapes) == 4


def test_a_shape_is_redrawn_and_keeps_its_name_class_and_answers(editor: BenchDriver) -> None:
    editor.desk.select(["c"])
    editor.act("shape.redraw")
    editor.click_through((200, 200), (240, 200), (240, 250))
    editor.press("Return")
    assert _ids(editor) == ["a", "b", "c"]
    assert editor.shapes[2].bounds == pytest.approx((200, 200, 240, 250), abs=1)
    editor.press("Ctrl+Z")
    assert editor.shapes[2] == plate("c", 280, 200)


def test_snapping_is_turned_off_and_on(editor: BenchDriver) -> None:
    editor.act("snap.toggle")
    assert not editor.desk.settings.snap
    editor.take("plate", "polygon")
    editor.click_through((20, 20))
    editor.move(62, 62)
    assert editor.preview.spot is None
    editor.press("Esc")
    editor.act("snap.toggle")
    editor.click_through((20, 20))
    editor.move(62, 62)
    assert editor.preview.spot == (60, 60)


def test_a_class_that_cannot_be_drawn_so_is_not_given(editor: BenchDriver) -> None:
    editor.desk.select(["a"])
    editor.press("3")
    assert editor.shapes[0].label == "plate"
    assert "不能画成" in editor.said


def test_the_joint_that_was_clicked_is_said_to_be_hidden_or_out(sit_down: Callable[..., BenchDriver]) -> None:
    bones = Skeleton("s", "figure", (Joint(100, 100), Joint(150, 150), Joint(100, 200)))
    person = sit_down(bones, rules=object_schema())
    person.act("tool.select")
    person.click(100, 100)
    person.click(150, 150)
    person.bench._verbs["joint.hidden"]()
    assert person.shapes[0] == bones.with_joint(1, Joint(150, 150, "hidden"))


def test_a_rotated_box_is_turned_by_its_front_and_stretched_by_its_sides(
    sit_down: Callable[..., BenchDriver],
) -> None:
    person = sit_down(RotatedBox("r", "car", 200, 150, 120, 60, 0), rules=object_schema())
    person.act("tool.select")
    person.click(200, 150)
    person.drag((260, 150), (200, 210), shift=True)
    (turned,) = person.shapes
    assert isinstance(turned, RotatedBox)
    assert turned.angle == 90
    person.drag((170, 150), (150, 150))
    (wider,) = person.shapes
    assert isinstance(wider, RotatedBox)
    assert wider.height == pytest.approx(80, abs=1)


def test_answers_are_copied_from_mark_to_mark(sit_down: Callable[..., BenchDriver]) -> None:
    person = sit_down(car("a", 20, 20, 90, 90), car("b", 120, 20, 190, 90))
    person.act("tool.select")
    person.desk.select(["a"])
    person.desk.answer("occluded", "2")
    person.bench._verbs["attributes.copy"]()
    person.desk.select(["b"])
    person.bench._verbs["attributes.paste"]()
    assert person.box(1).attributes == {"occluded": "2", "cut": False}
