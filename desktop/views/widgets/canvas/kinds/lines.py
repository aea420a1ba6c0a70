"""Open lines with the direction in which they run."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QPainterPath, QPolygonF

from desktop.views.widgets.canvas.kinds.outlines import head
from desktop.views.widgets.canvas.kinds.work import Work
from desktop.views.widgets.canvas.plane import Floats

#: Device-independent pixels: the way from one arrow to the next, the size of each, and the shortest line with one.
EVERY = 90
HEAD = 13
FROM = 36


def draw_line(work: Work, row: int, ink: int) -> None:
    """Draw a polyline with arrows along it."""
    outline = work.outlines.of(work.table, row)
    assert isinstance(outline, QPolygonF)
    painter = work.raw()
    if work.take_halo():
        painter.drawPolyline(outline)
    work.take(row, ink, filled=False)
    painter.drawPolyline(outline)
    if work.thin:
        return
    painter = work.flat()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(work.inks.colours[ink]))
    for arrow in arrows(work.placed(row), work.inks.density):
        painter.drawPath(arrow)


def arrows(points: Floats, density: float, ahead: float = 0.0) -> Iterator[QPainterPath]:
    """Yield the heads of arrows along a line of device pixels: evenly spaced, one at least when it is long enough.

    ``ahead`` moves all of them on, in shares of the way from one to the next, -0.5..0.5.
    """
    along = np.diff(points, axis=0)
    lengths = np.hypot(along[:, 0], along[:, 1])
    total = float(lengths.sum())
    if total < FROM * density:
        return
    size, count = HEAD * density, max(round(total / (EVERY * density)), 1)
    ends = np.cumsum(lengths)
    for place in range(min(count, 200)):
        at = total * (place + 0.5 + ahead) / count + size / 2
        piece = min(int(np.searchsorted(ends, at)), len(lengths) - 1)
        share = 1 - (float(ends[piece]) - at) / max(float(lengths[piece]), 1e-9)
        tip = points[piece] + along[piece] * min(share, 1.0)
        if math.isfinite(share):
            yield head(
                QPointF(*points[piece].tolist()) - QPointF(*along[piece].tolist()),
                QPointF(*tip.tolist()),
                size,
            )
