"""Images as the canvas keeps them: opaque, of three formats, and their pixels as numbers.

Qt holds Python's lock while it converts, scales or turns an image, and the window would wait for it. So what is done here
to a big picture, in a thread beside the window, is done in bands, or by numpy and Pillow, which let the lock go.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from desktop.views.widgets.canvas.viewport import Orientation

_Format = QImage.Format
#: Formats of 16 bits, and what is kept of each.
_DEEP = {
    _Format.Format_Grayscale16: _Format.Format_Grayscale16,
    _Format.Format_RGBX64: _Format.Format_RGBX64,
    _Format.Format_RGBA64: _Format.Format_RGBX64,
    _Format.Format_RGBA64_Premultiplied: _Format.Format_RGBX64,
}
#: By format: type of a number, numbers for a pixel, and the type that holds a pixel whole.
_LAID_OUT: dict[QImage.Format, tuple[type[np.unsignedinteger[Any]], int, type[np.unsignedinteger[Any]]]] = {
    _Format.Format_RGB32: (np.uint8, 4, np.uint32),
    _Format.Format_RGBX8888: (np.uint8, 4, np.uint32),
    _Format.Format_Grayscale8: (np.uint8, 1, np.uint8),
    _Format.Format_Grayscale16: (np.uint16, 1, np.uint16),
    _Format.Format_RGBX64: (np.uint16, 4, np.uint64),
}
#: Pixels of a band: what Qt converts in some 2 ms.
_BAND = 1 << 19


def is_deep(image: QImage) -> bool:
    """Tell whether an image has 16 bits."""
    return image.format() in _DEEP


def pixels_in(image: QImage, *, packed: bool = False) -> NDArray[Any]:
    """Return an image's own pixels: height x width, or height x width x 4; ``packed`` makes one number of each pixel.

    The image must have a name of its own: nothing but it keeps them alive.
    """
    scalar, channels, whole = _LAID_OUT[image.format()]
    lines = np.frombuffer(image.bits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    used = lines[:, : image.width() * image.depth() // 8]
    if packed or channels == 1:
        return used.view(whole)
    return used.view(scalar).reshape(image.height(), image.width(), channels)


def pixels_of(image: QImage) -> NDArray[Any]:
    """Return a copy of an image's pixels: height x width, or height x width x 4."""
    return pixels_in(image).copy()


def new_image(width: int, height: int, form: QImage.Format) -> QImage:
    """Return an image whose pixels are still to be set. Raises MemoryError."""
    image = QImage(width, height, form)
    if image.isNull():
        raise MemoryError
    return image


def image_of(pixels: NDArray[Any], *, red_first: bool = False) -> QImage:
    """Return pixels as an image of its own; ``red_first`` for colour of 8 bits that does not lie as RGB32."""
    height, width = pixels.shape[:2]
    if pixels.dtype == np.uint16:
        form = _Format.Format_Grayscale16 if pixels.ndim == 2 else _Format.Format_RGBX64
    else:
        form = _Format.Format_RGB32
    image = new_image(width, height, form)
    into = pixels_in(image)
    if pixels.dtype == np.uint16 or (pixels.ndim == 3 and not red_first):
        into[...] = pixels
        return image
    source = _Format.Format_Grayscale8 if pixels.ndim == 2 else _Format.Format_RGBX8888
    for rows in _bands(height, width):
        part = np.ascontiguousarray(pixels[rows])
        seen = QImage(part.data, width, len(part), part.strides[0], source)
        band = seen.convertToFormat(form)
        into[rows] = pixels_in(band)
    return image


def flat(image: QImage) -> QImage:
    """Return the image opaque: RGB32, or of 16 bits Grayscale16 or RGBX64. What was see-through becomes white."""
    kept = _DEEP.get(image.format(), _Format.Format_RGB32)
    if image.format() == kept:
        return image
    width, height = image.width(), image.height()
    whole = new_image(width, height, kept)
    into = pixels_in(whole)
    for rows in _bands(height, width):
        band = _flat(image.copy(0, rows.start, width, rows.stop - rows.start), kept)
        into[rows] = pixels_in(band)
    return whole


def upright(image: QImage, orientation: Orientation) -> QImage:
    """Return a raw image as it stands upright."""
    if orientation == Orientation():
        return image
    width, height = orientation.upright_size((image.width(), image.height()))
    turned = new_image(width, height, image.format())
    into, source = pixels_in(turned, packed=True), upright_pixels(pixels_in(image, packed=True), orientation)
    for rows in _bands(height, width):
        into[rows] = source[rows]
    return turned


def upright_pixels(pixels: NDArray[Any], orientation: Orientation) -> NDArray[Any]:
    """Return raw pixels as they stand upright."""
    if orientation.swapped:
        pixels = pixels.swapaxes(0, 1)
    if orientation.mirrored_x:
        pixels = pixels[:, ::-1]
    return pixels[::-1] if orientation.mirrored_y else pixels


def half(image: QImage) -> QImage:
    """Return an image at half its size: the means of 2 x 2 pixels; an odd side is rounded up, its last pixel alone."""
    width, height = (image.width() + 1) // 2, (image.height() + 1) // 2
    small = new_image(width, height, image.format())
    into, source = pixels_in(small), pixels_in(image)
    for rows in _bands(height, width):
        part = source[2 * rows.start : 2 * rows.stop]
        if part.shape[0] % 2 or part.shape[1] % 2:
            ends = [(0, side % 2) for side in part.shape[:2]] + [(0, 0)] * (part.ndim - 2)
            part = np.pad(part, ends, mode="edge")
        into[rows] = halves(np.ascontiguousarray(part))
    return small


def halves(pixels: NDArray[Any]) -> NDArray[Any]:
    """Return the mean of every 2 x 2 pixels; both sides are even."""
    if pixels.dtype == np.uint8:
        # Pillow's is six times as fast; numpy is what Pillow lacks, 16 bits.
        from PIL import Image

        mode = "L" if pixels.ndim == 2 else "RGBX"
        size = pixels.shape[1], pixels.shape[0]
        return np.asarray(Image.frombuffer(mode, size, pixels, "raw", mode, 0, 1).reduce(2))
    total = sum(pixels[y::2, x::2].astype(np.uint32) for y in (0, 1) for x in (0, 1))
    mean: NDArray[Any] = ((total + np.uint32(2)) >> 2).astype(pixels.dtype)
    return mean


def _bands(height: int, width: int) -> Iterator[slice]:
    """Yield the rows of an image, some at a time."""
    tall = max(_BAND // max(width, 1), 1)
    for top in range(0, height, tall):
        yield slice(top, min(top + tall, height))


def _flat(image: QImage, kept: QImage.Format) -> QImage:
    if not image.hasAlphaChannel():
        return image.convertToFormat(kept)
    base = QImage(image.size(), kept)
    base.fill(Qt.GlobalColor.white)
    painter = QPainter(base)
    painter.drawImage(0, 0, image)
    painter.end()
    return base
