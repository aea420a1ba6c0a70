"""A picture that is moved about: by wheel, touchpad and buttons, by Space held, or to a place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QInputDevice,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QWheelEvent,
)

from desktop.views.widgets.canvas.picture_view import PictureView
from desktop.views.widgets.canvas.viewport import STEP, Corners, Point, Stand

_PANS = Qt.MouseButton.MiddleButton | Qt.MouseButton.RightButton

#: Device-independent pixels for an eighth of a degree, of touchpads that tell no pixels.
_FINGERS = 0.45


class NavigableView(PictureView):
    """Zoom and pan by wheel, buttons, Space and verbs."""

    def __init__(self) -> None:
        super().__init__()
        #: The pointer in device pixels, None while it is elsewhere.
        self.pointer: Point | None = None
        self._pan_from: QPointF | None = None
        self._space_held = False
        #: Whether the left button pans whatever the tool: the hand is out.
        self.pans = False

    # -- for subclasses

    def focus_point(self) -> Point | None:
        """Return the device point that zooming by key keeps in place: the pointer's, or None for the middle."""
        return self.pointer

    def idle_cursor(self) -> Qt.CursorShape:
        """Return the pointer's shape while nothing is panned."""
        return Qt.CursorShape.ArrowCursor

    def tune(self, _steps: float) -> bool:
        """Set the tool in hand by so many notches of the wheel with Ctrl; False where there is nothing to set."""
        return False

    # -- verbs

    def fit(self) -> None:
        """Show the whole picture."""
        self.layers.hold()
        self.view.fit()
        self.roughly(0)

    def zoom_by(self, factor: float, at: Point | None = None) -> None:
        """Zoom around a device point, by default the pointer."""
        self.layers.hold()
        self.view.zoom(self.view.scale * factor, at or self.focus_point())
        self.roughly()

    def zoom_to(self, scale: float) -> None:
        """Show ``scale`` device pixels for one image pixel."""
        self.layers.hold()
        self.view.zoom(scale, self.focus_point())
        self.roughly(0)

    def stand_at(self, stand: Stand) -> None:
        """Stand as another picture stood."""
        self.view.stand_at(stand)
        self.exactly()

    def show_rect(self, corners: Corners, share: float = 0.4) -> None:
        """Zoom to a rectangle in image pixels."""
        self.layers.hold()
        self.view.show(corners, share)
        self.roughly(0)

    def reveal(self, corners: Corners) -> None:
        """Bring a rectangle into view with as little movement as can be."""
        if self.view.reveal(corners):
            self.soon()

    def pan(self, dx: float, dy: float) -> None:
        """Move the picture by device pixels."""
        self.view.pan(dx, dy)
        self.soon()

    def show_cursor(self) -> None:
        """Show the shape of the pointer that fits what it would do."""
        shape = self.idle_cursor()
        if self._pan_from is not None:
            shape = Qt.CursorShape.ClosedHandCursor
        elif self._space_held:
            shape = Qt.CursorShape.OpenHandCursor
        if self.cursor().shape() != shape:
            self.setCursor(shape)

    # -- events

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer by a mouse's wheel, or on a touchpad with Ctrl; two fingers alone pan, Shift sideways.

        Ctrl and a mouse's wheel set scissors and wand, where one of them is in hand.
        """
        turned, density = event.angleDelta(), self.devicePixelRatioF()
        modifiers = event.modifiers()
        if _by_fingers(event) and not modifiers & Qt.KeyboardModifier.ControlModifier:
            moved = event.pixelDelta() if not event.pixelDelta().isNull() else turned * _FINGERS
            self.pan(moved.x() * density, moved.y() * density)
        elif modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.pan((turned.y() or turned.x()) / 2 * density, 0)
        elif modifiers & Qt.KeyboardModifier.ControlModifier and self.tune(turned.y() / 120):
            self.looked.emit()
        elif turned.y() or turned.x():
            self.zoom_by(STEP ** ((turned.y() or turned.x()) / 120), self.device(event.position()))
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Zoom by two fingers that part, and fit or show 1:1 at a double tap with two."""
        if watched is self and isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom_by(max(1 + event.value(), 0.2), self.device(event.position()))
                return True
            if event.gestureType() == Qt.NativeGestureType.SmartZoomNativeGesture:
                if self.view.is_fitted:
                    self.zoom_by(1 / self.view.scale, self.device(event.position()))
                else:
                    self.fit()
                return True
        return super().eventFilter(watched, event)

    def begin_pan(self, event: QMouseEvent, *, anyway: bool = False) -> bool:
        """Begin to pan if the button or a held Space says so, or anyway; tell whether it does."""
        if anyway or event.button() & _PANS or self._space_held or self.pans:
            self._pan_from = event.position()
            self.show_cursor()
        return self._pan_from is not None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer, and pan with it."""
        self.pointer = self.device(event.position())
        if self._pan_from is not None:
            moved = (event.position() - self._pan_from) * self.devicePixelRatioF()
            self._pan_from = event.position()
            self.pan(moved.x(), moved.y())

    def end_pan(self) -> bool:
        """End a pan; tell whether there was one."""
        panned, self._pan_from = self._pan_from is not None, None
        return panned

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space held turns the pointer into a hand that pans; every other key is for whoever holds the canvas."""
        self._hold_space(event, held=True)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Space let go: the pointer is itself again."""
        self._hold_space(event, held=False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A held Space does not outlive the focus."""
        self._space_held = False
        super().focusOutEvent(event)

    # -- inside

    def _hold_space(self, event: QKeyEvent, *, held: bool) -> None:
        if event.key() != Qt.Key.Key_Space or event.modifiers():
            event.ignore()
        elif not event.isAutoRepeat():
            self._space_held = held
            self.show_cursor()


def _by_fingers(event: QWheelEvent) -> bool:
    """Tell whether a wheel event comes from a touchpad."""
    return (
        event.deviceType() == QInputDevice.DeviceType.TouchPad
        or event.phase() != Qt.ScrollPhase.NoScrollPhase
    )
