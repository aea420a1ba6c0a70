"""Where a pointer is: which shapes lie under it, and which part of a box. Pure arithmetic on image pixels."""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from desktop.annotation.document import Add, Document, Remove, Repaint, Replace, Step, changes
from desktop.annotation.marks import SHAPES
from desktop.annotation.order import Order
from desktop.annotation.shapes.base import Path, Point, Rect, Shape, ShapeKind
from desktop.annotation.shapes.bitmap import SIDE
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.mask import Mask
from desktop.annotation.shapes.skeleton import Skeleton
from desktop.annotation.vertices import Floats, Places, Vertices, crossings, distances, runs

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


def union(shapes: Iterable[Shape]) -> Rect | None:
    """Return the smallest rectangle that holds all shapes, or None when there are none."""
    corners = [shape.bounds for shape in shapes]
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


#: The kinds by their number in a table.
KINDS: tuple[ShapeKind, ...] = tuple(SHAPES)
_NUMBERS = {kind: number for number, kind in enumerate(KINDS)}
#: From so many edits on, reading all shapes anew is quicker than moving rows one by one.
_REREAD_FROM = 50
#: Points that are given up before the rest moves together.
_SLACK = 10_000
_ROW = np.dtype(
    {
        "names": ("code", "kind", "tint", "group", "start", "count"),
        "formats": (np.int32, np.int8, np.uint32, np.uint32, np.intp, np.intp),
    }
)


class ShapeTable:
    """The shapes of a document as arrays, a row a shape in drawing order, for scans without a Python loop.

    ``bones`` are the pairs of joints that a class joins by a line. ``labels`` gives each label its code; a label
    nobody knows has the code ``len(labels)``. All places are raw image pixels.
    """

    def __init__(self, labels: Sequence[str], document: Document) -> None:
        #: The labels by their code.
        self.labels = tuple(labels)
        self._codes = {label: code for code, label in enumerate(labels)}
        self.bones: Mapping[str, Sequence[tuple[int, int]]] = {}
        #: The shapes themselves, by row.
        self.shapes: list[Shape] = []
        self._order = Order()
        self._unseen: frozenset[str] = frozenset()
        self._solo: frozenset[str] | None = None
        self._edges: Floats = np.empty((4, 0))
        self._shown: NDArray[np.bool_] = np.empty(0, np.bool_)
        self._rows: NDArray[np.void] = np.empty(0, _ROW)
        self.vertices = Vertices()
        self.rebuild(document)

    def __len__(self) -> int:
        return len(self.shapes)

    # -- columns

    @property
    def ids(self) -> list[str]:
        """The ids by row; not to be changed."""
        return self._order.ids()

    @property
    def bounds(self) -> Floats:
        """n x 4: x1, y1, x2, y2."""
        found: Floats = self._edges[:, : len(self)].T
        return found

    @property
    def hidden(self) -> NDArray[np.bool_]:
        """Whether each shape is out of sight: hidden by its own mark, by its class, or because it is not among the solo."""
        return ~self._shown[: len(self)]

    @property
    def codes(self) -> NDArray[np.int32]:
        """The place of each label in ``labels``."""
        found: NDArray[np.int32] = self._rows["code"][: len(self)]
        return found

    @property
    def kinds(self) -> NDArray[np.int8]:
        """The place of each kind in :data:`KINDS`."""
        found: NDArray[np.int8] = self._rows["kind"][: len(self)]
        return found

    @property
    def tints(self) -> NDArray[np.uint32]:
        """A number for each shape, the same whenever it is drawn: for a colour of its own."""
        found: NDArray[np.uint32] = self._rows["tint"][: len(self)]
        return found

    @property
    def groups(self) -> NDArray[np.uint32]:
        """A number for each group; 0 for shapes in none."""
        found: NDArray[np.uint32] = self._rows["group"][: len(self)]
        return found

    @property
    def starts(self) -> Places:
        """Where in ``vertices`` the points of each shape begin."""
        found: Places = self._rows["start"][: len(self)]
        return found

    @property
    def counts(self) -> Places:
        """How many points of each shape are in ``vertices``; none for masks and tags."""
        found: Places = self._rows["count"][: len(self)]
        return found

    def row(self, mark_id: str) -> int | None:
        """Return the row of a shape, or None."""
        try:
            return self._order.index(mark_id)
        except ValueError:
            return None

    # -- following the document

    def rebuild(self, document: Document) -> None:
        """Read all shapes of the document anew."""
        self.shapes = list(document.shapes())
        self._order = Order(shape.id for shape in self.shapes)
        size = len(self.shapes)
        counts = self.vertices.fill([_paths(shape) for shape in self.shapes])
        self._rows = np.array([self._values(shape) for shape in self.shapes], _ROW)
        self._rows["count"], self._rows["start"] = counts, np.cumsum(counts) - counts
        self._shown = np.fromiter(map(self._is_shown, self.shapes), np.bool_, size)
        self._edges = np.array([shape.bounds for shape in self.shapes], np.float64).reshape(-1, 4).T.copy()

    def follow(self, step: Step, document: Document) -> None:
        """Take over a step that was carried out on the document."""
        if len(step.edits) > _REREAD_FROM:
            self.rebuild(document)
            return
        for edit in step.edits:
            if isinstance(edit, Remove):
                self._drop(edit.index)
            elif isinstance(edit, Add):
                if isinstance(edit.mark, Shape):
                    self._insert(edit.mark, edit.index)
            else:
                after = edit.after if isinstance(edit, Replace) else document.get(edit.mark_id)
                row = self.row(after.id) if after is not None else None
                if row is not None and isinstance(after, Shape):
                    self._write(row, after)
        if len(self) != len(document):
            self.rebuild(document)
        elif self.vertices.used > 2 * int(self.counts.sum()) + _SLACK:
            self._rows["start"][: len(self)] = self.vertices.pack(self.starts, self.counts)

    def show_only(self, *, unseen: frozenset[str] = frozenset(), solo: frozenset[str] | None = None) -> bool:
        """Leave out the classes ``unseen`` and, unless ``solo`` is None, all ids but those; tell whether that is new."""
        if (unseen, solo) == (self._unseen, self._solo):
            return False
        self._unseen, self._solo = unseen, solo
        self._shown[: len(self)] = np.fromiter(map(self._is_shown, self.shapes), np.bool_, len(self))
        return True

    # -- looking

    def under(self, x: float, y: float, reach: float) -> list[str]:
        """Return the ids of the visible shapes at a point: the smallest first, of equals the one drawn last.

        Areas are hit inside, holes left out, and up to ``reach`` pixels beside their border; lines, points and joints
        within ``reach``; masks on their pixels.
        """
        rows = self.within(x - reach, y - reach, x + reach, y + reach)
        kinds = self.kinds[rows]
        hit = np.zeros(len(rows), np.bool_)
        for number in set(kinds.tolist()):
            own = kinds == number
            hit[own] = _HITS.get(KINDS[number], _on_outline)(self, rows[own], (x, y), reach)
        found = [(self.shapes[row].area, -row) for row in rows[hit].tolist()]
        return [self.ids[-row] for _area, row in sorted(found)]

    def within(self, x1: float, y1: float, x2: float, y2: float) -> Places:
        """Return the rows of the visible shapes whose bounds touch a rectangle, in drawing order."""
        size = len(self)
        left, top, right, bottom = self._edges[:, :size]
        meets = left <= x2
        meets &= right >= x1
        meets &= top <= y2
        meets &= bottom >= y1
        meets &= self._shown[:size]
        return np.flatnonzero(meets)

    def inside(self, x1: float, y1: float, x2: float, y2: float) -> list[str]:
        """Return the ids of the visible shapes that lie wholly inside a rectangle."""
        size = len(self)
        left, top, right, bottom = self._edges[:, :size]
        holds = (left >= x1) & (right <= x2) & (top >= y1) & (bottom <= y2) & self._shown[:size]
        holds &= self.kinds != _NUMBERS["tag"]
        return [self.ids[row] for row in np.flatnonzero(holds).tolist()]

    def vertices_near(
        self, x: float, y: float, reach: float, skip: Collection[str] = ()
    ) -> list[tuple[str, int, Point]]:
        """Return the points of visible shapes within ``reach`` of a place, the nearest first.

        Each with the id of its shape and its number among that shape's points. Shapes in ``skip`` are left out.
        """
        rows = self.within(x - reach, y - reach, x + reach, y + reach)
        if skip:
            rows = np.array([row for row in rows.tolist() if self.ids[row] not in skip], np.intp)
        places, owner = runs(self.starts[rows], self.counts[rows])
        off = self.vertices.xy[places] - np.array((x, y))
        far = np.hypot(off[:, 0], off[:, 1])
        near = np.flatnonzero(far <= reach)
        near = near[np.argsort(far[near], kind="stable")]
        found: list[tuple[str, int, Point]] = []
        for place, own in zip(places[near].tolist(), rows[owner[near]].tolist(), strict=True):
            px, py = self.vertices.xy[place].tolist()
            found.append((self.ids[own], place - int(self.starts[own]), (px, py)))
        return found

    # -- inside

    def _is_shown(self, shape: Shape) -> bool:
        return (
            not shape.hidden
            and shape.label not in self._unseen
            and (self._solo is None or shape.id in self._solo)
        )

    def _values(self, shape: Shape) -> tuple[int, int, int, int, int, int]:
        code = self._codes.get(shape.label, len(self._codes))
        group = zlib.crc32(shape.group.encode()) | 1 if shape.group else 0
        return code, _NUMBERS[shape.kind], zlib.crc32(shape.id.encode()), group, 0, 0

    def _insert(self, shape: Shape, row: int) -> None:
        size = len(self)
        if size == len(self._rows):
            self._make_room(max(2 * size, 64))
        for column in (*self._edges, self._shown, self._rows):
            column[row + 1 : size + 1] = column[row:size]
        self.shapes.insert(row, shape)
        self._order.insert(row, shape.id)
        self._rows[row] = self._values(shape)
        self._write(row, shape)

    def _drop(self, row: int) -> None:
        size = len(self)
        for column in (*self._edges, self._shown, self._rows):
            column[row : size - 1] = column[row + 1 : size]
        del self.shapes[row]
        self._order.drop(row)

    def _write(self, row: int, shape: Shape) -> None:
        paths = _paths(shape)
        count = sum(len(points) for points, _closed in paths)
        start = int(self._rows["start"][row])
        if count == self._rows["count"][row]:
            self.vertices.write(start, paths)
        else:
            start = self.vertices.extend(paths)
        self._rows[row] = (*self._values(shape)[:4], start, count)
        self.shapes[row] = shape
        self._shown[row] = self._is_shown(shape)
        self._edges[:, row] = shape.bounds

    def _make_room(self, room: int) -> None:
        size = len(self)
        edges, shown, rows = np.empty((4, room)), np.empty(room, np.bool_), np.empty(room, _ROW)
        edges[:, :size], shown[:size], rows[:size] = (
            self._edges[:, :size],
            self._shown[:size],
            self._rows[:size],
        )
        self._edges, self._shown, self._rows = edges, shown, rows


def _paths(shape: Shape) -> tuple[Path, ...]:
    """Return the lines of a shape, or its points one by one when it has none."""
    return shape.paths or tuple(((point,), False) for point in shape.handles)


def _everywhere(_table: ShapeTable, rows: Places, _at: Point, _reach: float) -> NDArray[np.bool_]:
    """Boxes and flags are hit where their bounds are."""
    return np.ones(len(rows), np.bool_)


def _nowhere(_table: ShapeTable, rows: Places, _at: Point, _reach: float) -> NDArray[np.bool_]:
    """Tags have no place."""
    return np.zeros(len(rows), np.bool_)


def _on_outline(table: ShapeTable, rows: Places, at: Point, reach: float) -> NDArray[np.bool_]:
    """Closed outlines are hit inside and near their border."""
    places, owner = runs(table.starts[rows], table.counts[rows])
    a = table.vertices.xy[places]
    b = table.vertices.xy[places + table.vertices.ahead[places]]
    odd: NDArray[np.bool_] = np.bincount(owner, crossings(a, b, *at), len(rows)).astype(np.int64) % 2 == 1
    return odd | _near(owner, distances(a, b, *at), len(rows), reach)


def _on_line(table: ShapeTable, rows: Places, at: Point, reach: float) -> NDArray[np.bool_]:
    """Lines and points are hit near them."""
    places, owner = runs(table.starts[rows], table.counts[rows])
    a = table.vertices.xy[places]
    b = table.vertices.xy[places + table.vertices.ahead[places]]
    return _near(owner, distances(a, b, *at), len(rows), reach)


def _on_pixels(table: ShapeTable, rows: Places, at: Point, _reach: float) -> NDArray[np.bool_]:
    """Masks are hit on their pixels."""
    masks = (table.shapes[row] for row in rows.tolist())
    return np.array([isinstance(mask, Mask) and mask.holds(*at) for mask in masks], np.bool_)


def _on_joints(table: ShapeTable, rows: Places, at: Point, reach: float) -> NDArray[np.bool_]:
    """Skeletons are hit near a joint that is in the picture, or near a line between two."""
    return np.array([_near_skeleton(table, table.shapes[row], at, reach) for row in rows.tolist()], np.bool_)


def _near_skeleton(table: ShapeTable, shape: Shape, at: Point, reach: float) -> bool:
    if not isinstance(shape, Skeleton):
        return False
    seen = {place: (one.x, one.y) for place, one in enumerate(shape.joints) if one.state != "out"}
    if any(math.dist(joint, at) <= reach for joint in seen.values()):
        return True
    pairs = [(a, b) for a, b in table.bones.get(shape.label, ()) if a in seen and b in seen]
    if not pairs:
        return False
    ends = np.array([(seen[a], seen[b]) for a, b in pairs])
    return bool(distances(ends[:, 0], ends[:, 1], *at).min() <= reach)


def _near(owner: Places, far: Floats, size: int, reach: float) -> NDArray[np.bool_]:
    near = np.zeros(size, np.bool_)
    near[owner[far <= reach]] = True
    return near


#: How each kind is hit; the rest as closed outlines.
_HITS: Mapping[ShapeKind, Callable[[ShapeTable, Places, Point, float], NDArray[np.bool_]]] = {
    "box": _everywhere,
    "flag": _everywhere,
    "tag": _nowhere,
    "polyline": _on_line,
    "point": _on_line,
    "mask": _on_pixels,
    "skeleton": _on_joints,
}


def _edge(at: float, low: float, high: float, reach: float) -> int | None:
    """Tell where a coordinate is on an interval: -1 or 1 at an end, 0 between, None outside."""
    inward = min(reach, (high - low) / 3)
    if not low - reach <= at <= high + reach:
        return None
    if at < low + inward:
        return -1
    return 1 if at > high - inward else 0
