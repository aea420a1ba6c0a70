"""Scissors that cling to edges and the wand that takes a colour, where the order lets them help."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from desktop.annotation.limits import Limits
from desktop.annotation.shapes.mask import Mask
from desktop.annotation.shapes.polygon import Polygon
from desktop.annotation.shapes.polyline import Polyline
from desktop.annotation.tools.scissors import begin_scissors
from desktop.annotation.tools.strokes import Settings
from desktop.annotation.tools.wand import begin_wand

from .samples import Person, at_work, mask

PICTURE = np.full((100, 200, 3), 60, np.uint8)
#: A bright plate from 40, 20 to 120, 80, a little less bright in its right half.
PICTURE[20:80, 40:120] = 200
PICTURE[20:80, 80:120] = 180


def pixels(x1: int, y1: int, x2: int, y2: int) -> NDArray[np.uint8]:
    """Return a piece of the picture."""
    return PICTURE[y1:y2, x1:x2]


def test_the_wand_takes_what_hangs_together_in_colour_as_a_polygon() -> None:
    (drawn,) = Person(at_work(pixels=pixels), begin_wand).click((50, 50)).shapes()
    assert isinstance(drawn, Polygon)
    assert drawn.bounds == (40, 20, 120, 80)
    assert drawn.area == 4800


def test_a_narrower_tolerance_takes_less_and_a_drag_changes_it() -> None:
    narrow = Settings(tolerance=10)
    (half,) = Person(at_work(pixels=pixels, settings=narrow), begin_wand).click((50, 50)).shapes()
    assert half.bounds == (40, 20, 80, 80)
    person = Person(at_work(pixels=pixels, settings=narrow), begin_wand).down(50, 50).move(80, 50)
    assert person.preview.note.startswith("容差 30")
    (whole,) = person.up(80, 50).shapes()
    assert whole.bounds == (40, 20, 120, 80)


def test_dragging_up_takes_more_and_down_takes_less() -> None:
    up = Person(at_work(pixels=pixels), begin_wand).down(50, 50).move(50, 41)
    assert up.preview.note.startswith("容差 30")
    down = Person(at_work(pixels=pixels), begin_wand).down(50, 50).move(50, 59)
    assert down.preview.note.startswith("容差 18")


def test_the_wand_paints_a_mask_where_the_class_is_one_and_adds_to_the_selected() -> None:
    (drawn,) = Person(at_work(pixels=pixels, as_mask=True), begin_wand).click((50, 50)).shapes()
    assert isinstance(drawn, Mask)
    assert drawn.area == 4800
    context = at_work(mask("m", 30, 20, 10, 10), selected=["m"], pixels=pixels, as_mask=True)
    (grown,) = Person(context, begin_wand).click((50, 50)).shapes()
    assert grown.area == 4900


def test_the_wand_outside_the_picture_says_so() -> None:
    assert "图片里面" in Person(at_work(pixels=pixels), begin_wand).click((-50, 50)).refused


@pytest.mark.parametrize("begin", [begin_wand, begin_scissors])
def test_help_is_refused_where_the_order_forbids_it_and_before_the_picture_is_read(begin: object) -> None:
    forbidden = at_work(pixels=pixels, limits=Limits(edge_help=False))
    assert "不许" in Person(forbidden, begin).click((50, 50)).refused  # type: ignore[arg-type]
    assert "还没有读完" in Person(at_work(), begin).click((50, 50)).refused  # type: ignore[arg-type]


def test_the_scissors_go_around_a_plate_by_its_edges() -> None:
    person = Person(at_work(pixels=pixels), begin_scissors)
    person.click((40, 20), (119.5, 20), (119.5, 79.5), (40, 79.5)).click((40.5, 20.5))
    (drawn,) = person.shapes()
    assert isinstance(drawn, Polygon)
    assert drawn.area == pytest.approx(4800, rel=0.05)
    assert all(abs(a - b) <= 3 for a, b in zip(drawn.bounds, (40, 20, 120, 80), strict=True))


def test_between_two_clicks_the_line_clings_to_the_edge_that_a_straight_one_would_miss() -> None:
    person = Person(at_work(pixels=pixels), begin_scissors).click((41, 40)).move(70, 20, held=False)
    corner = min(abs(x - 40) + abs(y - 20) for x, y in person.preview.trail)
    assert corner <= 4
    straight = person.move(70, 20, held=False, adds=True).preview.trail
    assert straight == ((41, 40), (70, 20))


def test_a_stretch_of_the_scissors_is_taken_back_and_the_first_ends_the_stroke() -> None:
    person = Person(at_work(pixels=pixels), begin_scissors).click((40, 20), (100, 20)).say("undo")
    assert person.done is None
    assert person.preview.trail[0] == (40, 20)
    person.down(0, 0, button="right")
    assert person.done is not None
    assert person.done.step is None


def test_the_scissors_draw_a_line_where_the_class_is_one() -> None:
    person = Person(at_work(pixels=pixels, as_line=True), begin_scissors)
    (drawn,) = person.click((40, 20), (118, 20), (118, 20)).shapes()
    assert isinstance(drawn, Polyline)
    assert drawn.length == pytest.approx(78, abs=3)


def test_scissors_closed_too_early_are_refused() -> None:
    assert "3 个点" in Person(at_work(pixels=pixels), begin_scissors).click((60, 50)).say("close").refused


def _at_a_faint_edge(edges: float) -> Person:
    """Scissors over a plate that is a little brighter than what is around it, below a bright one."""
    faint = np.full((100, 200, 3), 60, np.uint8)
    faint[20:40, 40:120] = 220
    faint[60:80, 40:120] = 68

    def look(x1: int, y1: int, x2: int, y2: int) -> NDArray[np.uint8]:
        return faint[y1:y2, x1:x2]

    context = at_work(pixels=look, settings=Settings(edges=edges), as_line=True)
    # From the middle of the faint plate's left side to the middle of its right side.
    return Person(context, begin_scissors).click((40, 70)).move(120, 70, held=False)


def test_more_sensitive_scissors_follow_a_fainter_edge() -> None:
    def strays(edges: float) -> float:
        return max(abs(y - 70) for _x, y in _at_a_faint_edge(edges).preview.trail)

    assert strays(100.0) > 8
    assert strays(0.0) < 3


def test_scissors_set_otherwise_in_the_middle_of_a_stretch_look_for_their_way_anew() -> None:
    hand = [Settings(edges=0.0)]
    person = _at_a_faint_edge(0.0)
    object.__setattr__(person.context, "ask", lambda: hand[0])
    straight = person.preview.trail
    assert "灵敏度 0" in person.preview.note
    hand[0] = Settings(edges=100.0)
    person.say("")
    assert "灵敏度 100" in person.preview.note
    assert person.preview.trail != straight
    assert person.preview.trail[0] == straight[0]


def test_the_wand_set_wider_while_it_is_pressed_takes_more() -> None:
    hand = [Settings(tolerance=10)]
    person = Person(at_work(pixels=pixels, ask=lambda: hand[0]), begin_wand).down(50, 50)
    assert person.preview.note.startswith("容差 10")
    hand[0] = Settings(tolerance=40)
    person.say("")
    assert person.preview.note.startswith("容差 40")
    (whole,) = person.up(50, 50).shapes()
    assert whole.bounds == (40, 20, 120, 80)
