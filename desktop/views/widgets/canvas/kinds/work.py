"""What a kind needs to draw itself: a painter on a plane, the inks, and the table with its row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPolygonF

from desktop.annotation.hits import ShapeTable
from desktop.annotation.shapes.base import Shape
from desktop.views.widgets.canvas.inks import Inks
from desktop.views.widgets.canvas.options import says_yes
from desktop.views.widgets.canvas.plane import Floats, Plane, polygon_of

#: Outlines kept for the next tile or scale.
_MOST = 120_000
Outline: TypeAlias = QPolygonF | QPainterPath


class Outlines:
    """The outlines of shapes in raw pixels as Qt draws them, made once for each shape."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Shape, Outline]] = {}

    def of(self, table: ShapeTable, row: int) -> Outline:
        """Return the outline of a row: a polygon, or a path when it has holes."""
        shape = table.shapes[row]
        kept = self._kept.get(shape.id)
        if kept is not None and kept[0] is shape:
            return kept[1]
        if len(self._kept) > _MOST:
            self._kept.clear()
        start, count = int(table.starts[row]), int(table.counts[row])
        made = outline_of(
            table.vertices.xy[start : start + count], table.vertices.ahead[start : start + count]
        )
        self._kept[shape.id] = (shape, made)
        return made


def outline_of(xy: Floats, ahead: np.ndarray[tuple[int, ...], np.dtype[np.int32]]) -> Outline:
    """Return points and their ways on as an outline; several rings make a path filled even-odd."""
    ends = (np.flatnonzero(ahead != 1) + 1).tolist()
    if len(ends) <= 1:
        return polygon_of(xy)
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for start, end in zip((0, *ends), ends, strict=False):
        path.addPolygon(polygon_of(xy[start:end]))
        path.closeSubpath()
    return path


@dataclass
class Work:
    """Drawing on one tile, of which ``area`` is asked for. ``thin`` is without fill, halo and ornament; ``tagged`` with words and numbers."""

    painter: QPainter
    plane: Plane
    inks: Inks
    table: ShapeTable
    outlines: Outlines
    area: QRect
    thin: bool = False
    tagged: bool = True
    haloed: bool = True
    numbers: Callable[[int], int] = field(default=lambda _row: 0)

    def raw(self) -> QPainter:
        """Return the painter in raw image pixels."""
        self.painter.setTransform(self.plane.transform)
        return self.painter

    def flat(self) -> QPainter:
        """Return the painter in the plane's pixels."""
        self.painter.resetTransform()
        return self.painter

    def is_dashed(self, row: int) -> bool:
        """Tell whether an attribute asks for a dashed outline."""
        if self.thin or not self.inks.options.dashed:
            return False
        attributes = self.table.shapes[row].attributes
        return any(name in self.inks.options.dashed and says_yes(value) for name, value in attributes.items())

    def take(self, row: int, ink: int, *, filled: bool = True) -> None:
        """Give the painter pen and brush of a row."""
        inks = self.inks
        if self.thin:
            self.painter.setPen(inks.thin[ink])
            self.painter.setBrush(Qt.BrushStyle.NoBrush)
            return
        self.painter.setPen(inks.dashed[ink] if self.is_dashed(row) else inks.bold[ink])
        self.painter.setBrush(inks.fills[ink] if filled else Qt.BrushStyle.NoBrush)

    def take_halo(self) -> bool:
        """Give the painter the pen of the dark line beneath; False when there is none."""
        if not self.haloed:
            return False
        self.painter.setPen(self.inks.halo)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        return True

    def placed(self, row: int) -> Floats:
        """Return the points of a row on the plane."""
        start, count = int(self.table.starts[row]), int(self.table.counts[row])
        return self.plane.points(self.table.vertices.xy[start : start + count])
