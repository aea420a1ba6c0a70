"""Where a pointer is: which box lies under it, and which part of a box. Pure arithmetic on image pixels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from desktop.annotation.document import Add, Document, Remove, Repaint, Replace, Step, changes
from desktop.annotation.shapes.base import Rect, Shape
from desktop.annotation.shapes.bitmap import SIDE
from desktop.annotation.shapes.box import Box

Corner: TypeAlias = Literal["top-left", "top-right", "bottom-left", "bottom-right"]
Side: TypeAlias = Literal["left", "top", "right", "bottom"]
Part: TypeAlias = Corner | Side | Literal["body"]

SIDES: tuple[Side, ...] = ("left", "top", "right", "bottom")
#: The part under a pointer, by (column, row): -1 at the low edge, 0 between, 1 at the high edge.
_PARTS: Mapping[tuple[int, int], Part] = {
    (-1, -1): "top-left",
    (1, -1): "top-right",
    (-1, 1): "bottom-left",
    (1, 1): "bottom-right",
    (-1, 0): "left",
    (1, 0): "right",
    (0, -1): "top",
    (0, 1): "bottom",
    (0, 0): "body",
}


def part_at(box: Box, x: float, y: float, reach: float) -> Part | None:
    """Return the part of ``box`` under the point: a corner before a side, a side before the body, else None.

    ``reach`` is how far off, in image pixels, still counts. Inwards it never takes more than a third of the box, so
    that a small box keeps a body to be moved by.
    """
    column = _edge(x, box.x1, box.x2, reach)
    row = _edge(y, box.y1, box.y2, reach)
    return None if column is None or row is None else _PARTS[column, row]


def union(boxes: Iterable[Box]) -> Rect | None:
    """Return the smallest rectangle that holds all boxes, or None when there are none."""
    corners = [box.corners for box in boxes]
    if not corners:
        return None
    x1, y1, x2, y2 = zip(*corners, strict=True)
    return min(x1), min(y1), max(x2), max(y2)


def touched(step: Step) -> list[Rect]:
    """Return where a step changed something, before and after: what must be drawn anew."""
    places = [mark.bounds for change in changes(step) for mark in change if isinstance(mark, Shape)]
    for edit in step.edits:
        if isinstance(edit, Repaint):
            places += [
                (SIDE * column, SIDE * row, SIDE * (column + 1), SIDE * (row + 1))
                for column, row in edit.tiles
            ]
    return places


#: From so many edits on, reading all boxes anew is quicker than moving rows one by one.
_REREAD_FROM = 50


class BoxTable:
    """The boxes of a document as arrays, a row a box in drawing order, for scans without a Python loop.

    ``corners`` is n x 4 float64 (x1, y1, x2, y2); ``codes`` is the place of each box's label in ``labels``, or
    ``len(labels)`` for a label nobody knows; ``hidden`` is a flag a row.
    """

    def __init__(self, labels: Sequence[str], document: Document) -> None:
        self._codes = {label: code for code, label in enumerate(labels)}
        self.ids: list[str] = []
        self.corners: NDArray[np.float64] = np.empty((0, 4))
        self.codes: NDArray[np.int64] = np.empty(0, np.int64)
        self.hidden: NDArray[np.bool_] = np.empty(0, np.bool_)
        self.rebuild(document)

    def __len__(self) -> int:
        return len(self.ids)

    def rebuild(self, document: Document) -> None:
        """Read all boxes of the document anew."""
        boxes = document.boxes()
        self.ids = [box.id for box in boxes]
        self.corners = np.array([box.corners for box in boxes], np.float64).reshape(-1, 4)
        self.codes = np.array([self._code(box) for box in boxes], np.int64)
        self.hidden = np.array([box.hidden for box in boxes], np.bool_)

    def follow(self, step: Step, document: Document) -> None:
        """Take over a step that was carried out on the document."""
        if len(step.edits) > _REREAD_FROM:
            self.rebuild(document)
            return
        for edit in step.edits:
            if isinstance(edit, Remove):
                self._drop(edit.index)
            elif isinstance(edit, Add) and isinstance(edit.mark, Box):
                self._insert(edit.mark, edit.index)
            elif isinstance(edit, Replace) and isinstance(edit.after, Box):
                self._write(self.ids.index(edit.after.id), edit.after)
        if len(self.ids) != len(document):
            self.rebuild(document)

    def under(self, x: float, y: float, reach: float) -> list[str]:
        """Return the ids of the visible boxes under a point, the smallest first, of equals the one drawn last."""
        rows = self.within(x - reach, y - reach, x + reach, y + reach)
        x1, y1, x2, y2 = self.corners[rows].T
        order = np.lexsort((-rows, (x2 - x1) * (y2 - y1)))
        return [self.ids[row] for row in rows[order]]

    def within(self, x1: float, y1: float, x2: float, y2: float) -> NDArray[np.intp]:
        """Return the rows of the visible boxes that touch a rectangle, in drawing order."""
        corners = self.corners
        meets = (corners[:, 0] <= x2) & (corners[:, 2] >= x1) & (corners[:, 1] <= y2) & (corners[:, 3] >= y1)
        return np.flatnonzero(meets & ~self.hidden)

    def inside(self, x1: float, y1: float, x2: float, y2: float) -> list[str]:
        """Return the ids of the visible boxes that lie wholly inside a rectangle."""
        corners = self.corners
        holds = (corners[:, 0] >= x1) & (corners[:, 2] <= x2) & (corners[:, 1] >= y1) & (corners[:, 3] <= y2)
        return [self.ids[row] for row in np.flatnonzero(holds & ~self.hidden)]

    def _code(self, box: Box) -> int:
        return self._codes.get(box.label, len(self._codes))

    def _insert(self, box: Box, row: int) -> None:
        self.ids.insert(row, box.id)
        self.corners = np.insert(self.corners, row, box.corners, axis=0)
        self.codes = np.insert(self.codes, row, self._code(box))
        self.hidden = np.insert(self.hidden, row, box.hidden)

    def _drop(self, row: int) -> None:
        del self.ids[row]
        self.corners = np.delete(self.corners, row, axis=0)
        self.codes = np.delete(self.codes, row)
        self.hidden = np.delete(self.hidden, row)

    def _write(self, row: int, box: Box) -> None:
        self.corners[row] = box.corners
        self.codes[row] = self._code(box)
        self.hidden[row] = box.hidden


def _edge(at: float, low: float, high: float, reach: float) -> int | None:
    """Tell where a coordinate is on an interval: -1 or 1 at an end, 0 between, None outside."""
    inward = min(reach, (high - low) / 3)
    if not low - reach <= at <= high + reach:
        return None
    if at < low + inward:
        return -1
    return 1 if at > high - inward else 0
