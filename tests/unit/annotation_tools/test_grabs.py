"""Gripping shapes by their parts: dragging points, putting them in, taking them out, leading an outline anew."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop.annotation.grips import Grip, grip_at
from desktop.annotation.limits import Limits
from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.dot import Dot
from desktop.annotation.shapes.ellipse import Ellipse
from desktop.annotation.shapes.flag import Flag
from desktop.annotation.shapes.polygon import Polygon
from desktop.annotation.shapes.polyline import Polyline
from desktop.annotation.shapes.quad import Quad
from desktop.annotation.shapes.rotated import RotatedBox
from desktop.annotation.shapes.skeleton import Joint, Skeleton
from desktop.annotation.shapes.tag import Tag
from desktop.annotation.tools.grabs import begin_grab
from desktop.annotation.tools.strokes import Context, Pointer, Stroke

from .samples import Person, at_work, box, mask, polygon, square

LINE = Polyline("l", "car", ((20, 20), (60, 20), (60, 80)))
CAR = RotatedBox("r", "car", 100, 50, 60, 20, 0)


@pytest.mark.parametrize(
    ("shape", "at", "grip"),
    [
        (square("p", 20, 20, 40), (21, 21), Grip("handle", 0)),
        (square("p", 20, 20, 40), (40, 21), Grip("edge", 0)),
        (square("p", 20, 20, 40), (21, 40), Grip("edge", 3)),
        (square("p", 20, 20, 40), (40, 40), Grip("body")),
        (square("p", 20, 20, 40), (70, 40), None),
        (polygon("h", (0, 0), (90, 0), (90, 90), holes=[((60, 10), (80, 10), (80, 30))]), (70, 12), Grip("edge", 3)),
        (polygon("h", (0, 0), (90, 0), (90, 90), holes=[((50, 10), (80, 10), (80, 40))]), (74, 16), None),
        (LINE, (59, 79), Grip("handle", 2)),
        (LINE, (40, 21), Grip("edge", 0)),
        (LINE, (40, 40), None),
        (CAR, (130, 50), Grip("turn", 4)),
        (CAR, (130, 40), Grip("handle", 0)),
        (CAR, (100, 61), Grip("side", 1)),
        (CAR, (70, 50), Grip("side", 2)),
        (CAR, (100, 50), Grip("body")),
        (CAR, (100, 80), None),
        (Dot("d", "car", 20, 20), (21, 22), Grip("handle", 0)),
        (Ellipse("e", "car", 50, 50, 30, 20), (80, 51), Grip("handle", 0)),
        (Ellipse("e", "car", 50, 50, 30, 20), (60, 51), Grip("body")),
        (Quad("q", "car", ((0, 0), (50, 0), (50, 20), (0, 20))), (49, 19), Grip("handle", 2)),
        (Skeleton("s", "car", (Joint(10, 10), Joint(50, 50))), (51, 50), Grip("handle", 1)),
        (Skeleton("s", "car", (Joint(10, 10), Joint(50, 50))), (40, 20), Grip("body")),
        (mask("m", 10, 10, 20, 20), (15, 15), Grip("body")),
        (mask("m", 10, 10, 20, 20), (35, 15), None),
        (Tag("t", "car"), (0, 0), None),
        (Flag("f", "car", 10, 10, 60, 60), (10, 30), Grip("side", 0, "left")),
        (box("b", 10, 10, 60, 60), (60, 60), Grip("handle", 2, "bottom-right")),
    ],
)  # fmt: skip
def test_a_point_comes_before_an_edge_and_an_edge_before_the_body(
    shape: Shape, at: tuple[float, float], grip: Grip | None
) -> None:
    assert grip_at(shape, *at, 3.0) == grip


def test_a_small_rotated_box_keeps_a_body_to_be_moved_by() -> None:
    assert grip_at(RotatedBox("r", "car", 50, 50, 12, 6, 30), 50, 50, 8.0) == Grip("body")


def _grabbing(shape: Shape, grip: Grip, *others: Shape, **more: object) -> Person:
    context = at_work(shape, *others, **more)  # type: ignore[arg-type]
    begin: Callable[[Context, Pointer], Stroke] = lambda own, start: begin_grab(own, start, shape, grip)  # noqa: E731
    return Person(context, begin)


def _after(person: Person) -> Shape:
    return person.shapes()[0]


def test_a_vertex_follows_the_pointer_and_ends_in_the_picture() -> None:
    moved = _after(_grabbing(square("p", 20, 20, 40), Grip("handle", 2)).drag((61, 60), (81, 75), (999, 80)))
    assert moved.handles == ((20, 20), (60, 20), (200, 80), (20, 60))


def test_a_press_on_a_vertex_that_hardly_moves_changes_nothing() -> None:
    person = _grabbing(square("p", 20, 20, 40), Grip("handle", 2)).drag((61, 61), (61, 62))
    assert person.done is not None
    assert person.done.step is None


def test_a_dragged_vertex_snaps_to_a_neighbour_but_not_to_its_own_shape() -> None:
    person = _grabbing(square("p", 20, 20, 40), Grip("handle", 1), square("n", 100, 20, 40))
    person.down(60, 20).move(98, 22)
    assert person.preview.spot == (100, 20)
    person.move(22, 22)
    assert person.preview.spot is None


def test_a_vertex_dragged_across_the_outline_is_refused_and_the_shape_stays() -> None:
    person = _grabbing(square("p", 20, 20, 40), Grip("handle", 0)).drag((20, 20), (90, 40), adds=True)
    assert "相交" in person.refused


def test_an_outline_dragged_into_its_hole_is_refused() -> None:
    holed = polygon("p", (0, 0), (90, 0), (90, 90), (0, 90), holes=[((30, 30), (60, 30), (60, 60))])
    person = _grabbing(holed, Grip("edge", 0)).drag((45, 0), (45, 50), adds=True)
    assert "洞" in person.refused


def test_an_edge_that_is_dragged_gets_a_new_vertex() -> None:
    changed = _after(_grabbing(square("p", 20, 20, 40), Grip("edge", 3)).drag((21, 40), (11, 45)))
    assert changed.handles == ((20, 20), (60, 20), (60, 60), (20, 60), (10, 45))
    line = _after(_grabbing(LINE, Grip("edge", 1)).drag((60, 50), (80, 50)))
    assert line.handles == ((20, 20), (60, 20), (80, 50), (60, 80))


def test_a_click_on_an_edge_puts_no_vertex_in() -> None:
    person = _grabbing(square("p", 20, 20, 40), Grip("edge", 0)).click((40, 20))
    assert person.done is not None
    assert person.done.step is None


def test_alt_and_click_take_a_vertex_out_at_once() -> None:
    person = _grabbing(square("p", 20, 20, 40), Grip("handle", 1)).down(60, 20, alt=True)
    assert _after(person).handles == ((20, 20), (60, 60), (20, 60))
    line = _grabbing(LINE, Grip("handle", 0)).down(20, 20, alt=True)
    assert _after(line).handles == ((60, 20), (60, 80))


def test_the_last_vertices_stay_and_a_hole_goes_whole() -> None:
    triangle = polygon("p", (20, 20), (90, 20), (90, 90))
    assert "3 个点" in _grabbing(triangle, Grip("handle", 0)).down(20, 20, alt=True).refused
    two = Polyline("l", "car", ((0, 0), (9, 9)))
    assert "2 个点" in _grabbing(two, Grip("handle", 0)).down(0, 0, alt=True).refused
    holed = polygon("p", (20, 20), (90, 20), (90, 90), holes=[((60, 30), (80, 30), (80, 50))])
    filled = _after(_grabbing(holed, Grip("handle", 4)).down(80, 30, alt=True))
    assert isinstance(filled, Polygon)
    assert len(filled.rings) == 1


def test_shift_and_click_lead_an_outline_another_way_to_the_next_vertex_clicked() -> None:
    person = _grabbing(square("p", 20, 20, 40), Grip("handle", 0)).down(20, 20, shift=True).up(20, 20)
    person.click((30, 5), (50, 5)).click((60, 20))
    led = _after(person)
    assert set(led.handles) == {(20, 20), (30, 5), (50, 5), (60, 20), (60, 60), (20, 60)}
    assert led.area == 1600 + 450


def test_shift_at_the_end_of_the_new_way_keeps_the_shorter_side() -> None:
    person = _grabbing(square("p", 20, 20, 40), Grip("handle", 0)).down(20, 20, shift=True).up(20, 20)
    led = _after(person.click((30, 5), (50, 5)).click((60, 20), shift=True))
    assert set(led.handles) == {(20, 20), (30, 5), (50, 5), (60, 20)}


def test_a_line_is_led_another_way_and_keeps_its_direction() -> None:
    person = _grabbing(LINE, Grip("handle", 2)).down(60, 80, shift=True).up(60, 80)
    led = _after(person.click((100, 60), (100, 30)).click((20, 20)))
    assert led.handles == ((20, 20), (100, 30), (100, 60), (60, 80))


def test_a_new_way_taken_back_to_its_start_changes_nothing() -> None:
    person = _grabbing(LINE, Grip("handle", 2)).down(60, 80, shift=True).up(60, 80).click((90, 90))
    person.say("undo").say("undo")
    assert person.done is not None
    assert person.done.step is None


def test_the_front_turns_a_rotated_box_and_shift_by_fifteen_degrees() -> None:
    turned = _after(_grabbing(CAR, Grip("turn", 4)).drag((130, 50), (100, 90)))
    assert isinstance(turned, RotatedBox)
    assert turned.angle == 90
    stepped = _after(_grabbing(CAR, Grip("turn", 4)).drag((130, 50), (129, 68), shift=True))
    assert isinstance(stepped, RotatedBox)
    assert stepped.angle == 30


def test_a_side_of_a_rotated_box_moves_alone() -> None:
    longer = _after(_grabbing(CAR, Grip("side", 0)).drag((130, 45), (140, 45)))
    assert longer == RotatedBox("r", "car", 105, 50, 70, 20, 0)
    slimmer = _after(_grabbing(CAR, Grip("side", 1)).drag((100, 60), (100, 20)))
    assert slimmer == RotatedBox("r", "car", 100, 40.5, 60, 1, 0)


def test_a_corner_of_a_rotated_box_keeps_its_angle() -> None:
    leaning = RotatedBox("r", "car", 100, 50, 60, 20, 30)
    x, y = leaning.corners[0]
    changed = _after(_grabbing(leaning, Grip("handle", 0)).drag((x, y), (x + 10, y)))
    assert isinstance(changed, RotatedBox)
    assert changed.angle == 30
    assert changed.corners[2] == pytest.approx(leaning.corners[2], abs=0.02)


def test_joints_corners_radii_and_points_are_dragged() -> None:
    bones = Skeleton("s", "car", (Joint(10, 10, "hidden"), Joint(50, 50, "out")))
    assert _after(_grabbing(bones, Grip("handle", 0)).drag((10, 10), (30, 40))) == Skeleton(
        "s", "car", (Joint(30, 40, "hidden"), Joint(50, 50, "out"))
    )
    ellipse = _after(
        _grabbing(Ellipse("e", "car", 50, 50, 30, 20), Grip("handle", 0)).drag((80, 50), (90, 50))
    )
    assert ellipse == Ellipse("e", "car", 50, 50, 40, 20)
    dot = _after(_grabbing(Dot("d", "car", 20, 20), Grip("handle", 0)).drag((20, 20), (40, 30)))
    assert dot.handles == ((40, 30),)


def test_a_flags_place_is_changed_like_a_box() -> None:
    flag = Flag("f", "car", 10, 10, 60, 60, target="t")
    changed = _after(_grabbing(flag, Grip("handle", 2, "bottom-right")).drag((60, 60), (90, 80)))
    assert changed == Flag("f", "car", 10, 10, 90, 80, target="t")
    side = _after(_grabbing(flag, Grip("side", 0, "left")).drag((10, 30), (20, 90)))
    assert side == Flag("f", "car", 20, 10, 60, 60, target="t")


@pytest.mark.parametrize("grip", [Grip("handle", 0), Grip("edge", 0)])
def test_a_locked_shape_withstands_and_says_so(grip: Grip) -> None:
    person = _grabbing(square("p", 20, 20, 40, locked=True), grip).drag((20, 20), (10, 10))
    assert "锁定" in person.refused


def test_a_shape_changed_onto_another_is_cut_where_nothing_may_overlap() -> None:
    person = _grabbing(
        square("p", 20, 20, 40), Grip("edge", 1), square("n", 80, 20, 40), limits=Limits(no_overlap=True)
    )
    changed = _after(person.drag((60, 40), (90, 40), adds=True))
    assert changed.bounds[2] == 80
