"""The picture's own pixels for tools that look at them: never as they are adjusted on the screen."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from desktop.annotation.tools.strokes import Pixels
from desktop.views.widgets.canvas.picture import Picture


def sampler(shown: Callable[[], Picture | None]) -> Callable[[], Pixels | None]:
    """Return what gives the reader of the picture shown, or None while only a coarse view of it is there."""

    def reader() -> Pixels | None:
        picture = shown()
        if picture is None or not picture.is_exact:
            return None

        def read(x1: int, y1: int, x2: int, y2: int) -> NDArray[np.uint8]:
            return raw_pixels(picture, (x1, y1, x2, y2))

        return read

    return reader


def raw_pixels(picture: Picture, box: tuple[int, int, int, int]) -> NDArray[np.uint8]:
    """Return a rectangle of raw pixels, height x width x 3, red first; what cannot be read is black."""
    x1, y1, x2, y2 = box
    turn, size = picture.orientation, picture.size
    (ua, va), (ub, vb) = turn.upright(x1, y1, size), turn.upright(x2, y2, size)
    part = (int(min(ua, ub)), int(min(va, vb)), int(max(ua, ub)), int(max(va, vb)))
    found = picture.cut(picture.layers[0], part)
    if found is None:
        return np.zeros((y2 - y1, x2 - x1, 3), np.uint8)
    image, where = found
    pixels = _red_first(image.copy(QRect(where.toRect())))
    if turn.mirrored_y:
        pixels = pixels[::-1]
    if turn.mirrored_x:
        pixels = pixels[:, ::-1]
    return np.ascontiguousarray(pixels.swapaxes(0, 1) if turn.swapped else pixels)


def _red_first(image: QImage) -> NDArray[np.uint8]:
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    lines = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return lines[:, : 3 * plain.width()].reshape(plain.height(), plain.width(), 3).copy()
