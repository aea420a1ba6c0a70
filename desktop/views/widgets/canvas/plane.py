"""Where raw image pixels lie on a plane of device pixels: a tile's, the view's, or any other."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPolygonF, QTransform
from shiboken6 import VoidPtr

from desktop.annotation.shapes.base import Rect
from desktop.views.widgets.canvas.viewport import Viewport

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


class Plane:
    """The picture at a scale and a turn, its corner ``left``, ``top`` device pixels from the plane's."""

    def __init__(self, view: Viewport, left: int, top: int) -> None:
        self.scale = view.scale
        self.left, self.top = left, top
        self.orientation = view.orientation
        self.size = view.size
        self._view = view

    @classmethod
    def of(cls, view: Viewport) -> Plane:
        """Return the plane of the view itself."""
        return cls(view, view.left, view.top)

    @cached_property
    def transform(self) -> QTransform:
        """What turns raw points into the plane's."""
        origin = np.array(self.point(0.0, 0.0))
        across, down = np.array(self.point(1.0, 0.0)) - origin, np.array(self.point(0.0, 1.0)) - origin
        return QTransform(*across.tolist(), *down.tolist(), *origin.tolist())

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return a raw point's place."""
        u, v = self.orientation.upright(x, y, self.size)
        return u * self.scale + self.left, v * self.scale + self.top

    def at(self, x: float, y: float) -> QPointF:
        """Return a raw point's place for a painter."""
        return QPointF(*self.point(x, y))

    def rect(self, bounds: Rect) -> QRectF:
        """Return a raw rectangle's place."""
        xa, ya = self.point(bounds[0], bounds[1])
        xb, yb = self.point(bounds[2], bounds[3])
        return QRectF(min(xa, xb), min(ya, yb), abs(xb - xa), abs(yb - ya))

    def points(self, xy: Floats) -> Floats:
        """Return the places of raw points (n x 2)."""
        width, height = self.orientation.upright_size(self.size)
        placed = (xy[:, ::-1] if self.orientation.swapped else xy) * self.scale
        if self.orientation.mirrored_x:
            placed[:, 0] = width * self.scale - placed[:, 0]
        if self.orientation.mirrored_y:
            placed[:, 1] = height * self.scale - placed[:, 1]
        placed += (self.left, self.top)
        return placed

    def rects(self, bounds: Floats) -> Whole:
        """Return raw rectangles (n x 4) as x, y, width, height in whole pixels of the plane."""
        edges: Whole = np.rint(self._view.upright_rects(bounds) * self.scale).astype(np.int64)
        edges += np.array([self.left, self.top, self.left, self.top])
        edges[:, 2:] -= edges[:, :2]
        return edges

    def raw_rect(self, x1: float, y1: float, x2: float, y2: float) -> Rect:
        """Return the raw rectangle of one on the plane."""
        scale = self.scale
        return self._view.raw_rect(
            (x1 - self.left) / scale,
            (y1 - self.top) / scale,
            (x2 - self.left) / scale,
            (y2 - self.top) / scale,
        )

    def raw_pixels(self, start: int, count: int, *, across: bool) -> Whole:
        """Return which raw pixel lies under the middle of each of ``count`` columns (``across``) or rows.

        On a swapped picture columns run along the raw y axis.
        """
        corner = self.left if across else self.top
        upright = (np.arange(start, start + count) + 0.5 - corner) / self.scale
        side = self.orientation.upright_size(self.size)[0 if across else 1]
        mirrored = self.orientation.mirrored_x if across else self.orientation.mirrored_y
        pixels: Whole = np.floor(side - upright if mirrored else upright).astype(np.int64)
        return pixels


def polygon_of(xy: Floats) -> QPolygonF:
    """Return points (n x 2) as Qt's polygon in one copy, without a call for each."""
    polygon = QPolygonF()
    polygon.resize(len(xy))
    if len(xy):
        # What the type hints call a QPointF is its address.
        place: Any = polygon.data()
        memory: Any = VoidPtr(place, len(xy) * 16, True)  # type: ignore[call-arg]
        np.frombuffer(memory, np.float64)[:] = xy.reshape(-1)
    return polygon
