"""Shapes, sheets and strokes for the tests of the pointer tools."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from desktop.annotation.document import Document
from desktop.annotation.history import History
from desktop.annotation.hits import ShapeTable
from desktop.annotation.limits import Limits, Sheet
from desktop.annotation.outcome import Done
from desktop.annotation.shapes.base import Point, Shape
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.mask import Mask, mask_of
from desktop.annotation.shapes.polygon import Polygon
from desktop.annotation.tools.strokes import Context, Gesture, Pointer, Settings, Stroke, Template, Word

WIDTH, HEIGHT = 200, 100
LABELS = ["car", "bus", "road"]
Begin = Callable[[Context, Pointer], Stroke]


def box(name: str, x1: float, y1: float, x2: float, y2: float, **more: bool) -> Box:
    """Return a car."""
    return Box(name, "car", x1, y1, x2, y2, **more)


def polygon(name: str, *points: Point, holes: Iterable[Sequence[Point]] = (), **more: Any) -> Polygon:
    """Return a polygon of a car."""
    return Polygon(name, "car", (points, *(tuple(hole) for hole in holes)), **more)


def square(name: str, x: float, y: float, side: float, **more: Any) -> Polygon:
    """Return a square polygon, clockwise from its top left."""
    return polygon(name, (x, y), (x + side, y), (x + side, y + side), (x, y + side), **more)


def mask(name: str, x: int, y: int, width: int, height: int, **more: Any) -> Mask:
    """Return a mask of a full rectangle."""
    made = mask_of(name, "car", np.ones((height, width), np.bool_), x, y)
    assert made is not None
    return replace(made, **more)


def sheet(*shapes: Shape, minimum: float = 10.0, limits: Limits | None = None) -> Sheet:
    """Return a sheet of 200 x 100 pixels with these shapes."""
    named = dict.fromkeys(LABELS, limits) if limits is not None else {}
    return Sheet(Document(shapes), WIDTH, HEIGHT, minimum, named)


def at_work(
    *shapes: Shape,
    limits: Limits | None = None,
    selected: Sequence[str] = (),
    settings: Settings | None = None,
    **more: Any,
) -> Context:
    """Return what a tool is given that draws cars on these shapes, 200 x 100 pixels."""
    on = sheet(*shapes, minimum=0.0, limits=limits)
    return Context(
        on,
        ShapeTable(LABELS, on.document),
        "car",
        "画",
        attributes={"cut": False},
        selected=tuple(selected),
        settings=settings or Settings(brush=10.0),
        **more,
    )


def figure() -> Template:
    """Return a skeleton of three joints."""
    return Template(("头", "手", "脚"), ((0.5, 0.0), (1.0, 0.5), (0.5, 1.0)), ((0, 1), (0, 2)))


def press(x: float, y: float, *, reach: float = 3.0, adds: bool = False, **more: Any) -> Pointer:
    """Return a press."""
    return Pointer(x, y, "press", reach, adds, **more)


class Person:
    """Somebody with a tool in hand over a picture: the same pointers that a mouse sends."""

    def __init__(self, context: Context, begin: Begin, *, reach: float = 3.0) -> None:
        self.context = context
        self.begin = begin
        self.reach = reach
        self.gesture: Gesture | None = None

    @property
    def done(self) -> Done | None:
        """What the stroke came to, None while it is under way."""
        return self.gesture.done if self.gesture is not None else None

    @property
    def preview(self) -> Any:
        """What is shown."""
        assert self.gesture is not None
        return self.gesture.preview

    def down(self, x: float, y: float, **held: Any) -> Person:
        """Press."""
        pointer = press(x, y, reach=self.reach, **held)
        if self.gesture is None:
            self.gesture = Gesture(self.begin(self.context, pointer))
        else:
            self.gesture.feed(pointer)
        return self

    def move(self, x: float, y: float, *, held: bool = True, **more: Any) -> Person:
        """Move, with the button held or not."""
        return self._feed(Pointer(x, y, "move" if held else "hover", self.reach, **more))

    def up(self, x: float, y: float, **held: Any) -> Person:
        """Let go."""
        return self._feed(Pointer(x, y, "release", self.reach, **held))

    def click(self, *points: Point, **held: Any) -> Person:
        """Click one point after the other."""
        for x, y in points:
            if self.gesture is not None:
                self.move(x, y, held=False)
            self.down(x, y, **held).up(x, y, **held)
        return self

    def drag(self, *points: Point, **held: Any) -> Person:
        """Press at the first point, move over the others, let go at the last."""
        self.down(*points[0], **held)
        for point in points[1:]:
            self.move(*point, **held)
        return self.up(*points[-1], **held)

    def say(self, word: Word) -> Person:
        """Speak to the stroke as a key does."""
        return self._feed(Pointer(0.0, 0.0, "word", self.reach, word=word))

    def shapes(self) -> tuple[Shape, ...]:
        """Carry out what the stroke came to and return all shapes."""
        return carried_out(self.context.sheet, self.done).shapes()

    @property
    def refused(self) -> str:
        """Why nothing was done."""
        assert self.done is not None
        assert self.done.step is None
        return self.done.refused

    def _feed(self, pointer: Pointer) -> Person:
        assert self.gesture is not None
        self.gesture.feed(pointer)
        return self


def follow(stroke: Stroke, points: Sequence[tuple[float, float]], *, released: bool = True) -> Done | None:
    """Feed moves to a stroke and let go at the last point."""
    gesture = Gesture(stroke)
    for x, y in points:
        gesture.feed(Pointer(x, y, "move", 3.0))
    if released:
        gesture.feed(Pointer(*points[-1], "release", 3.0))
    return gesture.done


def carried_out(on: Sheet, done: Done | None) -> Document:
    """Return the document after the stroke's step."""
    assert done is not None
    if done.step is not None:
        History(on.document).do(done.step)
    return on.document
