"""Intelligent scissors: the way along an object's edge from a seed to wherever the pointer is.

After Mortensen and Barrett, "Intelligent scissors for image composition" (1995): pixels on strong edges cost little, and
the cheapest ways from the seed to all pixels of a window are found once. Our own, without OpenCV (docs/adr/0081).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from desktop.annotation.geometry.bitmaps import Box
from desktop.annotation.geometry.crossings import Whole
from desktop.annotation.geometry.points import Point, Ring
from desktop.annotation.geometry.simplify import simplified

Costs: TypeAlias = NDArray[np.int32]
#: Height x width grey values, or height x width x channels.
Picture: TypeAlias = NDArray[np.uint8]

#: Side of the window around a seed, in pixels: what is found in under 100 ms on the machine of docs/adr/0081.
WINDOW = 400
#: What a pixel costs: at most, where nothing is; 1 on the strongest edges.
DEAREST = 16
#: A change of grey that counts as a full edge even where the window has none: below it noise would be followed.
_FULL_EDGE = 20.0
#: The share of pixels that may lie on stronger edges than the one taken as full.
_TOP = 0.01
#: The middle of how faint an edge may be, and what share of a full edge is one at the end of that scale.
EVEN, _FAINTEST = 50.0, 1 / 6
#: Steps to the eight neighbours: rows, columns, and their lengths in fifths of a pixel (7 / 5 is within 1 % of root 2).
_STEPS = ((-1, -1, 7), (-1, 0, 5), (-1, 1, 7), (0, -1, 5), (0, 1, 5), (1, -1, 7), (1, 0, 5), (1, 1, 7))
#: Costs of ways that are worked on in one go. Any width gives the same ways; this one was the quickest (docs/adr/0081).
_BAND = 160
_FAR = np.iinfo(np.int32).max // 2
_WALL = -1


@dataclass(frozen=True, eq=False)
class Ways:
    """The cheapest ways from a seed to all pixels of a window whose first pixel is ``x``, ``y`` of the picture.

    ``costs`` and ``lengths``: height x width; the length of a way sums, over its steps, step x (cost here + cost there).
    """

    costs: Costs
    lengths: Costs
    x: int
    y: int

    def way_to(self, point: Point) -> Ring:
        """Return the middles of the pixels from the seed to the one under a point, or the window's nearest to it."""
        height, width = self.costs.shape
        column = min(max(int(point[0] // 1) - self.x, 0), width - 1)
        row = min(max(int(point[1] // 1) - self.y, 0), height - 1)
        way = [(column, row)]
        while self.lengths[row, column]:
            column, row = self._before(column, row)
            way.append((column, row))
        return tuple((self.x + column + 0.5, self.y + row + 0.5) for column, row in reversed(way))

    def line_to(self, point: Point, *, tolerance: float = 1.0) -> Ring:
        """Return the way as a line with fewer points, none of the way farther than ``tolerance`` pixels from it."""
        return simplified(self.way_to(point), tolerance, closed=False)

    def _before(self, column: int, row: int) -> tuple[int, int]:
        """Return the pixel that the way to this one comes from: the one that its length adds up from."""
        height, width = self.costs.shape
        here, cost = int(self.lengths[row, column]), int(self.costs[row, column])
        for down, across, length in _STEPS:
            r, c = row + down, column + across
            inside = 0 <= r < height and 0 <= c < width
            if inside and int(self.lengths[r, c]) + length * (cost + int(self.costs[r, c])) == here:
                return c, r
        raise AssertionError(f"no way leads to {column}, {row}")


def window_around(seed: Point, picture: tuple[int, int], *, side: int = WINDOW) -> Box:
    """Return the box of at most ``side`` pixels square around a seed, moved to lie inside a picture of width, height."""
    width, height = picture
    left = max(0, min(int(seed[0] // 1) - side // 2, width - side))
    top = max(0, min(int(seed[1] // 1) - side // 2, height - side))
    return left, top, min(left + side, width), min(top + side, height)


def costs_of(pixels: Picture, *, edges: float = EVEN) -> Costs:
    """Return what each pixel costs, 1 to 16: the less, the stronger the edge that it lies on.

    The strength is Sobel's gradient of the channel that changes most; what one pixel in a hundred exceeds is a full edge.
    ``edges``, 0 to 100, says how faint an edge is followed: at 100 one of a sixth of that strength is a full edge as
    well, at 0 it takes six times as much, so that a way goes nearly straight.
    """
    strength = _strength(pixels)
    full = max(float(np.quantile(strength, 1 - _TOP)), _FULL_EDGE)
    full *= _FAINTEST ** ((edges - EVEN) / EVEN)
    share = np.minimum(strength / full, 1.0)
    return np.asarray(np.rint(1 + (DEAREST - 1) * (1 - share)), dtype=np.int32)


def ways_from(seed: Point, costs: Costs, *, x: int = 0, y: int = 0) -> Ways:
    """Return the cheapest ways from the pixel under ``seed`` through a window whose first pixel is ``x``, ``y``.

    Exact shortest ways, as Dijkstra's; found band by band (Meyer and Sanders, "Delta-stepping", 2003), so that numpy
    does a whole front of pixels at once. Raises ValueError when the seed lies outside the window.
    """
    height, width = costs.shape
    column, row = int(seed[0] // 1) - x, int(seed[1] // 1) - y
    if not (0 <= column < width and 0 <= row < height):
        raise ValueError(f"the seed {seed} lies outside the window at {x}, {y} of {width} x {height} pixels")
    stride = width + 2
    # A wall of one pixel all around, with a length that nothing can undercut, spares every look at the rim.
    lengths = np.full((height + 2, stride), _WALL, np.int32)
    lengths[1:-1, 1:-1] = _FAR
    start = (row + 1) * stride + column + 1
    flat = lengths.ravel()
    flat[start] = 0
    _spread(flat, np.pad(costs, 1).astype(np.int32).ravel(), start, stride)
    return Ways(costs, lengths[1:-1, 1:-1], x, y)


def _spread(lengths: Costs, costs: Costs, start: int, stride: int) -> None:
    """Fill in the lengths of the cheapest ways from ``start``, band by band of rising length."""
    offsets = np.array([down * stride + across for down, across, _length in _STEPS])[:, None]
    steps = np.array([length for _down, _across, length in _STEPS], dtype=np.int32)[:, None]
    # A step is at most 2 x 7 x 16 = 224 long: it ends in the same band or one of the next two.
    ahead: list[list[Whole]] = [[np.array([start])], [], []]
    last = np.zeros(len(lengths), np.int64)
    end = _BAND
    while any(ahead):
        waiting = ahead.pop(0)
        ahead.append([])
        front = np.concatenate(waiting) if waiting else np.empty(0, np.int64)
        front = front[lengths[front] >= end - _BAND]
        while len(front):
            nearby = front + offsets
            offered = lengths[front] + steps * (costs[front] + costs[nearby])
            shorter = offered < lengths[nearby]
            reached = nearby[shorter]
            np.minimum.at(lengths, reached, offered[shorter])
            # Each pixel once: of those that name the same pixel the last to sign stays.
            order = np.arange(len(reached))
            last[reached] = order
            reached = reached[last[reached] == order]
            found = lengths[reached]
            front = reached[found < end]
            ahead[0].append(reached[(found >= end) & (found < end + _BAND)])
            ahead[1].append(reached[found >= end + _BAND])
        end += _BAND


def _strength(pixels: Picture) -> NDArray[np.float32]:
    """Return Sobel's gradient of the channel that changes most, in grey levels per pixel."""
    planes = [pixels] if pixels.ndim == 2 else [pixels[:, :, channel] for channel in range(pixels.shape[2])]
    strongest = np.zeros(pixels.shape[:2], np.float32)
    for plane in planes:
        padded = np.pad(plane, 1, mode="edge").astype(np.float32)
        across = padded[:, 2:] - padded[:, :-2]
        across = across[:-2] + 2 * across[1:-1] + across[2:]
        down = padded[2:] - padded[:-2]
        down = down[:, :-2] + 2 * down[:, 1:-1] + down[:, 2:]
        np.maximum(strongest, across * across + down * down, out=strongest)
    return np.asarray(np.sqrt(strongest) / 8)
