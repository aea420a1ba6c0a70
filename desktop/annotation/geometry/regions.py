"""A region of like colour around a place: the magic wand, inside a window of the picture."""

from __future__ import annotations

import numpy as np

from desktop.annotation.geometry.bitmaps import EMPTY, Bitmap
from desktop.annotation.geometry.livewire import Picture
from desktop.annotation.geometry.points import Point
from desktop.annotation.geometry.runs import components


def region_at(
    pixels: Picture, seed: Point, tolerance: float, *, x: int = 0, y: int = 0, contiguous: bool = True
) -> Bitmap:
    """Return the pixels whose colour is within ``tolerance`` (0 to 255) of that under ``seed`` in every channel.

    ``pixels``: a window of the picture, its first pixel at ``x``, ``y``; grey or with channels. The colour is the
    median of the 3 x 3 pixels around the seed, so that one odd pixel does not decide. ``contiguous``: only what hangs
    together with the seed's pixel by sides; empty when that one is too unlike its own surroundings. Raises ValueError
    when the seed lies outside the window.
    """
    channels = pixels[:, :, None] if pixels.ndim == 2 else pixels
    height, width, _many = channels.shape
    column, row = int(seed[0] // 1) - x, int(seed[1] // 1) - y
    if not (0 <= column < width and 0 <= row < height):
        raise ValueError(f"the seed {seed} lies outside the window at {x}, {y} of {width} x {height} pixels")
    around = channels[max(row - 1, 0) : row + 2, max(column - 1, 0) : column + 2]
    colour = np.median(around.reshape(-1, channels.shape[2]), axis=0)
    low, high = colour - tolerance, colour + tolerance
    like = ((channels >= np.ceil(low)) & (channels <= np.floor(high))).all(axis=2)
    if not contiguous:
        return Bitmap(like, x, y).trimmed()
    found = components(like)
    part = found.part_at(column, row)
    if part is None:
        return EMPTY
    chosen = np.arange(len(found.sizes)) == part
    return Bitmap(found.painted(chosen, height), x, y).trimmed()
