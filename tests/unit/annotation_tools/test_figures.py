"""Drawing rotated boxes, ellipses, quads, points, skeletons, flags and tags."""

from __future__ import annotations

import pytest

from desktop.annotation.history import History
from desktop.annotation.hits import ShapeTable
from desktop.annotation.limits import Limits
from desktop.annotation.shapes.dot import Dot
from desktop.annotation.shapes.ellipse import Ellipse
from desktop.annotation.shapes.flag import Flag
from desktop.annotation.shapes.quad import Quad
from desktop.annotation.shapes.rotated import RotatedBox
from desktop.annotation.shapes.skeleton import Skeleton
from desktop.annotation.tools.boxes import begin_box
from desktop.annotation.tools.dots import begin_dot
from desktop.annotation.tools.ellipse import begin_ellipse
from desktop.annotation.tools.flags import begin_flag, toggle_tag
from desktop.annotation.tools.quad import begin_quad
from desktop.annotation.tools.rotated import begin_rotated
from desktop.annotation.tools.skeletons import begin_skeleton
from desktop.annotation.tools.strokes import Settings, Template

from .samples import LABELS, Person, at_work, box, figure, sheet, square


def test_four_extreme_points_draw_the_box_around_them() -> None:
    person = Person(at_work(settings=Settings(corners="extremes")), begin_box)
    person.click((20, 50), (50, 20)).move(70, 90, held=False)
    assert person.preview.note == "第 3 点，共 4 点"
    assert person.preview.shapes[0].bounds == (20, 20, 70, 90)
    (drawn,) = person.click((90, 40), (60, 90)).shapes()
    assert drawn.bounds == (20, 20, 90, 90)


def test_an_extreme_point_may_be_taken_back() -> None:
    person = Person(at_work(settings=Settings(corners="extremes")), begin_box)
    person.click((20, 50), (0, 0)).say("undo").click((50, 20), (90, 40), (60, 90))
    assert person.shapes()[0].bounds == (20, 20, 90, 90)


def test_a_rotated_box_is_drawn_from_rear_to_front_and_then_to_its_width() -> None:
    person = Person(at_work(), begin_rotated).drag((20, 50), (60, 50)).move(50, 60, held=False)
    assert person.preview.note == "40 × 20 px  0.0°"
    (drawn,) = person.click((50, 60)).shapes()
    assert drawn == RotatedBox(drawn.id, "car", 40, 50, 40, 20, 0, attributes={"cut": False})


def test_the_heading_points_to_where_the_line_ends() -> None:
    (drawn,) = Person(at_work(), begin_rotated).click((60, 20), (60, 80), (70, 30)).shapes()
    assert isinstance(drawn, RotatedBox)
    assert (drawn.angle, drawn.width, drawn.height) == (90, 60, 20)


def test_shift_turns_the_heading_in_steps_of_fifteen_degrees() -> None:
    person = Person(at_work(), begin_rotated).drag((20, 20), (60, 40), shift=True)
    assert person.preview.shapes[0].angle == 30
    assert person.click((60, 80)).shapes()[0].angle == 30  # type: ignore[attr-defined]


def test_a_heading_line_without_length_is_refused() -> None:
    assert "至少要 1 像素" in Person(at_work(), begin_rotated).click((20, 20), (20, 20)).refused


def test_a_rotated_box_needs_a_width_before_it_ends() -> None:
    person = Person(at_work(), begin_rotated).drag((20, 50), (60, 50)).click((40, 50))
    assert person.done is None
    assert len(person.click((40, 58)).shapes()) == 1


def test_an_ellipse_fills_the_box_that_is_dragged() -> None:
    (drawn,) = Person(at_work(), begin_ellipse).drag((20, 20), (80, 60)).shapes()
    assert drawn == Ellipse(drawn.id, "car", 50, 40, 30, 20, attributes={"cut": False})


def test_alt_draws_an_ellipse_from_its_middle_and_shift_a_circle() -> None:
    (middle,) = Person(at_work(), begin_ellipse).drag((80, 50), (110, 70), alt=True).shapes()
    assert middle.bounds == (50, 30, 110, 70)
    (circle,) = Person(at_work(), begin_ellipse).drag((80, 80), (60, 20), shift=True).shapes()
    assert circle.bounds == (60, 60, 80, 80)


def test_an_ellipse_may_be_clicked_and_a_flat_one_is_refused() -> None:
    assert len(Person(at_work(), begin_ellipse).click((20, 20), (60, 60)).shapes()) == 1
    assert "椭圆" in Person(at_work(), begin_ellipse).drag((20, 20), (60, 20)).refused


def test_a_drag_draws_an_upright_quad_from_the_texts_top_left() -> None:
    (drawn,) = Person(at_work(), begin_quad).drag((80, 60), (20, 30)).shapes()
    assert isinstance(drawn, Quad)
    assert drawn.corners == ((20, 30), (80, 30), (80, 60), (20, 60))


def test_clicks_set_the_corners_of_a_quad_in_their_order() -> None:
    corners = ((20, 30), (80, 20), (85, 50), (22, 60))
    (drawn,) = Person(at_work(), begin_quad).click(*corners).shapes()
    assert drawn.handles == corners


def test_corners_set_the_other_way_round_are_turned_about_the_first() -> None:
    (drawn,) = Person(at_work(), begin_quad).click((20, 30), (22, 60), (85, 50), (80, 20)).shapes()
    assert drawn.handles == ((20, 30), (80, 20), (85, 50), (22, 60))


def test_a_corner_of_a_quad_may_be_taken_back_and_a_crossed_one_is_refused() -> None:
    person = Person(at_work(), begin_quad).click((20, 30), (80, 20), (0, 0)).say("undo")
    assert len(person.click((85, 50), (22, 60)).shapes()) == 1
    crossed = Person(at_work(), begin_quad).click((20, 30), (80, 60), (80, 30), (20, 60))
    assert "顺时针" in crossed.refused


def test_a_point_is_set_where_the_button_is_let_go_and_counted() -> None:
    first = Dot("d", "car", 5, 5)
    person = Person(at_work(first, Dot("e", "bus", 9, 9)), begin_dot).down(20, 20)
    assert person.preview.note == "第 2 个"
    assert person.up(30.25, 40).shapes()[-1].handles == ((30.25, 40),)


def test_joints_are_set_in_their_order_and_named() -> None:
    person = Person(at_work(template=figure()), begin_skeleton).click((50, 20))
    assert person.preview.note == "下一个 2/3 手"
    (drawn,) = person.click((60, 40), (50, 80)).shapes()
    assert isinstance(drawn, Skeleton)
    assert drawn.handles == ((50, 20), (60, 40), (50, 80))
    assert {joint.state for joint in drawn.joints} == {"visible"}


def test_words_say_that_a_joint_is_hidden_or_out_and_take_one_back() -> None:
    person = Person(at_work(template=figure()), begin_skeleton).click((50, 20)).say("hidden")
    assert person.preview.note == "下一个 2/3 手 遮挡"
    assert person.say("visible").preview.note == "下一个 2/3 手"
    person.say("hidden")
    person.click((60, 40)).say("undo").click((70, 40), alt=True).say("out")
    (drawn,) = person.shapes()
    assert isinstance(drawn, Skeleton)
    assert [joint.state for joint in drawn.joints] == ["visible", "hidden", "out"]
    assert drawn.handles[1] == (70, 40)


def test_a_skeleton_closed_early_leaves_the_rest_out_of_the_picture() -> None:
    (drawn,) = Person(at_work(template=figure()), begin_skeleton).click((50, 20)).say("close").shapes()
    assert isinstance(drawn, Skeleton)
    assert [joint.state for joint in drawn.joints] == ["visible", "out", "out"]


def test_a_drag_drops_the_whole_figure_into_its_box() -> None:
    person = Person(at_work(template=figure()), begin_skeleton).down(20, 10).move(40, 40)
    assert person.preview.band == (20, 10, 40, 40)
    assert person.preview.note == "整副 3 个点  20 × 30 px"
    (drawn,) = person.move(60, 90).up(60, 90).shapes()
    assert drawn.handles == ((40, 10), (60, 50), (40, 90))


def test_a_figure_of_which_nobody_knows_the_places_is_dropped_in_a_ring() -> None:
    named = Template(("a", "b", "c", "d"))
    (drawn,) = Person(at_work(template=named), begin_skeleton).drag((20, 20), (60, 60)).shapes()
    assert drawn.handles == ((40, 20), (60, 40), (40, 60), (20, 40))


def test_a_skeleton_with_nothing_in_the_picture_or_no_joints_is_refused() -> None:
    person = Person(at_work(template=figure()), begin_skeleton).down(50, 20)
    for _joint in range(3):
        person.say("out")
    assert "画外" in person.refused
    assert "骨架" in Person(at_work(), begin_skeleton).down(50, 20).refused


def test_a_click_flags_the_mark_under_inspection() -> None:
    given = ShapeTable(LABELS, sheet(box("g", 20, 20, 60, 60)).document)
    (drawn,) = Person(at_work(underlay=given), begin_flag).click((40, 40)).shapes()
    assert drawn == Flag(drawn.id, "car", 20, 20, 60, 60, target="g", attributes={"cut": False})


def test_a_drag_flags_a_place_and_no_flag_is_flagged() -> None:
    (drawn,) = Person(at_work(), begin_flag).drag((60, 60), (90, 80), (20, 30)).shapes()
    assert drawn == Flag(drawn.id, "car", 20, 30, 60, 60, attributes={"cut": False})
    again = Person(at_work(drawn), begin_flag).click((40, 40))
    assert "漏标" in again.refused


def test_a_tag_comes_and_goes_with_the_same_key() -> None:
    on = sheet(square("a", 0, 0, 20))
    history = History(on.document)
    history.do(toggle_tag(on, "road", attributes={}, name="标签"))
    history.do(toggle_tag(on, "car", attributes={}, name="标签"))
    assert [(mark.label, mark.kind) for mark in on.document.shapes()][1:] == [("road", "tag"), ("car", "tag")]
    history.do(toggle_tag(on, "road", attributes={}, name="标签"))
    assert [mark.label for mark in on.document.shapes()] == ["car", "car"]


@pytest.mark.parametrize("begin", [begin_box, begin_ellipse, begin_rotated, begin_quad])
def test_what_is_under_the_least_size_is_told_and_where_the_order_is_firm_refused(begin: object) -> None:
    person = Person(at_work(limits=Limits(side=30.0, firm=True)), begin)  # type: ignore[arg-type]
    person.down(20, 20).move(40, 40).up(40, 40)
    if person.done is None:
        person.move(40, 50, held=False)
        assert "30" in person.preview.warning
        person.click((32, 28))
    assert "30" in person.refused
