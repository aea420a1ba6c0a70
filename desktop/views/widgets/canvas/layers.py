"""The cached layers of the canvas: ground, picture, marks. Stale and scaled while the zoom changes, then exact."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop.views.theme.current import theme
from desktop.views.widgets.canvas.overlay import EVER, OverlayTiles
from desktop.views.widgets.canvas.tiles import TILE, PictureTiles
from desktop.views.widgets.canvas.viewport import Viewport


class Layers:
    """The cached layers and the way from one to the next zoom: stale and scaled first, exact when still."""

    def __init__(self, view: Viewport) -> None:
        self._view = view
        self.picture = PictureTiles()
        #: Marks that are given and cannot be changed, beneath the others.
        self.given: OverlayTiles | None = None
        self.boxes: OverlayTiles | None = None
        #: Whether the marks are left out.
        self.veiled = False
        self._held = False

    @property
    def is_exact(self) -> bool:
        """Tell whether the next painting is exact, as far as tiles are there."""
        return not self._held

    def hold(self) -> None:
        """Keep the marks as they look now, to be scaled while the zoom changes. Call before the view changes."""
        self._held = True

    def settle(self) -> None:
        """Paint exactly from now on."""
        self._held = False

    def paint(self, painter: QPainter, part: QRectF, until: float = EVER) -> bool:
        """Draw ground, picture and marks into the part (device pixels); tell whether it is as exact as it will be.

        Tiles of marks that cannot be made before ``until`` (perf_counter) are drawn from what there is.
        """
        view = self._view
        painter.fillRect(part, theme().colour("canvas"))
        if self._held:
            self.picture.paint_fast(painter, view)
            for tiles in self._overlays():
                tiles.paint_fast(painter, view)
            return True
        self.picture.paint(painter, view, part)
        exact = True
        for tiles in self._overlays():
            exact &= tiles.paint(painter, view, part, until)
        return exact

    def advance(self, until: float = 0.0) -> bool:
        """Make what the exact view lacks until then, one step at least; False when it lacks nothing."""
        return self._make_one(QRectF(0, 0, self._view.width, self._view.height), until)

    def prefetch(self, until: float = 0.0) -> bool:
        """Make some of the ring around the view, that panning will need; False when there is none to make."""
        ring = QRectF(-TILE / 2, -TILE / 2, self._view.width + TILE, self._view.height + TILE)
        return not self._held and self._make_one(ring, until)

    def _overlays(self) -> Iterator[OverlayTiles]:
        if not self.veiled:
            yield from (tiles for tiles in (self.given, self.boxes) if tiles is not None)

    def _make_one(self, part: QRectF, until: float) -> bool:
        if self.picture.advance(self._view, part):
            return True
        return any(tiles.advance(self._view, part, until) for tiles in self._overlays())
