"""Pixels as runs, stretches of a row, and which runs hang together: the ground for islands, holes and colour regions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from desktop.annotation.geometry.bitmaps import Bits
from desktop.annotation.geometry.crossings import Whole


@dataclass(frozen=True, eq=False)
class Components:
    """The connected parts of a bitmap, numbered from 0 in the order of their first pixels.

    ``starts`` and ``stops``: the runs as places row * ``stride`` + column, ``stops`` exclusive; ``parts``: the part of
    each run; ``sizes``: pixels of each part. ``stride`` is one more than the width.
    """

    starts: Whole
    stops: Whole
    parts: Whole
    sizes: Whole
    stride: int

    def part_at(self, column: int, row: int) -> int | None:
        """Return the part that a pixel belongs to, None when it is not set."""
        place = row * self.stride + column
        run = int(np.searchsorted(self.starts, place, side="right")) - 1
        return int(self.parts[run]) if run >= 0 and place < self.stops[run] else None

    def painted(self, parts: Bits, height: int) -> Bits:
        """Return the pixels of the parts for which ``parts`` is true, height x width."""
        pixels = np.zeros(height * self.stride, np.bool_)
        wanted = parts[self.parts]
        starts, lengths = self.starts[wanted], (self.stops - self.starts)[wanted]
        ends = np.cumsum(lengths)
        if len(ends):
            pixels[np.repeat(starts - ends + lengths, lengths) + np.arange(ends[-1])] = True
        return pixels.reshape(height, self.stride)[:, : self.stride - 1]


def components(pixels: Bits, *, diagonal: bool = False) -> Components:
    """Return the connected parts of height x width pixels; ``diagonal``: pixels that touch in a corner hang together."""
    starts, stops, stride = runs_of(pixels)
    reach = int(diagonal)
    # The empty last column keeps a run from meeting the row after the next one.
    first = np.searchsorted(stops, starts + stride - reach, side="right")
    last = np.searchsorted(starts, stops + stride + reach, side="left")
    many = np.maximum(last - first, 0)
    above = np.repeat(np.arange(len(starts)), many)
    below = np.arange(len(above)) - np.repeat(np.cumsum(many) - many - first, many)
    _names, parts = np.unique(_joined(len(starts), above, below), return_inverse=True)
    sizes = np.bincount(parts, weights=stops - starts).astype(np.int64)
    return Components(starts, stops, parts, sizes, stride)


def runs_of(pixels: Bits) -> tuple[Whole, Whole, int]:
    """Return the starts and stops of all runs as places in rows of ``stride`` pixels, and ``stride``: the width + 1."""
    height, width = pixels.shape
    stride = width + 1
    padded = np.zeros(height * stride + 1, np.bool_)
    padded[1:].reshape(height, stride)[:, :width] = pixels
    turns = np.flatnonzero(padded[1:] != padded[:-1])
    return turns[0::2], turns[1::2], stride


def _joined(count: int, one: Whole, other: Whole) -> Whole:
    """Return for each of ``count`` things the smallest that it hangs together with, over all pairs ``one``, ``other``.

    Hooking and pointer jumping (Shiloach and Vishkin 1982): a few rounds, each over all pairs at once.
    """
    root = np.arange(count)
    while True:
        a, b = root[one], root[other]
        apart = a != b
        if not apart.any():
            return root
        one, other, a, b = one[apart], other[apart], a[apart], b[apart]
        np.minimum.at(root, np.maximum(a, b), np.minimum(a, b))
        while True:
            higher = root[root]
            if np.array_equal(higher, root):
                break
            root = higher
