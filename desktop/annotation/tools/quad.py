"""The text quad: four corners clockwise from where the text begins, or a box dragged around a level line."""

from __future__ import annotations

import math

from desktop.annotation.geometry.convert import ring_of_box
from desktop.annotation.geometry.crossings import self_crossing
from desktop.annotation.geometry.points import bounds_of, ring_area
from desktop.annotation.marks import new_mark_id
from desktop.annotation.outcome import Done
from desktop.annotation.shapes.base import Point
from desktop.annotation.shapes.quad import Quad
from desktop.annotation.tools.cautions import caution
from desktop.annotation.tools.finishing import added
from desktop.annotation.tools.notes import note_of
from desktop.annotation.tools.snapping import placed
from desktop.annotation.tools.strokes import Context, Pointer, Preview, Stroke
from desktop.base.wording import _

CORNERS = 4


def begin_quad(context: Context, start: Pointer) -> Stroke:
    """Draw a quad: a drag makes an upright one, clicks set its corners one by one."""
    points: list[Point] = [placed(context, start)[0]]
    at, pressed = points[0], True
    while len(points) < CORNERS:
        dragged = pressed and len(points) == 1 and math.dist(at, points[0]) > start.reach
        pointer = yield _showing(context, points, at, dragged=dragged)
        if pointer.word == "undo" or (pointer.kind == "press" and pointer.button == "right"):
            points.pop()
            if not points:
                return Done()
            continue
        if pointer.kind == "word":
            continue
        at = placed(context, pointer)[0]
        if pointer.kind == "press" and at not in points:
            points.append(at)
        elif pointer.kind == "release":
            if pressed and math.dist(at, points[0]) > pointer.reach and len(points) == 1:
                points = list(ring_of_box(bounds_of([points[0], at])))
            pressed = False
    corners = tuple(points)
    if self_crossing(corners, closed=True) is not None or abs(ring_area(corners)) < 1.0:
        return Done(refused=_("四边形没有画成：四个角要按顺时针依次点，不能交叉或连成一线。"))
    if ring_area(corners) < 0:
        # Set the other way round: the first corner is meant, the turn is not.
        corners = (corners[0], *corners[:0:-1])
    return added(context.sheet, context.name, _quad(context, corners))


def _showing(context: Context, points: list[Point], at: Point, *, dragged: bool) -> Preview:
    if dragged:
        quad = _quad(context, ring_of_box(bounds_of([points[0], at])))
        return Preview((quad,), note=note_of(quad), warning=caution(context.sheet, quad))
    note = _("第 {number} 点，共 4 点", number=min(len(points) + 1, CORNERS))
    return Preview(trail=(*points, at), closes=True, note=note)


def _quad(context: Context, corners: tuple[Point, ...]) -> Quad:
    return Quad(new_mark_id(), context.label, corners, attributes=context.attributes)
