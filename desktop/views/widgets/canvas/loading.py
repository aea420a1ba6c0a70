"""Bring a picture in: at once when it is small, else beside the window, coarse first and the rest as it comes."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.base.places import find_places
from desktop.views.widgets.canvas.decoding import Decoding
from desktop.views.widgets.canvas.picture import Picture, blank, decode, read_header
from desktop.views.widgets.canvas.picture_cache import PictureCache

#: Milliseconds between two looks at a decoding.
POLL = 15


class Loader(QObject):
    """Loads one picture at a time. Its threads end before :meth:`stop` returns."""

    #: More of the picture than before: a coarse view, and at last the whole.
    decoded = Signal(object)
    #: A KnownError: the picture could not be read.
    failed = Signal(object)

    def __init__(self, parent: QObject, cache: PictureCache | None = None) -> None:
        super().__init__(parent)
        self._cache = cache or PictureCache(find_places().cache / "pictures")
        self._decoding: Decoding | None = None
        self._given_up: list[Decoding] = []
        self._poll = QTimer(self, interval=POLL)
        self._poll.timeout.connect(self._look)

    @property
    def is_busy(self) -> bool:
        """Tell whether the full picture is still to come."""
        return self._decoding is not None

    def open(self, data: bytes) -> Picture:
        """Return the picture, of a big one a grey sheet for now. Raises KnownError for one that cannot be shown."""
        header = read_header(data)
        picture = blank(header) if header.is_slow else decode(data, header)
        self._give_up()
        if header.is_slow:
            self._decoding = Decoding(data, header, self._cache)
            self._poll.start()
        return picture

    def stop(self) -> None:
        """Forget what is under way, once it has come to its end."""
        self._give_up()
        self._poll.stop()
        for decoding in self._given_up:
            decoding.join()
        self._given_up.clear()

    def _give_up(self) -> None:
        """Forget the decoding under way without waiting: the next picture must not wait for the last."""
        if self._decoding is not None:
            self._decoding.give_up()
            self._given_up.append(self._decoding)
            self._decoding = None

    def _look(self) -> None:
        self._given_up = [decoding for decoding in self._given_up if not decoding.is_done]
        decoding = self._decoding
        if decoding is None:
            if not self._given_up:
                self._poll.stop()
            return
        done = decoding.is_done
        picture = decoding.newest()
        if not done:
            if picture is not None:
                self.decoded.emit(picture)
            return
        decoding.join()
        self._decoding = None
        if decoding.picture is not None:
            self.decoded.emit(decoding.picture)
        elif decoding.fault is not None:
            self.failed.emit(decoding.fault)
