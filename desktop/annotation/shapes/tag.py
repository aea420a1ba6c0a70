"""The image tag: a class of the whole picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from desktop.annotation.shapes.base import Rect, Shape, ShapeKind


@dataclass(frozen=True)
class Tag(Shape):
    """Says that the picture as a whole is of a class. It has no place."""

    kind: ClassVar[ShapeKind] = "tag"

    @property
    def bounds(self) -> Rect:
        """An empty rectangle at the picture's corner."""
        return (0.0, 0.0, 0.0, 0.0)

    def moved(self, dx: float, dy: float) -> Self:  # noqa: ARG002
        """Return it as it is: it has no place."""
        return self

    def geometry(self) -> dict[str, Any]:
        """Return nothing."""
        return {}

    @classmethod
    def from_geometry(cls, common: Mapping[str, Any], value: Mapping[str, Any]) -> Self:  # noqa: ARG003
        """Return the tag."""
        return cls(**common)
