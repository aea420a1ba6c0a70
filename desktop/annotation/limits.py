"""What an order lets a hand draw: least sizes, spacing of points, overlap. Plain values; sentences for the hand."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from desktop.annotation.document import Document
from desktop.annotation.geometry.crossings import first_crossing, self_crossing
from desktop.annotation.geometry.polygons import fault_of
from desktop.annotation.shapes.base import Point, Rect, Shape, ShapeKind
from desktop.base.wording import _

S = TypeVar("S", bound=Shape)
#: A box thinner than this many pixels is no box.
THINNEST = 1.0
#: Kinds that cover pixels.
AREAS: frozenset[ShapeKind] = frozenset({"box", "rotated", "polygon", "ellipse", "mask", "quad"})


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
    #: The kinds of shape that it may be drawn with; empty: any.
    kinds: frozenset[ShapeKind] = frozenset()


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
        """Return the shift nearest to ``dx``, ``dy`` that takes a rectangle no further out of the picture than it is."""
        x1, y1, x2, y2 = bounds
        return (
            min(max(dx, min(-x1, 0.0)), max(self.width - x2, 0.0)),
            min(max(dy, min(-y1, 0.0)), max(self.height - y2, 0.0)),
        )


def shifted(sheet: Sheet, shapes: Sequence[S], dx: float, dy: float) -> tuple[S, ...]:
    """Return the shapes moved by whole pixels, together and no further than the picture's border."""
    placed = [shape.bounds for shape in shapes if shape.kind != "tag"]
    if not placed:
        return tuple(shapes)
    x1, y1, x2, y2 = zip(*placed, strict=True)
    bounds = (min(x1), min(y1), max(x2), max(y2))
    near = sheet.room(bounds, dx, dy)
    whole = float(round(near[0])), float(round(near[1]))
    if sheet.room(bounds, *whole) != whole:
        # A border that lies between two whole pixels is not stepped over.
        whole = float(int(near[0])), float(int(near[1]))
    return tuple(shape.moved(*whole) for shape in shapes)


def told_of(limits: Limits, shape: Shape) -> str:
    """Return what a hand should know of a shape while drawing it, or an empty string."""
    if shape.kind not in AREAS or not (limits.side or limits.area):
        return ""
    return told_of_extent(limits, shape.bounds, shape.area if limits.area else 0.0)


def told_of_extent(limits: Limits, bounds: Rect, area: float) -> str:
    """Return what a hand should know of a shape that covers pixels, by its bounds and its area in square pixels."""
    x1, y1, x2, y2 = bounds
    if limits.side and min(x2 - x1, y2 - y1) < limits.side:
        return _("太小：每边至少 {least} px", least=round(limits.side))
    if limits.area and area < limits.area:
        return _("太小：面积至少 {least} px²", least=round(limits.area))
    return ""


def told_of_line(limits: Limits, points: Sequence[Point], at: Point) -> str:
    """Return what a hand should know of a line of points that it is about to lead to ``at``, or an empty string."""
    if not points:
        return ""
    away = math.dist(points[-1], at)
    if at != points[0] and first_crossing(points[:-1], points[-1], at) is not None:
        return _("线和自己相交了")
    if 0 < away < limits.least_spacing:
        return _("点太密：相邻两点至少隔 {least} px", least=round(limits.least_spacing, 1))
    if limits.most_spacing is not None and away > limits.most_spacing:
        return _("点太疏：相邻两点最多隔 {most} px", most=round(limits.most_spacing, 1))
    if limits.most_points is not None and len(points) >= limits.most_points:
        return _("点太多：最多 {most} 个", most=limits.most_points)
    return ""


def refusal_of(limits: Limits, shape: Shape) -> str:
    """Return why a shape may not be drawn at all, as the middle of a sentence, or an empty string."""
    rings = [points for points, closed in shape.paths if closed and shape.kind == "polygon"]
    if any(self_crossing(ring, closed=True) is not None for ring in rings):
        return _("边线和自己相交了")
    if len(rings) > 1 and not limits.allow_holes:
        return _("这一类不许有洞")
    if len(rings) > 1 and fault_of(tuple(rings)) is not None:
        return _("洞碰到了边线或别的洞")
    if limits.most_points is not None and len(shape.handles) > limits.most_points:
        return _("点太多：最多 {most} 个", most=limits.most_points)
    return told_of(limits, shape) if limits.firm else ""
