"""Islands and holes are told apart, cleaned up and filled."""

from __future__ import annotations

from collections import deque

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.annotation.geometry.bitmaps import EMPTY, Bitmap
from desktop.annotation.geometry.islands import (
    holes,
    islands,
    largest_island,
    sizes,
    without_holes,
    without_islands,
)
from desktop.annotation.geometry.runs import components, runs_of
from tests.unit.annotation.geometry.pixels import bitmaps, drawn, places, rows_of

Place = tuple[int, int]
ACROSS = [(1, 0), (-1, 0), (0, 1), (0, -1)]
CORNERS = [(1, 1), (-1, 1), (1, -1), (-1, -1)]


def flooded(pixels: set[Place], *, diagonal: bool) -> list[set[Place]]:
    """The connected parts, pixel by pixel."""
    left, parts = set(pixels), []
    while left:
        seed = left.pop()
        part, waiting = {seed}, deque([seed])
        while waiting:
            x, y = waiting.popleft()
            for dx, dy in ACROSS + CORNERS * diagonal:
                if (x + dx, y + dy) in left:
                    left.remove((x + dx, y + dy))
                    part.add((x + dx, y + dy))
                    waiting.append((x + dx, y + dy))
        parts.append(part)
    return parts


def sorted_places(parts: list[set[Place]]) -> list[list[Place]]:
    return sorted(sorted(part) for part in parts)


@given(bitmaps(), st.booleans())
def test_the_islands_are_what_hangs_together(bitmap: Bitmap, diagonal: bool) -> None:
    mine = [places(island) for island in islands(bitmap, diagonal=diagonal)]
    assert sorted_places(mine) == sorted_places(flooded(places(bitmap), diagonal=diagonal))
    assert [len(island) for island in mine] == sorted(sizes(bitmap, diagonal=diagonal), reverse=True)


@given(bitmaps(), st.booleans(), st.integers(0, 8))
def test_small_islands_go_and_others_stay(bitmap: Bitmap, diagonal: bool, least: int) -> None:
    left = without_islands(bitmap, least, diagonal=diagonal)
    expected = [part for part in flooded(places(bitmap), diagonal=diagonal) if len(part) >= least]
    assert places(left) == set().union(*expected)
    assert left.box == bitmap.box


@given(bitmaps(), st.booleans())
def test_the_holes_are_what_cannot_be_reached_from_outside(bitmap: Bitmap, diagonal: bool) -> None:
    x1, y1, x2, y2 = bitmap.box
    inside = {(x, y) for x in range(x1 - 1, x2 + 1) for y in range(y1 - 1, y2 + 1)} - places(bitmap)
    parts = flooded(inside, diagonal=not diagonal)
    enclosed = [part for part in parts if (x1 - 1, y1 - 1) not in part]
    assert places(holes(bitmap, diagonal=diagonal)) == set().union(*enclosed)
    assert places(without_holes(bitmap, diagonal=diagonal)) == places(bitmap).union(*enclosed)


@given(bitmaps(), st.integers(0, 4))
def test_only_small_holes_are_filled_when_asked(bitmap: Bitmap, most: int) -> None:
    gaps = [places(gap) for gap in islands(holes(bitmap), diagonal=True)]
    expected = places(bitmap).union(*(gap for gap in gaps if len(gap) <= most))
    assert places(without_holes(bitmap, most=most)) == expected


@given(bitmaps())
def test_the_largest_island_is_none_of_the_smaller(bitmap: Bitmap) -> None:
    found = largest_island(bitmap)
    assert found.count == max(sizes(bitmap), default=0)
    assert found.count == 0 or sizes(found) == (found.count,)


def test_a_corner_joins_islands_only_when_it_counts() -> None:
    bitmap = drawn("##.\n..#")
    assert sizes(bitmap) == (2, 1)
    assert sizes(bitmap, diagonal=True) == (3,)


def test_a_ring_of_corners_encloses_only_when_corners_count() -> None:
    ring = drawn(".#.\n#.#\n.#.")
    assert holes(ring).count == 0
    assert holes(ring, diagonal=True).count == 1
    assert rows_of(without_holes(ring, diagonal=True)) == [".#.", "###", ".#."]


@pytest.mark.parametrize("shape", [(0, 0), (0, 4), (4, 0), (3, 3)])
def test_an_empty_bitmap_has_neither(shape: tuple[int, int]) -> None:
    bitmap = Bitmap(np.zeros(shape, np.bool_), 2, 2)
    assert sizes(bitmap) == islands(bitmap) == ()
    assert holes(bitmap).count == without_holes(bitmap).count == 0
    assert largest_island(bitmap).count == without_islands(bitmap, 5).count == 0
    assert sizes(EMPTY) == ()


def test_a_long_winding_snake_is_one_island() -> None:
    """Runs that hang together over many rows need more than one round."""
    pixels = np.zeros((101, 100), np.bool_)
    pixels[0::2] = True
    pixels[1::4, -1] = pixels[3::4, 0] = True
    assert sizes(Bitmap(pixels, 0, 0)) == (int(pixels.sum()),)


def test_runs_are_stretches_of_a_row() -> None:
    starts, stops, stride = runs_of(drawn("##.#\n...#\n####").pixels)
    assert stride == 5
    assert list(zip(starts.tolist(), stops.tolist(), strict=True)) == [(0, 2), (3, 4), (8, 9), (10, 14)]


def test_a_run_does_not_reach_into_the_row_after_the_next() -> None:
    found = components(drawn("...#\n....\n#...").pixels, diagonal=True)
    assert found.sizes.tolist() == [1, 1]
    found = components(drawn("..##\n#...\n#...").pixels, diagonal=True)
    assert found.sizes.tolist() == [2, 2]
