"""A picture: its header judged before a pixel is made, then as images of several sizes, in memory or from tiles on disk."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QImage, QImageReader

from desktop.base.errors import KnownError
from desktop.base.wording import _
from desktop.views.widgets.canvas import look as looks
from desktop.views.widgets.canvas.flat import (
    flat,
    half,
    image_of,
    is_deep,
    pixels_of,
    upright,
    upright_pixels,
)
from desktop.views.widgets.canvas.formats import Facts, cut_short, no_size, read_facts
from desktop.views.widgets.canvas.pyramid import Pyramid, PyramidError
from desktop.views.widgets.canvas.streaming import read_by_qt, stream_tiff
from desktop.views.widgets.canvas.viewport import ORIENTATIONS, Orientation

#: Pixels, and bytes of them at 4 (8 bits) or 8 (16 bits in colour) each.
MOST_PIXELS = 400_000_000
MOST_BYTES = 1_600_000_000
LONGEST_SIDE = 65_535
#: Bytes that a decoder may take for itself: progressive JPEG, interlaced PNG and WebP cannot be read in rows.
MOST_WORKING = 1_500_000_000
#: A bigger picture is decoded beside the window, with a coarse view first.
SLOW_PIXELS = 12_000_000
#: A bigger or longer one is not held in memory: it is cut into tiles on disk. 48 megapixels take 256 MB with their halves;
#: QPainter reads images up to 32767 a side.
HELD_PIXELS = 48_000_000
HELD_SIDE = 30_000
COARSE = 8
#: Levels of a picture on disk that are in memory all the same: what is drawn while the zoom changes.
RESIDENT_PIXELS = 8_000_000
#: Tiles that a fast frame may read from disk.
FEW = 4


@dataclass(frozen=True)
class Header:
    """What a picture says of itself, judged. ``size`` is raw, unturned."""

    form: str
    size: tuple[int, int]
    orientation: Orientation
    facts: Facts

    @property
    def pixels(self) -> int:
        """How many pixels there are."""
        return self.size[0] * self.size[1]

    @property
    def is_slow(self) -> bool:
        """Tell whether decoding takes long enough to be done beside the window."""
        return self.pixels > SLOW_PIXELS or self.is_tiled

    @property
    def is_tiled(self) -> bool:
        """Tell whether it is cut into tiles on disk instead of held in memory."""
        return self.pixels * self.facts.pixel_bytes > HELD_PIXELS * 4 or max(self.size) > HELD_SIDE


@dataclass(frozen=True)
class Layer:
    """One size of a picture. ``step`` is how many image pixels one of its pixels covers, across and down.

    It has an ``image``, upright, or is a ``level`` of the tiles on disk.
    """

    step: tuple[float, float]
    size: tuple[int, int]
    image: QImage | None = None
    level: int = -1


@dataclass(frozen=True)
class Picture:
    """A picture to be drawn: its layers upright, the finest first."""

    size: tuple[int, int]
    orientation: Orientation
    layers: tuple[Layer, ...]
    pyramid: Pyramid | None = None

    @property
    def levels(self) -> tuple[tuple[float, QImage], ...]:
        """The layers in memory: step across, and image."""
        return tuple((layer.step[0], layer.image) for layer in self.layers if layer.image is not None)

    @property
    def is_deep(self) -> bool:
        """Tell whether it has 16 bits and is seen through a window."""
        return is_deep(self.levels[0][1])

    @property
    def is_exact(self) -> bool:
        """Tell whether every pixel of the picture is there, not a coarse view of it only."""
        return self.layers[0].step[0] <= 1.0

    def layer(self, scale: float) -> Layer:
        """Return the coarsest layer that still has a pixel for every device pixel at ``scale``, else the finest."""
        fitting = [layer for layer in self.layers if layer.step[0] * scale <= 1.0 + 1e-9]
        return fitting[-1] if fitting else self.layers[0]

    def level(self, scale: float) -> tuple[float, QImage]:
        """Return the layer in memory that fits a scale best: step and image."""
        fitting = [level for level in self.levels if level[0] * scale <= 1.0 + 1e-9]
        return fitting[-1] if fitting else self.levels[0]

    def coarser(self, layer: Layer) -> tuple[Layer, ...]:
        """Return a layer and those coarser than it: what is drawn when it cannot be."""
        return self.layers[self.layers.index(layer) :]

    def cut(
        self, layer: Layer, part: tuple[int, int, int, int], *, fast: bool = False
    ) -> tuple[QImage, QRectF] | None:
        """Return an image and where in it a part of the layer (x1, y1, x2, y2 in its pixels) lies.

        None when the disk has lost it or, for a fast frame, would have to be asked much.
        """
        x1, y1, x2, y2 = part
        if layer.image is not None:
            if not is_deep(layer.image):
                return layer.image, QRectF(x1, y1, x2 - x1, y2 - y1)
            return layer.image.copy(x1, y1, x2 - x1, y2 - y1), QRectF(0, 0, x2 - x1, y2 - y1)
        assert self.pyramid is not None
        raw = self._raw(layer, part)
        if fast and self.pyramid.missing(layer.level, *raw) > FEW:
            return None
        pixels = self.pyramid.piece(layer.level, *raw)
        if pixels is None:
            return None
        return image_of(upright_pixels(pixels, self.orientation)), QRectF(0, 0, x2 - x1, y2 - y1)

    def histogram(self) -> NDArray[np.int64]:
        """Return how many pixels have each brightness: 256 counts, or 65536, of a small layer."""
        image = self.levels[-1][1]
        pixels = pixels_of(image)
        if not is_deep(image):
            return looks.brightness_of(pixels)
        values = pixels if pixels.ndim == 2 else pixels[..., :3]
        return np.bincount(values.ravel(), minlength=looks.DEEP)

    def _raw(self, layer: Layer, part: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
        """Return the raw rectangle of an upright one, in pixels of the layer."""
        assert self.pyramid is not None
        size = self.pyramid.layout.sizes[layer.level]
        xa, ya = self.orientation.raw(part[0], part[1], size)
        xb, yb = self.orientation.raw(part[2], part[3], size)
        return int(min(xa, xb)), int(min(ya, yb)), int(max(xa, xb)), int(max(ya, yb))


def read_header(data: bytes) -> Header:
    """Return what a picture says of itself, judged. Raises DamagedFileError or KnownError in plain words."""
    facts = read_facts(data)
    width, height = facts.size
    if not facts.is_whole:
        raise cut_short()
    if width <= 0 or height <= 0:
        raise no_size()
    if (
        width * height > MOST_PIXELS
        or max(width, height) > LONGEST_SIDE
        or width * height * facts.pixel_bytes > MOST_BYTES
    ):
        raise KnownError(
            _(
                "图片 {width} × {height} 像素太大：最多 4 亿像素（16 位彩色 2 亿），每边最多 {side}。",
                width=width,
                height=height,
                side=LONGEST_SIDE,
            ),
            remedy=_("请告诉讲师把图片切小后再放进课程包。"),
        )
    if width * height * facts.working_bytes > MOST_WORKING:
        raise KnownError(
            _(
                "图片 {width} × {height} 像素，这种存法要整张放进内存才能读，太大。",
                width=width,
                height=height,
            ),
            remedy=_("请告诉讲师另存为普通（非渐进）JPEG 或不隔行的 PNG。"),
        )
    return Header(facts.form, facts.size, ORIENTATIONS[facts.turn], facts)


def decode(data: bytes, header: Header) -> Picture:
    """Decode a picture whose header was read, into memory. Raises DamagedFileError."""
    if header.form == "tiff":
        return decode_tiff(data, header)
    reader, _buffer = open_reader(data, header.form)
    return whole(read_by_qt(reader, header.size), header)


def decode_tiff(data: bytes, header: Header) -> Picture:
    """Read a TIFF into memory. Raises DamagedFileError."""
    bands: list[NDArray[np.uint8]] = []
    stream_tiff(data, bands.append, lambda: None)
    return whole(image_of(np.concatenate(bands), red_first=True), header)


def whole(image: QImage, header: Header) -> Picture:
    """Return a picture from its raw image."""
    return held(upright(flat(image), header.orientation), header)


def held(image: QImage, header: Header) -> Picture:
    """Return a picture from one upright image, and its halves down to about a screen's size."""
    images = [image]
    while images[-1].width() > 1024 and images[-1].height() > 2:
        images.append(half(images[-1]))
    layers = [
        Layer((2.0**level, 2.0**level), (each.width(), each.height()), each)
        for level, each in enumerate(images)
    ]
    return Picture(header.size, header.orientation, tuple(layers))


def coarse_of(pixels: NDArray[np.uint8], header: Header) -> Picture:
    """Return the picture as far as it is known, from raw pixels that cover 2, 4 or 8 pixels each way."""
    image = upright(image_of(pixels, red_first=True), header.orientation)
    step = float(2 ** round(math.log2(max(header.size) / max(pixels.shape[:2]))))
    layer = Layer((step, step), (image.width(), image.height()), image)
    return Picture(header.size, header.orientation, (layer,))


def blank(header: Header) -> Picture:
    """Return the picture as a grey sheet of its size, for the time until the first pixel is there."""
    image = QImage(1, 1, QImage.Format.Format_RGB32)
    image.fill(0xFF808080)
    across, down = header.orientation.upright_size(header.size)
    return Picture(header.size, header.orientation, (Layer((across, down), (1, 1), image),))


def tiled(pyramid: Pyramid, header: Header) -> Picture:
    """Return a picture from its tiles on disk; what is small of it is read into memory. Raises PyramidError."""
    layers = []
    for level, size in enumerate(pyramid.layout.sizes):
        step = float(2**level)
        image = None
        if size[0] * size[1] <= RESIDENT_PIXELS and max(size) <= HELD_SIDE:
            pixels = pyramid.piece(level, 0, 0, *size)
            if pixels is None:
                raise PyramidError("tiles are lost")
            image = image_of(upright_pixels(pixels, header.orientation))
        layers.append(Layer((step, step), header.orientation.upright_size(size), image, level))
    return Picture(header.size, header.orientation, tuple(layers), pyramid)


def open_reader(data: bytes, form: str) -> tuple[QImageReader, QBuffer]:
    """Return a reader over bytes in memory, and the buffer that must live as long."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    # Qt's own limit would refuse 96 megapixels; the header was judged by ours.
    QImageReader.setAllocationLimit(MOST_BYTES // 10**6 + 1)
    reader = QImageReader(buffer, QByteArray(form.encode()))
    reader.setDecideFormatFromContent(False)
    # Turning is ours: Qt knows the turn of some formats only.
    reader.setAutoTransform(False)
    return reader, buffer
