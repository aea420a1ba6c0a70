"""The polygon, with holes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar, Self, TypeAlias

from desktop.annotation.geometry.points import bounds_of, ring_area
from desktop.annotation.shapes.base import (
    Path,
    Point,
    Rect,
    Shape,
    ShapeKind,
    demand_finite,
    shifted,
    with_point,
)
from desktop.annotation.shapes.reading import points

Ring: TypeAlias = tuple[Point, ...]
MAX_RINGS = 10_000


@dataclass(frozen=True)
class Polygon(Shape):
    """An area inside its first ring and outside the others, its holes. Rings are closed and name no point twice.

    Handles: the points of all rings in their order. Whether rings cross is not asked here: a hand may be half-way.
    """

    kind: ClassVar[ShapeKind] = "polygon"
    rings: tuple[Ring, ...]

    def __post_init__(self) -> None:
        """Raise ValueError for no ring, a ring of fewer than three points, or a coordinate that is not finite."""
        if not self.rings or any(len(ring) < 3 for ring in self.rings):
            raise ValueError(f"polygon {self.id}: needs rings of at least three points each")
        demand_finite(self, *(number for ring in self.rings for point in ring for number in point))

    @cached_property
    def bounds(self) -> Rect:
        """The rectangle around its outer ring."""
        return bounds_of(self.rings[0])

    @property
    def paths(self) -> tuple[Path, ...]:
        """All rings, closed."""
        return tuple((ring, True) for ring in self.rings)

    @property
    def handles(self) -> tuple[Point, ...]:
        """The points of all rings."""
        return tuple(point for ring in self.rings for point in ring)

    @property
    def area(self) -> float:
        """Area without the holes, in square pixels (shoelace; rings that do not cross)."""
        return abs(ring_area(self.rings[0])) - sum(abs(ring_area(hole)) for hole in self.rings[1:])

    def with_handle(self, place: int, x: float, y: float) -> Self:
        """Return it with one point at ``x``, ``y``. Raises IndexError."""
        ring, inner = self.ring_of(place)
        return self.with_ring(ring, with_point(self.rings[ring], inner, x, y))

    def ring_of(self, place: int) -> tuple[int, int]:
        """Return which ring a handle is of, and its place in that ring. Raises IndexError."""
        for number, ring in enumerate(self.rings):
            if 0 <= place < len(ring):
                return number, place
            place -= len(ring)
        raise IndexError(f"polygon {self.id} has no such point")

    def with_ring(self, number: int, ring: Sequence[Point]) -> Self:
        """Return it with another ring in place of one."""
        return replace(self, rings=(*self.rings[:number], tuple(ring), *self.rings[number + 1 :]))

    def moved(self, dx: float, dy: float) -> Self:
        """Return it shifted by ``dx``, ``dy`` pixels."""
        return replace(self, rings=tuple(shifted(ring, dx, dy) for ring in self.rings))

    def geometry(self) -> dict[str, Any]:
        """Return ``{"rings": [[[x, y], ...], ...]}``."""
        return {"rings": [[list(point) for point in ring] for ring in self.rings]}

    @classmethod
    def from_geometry(cls, common: Mapping[str, Any], value: Mapping[str, Any]) -> Self:
        """Return the polygon of its JSON geometry. Raises ValueError."""
        rings = value.get("rings")
        if not isinstance(rings, Sequence) or isinstance(rings, str) or not 1 <= len(rings) <= MAX_RINGS:
            raise ValueError(f"rings must be a list of 1 to {MAX_RINGS} rings, got {rings!r:.60}")
        return cls(rings=tuple(points(ring, "rings", 3) for ring in rings), **common)
