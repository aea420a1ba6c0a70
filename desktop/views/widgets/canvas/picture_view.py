"""A picture on the screen: painted in layers, with live items over it. What moves it is a subclass's business."""

from __future__ import annotations

import time
from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QFocusEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from desktop.views.theme.current import theme
from desktop.views.widgets.canvas.layers import Layers
from desktop.views.widgets.canvas.live import Item
from desktop.views.widgets.canvas.loading import Loader
from desktop.views.widgets.canvas.look import Look
from desktop.views.widgets.canvas.picture import Picture
from desktop.views.widgets.canvas.tile_cache import EVER
from desktop.views.widgets.canvas.viewport import Point, Viewport

#: Milliseconds of stillness after which a zoomed view is drawn exactly.
STILL_AFTER = 70
#: Seconds that making tiles may take before other events have their turn.
SLICE = 0.004
#: Rectangles to be painted again: of more, the one around all of them is.
_MOST_PARTS = 12
#: How much larger the one around them may be when it is painted instead.
_FILLED = 1.5
#: Our pixels: so many are copied sooner than they are divided.
_SMALL = 300_000
#: Our pixels: the frame around a canvas that takes the keys.
_FRAME = 2
_BY_KEYBOARD = {
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
}


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
        self.installEventFilter(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(320, 240)
        self.view = Viewport()
        self.layers = Layers(self.view)
        self.loader = Loader(self)
        self.loader.decoded.connect(self._show_picture)
        #: What is live, each thing with the rectangle it covers.
        self._items: list[tuple[Item, QRectF]] = []
        self._framed = False
        #: What is to be painted again, in the widget's own pixels.
        self._due = QRegion()
        #: Whether the next painting must be exact, however long that takes.
        self._at_once = True
        self._still = QTimer(self, singleShot=True)
        self._still.timeout.connect(self._settle)
        self._idle = QTimer(self, singleShot=True, interval=0)
        self._idle.timeout.connect(self._prefetch)

    # -- for subclasses

    def live_items(self) -> Iterable[Item]:
        """Return what lies over the picture, the lowest first."""
        return ()

    def fresh_parts(self) -> Iterable[QRectF]:
        """Return where live things changed inside themselves, in device pixels."""
        return ()

    # -- the view

    def open_picture(self, data: bytes) -> None:
        """Show a picture. Raises KnownError, with the old one still here, for one that cannot be shown."""
        self._show_picture(self.loader.open(data))
        self.view.fit()
        self.exactly()

    def shut(self) -> None:
        """Let go of the picture; no thread or timer is left running."""
        self._still.stop()
        self._idle.stop()
        self.loader.stop()
        self.layers.picture.show(None)
        self._items = []

    def adjust(self, look: Look) -> None:
        """Show this picture and the next ones with this look; their pixels stay as they are."""
        self.layers.picture.adjust(look)
        self.update()

    def exactly(self) -> None:
        """Paint everything again, exactly."""
        self._at_once = True
        self.soon()

    def soon(self) -> None:
        """Paint everything again in the frame's time: what is not there by then comes when it has been made."""
        self._still.stop()
        self.layers.settle()
        self.refresh()

    def roughly(self, wait: int = STILL_AFTER) -> None:
        """Paint everything again from what is there, and exactly once the view has been still for ``wait`` ms.

        Call ``layers.hold`` before the view changes. The exact view is made in slices, so that no event waits long.
        """
        self._still.start(wait)
        self.refresh()

    def refresh(self) -> None:
        """Paint everything again."""
        self._items = [(item, item.extent) for item in self.live_items()]
        self.update()
        self.looked.emit()

    def follow_live(self) -> None:
        """Paint again what changed among the live things: where it was and where it is now."""
        before, self._items = self._items, [(item, item.extent) for item in self.live_items()]
        region = QRegion()
        for rect in self.fresh_parts():
            region += _covering(rect, self.devicePixelRatioF())
        for pair in (
            *(pair for pair in before if pair not in self._items),
            *(pair for pair in self._items if pair not in before),
        ):
            region += _covering(pair[1], self.devicePixelRatioF())
        self._ask(region)
        self.looked.emit()

    def update_device(self, rect: QRectF) -> None:
        """Paint a rectangle of device pixels again."""
        self._ask(QRegion(_covering(rect, self.devicePixelRatioF())))

    def device(self, at: QPointF) -> Point:
        """Return a widget's point in device pixels."""
        density = self.devicePixelRatioF()
        return at.x() * density, at.y() * density

    # -- events

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the layers and the live items into the parts that need it."""
        density = self.devicePixelRatioF()
        until = EVER if self._at_once else time.perf_counter() + SLICE
        parts = _parts(event.region())
        self._due = QRegion()
        painter = QPainter(self)
        exact = True
        for rect in parts:
            painter.setClipRect(rect)
            painter.scale(1 / density, 1 / density)
            part = QRectF(
                rect.left() * density, rect.top() * density, rect.width() * density, rect.height() * density
            )
            exact &= self.layers.paint(painter, QRectF(part.toAlignedRect()), until)
            for item, extent in self._items:
                if extent.intersects(part):
                    item.paint(painter)
            if self._framed:
                _paint_frame(painter, self.view, density)
            painter.resetTransform()
        painter.end()
        if not self.layers.is_exact:
            return
        self._at_once = False
        if exact:
            self._idle.start()
        else:
            self._still.start(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take over the pixels of another screen.

        WORKAROUND: ``event`` itself is not overridden, because an error in an event's handler is lost below it.
        """
        if watched is self and event.type() == QEvent.Type.DevicePixelRatioChange:
            self.redress()
            self._take_size()
        return False

    def redress(self) -> None:
        """Take over the theme and the pixel density in use."""

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Keep the middle of the picture in the middle, or the whole picture in view."""
        self._take_size()

    def _take_size(self) -> None:
        density = self.devicePixelRatioF()
        self.view.resize(round(self.width() * density), round(self.height() * density))
        self.exactly()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the frame to who came by keyboard: keys go here."""
        self._framed = event.reason() in _BY_KEYBOARD
        self.update()

    def focusOutEvent(self, _event: QFocusEvent) -> None:
        """Take the frame away."""
        self._framed = False
        self.update()

    def closeEvent(self, _event: QCloseEvent) -> None:
        """Leave nothing running."""
        self.shut()

    # -- inside

    def _ask(self, region: QRegion) -> None:
        """Have a region painted again, as whole rectangles.

        Inside a clip of several rectangles a painter copies no image at once, but pixel by pixel: ten times as slowly.
        """
        self._due += region
        parts = _parts(self._due)
        self._due = QRegion()
        for rect in parts:
            self._due += rect
            self.update(rect)

    def _settle(self) -> None:
        """Make missing tiles for a slice of time; when none is missing, show them."""
        until = time.perf_counter() + SLICE
        while self.layers.advance(until):
            if time.perf_counter() > until:
                self._still.start(0)
                return
        self.layers.settle()
        self.update()

    def _prefetch(self) -> None:
        until = time.perf_counter() + SLICE
        if self.isVisible() and self.layers.prefetch(until):
            self._idle.start()

    def _show_picture(self, picture: Picture) -> None:
        self.view.size, self.view.orientation = picture.size, picture.orientation
        self.layers.picture.show(picture)
        self.update()


def _paint_frame(painter: QPainter, view: Viewport, density: float) -> None:
    wide = _FRAME * density
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme().colour("accent"), wide, j=Qt.PenJoinStyle.MiterJoin))
    painter.drawRect(QRectF(wide / 2, wide / 2, view.width - wide, view.height - wide))


def _parts(region: QRegion) -> list[QRect]:
    """Return the rectangles of a region, or the one around them when it is small or they are many or nearly fill it."""
    around = region.boundingRect()
    if region.rectCount() > _MOST_PARTS or around.width() * around.height() <= _SMALL:
        return [around]
    parts: list[QRect] = list(region)  # type: ignore[call-overload]
    filled = sum(rect.width() * rect.height() for rect in parts)
    return [around] if around.width() * around.height() <= _FILLED * filled else parts


def _covering(rect: QRectF, density: float) -> QRect:
    """Return the widget's rectangle that covers one in device pixels."""
    return QRectF(
        rect.left() / density, rect.top() / density, rect.width() / density, rect.height() / density
    ).toAlignedRect()
