"""The marks a person makes: a box on a picture, a span in a text. Plain values, no toolkit."""

from __future__ import annotations

import math
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

#: A choice is a str, a yes/no a bool, a number a float. A missing key means: not answered.
AttributeValue: TypeAlias = str | bool | float
Attributes: TypeAlias = Mapping[str, AttributeValue]


@dataclass(frozen=True)
class Box:
    """An axis-aligned box in raw, unrotated image pixels.

    Coordinates are continuous: the pixel in column c covers [c, c+1), so a box around the columns 10 to 19 is
    x1 = 10, x2 = 20. Always x1 <= x2 and y1 <= y2, all finite.
    """

    id: str
    label: str
    x1: float
    y1: float
    x2: float
    y2: float
    attributes: Attributes = field(default_factory=dict)
    hidden: bool = False
    locked: bool = False

    def __post_init__(self) -> None:
        """Raise ValueError for a coordinate that is not finite or a box turned inside out."""
        if not all(map(math.isfinite, self.corners)):
            raise ValueError(f"box {self.id}: coordinates must be finite, got {self.corners}")
        if self.x1 > self.x2 or self.y1 > self.y2:
            raise ValueError(f"box {self.id}: x1 <= x2 and y1 <= y2 must hold, got {self.corners}")

    @property
    def corners(self) -> tuple[float, float, float, float]:
        """``(x1, y1, x2, y2)`` in pixels."""
        return (self.x1, self.y1, self.x2, self.y2)

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

    def moved(self, dx: float, dy: float) -> Box:
        """Return the box shifted by ``dx``, ``dy`` pixels."""
        return replace(self, x1=self.x1 + dx, y1=self.y1 + dy, x2=self.x2 + dx, y2=self.y2 + dy)

    def with_corners(self, xa: float, ya: float, xb: float, yb: float) -> Box:
        """Return the box with two opposite corners, given in any order."""
        return replace(self, x1=min(xa, xb), y1=min(ya, yb), x2=max(xa, xb), y2=max(ya, yb))


@dataclass(frozen=True)
class Span:
    """A stretch of text, ``start`` inclusive to ``end`` exclusive, in Unicode code points of the original string."""

    id: str
    label: str
    start: int
    end: int
    attributes: Attributes = field(default_factory=dict)
    hidden: bool = False
    locked: bool = False

    def __post_init__(self) -> None:
        """Raise ValueError for an empty or negative span."""
        if not 0 <= self.start < self.end:
            raise ValueError(f"span {self.id}: 0 <= start < end must hold, got {self.start}, {self.end}")

    @property
    def length(self) -> int:
        """Length in code points, >= 1."""
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


Mark: TypeAlias = Box | Span


def new_mark_id() -> str:
    """Return a random id, unique without asking anybody (48 bits)."""
    return secrets.token_hex(6)
