"""The ellipse, upright or turned."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from desktop.annotation.geometry.points import turned
from desktop.annotation.shapes.base import Path, Point, Rect, Shape, ShapeKind, demand_finite
from desktop.annotation.shapes.reading import numbers

#: Sides of the polygon that stands for an ellipse on the screen: off by under 0.1 % of its radius.
SIDES = 72


@dataclass(frozen=True)
class Ellipse(Shape):
    """An ellipse around ``cx``, ``cy`` with radii ``rx`` along ``angle`` and ``ry`` across, in pixels.

    ``angle`` in degrees clockwise as seen, [0, 180). Handles: the ends of the axes at +rx, +ry, -rx, -ry.
    """

    kind: ClassVar[ShapeKind] = "ellipse"
    cx: float
    cy: float
    rx: float
    ry: float
    angle: float = 0.0

    def __post_init__(self) -> None:
        """Bring the angle into [0, 180). Raises ValueError for what is not finite or a negative radius."""
        demand_finite(self, self.cx, self.cy, self.rx, self.ry, self.angle)
        if self.rx < 0 or self.ry < 0:
            raise ValueError(f"ellipse {self.id}: radii must be >= 0, got {self.rx}, {self.ry}")
        if not 0 <= self.angle < 180:
            angle = self.angle % 180.0
            object.__setattr__(self, "angle", 0.0 if angle >= 180.0 else angle)

    @property
    def bounds(self) -> Rect:
        """The exact upright rectangle around it."""
        sine, cosine = math.sin(math.radians(self.angle)), math.cos(math.radians(self.angle))
        across = math.hypot(self.rx * cosine, self.ry * sine)
        down = math.hypot(self.rx * sine, self.ry * cosine)
        return (self.cx - across, self.cy - down, self.cx + across, self.cy + down)

    @property
    def paths(self) -> tuple[Path, ...]:
        """A polygon of 72 sides on it."""
        steps = (2 * math.pi * step / SIDES for step in range(SIDES))
        return (
            (tuple(self._at(self.rx * math.cos(step), self.ry * math.sin(step)) for step in steps), True),
        )

    @property
    def handles(self) -> tuple[Point, ...]:
        """The ends of its axes: +rx, +ry, -rx, -ry."""
        return tuple(self._at(*end) for end in ((self.rx, 0), (0, self.ry), (-self.rx, 0), (0, -self.ry)))

    @property
    def area(self) -> float:
        """Area in square pixels."""
        return math.pi * self.rx * self.ry

    def with_handle(self, place: int, x: float, y: float) -> Self:
        """Return it with the end of an axis at the distance of ``x``, ``y`` from the middle. Raises IndexError."""
        if not 0 <= place < 4:
            raise IndexError(f"ellipse {self.id} has no handle {place}")
        along, across = turned((x - self.cx, y - self.cy), -self.angle)
        return replace(self, rx=abs(along)) if place % 2 == 0 else replace(self, ry=abs(across))

    def moved(self, dx: float, dy: float) -> Self:
        """Return it shifted by ``dx``, ``dy`` pixels."""
        return replace(self, cx=self.cx + dx, cy=self.cy + dy)

    def turned_by(self, degrees: float) -> Self:
        """Return it turned clockwise about its middle."""
        return replace(self, angle=self.angle + degrees)

    def geometry(self) -> dict[str, Any]:
        """Return ``{"ellipse": [cx, cy, rx, ry, angle]}``."""
        return {"ellipse": [self.cx, self.cy, self.rx, self.ry, self.angle]}

    @classmethod
    def from_geometry(cls, common: Mapping[str, Any], value: Mapping[str, Any]) -> Self:
        """Return the ellipse of its JSON geometry. Raises ValueError."""
        cx, cy, rx, ry, angle = numbers(value.get("ellipse"), "ellipse", 5)
        return cls(cx=cx, cy=cy, rx=rx, ry=ry, angle=angle, **common)

    def _at(self, along: float, across: float) -> Point:
        dx, dy = turned((along, across), self.angle)
        return self.cx + dx, self.cy + dy
