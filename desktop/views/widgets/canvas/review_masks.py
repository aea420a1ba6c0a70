"""Masks in a comparison: each as a veil, or both as the difference between them. Only what is asked for is worked out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from desktop.annotation.shapes.mask import Mask
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import TOO_MUCH
from desktop.views.widgets.canvas.mask_pixels import asked, coloured, painted, premultiplied, seen
from desktop.views.widgets.canvas.plane import Plane

#: Opacity of hits, and of misses and extras.
_HIT, _FAULT = 0.28, 0.72


@dataclass(frozen=True, eq=False)
class Veil:
    """A mask of one colour."""

    mask: Mask
    plane: Plane
    colour: QColor
    fill: float

    @property
    def extent(self) -> QRectF:
        """The mask."""
        return self.plane.rect(self.mask.bounds).adjusted(-2, -2, 2, 2)

    def paint(self, painter: QPainter) -> None:
        """Draw what is asked for."""
        area = asked(painter, self.extent)
        if area.isEmpty():
            return
        image = painted(self.mask.tiles, self.plane, area, self.colour, self.fill)
        if image is not None:
            painter.drawImage(area.topLeft(), image)


@dataclass(frozen=True, eq=False)
class Difference:
    """Where two masks agree (green), where the answer has too little (red) and too much (yellow)."""

    gold: Mask
    answer: Mask
    plane: Plane

    @property
    def extent(self) -> QRectF:
        """Both masks."""
        both = self.plane.rect(self.gold.bounds).united(self.plane.rect(self.answer.bounds))
        return both.adjusted(-2, -2, 2, 2)

    def paint(self, painter: QPainter) -> None:
        """Draw what is asked for."""
        area = asked(painter, self.extent)
        if area.isEmpty():
            return
        levels = seen(self.gold.tiles, self.plane, area).astype(np.uint8)
        levels += np.uint8(2) * seen(self.answer.tiles, self.plane, area).astype(np.uint8)
        painter.drawImage(area.topLeft(), coloured(levels, difference_colours()))


def difference_colours() -> tuple[int, int, int, int]:
    """Return the pixels for neither, gold alone (missed), answer alone (too much), and both."""
    return (
        0,
        premultiplied(theme().colour("bad"), _FAULT),
        premultiplied(QColor(TOO_MUCH), _FAULT),
        premultiplied(theme().colour("good"), _HIT),
    )
