"""The cached layers of the canvas: ground, picture, boxes. Stale and scaled while the zoom changes, then exact."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from desktop.views.theme.current import theme
from desktop.views.widgets.canvas.overlay import OverlayTiles
from desktop.views.widgets.canvas.tiles import TILE, PictureTiles
from desktop.views.widgets.canvas.viewport import Viewport


class Layers:
    """The two cached layers and the way from one to the next zoom: stale and scaled first, exact when still."""

    def __init__(self, view: Viewport) -> None:
        self._view = view
        self.picture = PictureTiles()
        self.boxes: OverlayTiles | None = None
        #: Whether the boxes are left out.
        self.veiled = False
        self._stale: tuple[QImage, float, int, int] | None = None

    @property
    def is_exact(self) -> bool:
        """Tell whether the next painting is exact."""
        return self._stale is None

    def hold(self) -> None:
        """Keep the boxes as they look now, to be scaled while the zoom changes. Call before the view changes."""
        if self._stale is not None:
            return
        view = self._view
        image = QImage(view.width, view.height, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        if self.boxes is not None:
            painter = QPainter(image)
            self.boxes.paint(painter, view, QRectF(0, 0, view.width, view.height))
            painter.end()
        self._stale = (image, view.scale, view.left, view.top)

    def settle(self) -> None:
        """Paint exactly from now on."""
        self._stale = None

    def paint(self, painter: QPainter, part: QRectF) -> None:
        """Draw ground, picture and boxes into the part (device pixels)."""
        view = self._view
        painter.fillRect(part, theme().colour("canvas"))
        if self._stale is None:
            self.picture.paint(painter, view, part)
            if self.boxes is not None and not self.veiled:
                self.boxes.paint(painter, view, part)
            return
        self.picture.paint_fast(painter, view)
        image, scale, left, top = self._stale
        if not self.veiled:
            by = view.scale / scale
            target = QRectF(
                view.left - left * by, view.top - top * by, image.width() * by, image.height() * by
            )
            painter.drawImage(target, image)

    def advance(self) -> bool:
        """Make one tile that the exact view lacks; False when it lacks none."""
        return self._make_one(QRectF(0, 0, self._view.width, self._view.height))

    def prefetch(self) -> bool:
        """Make one tile of the ring around the view, that panning will need; False when there is none to make."""
        ring = QRectF(-TILE / 2, -TILE / 2, self._view.width + TILE, self._view.height + TILE)
        return self._stale is None and self._make_one(ring)

    def _make_one(self, part: QRectF) -> bool:
        if self.picture.advance(self._view, part):
            return True
        return self.boxes is not None and self.boxes.advance(self._view, part)
