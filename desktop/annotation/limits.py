"""What an order lets a hand draw: least sizes, spacing of points, overlap. Plain values; sentences for the hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.annotation.document import Document
from desktop.annotation.shapes.base import Point, Rect, Shape


@dataclass(frozen=True)
class Limits:
    """What may be drawn of one class. 0 or None asks for nothing.

    ``firm``: what is too small is refused; else it is only told, and left to whoever judges.
    """

    #: The least of width and height in pixels, and the least area in square pixels.
    side: float = 0.0
    area: float = 0.0
    #: Pixels between two points of a polygon or line.
    least_spacing: float = 0.0
    most_spacing: float | None = None
    most_points: int | None = None
    allow_holes: bool = True
    #: Areas must not lie over each other: a new one is cut where it does.
    no_overlap: bool = False
    #: Neighbours share their border: points snap to it, whatever the hand's own setting.
    shared_borders: bool = False
    #: Intelligent scissors and region fill may help.
    edge_help: bool = True
    firm: bool = False


@dataclass(frozen=True)
class Sheet:
    """The picture that is drawn on: the document, its size in pixels, and what may be drawn of each class.

    ``minimum`` is the least side in pixels of a class that ``limits`` does not name.
    """

    document: Document
    width: float
    height: float
    minimum: float = 0.0
    limits: Mapping[str, Limits] = field(default_factory=dict)

    def limits_of(self, label: str) -> Limits:
        """Return what may be drawn of a class."""
        return self.limits.get(label) or Limits(side=self.minimum)

    def clip(self, x: float, y: float) -> Point:
        """Return the nearest whole pixel border inside the picture."""
        return float(round(min(max(x, 0.0), self.width))), float(round(min(max(y, 0.0), self.height)))

    def clamp(self, x: float, y: float) -> Point:
        """Return the nearest point inside the picture, to a hundredth of a pixel."""
        return round(min(max(x, 0.0), self.width), 2), round(min(max(y, 0.0), self.height), 2)

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies in the picture."""
        return 0.0 <= x <= self.width and 0.0 <= y <= self.height

    def room(self, bounds: Rect, dx: float, dy: float) -> tuple[float, float]:
        """Return the shift nearest to ``dx``, ``dy`` that keeps a rectangle inside the picture, 0 where it is too big."""
        x1, y1, x2, y2 = bounds
        return _between(dx, -x1, self.width - x2), _between(dy, -y1, self.height - y2)

    def too_small(self, shape: Shape) -> bool:
        """Tell whether a shape is under the least size that the rules of its class ask for."""
        limits = self.limits_of(shape.label)
        x1, y1, x2, y2 = shape.bounds
        return min(x2 - x1, y2 - y1) < limits.side or shape.area < limits.area


def _between(value: float, low: float, high: float) -> float:
    return min(max(value, low), high) if low <= high else 0.0
