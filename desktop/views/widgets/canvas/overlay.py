"""The shapes in tiles of 512 device pixels: each drawn once for a scale, then copied while panning.

Tiles are kept for the last few scales. A step redraws its own places in the tiles of the scale in use; elsewhere, and
where that would take long, tiles grow out of date: they are shown until they have been drawn again, in slices of time.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.annotation.document import Step
from desktop.annotation.hits import ShapeTable, touched
from desktop.annotation.shapes.base import Rect, Shape
from desktop.views.widgets.canvas.inks import Inks
from desktop.views.widgets.canvas.kinds.joints import renumbers
from desktop.views.widgets.canvas.options import ViewOptions
from desktop.views.widgets.canvas.plane import Plane
from desktop.views.widgets.canvas.plotting import pixels_of
from desktop.views.widgets.canvas.tags import ClassLook
from desktop.views.widgets.canvas.tile_drawing import Coarseness, TileDrawing
from desktop.views.widgets.canvas.tiles import MOST_TILES, TILE, Place, places
from desktop.views.widgets.canvas.viewport import Viewport

#: Scales of which tiles are kept.
SCALES = 3
#: Shapes in the redrawn part of a tile: with more, the tile grows out of date instead.
AT_ONCE = 400
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


class OverlayTiles:
    """Draws all shapes but the lifted ones (those under the hand or selected, which are drawn live)."""

    def __init__(self, table: ShapeTable) -> None:
        self._table = table
        self._drawing = TileDrawing(table)
        self._sheets: OrderedDict[float, Sheet] = OrderedDict()
        self._lifted: frozenset[str] = frozenset()
        self._scratch = _empty()
        self._begun: tuple[float, Place, Iterator[None], Tile] | None = None

    def dress(
        self,
        looks: Sequence[ClassLook],
        density: float,
        options: ViewOptions | None = None,
        alone: QColor | None = None,
    ) -> None:
        """Draw the classes with these looks from now on, ``density`` device pixels for one of ours.

        ``alone`` is the one colour of all of them.
        """
        self._drawing.dress(Inks(looks, density, options or ViewOptions(), alone=alone))
        self.clear()

    def colour_of(self, shape: Shape) -> QColor | None:
        """Return the colour of a shape; None when it is its class's, or the shape is not here."""
        inks, row = self._drawing.inks, self._table.row(shape.id)
        if inks is None or row is None or inks.options.colouring == "class":
            return None
        return inks.colours[int(inks.chosen(self._table, np.array([row]))[0])]

    # -- what changes

    def lift(self, view: Viewport, shapes: Iterable[Shape]) -> list[Rect]:
        """Leave these shapes out from now on, and draw again those that were left out; return where that shows."""
        shapes = list(shapes)
        new = frozenset(shape.id for shape in shapes)
        if new == self._lifted:
            return []
        changed = [self._table.shapes[row].bounds for row in self._lifted_rows()]
        changed += [shape.bounds for shape in shapes]
        self._lifted = new
        self.refresh(view, changed)
        return changed

    def follow(self, view: Viewport, step: Step) -> list[Rect]:
        """Draw again what a step changed, once the table has followed it; return where that shows at once."""
        rects = touched(step)
        if renumbers(step, len(self._table)):
            self.expire()
        self.refresh(view, rects)
        return rects

    def refresh(self, view: Viewport, rects: Iterable[Rect]) -> None:
        """Draw the tiles again that these raw rectangles touch."""
        self._begun = None
        self._drawing.left_out = np.array(self._lifted_rows(), np.intp)
        areas = _merged(rects)
        for sheet in self._sheets.values():
            at = view.at_scale(sheet.scale)
            for each in areas:
                area = self.reach(at, each).translated(-at.left, -at.top).toAlignedRect()
                for place in places(area.left(), area.top(), area.right() + 1, area.bottom() + 1):
                    if place not in sheet.tiles:
                        continue
                    if sheet.scale != view.scale:
                        sheet.outdated.add(place)
                    elif place not in sheet.outdated:
                        self._redraw(sheet, place, view, area.translated(-place[0] * TILE, -place[1] * TILE))

    def reach(self, view: Viewport, bounds: Rect) -> QRectF:
        """Return the device rectangle that a shape with its tag may cover."""
        (across, down), pad = self._drawing.tag_reach, self._drawing.pad
        left, top, right, bottom = view.rect(bounds)
        return QRectF(
            left - pad,
            top - max(down, pad) - 2,
            max(right - left, across) + 2 * pad,
            bottom - top + max(down, pad) + pad + 4,
        )

    def clear(self) -> None:
        """Draw everything again."""
        self._begun = None
        self._drawing.left_out = np.array(self._lifted_rows(), np.intp)
        self._sheets.clear()

    def expire(self) -> None:
        """Draw everything again in time; what is there is shown until then."""
        self._begun = None
        self._drawing.left_out = np.array(self._lifted_rows(), np.intp)
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

    def _lifted_rows(self) -> list[int]:
        return [row for mark_id in self._lifted if (row := self._table.row(mark_id)) is not None]

    def _wanted(self, view: Viewport, part: QRectF) -> Iterator[tuple[Place, int, int]]:
        width, height = (round(side * view.scale) for side in view.upright_size)
        pad = max(self._drawing.pad, self._drawing.tag_reach[1])
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
            self._begin(sheet, place, view)
        if self._begun is None:
            return
        _scale, _place, steps, tile = self._begun
        for _step in steps:
            if time.perf_counter() >= until:
                return
        sheet.put(place, tile)
        self._begun = None

    def _begin(self, sheet: Sheet, place: Place, view: Viewport) -> None:
        """Begin a tile; one with nothing in it is done at once."""
        self._begun = None
        plane = _plane(view, place)
        area = QRect(0, 0, TILE, TILE)
        rows = self._drawing.rows_in(plane, area)
        how = self._drawing.coarseness(plane, rows)
        if not len(rows):
            sheet.put(place, Tile(None, how))
            return
        image = _empty()
        self._begun = (
            sheet.scale,
            place,
            self._drawing.draw(image, area, plane, rows, how),
            Tile(image, how),
        )

    def _redraw(self, sheet: Sheet, place: Place, view: Viewport, area: QRect) -> None:
        """Draw a part of a tile again, as coarsely as the rest of it; an empty tile is made anew when it is needed."""
        tile = sheet.tiles[place]
        if tile.image is None:
            del sheet.tiles[place]
            return
        area = area.intersected(tile.image.rect())
        if area.isEmpty():
            return
        plane = _plane(view, place)
        how = self._drawing.coarseness(plane, self._drawing.rows_in(plane, tile.image.rect()))
        rows = self._drawing.rows_in(plane, area, tagged=tile.how.tagged)
        if len(rows) > AT_ONCE or how != tile.how:
            sheet.outdated.add(place)
            return
        part = slice(area.top(), area.bottom() + 1), slice(area.left(), area.right() + 1)
        pixels_of(self._scratch)[part] = 0
        for _step in self._drawing.draw(self._scratch, area, plane, rows, tile.how):
            pass
        pixels_of(tile.image)[part] = pixels_of(self._scratch)[part]

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


def _merged(rects: Iterable[Rect]) -> list[Rect]:
    """Return rectangles that cover the same: those that meet the one before are joined with it."""
    merged: list[Rect] = []
    for rect in rects:
        last = merged[-1] if merged else None
        if last and rect[0] <= last[2] and last[0] <= rect[2] and rect[1] <= last[3] and last[1] <= rect[3]:
            merged[-1] = (
                min(last[0], rect[0]), min(last[1], rect[1]), max(last[2], rect[2]), max(last[3], rect[3])
            )  # fmt: skip
        else:
            merged.append(rect)
    return merged


def _empty() -> QImage:
    image = QImage(TILE, TILE, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    return image


def _plane(view: Viewport, place: Place) -> Plane:
    return Plane(view, -place[0] * TILE, -place[1] * TILE)


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
