"""Intelligent scissors: between two clicks the line follows the edge of the object by itself."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from desktop.annotation.geometry.livewire import Ways, costs_of, ways_from, window_around
from desktop.annotation.geometry.points import distance, without_repeats
from desktop.annotation.marks import new_mark_id
from desktop.annotation.outcome import Done
from desktop.annotation.shapes.base import Point
from desktop.annotation.shapes.polygon import Polygon
from desktop.annotation.shapes.polyline import Polyline
from desktop.annotation.tools.finishing import added
from desktop.annotation.tools.strokes import Context, Pointer, Preview, Stroke
from desktop.annotation.tools.wand import why_no_help
from desktop.base.wording import _

_FEWEST = 3
_NEAR = 2.0


@dataclass
class _Wire:
    """The line so far, and the ways from its last seed."""

    context: Context
    points: list[Point] = field(default_factory=list)
    acts: list[int] = field(default_factory=list)
    seeds: list[Point] = field(default_factory=list)
    ways: Ways | None = None
    #: How faint an edge the ways follow.
    edges: float = 50.0

    def seed(self, at: Point) -> None:
        """Go on from here: the line up to here is settled."""
        new = self.way_to(at)[1:] if self.points else (at,)
        self.points.extend(new or (at,))
        self.acts.append(len(new) or 1)
        self.seeds.append(at)
        self._spread(at)

    def way_to(self, at: Point) -> tuple[Point, ...]:
        """Return the line from the last point to a place, both included: along edges as far as the window reaches."""
        if self.ways is None:
            return (*self.points[-1:], at)
        way = self.ways.line_to(at)
        return without_repeats((*self.points[-1:], *way[1:-1], at), closed=False)

    def back(self) -> bool:
        """Take the last stretch back; tell whether there is a line left."""
        if self.acts:
            del self.points[len(self.points) - self.acts.pop() :]
            self.seeds.pop()
        if not self.seeds:
            return False
        self._spread(self.seeds[-1])
        return True

    def follow(self) -> None:
        """Look for ways anew from the last seed when the hand was set to follow fainter or stronger edges."""
        if self.ways is not None and self.edges != self.context.settings_now.edges:
            self._spread(self.seeds[-1])

    def _spread(self, at: Point) -> None:
        pixels = self.context.pixels
        assert pixels is not None
        size = int(self.context.sheet.width), int(self.context.sheet.height)
        inside = min(at[0], size[0] - 0.5), min(at[1], size[1] - 0.5)
        x1, y1, x2, y2 = window_around(inside, size)
        self.edges = self.context.settings_now.edges
        costs = costs_of(pixels(x1, y1, x2, y2), edges=self.edges)
        self.ways = ways_from(inside, costs, x=x1, y=y1)


def begin_scissors(context: Context, start: Pointer) -> Stroke:
    """Draw a polygon or line whose stretches cling to edges; Ctrl leads one straight. Closed as a polygon is."""
    reason = why_no_help(context)
    if reason:
        return Done(refused=reason)
    wire = _Wire(context)
    at = context.sheet.clamp(start.x, start.y)
    wire.seed(at)
    straight = False
    while True:
        wire.follow()
        way = (wire.points[-1], at) if straight else wire.way_to(at)
        note = _("{count} 个点  灵敏度 {edges}", count=len(wire.points), edges=round(wire.edges))
        pointer = yield Preview(trail=(*wire.points, *way[1:]), closes=not context.as_line, note=note)
        if pointer.word == "close":
            break
        if pointer.word == "undo" or (pointer.kind == "press" and pointer.button == "right"):
            if not wire.back():
                return Done()
            continue
        if pointer.kind == "word":
            continue
        at, straight = context.sheet.clamp(pointer.x, pointer.y), pointer.adds
        if pointer.kind == "press":
            if _finishes(context, wire, pointer):
                break
            if straight:
                wire.ways = None
            wire.seed(at)
    return _cut_out(context, wire)


def _finishes(context: Context, wire: _Wire, pointer: Pointer) -> bool:
    if distance(pointer.at, wire.seeds[-1]) <= pointer.reach / 2 and len(wire.points) > 1:
        return True
    on_first = distance(pointer.at, wire.points[0]) <= _NEAR * pointer.reach
    return not context.as_line and len(wire.points) >= _FEWEST and on_first


def _cut_out(context: Context, wire: _Wire) -> Done:
    if context.as_line:
        line = without_repeats(wire.points, closed=False)
        if len(line) < 2:
            return Done(refused=_("没有画成：折线至少要 2 个点。"))
        return added(
            context.sheet,
            context.name,
            Polyline(new_mark_id(), context.label, line, attributes=context.attributes),
        )
    last = wire.way_to(wire.points[0])[1:-1]
    ring = without_repeats((*wire.points, *last), closed=True)
    if len(ring) < _FEWEST:
        return Done(refused=_("没有画成：多边形至少要 3 个点。"))
    polygon = Polygon(new_mark_id(), context.label, (ring,), attributes=context.attributes)
    done = added(context.sheet, context.name, polygon)
    if done.refused:
        # The last stretch may have run over the first ones: led straight it is worth another try.
        straight = without_repeats(wire.points, closed=True)
        if len(straight) >= _FEWEST:
            return added(context.sheet, context.name, replace(polygon, rings=(straight,)))
    return done
