"""Drawing polygons and lines: by clicks, by hand, along neighbours, with holes."""

from __future__ import annotations

import pytest

from desktop.annotation.limits import Limits
from desktop.annotation.shapes.polygon import Polygon
from desktop.annotation.shapes.polyline import Polyline
from desktop.annotation.tools.polygon import begin_polygon
from desktop.annotation.tools.polyline import begin_polyline
from desktop.annotation.tools.strokes import Settings

from .samples import Person, at_work, polygon, square

CORNERS = ((20.0, 20.0), (80.0, 20.0), (80.0, 60.0))


def _drawing(*shapes: Polygon, **more: object) -> Person:
    return Person(at_work(*shapes, **more), begin_polygon)  # type: ignore[arg-type]


def test_clicks_and_enter_draw_a_polygon_with_class_and_answers() -> None:
    person = _drawing().click(*CORNERS).say("close")
    (drawn,) = person.shapes()
    assert isinstance(drawn, Polygon)
    assert drawn.rings == (CORNERS,)
    assert (drawn.label, drawn.attributes) == ("car", {"cut": False})
    assert person.done is not None
    assert person.done.selected == (drawn.id,)


def test_a_click_on_the_first_point_closes_it() -> None:
    (drawn,) = _drawing().click(*CORNERS, (21, 21)).shapes()
    assert drawn.handles == CORNERS


def test_near_its_first_point_the_line_shows_that_it_will_close() -> None:
    person = _drawing().click(*CORNERS).move(22, 22, held=False)
    assert person.preview.spot == (20, 20)
    assert person.preview.warning == ""
    assert person.move(30, 22, held=False).preview.spot is None


def test_a_double_click_closes_it_where_it_is() -> None:
    (drawn,) = _drawing().click(*CORNERS, CORNERS[-1]).shapes()
    assert drawn.handles == CORNERS


def test_a_word_or_a_right_click_takes_the_last_point_back() -> None:
    person = _drawing().click(*CORNERS, (30, 90)).say("undo").click((40, 80))
    person.down(0, 0, button="right").up(0, 0)
    (drawn,) = person.say("close").shapes()
    assert drawn.handles == CORNERS


def test_the_first_point_taken_back_ends_the_stroke_without_a_trace() -> None:
    person = _drawing().click((20, 20)).say("undo")
    assert person.done is not None
    assert (person.done.step, person.done.refused) == (None, "")


def test_two_points_are_not_closed_but_told() -> None:
    person = _drawing().click((20, 20), (80, 20)).say("close")
    assert person.done is None
    assert "3" in person.preview.warning
    person.click((80, 60))
    assert person.preview.warning == ""


def test_the_line_is_led_on_to_the_pointer_and_says_how_many_points_and_how_large() -> None:
    person = _drawing().click((20, 20), (80, 20)).move(80, 60, held=False)
    assert person.preview.trail == CORNERS
    assert person.preview.closes
    assert person.preview.note == "3 个点  1200 px²"


def test_a_press_and_drag_makes_a_piece_of_the_line() -> None:
    (drawn,) = _drawing().drag((20, 20), (50, 20), (80, 20)).click((80, 60)).say("close").shapes()
    assert drawn.handles == CORNERS


def test_a_point_ends_at_the_border_of_the_picture() -> None:
    (drawn,) = _drawing().click((20, 20), (900, 20), (80, 900)).say("close").shapes()
    assert drawn.handles == ((20, 20), (200, 20), (80, 100))


def test_a_line_that_crosses_itself_says_so_until_it_no_longer_does_and_shows_where() -> None:
    person = _drawing().click((20, 20), (80, 60), (80, 20)).move(20, 60, held=False)
    assert "相交" in person.preview.warning
    assert person.preview.knot == (50, 40)
    # The click that makes it, and whatever comes after, does not take the warning away.
    person.click((20, 60)).move(10, 70, held=False)
    assert "相交" in person.preview.warning
    assert person.preview.knot == (50, 40)
    person.say("undo").move(120, 30, held=False)
    assert person.preview.warning == ""
    assert person.preview.knot is None


def test_a_crossed_outline_cannot_be_closed_and_nothing_of_it_is_lost() -> None:
    person = _drawing().click((20, 20), (80, 60), (80, 20), (20, 60)).say("close")
    assert person.done is None
    assert "退回" in person.preview.warning
    (drawn,) = person.say("undo").say("undo").click((20, 60)).say("close").shapes()
    assert drawn.handles == ((20, 20), (80, 60), (20, 60))


def test_the_side_that_would_close_an_outline_is_told_when_it_crosses_another() -> None:
    # Open it does not cross itself; closed it would.
    person = _drawing().click((20, 20), (80, 20), (80, 60), (50, 60), (50, 10)).move(20, 20, held=False)
    assert "相交" in person.preview.warning
    assert person.preview.knot is not None
    person.down(20, 20).up(20, 20)
    assert person.done is None


def test_a_line_that_was_drawn_free_over_itself_says_so() -> None:
    person = _drawing(settings=Settings(spacing=1.0)).click((20, 20), (80, 20))
    person.down(80, 40, shift=True)
    for y in range(39, 4, -1):
        person.move(50, y, shift=True)
    person.up(50, 5, shift=True).move(60, 5, held=False)
    assert person.preview.knot is not None


def test_shift_and_drag_draw_free_with_points_some_screen_pixels_apart() -> None:
    person = _drawing(settings=Settings(spacing=2.0)).down(20, 20, shift=True)
    for x in range(21, 81):
        person.move(x, 20, shift=True)
    person.up(80, 20, shift=True).click((80, 60)).say("close")
    (drawn,) = person.shapes()
    xs = [x for x, y in drawn.handles if y == 20]
    assert xs == [20, 26, 32, 38, 44, 50, 56, 62, 68, 74, 80]


def test_what_was_drawn_free_is_taken_back_in_one() -> None:
    person = _drawing().click((20, 20)).down(40, 20, shift=True)
    for x in range(41, 90):
        person.move(x, 20, shift=True)
    person.up(90, 20, shift=True).say("undo").move(50, 50, held=False)
    assert person.preview.trail == ((20, 20), (40, 20), (50, 50))


def test_points_too_close_or_too_far_are_told() -> None:
    limits = Limits(least_spacing=5.0, most_spacing=40.0, most_points=3)
    person = _drawing(limits=limits).click((20, 20)).move(23, 20, held=False)
    assert "太密" in person.preview.warning
    assert "太疏" in person.move(90, 20, held=False).preview.warning
    assert person.move(50, 20, held=False).preview.warning == ""
    person.click((50, 20), (50, 50)).move(20, 50, held=False)
    assert "最多 3" in person.preview.warning
    assert "最多 3" in person.click((20, 50)).say("close").refused


@pytest.mark.parametrize(("firm", "drawn"), [(True, 0), (False, 1)])
def test_a_polygon_under_the_least_area_is_told_and_refused_only_where_the_order_is_firm(
    firm: bool, drawn: int
) -> None:
    person = _drawing(limits=Limits(area=2000.0, firm=firm)).click(*CORNERS).say("close")
    assert len(person.shapes()) == drawn
    assert person.done is not None
    assert ("2000 px²" in person.done.refused) == firm


def test_a_point_snaps_to_a_neighbours_corner_and_shows_it_and_ctrl_suspends_it() -> None:
    person = _drawing(square("n", 100, 20, 40)).click((20, 20)).move(98.5, 21, held=False)
    assert person.preview.spot == (100, 20)
    assert person.preview.trail[-1] == (100, 20)
    person.move(98.5, 21, held=False, adds=True)
    assert person.preview.spot is None
    assert person.preview.trail[-1] == (98.5, 21)


def test_a_point_snaps_to_a_neighbours_edge_but_a_corner_comes_first() -> None:
    person = _drawing(square("n", 100, 20, 40)).click((20, 20)).move(98, 40, held=False)
    assert person.preview.spot == (100, 40)
    assert person.move(101, 22.5, held=False).preview.spot == (100, 20)


def test_snapping_is_off_when_the_hand_is_set_so_unless_the_order_shares_borders() -> None:
    neighbour, off = square("n", 100, 20, 40), Settings(snap=False)
    loose = _drawing(neighbour, settings=off).click((20, 20)).move(98.5, 21, held=False)
    assert loose.preview.spot is None
    bound = _drawing(neighbour, settings=off, limits=Limits(shared_borders=True))
    assert bound.click((20, 20)).move(98.5, 21, held=False).preview.spot == (100, 20)


def test_alt_traces_a_neighbours_border_point_for_point() -> None:
    neighbour = polygon("n", (100, 20), (120, 10), (140, 20), (140, 60), (100, 60))
    person = _drawing(neighbour).click((60, 20), (100, 20)).click((140, 20), alt=True)
    (_neighbour, drawn) = person.click((180, 1), (60, 1)).say("close").shapes()
    assert drawn.handles == ((60, 20), (100, 20), (120, 10), (140, 20), (180, 1), (60, 1))


def test_alt_and_shift_trace_the_longer_way_round() -> None:
    neighbour = square("n", 100, 20, 40)
    person = _drawing(neighbour).click((60, 40), (100, 20)).click((140, 20), alt=True, shift=True)
    (_neighbour, drawn) = person.click((160, 90), (60, 90)).say("close").shapes()
    assert drawn.handles[:5] == ((60, 40), (100, 20), (100, 60), (140, 60), (140, 20))


def test_where_borders_are_shared_two_clicks_on_one_trace_it_by_themselves() -> None:
    neighbour = square("n", 100, 20, 40)
    person = _drawing(neighbour, limits=Limits(shared_borders=True))
    (_neighbour, drawn) = person.click((60, 20), (100, 30), (110, 60), (60, 90)).say("close").shapes()
    assert drawn.handles == ((60, 20), (100, 30), (100, 60), (110, 60), (60, 90))


def test_a_traced_stretch_is_taken_back_in_one() -> None:
    neighbour = square("n", 100, 20, 40)
    person = _drawing(neighbour).click((60, 20), (100, 30)).click((110, 60), alt=True).say("undo")
    assert person.move(50, 50, held=False).preview.trail == ((60, 20), (100, 30), (50, 50))


def test_alt_inside_the_selected_polygon_cuts_a_hole() -> None:
    person = _drawing(square("a", 20, 20, 60), selected=["a"])
    person.click((30, 30), alt=True).click((60, 30), (60, 60)).say("close")
    (cut,) = person.shapes()
    assert isinstance(cut, Polygon)
    assert len(cut.rings) == 2
    assert cut.area == 3600 - 450


@pytest.mark.parametrize(
    ("limits", "points"),
    [
        (None, ((30, 30), (150, 30), (60, 60))),
        (None, ((30, 30), (60, 60), (60, 30), (30, 60))),
        (Limits(allow_holes=False), ((30, 30), (60, 30), (60, 60))),
    ],
)
def test_a_hole_over_the_border_across_itself_or_against_the_rules_is_refused(
    limits: Limits | None, points: tuple[tuple[float, float], ...]
) -> None:
    person = _drawing(square("a", 20, 20, 60), selected=["a"], limits=limits, settings=Settings(snap=False))
    person.down(*points[0], alt=True)
    if person.done is None:
        person.up(*points[0], alt=True).click(*points[1:]).say("close")
    if person.done is None:
        assert "相交" in person.preview.warning
        return
    assert person.refused


def test_a_new_area_is_cut_by_what_lies_there_where_nothing_may_overlap() -> None:
    limits = Limits(no_overlap=True)
    person = _drawing(square("a", 60, 20, 60), limits=limits, settings=Settings(snap=False))
    (_old, new) = person.click((20, 30), (80, 30), (80, 50), (20, 50)).say("close").shapes()
    assert new.bounds == (20, 30, 60, 50)
    assert new.area == 800


def test_a_new_area_cut_in_two_stays_one_object_by_its_group() -> None:
    limits = Limits(no_overlap=True)
    person = _drawing(square("a", 60, 20, 40), limits=limits, settings=Settings(snap=False))
    (_old, one, two) = person.click((20, 30), (150, 30), (150, 50), (20, 50)).say("close").shapes()
    assert one.group == two.group != ""
    assert (one.area, two.area) == (1000, 800)


def test_an_area_on_a_place_that_is_taken_is_refused() -> None:
    person = _drawing(square("a", 10, 10, 80), limits=Limits(no_overlap=True), settings=Settings(snap=False))
    assert "占满" in person.click((20, 20), (40, 20), (40, 40)).say("close").refused


def test_clicks_draw_a_directed_line_that_a_double_click_ends() -> None:
    person = Person(at_work(), begin_polyline).click((20, 20), (80, 20), (80, 60), (80, 60))
    (drawn,) = person.shapes()
    assert isinstance(drawn, Polyline)
    assert drawn.points == CORNERS


def test_a_line_says_its_length_and_needs_two_points() -> None:
    person = Person(at_work(), begin_polyline).click((20, 20)).say("close")
    assert person.done is None
    assert "2" in person.preview.warning
    person.click((80, 20)).move(80, 60, held=False)
    assert person.preview.note == "3 个点  长 100 px"
    assert not person.preview.closes


def test_a_line_may_come_back_to_its_first_point() -> None:
    person = Person(at_work(), begin_polyline).click((20, 20), (80, 20), (80, 60), (20, 20))
    assert person.done is None
    (drawn,) = person.say("close").shapes()
    assert drawn.handles == (*CORNERS, (20, 20))
