"""Decoding a big picture beside the window: coarse first, then whole, in memory or as tiles on disk."""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from contextlib import suppress
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from desktop.base.errors import KnownError
from desktop.base.wording import _
from desktop.views.widgets.canvas import streaming
from desktop.views.widgets.canvas.flat import image_of, new_image, pixels_in
from desktop.views.widgets.canvas.picture import (
    COARSE,
    Header,
    Picture,
    coarse_of,
    open_reader,
    tiled,
    whole,
)
from desktop.views.widgets.canvas.picture_cache import NoRoomError, PictureCache
from desktop.views.widgets.canvas.pyramid import Layout, Pyramid, PyramidError, PyramidWriter, kind_of
from desktop.views.widgets.canvas.streaming import Sink

#: Seconds between two looks at a picture that is still coming.
GLIMPSE = 0.25
#: Bytes held in memory all the same when there is no room for tiles: 120 megapixels, 640 MB with their halves.
HELD_IN_NEED = 480_000_000

_log = logging.getLogger(__name__)


class _GivenUpError(Exception):
    """Nobody wants the picture any more."""


class Decoding:
    """A decoding beside the window. ``picture`` or ``fault`` is set when ``is_done``; ``join`` before leaving.

    Without a ``cache`` every picture is held in memory.
    """

    def __init__(self, data: bytes, header: Header, cache: PictureCache | None = None) -> None:
        self.picture: Picture | None = None
        self.fault: KnownError | None = None
        self._data, self._header, self._cache = data, header, cache
        self._given_up = threading.Event()
        self._newest: Picture | None = None
        self._is_seen = False
        self._sketch: NDArray[Any] | None = None
        self._row, self._next_glimpse = 0, 0.0
        self._reader: Any = None
        self._read: QImage | None = None
        if header.form != "tiff" and not header.facts.in_rows:
            self._reader, self._buffer = open_reader(data, header.form)
            # Finds the decoder here: Qt does so under a lock of its own and reads our buffer there, which takes
            # Python's. Done in the thread, it and whoever opens another picture meanwhile would wait for each other.
            self._reader.canRead()
        self._thread = threading.Thread(target=self._run, name="decoding")
        self._thread.start()

    @property
    def is_done(self) -> bool:
        """Tell whether there is an outcome."""
        return not self._thread.is_alive()

    def newest(self) -> Picture | None:
        """Return a view of the picture that has come since this was last asked, if there is one."""
        found, self._newest = self._newest, None
        return found

    def give_up(self) -> None:
        """Ask it to end soon, without an outcome."""
        self._given_up.set()

    def join(self) -> None:
        """Wait for the end: a thread inside a decoder must not outlive the program."""
        self._thread.join()

    # -- in the thread

    def _run(self) -> None:
        try:
            self.picture = self._made()
        except KnownError as fault:
            self.fault = fault
        except MemoryError:
            self.fault = KnownError(_("内存不够，这张图片打不开。"), remedy=_("请关掉别的程序后再打开。"))
        except _GivenUpError:
            return
        finally:
            self._reader = self._read = None

    def _made(self) -> Picture:
        header, cache = self._header, self._cache
        if cache is None or not header.is_tiled:
            self._show_coarse()
            return self._held()
        digest = ""
        if cache.may_hold(header.size):
            digest = self._digest()
            pyramid = cache.find(digest, header.size)
            # Tiles that are lost are made anew.
            with suppress(PyramidError):
                if pyramid is not None:
                    return tiled(pyramid, header)
        self._show_coarse()
        try:
            return self._cut(cache, digest or self._digest())
        except NoRoomError:
            if header.pixels * header.facts.pixel_bytes > HELD_IN_NEED:
                raise
            _log.info("no room for tiles: the picture is held in memory")
            return self._held()

    def _check(self) -> None:
        if self._given_up.is_set():
            raise _GivenUpError

    def _digest(self) -> str:
        """Return the SHA-256 of the file: some 300 MB a second, so the coarse view comes first where it can."""
        digest = hashlib.sha256(self._data).hexdigest()
        self._check()
        return digest

    def _show_coarse(self) -> None:
        """Show an eighth of a JPEG: it is decoded by leaving out, in a fraction of the time."""
        if self._header.form == "jpeg":
            self._newest = coarse_of(
                streaming.coarse(self._data, self._header.size, self._check, COARSE), self._header
            )
            self._is_seen = True

    def _cut(self, cache: PictureCache, digest: str) -> Picture:
        """Cut the picture into tiles on disk. Raises NoRoomError when there is no room."""
        writing = _Writing(cache, digest, self._header.size)

        def sink(band: NDArray[Any]) -> None:
            writing.rows(band)
            self._glimpse(band)

        try:
            self._pass_rows(sink)
            return tiled(writing.finish(), self._header)
        except PyramidError as fault:
            raise cache.not_writable() from fault
        except BaseException:
            writing.give_up()
            raise

    def _held(self) -> Picture:
        """Return the picture decoded into memory."""
        header = self._header
        if self._reader is not None:
            return whole(self._by_qt(), header)
        gathering = _Gathering(header.size)
        self._pass_rows(gathering.rows)
        return whole(gathering.image(), header)

    def _by_qt(self) -> QImage:
        """Return the picture as Qt reads it, once: a reader has it only one time."""
        if self._read is None:
            self._read = streaming.read_by_qt(self._reader, self._header.size)
        return self._read

    def _pass_rows(self, sink: Sink) -> None:
        if self._reader is not None:
            streaming.pass_whole(self._by_qt(), sink, self._check)
        elif self._header.form == "tiff":
            streaming.stream_tiff(self._data, sink, self._check)
        else:
            streaming.stream(self._data, self._header.form, self._header.size, sink=sink, check=self._check)

    def _glimpse(self, band: NDArray[Any]) -> None:
        """Show what has come of a picture that has no coarse view, now and then."""
        if self._is_seen:
            return
        width, height = self._header.size
        if self._sketch is None:
            shape = (-(-height // COARSE), -(-width // COARSE), *band.shape[2:])
            self._sketch = np.zeros(shape, band.dtype)
        first = -self._row % COARSE
        some = band[first::COARSE, ::COARSE]
        at = (self._row + first) // COARSE
        self._sketch[at : at + len(some)] = some
        self._row += len(band)
        if time.monotonic() > self._next_glimpse:
            self._next_glimpse = time.monotonic() + GLIMPSE
            self._newest = coarse_of(self._sketch, self._header)


class _Writing:
    """Tiles on their way to the disk: the kind of picture is known with its first rows."""

    def __init__(self, cache: PictureCache, digest: str, size: tuple[int, int]) -> None:
        self._cache, self._digest, self._size = cache, digest, size
        self._writer: PyramidWriter | None = None

    def rows(self, band: NDArray[Any]) -> None:
        """Write the next rows. Raises NoRoomError."""
        try:
            if self._writer is None:
                kind = kind_of(band)
                needed = Layout(self._size, kind).file_bytes
                self._writer = PyramidWriter(self._cache.begin(self._digest, needed), self._size, kind)
            self._writer.rows(band)
        except OSError as fault:
            raise self._cache.not_writable() from fault

    def finish(self) -> Pyramid:
        """Return the tiles. Raises NoRoomError, or DamagedFileError when rows are missing."""
        place = self._cache.place(self._digest, self._size)
        try:
            if self._writer is None:
                raise streaming.unreadable()
            self._writer.finish(place)
            return Pyramid(place, self._size)
        except PyramidError as fault:
            raise streaming.unreadable() from fault
        except OSError as fault:
            raise self._cache.not_writable() from fault

    def give_up(self) -> None:
        """Leave nothing behind."""
        if self._writer is not None:
            with suppress(OSError):
                self._writer.give_up()


class _Gathering:
    """Rows on their way to one image in memory."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._size = size
        self._whole: QImage | None = None
        self._row = 0

    def rows(self, band: NDArray[Any]) -> None:
        """Take the next rows."""
        part = image_of(band, red_first=True)
        if self._whole is None:
            self._whole = new_image(*self._size, part.format())
        pixels_in(self._whole)[self._row : self._row + part.height()] = pixels_in(part)
        self._row += part.height()

    def image(self) -> QImage:
        """Return the image. Raises DamagedFileError when rows are missing."""
        if self._whole is None or self._row != self._size[1]:
            raise streaming.unreadable()
        return self._whole
