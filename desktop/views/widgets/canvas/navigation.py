"""A picture that is moved about: zoomed at the pointer, panned with Space, middle or right button, shown at a place."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent

from desktop.views.widgets.canvas.picture_view import PictureView
from desktop.views.widgets.canvas.viewport import STEP, Corners, Point

_PANS = Qt.MouseButton.MiddleButton | Qt.MouseButton.RightButton


class NavigableView(PictureView):
    """Zoom and pan by wheel, buttons, Space and verbs."""

    def __init__(self) -> None:
        super().__init__()
        #: The pointer in device pixels, None while it is elsewhere.
        self.pointer: Point | None = None
        self._pan_from: QPointF | None = None
        self._space_held = False

    # -- for subclasses

    def focus_point(self) -> Point | None:
        """Return the device point that zooming by key keeps in place: the pointer's, or None for the middle."""
        return self.pointer

    def idle_cursor(self) -> Qt.CursorShape:
        """Return the pointer's shape while nothing is panned."""
        return Qt.CursorShape.ArrowCursor

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
        """Zoom at the pointer; with Shift move sideways."""
        delta = event.angleDelta().y() or event.angleDelta().x()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.pan(delta / 2 * self.devicePixelRatioF(), 0)
        elif delta:
            self.zoom_by(STEP ** (delta / 120), self.device(event.position()))
        event.accept()

    def begin_pan(self, event: QMouseEvent, *, anyway: bool = False) -> bool:
        """Begin to pan if the button or a held Space says so, or anyway; tell whether it does."""
        if anyway or event.button() & _PANS or self._space_held:
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
