"""Images as the canvas keeps them: opaque, of four formats, and their pixels as numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QTransform

from desktop.views.widgets.canvas.viewport import Orientation

_Format = QImage.Format
#: Formats of 16 bits, and what is kept of each.
_DEEP = {
    _Format.Format_Grayscale16: _Format.Format_Grayscale16,
    _Format.Format_RGBX64: _Format.Format_RGBX64,
    _Format.Format_RGBA64: _Format.Format_RGBX64,
    _Format.Format_RGBA64_Premultiplied: _Format.Format_RGBX64,
}
_SCALARS = {_Format.Format_Grayscale16: np.uint16, _Format.Format_RGBX64: np.uint16}


def flat(image: QImage) -> QImage:
    """Return the image opaque: RGB32, or of 16 bits Grayscale16 or RGBX64. What was see-through becomes white."""
    kept = _DEEP.get(image.format(), _Format.Format_RGB32)
    if not image.hasAlphaChannel():
        return image.convertToFormat(kept)
    base = QImage(image.size(), kept)
    base.fill(Qt.GlobalColor.white)
    painter = QPainter(base)
    painter.drawImage(0, 0, image)
    painter.end()
    return base


def is_deep(image: QImage) -> bool:
    """Tell whether an image has 16 bits."""
    return image.format() in _DEEP


def pixels_of(image: QImage) -> NDArray[Any]:
    """Return a copy of an image's pixels: height x width, or height x width x 4."""
    scalar = _SCALARS.get(image.format(), np.uint8)
    lines = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    channels = image.depth() // 8 // np.dtype(scalar).itemsize
    used = lines[:, : image.width() * image.depth() // 8].copy().view(scalar)
    return used if channels == 1 else used.reshape(image.height(), image.width(), channels)


def image_of(pixels: NDArray[Any], *, red_first: bool = False) -> QImage:
    """Return pixels as an image of its own; ``red_first`` for colour of 8 bits that does not lie as RGB32."""
    pixels = np.ascontiguousarray(pixels)
    seen = view_of(pixels, red_first=red_first)
    if is_deep(seen) or seen.format() == _Format.Format_RGB32:
        return seen.copy()
    return seen.convertToFormat(_Format.Format_RGB32)


def view_of(pixels: NDArray[Any], *, red_first: bool = False) -> QImage:
    """Return contiguous pixels as an image over the same memory. Qt does not keep that alive: whoever asks must."""
    height, width = pixels.shape[:2]
    if pixels.dtype == np.uint16:
        form = _Format.Format_Grayscale16 if pixels.ndim == 2 else _Format.Format_RGBX64
    elif pixels.ndim == 2:
        form = _Format.Format_Grayscale8
    else:
        form = _Format.Format_RGBX8888 if red_first else _Format.Format_RGB32
    return QImage(pixels.data, width, height, pixels.strides[0], form)


def upright(image: QImage, orientation: Orientation) -> QImage:
    """Return a raw image as it stands upright."""
    mirrored_x = orientation.mirrored_x
    if orientation.swapped:
        # Turning clockwise swaps the axes and mirrors the first.
        image = image.transformed(QTransform().rotate(90))
        mirrored_x = not mirrored_x
    if mirrored_x:
        image = image.flipped(Qt.Orientation.Horizontal)
    return image.flipped(Qt.Orientation.Vertical) if orientation.mirrored_y else image


def upright_pixels(pixels: NDArray[Any], orientation: Orientation) -> NDArray[Any]:
    """Return raw pixels as they stand upright."""
    if orientation.swapped:
        pixels = pixels.swapaxes(0, 1)
    if orientation.mirrored_x:
        pixels = pixels[:, ::-1]
    return pixels[::-1] if orientation.mirrored_y else pixels


def half(image: QImage) -> QImage:
    """Return an image at half its size, odd sides rounded up."""
    width, height = (image.width() + 1) // 2, (image.height() + 1) // 2
    if is_deep(image):
        pixels = pixels_of(image)
        ends = [(0, pixels.shape[side] % 2) for side in (0, 1)] + [(0, 0)] * (pixels.ndim - 2)
        even = np.pad(pixels, ends, mode="edge").astype(np.uint32)
        total = even[::2, ::2] + even[1::2, ::2] + even[::2, 1::2] + even[1::2, 1::2]
        return image_of(((total + 2) >> 2).astype(np.uint16))
    scaled = image.scaled(
        width, height, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    return scaled.convertToFormat(_Format.Format_RGB32)
