"""Errors of upright and rotated boxes, and of text quads as boxes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from desktop.annotation.geometry.points import Point, between, turned
from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.quad import Quad
from desktop.annotation.shapes.rotated import RotatedBox
from desktop.curriculum.seeding.base import Scene, Spoilt, instead, past

#: Degrees that a rotated box is turned by.
TURN_FROM, TURN_TO = 8.0, 20.0
#: Times its tolerance that a turn is at least.
_TURN_SURE = 1.5
#: Of a turned box this share stays inside the true one at least: the two are still one object.
_TURNED_SHARE = 0.62
#: How much less than the tolerance the IoU of a stretched box is, and how much more than that of a match.
_SURE = 0.06


def loosen_side(mark: Shape, scene: Scene) -> Spoilt | None:
    """Move one side of a box outwards, past its tolerance: LOOSE."""
    return _with_side(mark, scene, "LOOSE")


def cut_side(mark: Shape, scene: Scene) -> Spoilt | None:
    """Move one side of a box inwards, past its tolerance: CUT."""
    return _with_side(mark, scene, "CUT")


def shift_end(mark: Shape, scene: Scene) -> Spoilt | None:
    """Move one side of a rotated box or of a text quad, outwards or inwards, until its IoU is too small: BND."""
    if not isinstance(mark, RotatedBox | Quad):
        return None
    rules = scene.schema.object_rules.rotated if mark.kind == "rotated" else scene.schema.object_rules.quad
    least, most = rules.match_iou + _SURE, rules.iou - _SURE
    if least >= most:
        return None
    iou = scene.chance.uniform(max(least, most - 0.15), most)
    # Of one side alone: a wider box holds the true one, a narrower one lies in it.
    ways = [1 / iou, iou]
    scene.chance.shuffle(ways)
    for share in ways:
        other = _stretched(mark, share)
        if _lies_in(other.bounds, scene.size):
            return instead("BND", mark, other, scene)
    return None


def turn(mark: Shape, scene: Scene) -> Spoilt | None:
    """Turn a rotated box, a long one less than a short one: ANG."""
    if not isinstance(mark, RotatedBox) or not mark.width or not mark.height:
        return None
    thin = min(mark.width, mark.height) / max(mark.width, mark.height)
    most = min(TURN_TO, math.degrees(math.asin(min(1.0, thin / _TURNED_SHARE))))
    least = max(min(TURN_FROM, most), _TURN_SURE * scene.schema.object_rules.rotated.degrees)
    if least > most:
        return None
    angle = scene.chance.choice((-1, 1)) * scene.chance.uniform(least, most)
    return instead("ANG", mark, mark.turned_by(angle), scene)


def flip_heading(mark: Shape, scene: Scene) -> Spoilt | None:
    """Turn the front of a rotated box to its rear: ANG. Only where the front matters."""
    label = scene.schema.label(mark.label)
    if not isinstance(mark, RotatedBox) or label is None or not label.heading:
        return None
    return instead("ANG", mark, mark.turned_by(180.0), scene)


def turn_corners(mark: Shape, scene: Scene) -> Spoilt | None:
    """Begin a text quad at another corner, so that it is read sideways or upside down: ANG."""
    if not isinstance(mark, Quad) or mark.area <= 0:
        return None
    by = scene.chance.choice((1, 2, 3))
    return instead("ANG", mark, replace(mark, corners=mark.corners[by:] + mark.corners[:by]), scene)


def _with_side(mark: Shape, scene: Scene, code: str) -> Spoilt | None:
    """Return a box with one side off by 2 to 4 tolerances, if the picture and the box have the room."""
    if not isinstance(mark, Box):
        return None
    rules = scene.schema.box_rules
    places = list(range(4))
    scene.chance.shuffle(places)
    for place in places:
        span = mark.width if place % 2 == 0 else mark.height
        off = round(past(scene, max(rules.side_px, rules.side_share * span)))
        outward = -1 if place < 2 else 1
        moved = [*mark.corners]
        moved[place] += outward * off if code == "LOOSE" else -outward * off
        limit = scene.size[place % 2]
        if 0 <= moved[place] <= limit and moved[2] - moved[0] > span / 2 and moved[3] - moved[1] > span / 2:
            x1, y1, x2, y2 = moved
            return instead(code, mark, replace(mark, x1=x1, y1=y1, x2=x2, y2=y2), scene)
    return None


def _stretched(mark: RotatedBox | Quad, share: float) -> RotatedBox | Quad:
    """Return it with this share of its longer extent, the rear of a box and the end of a text moved."""
    if isinstance(mark, RotatedBox):
        dx, dy = turned((mark.width * (1 - share) / 2, 0.0), mark.angle)
        return replace(mark, cx=mark.cx + dx, cy=mark.cy + dy, width=mark.width * share)
    a, b, c, d = mark.corners
    return replace(mark, corners=(a, _along(a, b, share), _along(d, c, share), d))


def _along(a: Point, b: Point, share: float) -> Point:
    """Return the point on the way from ``a`` through ``b``, which is at share 1; beyond it for more."""
    if share <= 1:
        return between(a, b, share)
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)


def _lies_in(bounds: Sequence[float], size: tuple[int, int]) -> bool:
    x1, y1, x2, y2 = bounds
    return x1 >= 0 and y1 >= 0 and x2 <= size[0] and y2 <= size[1]
