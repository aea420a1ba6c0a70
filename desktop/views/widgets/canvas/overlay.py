"""The shapes of a document in tiles, kept up with every step.

A step redraws its own places in the tiles of the scale in use; elsewhere, and where that would take long, tiles grow out
of date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor

from desktop.annotation.document import Edit, Repaint, Replace, Step
from desktop.annotation.hits import ShapeTable, touched
from desktop.annotation.shapes.base import Rect, Shape
from desktop.views.widgets.canvas.inks import Inks
from desktop.views.widgets.canvas.kinds.joints import renumbers
from desktop.views.widgets.canvas.options import ViewOptions
from desktop.views.widgets.canvas.plane import Plane
from desktop.views.widgets.canvas.plotting import pixels_of
from desktop.views.widgets.canvas.tags import ClassLook
from desktop.views.widgets.canvas.tile_cache import Sheet, Tile, TileCache, empty_image
from desktop.views.widgets.canvas.tile_drawing import TileDrawing
from desktop.views.widgets.canvas.tiles import TILE, Place, places
from desktop.views.widgets.canvas.viewport import Viewport

#: Shapes in the redrawn part of a tile: with more, the tile grows out of date instead.
AT_ONCE = 400


class OverlayTiles(TileCache):
    """Draws all shapes but the lifted ones (those under the hand or selected, which are drawn live)."""

    def __init__(self, table: ShapeTable) -> None:
        super().__init__()
        self._table = table
        self._drawing = TileDrawing(table)
        self._lifted: frozenset[str] = frozenset()
        self._scratch = empty_image()

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
        rects = touched(Step(step.name, tuple(edit for edit in step.edits if not self._is_elsewhere(edit))))
        if renumbers(step, len(self._table)):
            self.expire()
        self.refresh(view, rects)
        return rects

    def refresh(self, view: Viewport, rects: Iterable[Rect]) -> None:
        """Draw the tiles again that these raw rectangles touch."""
        self._begun = None
        self._leave_out()
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
        super().clear()
        self._leave_out()

    def expire(self) -> None:
        """Draw everything again in time; what is there is shown until then."""
        super().expire()
        self._leave_out()

    # -- inside

    def beyond(self) -> int:
        """Return how far tags and signs reach beyond the picture."""
        return max(self._drawing.pad, self._drawing.tag_reach[1])

    def begin(self, place: Place, view: Viewport) -> tuple[Tile, Iterator[None]]:
        """Return a tile and the steps in which its shapes are drawn."""
        plane = _plane(view, place)
        area = QRect(0, 0, TILE, TILE)
        rows = self._drawing.rows_in(plane, area)
        how = self._drawing.coarseness(plane, rows)
        if not len(rows):
            return Tile(None, how), iter(())
        image = empty_image()
        return Tile(image, how), self._drawing.draw(image, area, plane, rows, how)

    def _is_elsewhere(self, edit: Edit) -> bool:
        """Tell whether an edit changes only a mark that is drawn live: no tile holds anything of it."""
        if isinstance(edit, Replace):
            return edit.before.id in self._lifted
        return isinstance(edit, Repaint) and edit.mark_id in self._lifted

    def _leave_out(self) -> None:
        self._drawing.left_out = np.array(self._lifted_rows(), np.intp)

    def _lifted_rows(self) -> list[int]:
        return [row for mark_id in self._lifted if (row := self._table.row(mark_id)) is not None]

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


def _plane(view: Viewport, place: Place) -> Plane:
    return Plane(view, -place[0] * TILE, -place[1] * TILE)
