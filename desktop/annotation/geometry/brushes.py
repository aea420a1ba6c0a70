"""What a brush covers between two places of the pointer, and masks made wider or narrower by a disc."""

from __future__ import annotations

import math
from typing import Literal, TypeAlias

import numpy as np

from desktop.annotation.geometry.bitmaps import EMPTY, Bitmap, Bits, Box, common_box
from desktop.annotation.geometry.crossings import Floats
from desktop.annotation.geometry.points import Point, between, distance

Tip: TypeAlias = Literal["disc", "square"]
#: A smaller brush can pass between the centres of pixels; it marks the pixels that it passes over instead.
_THIN = 1.5


def stroke(a: Point, b: Point, size: float, *, tip: Tip = "disc", within: Box | None = None) -> Bitmap:
    """Return the pixels whose centres a tip ``size`` pixels across passes over on its way from ``a`` to ``b``.

    A thin brush leaves no gap: the pixels under the pointer always belong to it. ``within``: nothing outside that
    box is made. Raises ValueError when ``size`` is not above 0.
    """
    if not size > 0:
        raise ValueError(f"size must be above 0, got {size}")
    half = size / 2
    box = (
        math.floor(min(a[0], b[0]) - half),
        math.floor(min(a[1], b[1]) - half),
        math.ceil(max(a[0], b[0]) + half) + 1,
        math.ceil(max(a[1], b[1]) + half) + 1,
    )
    left, top, right, bottom = box if within is None else common_box(box, within)
    if left >= right or top >= bottom:
        return EMPTY
    low, high = _spans(a, b, half, np.arange(top, bottom) + 0.5, tip)
    columns = np.arange(left, right) + 0.5
    pixels = (columns >= low[:, None]) & (columns < high[:, None])
    if size < _THIN:
        _pass_over(pixels, a, b, left, top)
    return Bitmap(pixels, left, top)


def dilated(bitmap: Bitmap, radius: float) -> Bitmap:
    """Return the pixels whose centres are at most ``radius`` pixels from that of a set one; the box grows by as much."""
    reach = math.floor(radius)
    if reach < 1 or not bitmap.pixels.size:
        return bitmap
    pixels = np.pad(bitmap.pixels, reach)
    height, width = pixels.shape
    # The number of set pixels left of each place: a stretch of a row holds one when the numbers at its ends differ.
    counts = np.zeros((height, width + 2 * reach + 1), np.int32)
    np.cumsum(pixels, axis=1, out=counts[:, reach + 1 : reach + 1 + width])
    counts[:, reach + 1 + width :] = counts[:, reach + width, None]
    result = np.zeros_like(pixels)
    for down in range(-reach, reach + 1):
        across = math.floor(math.sqrt(radius * radius - down * down))
        left, right = reach - across, reach + across + 1
        wide = counts[:, left : left + width] != counts[:, right : right + width]
        result[max(down, 0) : height + min(down, 0)] |= wide[max(-down, 0) : height + min(-down, 0)]
    return Bitmap(result, bitmap.x - reach, bitmap.y - reach)


def eroded(bitmap: Bitmap, radius: float, *, picture: Box | None = None) -> Bitmap:
    """Return the pixels whose centres are farther than ``radius`` pixels from every one that is not set.

    Outside ``picture`` nothing eats into the mask: an object cut off by the picture's rim keeps that side.
    """
    reach = math.floor(radius)
    if reach < 1 or not bitmap.pixels.size:
        return bitmap
    rest = ~np.pad(bitmap.pixels, reach)
    outside = Bitmap(rest, bitmap.x - reach, bitmap.y - reach)
    if picture is not None:
        outside = outside.within(common_box(outside.box, picture))
    eaten = dilated(outside, radius).within(bitmap.box)
    return Bitmap(bitmap.pixels & ~eaten.pixels, bitmap.x, bitmap.y)


def opened(bitmap: Bitmap, radius: float, *, picture: Box | None = None) -> Bitmap:
    """Return the bitmap without hairs and specks narrower than a disc."""
    return dilated(eroded(bitmap, radius, picture=picture), radius).within(bitmap.box)


def _spans(a: Point, b: Point, half: float, y: Floats, tip: Tip) -> tuple[Floats, Floats]:
    """Return where the swept tip begins and ends on each horizontal line; it is convex, so once each."""
    low, high = np.full(len(y), np.inf), np.full(len(y), -np.inf)
    if tip == "disc":
        for x, middle in (a, b):
            inside = half * half - (y - middle) ** 2
            reach = np.sqrt(np.maximum(inside, 0.0))
            _take_in(
                low, high, np.where(inside >= 0, x - reach, np.inf), np.where(inside >= 0, x + reach, -np.inf)
            )
    for start, end in _sides(a, b, half, tip):
        (xa, ya), (xb, yb) = (start, end) if start[1] <= end[1] else (end, start)
        on = (y >= ya) & (y <= yb)
        x_at = xa + (y - ya) * ((xb - xa) / (yb - ya) if yb > ya else 0.0)
        _take_in(low, high, np.where(on, x_at, np.inf), np.where(on, x_at, -np.inf))
    if tip == "square":
        # As to the right, so below: a centre on the far edge is outside, or 3 pixels would sometimes be 4.
        high[y >= max(a[1], b[1]) + half] = -np.inf
    return low, high


def _take_in(low: Floats, high: Floats, left: Floats, right: Floats) -> None:
    np.minimum(low, left, out=low)
    np.maximum(high, right, out=high)


def _sides(a: Point, b: Point, half: float, tip: Tip) -> list[tuple[Point, Point]]:
    """Return segments whose hull, with the discs at the ends, is what the tip sweeps over."""
    if tip == "square":
        corners = [(-half, -half), (half, -half), (half, half), (-half, half)]
        one, other = ([(x + dx, y + dy) for dx, dy in corners] for x, y in (a, b))
        around = [(square[place - 1], square[place]) for square in (one, other) for place in range(4)]
        return around + list(zip(one, other, strict=True))
    length = distance(a, b)
    if length == 0.0:
        return []
    dx, dy = (b[1] - a[1]) / length * half, (a[0] - b[0]) / length * half
    near, far = (a[0] + dx, a[1] + dy), (a[0] - dx, a[1] - dy)
    ahead, behind = (b[0] + dx, b[1] + dy), (b[0] - dx, b[1] - dy)
    return [(near, ahead), (far, behind), (near, far), (ahead, behind)]


def _pass_over(pixels: Bits, a: Point, b: Point, left: int, top: int) -> None:
    """Set the pixels that a point passes over, seen every half pixel."""
    steps = max(1, math.ceil(2 * distance(a, b)))
    for step in range(steps + 1):
        x, y = between(a, b, step / steps)
        column, row = math.floor(x) - left, math.floor(y) - top
        if 0 <= row < pixels.shape[0] and 0 <= column < pixels.shape[1]:
            pixels[row, column] = True
