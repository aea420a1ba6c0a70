"""Noticing that nobody is at the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

INPUT = frozenset(
    {
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.KeyPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class IdleWatch(QObject):
    """Emits ``idle`` after so many minutes without input.

    It watches the native window only: a filter on the application would run for every event of every widget.
    """

    idle = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idle)

    def watch(self, window: QWidget) -> None:
        """Begin to watch a window that is on the screen."""
        handle = window.windowHandle()
        if handle is not None:
            handle.removeEventFilter(self)
            handle.installEventFilter(self)

    def set_minutes(self, minutes: int) -> None:
        """Wait this long; 0 for ever."""
        self._timer.stop()
        self._timer.setInterval(minutes * 60_000)
        if minutes > 0:
            self._timer.start()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Begin to wait anew with every input; swallow nothing."""
        if event.type() in INPUT and self._timer.interval() > 0:
            self._timer.start()
        return False
