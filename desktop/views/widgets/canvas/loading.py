"""Bring a picture in: at once when it is small, coarse first and the rest beside the window when it is big."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.views.widgets.canvas.picture import Decoding, Picture, decode, read_header

#: Milliseconds between two looks at a decoding.
POLL = 30


class Loader(QObject):
    """Loads one picture at a time. Its thread ends before :meth:`stop` returns."""

    #: The full picture, after a coarse one.
    decoded = Signal(object)
    #: A KnownError: the full picture could not be read.
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._decoding: Decoding | None = None
        self._poll = QTimer(self, interval=POLL)
        self._poll.timeout.connect(self._look)

    @property
    def is_busy(self) -> bool:
        """Tell whether the full picture is still to come."""
        return self._decoding is not None

    def open(self, data: bytes) -> Picture:
        """Return the picture, a big one coarse for now. Raises KnownError for one that cannot be shown."""
        header = read_header(data)
        picture = decode(data, header, coarse=header.is_slow)
        self.stop()
        if header.is_slow:
            self._decoding = Decoding(data, header)
            self._poll.start()
        return picture

    def stop(self) -> None:
        """Forget a decoding under way, once it has come to its end."""
        self._poll.stop()
        if self._decoding is not None:
            self._decoding.join()
            self._decoding = None

    def _look(self) -> None:
        decoding = self._decoding
        if decoding is None or not decoding.is_done:
            return
        self.stop()
        if decoding.picture is not None:
            self.decoded.emit(decoding.picture)
        else:
            self.failed.emit(decoding.fault)
