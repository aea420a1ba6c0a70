"""Things of a comparison in tiles: made once for a scale, so that panning over hundreds of them copies pixels."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop.views.widgets.canvas.live import Item
from desktop.views.widgets.canvas.tile_cache import Tile, TileCache, empty_image
from desktop.views.widgets.canvas.tile_drawing import Coarseness
from desktop.views.widgets.canvas.tiles import TILE, Place
from desktop.views.widgets.canvas.viewport import Viewport

#: Device pixels beyond the picture in which tags and markers are drawn.
_BEYOND = 48
#: Items drawn between two steps.
_STEP = 3


class ItemTiles(TileCache):
    """Draws what ``make`` returns for a view whose picture has its corner at 0, 0."""

    def __init__(self, make: Callable[[Viewport], Sequence[Item]]) -> None:
        super().__init__()
        self._make = make
        #: The scale, the items, and the rectangles that they cover (n x 4).
        self._made: tuple[float, Sequence[Item], NDArray[np.float64]] | None = None

    def clear(self) -> None:
        """Make and draw everything again."""
        super().clear()
        self._made = None

    def beyond(self) -> int:
        """Return how far items may reach beyond the picture."""
        return _BEYOND

    def begin(self, place: Place, view: Viewport) -> tuple[Tile, Iterator[None]]:
        """Return a tile and the steps in which its items are drawn."""
        if self._made is None or self._made[0] != view.scale:
            items = self._make(view.moved_to(0, 0))
            extents = np.array([item.extent.getCoords() for item in items], np.float64).reshape(-1, 4)
            self._made = (view.scale, items, extents)
        area = QRectF(place[0] * TILE, place[1] * TILE, TILE, TILE)
        left, top, right, bottom = self._made[2].T
        meets = (left < area.right()) & (right > area.left()) & (top < area.bottom()) & (bottom > area.top())
        items = [self._made[1][number] for number in np.flatnonzero(meets).tolist()]
        if not items:
            return Tile(None, Coarseness()), iter(())
        image = empty_image()
        return Tile(image, Coarseness()), _draw(Tile(image, Coarseness()), items, area)


def _draw(tile: Tile, items: Sequence[Item], area: QRectF) -> Iterator[None]:
    assert tile.image is not None
    painter = QPainter(tile.image)
    painter.translate(-area.topLeft())
    try:
        for place, item in enumerate(items, start=1):
            painter.save()
            item.paint(painter)
            painter.restore()
            if place % _STEP == 0:
                yield
    finally:
        painter.end()
