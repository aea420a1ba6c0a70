"""The polygon: clicked, drawn free, along a neighbour's border; and the hole in one that is selected (Alt)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop.annotation.document import replacing
from desktop.annotation.geometry.crossings import self_crossing
from desktop.annotation.geometry.points import without_repeats
from desktop.annotation.geometry.polygons import contains, with_hole
from desktop.annotation.marks import new_mark_id
from desktop.annotation.outcome import Done
from desktop.annotation.shapes.base import Point
from desktop.annotation.shapes.polygon import Polygon
from desktop.annotation.tools.finishing import added
from desktop.annotation.tools.notes import note_of
from desktop.annotation.tools.strokes import Context, Pointer, Preview, Stroke
from desktop.annotation.tools.trail import Trail, lead
from desktop.base.wording import _

FEWEST = 3


def begin_polygon(context: Context, start: Pointer) -> Stroke:
    """Draw a polygon point by point; with Alt, begun inside the polygon that is selected, a hole in it."""
    outer = hole_target(context, start)
    return draw_polygon(context, start) if outer is None else draw_hole(context, start, outer)


def hole_target(context: Context, start: Pointer) -> Polygon | None:
    """Return the polygon that a hole is meant for: the only one selected, pressed inside with Alt."""
    if not start.alt or len(context.selected) != 1:
        return None
    mark = context.sheet.document.get(context.selected[0])
    return mark if isinstance(mark, Polygon) and contains(mark.rings, start.at) else None


def draw_polygon(context: Context, start: Pointer) -> Stroke:
    """Draw a new polygon. Enter, a second click in one place or one on the first point closes it."""
    trail = Trail(context, closes=True, least=FEWEST, objection=crosses_itself)
    fresh = Polygon(new_mark_id(), context.label, _NOWHERE, attributes=context.attributes)

    def show(preview: Preview) -> Preview:
        if len(preview.trail) < FEWEST:
            return preview
        return replace(preview, note=note_of(replace(fresh, rings=(preview.trail,))))

    if not (yield from lead(trail, start, show)):
        return Done()
    ring = without_repeats(trail.points, closed=True)
    if len(ring) < FEWEST:
        return Done(refused=_("没有画成：多边形至少要 3 个点。"))
    return added(context.sheet, context.name, replace(fresh, rings=(ring,)))


def draw_hole(context: Context, start: Pointer, outer: Polygon) -> Stroke:
    """Cut a hole into a polygon."""
    if outer.locked:
        return Done(refused=_("这个标注已锁定，按 ‹lock› 解锁后再调整。"))
    if not context.sheet.limits_of(outer.label).allow_holes:
        return Done(refused=_("没有画成：{reason}。", reason=_("这一类不许有洞")))
    trail = Trail(context, closes=True, least=FEWEST, skip=(outer.id,), objection=crosses_itself)
    if not (yield from lead(trail, start)):
        return Done()
    ring = without_repeats(trail.points, closed=True)
    if len(ring) < FEWEST or self_crossing(ring, closed=True) is not None:
        return Done(refused=_("洞没有画成：边线要围成一圈，不能和自己相交。"))
    try:
        rings = with_hole(outer.rings, ring)
    except ValueError:
        return Done(refused=_("洞没有画成：洞要完全在多边形里面，不能碰到别的洞。"))
    return Done(replacing(_("挖洞"), context.sheet.document, replace(outer, rings=rings)))


def crosses_itself(points: Sequence[Point]) -> str:
    """Return why points make no outline, in a few words, or an empty string."""
    ring = without_repeats(points, closed=True)
    crosses = len(ring) >= FEWEST and self_crossing(ring, closed=True) is not None
    return _("边线和自己相交，先退回几个点") if crosses else ""


#: Stands in until there are points.
_NOWHERE = (((0.0, 0.0), (0.0, 0.0), (0.0, 0.0)),)
