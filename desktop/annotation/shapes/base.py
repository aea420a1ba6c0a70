"""What every mark and every shape has in common, whatever its geometry."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal, Self, TypeAlias

#: A choice or a text is a str, a yes/no a bool, a number a float. A missing key means: not answered.
AttributeValue: TypeAlias = str | bool | float
Attributes: TypeAlias = Mapping[str, AttributeValue]
#: x, y in raw, unrotated image pixels; continuous: the pixel in column c covers [c, c+1).
Point: TypeAlias = tuple[float, float]
#: x1, y1, x2, y2 with x1 <= x2 and y1 <= y2.
Rect: TypeAlias = tuple[float, float, float, float]
#: Points joined in their order, and whether the last is joined to the first.
Path: TypeAlias = tuple[tuple[Point, ...], bool]
ShapeKind: TypeAlias = Literal[
    "box", "rotated", "polygon", "polyline", "point", "skeleton", "ellipse", "mask", "quad", "tag", "flag"
]  # fmt: skip


@dataclass(frozen=True)
class Marked:
    """A mark: which, of what class, with which answers. ``group`` joins marks that belong together; "" is none.

    A locked mark is neither moved nor deleted; a pinned one is not moved as a whole, its points still are.
    """

    id: str
    label: str
    attributes: Attributes = field(default_factory=dict, kw_only=True)
    hidden: bool = field(default=False, kw_only=True)
    locked: bool = field(default=False, kw_only=True)
    pinned: bool = field(default=False, kw_only=True)
    group: str = field(default="", kw_only=True)


@dataclass(frozen=True)
class Shape(Marked, ABC):
    """A mark on a picture. Subclasses are frozen; every change makes a new value."""

    kind: ClassVar[ShapeKind]

    @property
    @abstractmethod
    def bounds(self) -> Rect:
        """The smallest upright rectangle around it, in pixels; for a tag an empty one at 0, 0."""

    @property
    def paths(self) -> tuple[Path, ...]:
        """Its lines, to be drawn and hit; none for a mask, a tag or a shape of single points."""
        return ()

    @property
    def handles(self) -> tuple[Point, ...]:
        """The points that a hand can drag, in an order that ``with_handle`` knows."""
        return ()

    @property
    def area(self) -> float:
        """Area in square pixels; 0 for lines, points and tags."""
        return 0.0

    def with_handle(self, place: int, x: float, y: float) -> Self:
        """Return it with one of its handles put at ``x``, ``y``. Raises IndexError where there is no such handle."""
        raise IndexError(f"{self.kind} {self.id} has no handle {place} to put at {x}, {y}")

    @abstractmethod
    def moved(self, dx: float, dy: float) -> Self:
        """Return it shifted by ``dx``, ``dy`` pixels."""

    @abstractmethod
    def geometry(self) -> dict[str, Any]:
        """Return its geometry as JSON values, without ``type``."""

    @classmethod
    @abstractmethod
    def from_geometry(cls, common: Mapping[str, Any], value: Mapping[str, Any]) -> Self:
        """Return the shape of JSON geometry; ``common`` holds the fields of :class:`Marked`. Raises ValueError."""


def demand_finite(shape: Shape, *numbers: float) -> None:
    """Raise ValueError when a coordinate is not finite."""
    if not all(map(math.isfinite, numbers)):
        raise ValueError(f"{shape.kind} {shape.id}: coordinates must be finite, got {numbers[:8]}")


def shifted(points: Iterable[Point], dx: float, dy: float) -> tuple[Point, ...]:
    """Return the points shifted by ``dx``, ``dy`` pixels."""
    return tuple((x + dx, y + dy) for x, y in points)


def with_point(points: tuple[Point, ...], place: int, x: float, y: float) -> tuple[Point, ...]:
    """Return the points with one of them put at ``x``, ``y``. Raises IndexError."""
    if not 0 <= place < len(points):
        raise IndexError(f"no point {place} among {len(points)}")
    return (*points[:place], (x, y), *points[place + 1 :])
