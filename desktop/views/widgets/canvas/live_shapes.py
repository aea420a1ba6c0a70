"""A shape under the hand, selected or hovered, smooth and with its handles: one maker for each kind.

All places are device pixels of the view.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen

from desktop.annotation.shapes.base import Shape, ShapeKind
from desktop.annotation.shapes.dot import Dot
from desktop.annotation.shapes.flag import Flag
from desktop.annotation.shapes.quad import Quad
from desktop.annotation.shapes.rotated import RotatedBox
from desktop.annotation.shapes.skeleton import JointState, Skeleton
from desktop.views.theme.current import theme
from desktop.views.widgets.canvas.inks import DASHES
from desktop.views.widgets.canvas.kinds.badges import BADGE, badge
from desktop.views.widgets.canvas.kinds.joints import ARM, JOINT, draw_joint, draw_number
from desktop.views.widgets.canvas.kinds.lines import arrows
from desktop.views.widgets.canvas.kinds.outlines import FRONT_FROM, HEAD, head
from desktop.views.widgets.canvas.live import HALO, Item
from desktop.views.widgets.canvas.plane import Floats, Plane, polygon_of
from desktop.views.widgets.canvas.tags import ClassLook, short_tag

#: Device-independent pixels: the radius of a handle, and the least way from one to the next.
HANDLE = 4
SPACED = 11
#: Handles of one shape at most.
MOST_HANDLES = 600
#: Rows of cells: farther apart than any picture is wide in device pixels at the largest zoom.
_FAR = 1 << 31
#: Device-independent pixels: a text is shown at least so wide, however narrow its quad.
TEXT_FROM = 160


@dataclass(frozen=True)
class LiveStyle:
    """How a live shape is drawn. ``fill`` is an opacity 0..1; ``strong`` the handle under the pointer."""

    fill: float = 0.18
    handles: bool = False
    tagged: bool = True
    dashed: bool = False
    strong: int | None = None
    bones: tuple[tuple[int, int], ...] = ()
    area: QRectF = field(default_factory=QRectF)


@dataclass(frozen=True)
class LiveOutline:
    """A closed or open outline with what belongs to it: arrow heads filled, handles, a tag."""

    path: QPainterPath
    colour: QColor
    density: float
    fill: float = 0.0
    dashed: bool = False
    solids: tuple[QPainterPath, ...] = ()
    handles: tuple[tuple[float, float], ...] = ()
    strong: tuple[float, float] | None = None
    tag: QImage | None = None
    badge: QImage | None = None

    @property
    def extent(self) -> QRectF:
        """The outline with handles, tag and badge."""
        reach = (HANDLE + 4) * self.density
        around = self.path.controlPointRect().adjusted(-reach, -reach, reach, reach)
        for solid in self.solids:
            around = around.united(solid.controlPointRect().adjusted(-2, -2, 2, 2))
        for image, at in self._images():
            around = around.united(QRectF(at, image.size().toSizeF()))
        return around

    def paint(self, painter: QPainter) -> None:
        """Draw halo, fill, line, ornaments and handles."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        join = Qt.PenJoinStyle.RoundJoin
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(HALO, 4 * self.density, j=join))
        painter.drawPath(self.path)
        line = QPen(self.colour, 2 * self.density, j=join)
        if self.dashed:
            line.setDashPattern(list(DASHES))
        painter.setPen(line)
        if self.fill > 0:
            filled = QColor(self.colour)
            filled.setAlphaF(min(self.fill, 1.0))
            painter.setBrush(filled)
        painter.drawPath(self.path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(self.colour))
        for solid in self.solids:
            painter.drawPath(solid)
        for image, at in self._images():
            painter.drawImage(at, image)
        draw_handles(painter, self.handles, self.strong, self.colour, self.density)

    def _images(self) -> Iterator[tuple[QImage, QPointF]]:
        rect = self.path.controlPointRect()
        if self.tag is not None:
            top = max(rect.top() - self.tag.height() - self.density, 0)
            yield self.tag, QPointF(round(rect.left() - self.density), round(top))
        if self.badge is not None:
            half = self.badge.width() // 2
            yield self.badge, QPointF(round(rect.right()) - half, round(rect.top()) - half)


@dataclass(frozen=True)
class LiveSkeleton:
    """Bones and joints, each joint with its number when the skeleton is alone in the hand."""

    joints: tuple[tuple[float, float, JointState], ...]
    bones: tuple[tuple[int, int], ...]
    colour: QColor
    density: float
    numbered: bool = False
    strong: int | None = None

    @property
    def extent(self) -> QRectF:
        """All joints in the picture with their numbers."""
        seen = [QPointF(x, y) for x, y, state in self.joints if state != "out"]
        if not seen:
            return QRectF()
        reach = (2 * JOINT + 4) * self.density
        right = reach + (24 * self.density if self.numbered else 0)
        return (
            polygon_of(np.array([point.toTuple() for point in seen]))
            .boundingRect()
            .adjusted(-reach, -reach - 8 * self.density, right, reach)
        )

    def paint(self, painter: QPainter) -> None:
        """Draw bones, joints and numbers."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lines = [
            (QPointF(*self.joints[a][:2]), QPointF(*self.joints[b][:2]))
            for a, b in self.bones
            if max(a, b) < len(self.joints) and "out" not in {self.joints[a][2], self.joints[b][2]}
        ]
        for colour, width in ((HALO, 4.5), (self.colour, 2.5)):
            painter.setPen(QPen(colour, width * self.density))
            for start, end in lines:
                painter.drawLine(start, end)
        for place, (x, y, state) in enumerate(self.joints):
            radius = JOINT * self.density * (1.6 if place == self.strong else 1.25)
            draw_joint(painter, QPointF(x, y), state, self.colour, radius)
            if self.numbered and state != "out":
                at = QPointF(x + 1.5 * radius, y - radius)
                draw_number(painter, at, str(place + 1), self.density)


@dataclass(frozen=True)
class LiveDot:
    """A point in a ring."""

    at: QPointF
    colour: QColor
    density: float

    @property
    def extent(self) -> QRectF:
        """The ring."""
        reach = (ARM + 6) * self.density
        return QRectF(self.at.x() - reach, self.at.y() - reach, 2 * reach, 2 * reach)

    def paint(self, painter: QPainter) -> None:
        """Draw ring and cross."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        arm, across = ARM * self.density, QPointF(ARM * self.density, 0)
        for colour, width in ((HALO, 4.0), (self.colour, 2.0)):
            painter.setPen(QPen(colour, width * self.density))
            painter.drawEllipse(self.at, arm + 2 * self.density, arm + 2 * self.density)
            painter.drawLine(self.at - across, self.at + across)
            painter.drawLine(self.at - QPointF(0, arm), self.at + QPointF(0, arm))


@dataclass(frozen=True)
class LiveImage:
    """A ready image, such as a tag."""

    image: QImage
    at: QPointF

    @property
    def extent(self) -> QRectF:
        """The image."""
        return QRectF(self.at, self.image.size().toSizeF())

    def paint(self, painter: QPainter) -> None:
        """Copy it."""
        painter.drawImage(self.at, self.image)


def live_items(
    shape: Shape, plane: Plane, look: ClassLook, density: float, style: LiveStyle
) -> Iterator[Item]:
    """Yield what is drawn of a shape that is live; nothing for a tag."""
    maker = _MAKERS.get(shape.kind)
    if maker is not None:
        yield from maker(shape, plane, look, density, style)


def draw_handles(
    painter: QPainter,
    handles: Sequence[tuple[float, float]],
    strong: tuple[float, float] | None,
    colour: QColor,
    density: float,
) -> None:
    """Draw round handles, the one under the pointer larger."""
    painter.setPen(QPen(colour, 1.5 * density))
    painter.setBrush(Qt.GlobalColor.white)
    for x, y in handles:
        painter.drawEllipse(QPointF(x, y), HANDLE * density, HANDLE * density)
    if strong is not None:
        painter.setBrush(colour)
        painter.setPen(QPen(Qt.GlobalColor.white, 1.5 * density))
        painter.drawEllipse(QPointF(*strong), (HANDLE + 1.5) * density, (HANDLE + 1.5) * density)


def thinned(points: Floats, density: float, area: QRectF) -> tuple[tuple[float, float], ...]:
    """Return those of the points inside an area that keep a distance from each other: one of each small square."""
    if not len(points):
        return ()
    inside = (points[:, 0] >= area.left()) & (points[:, 0] <= area.right())
    inside &= (points[:, 1] >= area.top()) & (points[:, 1] <= area.bottom())
    shown = points[inside]
    cells = np.floor(shown / (SPACED * density)).astype(np.int64)
    # One number for a cell: whole rows are compared field by field, which takes a millisecond for twenty of them.
    _cells, first = np.unique(cells[:, 0] * _FAR + cells[:, 1], return_index=True)
    return tuple((x, y) for x, y in shown[np.sort(first)[:MOST_HANDLES]].tolist())


def _path(shape: Shape, plane: Plane) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for points, closed in shape.paths:
        path.addPolygon(polygon_of(plane.points(np.array(points, np.float64))))
        if closed:
            path.closeSubpath()
    return path


def _outline(
    shape: Shape, plane: Plane, look: ClassLook, density: float, style: LiveStyle
) -> Iterator[LiveOutline]:
    placed = plane.points(np.array(shape.handles, np.float64))
    strong = style.strong if style.strong is not None and style.strong < len(placed) else None
    closed = all(path[1] for path in shape.paths)
    yield LiveOutline(
        _path(shape, plane),
        look.colour,
        density,
        fill=style.fill if closed and not isinstance(shape, Flag) else 0.0,
        dashed=style.dashed or isinstance(shape, Flag),
        solids=_solids(shape, plane, look, density),
        handles=thinned(placed, density, style.area) if style.handles else (),
        strong=tuple(placed[strong].tolist()) if strong is not None and style.handles else None,
        tag=_tag(shape, plane, look, density) if style.tagged else None,
        badge=_badge(density) if isinstance(shape, Flag) else None,
    )


def _tag(shape: Shape, plane: Plane, look: ClassLook, density: float) -> QImage:
    """Return what a text quad says, as much as is as wide as the quad; the class of anything else."""
    if not isinstance(shape, Quad) or not shape.text:
        return look.tag
    most = max(round(plane.rect(shape.bounds).width()), round(TEXT_FROM * density))
    return short_tag(shape.text, look.colour, density, most)


def _solids(shape: Shape, plane: Plane, look: ClassLook, density: float) -> tuple[QPainterPath, ...]:
    """Return the arrows of a line, or the front of a rotated box."""
    if isinstance(shape, RotatedBox):
        return front_arrow(shape, plane, density) if look.heading else ()
    if shape.kind == "polyline":
        return tuple(arrows(plane.points(np.array(shape.handles, np.float64)), density))
    return ()


def front_arrow(shape: RotatedBox, plane: Plane, density: float) -> tuple[QPainterPath, ...]:
    """Return the arrow from the middle of a rotated box to its front; none where the box is too small to tell."""
    start, end = plane.at(shape.cx, shape.cy), plane.at(*shape.front)
    if (end - start).manhattanLength() < FRONT_FROM / 2 * density:
        return ()
    return (head(start, end, 1.3 * HEAD * density), _shaft(start, end, density))


def _shaft(start: QPointF, end: QPointF, density: float) -> QPainterPath:
    along = end - start
    length = max((along.x() ** 2 + along.y() ** 2) ** 0.5, 1e-9)
    off = QPointF(-along.y(), along.x()) * (density / length)
    path = QPainterPath(start + off)
    path.lineTo(end + off)
    path.lineTo(end - off)
    path.lineTo(start - off)
    path.closeSubpath()
    return path


def _badge(density: float) -> QImage:
    return badge(round(BADGE * density), theme().colour("surface").name(), theme().colour("bad").name())


def _skeleton(
    shape: Shape, plane: Plane, look: ClassLook, density: float, style: LiveStyle
) -> Iterator[LiveSkeleton]:
    assert isinstance(shape, Skeleton)
    joints = tuple((*plane.point(joint.x, joint.y), joint.state) for joint in shape.joints)
    yield LiveSkeleton(joints, style.bones, look.colour, density, style.handles, style.strong)


def _dot(shape: Shape, plane: Plane, look: ClassLook, density: float, _style: LiveStyle) -> Iterator[LiveDot]:
    assert isinstance(shape, Dot)
    yield LiveDot(plane.at(shape.x, shape.y), look.colour, density)


def _mask(shape: Shape, plane: Plane, look: ClassLook, _density: float, style: LiveStyle) -> Iterator[Item]:
    """Yield the tag of a mask; its pixels are kept from event to event, by whoever shows it."""
    if style.tagged:
        rect = plane.rect(shape.bounds)
        yield LiveImage(look.tag, QPointF(round(rect.left()), round(max(rect.top() - look.tag.height(), 0))))


_MAKERS: Mapping[ShapeKind, Callable[[Shape, Plane, ClassLook, float, LiveStyle], Iterator[Item]]] = {
    "rotated": _outline,
    "polygon": _outline,
    "polyline": _outline,
    "ellipse": _outline,
    "quad": _outline,
    "flag": _outline,
    "skeleton": _skeleton,
    "point": _dot,
    "mask": _mask,
}
