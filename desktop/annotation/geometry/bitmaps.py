"""A piece of a picture as pixels: laid over another, cut out, widened, made smaller. Masks at the size of what changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Bits: TypeAlias = NDArray[np.bool_]
#: x1, y1, x2, y2 in whole pixels, x2 and y2 exclusive.
Box: TypeAlias = tuple[int, int, int, int]


@dataclass(frozen=True, eq=False)
class Bitmap:
    """Pixels, height x width, whose first lies in column ``x`` and row ``y`` of the picture; all others are not set."""

    pixels: Bits
    x: int
    y: int

    @property
    def box(self) -> Box:
        """Where it lies: x1, y1, x2, y2, the latter two exclusive."""
        height, width = self.pixels.shape
        return self.x, self.y, self.x + width, self.y + height

    @property
    def count(self) -> int:
        """The number of pixels that are set."""
        return int(np.count_nonzero(self.pixels))

    def within(self, box: Box) -> Bitmap:
        """Return the same pixels in another box: cut off where it ends, nothing set where it is wider."""
        if box == self.box:
            return self
        x1, y1, x2, y2 = box
        pixels = np.zeros((max(y2 - y1, 0), max(x2 - x1, 0)), np.bool_)
        left, top, right, bottom = common_box(box, self.box)
        if left < right and top < bottom:
            pixels[top - y1 : bottom - y1, left - x1 : right - x1] = self.pixels[
                top - self.y : bottom - self.y, left - self.x : right - self.x
            ]
        return Bitmap(pixels, x1, y1)

    def trimmed(self) -> Bitmap:
        """Return the smallest bitmap with the same pixels; 0 x 0 when none is set."""
        down = np.flatnonzero(self.pixels.any(axis=1))
        if not len(down):
            return EMPTY
        top, bottom = int(down[0]), int(down[-1]) + 1
        across = np.flatnonzero(self.pixels[top:bottom].any(axis=0))
        left, right = int(across[0]), int(across[-1]) + 1
        return Bitmap(self.pixels[top:bottom, left:right], self.x + left, self.y + top)

    def equals(self, other: Bitmap) -> bool:
        """Tell whether the same pixels of the picture are set, whatever the boxes."""
        mine, theirs = self.trimmed(), other.trimmed()
        return mine.box == theirs.box and bool(np.array_equal(mine.pixels, theirs.pixels))


EMPTY = Bitmap(np.zeros((0, 0), np.bool_), 0, 0)


def united(a: Bitmap, b: Bitmap) -> Bitmap:
    """Return the pixels that either has."""
    if not a.pixels.size or not b.pixels.size:
        return a if a.pixels.size else b
    box = outer_box(a.box, b.box)
    wide = a.within(box)
    pixels = wide.pixels.copy() if wide is a else wide.pixels
    view = pixels[b.y - box[1] : b.box[3] - box[1], b.x - box[0] : b.box[2] - box[0]]
    np.logical_or(view, b.pixels, out=view)
    return Bitmap(pixels, box[0], box[1])


def subtracted(a: Bitmap, b: Bitmap) -> Bitmap:
    """Return the pixels of the first that the second has not, in the first's box."""
    x1, y1, x2, y2 = common_box(a.box, b.box)
    if x1 >= x2 or y1 >= y2:
        return a
    pixels = a.pixels.copy()
    pixels[y1 - a.y : y2 - a.y, x1 - a.x : x2 - a.x] &= ~b.within((x1, y1, x2, y2)).pixels
    return Bitmap(pixels, a.x, a.y)


def shared(a: Bitmap, b: Bitmap) -> Bitmap:
    """Return the pixels that both have, in the box that both have."""
    box = common_box(a.box, b.box)
    if box[0] >= box[2] or box[1] >= box[3]:
        return EMPTY
    return Bitmap(a.within(box).pixels & b.within(box).pixels, box[0], box[1])


def common_box(a: Box, b: Box) -> Box:
    """Return what two boxes have in common; x1 >= x2 or y1 >= y2 when they have nothing."""
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])


def outer_box(a: Box, b: Box) -> Box:
    """Return the smallest box around two."""
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])
