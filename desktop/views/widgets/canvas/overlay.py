"""The boxes in tiles of 512 device pixels: each drawn once for a scale, then copied while panning.

Where boxes are many or small they are drawn coarser: as dots under 4 device pixels, as thin lines where a tile holds
hundreds, with name tags only where there is room for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from desktop.annotation.hits import BoxTable
from desktop.annotation.shapes.box import Box
from desktop.views.widgets.canvas.live import HALO
from desktop.views.widgets.canvas.tags import ClassLook
from desktop.views.widgets.canvas.tiles import TILE, Place, TileStore, places
from desktop.views.widgets.canvas.viewport import Viewport

#: Device pixels: smaller boxes are dots.
DOT_UNDER = 4
#: Boxes in one tile: more get thin lines and neither fill nor halo.
THIN_FROM = 250
#: A box narrower than this share of its tag has none: among small boxes tags would hide more than they tell.
TAG_FROM = 0.8
#: Boxes in one tile: more get no tags.
TAGS_UP_TO = 120
FILL_ALPHA = 28


@dataclass(frozen=True)
class _Tile:
    """A drawn tile and how coarsely it was drawn; ``image`` is None where there is nothing."""

    image: QImage | None
    thin: bool = False
    tagged: bool = True


@dataclass(frozen=True)
class _Group:
    """The boxes of one class in one tile, in the tile's device pixels."""

    look: ClassLook
    rects: list[QRect]
    tags: list[QPoint]


class OverlayTiles:
    """Draws all boxes but the lifted ones (those under the hand or selected, which are drawn live)."""

    def __init__(self, table: BoxTable) -> None:
        self._table = table
        self._tiles: TileStore[_Tile] = TileStore()
        self._scale = 0.0
        self._looks: tuple[ClassLook, ...] = ()
        self._line = 2
        self._lifted: frozenset[str] = frozenset()
        self._rows: NDArray[np.intp] = np.empty(0, np.intp)

    def dress(self, looks: tuple[ClassLook, ...], density: float) -> None:
        """Draw the classes with these looks from now on, ``density`` device pixels for one of ours."""
        self._looks = looks
        self._line = max(round(2 * density), 1)
        self._tiles.clear()

    def lift(self, view: Viewport, boxes: Iterable[Box]) -> list[tuple[float, ...]]:
        """Leave these boxes out from now on, and draw again those that were left out; return where that shows."""
        boxes = list(boxes)
        new = frozenset(box.id for box in boxes)
        if new == self._lifted:
            return []
        changed = [tuple(self._table.corners[row].tolist()) for row in self._lifted_rows()]
        changed += [box.corners for box in boxes]
        self._lifted = new
        self.refresh(view, changed)
        return changed

    def refresh(self, view: Viewport, corners: Iterable[tuple[float, ...]]) -> None:
        """Draw the tiles again that these raw rectangles touch."""
        self._rows = np.array(self._lifted_rows(), np.intp)
        if self._scale != view.scale:
            return
        for each in corners:
            area = self.reach(view, each).translated(-view.left, -view.top).toAlignedRect()
            for place in places(area.left(), area.top(), area.right() + 1, area.bottom() + 1):
                self._redraw(place, view, area.translated(-place[0] * TILE, -place[1] * TILE))

    def reach(self, view: Viewport, corners: tuple[float, ...]) -> QRectF:
        """Return the device rectangle that a box with its tag may cover."""
        across, down = self._margin()
        left, top, right, bottom = view.rect((corners[0], corners[1], corners[2], corners[3]))
        return QRectF(left - 4, top - down - 2, max(right - left, across) + 8, bottom - top + down + 8)

    def clear(self) -> None:
        """Draw everything again."""
        self._tiles.clear()

    def paint(self, painter: QPainter, view: Viewport, part: QRectF) -> None:
        """Draw the part (device pixels) of the view exactly, making the tiles that are missing."""
        for place, left, top in self._wanted(view, part):
            image = self._tile(place, view).image
            if image is not None:
                painter.drawImage(left, top, image)

    def advance(self, view: Viewport, part: QRectF) -> bool:
        """Make one tile that is missing in a part of the view; tell whether there was one to make."""
        for place, _left, _top in self._wanted(view, part):
            if place not in self._tiles:
                self._tile(place, view)
                return True
        return False

    def _lifted_rows(self) -> list[int]:
        ids = self._table.ids
        return [ids.index(box_id) for box_id in self._lifted if box_id in ids] if self._lifted else []

    def _wanted(self, view: Viewport, part: QRectF) -> Iterator[tuple[Place, int, int]]:
        if self._scale != view.scale:
            self._tiles.clear()
            self._scale = view.scale
        width, height = (round(side * view.scale) for side in view.upright_size)
        _across, down = self._margin()
        left, top = max(part.left() - view.left, -down), max(part.top() - view.top, -down)
        right, bottom = (
            min(part.right() - view.left, width + down),
            min(part.bottom() - view.top, height + down),
        )
        for column, row in places(left, top, right, bottom):
            yield (column, row), column * TILE + view.left, row * TILE + view.top

    def _tile(self, place: Place, view: Viewport) -> _Tile:
        if place not in self._tiles:
            self._tiles.put(place, self._render(place, view))
        return self._tiles.get(place)

    def _margin(self) -> tuple[int, int]:
        """Return how far a tag reaches: its greatest width, and its height."""
        return max((look.tag.width() for look in self._looks), default=0), max(
            (look.tag.height() for look in self._looks), default=0
        )

    def _render(self, place: Place, view: Viewport) -> _Tile:
        rows, rects = self._rects(place, view, QRect(0, 0, TILE, TILE))
        if not len(rows):
            return _Tile(None)
        image = QImage(TILE, TILE, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        lined = int((np.maximum(rects[:, 2], rects[:, 3]) >= DOT_UNDER).sum())
        tile = _Tile(image, thin=lined >= THIN_FROM, tagged=lined <= TAGS_UP_TO)
        self._draw(tile, image.rect(), rects, self._table.codes[rows])
        return tile

    def _redraw(self, place: Place, view: Viewport, area: QRect) -> None:
        """Draw a part of a tile again, as coarsely as the rest of it; an empty tile is made anew when it is needed."""
        if place not in self._tiles:
            return
        tile = self._tiles.get(place)
        if tile.image is None:
            self._tiles.drop(iter((place,)))
            return
        area = area.intersected(tile.image.rect())
        if area.isEmpty():
            return
        rows, rects = self._rects(place, view, area)
        _pixels(tile.image)[area.top() : area.bottom() + 1, area.left() : area.right() + 1] = 0
        self._draw(tile, area, rects, self._table.codes[rows])

    def _draw(self, tile: _Tile, area: QRect, rects: NDArray[np.int64], codes: NDArray[np.int32]) -> None:
        """Draw rectangles (x, y, width, height in the tile's pixels) into an area of a tile that is empty there."""
        assert tile.image is not None
        big = np.maximum(rects[:, 2], rects[:, 3]) >= DOT_UNDER
        _plot_dots(tile.image, area, rects[~big], codes[~big], [look.colour for look in self._looks])
        painter = QPainter(tile.image)
        painter.setClipRect(area)
        for group in self._groups(rects[big], codes[big], tagged=tile.tagged):
            _draw_group(painter, group, line=self._line // 2 if tile.thin else self._line, thin=tile.thin)
        painter.end()

    def _rects(self, place: Place, view: Viewport, area: QRect) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
        """Return the rows that may show in an area of a tile, and their rectangles in the tile's pixels."""
        across, down = self._margin()
        left, top, scale = place[0] * TILE, place[1] * TILE, view.scale
        seen = view.raw_rect(
            (left + area.left() - across) / scale,
            (top + area.top() - 4) / scale,
            (left + area.right() + 5) / scale,
            (top + area.bottom() + 1 + down) / scale,
        )
        rows = self._table.within(*seen)
        if len(self._rows):
            rows = rows[~np.isin(rows, self._rows)]
        edges = np.rint(view.upright_rects(self._table.corners[rows]) * scale).astype(np.int64)
        edges -= np.array([left, top, left, top])
        edges[:, 2:] -= edges[:, :2]
        return rows, edges

    def _groups(
        self, rects: NDArray[np.int64], codes: NDArray[np.int32], *, tagged: bool
    ) -> Iterator[_Group]:
        for code, look in enumerate(self._looks):
            own = rects[codes == code]
            if not len(own):
                continue
            tags = [
                QPoint(x, y - look.tag.height())
                for x, y, width, _h in own.tolist()
                if tagged and width >= TAG_FROM * look.tag.width()
            ]
            yield _Group(look, [QRect(*rect) for rect in own.tolist()], tags)


def _draw_group(painter: QPainter, group: _Group, *, line: int, thin: bool) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if not thin:
        painter.setPen(QPen(HALO, 2 * line, j=Qt.PenJoinStyle.MiterJoin))
        painter.drawRects(group.rects)
        fill = QColor(group.look.colour)
        fill.setAlpha(FILL_ALPHA)
        painter.setBrush(fill)
    painter.setPen(QPen(group.look.colour, line, j=Qt.PenJoinStyle.MiterJoin))
    painter.drawRects(group.rects)
    for point in group.tags:
        painter.drawImage(point, group.look.tag)


def _plot_dots(
    image: QImage,
    area: QRect,
    rects: NDArray[np.int64],
    codes: NDArray[np.int32],
    colours: list[QColor],
) -> None:
    """Set two by two pixels in the middle of each rectangle, inside the area only."""
    if not len(rects):
        return
    palette = np.array([colour.rgb() for colour in colours], np.uint32)
    pixels = _pixels(image)
    x, y = rects[:, 0] + rects[:, 2] // 2, rects[:, 1] + rects[:, 3] // 2
    for dx, dy in ((0, 0), (1, 0), (0, 1), (1, 1)):
        inside = (x + dx >= area.left()) & (x + dx <= area.right())
        inside &= (y + dy >= area.top()) & (y + dy <= area.bottom())
        pixels[(y + dy)[inside], (x + dx)[inside]] = palette[codes[inside]]


def _pixels(image: QImage) -> NDArray[np.uint32]:
    """Return the pixels of a tile, to be written."""
    return np.frombuffer(image.bits(), np.uint32).reshape(TILE, TILE)
