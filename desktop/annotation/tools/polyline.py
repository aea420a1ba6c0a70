"""The polyline: a directed line, point by point or drawn free."""

from __future__ import annotations

from dataclasses import replace

from desktop.annotation.geometry.points import without_repeats
from desktop.annotation.marks import new_mark_id
from desktop.annotation.outcome import Done
from desktop.annotation.shapes.polyline import Polyline
from desktop.annotation.tools.finishing import added
from desktop.annotation.tools.notes import note_of
from desktop.annotation.tools.strokes import Context, Pointer, Preview, Stroke
from desktop.annotation.tools.trail import Trail, lead
from desktop.base.wording import _

FEWEST = 2


def begin_polyline(context: Context, start: Pointer) -> Stroke:
    """Draw a line from its first point to its last. Enter or a second click in one place ends it."""
    trail = Trail(context, closes=False, least=FEWEST)
    fresh = Polyline(new_mark_id(), context.label, ((0.0, 0.0), (0.0, 0.0)), attributes=context.attributes)

    def show(preview: Preview) -> Preview:
        if len(preview.trail) < FEWEST:
            return preview
        return replace(preview, note=note_of(replace(fresh, points=preview.trail)))

    if not (yield from lead(trail, start, show)):
        return Done()
    points = without_repeats(trail.points, closed=False)
    if len(points) < FEWEST:
        return Done(refused=_("没有画成：折线至少要 2 个点。"))
    return added(context.sheet, context.name, replace(fresh, points=points))
