"""Copies of marks: on the same picture or on another, in place or under the pointer, cut off at the picture's border."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from desktop.annotation.document import Step, adding
from desktop.annotation.forms import bitmap_of, mask_like, rounded
from desktop.annotation.geometry.polygons import area, shared
from desktop.annotation.limits import Sheet
from desktop.annotation.marks import new_mark_id
from desktop.annotation.shapes.base import Point, Rect, Shape, ShapeKind
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.flag import Flag
from desktop.annotation.shapes.mask import Mask
from desktop.annotation.shapes.polygon import Polygon
from desktop.annotation.shapes.polyline import Polyline
from desktop.annotation.shapes.quad import Quad
from desktop.annotation.shapes.skeleton import Joint, Skeleton
from desktop.annotation.verbs.chosen import allows
from desktop.base.wording import _

_LEAST_AREA = 0.5


def paste(sheet: Sheet, marks: Sequence[Shape], at: Point | None = None, *, name: str = "") -> Step:
    """Add copies with ids of their own, visible and unlocked; around ``at`` when it is given, else where they were.

    What lies outside the picture is cut off or moved inside. Groups stay groups, but others than those copied from.
    """
    dx, dy = shift_to(marks, at)
    groups: dict[str, str] = {}
    copies: list[Shape] = []
    for mark in marks:
        copy = placed(sheet, mark, dx, dy)
        if copy is None or not allows(sheet, mark.label, mark.kind):
            continue
        group = groups.setdefault(mark.group, new_mark_id()) if mark.group else ""
        copies.append(replace(copy, id=new_mark_id(), locked=False, hidden=False, pinned=False, group=group))
    return adding(name or _("粘贴"), sheet.document, *copies)


def placed(sheet: Sheet, shape: Shape, dx: float, dy: float) -> Shape | None:
    """Return a shape shifted and brought into the picture; None where nothing of it would be in."""
    if isinstance(shape, Mask):
        return _mask(sheet, shape, dx, dy)
    moved = shape.moved(dx, dy)
    x1, y1, x2, y2 = moved.bounds
    if x1 >= 0 and y1 >= 0 and x2 <= sheet.width and y2 <= sheet.height:
        return moved
    return _CLIPPERS.get(moved.kind, _pushed)(sheet, moved)


def shift_to(marks: Sequence[Shape], at: Point | None) -> tuple[float, float]:
    """Return by how many whole pixels marks move to have their middle at a point; not at all without one."""
    places = [mark.bounds for mark in marks if mark.kind != "tag"]
    if at is None or not places:
        return 0.0, 0.0
    x1, y1, x2, y2 = zip(*places, strict=True)
    return (
        float(round(at[0] - (min(x1) + max(x2)) / 2)),
        float(round(at[1] - (min(y1) + max(y2)) / 2)),
    )


def _pushed(sheet: Sheet, shape: Shape) -> Shape | None:
    """Return a shape moved inside whole; None where it is larger than the picture."""
    x1, y1, x2, y2 = shape.bounds
    if x2 - x1 > sheet.width or y2 - y1 > sheet.height:
        return None
    return shape.moved(
        max(-x1, 0.0) + min(sheet.width - x2, 0.0), max(-y1, 0.0) + min(sheet.height - y2, 0.0)
    )


def _box(sheet: Sheet, shape: Shape) -> Shape | None:
    assert isinstance(shape, Box | Flag)
    x1, y1, x2, y2 = _clipped(sheet, shape.bounds)
    return replace(shape, x1=x1, y1=y1, x2=x2, y2=y2) if x2 - x1 >= 1 and y2 - y1 >= 1 else None


def _clipped(sheet: Sheet, bounds: Rect) -> Rect:
    (x1, y1), (x2, y2) = sheet.clip(*bounds[:2]), sheet.clip(*bounds[2:])
    return x1, y1, x2, y2


def _polygon(sheet: Sheet, shape: Shape) -> Shape | None:
    assert isinstance(shape, Polygon)
    width, height = sheet.width, sheet.height
    picture = (((0.0, 0.0), (width, 0.0), (width, height), (0.0, height)),)
    parts = [rings for rings in shared(shape.rings, [picture]) if area(rings) >= _LEAST_AREA]
    return replace(shape, rings=rounded(max(parts, key=area))) if parts else None


def _polyline(sheet: Sheet, shape: Shape) -> Shape | None:
    assert isinstance(shape, Polyline)
    inside = [point for point in shape.points if sheet.holds(*point)]
    return replace(shape, points=tuple(inside)) if len(inside) > 1 else None


def _dot(_sheet: Sheet, _shape: Shape) -> Shape | None:
    return None


def _skeleton(sheet: Sheet, shape: Shape) -> Shape | None:
    assert isinstance(shape, Skeleton)
    joints = tuple(
        joint if sheet.holds(joint.x, joint.y) else Joint(*sheet.clamp(joint.x, joint.y), "out")
        for joint in shape.joints
    )
    return replace(shape, joints=joints) if any(joint.state != "out" for joint in joints) else None


def _quad(sheet: Sheet, shape: Shape) -> Shape | None:
    assert isinstance(shape, Quad)
    clamped = replace(shape, corners=tuple(sheet.clamp(*corner) for corner in shape.corners))
    return clamped if clamped.area >= 1 else None


def _mask(sheet: Sheet, mask: Mask, dx: float, dy: float) -> Shape | None:
    pixels = bitmap_of(mask)
    moved = replace(pixels, x=pixels.x + round(dx), y=pixels.y + round(dy))
    x1, y1, x2, y2 = moved.box
    inside = moved.within((max(x1, 0), max(y1, 0), min(x2, int(sheet.width)), min(y2, int(sheet.height))))
    return mask_like(mask, inside)


_CLIPPERS: Mapping[ShapeKind, Callable[[Sheet, Shape], Shape | None]] = {
    "box": _box,
    "flag": _box,
    "polygon": _polygon,
    "polyline": _polyline,
    "point": _dot,
    "skeleton": _skeleton,
    "quad": _quad,
}
