"""An inspector's flags: a dashed place with a warning at its corner."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.views.theme.current import theme
from desktop.views.theme.icons import draw_icon
from desktop.views.widgets.canvas.kinds.work import Work

#: Device-independent pixels: the side of a badge.
BADGE = 20


def draw_flag(work: Work, row: int, ink: int) -> None:
    """Draw the place and its badge, at the upper right corner."""
    rect = work.plane.rect(work.table.shapes[row].bounds).toRect()
    painter = work.flat()
    if work.take_halo():
        painter.drawRect(rect)
    painter.setPen(work.inks.thin[ink] if work.thin else work.inks.dashed[ink])
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect)
    if not work.thin:
        sprite = badge(
            round(BADGE * work.inks.density), theme().colour("surface").name(), theme().colour("bad").name()
        )
        half = sprite.width() // 2
        painter.drawImage(rect.left() + rect.width() - half, rect.top() - half, sprite)


@lru_cache(maxsize=16)
def badge(side: int, plate: str, ink: str) -> QImage:
    """Return the sign of a warning on a round plate, ``side`` device pixels."""
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(plate))
    painter.drawEllipse(QRectF(0, 0, side, side))
    inset = 0.15 * side
    draw_icon(
        painter,
        "triangle-alert",
        QRectF(0, 0, side, side).adjusted(inset, inset, -inset, -inset),
        QColor(ink),
    )
    painter.end()
    return image
