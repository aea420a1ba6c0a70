"""Islands and holes of a mask: told apart, cleaned up, filled."""

from __future__ import annotations

import numpy as np

from desktop.annotation.geometry.bitmaps import Bitmap, Bits
from desktop.annotation.geometry.runs import Components, components


def sizes(bitmap: Bitmap, *, diagonal: bool = False) -> tuple[int, ...]:
    """Return the pixels of each connected part, in the order of their first pixels (row by row)."""
    return tuple(components(bitmap.pixels, diagonal=diagonal).sizes.tolist())


def islands(bitmap: Bitmap, *, diagonal: bool = False) -> tuple[Bitmap, ...]:
    """Return each connected part as a bitmap of its own, trimmed, the largest first."""
    found = components(bitmap.pixels, diagonal=diagonal)
    order = np.argsort(-found.sizes, kind="stable")
    return tuple(_one(found, int(part), bitmap) for part in order)


def without_islands(bitmap: Bitmap, least: int, *, diagonal: bool = False) -> Bitmap:
    """Return the bitmap without connected parts of fewer than ``least`` pixels."""
    found = components(bitmap.pixels, diagonal=diagonal)
    return _of_parts(found, found.sizes >= least, bitmap)


def largest_island(bitmap: Bitmap, *, diagonal: bool = False) -> Bitmap:
    """Return the largest connected part alone, of equals the first; empty when nothing is set."""
    found = components(bitmap.pixels, diagonal=diagonal)
    chosen = np.zeros(len(found.sizes), np.bool_)
    if len(chosen):
        chosen[int(np.argmax(found.sizes))] = True
    return _of_parts(found, chosen, bitmap)


def holes(bitmap: Bitmap, *, diagonal: bool = False) -> Bitmap:
    """Return the pixels that are not set and enclosed by pixels that are.

    ``diagonal`` says how the set pixels hang together; what is not set hangs together the other way, so that a line
    of pixels that touch in corners encloses something only when it counts as a line. The bitmap's rim is open.
    """
    around = np.pad(~bitmap.pixels, 1, constant_values=True)
    found = components(around, diagonal=not diagonal)
    enclosed = np.ones(len(found.sizes), np.bool_)
    enclosed[found.parts[0]] = False
    return Bitmap(found.painted(enclosed, around.shape[0])[1:-1, 1:-1], bitmap.x, bitmap.y)


def without_holes(bitmap: Bitmap, *, most: int | None = None, diagonal: bool = False) -> Bitmap:
    """Return the bitmap with its holes filled; with ``most``, only those of at most so many pixels."""
    gaps = holes(bitmap, diagonal=diagonal)
    if most is not None:
        found = components(gaps.pixels, diagonal=not diagonal)
        gaps = _of_parts(found, found.sizes <= most, gaps)
    return Bitmap(bitmap.pixels | gaps.pixels, bitmap.x, bitmap.y)


def _of_parts(found: Components, parts: Bits, bitmap: Bitmap) -> Bitmap:
    return Bitmap(found.painted(parts, bitmap.pixels.shape[0]), bitmap.x, bitmap.y)


def _one(found: Components, part: int, bitmap: Bitmap) -> Bitmap:
    chosen = np.zeros(len(found.sizes), np.bool_)
    chosen[part] = True
    return _of_parts(found, chosen, bitmap).trimmed()
