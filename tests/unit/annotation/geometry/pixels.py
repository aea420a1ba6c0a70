"""Bitmaps as hands paint them, for the tests of the pixel geometry."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from desktop.annotation.geometry.bitmaps import Bitmap, Bits

bits = arrays.arrays(np.bool_, st.tuples(st.integers(1, 10), st.integers(1, 10)))


@st.composite
def bitmaps(draw: st.DrawFn) -> Bitmap:
    """A small bitmap somewhere around the picture's corner, with every kind of island and hole."""
    return Bitmap(draw(bits), draw(st.integers(-8, 12)), draw(st.integers(-8, 12)))


def drawn(text: str, *, x: int = 0, y: int = 0) -> Bitmap:
    """A bitmap from rows of ``#`` and ``.``."""
    rows = [row.strip() for row in text.strip().splitlines()]
    return Bitmap(np.array([[sign == "#" for sign in row] for row in rows]), x, y)


def rows_of(bitmap: Bitmap) -> list[str]:
    return ["".join("#" if bit else "." for bit in row) for row in bitmap.pixels.tolist()]


def places(bitmap: Bitmap) -> set[tuple[int, int]]:
    """The set pixels as column and row of the picture."""
    return {(int(x) + bitmap.x, int(y) + bitmap.y) for y, x in np.argwhere(bitmap.pixels)}


def around(pixels: Bits) -> Bitmap:
    return Bitmap(pixels, 0, 0)
