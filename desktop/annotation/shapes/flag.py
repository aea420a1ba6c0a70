"""The inspector's flag: what is wrong with another's mark, or what is missing somewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from desktop.annotation.shapes.base import Path, Point, Rect, Shape, ShapeKind, demand_finite
from desktop.annotation.shapes.reading import numbers, text


@dataclass(frozen=True)
class Flag(Shape):
    """A remark of an inspector (质检). ``target`` is the id of the mark it is about; None: something is missing here.

    The class says what is wrong; attributes may hold a comment. Handles: the corners of its place.
    """

    kind: ClassVar[ShapeKind] = "flag"
    target: str | None
    x1: float
    y1: float
    x2: float
    y2: float

    def __post_init__(self) -> None:
        """Raise ValueError for a coordinate that is not finite or a place turned inside out."""
        demand_finite(self, *self.bounds)
        if self.x1 > self.x2 or self.y1 > self.y2:
            raise ValueError(f"flag {self.id}: x1 <= x2 and y1 <= y2 must hold, got {self.bounds}")

    @property
    def bounds(self) -> Rect:
        """Its place."""
        return (self.x1, self.y1, self.x2, self.y2)

    @property
    def paths(self) -> tuple[Path, ...]:
        """The sides of its place."""
        return ((self.handles, True),)

    @property
    def handles(self) -> tuple[Point, ...]:
        """The corners of its place, clockwise from the top left."""
        return ((self.x1, self.y1), (self.x2, self.y1), (self.x2, self.y2), (self.x1, self.y2))

    @property
    def area(self) -> float:
        """Area of its place in square pixels."""
        return (self.x2 - self.x1) * (self.y2 - self.y1)

    def with_handle(self, place: int, x: float, y: float) -> Self:
        """Return it with a corner at ``x``, ``y`` and the opposite one where it is."""
        xo, yo = self.handles[(place + 2) % 4]
        return replace(self, x1=min(x, xo), y1=min(y, yo), x2=max(x, xo), y2=max(y, yo))

    def moved(self, dx: float, dy: float) -> Self:
        """Return it shifted by ``dx``, ``dy`` pixels."""
        return replace(self, x1=self.x1 + dx, y1=self.y1 + dy, x2=self.x2 + dx, y2=self.y2 + dy)

    def geometry(self) -> dict[str, Any]:
        """Return ``{"target": id or None, "box": [x1, y1, x2, y2]}``."""
        return {"target": self.target, "box": list(self.bounds)}

    @classmethod
    def from_geometry(cls, common: Mapping[str, Any], value: Mapping[str, Any]) -> Self:
        """Return the flag of its JSON geometry. Raises ValueError."""
        target = None if value.get("target") is None else text(value, "target")
        x1, y1, x2, y2 = numbers(value.get("box"), "box", 4)
        return cls(target=target, x1=x1, y1=y1, x2=x2, y2=y2, **common)
