"""The size of a mark in a few signs, for lists, panels and screen readers: a table, one line a kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from desktop.annotation.marks import Mark
from desktop.annotation.shapes.base import Shape, ShapeKind
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.ellipse import Ellipse
from desktop.annotation.shapes.flag import Flag
from desktop.annotation.shapes.mask import Mask
from desktop.annotation.shapes.polygon import Polygon
from desktop.annotation.shapes.polyline import Polyline
from desktop.annotation.shapes.quad import Quad
from desktop.annotation.shapes.rotated import RotatedBox
from desktop.annotation.shapes.skeleton import Skeleton
from desktop.base.wording import N_, _

Sized: TypeAlias = Callable[[Any], str]

#: What a kind of shape is called.
KIND_NAMES: Mapping[ShapeKind, str] = {
    "box": N_("矩形框"),
    "rotated": N_("旋转框"),
    "polygon": N_("多边形"),
    "polyline": N_("折线"),
    "point": N_("点"),
    "skeleton": N_("关键点"),
    "ellipse": N_("椭圆"),
    "mask": N_("掩膜"),
    "quad": N_("文字框"),
    "tag": N_("图片标签"),
    "flag": N_("质检标记"),
}


def short_size(mark: Mark) -> str:
    """Return the size of a mark as short as a row of a list has room for; empty for what has none."""
    return _SHORT[mark.kind](mark) if isinstance(mark, Shape) else ""


def spoken_size(mark: Mark) -> str:
    """Return the size of a mark with its unit, as a screen reader says it."""
    short = short_size(mark)
    if isinstance(mark, Box | RotatedBox | Ellipse):
        return _("{size} 像素", size=short)
    return short


def kind_name(kind: ShapeKind) -> str:
    """Return what a kind of shape is called, in the language spoken."""
    return _(KIND_NAMES[kind])


def _box(box: Box) -> str:
    return f"{round(box.width)} × {round(box.height)}"


def _rotated(box: RotatedBox) -> str:
    return f"{round(box.width)} × {round(box.height)}  {box.angle:.0f}°"


def _ellipse(ellipse: Ellipse) -> str:
    return f"{round(2 * ellipse.rx)} × {round(2 * ellipse.ry)}"


def _polygon(polygon: Polygon) -> str:
    holes = len(polygon.rings) - 1
    n = len(polygon.handles)
    return _("{n} 点 {holes} 孔", n=n, holes=holes) if holes else _("{n} 点", n=n)


def _polyline(line: Polyline) -> str:
    return _("{n} 点 {length} px", n=len(line.points), length=round(line.length))


def _skeleton(skeleton: Skeleton) -> str:
    seen = sum(joint.state == "visible" for joint in skeleton.joints)
    return _("可见 {seen}/{n}", seen=seen, n=len(skeleton.joints))


def _mask(mask: Mask) -> str:
    return f"{round(mask.area)} px"


def _quad(quad: Quad) -> str:
    return quad.text or _("未转写")


def _flag(flag: Flag) -> str:
    return _("漏标处") if flag.target is None else ""


def _nothing(_mark: Shape) -> str:
    return ""


_SHORT: Mapping[ShapeKind, Sized] = {
    "box": _box,
    "rotated": _rotated,
    "polygon": _polygon,
    "polyline": _polyline,
    "point": _nothing,
    "skeleton": _skeleton,
    "ellipse": _ellipse,
    "mask": _mask,
    "quad": _quad,
    "tag": _nothing,
    "flag": _flag,
}
