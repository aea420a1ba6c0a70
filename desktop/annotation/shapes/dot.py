"""The single point: a place, or one more in a count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from desktop.annotation.shapes.base import Point, Rect, Shape, ShapeKind, demand_finite
from desktop.annotation.shapes.reading import numbers


@dataclass(frozen=True)
class Dot(Shape):
    """One point. Handle: itself."""

    kind: ClassVar[ShapeKind] = "point"
    x: float
    y: float

    def __post_init__(self) -> None:
        """Raise ValueError for a coordinate that is not finite."""
        demand_finite(self, self.x, self.y)

    @property
    def bounds(self) -> Rect:
        """The point as a rectangle without area."""
        return (self.x, self.y, self.x, self.y)

    @property
    def handles(self) -> tuple[Point, ...]:
        """The point."""
        return ((self.x, self.y),)

    def with_handle(self, place: int, x: float, y: float) -> Self:
        """Return it at ``x``, ``y``. Raises IndexError."""
        if place:
            raise IndexError(f"point {self.id} has one handle")
        return replace(self, x=x, y=y)

    def moved(self, dx: float, dy: float) -> Self:
        """Return it shifted by ``dx``, ``dy`` pixels."""
        return replace(self, x=self.x + dx, y=self.y + dy)

    def geometry(self) -> dict[str, Any]:
        """Return ``{"point": [x, y]}``."""
        return {"point": [self.x, self.y]}

    @classmethod
    def from_geometry(cls, common: Mapping[str, Any], value: Mapping[str, Any]) -> Self:
        """Return the point of its JSON geometry. Raises ValueError."""
        x, y = numbers(value.get("point"), "point", 2)
        return cls(x=x, y=y, **common)
