"""Masks as a veil of colour with a full border."""

from __future__ import annotations

from PySide6.QtCore import QRect

from desktop.annotation.shapes.mask import Mask
from desktop.views.widgets.canvas.kinds.work import Work
from desktop.views.widgets.canvas.mask_pixels import painted


def draw_mask(work: Work, row: int, ink: int) -> None:
    """Draw what of a mask falls into the area asked for."""
    shape = work.table.shapes[row]
    assert isinstance(shape, Mask)
    painter = work.flat()
    area: QRect = work.plane.rect(shape.bounds).toAlignedRect().adjusted(-1, -1, 1, 1)
    area = area.intersected(work.area)
    if area.isEmpty():
        return
    image = painted(shape.tiles, work.plane, area, work.inks.colours[ink], work.inks.options.fill_mask)
    if image is not None:
        painter.drawImage(area.topLeft(), image)
