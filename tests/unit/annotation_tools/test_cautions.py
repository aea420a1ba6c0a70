"""What is said in red while a shape is in the hand, where a class may overlap nothing above all."""

from __future__ import annotations

import pytest

from desktop.annotation.grips import Grip
from desktop.annotation.limits import Limits
from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.dot import Dot
from desktop.annotation.shapes.ellipse import Ellipse
from desktop.annotation.shapes.quad import Quad
from desktop.annotation.shapes.rotated import RotatedBox
from desktop.annotation.tools.boxes import begin_box
from desktop.annotation.tools.cautions import caution, knot_of, lies_over
from desktop.annotation.tools.ellipse import begin_ellipse
from desktop.annotation.tools.grabs import begin_grab

from .samples import Person, at_work, mask, polygon, sheet, square

ALONE = Limits(no_overlap=True)
#: Each lies in 20..60 x 20..60.
AREAS: tuple[Shape, ...] = (
    Box("new", "car", 20, 20, 60, 60),
    RotatedBox("new", "car", 40, 40, 40, 40, 0),
    Ellipse("new", "car", 40, 40, 20, 20, 0),
    Quad("new", "car", ((20, 20), (60, 20), (60, 60), (20, 60))),
)


@pytest.mark.parametrize("shape", AREAS, ids=lambda shape: shape.kind)
def test_what_is_not_cut_by_itself_is_told_when_it_lies_over_another(shape: Shape) -> None:
    assert "不许重叠" in caution(sheet(square("n", 50, 30, 40), minimum=0.0, limits=ALONE), shape)
    assert caution(sheet(square("n", 70, 30, 20), minimum=0.0, limits=ALONE), shape) == ""
    assert caution(sheet(square("n", 50, 30, 40), minimum=0.0, limits=Limits()), shape) == ""


def test_touching_is_not_overlapping_and_corners_of_bounds_are_not_areas() -> None:
    on = sheet(square("n", 60, 20, 30), limits=ALONE)
    assert not lies_over(on, AREAS[0])
    # The bounds of the circle and of the box overlap, they themselves do not.
    assert not lies_over(sheet(square("n", 57, 57, 10), limits=ALONE), AREAS[2])
    assert lies_over(sheet(mask("m", 55, 30, 20, 20), limits=ALONE), AREAS[0])


def test_polygons_and_masks_are_cut_and_points_cover_nothing() -> None:
    on = sheet(square("n", 10, 10, 80), limits=ALONE)
    assert not lies_over(on, square("new", 20, 20, 20))
    assert not lies_over(on, mask("new", 20, 20, 10, 10))
    assert not lies_over(on, Dot("new", "car", 30, 30))


def test_a_box_over_another_is_told_while_it_is_drawn_and_after_it_was() -> None:
    context = at_work(box_at(50, 30, 90, 70), limits=ALONE)
    person = Person(context, begin_box).down(20, 20).move(60, 60)
    assert "不许重叠" in person.preview.warning
    person.up(60, 60)
    assert person.done is not None
    assert person.done.step is not None
    assert "不会自动切开" in person.done.told


def test_an_ellipse_beside_the_others_is_drawn_without_a_word() -> None:
    person = Person(at_work(box_at(50, 30, 90, 70), limits=ALONE), begin_ellipse).drag((10, 10), (40, 40))
    assert person.done is not None
    assert person.done.step is not None
    assert person.done.refused == person.done.told == ""


def test_a_box_that_is_pulled_over_another_is_told_and_one_let_alone_is_not() -> None:
    own, other = box_at(10, 20, 40, 60), box_at(60, 20, 90, 60, "other")
    context = at_work(own, other, limits=ALONE)
    person = Person(context, lambda on, start: begin_grab(on, start, own, Grip("side", 2, "right")))
    person.down(40, 40).move(70, 40)
    assert "不许重叠" in person.preview.warning
    person.up(70, 40)
    assert person.done is not None
    assert "不会自动切开" in person.done.told


def test_a_corner_that_is_dragged_across_its_outline_is_told_with_the_place() -> None:
    own = square("p", 20, 20, 40)
    person = Person(at_work(own), lambda on, start: begin_grab(on, start, own, Grip("handle", 0)))
    person.down(20, 20).move(80, 40)
    assert "相交" in person.preview.warning
    assert person.preview.knot is not None
    person.move(25, 25)
    assert person.preview.warning == ""
    assert person.preview.knot is None


def test_only_outlines_have_knots() -> None:
    assert knot_of(polygon("p", (0, 0), (10, 10), (10, 0), (0, 10))) == (5, 5)
    assert knot_of(square("p", 0, 0, 10)) is None
    assert all(knot_of(shape) is None for shape in AREAS)


def box_at(x1: float, y1: float, x2: float, y2: float, name: str = "own") -> Box:
    """A car."""
    return Box(name, "car", x1, y1, x2, y2)
