"""Painting masks: what each stroke adds or takes away, and that it can be taken back."""

from __future__ import annotations

import numpy as np
import pytest

from desktop.annotation.document import Document, Repaint
from desktop.annotation.history import History
from desktop.annotation.limits import Limits
from desktop.annotation.outcome import Done
from desktop.annotation.shapes.mask import Mask
from desktop.annotation.tools.brushes import begin_brush, begin_cut, begin_eraser, begin_fill
from desktop.annotation.tools.strokes import Settings

from .samples import Person, at_work, mask, square


def _only(person: Person) -> Mask:
    (found,) = person.shapes()
    assert isinstance(found, Mask)
    return found


def test_a_drag_paints_a_new_mask_that_is_selected() -> None:
    person = Person(at_work(), begin_brush).drag((40, 50), (60, 50), (80, 50))
    drawn = _only(person)
    assert drawn.box == (35, 45, 85, 55)
    assert drawn.holds(60, 50)
    assert not drawn.holds(35, 45)
    assert (drawn.label, drawn.attributes) == ("car", {"cut": False})
    assert person.done is not None
    assert person.done.selected == (drawn.id,)


def test_a_click_paints_a_dab_round_or_square() -> None:
    disc = _only(Person(at_work(settings=Settings(brush=11.0)), begin_brush).click((50.5, 50.5)))
    square_tip = Settings(brush=11.0, tip="square")
    full = _only(Person(at_work(settings=square_tip), begin_brush).click((50.5, 50.5)))
    assert full.area == 121
    assert disc.box == full.box == (45, 45, 56, 56)
    assert 0.74 < disc.area / full.area < 0.84


def test_the_selected_mask_grows_and_only_its_touched_tiles_change() -> None:
    person = Person(at_work(mask("m", 10, 10, 20, 20), selected=["m"]), begin_brush).drag((40, 20), (50, 20))
    assert isinstance(person.done, Done)
    assert person.done.step is not None
    (edit,) = person.done.step.edits
    assert isinstance(edit, Repaint)
    assert edit.mark_id == "m"
    assert list(edit.tiles) == [(0, 0)]
    grown = _only(person)
    assert grown.holds(15, 15)
    assert grown.holds(45, 20)


def test_a_brush_of_another_class_starts_a_mask_of_its_own() -> None:
    other = mask("m", 10, 10, 20, 20, label="bus")
    person = Person(at_work(other, selected=["m"]), begin_brush).click((60, 60))
    assert [shape.label for shape in person.shapes()] == ["bus", "car"]


def test_ground_without_objects_is_one_mask() -> None:
    person = Person(at_work(mask("m", 10, 10, 20, 20), is_stuff=True), begin_brush).click((90, 60))
    assert _only(person).holds(90, 60)


@pytest.mark.parametrize("held", [{"adds": True}, {"button": "right"}])
def test_ctrl_or_the_right_button_erases_with_the_brush(held: dict[str, object]) -> None:
    person = Person(at_work(mask("m", 10, 10, 40, 40), selected=["m"]), begin_brush)
    assert not _only(person.drag((30, 30), (31, 30), **held)).holds(30, 30)


def test_the_eraser_takes_pixels_from_whatever_mask_is_under_it() -> None:
    person = Person(at_work(mask("m", 10, 10, 40, 40)), begin_eraser).drag((30, 30), (45, 30))
    left = _only(person)
    assert not left.holds(30, 30)
    assert left.holds(12, 12)
    assert person.done is not None
    assert person.done.selected == ("m",)


def test_the_eraser_where_no_mask_is_says_so() -> None:
    assert "没有掩膜" in Person(at_work(square("p", 0, 0, 50)), begin_eraser).click((20, 20)).refused


def test_a_mask_erased_whole_is_gone_and_comes_back_with_undo() -> None:
    start = mask("m", 48, 48, 4, 4)
    person = Person(at_work(start), begin_eraser).click((50, 50))
    assert person.done is not None
    assert person.done.step is not None
    document = Document([start])
    history = History(document)
    history.do(person.done.step)
    assert len(document) == 0
    history.undo()
    assert document.marks() == (start,)


def test_shift_paints_one_straight_line() -> None:
    person = Person(at_work(), begin_brush).down(20, 20, shift=True).move(90, 80, shift=True)
    assert person.preview.trail == ((20, 20), (90, 80))
    assert person.preview.patch is None
    drawn = _only(person.move(90, 20, shift=True).up(90, 20, shift=True))
    assert drawn.box == (15, 15, 95, 25)


def test_what_is_painted_shows_before_the_stroke_ends() -> None:
    person = Person(at_work(), begin_brush).down(40, 50).move(80, 50)
    patch = person.preview.patch
    assert patch.adds
    assert patch.rect == (35, 45, 86, 56)
    assert patch.fresh == (35, 45, 86, 56)
    assert patch.tiles[0, 0][50, 60]
    person.move(80, 70)
    assert person.preview.patch.fresh[1] >= 45
    assert patch.tiles[0, 0][68, 80]


def test_a_pen_that_presses_lightly_paints_a_thinner_line() -> None:
    hard = _only(Person(at_work(), begin_brush).drag((40, 50), (80, 50)))
    soft = _only(Person(at_work(), begin_brush).drag((40, 50), (80, 50), pressure=0.5))
    assert (hard.box[1], hard.box[3]) == (45, 55)
    assert soft.box[1] > 45


def test_paint_ends_at_the_border_of_the_picture() -> None:
    drawn = _only(Person(at_work(), begin_brush).drag((190, 50), (400, 50), (400, 300)))
    assert drawn.box[2] == 200


def test_paint_wholly_outside_the_picture_is_nothing() -> None:
    person = Person(at_work(), begin_brush).drag((300, 300), (400, 300))
    assert person.shapes() == ()


def test_paint_keeps_off_other_areas_where_nothing_may_overlap() -> None:
    context = at_work(mask("other", 40, 40, 20, 20), square("p", 80, 40, 20), limits=Limits(no_overlap=True))
    *_others, new = Person(context, begin_brush).drag((30, 50), (120, 50)).shapes()
    assert isinstance(new, Mask)
    assert not new.holds(50, 50)
    assert not new.holds(90, 50)
    assert new.holds(70, 50)


def test_what_overlapped_before_a_stroke_stays_where_nothing_may_overlap() -> None:
    context = at_work(
        mask("other", 40, 40, 20, 20),
        mask("m", 30, 40, 20, 20),
        selected=["m"],
        limits=Limits(no_overlap=True),
    )
    grown = Person(context, begin_brush).drag((32, 70), (55, 50)).shapes()[1]
    assert isinstance(grown, Mask)
    assert grown.holds(45, 50)
    assert not grown.holds(55, 50)


def test_paint_may_take_its_pixels_from_other_masks_in_one_step() -> None:
    shapes = (
        mask("big", 30, 40, 60, 20, label="bus"),
        mask("small", 100, 48, 4, 4),
        mask("kept", 110, 40, 20, 20, locked=True),
    )
    context = at_work(*shapes, settings=Settings(brush=10.0, takes=True))
    person = Person(context, begin_brush).drag((20, 50), (150, 50))
    assert person.done is not None
    assert person.done.step is not None
    history = History(context.sheet.document)
    history.do(person.done.step)
    big, kept, new = context.sheet.document.of(Mask)
    assert (big.id, kept.id) == ("big", "kept")
    assert kept.area == 400
    assert not big.holds(60, 50)
    assert big.holds(60, 42)
    assert new.holds(60, 50)
    assert new.holds(102, 50)
    history.undo()
    assert context.sheet.document.shapes() == shapes


def test_where_nothing_may_overlap_paint_that_takes_keeps_off_outlines_only() -> None:
    context = at_work(
        mask("m", 40, 40, 20, 20, label="bus"),
        square("p", 80, 40, 20),
        limits=Limits(no_overlap=True),
        settings=Settings(brush=10.0, takes=True),
    )
    under, _outline, new = Person(context, begin_brush).drag((30, 50), (120, 50)).shapes()
    assert isinstance(under, Mask)
    assert isinstance(new, Mask)
    assert new.holds(50, 50)
    assert not under.holds(50, 50)
    assert not new.holds(90, 50)


def test_a_locked_mask_is_not_painted_on() -> None:
    person = Person(at_work(mask("m", 10, 10, 40, 40, locked=True), selected=["m"]), begin_brush)
    assert "锁定" in person.click((30, 30)).refused


def test_a_polygon_is_filled_into_the_mask_and_cut_out_of_it() -> None:
    start = mask("m", 10, 10, 20, 20)
    filled = _only(
        Person(at_work(start, selected=["m"]), begin_fill)
        .click((30, 10), (50, 10), (50, 30), (30, 30))
        .say("close")
    )
    assert filled.box == (10, 10, 50, 30)
    assert filled.area == 800
    cut = _only(
        Person(at_work(filled, selected=["m"]), begin_cut)
        .click((0, 0), (40, 0), (40, 100), (0, 100))
        .say("close")
    )
    assert cut.box == (40, 10, 50, 30)


def test_a_stroke_over_many_tiles_is_taken_back_bit_by_bit() -> None:
    context = at_work(mask("m", 0, 0, 200, 100), selected=["m"])
    person = Person(context, begin_eraser).drag((10, 10), (190, 90))
    before = context.sheet.document["m"]
    assert isinstance(before, Mask)
    pixels = before.bits().copy()
    history = History(context.sheet.document)
    assert person.done is not None
    assert person.done.step is not None
    history.do(person.done.step)
    changed = context.sheet.document["m"]
    assert isinstance(changed, Mask)
    assert changed.area < before.area
    history.undo()
    after = context.sheet.document["m"]
    assert isinstance(after, Mask)
    assert np.array_equal(after.bits(), pixels)
