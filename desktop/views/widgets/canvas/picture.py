"""Decode a picture from bytes: header first, sizes checked before a pixel is made, halves of it for zooming out."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader, QPainter

from desktop.base.errors import DamagedFileError, KnownError
from desktop.base.wording import _
from desktop.views.widgets.canvas.viewport import ORIENTATIONS, Orientation

#: What 120 megapixels take in memory, with their halves: 640 MB.
MOST_PIXELS = 120_000_000
LONGEST_SIDE = 30_000
#: A bigger picture is decoded beside the window, with a coarse view first.
SLOW_PIXELS = 12_000_000
COARSE = 8
#: QImageReader refuses more than this many MB by itself; our own check comes first.
DECODER_LIMIT_MB = 512

_FORMATS: tuple[tuple[str, Callable[[bytes], bool]], ...] = (
    ("jpeg", lambda data: data.startswith(b"\xff\xd8\xff")),
    ("png", lambda data: data.startswith(b"\x89PNG\r\n\x1a\n")),
    ("webp", lambda data: data[:4] == b"RIFF" and data[8:12] == b"WEBP"),
    ("bmp", lambda data: data.startswith(b"BM")),
)
_Turn = QImageIOHandler.Transformation
_EXIF = {
    _Turn.TransformationNone: 1,
    _Turn.TransformationMirror: 2,
    _Turn.TransformationRotate180: 3,
    _Turn.TransformationFlip: 4,
    _Turn.TransformationFlipAndRotate90: 5,
    _Turn.TransformationRotate90: 6,
    _Turn.TransformationMirrorAndRotate90: 7,
    _Turn.TransformationRotate270: 8,
}


@dataclass(frozen=True)
class Header:
    """What a picture says of itself before it is decoded. ``size`` is raw, unturned."""

    form: str
    size: tuple[int, int]
    orientation: Orientation

    @property
    def is_slow(self) -> bool:
        """Tell whether decoding takes long enough to be done beside the window."""
        return self.size[0] * self.size[1] > SLOW_PIXELS


@dataclass(frozen=True)
class Picture:
    """A decoded picture: upright RGB32 images, each with the image pixels that one of its pixels covers."""

    size: tuple[int, int]
    orientation: Orientation
    levels: tuple[tuple[float, QImage], ...]

    def level(self, scale: float) -> tuple[float, QImage]:
        """Return the coarsest level that still has a pixel for every device pixel at ``scale``, else the finest."""
        fitting = [level for level in self.levels if level[0] * scale <= 1.0 + 1e-9]
        return max(fitting, key=_coarseness) if fitting else min(self.levels, key=_coarseness)


def read_header(data: bytes) -> Header:
    """Return what a picture says of itself. Raises DamagedFileError or KnownError in plain words."""
    form = next((name for name, matches in _FORMATS if matches(data)), "")
    if not form:
        raise DamagedFileError(
            _("这张图片打不开：不是 JPEG、PNG、WebP 或 BMP 图片。"),
            remedy=_("请告诉讲师更换课程包里的这张图片。"),
        )
    if not _is_whole(form, data):
        raise DamagedFileError(
            _("这张图片不完整：文件后半部分缺失。"), remedy=_("请告诉讲师重新导入课程包。")
        )
    reader, _buffer = _reader(data, form)
    size = reader.size()
    width, height = size.width(), size.height()
    if width <= 0 or height <= 0:
        raise DamagedFileError(_("这张图片已损坏：读不出宽和高。"), remedy=_("请告诉讲师重新导入课程包。"))
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise KnownError(
            _("图片 {width} × {height} 像素太大，最多 1.2 亿像素。", width=width, height=height),
            remedy=_("请告诉讲师把图片切小后再放进课程包。"),
        )
    return Header(form, (width, height), ORIENTATIONS[_EXIF.get(_turn(reader), 1)])


def decode(data: bytes, header: Header, *, coarse: bool = False) -> Picture:
    """Decode a picture whose header was read; ``coarse`` is a quick eighth. Raises DamagedFileError."""
    reader, _buffer = _reader(data, header.form)
    if coarse:
        reader.setScaledSize(QSize(max(header.size[0] // COARSE, 1), max(header.size[1] // COARSE, 1)))
    return _read(reader, header)


def _read(reader: QImageReader, header: Header) -> Picture:
    reader.setAutoTransform(True)
    image = reader.read()
    if image.isNull():
        raise DamagedFileError(
            _("这张图片已损坏：像素数据读不出来。"), remedy=_("请告诉讲师重新导入课程包。")
        )
    image = _on_white(image)
    across = header.orientation.upright_size(header.size)[0]
    return Picture(header.size, header.orientation, _halves(image, across))


class Decoding:
    """A decoding beside the window. ``picture`` or ``fault`` is set when ``is_done``; ``join`` before leaving."""

    def __init__(self, data: bytes, header: Header) -> None:
        self.picture: Picture | None = None
        self.fault: KnownError | None = None
        reader, self._buffer = _reader(data, header.form)
        # Finds the decoder here: Qt does so under a lock of its own and reads our buffer there, which takes Python's.
        # Done in the thread, it and whoever opens another picture meanwhile would wait for each other for ever.
        reader.canRead()
        self._thread = threading.Thread(target=self._run, args=(reader, header), name="decoding")
        self._thread.start()

    @property
    def is_done(self) -> bool:
        """Tell whether there is an outcome."""
        return not self._thread.is_alive()

    def join(self) -> None:
        """Wait for the end: a thread inside the decoder must not outlive the program."""
        self._thread.join()

    def _run(self, reader: QImageReader, header: Header) -> None:
        try:
            self.picture = _read(reader, header)
        except KnownError as fault:
            self.fault = fault


def _reader(data: bytes, form: str) -> tuple[QImageReader, QBuffer]:
    """Return a reader over bytes in memory, and the buffer that must live as long."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(DECODER_LIMIT_MB)
    reader = QImageReader(buffer, QByteArray(form.encode()))
    reader.setDecideFormatFromContent(False)
    return reader, buffer


def _turn(reader: QImageReader) -> QImageIOHandler.Transformation:
    return QImageIOHandler.Transformation(reader.transformation())


def _is_whole(form: str, data: bytes) -> bool:
    """Tell whether the file reaches its own end: decoders fill what is missing with grey and say nothing."""
    if form == "jpeg":
        return b"\xff\xd9" in data[-4096:]
    if form == "png":
        return b"IEND" in data[-64:]
    if form == "webp":
        return int.from_bytes(data[4:8], "little") + 8 <= len(data)
    return int.from_bytes(data[2:6], "little") <= len(data)


def _on_white(image: QImage) -> QImage:
    """Return the image without transparency: what was see-through becomes white."""
    if not image.hasAlphaChannel():
        return image.convertToFormat(QImage.Format.Format_RGB32)
    base = QImage(image.size(), QImage.Format.Format_RGB32)
    base.fill(Qt.GlobalColor.white)
    painter = QPainter(base)
    painter.drawImage(0, 0, image)
    painter.end()
    return base


def _halves(image: QImage, across: int) -> tuple[tuple[float, QImage], ...]:
    """Return the image and its halves down to about a screen's size."""
    levels = [(across / image.width(), image)]
    while image.width() > 1024 and image.height() > 2:
        image = image.scaled(
            (image.width() + 1) // 2,
            (image.height() + 1) // 2,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        ).convertToFormat(QImage.Format.Format_RGB32)
        levels.append((across / image.width(), image))
    return tuple(levels)


def _coarseness(level: tuple[float, QImage]) -> float:
    return level[0]
