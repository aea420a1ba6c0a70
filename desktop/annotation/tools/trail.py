"""A line under construction, point by point: what polygon, polyline, slice, cut and re-route have in common."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Sequence
from dataclasses import dataclass, field

from desktop.annotation.geometry.crossings import first_crossing
from desktop.annotation.geometry.freehand import steps_to
from desktop.annotation.geometry.points import distance
from desktop.annotation.limits import told_of_line
from desktop.annotation.shapes.base import Point
from desktop.annotation.tools.snapping import Anchor, placed, way_along
from desktop.annotation.tools.strokes import Context, Pointer, Preview
from desktop.base.wording import _

#: A click is also on a point that is this many times the reach away from it: closing is meant to be easy.
_NEAR = 2.0


@dataclass
class Trail:
    """The points set so far. ``closes``: it becomes a ring, closed by a press on its first point."""

    context: Context
    closes: bool
    least: int
    skip: Collection[str] = ()
    #: Says why the line may not end as it is, or nothing: it then goes on, and nothing that was set is lost.
    objection: Callable[[Sequence[Point]], str] | None = None
    points: list[Point] = field(default_factory=list)
    #: How many points each act added, so that one act is taken back at a time.
    acts: list[int] = field(default_factory=list)
    anchor: Anchor | None = None
    #: Where the pointer is, as a point would be placed.
    at: Point = (0.0, 0.0)
    #: What that place snaps to.
    here: Anchor | None = None
    is_free: bool = False
    #: The pointer is on the first point: a press closes the ring.
    is_closing: bool = False
    #: What a word was answered with; the next press takes it away.
    told: str = ""
    _pressed: Pointer | None = None
    #: Where the line runs over itself: the points there were with the stretch that does, and the place.
    _knots: list[tuple[int, Point]] = field(default_factory=list)
    _looked: int = 0

    def take(self, pointer: Pointer) -> str:
        """Take in a pointer; return "done" when the line is finished, "gone" when it was taken back whole, else ""."""
        if pointer.kind == "word":
            return self._speak(pointer.word)
        if pointer.kind == "press":
            return self._back() if pointer.button == "right" else self._press(pointer)
        self.at, self.here = placed(self.context, pointer, self.skip)
        if self._pressed is None and self._is_on_first(pointer):
            self.at, self.is_closing = self.points[0], True
        else:
            self.is_closing = False
        if pointer.kind == "release":
            return self._release(pointer, self.here)
        if self._pressed is not None and pointer.shift and pointer.kind == "move":
            self._draw_free(pointer)
        return ""

    def preview(self) -> Preview:
        """Return what to show: the line so far, led on to the pointer."""
        told = told_of_line(self.context.limits, self.points, self.at) if self.at not in self.points else ""
        knot = self.knot()
        if knot is not None:
            told = _("线和自己相交了")
        return Preview(
            trail=(*self.points, self.at)
            if self.points and self.at != self.points[-1]
            else tuple(self.points),
            closes=self.closes,
            warning=self.told or told,
            note=_("{count} 个点", count=len(self.points)),
            spot=self.at if self.here is not None or self.is_closing else None,
            knot=knot,
        )

    def knot(self) -> Point | None:
        """Return where the line crosses itself: a ring with what is set already, any line on its way to the pointer."""
        if self.closes:
            self._look_for_knots()
            if self._knots:
                return self._knots[-1][1]
        if len(self.points) < 2:
            return None
        if self.is_closing:
            return first_crossing(self.points[1:-1], self.points[-1], self.points[0])
        if self.at in self.points:
            return None
        return first_crossing(self.points[:-1], self.points[-1], self.at)

    def _look_for_knots(self) -> None:
        """Take note where the points since last time cross the line before them, and forget what was taken back."""
        self._knots = [(many, place) for many, place in self._knots if many <= len(self.points)]
        for end in range(max(min(self._looked, len(self.points)), 2), len(self.points)):
            place = first_crossing(self.points[: end - 1], self.points[end - 1], self.points[end])
            if place is not None:
                self._knots.append((end + 1, place))
        self._looked = len(self.points)

    def _press(self, pointer: Pointer) -> str:
        at, anchor = placed(self.context, pointer, self.skip)
        if self._finishes(pointer):
            return self._end()
        self._pressed, self.told = pointer, ""
        self.is_free = False
        if self.points and distance(at, self.points[-1]) <= 0.0:
            return ""
        self._add(at, anchor, pointer)
        return ""

    def _add(self, at: Point, anchor: Anchor | None, pointer: Pointer) -> None:
        way: tuple[Point, ...] = ()
        if self.anchor is not None and anchor is not None and self._traces(pointer):
            way = way_along(self.context, self.anchor, anchor, longer=pointer.shift)
        new = way[1:] or (at,)
        self.points.extend(new)
        self.acts.append(len(new))
        self.anchor, self.at = anchor, at

    def _traces(self, pointer: Pointer) -> bool:
        return pointer.alt != self.context.limits.shared_borders

    def _release(self, pointer: Pointer, anchor: Anchor | None) -> str:
        pressed, self._pressed = self._pressed, None
        if pressed is None or self.is_free:
            return ""
        if distance(pressed.at, pointer.at) > pointer.reach and self.at != self.points[-1]:
            self._add(self.at, anchor, pointer)
        return ""

    def _draw_free(self, pointer: Pointer) -> None:
        spacing = max(self.context.settings.spacing * pointer.reach, self.context.limits.least_spacing)
        if spacing <= 0.0 or not self.points:
            return
        if not self.is_free:
            self.is_free = True
            self.acts.append(0)
        new = [self.context.sheet.clamp(x, y) for x, y in steps_to(self.points[-1], pointer.at, spacing)]
        new = [
            point
            for place, point in enumerate(new)
            if point != (new[place - 1] if place else self.points[-1])
        ]
        self.points.extend(new)
        self.acts[-1] += len(new)
        self.anchor = None

    def _finishes(self, pointer: Pointer) -> bool:
        """Tell whether a press means the end: on the first point of a ring, or twice on the last one."""
        if len(self.points) < self.least:
            return False
        if self._is_on_first(pointer):
            return True
        return distance(pointer.at, self.points[-1]) <= pointer.reach / 2

    def _is_on_first(self, pointer: Pointer) -> bool:
        """Tell whether a pointer is on the first point of a ring that may be closed."""
        if not self.closes or len(self.points) < self.least:
            return False
        return distance(pointer.at, self.points[0]) <= _NEAR * pointer.reach

    def _speak(self, word: str) -> str:
        if word == "undo":
            return self._back()
        if word == "close" and len(self.points) < self.least:
            self.told = _("至少要 {least} 个点", least=self.least)
            return ""
        return self._end() if word == "close" else ""

    def _end(self) -> str:
        self.told = self.objection(self.points) if self.objection is not None else ""
        return "" if self.told else "done"

    def _back(self) -> str:
        if self.acts:
            del self.points[len(self.points) - self.acts.pop() :]
        self.anchor = None
        self._pressed = None
        return "" if self.points else "gone"


def lead(
    trail: Trail, start: Pointer, show: Callable[[Preview], Preview] | None = None
) -> Generator[Preview, Pointer, bool]:
    """Feed a trail from its first press to its end; return whether there is a line left. ``show`` adds to the preview."""
    trail.take(start)
    while True:
        preview = trail.preview()
        pointer = yield preview if show is None else show(preview)
        outcome = trail.take(pointer)
        if outcome:
            return outcome == "done"
