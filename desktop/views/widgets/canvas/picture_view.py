"""A picture to look at: painted in layers, zoomed at the pointer, panned; what lies over it is a subclass's business."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from desktop.views.widgets.canvas.layers import Layers
from desktop.views.widgets.canvas.live import Item
from desktop.views.widgets.canvas.loading import Loader
from desktop.views.widgets.canvas.picture import Picture
from desktop.views.widgets.canvas.viewport import STEP, Corners, Point, Viewport

#: Milliseconds of stillness after which a zoomed view is drawn exactly.
STILL_AFTER = 70
_PANS = Qt.MouseButton.MiddleButton | Qt.MouseButton.RightButton


class PictureView(QWidget):
    """One picture through a viewport, with live items over it."""

    #: Zoom, pan or pointer moved.
    looked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        # An input method must not take a key that draws.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(320, 240)
        self.view = Viewport()
        self.layers = Layers(self.view)
        self.loader = Loader(self)
        self.loader.decoded.connect(self._show_picture)
        self.pointer: Point | None = None
        self._items: list[Item] = []
        self._pan_from: QPointF | None = None
        self._space_held = False
        self._still = QTimer(self, singleShot=True, interval=STILL_AFTER)
        self._still.timeout.connect(self._settle)
        self._idle = QTimer(self, singleShot=True, interval=0)
        self._idle.timeout.connect(self._prefetch)

    # -- for subclasses

    def live_items(self) -> Iterable[Item]:
        """Return what lies over the picture, the lowest first."""
        return ()

    def focus_point(self) -> Point | None:
        """Return the device point that zooming by key keeps in place: the pointer's, or None for the middle."""
        return self.pointer

    def idle_cursor(self) -> Qt.CursorShape:
        """Return the pointer's shape while nothing is panned."""
        return Qt.CursorShape.ArrowCursor

    # -- the view

    def open_picture(self, data: bytes) -> None:
        """Show a picture. Raises KnownError, with the old one still here, for one that cannot be shown."""
        self._show_picture(self.loader.open(data))
        self.fit()

    def shut(self) -> None:
        """Let go of the picture; no thread or timer is left running."""
        self._still.stop()
        self._idle.stop()
        self.loader.stop()
        self.layers.picture.show(None)
        self._items = []

    def fit(self) -> None:
        """Show the whole picture."""
        self.view.fit()
        self.exactly()

    def zoom_by(self, factor: float, at: Point | None = None) -> None:
        """Zoom around a device point, by default the pointer."""
        self.layers.hold()
        self.view.zoom(self.view.scale * factor, at or self.focus_point())
        self._still.start()
        self.refresh()

    def zoom_to(self, scale: float) -> None:
        """Show ``scale`` device pixels for one image pixel."""
        self.view.zoom(scale, self.focus_point())
        self.exactly()

    def show_rect(self, corners: Corners, share: float = 0.4) -> None:
        """Zoom to a rectangle in image pixels."""
        self.view.show(corners, share)
        self.exactly()

    def reveal(self, corners: Corners) -> None:
        """Bring a rectangle into view with as little movement as can be."""
        if self.view.reveal(corners):
            self.exactly()

    def pan(self, dx: float, dy: float) -> None:
        """Move the picture by device pixels."""
        self.view.pan(dx, dy)
        self.exactly()

    def exactly(self) -> None:
        """Paint everything again, exactly."""
        self._still.stop()
        self.layers.settle()
        self.refresh()

    def refresh(self) -> None:
        """Paint everything again."""
        self._items = list(self.live_items())
        self.update()
        self.looked.emit()

    def follow_live(self) -> None:
        """Paint again where live things were and where they are now."""
        density = self.devicePixelRatioF()
        before, self._items = self._items, list(self.live_items())
        region = QRegion()
        for item in (*before, *self._items):
            extent = item.extent
            region += QRectF(
                extent.left() / density,
                extent.top() / density,
                extent.width() / density,
                extent.height() / density,
            ).toAlignedRect()
        self.update(region)
        self.show_cursor()
        self.looked.emit()

    def device(self, at: QPointF) -> Point:
        """Return a widget's point in device pixels."""
        density = self.devicePixelRatioF()
        return at.x() * density, at.y() * density

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

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the layers and the live items into the part that needs it."""
        density = self.devicePixelRatioF()
        rect = event.rect()
        part = QRectF(
            rect.left() * density, rect.top() * density, rect.width() * density, rect.height() * density
        )
        painter = QPainter(self)
        painter.scale(1 / density, 1 / density)
        self.layers.paint(painter, QRectF(part.toAlignedRect()))
        for item in self._items:
            if item.extent.intersects(part):
                item.paint(painter)
        painter.end()
        if self.layers.is_exact:
            self._idle.start()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Keep the middle of the picture in the middle, or the whole picture in view."""
        density = self.devicePixelRatioF()
        self.view.resize(round(self.width() * density), round(self.height() * density))
        self.exactly()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer; with Shift move sideways."""
        delta = event.angleDelta().y() or event.angleDelta().x()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.pan(delta / 2 * self.devicePixelRatioF(), 0)
        elif delta:
            self.zoom_by(STEP ** (delta / 120), self.device(event.position()))
        event.accept()

    def begin_pan(self, event: QMouseEvent) -> bool:
        """Begin to pan if the button or a held Space says so; tell whether it does."""
        if event.button() & _PANS or self._space_held:
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

    def focusOutEvent(self, _event: QFocusEvent) -> None:
        """A held Space does not outlive the focus."""
        self._space_held = False
        self.update()

    def closeEvent(self, _event: QCloseEvent) -> None:
        """Leave nothing running."""
        self.shut()

    # -- inside

    def _hold_space(self, event: QKeyEvent, *, held: bool) -> None:
        if event.key() != Qt.Key.Key_Space or event.modifiers():
            event.ignore()
        elif not event.isAutoRepeat():
            self._space_held = held
            self.show_cursor()

    def _settle(self) -> None:
        self.layers.settle()
        self.update()

    def _prefetch(self) -> None:
        if self.isVisible() and self.layers.prefetch():
            self._idle.start()

    def _show_picture(self, picture: Picture) -> None:
        self.view.size, self.view.orientation = picture.size, picture.orientation
        self.layers.picture.show(picture)
        self.update()
