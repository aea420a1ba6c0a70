"""Which way a thing runs and which way it should: arrows of the answer and of the gold where a direction is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from desktop.annotation.shapes.base import Point, Shape
from desktop.annotation.shapes.quad import Quad
from desktop.annotation.shapes.rotated import RotatedBox
from desktop.scoring.result import Finding
from desktop.views.theme.current import theme
from desktop.views.widgets.canvas.inks import DASHES
from desktop.views.widgets.canvas.kinds.lines import arrows
from desktop.views.widgets.canvas.kinds.outlines import HEAD, head
from desktop.views.widgets.canvas.live import HALO
from desktop.views.widgets.canvas.plane import Plane

#: How far along its line an arrow of the gold stands, in arrows: beside those of the answer, which runs the other way.
_BESIDE = 0.33


@dataclass(frozen=True)
class Course:
    """A direction: a line, dashed where it is the gold's, and heads of arrows. All in device pixels."""

    line: tuple[QPointF, ...]
    heads: tuple[QPainterPath, ...]
    colour: QColor
    density: float
    dashed: bool = False

    @property
    def extent(self) -> QRectF:
        """The line with its heads."""
        reach = 4 * self.density
        around = self._path().controlPointRect()
        for one in self.heads:
            around = one.controlPointRect() if around.isNull() else around.united(one.controlPointRect())
        return around.adjusted(-reach, -reach, reach, reach)

    def paint(self, painter: QPainter) -> None:
        """Draw a dark rim, then line and heads."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rim, line = QPen(HALO, 5 * self.density), QPen(self.colour, 3 * self.density)
        line.setCapStyle(Qt.PenCapStyle.FlatCap)
        if self.dashed:
            line.setDashPattern(list(DASHES))
        path = self._path()
        painter.strokePath(path, rim)
        painter.strokePath(path, line)
        for one in self.heads:
            painter.strokePath(one, QPen(HALO, 2 * self.density))
            painter.fillPath(one, self.colour)

    def _path(self) -> QPainterPath:
        if not self.line:
            return QPainterPath()
        path = QPainterPath(self.line[0])
        for point in self.line[1:]:
            path.lineTo(point)
        return path


def is_about_direction(finding: Finding) -> bool:
    """Tell whether a finding says that something points or runs the wrong way."""
    return finding.code == "ANG" or (finding.code == "LINE" and finding.detail.get("measure") == "direction")


def courses(plane: Plane, gold: Shape, answer: Shape, density: float, *, headed: bool) -> Iterator[Course]:
    """Yield the direction of the gold and that of the answer; ``headed``: a box has a front, else an axis alone."""
    for shape, tone in ((gold, "gold"), (answer, "bad")):
        dashed, colour = shape is gold, theme().colour(tone)
        if shape.kind == "polyline":
            points = plane.points(np.array(shape.handles, np.float64))
            along = tuple(arrows(points, 1.3 * density, ahead=_BESIDE if dashed else 0.0))
            yield Course((), along, colour, density)
        elif (ends := _ends(shape, headed=headed)) is not None:
            start, end = plane.at(*ends[0]), plane.at(*ends[1])
            heads = (head(start, end, 1.5 * HEAD * density),) if headed or shape.kind == "quad" else ()
            yield Course((start, end), heads, colour, density, dashed)


def _ends(shape: Shape, *, headed: bool) -> tuple[Point, Point] | None:
    """Return from where to where a shape points: to its front, along its longer axis, or as its text is read."""
    if isinstance(shape, Quad):
        return shape.corners[0], shape.corners[1]
    if not isinstance(shape, RotatedBox):
        return None
    x, y = shape.front
    if headed:
        return (shape.cx, shape.cy), (x, y)
    if shape.width < shape.height:
        # Turned by a quarter: the side of the box is the end of its longer axis.
        (xa, ya), (xb, yb) = shape.corners[1:3]
        x, y = (xa + xb) / 2, (ya + yb) / 2
    return (2 * shape.cx - x, 2 * shape.cy - y), (x, y)
