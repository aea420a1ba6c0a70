"""How a mark of the answer, of the gold or of what was inspected is drawn when looking back: one maker for each kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainterPath

from desktop.annotation.hits import Side
from desktop.annotation.shapes.base import Shape, ShapeKind
from desktop.annotation.shapes.dot import Dot
from desktop.annotation.shapes.mask import Mask
from desktop.annotation.shapes.rotated import RotatedBox
from desktop.annotation.shapes.skeleton import Skeleton
from desktop.views.widgets.canvas.live import Item
from desktop.views.widgets.canvas.live_shapes import LiveDot, LiveImage, LiveSkeleton, front_arrow
from desktop.views.widgets.canvas.plane import Plane, polygon_of
from desktop.views.widgets.canvas.review_items import Outline, PathOutline
from desktop.views.widgets.canvas.review_masks import Veil

DASHES = (4.0, 2.5)
DOTS = (1.0, 2.0)


@dataclass(frozen=True)
class Look:
    """How one outline is drawn."""

    colour: QColor
    density: float
    pattern: tuple[float, ...] = ()
    hatched: bool = False
    strong: bool = False
    tag: QImage | None = None
    below: bool = False
    free: frozenset[Side] = frozenset()
    heading: bool = False
    bones: tuple[tuple[int, int], ...] = ()


def drawn(shape: Shape, plane: Plane, look: Look) -> Iterator[Item]:
    """Yield what is drawn of a shape; nothing for a tag."""
    yield from _DRAWN.get(shape.kind, _path)(shape, plane, look)


def _skeleton(shape: Shape, plane: Plane, look: Look) -> Iterator[Item]:
    assert isinstance(shape, Skeleton)
    joints = tuple((*plane.point(joint.x, joint.y), joint.state) for joint in shape.joints)
    yield LiveSkeleton(joints, look.bones, look.colour, look.density, numbered=look.strong)


def _box(shape: Shape, plane: Plane, look: Look) -> Iterator[Item]:
    yield Outline(
        plane.rect(shape.bounds),
        look.colour,
        look.density,
        look.pattern,
        hatched=look.hatched,
        strong=look.strong,
        tag=look.tag,
        tag_below=look.below,
        free=look.free,
    )


def _path(shape: Shape, plane: Plane, look: Look) -> Iterator[Item]:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for points, closed in shape.paths:
        path.addPolygon(polygon_of(plane.points(np.array(points, np.float64))))
        if closed:
            path.closeSubpath()
    yield PathOutline(
        path,
        look.colour,
        look.density,
        look.pattern,
        look.hatched,
        look.strong,
        look.tag,
        look.below,
        front_arrow(shape, plane, look.density) if look.heading and isinstance(shape, RotatedBox) else (),
    )


def _mask(shape: Shape, plane: Plane, look: Look) -> Iterator[Item]:
    assert isinstance(shape, Mask)
    yield Veil(shape, plane, look.colour, 0.1 if look.pattern else 0.3)
    if look.tag is not None:
        rect = plane.rect(shape.bounds)
        yield LiveImage(look.tag, QPointF(round(rect.left()), round(max(rect.top() - look.tag.height(), 0))))


def _dot(shape: Shape, plane: Plane, look: Look) -> Iterator[Item]:
    assert isinstance(shape, Dot)
    yield LiveDot(plane.at(shape.x, shape.y), look.colour, look.density)


def _nothing(_shape: Shape, _plane: Plane, _look: Look) -> Iterator[Item]:
    yield from ()


_DRAWN: Mapping[ShapeKind, Callable[[Shape, Plane, Look], Iterator[Item]]] = {
    "box": _box,
    "mask": _mask,
    "point": _dot,
    "skeleton": _skeleton,
    "tag": _nothing,
}
