"""Draw what of a table of shapes falls into a tile, in steps: other work may come between two of them.

Coarser where shapes are small or many: dots under 4 pixels, bare edges put in by numpy under 14, thin lines where a
tile holds hundreds, words and numbers only where there is room.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPainter

from desktop.annotation.hits import KINDS, ShapeTable
from desktop.annotation.shapes.base import ShapeKind
from desktop.annotation.vertices import runs
from desktop.views.widgets.canvas.inks import Inks
from desktop.views.widgets.canvas.kinds.badges import BADGE, draw_flag
from desktop.views.widgets.canvas.kinds.joints import draw_dot, draw_skeleton
from desktop.views.widgets.canvas.kinds.lines import draw_line
from desktop.views.widgets.canvas.kinds.masks import draw_mask
from desktop.views.widgets.canvas.kinds.outlines import draw_box, draw_outline, draw_quad, draw_rotated
from desktop.views.widgets.canvas.kinds.work import Outlines, Work
from desktop.views.widgets.canvas.plane import Plane
from desktop.views.widgets.canvas.plotting import plot_dots, plot_edges

#: Device pixels: smaller shapes are dots, smaller ones in a full tile bare edges.
DOT_UNDER = 4
EDGES_UNDER = 14
#: Shapes, or points of shapes, in one tile: more get thin lines without fill and halo.
THIN_FROM = 250
THIN_FROM_POINTS = 8000
#: A shape narrower than this share of its tag has none: among small shapes tags would hide more than they tell.
TAG_FROM = 0.8
#: Shapes in one tile: more get neither tags nor dark lines beneath, which take the longest.
TAGS_UP_TO = 120
#: Device-independent pixels: how far ornaments reach beyond a shape's bounds.
PAD = BADGE / 2 + 4
#: Without a tag in tiles: a flag has its badge, and what a quad says would hide the line of text above it.
_PLATELESS = frozenset({"flag", "quad"})
#: Points drawn between two steps.
_STEP = 1500

_POINTS = KINDS.index("point")
_TAG = KINDS.index("tag")
#: By kind: whether it is drawn as a dot when it is small, and by bare edges.
_DOTTED = np.array([kind not in {"point", "tag"} for kind in KINDS])
_EDGED = np.array([kind not in {"point", "tag", "mask"} for kind in KINDS])
_DRAW: Mapping[ShapeKind, Callable[[Work, int, int], None]] = {
    "box": draw_box,
    "rotated": draw_rotated,
    "polygon": draw_outline,
    "polyline": draw_line,
    "point": draw_dot,
    "skeleton": draw_skeleton,
    "ellipse": draw_outline,
    "mask": draw_mask,
    "quad": draw_quad,
    "flag": draw_flag,
}


@dataclass(frozen=True)
class Coarseness:
    """How coarsely a tile is drawn: kept with it, so that a part drawn again looks like the rest."""

    thin: bool = False
    tagged: bool = True
    haloed: bool = True


class TileDrawing:
    """Draws the shapes of one table. Their rows in ``left_out`` are drawn elsewhere."""

    def __init__(self, table: ShapeTable) -> None:
        self.table = table
        self.inks: Inks | None = None
        self.left_out: NDArray[np.intp] = np.empty(0, np.intp)
        self._outlines = Outlines()
        self._reach = (0, 0)

    def dress(self, inks: Inks) -> None:
        """Draw with these inks from now on."""
        self.inks = inks
        tags = [look.tag for look in inks.looks]
        self._reach = (
            max((tag.width() for tag in tags), default=0),
            max((tag.height() for tag in tags), default=0),
        )

    @property
    def pad(self) -> int:
        """How far a shape reaches beyond its bounds, tags apart."""
        return round(PAD * self.inks.density) if self.inks is not None else 0

    @property
    def tag_reach(self) -> tuple[int, int]:
        """How far tags reach: to the right of a shape's left border, and above its upper one."""
        return self._reach

    def rows_in(self, plane: Plane, area: QRect, *, tagged: bool = True) -> NDArray[np.intp]:
        """Return the rows of what may show in an area of a plane, in drawing order."""
        across, down = self._reach if tagged else (0, 0)
        pad = self.pad
        seen = plane.raw_rect(
            area.left() - max(across, pad),
            area.top() - pad,
            area.right() + 1 + pad,
            area.bottom() + 1 + max(down, pad),
        )
        rows = self.table.within(*seen)
        if not len(self.left_out) or not len(rows):
            return rows
        # Rows rise: a place for each that is left out is quicker found than sets are compared.
        places = np.minimum(np.searchsorted(rows, self.left_out), len(rows) - 1)
        return np.delete(rows, places[rows[places] == self.left_out])

    def coarseness(self, plane: Plane, rows: NDArray[np.intp]) -> Coarseness:
        """Return how coarsely a tile with these rows is to be drawn."""
        sizes = _sizes(plane.rects(self.table.bounds[rows]))
        kinds = self.table.kinds[rows]
        lined = (sizes >= DOT_UNDER) | (kinds == _POINTS)
        points = int(self.table.counts[rows[lined]].sum())
        drawn = int(lined.sum())
        thin = drawn >= THIN_FROM or points >= THIN_FROM_POINTS
        few = drawn <= TAGS_UP_TO
        return Coarseness(thin, few and self.inks is not None and self.inks.options.tags, few and not thin)

    def draw(
        self, image: QImage, area: QRect, plane: Plane, rows: NDArray[np.intp], how: Coarseness
    ) -> Iterator[None]:
        """Draw rows into an area of an empty image, pausing now and then.

        Lines may go beyond the area: the painter is not clipped, because a clip moves the pixels of lines and dashes.
        """
        assert self.inks is not None
        if not len(rows):
            return
        inks, table = self.inks, self.table
        rects = plane.rects(table.bounds[rows])
        sizes, kinds, chosen = _sizes(rects), table.kinds[rows], inks.chosen(table, rows)
        dots = (sizes < DOT_UNDER) & _DOTTED[kinds]
        plot_dots(image, area, rects[dots], inks.rgb[chosen[dots]])
        edges = ~dots & (sizes < EDGES_UNDER) & _EDGED[kinds] & how.thin
        if edges.any():
            yield
            self._plot(image, area, plane, rows[edges], inks.rgb[chosen[edges]])
            yield
        painter = QPainter(image)
        work = Work(
            painter, plane, inks, table, self._outlines, area, how.thin, how.tagged, how.haloed, self._number
        )
        rest = ~dots & ~edges & (kinds != _TAG)
        try:
            yield from _draw_all(work, rows[rest], chosen[rest])
            if how.tagged:
                self._draw_tags(work, rows[rest], rects[rest])
        finally:
            painter.end()

    def _plot(
        self, image: QImage, area: QRect, plane: Plane, rows: NDArray[np.intp], colours: NDArray[np.uint32]
    ) -> None:
        vertices = self.table.vertices
        found, owner = runs(self.table.starts[rows], self.table.counts[rows])
        a = plane.points(vertices.xy[found])
        b = plane.points(vertices.xy[found + vertices.ahead[found]])
        plot_edges(image, area, np.hstack((a, b)), colours[owner])

    def _number(self, row: int) -> int:
        """Return which point of its class a point is, in drawing order, from 1."""
        table = self.table
        same = (table.kinds[: row + 1] == _POINTS) & (table.codes[: row + 1] == table.codes[row])
        return int(np.count_nonzero(same))

    def _draw_tags(self, work: Work, rows: NDArray[np.intp], rects: NDArray[np.int64]) -> None:
        painter, inks, table = work.flat(), work.inks, self.table
        for row, (x, y, width, _height) in zip(rows.tolist(), rects.tolist(), strict=True):
            tag = inks.looks[int(table.codes[row])].tag
            if width >= TAG_FROM * tag.width() and table.shapes[row].kind not in _PLATELESS:
                painter.drawImage(QPoint(x, y - tag.height()), tag)


def _draw_all(work: Work, rows: NDArray[np.intp], chosen: NDArray[np.intp]) -> Iterator[None]:
    kinds, counts = work.table.kinds[rows].tolist(), work.table.counts[rows].tolist()
    drawn = 0
    for row, ink, kind, count in zip(rows.tolist(), chosen.tolist(), kinds, counts, strict=True):
        _DRAW[KINDS[kind]](work, row, ink)
        drawn += count + 20
        if drawn > _STEP:
            drawn = 0
            yield


def _sizes(rects: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the longer side of each rectangle."""
    sizes: NDArray[np.int64] = np.maximum(rects[:, 2], rects[:, 3])
    return sizes
