"""A brush covers what it passes over, without gaps; discs widen and narrow a mask by distance."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.annotation.geometry.bitmaps import EMPTY, Bitmap, united
from desktop.annotation.geometry.brushes import Tip, dilated, eroded, opened, stroke
from desktop.annotation.geometry.islands import sizes
from desktop.annotation.geometry.points import Point, distance, nearest_on
from tests.unit.annotation.geometry.pixels import bitmaps, drawn, places, rows_of

spots = st.tuples(st.floats(-6, 30), st.floats(-6, 30))


@given(spots, spots, st.floats(1.5, 15))
def test_a_round_brush_covers_what_is_within_its_radius_of_the_way(a: Point, b: Point, size: float) -> None:
    covered = places(stroke(a, b, size))
    for x in range(-16, 42):
        for y in range(-16, 42):
            centre = (x + 0.5, y + 0.5)
            away = distance(nearest_on(a, b, centre)[0], centre)
            if away < size / 2 - 1e-6:
                assert (x, y) in covered
            elif away > size / 2 + 1e-6:
                assert (x, y) not in covered


@given(spots, spots, st.floats(1.5, 12))
def test_a_square_brush_covers_the_squares_along_the_way(a: Point, b: Point, size: float) -> None:
    covered = places(stroke(a, b, size, tip="square"))
    half, steps = size / 2 - 1e-6, 60
    for step in range(steps + 1):
        x, y = (a[0] + (b[0] - a[0]) * step / steps, a[1] + (b[1] - a[1]) * step / steps)
        columns = range(math.ceil(x - half - 0.5), math.floor(x + half - 0.5) + 1)
        rows = range(math.ceil(y - half - 0.5), math.floor(y + half - 0.5) + 1)
        assert {(column, row) for column in columns for row in rows} <= covered
    x1, x2 = sorted((a[0], b[0]))
    assert all(x1 - size / 2 - 1e-6 <= x + 0.5 <= x2 + size / 2 + 1e-6 for x, _y in covered)


@pytest.mark.parametrize(
    ("size", "tip", "count"), [(1, "disc", 1), (3, "square", 9), (3, "disc", 9), (5, "disc", 21)]
)
def test_a_dab_on_a_pixels_middle_is_symmetric(size: float, tip: Tip, count: int) -> None:
    dab = stroke((10.5, 10.5), (10.5, 10.5), size, tip=tip).trimmed()
    assert dab.count == count
    assert np.array_equal(dab.pixels, dab.pixels[::-1, ::-1])
    assert places(dab) >= {(10, 10)}


def test_a_square_of_three_pixels_is_three_wide_wherever_it_lies() -> None:
    for shift in (0.0, 0.25, 0.5, 0.75):
        place = (10 + shift, 10 + shift)
        assert stroke(place, place, 3, tip="square").count == 9


@given(spots, spots, st.floats(0.05, 3), st.sampled_from(["disc", "square"]))
def test_a_thin_line_has_no_gap_and_begins_under_the_pointer(
    a: Point, b: Point, size: float, tip: Tip
) -> None:
    line = stroke(a, b, size, tip=tip)
    assert len(sizes(line, diagonal=True)) == 1
    if size < 1.5:
        assert {(math.floor(a[0]), math.floor(a[1])), (math.floor(b[0]), math.floor(b[1]))} <= places(line)


@given(spots, spots, spots, st.floats(0.5, 9))
def test_strokes_that_meet_hang_together(a: Point, b: Point, c: Point, size: float) -> None:
    assert len(sizes(united(stroke(a, b, size), stroke(b, c, size)), diagonal=True)) == 1


@given(spots, spots, st.floats(0.5, 12))
def test_a_window_shows_the_same_stroke(a: Point, b: Point, size: float) -> None:
    box = (0, 0, 20, 18)
    assert stroke(a, b, size, within=box).equals(stroke(a, b, size).within(box))


def test_a_stroke_beside_the_picture_is_nothing() -> None:
    assert stroke((-50, -50), (-40, -50), 9, within=(0, 0, 100, 100)) is EMPTY


@pytest.mark.parametrize("size", [0, -2, math.nan])
def test_a_brush_without_size_is_refused(size: float) -> None:
    with pytest.raises(ValueError, match="size"):
        stroke((0, 0), (1, 1), size)


# -- wider and narrower


def near(pixels: set[tuple[int, int]], place: tuple[int, int], radius: float) -> bool:
    return any(math.hypot(place[0] - x, place[1] - y) <= radius + 1e-9 for x, y in pixels)


@given(bitmaps(), st.sampled_from([1, 1.5, 2, 2.9, 3]))
def test_a_wider_mask_reaches_as_far_as_the_radius(bitmap: Bitmap, radius: float) -> None:
    wide, before = dilated(bitmap, radius), places(bitmap)
    x1, y1, x2, y2 = wide.box
    assert places(wide) == {
        (x, y) for x in range(x1 - 1, x2 + 1) for y in range(y1 - 1, y2 + 1) if near(before, (x, y), radius)
    }


@given(bitmaps(), st.sampled_from([1, 1.5, 2]))
def test_a_narrower_mask_keeps_its_distance(bitmap: Bitmap, radius: float) -> None:
    x1, y1, x2, y2 = bitmap.box
    outside = {(x, y) for x in range(x1 - 4, x2 + 4) for y in range(y1 - 4, y2 + 4)} - places(bitmap)
    assert places(eroded(bitmap, radius)) == {
        place for place in places(bitmap) if not near(outside, place, radius)
    }


@given(bitmaps(), st.sampled_from([1, 1.5, 2]))
def test_the_pictures_rim_does_not_eat_into_a_mask(bitmap: Bitmap, radius: float) -> None:
    picture = (0, 0, 9, 9)
    cut = bitmap.within(picture)
    outside = {(x, y) for x in range(9) for y in range(9)} - places(cut)
    assert places(eroded(cut, radius, picture=picture)) == {
        place for place in places(cut) if not near(outside, place, radius)
    }


@pytest.mark.parametrize("radius", [0, 0.9, -3])
def test_less_than_a_pixel_changes_nothing(radius: float) -> None:
    bitmap = drawn("##\n#.")
    assert dilated(bitmap, radius) is bitmap
    assert eroded(bitmap, radius) is bitmap
    assert dilated(EMPTY, 3) is EMPTY
    assert eroded(EMPTY, 3) is EMPTY


def test_a_hair_goes_and_the_body_stays() -> None:
    body = drawn("""
        .......
        .####..
        .######
        .####..
        .####..
        .......
    """)
    assert rows_of(opened(body, 1)) == [
        ".......",
        "..###..",
        ".#####.",
        ".####..",
        "..##...",
        ".......",
    ]


def test_a_wide_disc_reaches_past_the_whole_box() -> None:
    dot = drawn("#")
    assert dilated(dot, 30).count == sum(
        math.hypot(x, y) <= 30 for x in range(-30, 31) for y in range(-30, 31)
    )
