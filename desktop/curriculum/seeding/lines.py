"""Errors of lines and of single points."""

from __future__ import annotations

import math
from dataclasses import replace

from desktop.annotation.geometry.points import between, distance, path_length, turned
from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.dot import Dot
from desktop.annotation.shapes.polyline import Polyline
from desktop.curriculum.seeding.base import FROM, Scene, Spoilt, inside, instead, past

#: Of the distance up to which a line or a point is the same one: an error stays nearer than this share of it.
_SAME = 0.6
#: Of what a line may leave out: an error leaves out this many times as much, but never more than that share of it.
_SHORT, _SHORTEST = 3.0, 0.45


def shift_line(mark: Shape, scene: Scene) -> Spoilt | None:
    """Move a line sideways, past its tolerance: LINE. None where that would make it another line."""
    rules = scene.schema.object_rules.polyline
    off = min(past(scene, rules.distance_px), _SAME * rules.match_px)
    if not isinstance(mark, Polyline) or off < FROM * 0.75 * rules.distance_px:
        return None
    (xa, ya), (xb, yb) = mark.points[0], mark.points[-1]
    length = math.hypot(xb - xa, yb - ya) or 1.0
    off *= scene.chance.choice((-1, 1))
    return instead("LINE", mark, mark.moved(-(yb - ya) / length * off, (xb - xa) / length * off), scene)


def reverse_line(mark: Shape, scene: Scene) -> Spoilt | None:
    """Draw a line the other way: LINE. Only where its direction matters."""
    if not isinstance(mark, Polyline) or not scene.schema.object_rules.polyline.directed:
        return None
    return instead("LINE", mark, replace(mark, points=mark.points[::-1]), scene)


def shorten_line(mark: Shape, scene: Scene) -> Spoilt | None:
    """End a line too early, so that it covers too little: LINE."""
    rules = scene.schema.object_rules.polyline
    if not isinstance(mark, Polyline):
        return None
    length = path_length(mark.points, closed=False)
    left_out = max(_SHORT * (1 - rules.coverage) * length, FROM * rules.distance_px + 2 * rules.distance_px)
    if left_out > _SHORTEST * length:
        return None
    points, to_go = [mark.points[0]], length - left_out
    for a, b in zip(mark.points, mark.points[1:], strict=False):
        step = distance(a, b)
        if step >= to_go:
            points.append(between(a, b, to_go / step))
            break
        points.append(b)
        to_go -= step
    return instead("LINE", mark, replace(mark, points=tuple(points)), scene)


def move_point(mark: Shape, scene: Scene) -> Spoilt | None:
    """Put a point elsewhere, past its radius but within reach of the object: PT."""
    rules = scene.schema.object_rules.point
    off = rules.radius_px + scene.chance.uniform(0.3, 0.6) * (rules.match_px - rules.radius_px)
    if not isinstance(mark, Dot) or rules.match_px < 1.5 * rules.radius_px:
        return None
    dx, dy = turned((off, 0.0), scene.chance.uniform(0, 360))
    # Towards the middle of the picture where the rim is near.
    x, y = (
        at + step if 0 <= at + step <= limit else at - step
        for at, step, limit in ((mark.x, dx, scene.size[0]), (mark.y, dy, scene.size[1]))
    )
    if inside(x, y, scene.size) != (x, y) or _nearer_another(x, y, mark, scene):
        return None
    return instead("PT", mark, replace(mark, x=x, y=y), scene)


def _nearer_another(x: float, y: float, mark: Dot, scene: Scene) -> bool:
    """Tell whether a place could be meant for another point."""
    reach = scene.schema.object_rules.point.match_px
    others = [other for other in scene.marks if isinstance(other, Dot) and other.id != mark.id]
    return any(math.hypot(other.x - x, other.y - y) <= reach for other in others)
