"""Bitmaps in tiles: what is told of them is what numpy tells of the same pixels in one piece."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.annotation.shapes import bitmap
from desktop.annotation.shapes.bitmap import Bits

#: Sides of a crop that fills parts of up to nine tiles.
SIDES = st.integers(1, 600)


@st.composite
def crops(draw: st.DrawFn) -> tuple[Bits, int, int]:
    """Return a crop with the place of its top left pixel: a few pixels, many, or all."""
    seed, share = draw(st.integers(0, 2**32)), draw(st.sampled_from([0.00003, 0.001, 0.5, 1.0]))
    bits = np.random.default_rng(seed).random((draw(SIDES), draw(SIDES))) < share
    return bits, draw(st.integers(0, 520)), draw(st.integers(0, 520))


def around(bits: Bits, x: int, y: int) -> tuple[int, int, int, int] | None:
    """Return the bounds of the set pixels of a crop."""
    down, across = np.flatnonzero(bits.any(axis=1)), np.flatnonzero(bits.any(axis=0))
    if not len(down):
        return None
    return x + int(across[0]), y + int(down[0]), x + int(across[-1]) + 1, y + int(down[-1]) + 1


@given(crops())
@settings(max_examples=60, deadline=None)
def test_bounds_and_number_of_pixels_are_those_of_the_crop(crop: tuple[Bits, int, int]) -> None:
    tiles = bitmap.tiles_of(*crop)
    assert bitmap.bounds(tiles) == around(*crop)
    assert bitmap.count(tiles) == np.count_nonzero(crop[0])


def test_full_tiles_count_without_being_looked_into() -> None:
    tiles = {(column, row): bitmap.FULL for column in range(3) for row in range(2)}
    assert bitmap.count(tiles) == 6 * bitmap.SIDE**2
    assert bitmap.bounds(tiles) == (0, 0, 768, 512)
    assert bitmap.count({}) == 0
    assert bitmap.bounds({}) is None


@given(st.integers(0, 2**32), st.integers(0, 2**32), st.sampled_from([0.0, 0.0001, 0.3]))
@settings(max_examples=40, deadline=None)
def test_where_two_tiles_differ_is_found_to_the_pixel(one: int, other: int, share: float) -> None:
    a, b = (np.random.default_rng(seed).random((256, 256)) < share for seed in (one, other))
    off = bitmap.differing(bitmap.pack(a), bitmap.pack(b))
    assert np.array_equal(bitmap.unpack(off), a ^ b)
    assert bitmap.box_of(off) == around(a ^ b, 0, 0)


@pytest.mark.parametrize("place", [(0, 0), (255, 0), (0, 255), (63, 64), (200, 131)])
def test_a_single_pixel_has_bounds_of_one(place: tuple[int, int]) -> None:
    bits = np.zeros((256, 256), np.bool_)
    bits[place[1], place[0]] = True
    packed = bitmap.pack(bits)
    assert packed is not None
    assert bitmap.box_of(packed) == (place[0], place[1], place[0] + 1, place[1] + 1)
