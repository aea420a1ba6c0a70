"""Changing kinds, order, groups, numbers; copying from picture to picture."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.annotation import edits
from desktop.annotation.document import Document
from desktop.annotation.history import History
from desktop.annotation.limits import Limits, Sheet
from desktop.annotation.shapes.base import Shape, ShapeKind
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.dot import Dot
from desktop.annotation.shapes.ellipse import Ellipse
from desktop.annotation.shapes.flag import Flag
from desktop.annotation.shapes.mask import Mask
from desktop.annotation.shapes.polygon import Polygon
from desktop.annotation.shapes.polyline import Polyline
from desktop.annotation.shapes.quad import Quad
from desktop.annotation.shapes.rotated import RotatedBox
from desktop.annotation.shapes.skeleton import Joint, Skeleton
from desktop.annotation.tools.placing import place_copies
from desktop.annotation.tools.strokes import Gesture, Pointer
from desktop.annotation.verbs import areas, clipboard, conversion, stacking, turning

from .samples import box, carried_out, mask, polygon, sheet, square

AREAS: tuple[Shape, ...] = (
    box("s", 20, 20, 60, 50),
    RotatedBox("s", "car", 50, 50, 40, 20, 30),
    square("s", 20, 20, 30),
    Ellipse("s", "car", 50, 50, 30, 20, 40),
    Quad("s", "car", ((20, 20), (60, 25), (58, 45), (21, 40))),
    mask("s", 20, 20, 30, 20),
)


@pytest.mark.parametrize("shape", AREAS, ids=lambda shape: shape.kind)
@pytest.mark.parametrize("kind", ["polygon", "mask", "box", "rotated", "ellipse", "quad", "point"])
def test_every_area_becomes_every_other_around_the_same_place(shape: Shape, kind: ShapeKind) -> None:
    on = sheet(shape)
    if shape.kind == kind:
        assert conversion.converted(on, shape, kind) == ()
        return
    (made,) = conversion.converted(on, shape, kind)
    assert (made.kind, made.id, made.label) == (kind, "s", "car")
    ax, ay = _middle(shape)
    bx, by = _middle(made)
    assert abs(ax - bx) <= 3
    assert abs(ay - by) <= 3


@pytest.mark.parametrize("shape", AREAS[:3], ids=lambda shape: shape.kind)
def test_an_area_as_pixels_and_back_is_nearly_as_large(shape: Shape) -> None:
    on = sheet(shape)
    (pixels,) = conversion.converted(on, shape, "mask")
    (outline,) = conversion.converted(on, pixels, "polygon")
    assert pixels.area == pytest.approx(shape.area, rel=0.05)
    assert outline.area == pytest.approx(shape.area, rel=0.05)


def test_a_mask_of_two_parts_becomes_two_polygons_of_one_group() -> None:
    first, second = mask("m", 10, 10, 20, 20), mask("n", 100, 10, 10, 10)
    both = Mask("m", "car", {**first.tiles})
    on = sheet(both, second)
    carried_out(on, areas.join(on, ["m", "n"]))
    document = carried_out(on, conversion.convert(on, ["m"], "polygon"))
    one, two = document.shapes()
    assert one.id == "m"
    assert one.group == two.group != ""
    assert {one.area, two.area} == {400.0, 100.0}


def test_by_key_a_shape_becomes_the_next_kind_that_its_class_allows() -> None:
    kinds: frozenset[ShapeKind] = frozenset({"polygon", "mask"})
    on = sheet(square("a", 20, 20, 30), limits=Limits(kinds=kinds))
    assert carried_out(on, conversion.convert(on, ["a"])).shapes()[0].kind == "mask"
    assert carried_out(on, conversion.convert(on, ["a"])).shapes()[0].kind == "polygon"
    alone: frozenset[ShapeKind] = frozenset({"polygon"})
    strict = sheet(square("a", 20, 20, 30), limits=Limits(kinds=alone))
    assert "不许" in conversion.convert(strict, ["a"]).refused


def test_a_line_may_become_an_area_but_a_point_nothing() -> None:
    line = Polyline("l", "car", ((10, 10), (60, 10), (60, 60)))
    on = sheet(line, Dot("d", "car", 5, 5))
    (area,) = conversion.converted(on, line, "polygon")
    assert area.area == 1250
    assert conversion.kinds_of(on.document.shapes()[1]) == ()


@pytest.mark.parametrize(
    ("way", "ids", "order"),
    [
        ("front", ["a", "c"], "bdac"),
        ("back", ["c", "d"], "cdab"),
        ("up", ["a"], "bacd"),
        ("up", ["c", "d"], "abcd"),
        ("up", ["a", "b"], "cabd"),
        ("down", ["d"], "abdc"),
        ("down", ["b", "c"], "bcad"),
    ],
)
def test_marks_are_brought_forward_and_back(way: stacking.Way, ids: list[str], order: str) -> None:
    document = Document([square(name, 0, 0, 10) for name in "abcd"])
    history = History(document)
    history.do(stacking.restack(document, ids, way))
    assert "".join(mark.id for mark in document) == order
    history.undo()
    assert "".join(mark.id for mark in document) == "abcd"


@given(st.lists(st.sampled_from("abcdef"), unique=True), st.sampled_from(["front", "back", "up", "down"]))
def test_the_order_among_the_chosen_and_among_the_others_stays(ids: list[str], way: stacking.Way) -> None:
    document = Document([square(name, 0, 0, 10) for name in "abcdef"])
    document.apply(stacking.restack(document, ids, way))
    order = [mark.id for mark in document]
    assert [own for own in order if own in ids] == sorted(ids)
    assert [own for own in order if own not in ids] == sorted(set("abcdef") - set(ids))


def test_a_group_is_made_and_dissolved_whole() -> None:
    document = Document([square(name, 0, 0, 10) for name in "abc"])
    history = History(document)
    history.do(stacking.group(document, ["a", "c"]))
    assert stacking.group_of(document, "a") == ("a", "c")
    assert stacking.group_of(document, "b") == ("b",)
    history.do(stacking.ungroup(document, ["c"]))
    assert {mark.group for mark in document} == {""}
    assert history.next_undo == "解散分组"


def test_a_pinned_mark_is_not_nudged_but_still_deleted() -> None:
    on = sheet(square("a", 20, 20, 20))
    on.document.apply(edits.pin(on.document, ["a"], pinned=True))
    assert edits.nudge(on, ["a"], 5, 5).edits == ()
    assert len(edits.erase(on.document, ["a"]).edits) == 1


def test_copies_have_ids_and_groups_of_their_own() -> None:
    on = sheet(
        square("a", 10, 10, 20, group="g"), square("b", 40, 10, 20, group="g", locked=True, hidden=True)
    )
    document = on.document
    document.apply(clipboard.paste(on, document.shapes()))
    _a, _b, one, two = document.shapes()
    assert one.bounds == (10, 10, 30, 30)
    assert one.group == two.group not in {"", "g"}
    assert not two.locked
    assert not two.hidden
    assert len({mark.id for mark in document}) == 4


def test_copies_go_around_the_pointer() -> None:
    on = sheet(square("a", 10, 10, 20), square("b", 40, 10, 20))
    on.document.apply(clipboard.paste(on, on.document.shapes(), (100, 60)))
    assert [shape.bounds for shape in on.document.shapes()[2:]] == [(75, 50, 95, 70), (105, 50, 125, 70)]


@pytest.mark.parametrize(
    ("shape", "bounds"),
    [
        (box("s", 180, 80, 400, 300), (180, 80, 200, 100)),
        (Flag("s", "car", 180, 80, 400, 300), (180, 80, 200, 100)),
        (square("s", 180, 80, 60), (180, 80, 200, 100)),
        (mask("s", 180, 80, 60, 60), (180, 80, 200, 100)),
        (RotatedBox("s", "car", 220, 50, 40, 20, 0), (160, 40, 200, 60)),
        (Ellipse("s", "car", 220, 50, 20, 10), (160, 40, 200, 60)),
        (Quad("s", "car", ((180, 80), (400, 80), (400, 90), (180, 90))), (180, 80, 200, 90)),
        (Polyline("s", "car", ((150, 50), (190, 50), (300, 50))), (150, 50, 190, 50)),
        (Skeleton("s", "car", (Joint(190, 50), Joint(190, 90), Joint(300, 50))), (190, 50, 190, 90)),
        (square("s", 300, 300, 20), None),
        (mask("s", 300, 300, 20, 20), None),
        (box("s", 300, 300, 320, 320), None),
        (Dot("s", "car", 300, 20), None),
        (Ellipse("s", "car", 50, 50, 200, 10), None),
    ],
)  # fmt: skip
def test_what_is_pasted_on_a_smaller_picture_is_cut_or_moved_inside_or_left_out(
    shape: Shape, bounds: tuple[float, ...] | None
) -> None:
    on = sheet()
    on.document.apply(clipboard.paste(on, [shape]))
    found = [copy.bounds for copy in on.document.shapes()]
    assert found == ([pytest.approx(bounds)] if bounds else [])


def test_a_class_that_may_not_be_drawn_so_is_not_pasted() -> None:
    kinds: frozenset[ShapeKind] = frozenset({"box"})
    on = Sheet(Document(), 200, 100, limits={"car": Limits(kinds=kinds)})
    step = clipboard.paste(on, [square("p", 0, 0, 10), box("b", 0, 0, 10, 10)])
    assert len(step.edits) == 1


def test_shapes_are_turned_about_their_middle() -> None:
    on = sheet(
        RotatedBox("r", "car", 50, 50, 40, 20, 359.5), square("p", 20, 20, 20), box("b", 100, 20, 120, 40)
    )
    document = carried_out(on, turning.turn(on, ["r", "p", "b"], 90))
    turned, outline, upright = document.shapes()
    assert isinstance(turned, RotatedBox)
    assert turned.angle == 89.5
    assert outline.handles == ((40, 20), (40, 40), (20, 40), (20, 20))
    assert upright == box("b", 100, 20, 120, 40)


def test_what_would_turn_out_of_the_picture_does_not() -> None:
    on = sheet(polygon("p", (0, 40), (100, 40), (100, 50), (0, 50)))
    assert "外面" in turning.turn(on, ["p"], 90).refused


def test_front_and_rear_and_the_direction_of_a_line_are_exchanged() -> None:
    on = sheet(RotatedBox("r", "car", 50, 50, 40, 20, 30), Polyline("l", "car", ((0, 0), (9, 9))))
    box_, line = carried_out(on, turning.flip_heading(on, ["r", "l"])).shapes()
    assert isinstance(box_, RotatedBox)
    assert box_.angle == 210
    assert line.handles == ((9, 9), (0, 0))
    assert "不适用" in turning.flip_heading(sheet(square("a", 0, 0, 9)), ["a"]).refused


@pytest.mark.parametrize(
    ("shape", "values", "bounds"),
    [
        (box("s", 10, 10, 30, 40), {"x": 5.0, "w": 50.0}, (5, 10, 55, 40)),
        (box("s", 10, 10, 30, 40), {"h": 0.0}, (10, 10, 30, 11)),
        (square("s", 20, 20, 20), {"x": 30.0, "w": 40.0, "h": 10.0}, (30, 20, 70, 30)),
        (RotatedBox("s", "car", 50, 50, 40, 20, 0), {"angle": 90.0, "x": 60.0}, (50, 30, 70, 70)),
        (Ellipse("s", "car", 50, 50, 20, 10), {"w": 60.0}, (20, 40, 80, 60)),
        (Dot("s", "car", 5, 5), {"x": 8.0}, (8, 5, 8, 5)),
        (mask("s", 10, 10, 20, 20), {"y": 30.0}, (10, 30, 30, 50)),
    ],
)
def test_numbers_that_are_typed_in_are_taken(
    shape: Shape, values: dict[str, float], bounds: tuple[float, ...]
) -> None:
    on = sheet(shape)
    on.document.apply(turning.set_numbers(on, "s", values))
    (changed,) = on.document.shapes()
    assert changed.bounds == pytest.approx(bounds)


def test_a_locked_mark_takes_no_numbers() -> None:
    on = sheet(box("s", 10, 10, 30, 40, locked=True))
    assert turning.set_numbers(on, "s", {"x": 1.0}).edits == ()


def _middle(shape: Shape) -> tuple[float, float]:
    x1, y1, x2, y2 = shape.bounds
    return (x1 + x2) / 2, (y1 + y2) / 2


def test_every_kind_is_nudged_duplicated_and_stays_inside() -> None:
    shapes: tuple[Shape, ...] = (
        box("b", 150, 50, 190, 95),
        Box("c", "car", 0, 0, 20, 20),
        RotatedBox("r", "car", 50, 50, 40, 20, 30),
        Polygon("p", "car", (((180, 90), (199.5, 90), (199.5, 99.5)),)),
        Dot("d", "car", 5, 5),
        mask("m", 180, 80, 20, 20),
    )
    on = sheet(*shapes)
    ids = [shape.id for shape in shapes]
    history = History(on.document)
    for shape_id in ids:
        history.do(edits.duplicate(on, [shape_id]))
        history.do(edits.nudge(on, [shape_id], 10, 10))
    assert len(on.document) == 2 * len(shapes)
    for shape in on.document.shapes():
        x1, y1, x2, y2 = shape.bounds
        assert x1 >= 0
        assert y1 >= 0
        assert x2 <= 200
        assert y2 <= 100


def test_copies_hang_at_the_pointer_until_a_click_puts_them_down() -> None:
    on = sheet(square("a", 10, 10, 20))
    gesture = Gesture(place_copies(on, on.document.shapes(), (50, 50)))
    assert [shape.bounds for shape in gesture.preview.shapes] == [(40, 40, 60, 60)]
    gesture.feed(Pointer(195, 50, "hover"))
    assert gesture.preview.shapes[0].bounds == (185, 40, 200, 60)
    gesture.feed(Pointer(100, 50, "press"))
    done = gesture.feed(Pointer(100, 50, "release"))
    assert carried_out(on, done).shapes()[1].bounds == (90, 40, 110, 60)


def test_copies_on_their_way_are_dropped_by_a_word() -> None:
    on = sheet(square("a", 10, 10, 20))
    done = Gesture(place_copies(on, on.document.shapes(), (50, 50))).feed(Pointer(0, 0, "word", word="undo"))
    assert done is not None
    assert done.step is None
