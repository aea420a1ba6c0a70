"""Joining, subtracting, slicing, simplifying and cleaning areas; each is one step that can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.annotation.forms import bitmap_of
from desktop.annotation.history import History
from desktop.annotation.limits import Limits, Sheet
from desktop.annotation.outcome import Done
from desktop.annotation.shapes.base import Shape, ShapeKind
from desktop.annotation.shapes.mask import Mask
from desktop.annotation.shapes.polygon import Polygon
from desktop.annotation.shapes.polyline import Polyline
from desktop.annotation.tools.slice import begin_slice
from desktop.annotation.verbs import areas

from .samples import Person, at_work, box, carried_out, mask, polygon, sheet, square


def _after(on: Sheet, done: Done) -> tuple[Shape, ...]:
    start = on.document.marks()
    history = History(on.document)
    assert done.step is not None, done.refused
    history.do(done.step)
    end = on.document.shapes()
    history.undo()
    assert on.document.marks() == start
    history.redo()
    return end


def test_two_polygons_that_touch_are_joined_under_the_first_id() -> None:
    on = sheet(square("a", 20, 20, 40), square("between", 150, 50, 9), square("b", 60, 20, 40))
    done = areas.join(on, ["a", "b"])
    one, other = _after(on, done)
    assert (one.id, one.bounds, one.area) == ("a", (20, 20, 100, 60), 3200)
    assert other.id == "between"
    assert done.selected == ("a",)


def test_a_mask_and_a_polygon_are_joined_to_a_mask() -> None:
    on = sheet(mask("m", 10, 10, 20, 20), square("p", 100, 10, 20))
    (one,) = _after(on, areas.join(on, ["m", "p"]))
    assert isinstance(one, Mask)
    assert one.area == 800


@pytest.mark.parametrize(
    ("shapes", "says"),
    [
        ([square("a", 0, 0, 10)], "两个以上"),
        ([square("a", 0, 0, 10), square("b", 50, 0, 10)], "不相连"),
        ([square("a", 0, 0, 10), square("b", 10, 0, 10, locked=True)], "两个以上"),
    ],
)
def test_what_cannot_be_joined_is_refused_with_the_reason(shapes: Sequence[Shape], says: str) -> None:
    on = sheet(*shapes)
    assert says in areas.join(on, [shape.id for shape in shapes]).refused


def test_marks_of_two_classes_are_not_joined() -> None:
    on = sheet(square("a", 0, 0, 10), mask("b", 5, 0, 10, 10, label="bus"))
    assert "类别" in areas.join(on, ["a", "b"]).refused


def test_the_others_are_taken_away_from_the_first() -> None:
    on = sheet(square("a", 20, 20, 40), square("b", 40, 20, 40))
    first, second = _after(on, areas.subtract(on, ["a", "b"]))
    assert first.bounds == (20, 20, 40, 60)
    assert second.bounds == (40, 20, 80, 60)


def test_a_hole_comes_of_what_lies_wholly_inside() -> None:
    on = sheet(square("a", 0, 0, 60), square("b", 20, 20, 10))
    first, _second = _after(on, areas.subtract(on, ["a", "b"]))
    assert isinstance(first, Polygon)
    assert len(first.rings) == 2


def test_one_alone_is_taken_away_from_what_lies_under_it_only() -> None:
    on = sheet(
        square("under", 20, 20, 40),
        mask("m", 30, 30, 40, 40),
        square("top", 40, 20, 40),
        square("over", 50, 20, 9),
    )
    under, middle, top, over = _after(on, areas.subtract(on, ["top"]))
    assert under.area == 800
    assert middle.area == 1600 - 30 * 30
    assert (top.area, over.area) == (1600, 81)


def test_what_is_covered_wholly_is_removed_and_what_is_cut_in_two_is_grouped() -> None:
    on = sheet(
        square("small", 45, 25, 4),
        polygon("long", (10, 30), (120, 30), (120, 40), (10, 40)),
        square("top", 40, 20, 40),
    )
    first, second, third = _after(on, areas.subtract_from_underlying(on, ["top"]))
    assert [shape.id for shape in (first, second)] == ["long", "top"]
    assert first.group == third.group != ""
    assert {first.area, third.area} == {300.0, 400.0}


def test_a_locked_one_underneath_stays_and_nothing_under_is_said() -> None:
    on = sheet(square("under", 20, 20, 40, locked=True), square("top", 40, 20, 40))
    assert "下面没有" in areas.subtract(on, ["top"]).refused


def test_the_selected_keep_off_all_others() -> None:
    on = sheet(square("a", 20, 20, 40), square("b", 40, 20, 40), mask("m", 50, 50, 20, 20))
    others = _after(on, areas.keep_off_others(on, ["b"]))
    assert others[0].area == 1600
    assert others[1].bounds == (60, 20, 80, 60)


def test_a_polygon_is_sliced_and_the_first_piece_keeps_the_id() -> None:
    on = sheet(square("a", 20, 20, 40))
    History(on.document).do(areas.slice_areas(on, ["a"], [(30, 0), (30, 90)]))
    one, two = on.document.shapes()
    assert (one.id, one.area, two.area) == ("a", 1200, 400)
    assert two.id != "a"
    assert two.label == "car"


def test_a_mask_and_a_line_are_sliced_too() -> None:
    on = sheet(mask("m", 20, 20, 40, 40), Polyline("l", "car", ((10, 70), (60, 70))))
    History(on.document).do(areas.slice_areas(on, ["m", "l"], [(30, 0), (30, 90)]))
    pixels, first, more, second = on.document.shapes()
    assert (pixels.area, more.area) == (1200, 400)
    assert first.handles == ((10, 70), (30, 70))
    assert second.handles == ((30, 70), (60, 70))


def test_a_slice_that_ends_inside_cuts_nothing() -> None:
    on = sheet(square("a", 20, 20, 40))
    assert areas.slice_areas(on, ["a"], [(30, 0), (30, 40)]).edits == ()


def test_the_slice_tool_cuts_what_is_selected_or_else_whatever_it_crosses() -> None:
    shapes = (square("a", 20, 20, 40), square("b", 100, 20, 40), square("c", 20, 70, 20, locked=True))
    every = Person(at_work(*shapes), begin_slice).click((5, 40), (190, 40)).say("close")
    assert len(every.shapes()) == 5
    one = Person(at_work(*shapes, selected=["b"]), begin_slice).click((5, 40), (190, 40)).say("close")
    assert len(one.shapes()) == 4
    assert "切开" in Person(at_work(*shapes), begin_slice).click((5, 5), (190, 5)).say("close").refused


def test_simplifying_takes_points_that_hardly_matter() -> None:
    bumpy = polygon("a", (0, 0), (25, 0.4), (50, 0), (50, 50), (0, 50))
    on = sheet(bumpy, Polyline("l", "car", ((0, 60), (10, 60.5), (20, 60))))
    area, line = _after(on, areas.simplify(on, ["a", "l"], 1.0))
    assert len(area.handles) == 4
    assert line.handles == ((0, 60), (20, 60))
    assert "没有可减" in areas.simplify(on, ["a"], 1.0).refused
    assert "不适用" in areas.simplify(sheet(box("b", 0, 0, 9, 9)), ["b"], 1.0).refused


def test_holes_are_filled_and_islands_go() -> None:
    holed = polygon("p", (0, 0), (90, 0), (90, 90), holes=[((60, 10), (80, 10), (80, 30))])
    on = sheet(holed, mask("m", 120, 10, 20, 20))
    assert len(_after(on, areas.fill_holes(on, ["p"]))[0].paths) == 1
    assert "没有洞" in areas.fill_holes(on, ["m"]).refused
    two = sheet(mask("m", 10, 10, 20, 20), mask("n", 100, 10, 3, 3))
    carried_out(two, areas.join(two, ["m", "n"]))
    assert two.document.shapes()[0].area == 409
    (clean,) = _after(two, areas.remove_islands(two, ["m"]))
    assert clean.area == 400
    assert "没有碎块" in areas.remove_islands(two, ["m"], 5).refused


def test_a_class_that_is_drawn_as_boxes_alone_is_not_cut() -> None:
    only: frozenset[ShapeKind] = frozenset({"box"})
    on = sheet(box("a", 20, 20, 60, 60), box("b", 40, 20, 80, 60), limits=Limits(kinds=only))
    for verb in (areas.join, areas.subtract, areas.keep_off_others):
        assert verb(on, ["a", "b"]).refused


_SIDES = st.tuples(st.integers(0, 150), st.integers(0, 60), st.integers(3, 50), st.integers(3, 40))


@settings(max_examples=60)
@given(_SIDES, _SIDES)
def test_what_is_left_and_what_was_taken_make_up_the_whole(
    one: tuple[int, ...], other: tuple[int, ...]
) -> None:
    on = sheet(mask("a", *one), mask("b", *other))  # type: ignore[arg-type]
    first, second = on.document.shapes()
    left = areas.minus(on, first, [second])
    shared = bitmap_of(first, within=bitmap_of(second).box).within(bitmap_of(second).box)
    taken = int((shared.pixels & bitmap_of(second).pixels).sum())
    assert sum(piece.area for piece in left) + taken == first.area


@settings(max_examples=60)
@given(_SIDES, _SIDES)
def test_polygons_and_masks_are_subtracted_alike(one: tuple[int, ...], other: tuple[int, ...]) -> None:
    on = sheet()
    drawn: Callable[[str, tuple[int, ...]], Polygon] = lambda name, side: polygon(  # noqa: E731
        name,
        *((side[0] + dx * side[2], side[1] + dy * side[3]) for dx, dy in ((0, 0), (1, 0), (1, 1), (0, 1))),
    )
    by_outline = areas.minus(on, drawn("a", one), [drawn("b", other)])
    by_pixels = areas.minus(on, mask("a", *one), [mask("b", *other)])  # type: ignore[arg-type]
    assert sum(piece.area for piece in by_outline) == pytest.approx(sum(piece.area for piece in by_pixels))
