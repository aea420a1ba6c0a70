"""What a comparison draws of a matched area: its contour coloured by distance, and the pixels that differ."""

from __future__ import annotations

from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.bitmap import Tiles
from desktop.annotation.shapes.mask import Mask
from desktop.scoring.judges.outlined import rings_of
from desktop.scoring.judges.pixels import tiles_of
from desktop.scoring.measures import masks, outlines, pixel_edges
from desktop.scoring.measures.boundary import Pieces
from desktop.scoring.measures.contours import contour


def profile(gold: Shape, answer: Shape, size: tuple[int, int] | None = None) -> tuple[Pieces, ...]:
    """Return the answer's contour with its distance to the gold's: positive outside the gold, negative inside.

    Of outlines one entry for each ring, pieces of at most 1 px that follow each other; as soon as one of the two is a
    mask, a single entry with every side of a pixel, in no order. ``size``: of the picture, px.
    """
    if isinstance(gold, Mask) or isinstance(answer, Mask):
        theirs = tiles_of(gold, size)
        mine, inside = contour(tiles_of(answer, size), theirs)
        return (pixel_edges.pieces(mine, contour(theirs)[0], inside),)
    other = rings_of(gold)
    return tuple(outlines.signed(outlines.pieces([ring], other), other) for ring in rings_of(answer))


def differences(gold: Shape, answer: Shape, size: tuple[int, int] | None = None) -> tuple[Tiles, Tiles]:
    """Return the pixels that the answer has too much, and those that it leaves out."""
    mine, theirs = tiles_of(answer, size), tiles_of(gold, size)
    return masks.difference(mine, theirs), masks.difference(theirs, mine)
