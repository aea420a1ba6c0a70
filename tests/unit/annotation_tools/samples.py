"""Boxes, sheets and strokes for the tests of the pointer tools."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.annotation.document import Document
from desktop.annotation.history import History
from desktop.annotation.limits import Sheet
from desktop.annotation.outcome import Done
from desktop.annotation.shapes.box import Box
from desktop.annotation.tools.strokes import Gesture, Pointer, Stroke

WIDTH, HEIGHT = 200, 100


def box(name: str, x1: float, y1: float, x2: float, y2: float, **more: bool) -> Box:
    """Return a car."""
    return Box(name, "car", x1, y1, x2, y2, **more)


def sheet(*boxes: Box, minimum: float = 10.0) -> Sheet:
    """Return a sheet of 200 x 100 pixels with these boxes."""
    return Sheet(Document(boxes), WIDTH, HEIGHT, minimum)


def press(x: float, y: float, *, reach: float = 3.0, adds: bool = False) -> Pointer:
    """Return a press."""
    return Pointer(x, y, "press", reach, adds)


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
