"""The text quad: four corners around a line of text and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

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
from desktop.annotation.shapes.reading import points, text

MAX_TEXT = 2000


@dataclass(frozen=True)
class Quad(Shape):
    """Four corners, clockwise as one reads from the text's top left, and the transcription. Handles: the corners."""

    kind: ClassVar[ShapeKind] = "quad"
    corners: tuple[Point, ...]
    text: str = ""

    def __post_init__(self) -> None:
        """Raise ValueError unless there are four finite corners and a text of bearable length."""
        if len(self.corners) != 4:
            raise ValueError(f"quad {self.id}: needs four corners, got {len(self.corners)}")
        if len(self.text) > MAX_TEXT:
            raise ValueError(f"quad {self.id}: text is longer than {MAX_TEXT} characters")
        demand_finite(self, *(number for point in self.corners for number in point))

    @property
    def bounds(self) -> Rect:
        """The upright rectangle around the corners."""
        return bounds_of(self.corners)

    @property
    def paths(self) -> tuple[Path, ...]:
        """Its four sides."""
        return ((self.corners, True),)

    @property
    def handles(self) -> tuple[Point, ...]:
        """Its corners."""
        return self.corners

    @property
    def area(self) -> float:
        """Area in square pixels."""
        return abs(ring_area(self.corners))

    def with_handle(self, place: int, x: float, y: float) -> Self:
        """Return it with one corner at ``x``, ``y``. Raises IndexError."""
        return replace(self, corners=with_point(self.corners, place, x, y))

    def moved(self, dx: float, dy: float) -> Self:
        """Return it shifted by ``dx``, ``dy`` pixels."""
        return replace(self, corners=shifted(self.corners, dx, dy))

    def geometry(self) -> dict[str, Any]:
        """Return ``{"points": [four corners], "text": ...}``."""
        return {"points": [list(point) for point in self.corners], "text": self.text}

    @classmethod
    def from_geometry(cls, common: Mapping[str, Any], value: Mapping[str, Any]) -> Self:
        """Return the quad of its JSON geometry. Raises ValueError."""
        said = text(value, "text", MAX_TEXT) if "text" in value else ""
        return cls(corners=points(value.get("points"), "points", 4, 4), text=said, **common)
