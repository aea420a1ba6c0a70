"""Shapes for tests of measures, drawn by hand and by hypothesis."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

Ring = list[tuple[float, float]]


def square(x: float, y: float, side: float, height: float | None = None) -> Ring:
    """A rectangle from its top left corner."""
    down = side if height is None else height
    return [(x, y), (x + side, y), (x + side, y + down), (x, y + down)]


def moved(ring: Ring, dx: float, dy: float) -> Ring:
    return [(x + dx, y + dy) for x, y in ring]


def filled(size: tuple[int, int], *boxes: tuple[int, int, int, int]) -> NDArray[np.bool_]:
    """A mask of (height, width) with boxes x1, y1, x2, y2 set."""
    mask = np.zeros(size, np.bool_)
    for x1, y1, x2, y2 in boxes:
        mask[y1:y2, x1:x2] = True
    return mask


@st.composite
def stars(draw: st.DrawFn) -> Ring:
    """A polygon without crossings: corners around a middle, each at a distance of its own."""
    n = draw(st.integers(3, 12))
    x, y = draw(st.integers(40, 200)), draw(st.integers(40, 200))
    reach = draw(st.lists(st.integers(6, 38), min_size=n, max_size=n))
    return [
        (x + r * math.cos(2 * math.pi * k / n), y + r * math.sin(2 * math.pi * k / n))
        for k, r in enumerate(reach)
    ]


@st.composite
def masks(draw: st.DrawFn, *, height: int = 14, width: int = 17) -> NDArray[np.bool_]:
    """A small mask of up to three boxes, some taken out again."""
    mask = np.zeros((height, width), np.bool_)
    for _ in range(draw(st.integers(1, 3))):
        x, y = draw(st.integers(0, width - 2)), draw(st.integers(0, height - 2))
        mask[y : y + draw(st.integers(1, 8)), x : x + draw(st.integers(1, 8))] = draw(st.integers(0, 3)) > 0
    return mask
