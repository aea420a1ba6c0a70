"""Polygons with holes: joined, subtracted, sliced, mended, and what is wrong with one. The engine is GEOS, by shapely.

A polygon is its rings, the outer one first. Results come largest first, of equals the leftmost; outer rings run
clockwise as seen, holes the other way.
shapely is imported where it is used: 19 to 42 ms after numpy, and most sittings never cut a polygon (docs/adr/0080).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np

from desktop.annotation.geometry.crossings import Floats
from desktop.annotation.geometry.points import Point, Ring, Rings, in_ring, ring_area, without_repeats

#: What can be wrong with a polygon, in the order in which it is looked for.
FaultKind: TypeAlias = Literal[
    "few points", "not finite", "no area", "crosses", "touches", "outside", "nested", "apart"
]

#: Coordinates are rounded to this grid while overlaying, in pixels: a corner snapped onto a neighbour's edge lies on it.
GRID = 1e-6
_DIGITS = 9
#: Parts and holes of less area, in square pixels, are what rounding leaves along a border; nobody drew them.
SLIVER = 1e-3
#: GEOS's words for a fault, to ours. Its sentence goes on with the place in square brackets.
_FAULTS: tuple[tuple[str, FaultKind], ...] = (
    ("Self-intersection", "crosses"),
    ("Ring Self-intersection", "touches"),
    ("Hole lies outside shell", "outside"),
    ("Holes are nested", "nested"),
    ("Duplicate Rings", "nested"),
    ("Interior is disconnected", "apart"),
    ("Too few points", "no area"),
)
_PLACE = re.compile(r"\[(\S+) (\S+)\]")


@dataclass(frozen=True)
class Fault:
    """What is wrong with a polygon, and a point where it shows."""

    kind: FaultKind
    at: Point


def area(rings: Rings) -> float:
    """Return the area without the holes, in square pixels; the rings must not cross."""
    return abs(ring_area(rings[0])) - sum(abs(ring_area(hole)) for hole in rings[1:])


def contains(rings: Rings, point: Point) -> bool:
    """Tell whether a point is inside the outer ring and in no hole; on edges as :func:`points.in_ring` says."""
    return in_ring(rings[0], point) and not any(in_ring(hole, point) for hole in rings[1:])


def oriented(rings: Rings) -> Rings:
    """Return the same rings, the outer one clockwise as seen (y down), holes the other way."""
    return tuple(
        ring if (ring_area(ring) >= 0) == (place == 0) else ring[::-1] for place, ring in enumerate(rings)
    )


def fault_of(rings: Rings) -> Fault | None:
    """Return what makes the polygon invalid and where, None when nothing does."""
    for ring in rings:
        distinct = without_repeats(ring, closed=True)
        if len(distinct) < 3:
            return Fault("few points", ring[0] if ring else (0.0, 0.0))
        if not all(abs(number) < float("inf") for point in ring for number in point):
            return Fault("not finite", (0.0, 0.0))
        if ring_area(distinct) == 0.0 and _is_flat(distinct):
            return Fault("no area", distinct[0])
    import shapely  # late: see the module's docstring

    reason = str(shapely.is_valid_reason(_polygon(rings)))
    kind = next((ours for theirs, ours in _FAULTS if reason.startswith(theirs)), None)
    if kind is None:
        return None
    place = _PLACE.search(reason)
    return Fault(kind, (float(place[1]), float(place[2])) if place else rings[0][0])


def mended(rings: Rings) -> tuple[Rings, ...]:
    """Return the area that the rings enclose as valid polygons: a bow tie as its two halves, empty when there is none."""
    import shapely  # late: see the module's docstring

    if any(len(without_repeats(ring, closed=True)) < 3 for ring in rings[:1]):
        return ()
    whole = tuple(ring for ring in rings if len(without_repeats(ring, closed=True)) >= 3)
    made = shapely.make_valid(_polygon(whole), method="structure", keep_collapsed=False)
    return _parts(made, known=_corners([rings]))


def united(polygons: Sequence[Rings]) -> tuple[Rings, ...]:
    """Return the area that any of the polygons covers; those that overlap or share a border come out as one.

    Corners that two of them share are dropped where the border went: a seam leaves no point on a straight edge.
    """
    import shapely  # late: see the module's docstring

    made = shapely.union_all(_polygons(polygons), grid_size=GRID)
    counts = Counter(point for rings in polygons for point in _corners([rings]))
    return _parts(made, known={point for point, count in counts.items() if count == 1}, near=set(counts))


def joined(polygons: Sequence[Rings]) -> Rings:
    """Return the polygons as one. Raises ValueError when they do not all touch along a border or overlap."""
    parts = united(polygons)
    if len(parts) != 1:
        raise ValueError(f"the polygons do not touch: joining leaves {len(parts)} parts")
    return parts[0]


def subtracted(polygon: Rings, others: Iterable[Rings]) -> tuple[Rings, ...]:
    """Return what is left of a polygon outside all others: none, one or several."""
    return _overlaid("difference", polygon, others)


def shared(polygon: Rings, others: Iterable[Rings]) -> tuple[Rings, ...]:
    """Return what of a polygon lies inside the others; a border or corner in common is no area."""
    return _overlaid("intersection", polygon, others)


def sliced(polygon: Rings, line: Sequence[Point]) -> tuple[Rings, ...]:
    """Return the pieces into which a drawn line cuts a polygon; the polygon alone, unchanged, when it cuts nothing off.

    Holes stay holes; a line through a hole opens it. Ends of the line that stop inside the polygon cut nothing.
    """
    import shapely  # late: see the module's docstring

    cut = without_repeats(line, closed=False)
    if len(cut) < 2:
        return (polygon,)
    (whole,) = _polygons([polygon])
    lines = shapely.union_all([whole.boundary, shapely.LineString(_plain(cut))], grid_size=GRID)
    faces = shapely.get_parts(shapely.polygonize([lines]))
    inside = [face for face in faces if whole.contains(face.representative_point())]
    if len(inside) < 2:
        return (polygon,)
    pieces = _parts(shapely.MultiPolygon(inside), known={*_corners([polygon]), *cut})
    return pieces if len(pieces) > 1 else (polygon,)


def with_hole(polygon: Rings, hole: Ring) -> Rings:
    """Return the polygon with one more hole. Raises ValueError when the hole is not wholly inside, clear of other holes."""
    made = oriented((*polygon, without_repeats(hole, closed=True)))
    fault = fault_of(made)
    if fault is not None:
        raise ValueError(f"the hole does not fit: {fault.kind} at {fault.at[0]:g}, {fault.at[1]:g}")
    return made


def _overlaid(
    verb: Literal["difference", "intersection"], polygon: Rings, others: Iterable[Rings]
) -> tuple[Rings, ...]:
    import shapely  # late: see the module's docstring

    there = list(others)
    (whole,) = _polygons([polygon])
    rest = shapely.union_all(_polygons(there), grid_size=GRID)
    made = getattr(shapely, verb)(whole, rest, grid_size=GRID)
    return _parts(made, known=_corners([polygon, *there]))


def _plain(points: Sequence[Point]) -> Floats:
    """Return the points to a thousandth of the grid: two that differ by less make GEOS divide by zero."""
    return np.round(np.asarray(points, dtype=np.float64).reshape(-1, 2), _DIGITS)


def _polygon(rings: Sequence[Sequence[Point] | Floats]) -> Any:
    """Return the rings as GEOS holds them, whether they are valid or not."""
    import shapely  # late: see the module's docstring

    return shapely.Polygon(rings[0], rings[1:])


def _polygons(polygons: Iterable[Rings]) -> list[Any]:
    """Return valid polygons of GEOS: what crosses itself is mended first, for an overlay would refuse it."""
    import shapely  # late: see the module's docstring

    made = (_polygon([_plain(ring) for ring in rings]) for rings in polygons)
    return [
        each if each.is_valid else shapely.make_valid(each, method="structure", keep_collapsed=False)
        for each in made
    ]


def _corners(polygons: Iterable[Rings]) -> set[Point]:
    return {point for rings in polygons for ring in rings for point in ring}


def _parts(made: Any, *, known: set[Point], near: set[Point] | None = None) -> tuple[Rings, ...]:
    """Return the polygons of a result as rings.

    Points that the grid moved come back as they were (``near``, else ``known``); points on a straight edge go unless
    they are ``known``.
    """
    import shapely  # late: see the module's docstring

    exact = {_cell(point): point for point in (known if near is None else near)}
    found: list[Rings] = []
    for part in shapely.get_parts(made):
        if part.geom_type != "Polygon" or part.is_empty:
            continue
        raw = tuple(tuple(ring.coords[:-1]) for ring in (part.exterior, *part.interiors))
        outer, *holes = (_tidy([exact.get(_cell(at), at) for at in ring], known) for ring in raw)
        if abs(ring_area(outer)) < SLIVER:
            continue
        tidy = (outer, *(hole for hole in holes if abs(ring_area(hole)) >= SLIVER))
        # Where an edge passes within the grid of another, moving a point back can make them cross.
        found.append(oriented(tidy if _polygon(tidy).is_valid else raw))
    return tuple(sorted(found, key=lambda rings: (-area(rings), min(rings[0]))))


def _cell(point: Point) -> tuple[int, int]:
    """Return the place of a point on the grid."""
    return round(point[0] / GRID), round(point[1] / GRID)


def _tidy(ring: Sequence[Point], known: set[Point]) -> Ring:
    """Return a ring without points that lie on a straight edge by chance: not ``known``, and within the grid of it."""
    kept = list(without_repeats(ring, closed=True))
    place = 0
    while place < len(kept) and len(kept) > 3:
        a, b, c = kept[place - 1], kept[place], kept[(place + 1) % len(kept)]
        if b not in known and _is_flat((a, b, c)):
            del kept[place]
            place = max(place - 1, 0)
        else:
            place += 1
    return tuple(kept)


def _is_flat(ring: Sequence[Point]) -> bool:
    """Tell whether all points lie on one line, to the grid."""
    a = ring[0]
    b = max(ring, key=lambda point: (point[0] - a[0]) ** 2 + (point[1] - a[1]) ** 2)
    dx, dy = b[0] - a[0], b[1] - a[1]
    reach = max((dx * dx + dy * dy) ** 0.5, GRID)
    return all(abs((x - a[0]) * dy - (y - a[1]) * dx) <= 2 * GRID * reach for x, y in ring)
