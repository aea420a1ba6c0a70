"""What is known of a mask while it is painted: its area, its bounds, and whether the order finds it too small."""

from __future__ import annotations

import random

import numpy as np
import pytest

from desktop.annotation.document import Document
from desktop.annotation.geometry.bitmaps import Bitmap
from desktop.annotation.geometry.brushes import stroke
from desktop.annotation.limits import Limits, Sheet, told_of_extent
from desktop.annotation.outcome import Done
from desktop.annotation.shapes.mask import Mask, mask_of
from desktop.annotation.tools.brushes import begin_brush, begin_eraser, begin_fill
from desktop.annotation.tools.paint import Paint, told_of_paint

from .samples import Person, at_work, mask

SIZE = (1200, 900)
SMALL = Limits(side=20.0, area=900.0)


def _done(person: Person) -> Done:
    assert person.done is not None
    return person.done


def _scattered(chance: random.Random) -> Mask:
    """Return a mask over many tiles, full in some of them."""
    bits = np.random.default_rng(chance.randrange(2**32)).random((700, 900)) < 0.001
    bits[100:600, 200:800] = chance.random() < 0.5
    made = mask_of("m", "car", bits, chance.randrange(200), chance.randrange(200))
    assert made is not None
    return made


@pytest.mark.parametrize("seed", range(8))
def test_area_and_bounds_are_those_of_the_packed_mask_after_every_move(seed: int) -> None:
    chance = random.Random(seed)
    start = _scattered(chance) if seed % 2 else None
    paint = Paint(start, mask_id="m", label="car", adds=True)
    for _move in range(25):
        a, b = ((chance.uniform(-50, 1250), chance.uniform(-50, 950)) for _end in range(2))
        touched = stroke(a, b, chance.choice((1.0, 30.0, 400.0)), within=(0, 0, *SIZE))
        paint.put(touched, adds=chance.random() < 0.6)
        tiles = paint.packed()
        if tiles:
            packed = Mask("m", "car", tiles)
            assert (paint.area, paint.bounds) == (packed.area, packed.bounds)
        else:
            assert (paint.area, paint.bounds) == (0, (0.0, 0.0, 0.0, 0.0))


def test_a_mask_erased_whole_has_nothing_left_to_tell() -> None:
    paint = Paint(mask("m", 10, 10, 5, 5), mask_id="m", label="car", adds=False)
    sheet = Sheet(Document(), *SIZE, limits={"car": SMALL})
    assert "20 px" in told_of_paint(sheet, paint)
    paint.lay(Bitmap(np.ones((50, 50), np.bool_), 0, 0))
    assert (paint.area, paint.bounds) == (0, (0.0, 0.0, 0.0, 0.0))
    assert told_of_paint(sheet, paint) == ""


def test_the_brush_writes_the_area_of_the_whole_mask_beside_the_pointer() -> None:
    person = Person(at_work(mask("m", 10, 10, 20, 20), selected=["m"]), begin_brush).down(20, 20)
    assert person.preview.note == "400 px²"
    person.move(60, 20)
    grown = int(person.preview.note.removesuffix(" px²"))
    assert grown > 600
    (found,) = person.up(60, 20).shapes()
    assert found.area == grown
    eraser = Person(at_work(mask("m", 10, 10, 20, 20), selected=["m"]), begin_eraser).down(0, 0)
    assert eraser.preview.note == "400 px²"
    eraser.move(30, 30)
    assert int(eraser.preview.note.removesuffix(" px²")) < 400


def test_what_is_too_small_is_told_while_painting_and_after_until_it_is_large_enough() -> None:
    person = Person(at_work(limits=SMALL), begin_brush).down(50, 50)
    assert "20 px" in person.preview.warning
    person.move(80, 80)
    assert "900 px²" in person.preview.warning
    done = _done(person.up(80, 80))
    assert "900 px²" in done.told
    assert done.step is not None
    enough = Person(at_work(mask("m", 10, 10, 40, 40), limits=SMALL, selected=["m"]), begin_brush)
    enough.drag((30, 30), (60, 40))
    assert enough.preview.warning == ""
    assert _done(enough).told == ""


def test_a_mask_is_told_of_when_the_eraser_makes_it_too_small() -> None:
    person = Person(at_work(mask("m", 10, 10, 30, 31), limits=SMALL, selected=["m"]), begin_eraser)
    person.down(0, 90)
    assert person.preview.warning == ""
    person.move(20, 40).move(40, 40)
    assert "900 px²" in person.preview.warning
    assert "900 px²" in _done(person.up(40, 40)).told


def test_a_firm_order_does_not_refuse_a_mask_that_is_still_to_grow() -> None:
    firm = Limits(side=20.0, firm=True)
    person = Person(at_work(limits=firm), begin_brush).click((50, 50))
    assert len(person.shapes()) == 1
    assert "20 px" in _done(person).told
    filled = Person(at_work(limits=firm), begin_fill).click((10, 10), (20, 10), (20, 20)).say("close")
    assert "20 px" in _done(filled).told


def test_a_stroke_that_changes_nothing_tells_nothing() -> None:
    person = Person(at_work(mask("m", 40, 40, 10, 10), limits=SMALL, selected=["m"]), begin_brush)
    done = _done(person.click((45, 45)))
    assert done.told == ""


def test_no_rule_no_word() -> None:
    assert told_of_extent(Limits(), (0, 0, 1, 1), 1) == ""
    assert told_of_extent(Limits(side=5), (0, 0, 4, 90), 360)
    assert told_of_extent(Limits(area=361), (0, 0, 4, 90), 360)
    assert told_of_extent(Limits(side=4, area=360), (0, 0, 4, 90), 360) == ""
