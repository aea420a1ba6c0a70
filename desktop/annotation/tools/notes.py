"""What is written beside the pointer about the shape in hand: its size, angle, area or number of points."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from desktop.annotation.shapes.base import Shape, ShapeKind
from desktop.annotation.shapes.ellipse import Ellipse
from desktop.annotation.shapes.polyline import Polyline
from desktop.annotation.shapes.rotated import RotatedBox
from desktop.base.wording import _

#: Of an outline with more points only these are told: its area would cost more than the stroke itself.
_COUNTED = 1000


def note_of(shape: Shape) -> str:
    """Return the note on a shape; an empty string for one that has nothing to measure."""
    write = _NOTES.get(shape.kind)
    return write(shape) if write is not None else ""


def _extent(shape: Shape) -> str:
    x1, y1, x2, y2 = shape.bounds
    return _("{width} × {height} px", width=round(x2 - x1), height=round(y2 - y1))


def _turned(shape: Shape) -> str:
    assert isinstance(shape, RotatedBox)
    return _(
        "{width} × {height} px  {angle}°",
        width=round(shape.width),
        height=round(shape.height),
        angle=round(shape.angle, 1),
    )


def _radii(shape: Shape) -> str:
    assert isinstance(shape, Ellipse)
    return _("{width} × {height} px", width=round(2 * shape.rx), height=round(2 * shape.ry))


def _points(shape: Shape) -> str:
    if len(shape.handles) > _COUNTED:
        return _("{count} 个点", count=len(shape.handles))
    return _("{count} 个点  {area} px²", count=len(shape.handles), area=round(shape.area))


def _line(shape: Shape) -> str:
    assert isinstance(shape, Polyline)
    return _("{count} 个点  长 {length} px", count=len(shape.points), length=round(shape.length))


def _place(shape: Shape) -> str:
    ((x, y), *_rest) = shape.handles
    return f"{round(x)}, {round(y)}"


_NOTES: Mapping[ShapeKind, Callable[[Shape], str]] = {
    "box": _extent,
    "flag": _extent,
    "quad": _extent,
    "rotated": _turned,
    "ellipse": _radii,
    "polygon": _points,
    "polyline": _line,
    "point": _place,
}
