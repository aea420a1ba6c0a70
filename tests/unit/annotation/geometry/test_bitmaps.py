"""Bitmaps are laid over each other, cut out and compared, wherever their boxes lie."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desktop.annotation.geometry.bitmaps import (
    EMPTY,
    Bitmap,
    common_box,
    outer_box,
    shared,
    subtracted,
    united,
)
from tests.unit.annotation.geometry.pixels import bitmaps, drawn, places

boxes = st.tuples(st.integers(-9, 12), st.integers(-9, 12), st.integers(0, 9), st.integers(0, 9)).map(
    lambda box: (box[0], box[1], box[0] + box[2], box[1] + box[3])
)


@given(bitmaps(), bitmaps())
def test_overlays_are_those_of_the_pixels(a: Bitmap, b: Bitmap) -> None:
    assert places(united(a, b)) == places(a) | places(b)
    assert places(subtracted(a, b)) == places(a) - places(b)
    assert places(shared(a, b)) == places(a) & places(b)


@given(bitmaps(), bitmaps())
def test_an_overlay_changes_neither_of_the_two(a: Bitmap, b: Bitmap) -> None:
    before = places(a), places(b)
    united(a, b), subtracted(a, b), shared(a, b)
    assert (places(a), places(b)) == before


@given(bitmaps(), boxes)
def test_another_box_holds_what_lies_in_it(bitmap: Bitmap, box: tuple[int, int, int, int]) -> None:
    moved = bitmap.within(box)
    x1, y1, x2, y2 = box
    assert moved.box == box
    assert places(moved) == {(x, y) for x, y in places(bitmap) if x1 <= x < x2 and y1 <= y < y2}


@given(bitmaps())
def test_trimming_keeps_every_pixel_and_no_empty_rim(bitmap: Bitmap) -> None:
    trimmed = bitmap.trimmed()
    assert places(trimmed) == places(bitmap)
    assert trimmed.equals(bitmap)
    assert trimmed.count == bitmap.count
    if trimmed.count:
        rims = (trimmed.pixels[0], trimmed.pixels[-1], trimmed.pixels[:, 0], trimmed.pixels[:, -1])
        assert all(rim.any() for rim in rims)
    else:
        assert trimmed.box == (0, 0, 0, 0)


def test_the_same_shape_elsewhere_is_another() -> None:
    here, there = drawn("#.\n##"), drawn("#.\n##", x=1)
    assert not here.equals(there)
    assert not here.equals(EMPTY)
    assert here.equals(here.within((-5, -5, 20, 20)))


def test_nothing_added_to_nothing_is_nothing() -> None:
    assert united(EMPTY, EMPTY) is EMPTY
    one = drawn("#", x=900, y=900)
    assert united(EMPTY, one) is one
    assert united(one, EMPTY) is one
    assert subtracted(one, EMPTY) is one
    assert shared(one, drawn("#")) is EMPTY


def test_far_apart_bitmaps_grow_a_box_around_both() -> None:
    both = united(drawn("#"), drawn("#", x=30, y=-4))
    assert (both.box, both.count) == ((0, -4, 31, 1), 2)


def test_boxes_meet_and_surround() -> None:
    assert common_box((0, 0, 9, 9), (5, -2, 20, 4)) == (5, 0, 9, 4)
    assert outer_box((0, 0, 9, 9), (5, -2, 20, 4)) == (0, -2, 20, 9)
    apart = common_box((0, 0, 2, 2), (5, 5, 7, 7))
    assert apart[0] >= apart[2]


@given(bitmaps())
def test_a_bitmap_less_itself_is_empty(bitmap: Bitmap) -> None:
    assert subtracted(bitmap, bitmap).count == 0
    assert shared(bitmap, bitmap).equals(bitmap)
    assert np.array_equal(united(bitmap, bitmap).pixels, bitmap.pixels)
