"""However a person wanders through the tools and verbs: undone to the start, the document is as it was."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from desktop.annotation import edits
from desktop.annotation.codec import decode_marks, decode_step, encode_marks, encode_step
from desktop.annotation.document import Document, Step
from desktop.annotation.geometry.polygons import fault_of
from desktop.annotation.grips import grip_at
from desktop.annotation.history import History, Manner
from desktop.annotation.hits import SIDES, ShapeTable
from desktop.annotation.limits import Limits, Sheet
from desktop.annotation.marks import new_mark_id
from desktop.annotation.outcome import Done
from desktop.annotation.shapes.base import Shape, ShapeKind
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.flag import Flag
from desktop.annotation.shapes.mask import Mask
from desktop.annotation.shapes.polygon import Polygon
from desktop.annotation.shapes.rotated import RotatedBox
from desktop.annotation.tools.boxes import begin_box
from desktop.annotation.tools.brushes import begin_brush, begin_cut, begin_eraser, begin_fill
from desktop.annotation.tools.dots import begin_dot
from desktop.annotation.tools.ellipse import begin_ellipse
from desktop.annotation.tools.flags import begin_flag, toggle_tag
from desktop.annotation.tools.grabs import begin_grab, without_point
from desktop.annotation.tools.polygon import begin_polygon
from desktop.annotation.tools.polyline import begin_polyline
from desktop.annotation.tools.quad import begin_quad
from desktop.annotation.tools.rotated import begin_rotated
from desktop.annotation.tools.scissors import begin_scissors
from desktop.annotation.tools.select import move_shapes, select_area
from desktop.annotation.tools.skeletons import begin_skeleton
from desktop.annotation.tools.slice import begin_slice
from desktop.annotation.tools.strokes import Context, Gesture, Kind, Pointer, Settings, Stroke, Word
from desktop.annotation.tools.wand import begin_wand
from desktop.annotation.verbs import areas, clipboard, conversion, stacking, turning

from .samples import HEIGHT, LABELS, WIDTH, box, figure, mask, sheet, square

TOOLS = (
    begin_box, begin_rotated, begin_polygon, begin_polyline, begin_dot, begin_skeleton, begin_ellipse, begin_quad,
    begin_brush, begin_brush, begin_eraser, begin_fill, begin_cut, begin_scissors, begin_wand, begin_slice, begin_flag,
)  # fmt: skip
KINDS: tuple[Kind, ...] = ("press", "move", "move", "move", "hover", "release", "word")
WORDS: tuple[Word, ...] = ("undo", "close", "close", "hidden", "out", "visible")
RULES = (
    None,
    Limits(no_overlap=True, shared_borders=True),
    Limits(side=8.0, area=60.0, firm=True, most_points=12, allow_holes=False),
)


@pytest.mark.parametrize("seed", range(12))
def test_undo_to_the_start_is_the_start_and_redo_the_end(seed: int) -> None:
    chance = random.Random(seed)
    on = sheet(
        box("a", 10, 10, 60, 50), square("b", 40, 20, 70), mask("c", 120, 30, 50, 40), limits=RULES[seed % 3]
    )
    walker = Walker(chance, on)
    start = on.document.marks()
    for _turn in range(150):
        walker.act()
        _check(on)
        _follows(walker.table, on.document)
    end = on.document.marks()
    taken_back = 0
    while walker.history.undo() is not None:
        taken_back += 1
    assert on.document.marks() == start
    for _step in range(taken_back):
        walker.history.redo()
    assert on.document.marks() == end
    assert decode_marks(encode_marks(end)) == end
    copy = Document(start)
    History(copy).replay((manner, decode_step(encode_step(step))) for manner, step in walker.written)
    assert copy.marks() == end


def test_the_walk_makes_every_kind_of_shape_and_uses_every_verb() -> None:
    kinds: set[ShapeKind] = set()
    names: set[str] = set()
    for seed in range(8):
        on = sheet(box("a", 10, 10, 60, 50), square("b", 40, 20, 70), mask("c", 120, 30, 50, 40))
        walker = Walker(random.Random(100 + seed), on)
        for _turn in range(150):
            walker.act()
            kinds |= {shape.kind for shape in on.document.shapes()}
        names |= {step.name for _manner, step in walker.written}
    assert kinds == {
        "box", "rotated", "polygon", "polyline", "point", "skeleton", "ellipse", "mask", "quad", "tag", "flag"
    }  # fmt: skip
    assert {
        "画笔",
        "橡皮",
        "切开",
        "合并",
        "移动",
        "换一种形状",
        "旋转",
        "加顶点",
        "移动顶点",
        "粘贴",
    } <= names


class Walker:
    """Somebody who does anything at all to a sheet."""

    def __init__(self, chance: random.Random, on: Sheet) -> None:
        self.chance = chance
        self.on = on
        self.written: list[tuple[Manner, Step]] = []
        self.history = History(on.document, lambda manner, step: self.written.append((manner, step)))
        self.table = ShapeTable(LABELS, on.document)
        self.history.listen(lambda step: self.table.follow(step, on.document))
        self.verbs = self._verbs()

    def act(self) -> None:
        """Do one thing: a stroke, a verb, undo or redo."""
        chance = self.chance
        turn = chance.random()
        if turn < 0.4:
            self._stroke(chance.choice(TOOLS)(self._context(), self._press()))
        elif turn < 0.6:
            self._stroke(self._grab())
        elif turn < 0.88:
            ids = [mark.id for mark in self.on.document]
            self._take(chance.choice(self.verbs)(chance.sample(ids, min(len(ids), chance.randint(1, 3)))))
        else:
            chance.choice((self.history.undo, self.history.undo, self.history.redo))()

    def _verbs(self) -> Sequence[Callable[[list[str]], Any]]:
        on, chance = self.on, self.chance
        return (
            lambda some: edits.nudge(on, some, chance.choice((-10, -1, 1, 10)), chance.choice((-1, 0, 1))),
            lambda some: edits.stretch(on, some, chance.choice(SIDES), chance.choice((-30, -1, 1, 30))),
            lambda some: edits.duplicate(on, some[:1]),
            lambda some: edits.erase(on.document, some),
            lambda some: edits.lock(on.document, some, locked=chance.random() < 0.3),
            lambda some: edits.pin(on.document, some, pinned=chance.random() < 0.3),
            lambda some: edits.hide(on.document, some, hidden=chance.random() < 0.3),
            lambda some: edits.answer(on.document, some, "occluded", chance.choice(("0", "1", None))),
            lambda some: edits.relabel(on.document, some, "bus", name="改", attributes=lambda _mark: {}),
            lambda some: areas.join(on, some),
            lambda some: areas.subtract(on, some),
            lambda some: areas.keep_off_others(on, some),
            lambda some: areas.simplify(on, some, 2.0),
            lambda some: areas.fill_holes(on, some),
            lambda some: areas.remove_islands(on, some, chance.choice((None, 20))),
            lambda some: conversion.convert(on, some),
            lambda some: stacking.restack(on.document, some, chance.choice(("front", "back", "up", "down"))),
            lambda some: stacking.group(on.document, some),
            lambda some: stacking.ungroup(on.document, some),
            lambda some: turning.turn(on, some, chance.choice((-15.0, 1.0, 90.0))),
            lambda some: turning.flip_heading(on, some),
            lambda some: turning.set_numbers(on, some[0], {"x": 50.0, "w": 30.0}) if some else None,
            lambda some: clipboard.paste(on, self._shapes(some), self._point()),
            lambda _some: toggle_tag(on, chance.choice(LABELS), attributes={}, name="标签"),
            self._vertex,
        )  # fmt: skip

    def _context(self) -> Context:
        ids = [mark.id for mark in self.on.document]
        return Context(
            self.on,
            self.table,
            self.chance.choice(LABELS),
            "画",
            attributes={"cut": False},
            selected=tuple(self.chance.sample(ids, min(len(ids), self.chance.randint(0, 2)))),
            template=figure(),
            settings=Settings(
                brush=self.chance.choice((1.0, 8.0, 25.0)),
                tip=self.chance.choice(("disc", "square")),
                snap=self.chance.random() < 0.7,
                takes=self.chance.random() < 0.3,
                corners=self.chance.choice(("drag", "extremes")),
            ),
            pixels=_pixels,
            is_stuff=self.chance.random() < 0.2,
            as_mask=self.chance.random() < 0.5,
            as_line=self.chance.random() < 0.2,
        )

    def _grab(self) -> Stroke:
        shapes = self.on.document.shapes()
        start = self._press()
        if not shapes:
            return select_area(self.table, start, [])
        shape = self.chance.choice(shapes)
        if shape.handles and self.chance.random() < 0.8:
            x, y = self.chance.choice(shape.handles)
            if shape.paths and self.chance.random() < 0.5:
                (xa, ya), (xb, yb) = self.chance.choice(shape.paths)[0][:2]
                x, y = (xa + xb) / 2, (ya + yb) / 2
            start = Pointer(
                x, y, "press", 3.0, shift=self.chance.random() < 0.2, alt=self.chance.random() < 0.2
            )
        grip = grip_at(shape, start.x, start.y, 5.0)
        if grip is None:
            return select_area(self.table, start, [])
        if grip.what == "body":
            return move_shapes(self.on, start, [shape], name="移动")
        return begin_grab(self._context(), start, shape, grip)

    def _stroke(self, stroke: Stroke) -> None:
        gesture = Gesture(stroke)
        for _event in range(self.chance.randint(1, 14)):
            gesture.feed(self._pointer())
        for word in ("close", "undo", "undo"):
            gesture.feed(Pointer(*self._point(), "release", 3.0))
            gesture.feed(Pointer(0.0, 0.0, "word", word=word))  # type: ignore[arg-type]
        if gesture.done is None or self.chance.random() < 0.05:
            gesture.cancel()
            return
        self._take(gesture.done)

    def _take(self, result: Any) -> None:
        step = result.step if isinstance(result, Done) else result
        if isinstance(result, Done):
            assert result.step is None or not result.refused
        if step is not None:
            self.history.do(step)

    def _vertex(self, some: list[str]) -> Done | None:
        shapes = [shape for shape in self._shapes(some) if shape.handles and not shape.locked]
        return without_point(self._context(), shapes[0], 0) if shapes else None

    def _shapes(self, ids: list[str]) -> list[Shape]:
        return [shape for shape in self.on.document.shapes() if shape.id in ids]

    def _press(self) -> Pointer:
        return Pointer(*self._point(), "press", 3.0, **self._held())

    def _pointer(self) -> Pointer:
        kind = self.chance.choice(KINDS)
        word = self.chance.choice(WORDS) if kind == "word" else ""
        right = kind == "press" and self.chance.random() < 0.1
        return Pointer(
            *self._point(), kind, 3.0, word=word, button="right" if right else "left", **self._held()
        )

    def _held(self) -> dict[str, bool]:
        return {name: self.chance.random() < 0.12 for name in ("adds", "shift", "alt")}

    def _point(self) -> tuple[float, float]:
        return self.chance.uniform(-30, WIDTH + 30), self.chance.uniform(-30, HEIGHT + 30)


def _pixels(x1: int, y1: int, x2: int, y2: int) -> NDArray[np.uint8]:
    picture = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    picture[30:70, 50:150] = 180
    return picture[y1:y2, x1:x2]


def _check(on: Sheet) -> None:
    """Every shape lies in the picture, only what turns about a middle may reach over; outlines are valid."""
    for shape in on.document.shapes():
        if isinstance(shape, RotatedBox) or shape.kind == "ellipse":
            continue
        x1, y1, x2, y2 = shape.bounds
        assert min(x1, y1) >= -0.01, shape
        assert x2 <= WIDTH + 0.01, shape
        assert y2 <= HEIGHT + 0.01, shape
        if isinstance(shape, Box | Flag):
            assert all(value == round(value) for value in shape.bounds) or isinstance(shape, Flag)
        if isinstance(shape, Mask):
            assert shape.area > 0
        if isinstance(shape, Polygon):
            assert fault_of(shape.rings) is None, shape
    ids = [mark.id for mark in on.document]
    assert len(set(ids)) == len(ids)


def _follows(table: ShapeTable, document: Document) -> None:
    fresh = ShapeTable(LABELS, document)
    assert table.ids == fresh.ids
    assert (table.bounds == fresh.bounds).all()
    assert (table.kinds == fresh.kinds).all()
    assert (table.hidden == fresh.hidden).all()
    assert new_mark_id() not in document
