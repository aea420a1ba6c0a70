"""The rotated box: a middle, two sides, and the direction in which the object's front points."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from desktop.annotation.geometry.points import bounds_of, turned
from desktop.annotation.shapes.base import Path, Point, Rect, Shape, ShapeKind, demand_finite
from desktop.annotation.shapes.reading import numbers

#: The handle that turns the box; 0 to 3 are its corners.
TURN = 4


@dataclass(frozen=True)
class RotatedBox(Shape):
    """A box around ``cx``, ``cy``, ``width`` long in the direction of ``angle`` and ``height`` wide across it.

    ``angle`` in degrees, clockwise as seen from the +x axis, is where the object's front points: [0, 360). Whether the
    front matters is a rule of the class. Handles: the corners clockwise from the front left, then the front's middle.
    """

    kind: ClassVar[ShapeKind] = "rotated"
    cx: float
    cy: float
    width: float
    height: float
    angle: float

    def __post_init__(self) -> None:
        """Bring the angle into [0, 360). Raises ValueError for what is not finite or a negative side."""
        demand_finite(self, self.cx, self.cy, self.width, self.height, self.angle)
        if self.width < 0 or self.height < 0:
            raise ValueError(f"rotated {self.id}: sides must be >= 0, got {self.width}, {self.height}")
        if not 0 <= self.angle < 360:
            angle = self.angle % 360.0
            object.__setattr__(self, "angle", 0.0 if angle >= 360.0 else angle)

    @property
    def bounds(self) -> Rect:
        """The upright rectangle around its corners."""
        return bounds_of(self.corners)

    @property
    def corners(self) -> tuple[Point, ...]:
        """Front left, front right, rear right, rear left: clockwise as seen."""
        ux, uy = turned((self.width / 2, 0.0), self.angle)
        vx, vy = turned((0.0, self.height / 2), self.angle)
        return (
            (self.cx + ux - vx, self.cy + uy - vy),
            (self.cx + ux + vx, self.cy + uy + vy),
            (self.cx - ux + vx, self.cy - uy + vy),
            (self.cx - ux - vx, self.cy - uy - vy),
        )

    @property
    def front(self) -> Point:
        """The middle of the front side."""
        ux, uy = turned((self.width / 2, 0.0), self.angle)
        return self.cx + ux, self.cy + uy

    @property
    def paths(self) -> tuple[Path, ...]:
        """Its four sides."""
        return ((self.corners, True),)

    @property
    def handles(self) -> tuple[Point, ...]:
        """The four corners and the front's middle, which turns the box."""
        return (*self.corners, self.front)

    @property
    def area(self) -> float:
        """Area in square pixels."""
        return self.width * self.height

    def with_handle(self, place: int, x: float, y: float) -> Self:
        """Return it with a corner dragged, the opposite one fixed and the angle kept; or turned towards a point."""
        if place == TURN:
            return replace(self, angle=math.degrees(math.atan2(y - self.cy, x - self.cx)))
        fixed = self.corners[(place + 2) % 4]
        across, down = turned((x - fixed[0], y - fixed[1]), -self.angle)
        return replace(
            self, cx=(x + fixed[0]) / 2, cy=(y + fixed[1]) / 2, width=abs(across), height=abs(down)
        )

    def moved(self, dx: float, dy: float) -> Self:
        """Return it shifted by ``dx``, ``dy`` pixels."""
        return replace(self, cx=self.cx + dx, cy=self.cy + dy)

    def turned_by(self, degrees: float) -> Self:
        """Return it turned clockwise about its middle."""
        return replace(self, angle=self.angle + degrees)

    def geometry(self) -> dict[str, Any]:
        """Return ``{"box": [cx, cy, width, height, angle]}``."""
        return {"box": [self.cx, self.cy, self.width, self.height, self.angle]}

    @classmethod
    def from_geometry(cls, common: Mapping[str, Any], value: Mapping[str, Any]) -> Self:
        """Return the rotated box of its JSON geometry. Raises ValueError."""
        cx, cy, width, height, angle = numbers(value.get("box"), "box", 5)
        return cls(cx=cx, cy=cy, width=width, height=height, angle=angle, **common)
