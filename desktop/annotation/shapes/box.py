"""The axis-aligned box."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from desktop.annotation.shapes.base import ShapeKind
from desktop.annotation.shapes.reading import numbers
from desktop.annotation.shapes.upright import Upright


@dataclass(frozen=True)
class Box(Upright):
    """An axis-aligned box in raw, unrotated image pixels.

    Coordinates are continuous: the pixel in column c covers [c, c+1), so a box around the columns 10 to 19 is
    x1 = 10, x2 = 20.
    """

    kind: ClassVar[ShapeKind] = "box"

    def geometry(self) -> dict[str, Any]:
        """Return ``{"box": [x1, y1, x2, y2]}``."""
        return {"box": list(self.corners)}

    @classmethod
    def from_geometry(cls, common: Mapping[str, Any], value: Mapping[str, Any]) -> Self:
        """Return the box of its JSON geometry. Raises ValueError."""
        x1, y1, x2, y2 = numbers(value.get("box"), "box", 4)
        return cls(x1=x1, y1=y1, x2=x2, y2=y2, **common)
