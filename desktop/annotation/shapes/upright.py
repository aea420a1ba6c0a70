"""What a box and the place of a flag share: an upright rectangle of two corners."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

from desktop.annotation.shapes.base import Path, Point, Rect, Shape, demand_finite


@dataclass(frozen=True)
class Upright(Shape):
    """An upright rectangle in raw, unrotated image pixels: x1 <= x2 and y1 <= y2, all finite.

    Handles: the corners, clockwise from the top left.
    """

    x1: float
    y1: float
    x2: float
    y2: float

    def __post_init__(self) -> None:
        """Raise ValueError for a coordinate that is not finite or a rectangle turned inside out."""
        demand_finite(self, *self.corners)
        if self.x1 > self.x2 or self.y1 > self.y2:
            raise ValueError(f"{self.kind} {self.id}: x1 <= x2 and y1 <= y2 must hold, got {self.corners}")

    @property
    def corners(self) -> Rect:
        """``(x1, y1, x2, y2)`` in pixels."""
        return (self.x1, self.y1, self.x2, self.y2)

    @property
    def bounds(self) -> Rect:
        """The rectangle itself."""
        return self.corners

    @property
    def paths(self) -> tuple[Path, ...]:
        """Its four sides."""
        return ((self.handles, True),)

    @property
    def handles(self) -> tuple[Point, ...]:
        """The corners, clockwise from the top left."""
        return ((self.x1, self.y1), (self.x2, self.y1), (self.x2, self.y2), (self.x1, self.y2))

    @property
    def width(self) -> float:
        """Width in pixels, >= 0."""
        return self.x2 - self.x1

    @property
    def height(self) -> float:
        """Height in pixels, >= 0."""
        return self.y2 - self.y1

    @property
    def area(self) -> float:
        """Area in square pixels, >= 0."""
        return self.width * self.height

    def with_handle(self, place: int, x: float, y: float) -> Self:
        """Return it with a corner at ``x``, ``y`` and the opposite one where it is."""
        return self.with_corners(x, y, *self.handles[(place + 2) % 4])

    def moved(self, dx: float, dy: float) -> Self:
        """Return it shifted by ``dx``, ``dy`` pixels."""
        return replace(self, x1=self.x1 + dx, y1=self.y1 + dy, x2=self.x2 + dx, y2=self.y2 + dy)

    def with_corners(self, xa: float, ya: float, xb: float, yb: float) -> Self:
        """Return it with two opposite corners, given in any order."""
        return replace(self, x1=min(xa, xb), y1=min(ya, yb), x2=max(xa, xb), y2=max(ya, yb))
