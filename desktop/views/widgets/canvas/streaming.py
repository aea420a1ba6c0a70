"""The rows of a big picture from top to bottom, a band at a time: no more of it is ever in memory than is being read.

Pillow fills an image of the full size; the memory under it is ours, taken from the system page by page as rows arrive
and given back as soon as they have been handed on. Marks at the start of every band tell how far it has come.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage, QImageReader

from desktop.base.errors import DamagedFileError
from desktop.base.wording import _
from desktop.views.widgets.canvas import tiff
from desktop.views.widgets.canvas.flat import flat, pixels_of

#: Takes the next rows: height x width of grey, or height x width x 4 of red, green, blue and a filler.
Sink: TypeAlias = Callable[[NDArray[Any]], None]
#: Raises when nobody wants the picture any more.
Check: TypeAlias = Callable[[], None]

BAND = 128
#: Bytes of a JPEG that Pillow reads at a time, for an eighth and for all of it. For every reading it waits for Python's
#: lock, which a busy window holds for milliseconds; its own 64 KB would make that hundreds of times. Between two readings
#: no memory is given back: of one colour, 256 KB may be 100 MB of pixels.
READING_COARSE, READING = 1 << 20, 1 << 18
_MARK = b"\x17\x93\x5a\x00\x21\x7e\xee\x01" * 4
#: What Pillow makes of a file: the mode of the memory under it, and its bytes for a pixel.
_MODES = {"RGB": ("RGBX", 4), "L": ("L", 1), "CMYK": ("CMYK", 4), "I;16": ("I;16", 2)}
_FAULTS = (OSError, SyntaxError, ValueError, EOFError, struct.error)


class Feed:
    """The bytes of a file as Pillow reads them, without a copy of the whole; ``before`` is called at every read."""

    def __init__(self, data: bytes, before: Check) -> None:
        self._view = memoryview(data)
        self._at = 0
        self.before = before

    def read(self, n: int = -1) -> bytes:
        """Return the next bytes."""
        self.before()
        end = len(self._view) if n < 0 else min(self._at + n, len(self._view))
        found, self._at = self._view[self._at : end].tobytes(), end
        return found

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place."""
        base = (0, self._at, len(self._view))[whence]
        self._at = min(max(base + offset, 0), len(self._view))
        return self._at

    def tell(self) -> int:
        """Return the place."""
        return self._at


def coarse(data: bytes, size: tuple[int, int], check: Check, shrink: int = 8) -> NDArray[Any]:
    """Return a JPEG at a fraction of its size: each pixel covers ``shrink`` x ``shrink``, 8 at most, or half as much.

    Raises DamagedFileError.
    """
    image = _opened("jpeg", Feed(data, check), size)
    image.decodermaxblock = READING_COARSE
    image.draft(None, (max(image.width // shrink, 1), max(image.height // shrink, 1)))
    try:
        image.load()
    except _FAULTS as fault:
        raise unreadable() from fault
    return _colour(image)


def stream(data: bytes, form: str, size: tuple[int, int], *, sink: Sink, check: Check) -> None:
    """Hand the rows of a JPEG or PNG, judged to be of this size, to the sink. Raises DamagedFileError."""
    feed = Feed(data, check)
    image = _opened(form, feed, size)
    if image.mode not in _MODES:
        raise unreadable()
    bands = _Bands(image, sink)
    if form == "jpeg":
        image.decodermaxblock = READING

    def pass_on() -> None:
        check()
        bands.pass_on()

    feed.before = pass_on
    try:
        image.load()
        feed.before = check
        bands.finish()
    except _FAULTS as fault:
        raise unreadable() from fault
    finally:
        bands.close()


def stream_tiff(data: bytes, sink: Sink, check: Check) -> None:
    """Hand a TIFF's rows to the sink. Raises DamagedFileError."""
    for band in tiff.rows(data, tiff.read_sheet(data)):
        check()
        sink(band)


def pass_whole(image: QImage, sink: Sink, check: Check) -> None:
    """Hand a picture that cannot be read in rows to the sink."""
    for top in range(0, image.height(), BAND):
        check()
        band = flat(image.copy(0, top, image.width(), min(BAND, image.height() - top)))
        if band.format() == QImage.Format.Format_RGB32:
            band = band.convertToFormat(QImage.Format.Format_RGBX8888)
        sink(pixels_of(band))


def read_by_qt(reader: QImageReader, size: tuple[int, int]) -> QImage:
    """Return the image, judged to be of this size. Raises DamagedFileError."""
    if reader.size().toTuple() != size:
        raise unreadable()
    image = reader.read()
    if image.isNull() or image.size().toTuple() != size:
        raise unreadable()
    return image


def unreadable() -> DamagedFileError:
    """Return the fault of pixels that cannot be read."""
    return DamagedFileError(_("这张图片已损坏：像素数据读不出来。"), remedy=_("请告诉讲师重新导入课程包。"))


class _Bands:
    """The memory under an image that Pillow is filling, and the bands of it that are full."""

    def __init__(self, image: Any, sink: Sink) -> None:
        from PIL import Image

        core: Any = vars(Image)["core"]  # Pillow's C part, of which no type says anything
        self._sink = sink
        self._mode, size = _MODES[image.mode]
        self._width, self._height = image.size
        self._line = self._width * size
        wanted = self._line * self._height + len(_MARK)
        if hasattr(mmap, "MAP_PRIVATE"):
            self._memory = mmap.mmap(-1, wanted, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        else:
            self._memory = mmap.mmap(-1, wanted)
        # What Image.frombuffer does, for an image that is still to be filled.
        image.im = core.map_buffer(self._memory, image.size, "raw", 0, (self._mode, 0, 1))
        self._done = 0
        for row in range(BAND, self._height, BAND):
            self._memory[row * self._line : row * self._line + len(_MARK)] = _MARK

    def pass_on(self) -> None:
        """Hand on the bands that are full: those after which another row has begun."""
        while (row := self._done + BAND) < self._height:
            if self._memory[row * self._line : row * self._line + len(_MARK)] == _MARK:
                return
            self._hand(row)

    def finish(self) -> None:
        """Hand on what is left."""
        while self._done < self._height:
            self._hand(min(self._done + BAND, self._height))

    def close(self) -> None:
        """Give the memory back; the image must not be used any more."""
        # Pillow's image still points there: its own end closes it.
        del self._memory

    def _hand(self, until: int) -> None:
        from PIL import Image

        n = until - self._done
        start, end = self._done * self._line, until * self._line
        band = np.frombuffer(self._memory, np.uint8, count=end - start, offset=start)
        if self._mode == "CMYK":
            image = Image.frombuffer("CMYK", (self._width, n), band, "raw", "CMYK", 0, 1)
            self._sink(_colour(image))
        elif self._mode == "I;16":
            self._sink(band.view(np.uint16).reshape(n, self._width))
        else:
            self._sink(
                band.reshape(n, self._width, 4) if self._mode == "RGBX" else band.reshape(n, self._width)
            )
        self._done = until
        if hasattr(self._memory, "madvise"):
            page = mmap.PAGESIZE
            first, last = -(-start // page) * page, end // page * page
            if last > first:
                self._memory.madvise(mmap.MADV_DONTNEED, first, last - first)


def _opened(form: str, feed: Feed, size: tuple[int, int]) -> Any:
    """Return Pillow's image, its header read. The class itself, not Image.open: that would judge the size by its own rules."""
    # 40 ms for each, and most pictures are small: Qt reads those.
    if form == "jpeg":
        from PIL.JpegImagePlugin import JpegImageFile as Kind
    else:
        from PIL.PngImagePlugin import PngImageFile as Kind  # type: ignore[assignment]
    make: Callable[[Any], Any] = Kind
    try:
        image = make(feed)
    except _FAULTS as fault:
        raise unreadable() from fault
    if image.size != size:
        # Two readers, two sizes: a file made to pass one of them.
        raise unreadable()
    return image


def _colour(image: Any) -> NDArray[Any]:
    """Return an image as grey, or as red, green, blue and a filler."""
    return np.asarray(image if image.mode == "L" else image.convert("RGB").convert("RGBA"))
