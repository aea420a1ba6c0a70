"""Copies on their way: they hang at the pointer until a click puts them down."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.annotation.limits import Sheet
from desktop.annotation.outcome import Done, marks_added
from desktop.annotation.shapes.base import Point, Shape
from desktop.annotation.tools.strokes import Preview, Stroke
from desktop.annotation.verbs.clipboard import paste, placed, shift_to
from desktop.base.wording import _


def place_copies(sheet: Sheet, marks: Sequence[Shape], at: Point) -> Stroke:
    """Show copies around the pointer and put them down where the button is let go."""
    pressed = False
    while True:
        dx, dy = shift_to(marks, at)
        shown = (placed(sheet, mark, dx, dy) for mark in marks)
        note = _("单击放下 {count} 个", count=len(marks))
        pointer = yield Preview(tuple(shape for shape in shown if shape is not None), note=note)
        if pointer.kind == "word":
            if pointer.word == "undo":
                return Done()
            if pointer.word != "close":
                continue
        else:
            at = pointer.at
            pressed = pressed or pointer.kind == "press"
        if pointer.word == "close" or (pointer.kind == "release" and pressed):
            step = paste(sheet, marks, at)
            if not step.edits:
                return Done(refused=_("没有可以粘贴到这张图上的标注。"))
            return Done(step, marks_added(step))
