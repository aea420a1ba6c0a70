"""Where a point goes: inside the picture, and onto a neighbour's corner or border when it comes near one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np

from desktop.annotation.geometry.points import path_length
from desktop.annotation.geometry.snap import nearest_corner, nearest_edge
from desktop.annotation.geometry.trace import traced, traced_line
from desktop.annotation.geometry.vertices import spot_near
from desktop.annotation.shapes.base import Point, Shape, ShapeKind
from desktop.annotation.tools.strokes import Context, Pointer
from desktop.annotation.vertices import runs

#: Kinds whose corners and borders are real.
_SOLID: frozenset[ShapeKind] = frozenset({"box", "rotated", "polygon", "polyline", "quad"})

#: A point snaps from this many times as far as a hand is allowed to shake.
_FARTHER = 2.0


@dataclass(frozen=True)
class Anchor:
    """A place on a neighbour's line: which mark, which of its paths, and where."""

    point: Point
    mark_id: str
    path: int


def placed(context: Context, pointer: Pointer, skip: Collection[str] = ()) -> tuple[Point, Anchor | None]:
    """Return where a point of a new line goes, and what it snapped to. Ctrl suspends snapping."""
    anchor = anchor_at(context, replace(pointer, reach=_FARTHER * pointer.reach), skip)
    return (anchor.point if anchor is not None else context.sheet.clamp(pointer.x, pointer.y)), anchor


def anchor_at(context: Context, pointer: Pointer, skip: Collection[str] = ()) -> Anchor | None:
    """Return the nearest corner of a neighbour within reach, else the nearest place on a border, else None."""
    wanted = context.settings.snap or context.limits.shared_borders
    if not wanted or pointer.adds:
        return None
    x, y, reach = pointer.x, pointer.y, pointer.reach
    table = context.table
    near = table.within(x - reach, y - reach, x + reach, y + reach).tolist()
    solid = (row for row in near if table.shapes[row].kind in _SOLID and table.shapes[row].id not in skip)
    rows = np.fromiter(solid, np.intp)
    places, owner = runs(table.starts[rows], table.counts[rows])
    starts = table.vertices.xy[places]
    found = nearest_corner(starts, pointer.at, reach)
    if found is None:
        ends = table.vertices.xy[places + table.vertices.ahead[places]]
        found = nearest_edge(starts, ends, pointer.at, reach)
    if found is None or not context.sheet.holds(*found.point):
        return None
    row = int(rows[owner[found.row]])
    return _anchor(table.shapes[row], int(places[found.row] - table.starts[row]), found.point)


def way_along(context: Context, first: Anchor, last: Anchor, *, longer: bool = False) -> tuple[Point, ...]:
    """Return the border of a neighbour between two places on it, both included: the shorter way, or the longer.

    Empty when the places are not on one line of one mark.
    """
    if (first.mark_id, first.path) != (last.mark_id, last.path) or first.point == last.point:
        return ()
    shape = context.sheet.document.get(first.mark_id)
    if not isinstance(shape, Shape):
        return ()
    points, closed = shape.paths[first.path]
    if closed:
        ways = {path_length(way, closed=False): way for way in _ways(points, first.point, last.point)}
        way = ways[max(ways) if longer else min(ways)]
    else:
        way = traced_line(points, first.point, last.point)
    sheet = context.sheet
    return tuple(point if sheet.holds(*point) else sheet.clamp(*point) for point in way)


def _ways(ring: tuple[Point, ...], first: Point, last: Point) -> list[tuple[Point, ...]]:
    """Return the ways round a ring from one place to another, forward and backward, each at least once."""
    edge = spot_near(ring, first, closed=True).edge
    middle = ((first[0] + last[0]) / 2, (first[1] + last[1]) / 2)
    passing = (ring[edge - 1], ring[edge], ring[(edge + 1) % len(ring)], middle)
    return [traced(ring, first, via, last) for via in passing]


def _anchor(shape: Shape, place: int, point: Point) -> Anchor:
    """Return the anchor at one of a shape's points, or on the edge that begins there; they are counted over all paths."""
    number = 0
    for points, _closed in shape.paths:
        if place < len(points):
            break
        place -= len(points)
        number += 1
    return Anchor(point, shape.id, number)
