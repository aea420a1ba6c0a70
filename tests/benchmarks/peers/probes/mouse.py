"""Mouse events as the window system would send them, for any of the toolkits."""

from __future__ import annotations

from typing import Any


class Mouse:
    """Sends events to one widget. Points are in the widget's own pixels."""

    def __init__(self, toolkit: Any, widget: Any) -> None:
        self._toolkit = toolkit
        self._widget = widget
        qt = toolkit.QtCore.Qt
        self._none, self._left = qt.MouseButton.NoButton, qt.MouseButton.LeftButton
        self._plain = qt.KeyboardModifier.NoModifier

    def move(self, x: float, y: float) -> None:
        """Move with no button down."""
        self._send("MouseMove", x, y, self._none, held=False)

    def press(self, x: float, y: float) -> None:
        """Press the left button."""
        self._send("MouseButtonPress", x, y, self._left, held=True)

    def drag(self, x: float, y: float) -> None:
        """Move with the left button down."""
        self._send("MouseMove", x, y, self._none, held=True)

    def release(self, x: float, y: float) -> None:
        """Let the left button go."""
        self._send("MouseButtonRelease", x, y, self._left, held=False)

    def _send(self, kind: str, x: float, y: float, button: Any, *, held: bool) -> None:
        core, gui = self._toolkit.QtCore, self._toolkit.QtGui
        at = core.QPointF(x, y)
        whole = core.QPointF(self._widget.mapToGlobal(at.toPoint()))
        event = gui.QMouseEvent(
            getattr(core.QEvent.Type, kind),
            at,
            whole,
            button,
            self._left if held else self._none,
            self._plain,
        )
        self._toolkit.QtWidgets.QApplication.sendEvent(self._widget, event)
