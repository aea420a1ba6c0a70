"""The polyline: points joined in an order that means something."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar, Self

from desktop.annotation.geometry.points import bounds_of
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


@dataclass(frozen=True)
class Polyline(Shape):
    """An open, directed line through at least two points. Handles: its points."""

    kind: ClassVar[ShapeKind] = "polyline"
    points: tuple[Point, ...]

    def __post_init__(self) -> None:
        """Raise ValueError for fewer than two points or a coordinate that is not finite."""
        if len(self.points) < 2:
            raise ValueError(f"polyline {self.id}: needs at least two points")
        demand_finite(self, *(number for point in self.points for number in point))

    @cached_property
    def bounds(self) -> Rect:
        """The rectangle around its points."""
        return bounds_of(self.points)

    @property
    def paths(self) -> tuple[Path, ...]:
        """The line."""
        return ((self.points, False),)

    @property
    def handles(self) -> tuple[Point, ...]:
        """Its points."""
        return self.points

    @property
    def length(self) -> float:
        """Length in pixels."""
        return sum(math.dist(a, b) for a, b in zip(self.points, self.points[1:], strict=False))

    def with_handle(self, place: int, x: float, y: float) -> Self:
        """Return it with one point at ``x``, ``y``. Raises IndexError."""
        return replace(self, points=with_point(self.points, place, x, y))

    def moved(self, dx: float, dy: float) -> Self:
        """Return it shifted by ``dx``, ``dy`` pixels."""
        return replace(self, points=shifted(self.points, dx, dy))

    def geometry(self) -> dict[str, Any]:
        """Return ``{"points": [[x, y], ...]}``."""
        return {"points": [list(point) for point in self.points]}

    @classmethod
    def from_geometry(cls, common: Mapping[str, Any], value: Mapping[str, Any]) -> Self:
        """Return the polyline of its JSON geometry. Raises ValueError."""
        return cls(points=points(value.get("points"), "points", 2), **common)
