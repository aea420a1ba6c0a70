"""Wait for a program's main window to be painted, in the one size that all of them get."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any


def hook(toolkit: Any, window_class: Any, ready: Callable[..., None]) -> None:
    """Make every window of a class come up in the common size and call ``ready(window)`` after its first painting."""
    for name in ("show", "showMaximized"):
        setattr(window_class, name, _showing(toolkit, window_class, ready))


def watch(toolkit: Any, window: Any, ready: Callable[..., None]) -> None:
    """Call ``ready(window)`` once a window, its children with it, has been painted for the first time."""
    paint = toolkit.QtCore.QEvent.Type.Paint

    class Watching(toolkit.QtCore.QObject):
        def eventFilter(self, watched: Any, event: Any) -> bool:
            if event.type() == paint and watched is window:
                window.removeEventFilter(self)
                # The children are painted within the same event; what is posted comes after.
                toolkit.QtCore.QTimer.singleShot(0, lambda: ready(window))
            return False

    window.watching = Watching()
    window.installEventFilter(window.watching)


def size() -> tuple[int, int]:
    """Return width and height of the window."""
    width, height = os.environ["PEERS_WINDOW"].split("x")
    return int(width), int(height)


def _showing(toolkit: Any, window_class: Any, ready: Callable[..., None]) -> Callable[[Any], None]:
    def show(self: Any) -> None:
        watch(toolkit, self, ready)
        self.resize(*size())
        self.setVisible(True)

    return show
