"""One kind of shape into another: polygon and mask, polygon and box, rotated rectangle, ellipse.

Boxes are x1, y1, x2, y2. A rotated rectangle is centre x, centre y, extent along its heading, extent across, and the
heading in degrees clockwise as seen from +x (y down), as the shapes of the document have it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np

from desktop.annotation.geometry.bitmaps import Bitmap, Box
from desktop.annotation.geometry.outlines import outlined
from desktop.annotation.geometry.points import Point, Rect, Ring, Rings, bounds_of, turned
from desktop.annotation.geometry.raster import filled
from desktop.annotation.geometry.simplify import simplified_rings

#: cx, cy, width (along), height (across), angle in degrees.
Rotated: TypeAlias = tuple[float, float, float, float, float]
#: Corners with which a circle of any size still looks and measures like one, and as many as are ever made.
_FEWEST, _MOST = 8, 720


def mask_of(rings: Rings, *, within: Box | None = None) -> Bitmap:
    """Return the pixels of a polygon, by their centres (:mod:`raster`), trimmed; 0 x 0 when it holds none."""
    return filled(rings, within=within).trimmed()


def polygons_of(bitmap: Bitmap, *, tolerance: float = 0.0) -> tuple[Rings, ...]:
    """Return the polygons around a mask's pixels, the largest first: exact (:mod:`outlines`), or simplified.

    With a ``tolerance`` of 0.71 pixels and more the steps of slanting edges go; holes and parts stay apart.
    """
    parts = outlined(bitmap)
    return tuple(simplified_rings(rings, tolerance) for rings in parts) if tolerance > 0 else parts


def box_of(points: Sequence[Point]) -> Rect:
    """Return the upright box around points. Raises ValueError when there are none."""
    return bounds_of(points)


def ring_of_box(box: Rect) -> Ring:
    """Return a box as a ring, clockwise as seen from its top left corner."""
    x1, y1, x2, y2 = box
    return (x1, y1), (x2, y1), (x2, y2), (x1, y2)


def ring_of_rotated(rotated: Rotated) -> Ring:
    """Return a rotated rectangle as a ring: clockwise as seen, beginning with its front's left corner.

    Left is meant as one looks along the heading; for a heading of 0 (to the right) that is the top right corner.
    """
    cx, cy, width, height, angle = rotated
    along, across = width / 2, height / 2
    corners = ((along, -across), (along, across), (-along, across), (-along, -across))
    return tuple((cx + x, cy + y) for x, y in (turned(corner, angle) for corner in corners))


def smallest_rectangle(points: Sequence[Point]) -> Rotated:
    """Return the rotated rectangle of least area around points; its heading is its longer side's, in [0, 180).

    One side lies along an edge of the hull (Freeman and Shapira 1975). Raises ValueError when there are no points.
    """
    hull = np.asarray(convex_hull(points), dtype=np.float64)
    sides = np.roll(hull, -1, axis=0) - hull
    angles = np.unique(np.round(np.arctan2(sides[:, 1], sides[:, 0]) % (math.pi / 2), 12))
    # Turned back by each angle, every hull in one go: angles x points.
    xs = np.outer(np.cos(angles), hull[:, 0]) + np.outer(np.sin(angles), hull[:, 1])
    ys = np.outer(np.cos(angles), hull[:, 1]) - np.outer(np.sin(angles), hull[:, 0])
    widths, heights = np.ptp(xs, axis=1), np.ptp(ys, axis=1)
    # Of a line every rectangle has no area: the narrower one is meant.
    best = int(np.lexsort((np.minimum(widths, heights), np.round(widths * heights, 9)))[0])
    width, height, angle = float(widths[best]), float(heights[best]), math.degrees(float(angles[best]))
    middle = (float(xs[best].max() + xs[best].min()) / 2, float(ys[best].max() + ys[best].min()) / 2)
    cx, cy = turned(middle, angle)
    if height > width:
        width, height, angle = height, width, angle + 90
    return cx, cy, width, height, angle % 180


def convex_hull(points: Sequence[Point]) -> Ring:
    """Return the corners of the hull, clockwise as seen, none on a straight edge (Andrew 1979). Raises ValueError for none."""
    ordered = sorted(set(points))
    if not ordered:
        raise ValueError("no points")
    if len(ordered) < 3:
        return tuple(ordered)
    upper, lower = _chain(ordered), _chain(ordered[::-1])
    return (*upper[:-1], *lower[:-1])


def ellipse_ring(
    centre: Point, radii: tuple[float, float], angle: float = 0.0, *, error: float = 0.25
) -> Ring:
    """Return an ellipse as a ring of points on it, no edge farther than ``error`` pixels from the curve.

    ``angle``: degrees clockwise as seen, of the first radius. Raises ValueError unless radii and error are above 0.
    """
    rx, ry = radii
    if not (rx > 0 and ry > 0 and error > 0):
        raise ValueError(f"radii and error must be above 0, got {rx}, {ry} and {error}")
    # An ellipse is a circle of its larger radius pressed flat: no chord is farther off than on that circle.
    most = max(rx, ry)
    share = min(error / most, 1.0)
    many = min(max(math.ceil(math.pi / math.acos(1 - share)), _FEWEST), _MOST)
    steps = (math.tau * step / many for step in range(many))
    around = (turned((rx * math.cos(step), ry * math.sin(step)), angle) for step in steps)
    return tuple((centre[0] + x, centre[1] + y) for x, y in around)


def ellipse_in(rotated: Rotated) -> tuple[Point, tuple[float, float], float]:
    """Return centre, radii and angle in [0, 180) of the ellipse that fills a rotated rectangle."""
    cx, cy, width, height, angle = rotated
    return (cx, cy), (width / 2, height / 2), angle % 180


def _chain(ordered: Sequence[Point]) -> list[Point]:
    """Return one side of the hull of points in order."""
    side: list[Point] = []
    for point in ordered:
        while len(side) > 1 and _turn(side[-2], side[-1], point) <= 0:
            side.pop()
        side.append(point)
    return side


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
