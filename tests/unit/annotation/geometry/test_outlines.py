"""Pixels into polygons and back: exactly the same pixels."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from desktop.annotation.geometry.bitmaps import EMPTY, Bitmap, shared, united
from desktop.annotation.geometry.islands import sizes
from desktop.annotation.geometry.outlines import outlined
from desktop.annotation.geometry.points import ring_area
from desktop.annotation.geometry.polygons import area, fault_of
from desktop.annotation.geometry.raster import filled
from tests.unit.annotation.geometry.pixels import bitmaps, drawn


@settings(max_examples=200)
@given(bitmaps())
def test_filling_the_polygons_gives_the_same_pixels(bitmap: Bitmap) -> None:
    again = EMPTY
    for polygon in outlined(bitmap):
        pixels = filled(polygon)
        assert shared(again, pixels).count == 0, "no pixel belongs to two polygons"
        again = united(again, pixels)
    assert again.equals(bitmap)


@given(bitmaps())
def test_every_polygon_is_valid_and_one_part(bitmap: Bitmap) -> None:
    polygons = outlined(bitmap)
    assert [fault_of(polygon) for polygon in polygons] == [None] * len(polygons)
    assert [area(polygon) for polygon in polygons] == sorted(sizes(bitmap), reverse=True)
    for polygon in polygons:
        assert [ring_area(ring) > 0 for ring in polygon] == [True] + [False] * (len(polygon) - 1)


@given(bitmaps())
def test_no_point_lies_on_a_straight_edge(bitmap: Bitmap) -> None:
    for polygon in outlined(bitmap):
        for ring in polygon:
            for place, (x, y) in enumerate(ring):
                (xa, ya), (xb, yb) = ring[place - 1], ring[(place + 1) % len(ring)]
                assert (xa == x) != (xb == x)
                assert (ya == y) != (yb == y)


def test_one_pixel_is_a_square_of_four_points() -> None:
    (polygon,) = outlined(drawn("#", x=7, y=9))
    assert polygon == (((7, 9), (8, 9), (8, 10), (7, 10)),)


def test_two_pixels_that_touch_in_a_corner_are_two_polygons() -> None:
    for picture in ("#.\n.#", ".#\n#."):
        polygons = outlined(drawn(picture))
        assert [len(ring) for polygon in polygons for ring in polygon] == [4, 4]


def test_two_holes_that_touch_in_a_corner_are_two_rings() -> None:
    for picture in ("####\n#.##\n##.#\n####", "####\n##.#\n#.##\n####"):
        (polygon,) = outlined(drawn(picture))
        assert [len(ring) for ring in polygon] == [4, 4, 4]
        assert fault_of(polygon) is None


def test_a_shape_that_closes_in_a_corner_has_a_hole_that_touches_its_rim() -> None:
    (polygon,) = outlined(
        drawn("""
            ###.
            #.#.
            #..#
            ####
        """)
    )
    assert len(polygon) == 2
    assert area(polygon) == 11
    assert fault_of(polygon) is None


def test_an_island_in_a_hole_is_a_polygon_of_its_own() -> None:
    frame, core = outlined(
        drawn("""
            #####
            #...#
            #.#.#
            #...#
            #####
        """)
    )
    assert (len(frame), len(core)) == (2, 1)
    assert (area(frame), area(core)) == (16, 1)


@pytest.mark.parametrize("shape", [(0, 0), (0, 5), (3, 4)])
def test_nothing_set_has_no_outline(shape: tuple[int, int]) -> None:
    assert outlined(Bitmap(np.zeros(shape, np.bool_), 3, 3)) == ()


def test_a_full_bitmap_is_its_box() -> None:
    (polygon,) = outlined(Bitmap(np.ones((40, 60), np.bool_), -2, 5))
    assert set(polygon[0]) == {(-2, 5), (58, 5), (58, 45), (-2, 45)}


def test_a_slice_of_a_larger_array_is_outlined_like_a_copy() -> None:
    wide = np.random.default_rng(5).random((30, 30)) < 0.5
    view = wide[3:20:1, 5:22]
    assert outlined(Bitmap(view, 0, 0)) == outlined(Bitmap(view.copy(), 0, 0))
    assert outlined(Bitmap(wide.T, 0, 0)) == outlined(Bitmap(wide.T.copy(), 0, 0))
