"""Closed outlines: boxes, rotated boxes with their front, polygons with holes, ellipses, text quads."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPolygonF

from desktop.annotation.shapes.quad import Quad
from desktop.annotation.shapes.rotated import RotatedBox
from desktop.views.widgets.canvas.kinds.work import Outline, Work

#: Device-independent pixels: a rotated box at least this long shows its front, and how long the arrow's head is.
FRONT_FROM = 16
HEAD = 11


def draw_box(work: Work, row: int, ink: int) -> None:
    """Draw an upright box on whole pixels."""
    x, y, width, height = work.plane.rects(work.table.bounds[row : row + 1])[0].tolist()
    rect = QRect(x, y, width, height)
    painter = work.flat()
    if work.take_halo():
        painter.drawRect(rect)
    work.take(row, ink)
    painter.drawRect(rect)


def draw_outline(work: Work, row: int, ink: int) -> None:
    """Draw a polygon, holes left out, or any other closed outline."""
    outline = work.outlines.of(work.table, row)
    painter = work.raw()
    if work.take_halo():
        stroke(painter, outline)
    work.take(row, ink)
    stroke(painter, outline)


def draw_rotated(work: Work, row: int, ink: int) -> None:
    """Draw a rotated box, and where its front is when its class has one."""
    draw_outline(work, row, ink)
    shape = work.table.shapes[row]
    if (
        work.thin
        or not isinstance(shape, RotatedBox)
        or not work.inks.looks[int(work.table.codes[row])].heading
    ):
        return
    start, end = work.plane.at(shape.cx, shape.cy), work.plane.at(*shape.front)
    if math.hypot(end.x() - start.x(), end.y() - start.y()) < FRONT_FROM / 2 * work.inks.density:
        return
    painter = work.flat()
    painter.setPen(work.inks.bold[ink])
    painter.drawLine(start, end)
    draw_head(painter, start, end, HEAD * work.inks.density, work.inks.fills[ink])


def draw_quad(work: Work, row: int, ink: int) -> None:
    """Draw a text quad with a mark at the corner where reading begins."""
    draw_outline(work, row, ink)
    shape = work.table.shapes[row]
    if work.thin or not isinstance(shape, Quad):
        return
    at, half = work.plane.at(*shape.corners[0]), 3 * work.inks.density
    work.flat().fillRect(
        QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half).toRect(), work.inks.colours[ink]
    )


def stroke(painter: QPainter, outline: Outline) -> None:
    """Draw an outline with the pen and brush that the painter holds."""
    if isinstance(outline, QPolygonF):
        painter.drawPolygon(outline)
    else:
        painter.drawPath(outline)


def draw_head(painter: QPainter, start: QPointF, end: QPointF, size: float, brush: QBrush) -> None:
    """Draw the head of an arrow from ``start``, its tip at ``end``, in the pen's colour."""
    painter.setBrush(QBrush(painter.pen().color()))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawPath(head(start, end, size))
    painter.setBrush(brush)


def head(start: QPointF, end: QPointF, size: float) -> QPainterPath:
    """Return the head of an arrow that points from ``start`` to ``end``, its tip there."""
    length = math.hypot(end.x() - start.x(), end.y() - start.y()) or 1.0
    ux, uy = (end.x() - start.x()) / length * size, (end.y() - start.y()) / length * size
    path = QPainterPath(end)
    path.lineTo(end.x() - ux - uy * 0.5, end.y() - uy + ux * 0.5)
    path.lineTo(end.x() - ux + uy * 0.5, end.y() - uy - ux * 0.5)
    path.closeSubpath()
    return path
