"""Pointer tools as generators: a press starts one, moves feed it, the last release ends it with a named step.

A tool knows no window. It is fed :class:`Pointer` values in image pixels, yields a :class:`Preview` of what to show
meanwhile and returns a :class:`Done`. Leaving it (Esc) is closing the generator: nothing has happened yet.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from desktop.annotation.document import Document, Step, adding, replacing
from desktop.annotation.hits import BoxTable, Part
from desktop.annotation.marks import new_mark_id
from desktop.annotation.shapes.base import Attributes, Rect
from desktop.annotation.shapes.box import Box
from desktop.base.wording import _

#: A box thinner than this many pixels is no box.
THINNEST = 1.0


@dataclass(frozen=True)
class Pointer:
    """One pointer event in image pixels. ``reach`` is the hand's tolerance, a few screen pixels in image pixels."""

    x: float
    y: float
    kind: Literal["press", "move", "release"] = "move"
    reach: float = 4.0
    adds: bool = False


@dataclass(frozen=True)
class Sheet:
    """The picture that is drawn on: the document and its limits in pixels."""

    document: Document
    width: float
    height: float
    minimum: float = 0.0

    def clip(self, x: float, y: float) -> tuple[float, float]:
        """Return the nearest whole pixel border inside the picture."""
        return float(round(min(max(x, 0.0), self.width))), float(round(min(max(y, 0.0), self.height)))

    def too_small(self, box: Box) -> bool:
        """Tell whether a side of the box is under the least size the rules ask for."""
        return min(box.width, box.height) < self.minimum


@dataclass(frozen=True)
class Preview:
    """What to show while a stroke is under way: boxes in their new state, or a rubber band."""

    boxes: tuple[Box, ...] = ()
    band: Rect | None = None
    too_small: bool = False


@dataclass(frozen=True)
class Done:
    """What a stroke came to: a step to carry out, what is selected after it, or why it was refused."""

    step: Step | None = None
    selected: tuple[str, ...] | None = None
    refused: str = ""


Stroke: TypeAlias = Generator[Preview, Pointer, Done]


class Gesture:
    """A running stroke: feed it pointers until ``done`` is set. ``preview`` is what to show now."""

    def __init__(self, stroke: Stroke) -> None:
        self._stroke = stroke
        self.preview = next(stroke)
        self.done: Done | None = None

    def feed(self, pointer: Pointer) -> Done | None:
        """Pass one pointer event on; return the outcome when it ended the stroke."""
        try:
            self.preview = self._stroke.send(pointer)
        except StopIteration as end:
            self.done = end.value
        return self.done

    def cancel(self) -> None:
        """Leave the stroke: nothing happens."""
        self._stroke.close()


def draw_box(sheet: Sheet, start: Pointer, *, label: str, attributes: Attributes, name: str) -> Stroke:
    """Draw a new box of ``label`` by dragging, or by one click for each of two opposite corners."""
    x, y = sheet.clip(start.x, start.y)
    box = Box(new_mark_id(), label, x, y, x, y, attributes=attributes)
    held, clicked = True, False
    while True:
        pointer = yield Preview((box,), too_small=sheet.too_small(box))
        box = box.with_corners(x, y, *sheet.clip(pointer.x, pointer.y))
        if pointer.kind == "press":
            held = True
        elif pointer.kind == "release" and held:
            if clicked or max(abs(pointer.x - start.x), abs(pointer.y - start.y)) > pointer.reach:
                break
            held, clicked = False, True
    if min(box.width, box.height) < THINNEST:
        return Done(refused=_("框没有画成：宽和高至少要 1 像素。"))
    return Done(adding(name, sheet.document, box), (box.id,))


def move_boxes(sheet: Sheet, start: Pointer, boxes: Sequence[Box], *, name: str) -> Stroke:
    """Move boxes together, stopped at the picture's border. Locked boxes stay where they are."""
    free = tuple(box for box in boxes if not box.locked)
    shown = free
    moving = False
    while True:
        pointer = yield Preview(shown)
        moving = moving or max(abs(pointer.x - start.x), abs(pointer.y - start.y)) > pointer.reach
        if moving:
            shown = shifted(sheet, free, pointer.x - start.x, pointer.y - start.y)
        if pointer.kind == "release":
            break
    if moving and not free:
        return Done(refused=_("这个框已锁定，按 L 解锁后再移动。"))
    return Done(replacing(name, sheet.document, *shown))


def resize_box(sheet: Sheet, start: Pointer, box: Box, part: Part, *, name: str) -> Stroke:
    """Drag a corner or a side of a box. Past the opposite side the box turns over instead of inside out."""
    grip_x, grip_y = _grip(box, part)
    shown = box
    while True:
        pointer = yield Preview((shown,), too_small=sheet.too_small(shown))
        if not box.locked:
            x, y = sheet.clip(grip_x + pointer.x - start.x, grip_y + pointer.y - start.y)
            shown = _stretched(box, part, x, y)
        if pointer.kind == "release":
            break
    if box.locked:
        return Done(refused=_("这个框已锁定，按 L 解锁后再调整。"))
    if min(shown.width, shown.height) < THINNEST:
        return Done(refused=_("没有调整：宽和高至少要 1 像素。"))
    return Done(replacing(name, sheet.document, shown))


def select_area(table: BoxTable, start: Pointer, selected: Sequence[str]) -> Stroke:
    """Select the boxes inside a rubber band; a click on nothing selects nothing. ``adds`` keeps what was selected."""
    band: Rect = (start.x, start.y, start.x, start.y)
    while True:
        pointer = yield Preview(band=band)
        band = (
            min(start.x, pointer.x),
            min(start.y, pointer.y),
            max(start.x, pointer.x),
            max(start.y, pointer.y),
        )
        if pointer.kind == "release":
            break
    kept = tuple(selected) if start.adds else ()
    if max(band[2] - band[0], band[3] - band[1]) <= pointer.reach:
        return Done(selected=kept)
    return Done(selected=kept + tuple(found for found in table.inside(*band) if found not in kept))


def shifted(sheet: Sheet, boxes: Sequence[Box], dx: float, dy: float) -> tuple[Box, ...]:
    """Return the boxes moved by whole pixels, together and no further than the picture's border."""
    if not boxes:
        return ()
    left, top = min(box.x1 for box in boxes), min(box.y1 for box in boxes)
    right, bottom = max(box.x2 for box in boxes), max(box.y2 for box in boxes)
    dx = float(round(min(max(dx, -left), sheet.width - right)))
    dy = float(round(min(max(dy, -top), sheet.height - bottom)))
    return tuple(box.moved(dx, dy) for box in boxes)


def _grip(box: Box, part: Part) -> tuple[float, float]:
    return (box.x1 if "left" in part else box.x2), (box.y1 if "top" in part else box.y2)


def _stretched(box: Box, part: Part, x: float, y: float) -> Box:
    """Return the box with the dragged part at ``x``, ``y``; a side moves on one axis only."""
    x1, y1, x2, y2 = box.corners
    if "left" in part:
        x1 = x
    elif "right" in part:
        x2 = x
    if "top" in part:
        y1 = y
    elif "bottom" in part:
        y2 = y
    return replace(box, x1=min(x1, x2), x2=max(x1, x2), y1=min(y1, y2), y2=max(y1, y2))
