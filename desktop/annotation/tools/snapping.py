"""Where a point goes: inside the picture, and onto a neighbour's corner or border when it comes near one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from desktop.annotation.geometry.points import distance, path_length
from desktop.annotation.geometry.trace import traced, traced_line
from desktop.annotation.geometry.vertices import spot_near
from desktop.annotation.shapes.base import Path, Point, Shape, ShapeKind
from desktop.annotation.tools.strokes import Context, Pointer

#: Kinds whose corners and borders are real.
_SOLID: frozenset[ShapeKind] = frozenset({"box", "rotated", "polygon", "polyline", "quad"})
#: Neighbours that are looked at; more lie near a pointer only where nothing can be told apart.
_MOST = 200


@dataclass(frozen=True)
class Anchor:
    """A place on a neighbour's line: which mark, which of its paths, and where."""

    point: Point
    mark_id: str
    path: int


def placed(context: Context, pointer: Pointer, skip: Collection[str] = ()) -> tuple[Point, Anchor | None]:
    """Return where a point of a new line goes, and what it snapped to. Ctrl suspends snapping."""
    anchor = anchor_at(context, pointer, skip)
    return (anchor.point if anchor is not None else context.sheet.clamp(pointer.x, pointer.y)), anchor


def anchor_at(context: Context, pointer: Pointer, skip: Collection[str] = ()) -> Anchor | None:
    """Return the nearest corner of a neighbour within reach, else the nearest place on a border, else None."""
    wanted = context.settings.snap or context.limits.shared_borders
    if not wanted or pointer.adds:
        return None
    x, y, reach = pointer.x, pointer.y, pointer.reach
    rows = context.table.within(x - reach, y - reach, x + reach, y + reach).tolist()[-_MOST:]
    lines = [
        (shape, number, path)
        for shape in (context.table.shapes[row] for row in rows)
        if shape.kind in _SOLID and shape.id not in skip
        for number, path in enumerate(shape.paths)
    ]
    return _corner(lines, pointer) or _border(lines, pointer)


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
    if not closed:
        return traced_line(points, first.point, last.point)
    ways = {path_length(way, closed=False): way for way in _ways(points, first.point, last.point)}
    return ways[max(ways) if longer else min(ways)]


def _ways(ring: tuple[Point, ...], first: Point, last: Point) -> list[tuple[Point, ...]]:
    """Return the ways round a ring from one place to another, forward and backward, each at least once."""
    edge = spot_near(ring, first, closed=True).edge
    middle = ((first[0] + last[0]) / 2, (first[1] + last[1]) / 2)
    passing = (ring[edge - 1], ring[edge], ring[(edge + 1) % len(ring)], middle)
    return [traced(ring, first, via, last) for via in passing]


def _corner(lines: list[tuple[Shape, int, Path]], pointer: Pointer) -> Anchor | None:
    near = [
        (distance(point, pointer.at), Anchor(point, shape.id, number))
        for shape, number, (points, _closed) in lines
        for point in points
        if abs(point[0] - pointer.x) <= pointer.reach and abs(point[1] - pointer.y) <= pointer.reach
    ]
    found = min(near, key=lambda one: one[0], default=None)
    return found[1] if found is not None and found[0] <= pointer.reach else None


def _border(lines: list[tuple[Shape, int, Path]], pointer: Pointer) -> Anchor | None:
    near = [
        (spot.away, Anchor(spot.point, shape.id, number))
        for shape, number, (points, closed) in lines
        if len(points) > 1
        for spot in [spot_near(points, pointer.at, closed=closed)]
    ]
    found = min(near, key=lambda one: one[0], default=None)
    return found[1] if found is not None and found[0] <= pointer.reach else None
