"""One shape of every kind, at random, for walks over all of them."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping

import numpy as np

from desktop.annotation.shapes.base import Shape, ShapeKind
from desktop.annotation.shapes.bitmap import tiles_of
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.dot import Dot
from desktop.annotation.shapes.ellipse import Ellipse
from desktop.annotation.shapes.flag import Flag
from desktop.annotation.shapes.mask import Mask
from desktop.annotation.shapes.polygon import Polygon
from desktop.annotation.shapes.polyline import Polyline
from desktop.annotation.shapes.quad import Quad
from desktop.annotation.shapes.rotated import RotatedBox
from desktop.annotation.shapes.skeleton import STATES, Joint, Skeleton
from desktop.annotation.shapes.tag import Tag

Chance = random.Random
LABELS = ("car", "bus", "person", "light", "ufo")
#: The lines between the joints of a sample skeleton.
BONES = ((0, 1), (1, 2), (1, 3))
_Made = tuple[str, str]


def ring(chance: Chance, x: float, y: float, radius: float, points: int) -> tuple[tuple[float, float], ...]:
    """Return a ring without crossings around a point, which it holds."""
    turns = [2 * math.pi * (number + chance.uniform(0, 0.2)) / points for number in range(points)]
    return tuple(
        (
            x + radius * chance.uniform(0.6, 1) * math.cos(turn),
            y + radius * chance.uniform(0.6, 1) * math.sin(turn),
        )
        for turn in turns
    )


def _box(chance: Chance, x: float, y: float, r: float, said: _Made) -> Box:
    return Box(*said, round(x - r), round(y - r / 2), round(x + r), round(y + r / 2))


def _rotated(chance: Chance, x: float, y: float, r: float, said: _Made) -> RotatedBox:
    return RotatedBox(*said, cx=x, cy=y, width=2 * r, height=r, angle=chance.uniform(0, 360))


def _polygon(chance: Chance, x: float, y: float, r: float, said: _Made) -> Polygon:
    outer = ring(chance, x, y, r, chance.randint(3, 14))
    hole = ring(chance, x, y, r / 8, 4)
    return Polygon(*said, rings=(outer, hole) if chance.random() < 0.3 else (outer,))


def _polyline(chance: Chance, x: float, y: float, r: float, said: _Made) -> Polyline:
    return Polyline(*said, points=ring(chance, x, y, r, chance.randint(2, 9)))


def _dot(chance: Chance, x: float, y: float, r: float, said: _Made) -> Dot:
    return Dot(*said, x=x, y=y)


def _skeleton(chance: Chance, x: float, y: float, r: float, said: _Made) -> Skeleton:
    places = ring(chance, x, y, r, 4)
    return Skeleton(*said, joints=tuple(Joint(*place, chance.choice(STATES)) for place in places))


def _ellipse(chance: Chance, x: float, y: float, r: float, said: _Made) -> Ellipse:
    return Ellipse(*said, cx=x, cy=y, rx=r, ry=r / 2, angle=chance.uniform(0, 180))


def _mask(chance: Chance, x: float, y: float, r: float, said: _Made) -> Mask:
    side = max(int(r), 2)
    bits = np.add.outer(np.arange(side), np.arange(side)) % 7 < 5
    return Mask(*said, tiles=tiles_of(bits, max(int(x - r / 2), 0), max(int(y - r / 2), 0)))


def _quad(chance: Chance, x: float, y: float, r: float, said: _Made) -> Quad:
    corners = ((x - r, y - r / 3), (x + r, y - r / 4), (x + r, y + r / 3), (x - r, y + r / 4))
    return Quad(*said, corners=corners, text="合计 128.00")


def _tag(chance: Chance, x: float, y: float, r: float, said: _Made) -> Tag:
    return Tag(*said)


def _flag(chance: Chance, x: float, y: float, r: float, said: _Made) -> Flag:
    return Flag(*said, target=None, x1=x - r, y1=y - r, x2=x + r, y2=y + r)


MAKERS: Mapping[ShapeKind, Callable[[Chance, float, float, float, _Made], Shape]] = {
    "box": _box,
    "rotated": _rotated,
    "polygon": _polygon,
    "polyline": _polyline,
    "point": _dot,
    "skeleton": _skeleton,
    "ellipse": _ellipse,
    "mask": _mask,
    "quad": _quad,
    "tag": _tag,
    "flag": _flag,
}


def any_shape(
    chance: Chance, mark_id: str, size: tuple[int, int], radius: float = 60.0, kind: ShapeKind | None = None
) -> Shape:
    """Return a shape of a kind, by default of any, somewhere in a picture."""
    maker = MAKERS[kind or chance.choice(list(MAKERS))]
    r = chance.uniform(2, radius)
    x, y = chance.uniform(r, size[0] - r), chance.uniform(r, size[1] - r)
    return maker(chance, x, y, r, (mark_id, chance.choice(LABELS)))
