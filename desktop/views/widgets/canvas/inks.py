"""The colours of marks as pens, brushes and pixels, made once for a look and used thousands of times."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPen

from desktop.annotation.hits import ShapeTable
from desktop.views.theme.current import theme
from desktop.views.widgets.canvas.live import HALO
from desktop.views.widgets.canvas.options import ViewOptions
from desktop.views.widgets.canvas.tags import ClassLook

#: Colours for marks or groups of their own.
MANY = 24
DASHES = (4.0, 3.0)


class Inks:
    """One ink for each colour in use. ``line`` is the width of an outline in device pixels."""

    def __init__(
        self, looks: Sequence[ClassLook], density: float, options: ViewOptions, *, alone: QColor | None = None
    ) -> None:
        self.looks = tuple(looks)
        self.density = density
        self.options = options
        self.line = max(round(2 * density), 1)
        self.colours = [alone] * len(looks) if alone is not None else self._colours()
        self.rgb = np.array([colour.rgb() for colour in self.colours], np.uint32)
        self.bold = [_pen(colour, self.line) for colour in self.colours]
        self.thin = [_pen(colour, max(self.line // 2, 1)) for colour in self.colours]
        self.dashed = [_pen(colour, self.line, DASHES) for colour in self.colours]
        self.halo = _pen(HALO, 2 * self.line)
        self.fills = [_brush(colour, options.fill) for colour in self.colours]

    def chosen(self, table: ShapeTable, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return which ink each of these rows has."""
        if self.options.colouring == "class":
            return table.codes[rows].astype(np.intp)
        if self.options.colouring == "instance":
            return (table.tints[rows] % MANY).astype(np.intp)
        groups = table.groups[rows]
        return np.where(groups == 0, MANY, groups % MANY).astype(np.intp)

    def _colours(self) -> list[QColor]:
        if self.options.colouring == "class":
            return [look.colour for look in self.looks]
        return [*(theme().class_colour(number) for number in range(MANY)), theme().colour("canvas_ink")]


def _pen(colour: QColor, width: float, dashes: Sequence[float] = ()) -> QPen:
    pen = QPen(colour, width, j=Qt.PenJoinStyle.MiterJoin, c=Qt.PenCapStyle.FlatCap)
    pen.setCosmetic(True)
    if dashes:
        pen.setDashPattern(list(dashes))
    return pen


def _brush(colour: QColor, alpha: float) -> QBrush:
    filled = QColor(colour)
    filled.setAlphaF(min(max(alpha, 0.0), 1.0))
    return QBrush(filled)
