"""Tiles of 512 device pixels of what lies over the picture: drawn once for a scale, copied while panning.

Tiles are kept for the last few scales. Those out of date are shown until they have been drawn again, in slices of time.
"""

from __future__ import annotations

import math
import time
from abc import ABC, abstractmethod
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from desktop.views.widgets.canvas.tile_drawing import Coarseness
from desktop.views.widgets.canvas.tiles import MOST_TILES, TILE, Place, places
from desktop.views.widgets.canvas.viewport import Viewport

#: Scales of which tiles are kept.
SCALES = 3
#: Without end: everything is drawn now.
EVER = math.inf


@dataclass(frozen=True)
class Tile:
    """A drawn tile and how coarsely it was drawn; ``image`` is None where there is nothing."""

    image: QImage | None
    how: Coarseness


class Sheet:
    """The tiles of one scale, the last used last; ``outdated`` are shown until they have been drawn again."""

    def __init__(self, scale: float) -> None:
        self.scale = scale
        self.tiles: OrderedDict[Place, Tile] = OrderedDict()
        self.outdated: set[Place] = set()

    def lacks(self, place: Place) -> bool:
        """Tell whether a tile must be drawn."""
        return place not in self.tiles or place in self.outdated

    def put(self, place: Place, tile: Tile) -> None:
        """Keep a tile that is up to date; the one unused for longest goes when they are too many."""
        self.tiles[place] = tile
        self.tiles.move_to_end(place)
        self.outdated.discard(place)
        while len(self.tiles) > MOST_TILES:
            self.outdated.discard(self.tiles.popitem(last=False)[0])

    def use(self, place: Place) -> Tile:
        """Return a tile that is here and count it as used."""
        self.tiles.move_to_end(place)
        return self.tiles[place]


class TileCache(ABC):
    """Tiles that a subclass knows how to draw."""

    def __init__(self) -> None:
        self._sheets: OrderedDict[float, Sheet] = OrderedDict()
        self._begun: tuple[float, Place, Iterator[None], Tile] | None = None

    @abstractmethod
    def beyond(self) -> int:
        """Return how many device pixels beyond the picture something may be drawn."""

    @abstractmethod
    def begin(self, place: Place, view: Viewport) -> tuple[Tile, Iterator[None]]:
        """Return a tile and the steps in which it is drawn."""

    def clear(self) -> None:
        """Draw everything again."""
        self._begun = None
        self._sheets.clear()

    def expire(self) -> None:
        """Draw everything again in time; what is there is shown until then."""
        self._begun = None
        for sheet in self._sheets.values():
            sheet.outdated.update(sheet.tiles)

    # -- what is shown

    def paint(self, painter: QPainter, view: Viewport, part: QRectF, until: float = EVER) -> bool:
        """Draw the part (device pixels) of the view, making what is missing before ``until`` (perf_counter).

        What is not made by then is shown as it was, or scaled from another zoom. Tell whether all is exact.
        """
        exact = True
        sheet = self._sheet(view)
        for place, left, top in self._wanted(view, part):
            while sheet.lacks(place) and time.perf_counter() < until:
                self._work_on(sheet, place, view, until)
            if sheet.lacks(place):
                exact = False
            if place in sheet.tiles:
                image = sheet.use(place).image
                if image is not None:
                    painter.drawImage(left, top, image)
            else:
                self._paint_scaled(painter, view, QRectF(left, top, TILE, TILE), sheet)
        return exact

    def paint_fast(self, painter: QPainter, view: Viewport, part: QRectF) -> None:
        """Draw a part of the view from the tiles of any scale: for the frames while a zoom is under way."""
        self._paint_scaled(painter, view, part, None)

    def advance(self, view: Viewport, part: QRectF, until: float = 0.0) -> bool:
        """Draw on at what the part lacks until then, one step at least; tell whether there was something to draw."""
        sheet = self._sheet(view)
        for place, _left, _top in self._wanted(view, part):
            if sheet.lacks(place):
                self._work_on(sheet, place, view, until)
                return True
        return False

    # -- inside

    def _sheet(self, view: Viewport) -> Sheet:
        """Return the tiles of the scale in use, those of the scale unused for longest thrown away."""
        sheet = self._sheets.get(view.scale)
        if sheet is None:
            sheet = self._sheets[view.scale] = Sheet(view.scale)
            while len(self._sheets) > SCALES:
                self._sheets.popitem(last=False)
        self._sheets.move_to_end(view.scale)
        return sheet

    def _wanted(self, view: Viewport, part: QRectF) -> Iterator[tuple[Place, int, int]]:
        width, height = (round(side * view.scale) for side in view.upright_size)
        pad = self.beyond()
        left, top = max(part.left() - view.left, -pad), max(part.top() - view.top, -pad)
        right, bottom = (
            min(part.right() - view.left, width + pad),
            min(part.bottom() - view.top, height + pad),
        )
        for column, row in places(left, top, right, bottom):
            yield (column, row), column * TILE + view.left, row * TILE + view.top

    def _work_on(self, sheet: Sheet, place: Place, view: Viewport, until: float) -> None:
        """Draw a tile until it is done or the time is over, one step at least."""
        if self._begun is None or self._begun[:2] != (sheet.scale, place):
            tile, steps = self.begin(place, view)
            self._begun = (sheet.scale, place, steps, tile)
        _scale, _place, steps, tile = self._begun
        for _step in steps:
            if time.perf_counter() >= until:
                return
        sheet.put(place, tile)
        self._begun = None

    def _paint_scaled(self, painter: QPainter, view: Viewport, target: QRectF, but: Sheet | None) -> None:
        """Fill a rectangle of the view from the tiles of the best other scale."""
        sheet = self._best(view, target, but)
        if sheet is None:
            return
        by = view.scale / sheet.scale
        painter.save()
        painter.setClipRect(target, Qt.ClipOperation.IntersectClip)
        for (column, row), tile in sheet.tiles.items():
            if tile.image is None:
                continue
            left, top = round(column * TILE * by) + view.left, round(row * TILE * by) + view.top
            right, bottom = (
                round((column + 1) * TILE * by) + view.left,
                round((row + 1) * TILE * by) + view.top,
            )
            rect = QRect(QPoint(left, top), QPoint(right - 1, bottom - 1))
            if target.intersects(QRectF(rect)):
                painter.drawImage(rect, tile.image)
        painter.restore()

    def _best(self, view: Viewport, target: QRectF, but: Sheet | None) -> Sheet | None:
        """Return the scale that fills most of a rectangle; of equals the one nearest to the scale in use."""
        found = [
            (-round(_covered(sheet, view, target), 2), abs(math.log(sheet.scale / view.scale)), sheet.scale)
            for sheet in self._sheets.values()
            if sheet is not but and len(sheet.tiles)
        ]
        return self._sheets[min(found)[2]] if found else None


def empty_image() -> QImage:
    """Return a tile's image, all clear."""
    image = QImage(TILE, TILE, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    return image


def _covered(sheet: Sheet, view: Viewport, target: QRectF) -> float:
    """Return the share of a rectangle's tiles, at a sheet's scale, that are there."""
    by = sheet.scale / view.scale
    width, height = (side * sheet.scale for side in view.upright_size)
    wanted = list(
        places(
            max((target.left() - view.left) * by, 0),
            max((target.top() - view.top) * by, 0),
            min((target.right() - view.left) * by, width),
            min((target.bottom() - view.top) * by, height),
        )
    )
    return sum(place in sheet.tiles for place in wanted) / len(wanted) if wanted else 0.0
