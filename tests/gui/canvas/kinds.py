"""Shapes of every kind for tests of what is drawn."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from desktop.annotation.document import Document
from desktop.annotation.hits import ShapeTable
from desktop.views.widgets.canvas.options import ViewOptions
from desktop.views.widgets.canvas.overlay import OverlayTiles
from desktop.views.widgets.canvas.tags import class_looks
from desktop.views.widgets.canvas.viewport import ORIENTATIONS, Viewport
from tests.gui.canvas.drivers import schema
from tests.unit.annotation_tools.samples_of_kinds import BONES, LABELS, any_shape

SIZE = (1500, 1100)
WINDOW = QRectF(0, 0, 900, 700)


def view_at(scale: float, tag: int = 1, size: tuple[int, int] = SIZE) -> Viewport:
    """Return a view of 900 x 700 at a scale, around the middle, of a picture with an EXIF tag."""
    view = Viewport(size, ORIENTATIONS[tag])
    view.resize(900, 700)
    view.fit()
    view.zoom(scale)
    return view


def some_of_every_kind(seed: int, count: int, radius: float = 120.0) -> Document:
    """Return a document with shapes of every kind."""
    chance = random.Random(seed)
    return Document(any_shape(chance, f"s{place}", SIZE, radius) for place in range(count))


def table_of(document: Document) -> ShapeTable:
    """Return the table of a document, skeletons with bones."""
    table = ShapeTable([label.id for label in schema().labels], document)
    table.bones = dict.fromkeys(LABELS, BONES)
    return table


def overlay_of(document: Document, density: float = 1.0, **options: Any) -> tuple[ShapeTable, OverlayTiles]:
    """Return table and tiles of a document."""
    table = table_of(document)
    overlay = OverlayTiles(table)
    overlay.dress(class_looks(schema().labels, density), density, ViewOptions(**options))
    return table, overlay


def painted(overlay: OverlayTiles, view: Viewport, part: QRectF = WINDOW) -> NDArray[np.uint8]:
    """Return the bytes of a window with the overlay on black, height x width x 4."""
    image = QImage(view.width, view.height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    overlay.paint(painter, view, part)
    painter.end()
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4).copy()
