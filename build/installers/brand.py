"""Draw the pictures that menus, desktops and setup windows show: assets/brand, from the program's own mark.

    .venv/bin/python build/installers/brand.py

The mark is painted by desktop.views.widgets.brand itself; a file's icon is a sheet with the mark and one sign.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QImageWriter, QPainter, QPen, QPolygonF

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
TARGET = ROOT / "assets" / "brand"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
FILE_SIZES = (16, 32, 48, 64, 128, 256)
ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
#: A file's kind and what stands in the corner of its sheet.
KINDS = ("pack", "release", "credential")


def main() -> None:
    """Write every size of every picture."""
    from desktop.views.widgets.brand import paint_mark

    application = QGuiApplication([])
    TARGET.mkdir(exist_ok=True)

    def mark(side: int) -> QImage:
        return painted(side, lambda painter: paint_mark(painter, QRectF(0, 0, side, side)))

    def sheet(side: int, kind: str) -> QImage:
        return painted(side, lambda painter: paint_sheet(painter, side, kind, mark))

    for side in SIZES:
        write(f"doorstep-{side}.png", png(mark(side)))
    write("doorstep.ico", ico([mark(side) for side in ICO_SIZES]))
    for kind in KINDS:
        for side in FILE_SIZES:
            write(f"{kind}-{side}.png", png(sheet(side, kind)))
        write(f"{kind}.ico", ico([sheet(side, kind) for side in FILE_SIZES]))
    application.quit()


def painted(side: int, paint: object) -> QImage:
    """A clear square that ``paint`` has painted on."""
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    assert callable(paint)
    paint(painter)
    painter.end()
    return image


def paint_sheet(painter: QPainter, side: int, kind: str, mark: object) -> None:
    """A white sheet with a folded corner, the mark on it, and the kind's sign below."""
    unit = side / 32
    corner = 7 * unit
    left, top, right, bottom = 5 * unit, 1.5 * unit, 27 * unit, 30.5 * unit
    fold, side_end = QPointF(right - corner, top), QPointF(right, top + corner)
    outline = QPolygonF([QPointF(left, top), fold, side_end, QPointF(right, bottom), QPointF(left, bottom)])
    painter.setPen(QPen(QColor("#8a94a3"), max(1.0, 0.9 * unit)))
    painter.setBrush(QColor("#ffffff"))
    painter.drawPolygon(outline)
    painter.setBrush(QColor("#dfe4ea"))
    painter.drawPolygon(QPolygonF([fold, QPointF(right - corner, top + corner), side_end]))
    assert callable(mark)
    small = mark(512)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(9.5 * unit, 9.5 * unit, 13 * unit, 13 * unit), small)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#3b4656"))
    line = QRectF(9.5 * unit, 24.7 * unit, 13 * unit, 1.9 * unit)
    if kind == "pack":  # lines of a text
        painter.drawRect(line)
        painter.drawRect(QRectF(line.x(), line.y() + 3 * unit, 8 * unit, line.height()))
    elif kind == "release":  # an arrow up
        middle = 16 * unit
        points = [
            QPointF(middle, 23.6 * unit),
            QPointF(middle + 4 * unit, 27 * unit),
            QPointF(middle - 4 * unit, 27 * unit),
        ]
        painter.drawPolygon(QPolygonF(points))
        painter.drawRect(QRectF(middle - 1.4 * unit, 27 * unit, 2.8 * unit, 2.4 * unit))
    else:  # a tick
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor("#1c7c54"), 2.2 * unit))
        painter.drawPolyline(
            [
                QPointF(11 * unit, 26 * unit),
                QPointF(14.5 * unit, 28.6 * unit),
                QPointF(21 * unit, 23.8 * unit),
            ]
        )


def png(image: QImage) -> bytes:
    """The image as a PNG without any date or text."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())


def ico(images: list[QImage]) -> bytes:
    """One Windows icon with every size."""
    pictures = [Image.open(io.BytesIO(png(image))).convert("RGBA") for image in images]
    target = io.BytesIO()
    pictures[-1].save(target, "ICO", sizes=[each.size for each in pictures], append_images=pictures[:-1])
    return target.getvalue()


def write(name: str, content: bytes) -> None:
    """Write one file of the brand folder."""
    (TARGET / name).write_bytes(content)


if __name__ == "__main__":
    main()
