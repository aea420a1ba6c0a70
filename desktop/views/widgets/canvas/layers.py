"""The cached layers of the canvas: ground, picture, marks. Stale and scaled while the zoom changes, then exact."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QRegion

from desktop.views.theme.current import theme
from desktop.views.widgets.canvas.overlay import OverlayTiles
from desktop.views.widgets.canvas.tile_cache import EVER, TileCache
from desktop.views.widgets.canvas.tiles import TILE, PictureTiles
from desktop.views.widgets.canvas.viewport import Viewport

#: What is kept while the zoom changes is scaled up to this and down to its inverse, then kept anew.
HELD_UP_TO = 2.2


@dataclass(frozen=True)
class _Held:
    """What a view showed, and where the picture stood in it."""

    image: QImage
    scale: float
    left: int
    top: int
    veiled: bool


class Layers:
    """The cached layers and the way from one to the next zoom: stale and scaled first, exact when still."""

    def __init__(self, view: Viewport) -> None:
        self._view = view
        self.picture = PictureTiles()
        #: Marks that are given and cannot be changed, beneath the others.
        self.given: OverlayTiles | None = None
        self.boxes: OverlayTiles | None = None
        #: What is drawn of a comparison.
        self.compared: TileCache | None = None
        #: Whether the marks are left out.
        self.veiled = False
        self._held: _Held | None = None

    @property
    def is_exact(self) -> bool:
        """Tell whether the next painting is exact, as far as tiles are there."""
        return self._held is None

    def hold(self) -> None:
        """Keep picture and marks as they look now, to be scaled while the zoom changes. Call before the view changes."""
        if self._held is None:
            self._held = self._kept(exactly=True)

    def settle(self) -> None:
        """Paint exactly from now on."""
        self._held = None

    def paint(self, painter: QPainter, part: QRectF, until: float = EVER) -> bool:
        """Draw ground, picture and marks into the part (device pixels); tell whether it is as exact as it will be.

        Tiles that cannot be made before ``until`` (perf_counter) are drawn from what there is.
        """
        if self._held is not None:
            self._paint_held(painter, part)
            return True
        painter.fillRect(part, theme().colour("canvas"))
        exact = self.picture.paint(painter, self._view, part, until)
        for tiles in self._overlays():
            exact &= tiles.paint(painter, self._view, part, until)
        return exact

    def advance(self, until: float = 0.0) -> bool:
        """Make what the exact view lacks until then, one step at least; False when it lacks nothing."""
        return self._make_one(QRectF(0, 0, self._view.width, self._view.height), until)

    def prefetch(self, until: float = 0.0) -> bool:
        """Make some of the ring around the view, that panning will need; False when there is none to make."""
        ring = QRectF(-TILE / 2, -TILE / 2, self._view.width + TILE, self._view.height + TILE)
        return self._held is None and self._make_one(ring, until)

    def _kept(self, *, exactly: bool) -> _Held:
        """Return what the view shows now, as one image without transparency."""
        view = self._view
        image = QImage(view.width, view.height, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        if exactly:
            self.paint(painter, QRectF(image.rect()), 0.0)
        else:
            self._paint_fast(painter, QRectF(image.rect()))
        painter.end()
        return _Held(image, view.scale, view.left, view.top, self.veiled)

    def _paint_held(self, painter: QPainter, part: QRectF) -> None:
        """Scale what was kept, and draw fast what lies outside of it; keep anew once it has become too coarse."""
        assert self._held is not None
        view = self._view
        by = view.scale / self._held.scale
        if not 1 / HELD_UP_TO <= by <= HELD_UP_TO or self._held.veiled != self.veiled:
            self._held, by = self._kept(exactly=False), 1.0
        held = self._held
        left, top = view.left - held.left * by, view.top - held.top * by
        # Inwards to whole pixels: what lies outside is drawn beside it.
        target = QRect(
            math.ceil(left),
            math.ceil(top),
            math.floor(left + held.image.width() * by) - math.ceil(left),
            math.floor(top + held.image.height() * by) - math.ceil(top),
        )
        for rest in QRegion(part.toAlignedRect()) - QRegion(target):  # type: ignore[attr-defined]
            painter.save()
            painter.setClipRect(rest, Qt.ClipOperation.IntersectClip)
            self._paint_fast(painter, QRectF(rest))
            painter.restore()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.drawImage(target, held.image)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

    def _paint_fast(self, painter: QPainter, part: QRectF) -> None:
        painter.fillRect(part, theme().colour("canvas"))
        self.picture.paint_fast(painter, self._view)
        for tiles in self._overlays():
            tiles.paint_fast(painter, self._view, part)

    def _overlays(self) -> Iterator[TileCache]:
        if not self.veiled:
            yield from (tiles for tiles in (self.given, self.boxes, self.compared) if tiles is not None)

    def _make_one(self, part: QRectF, until: float) -> bool:
        if self.picture.advance(self._view, part):
            return True
        return any(tiles.advance(self._view, part, until) for tiles in self._overlays())
