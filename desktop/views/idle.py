"""Noticing that nobody is at the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

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

    It watches native windows only, the main one and whichever has the focus (a dialog): a filter on the application
    would run for every event of every widget.
    """

    idle = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idle)
        self._window: QWindow | None = None
        self._dialog: QWindow | None = None
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._follow)

    def watch(self, window: QWidget) -> None:
        """Begin to watch a window that is on the screen."""
        handle = window.windowHandle()
        if handle is not None:
            self._window = handle
            handle.removeEventFilter(self)
            handle.installEventFilter(self)

    def _follow(self, focused: QWindow | None) -> None:
        """Watch the dialog that somebody now types into, and no longer the one before it."""
        if self._dialog is not None and isValid(self._dialog):
            self._dialog.removeEventFilter(self)
        self._dialog = None
        if focused is not None and focused is not self._window:
            focused.installEventFilter(self)
            self._dialog = focused

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
