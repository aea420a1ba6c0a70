"""However a person wanders through the tools: undone to the start, the document is as it was."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from desktop.annotation import edits
from desktop.annotation.codec import decode_step, encode_step
from desktop.annotation.document import Document, Step
from desktop.annotation.history import History, Manner
from desktop.annotation.hits import SIDES, ShapeTable, part_at
from desktop.annotation.limits import Sheet
from desktop.annotation.outcome import Done
from desktop.annotation.shapes.box import Box
from desktop.annotation.tools.boxes import draw_box, resize_box
from desktop.annotation.tools.select import move_shapes, select_area
from desktop.annotation.tools.strokes import Gesture, Pointer, Stroke

from .samples import HEIGHT, WIDTH, box, press, sheet


@pytest.mark.parametrize("seed", range(12))
def test_undo_to_the_start_is_the_start_and_redo_the_end(seed: int) -> None:
    chance = random.Random(seed)
    on = sheet(box("a", 10, 10, 60, 50), box("b", 40, 20, 190, 90))
    start = on.document.marks()
    written: list[tuple[Manner, Step]] = []
    history = History(on.document, lambda manner, step: written.append((manner, step)))
    for _turn in range(300):
        _gesture(chance, on, history)
        _check(on)
    end = on.document.marks()
    while history.undo() is not None:
        pass
    assert on.document.marks() == start
    while history.redo() is not None:
        pass
    assert on.document.marks() == end
    copy = Document(start)
    History(copy).replay((manner, decode_step(encode_step(step))) for manner, step in written)
    assert copy.marks() == end


def _gesture(chance: random.Random, on: Sheet, history: History) -> None:
    ids = [mark.id for mark in on.document]
    some = chance.sample(ids, min(len(ids), chance.randint(1, 3)))
    verbs: list[Callable[[], object]] = [
        lambda: _stroke(chance, on, history, _begin(chance, on)),
        lambda: _stroke(chance, on, history, _begin(chance, on)),
        lambda: history.do(edits.nudge(on, some, chance.choice((-10, -1, 1, 10)), chance.choice((-1, 0, 1)))),
        lambda: history.do(edits.stretch(on, some, chance.choice(SIDES), chance.choice((-30, -1, 1, 30)))),
        lambda: history.do(edits.duplicate(on, some[:1])),
        lambda: history.do(edits.erase(on.document, some)),
        lambda: history.do(edits.lock(on.document, some, locked=chance.random() < 0.4)),
        lambda: history.do(edits.hide(on.document, some, hidden=chance.random() < 0.4)),
        lambda: history.do(edits.answer(on.document, some, "occluded", chance.choice(("0", "1", None)))),
        history.undo,
        history.redo,
    ]
    chance.choice(verbs)()


def _begin(chance: random.Random, on: Sheet) -> Stroke:
    start = press(*_point(chance))
    boxes = on.document.boxes()
    if not boxes or chance.random() < 0.5:
        return draw_box(on, start, label="car", attributes={}, name="画框")
    target = chance.choice(boxes)
    part = part_at(target, start.x, start.y, 5.0)
    if part is None:
        return select_area(ShapeTable(["car"], on.document), start, [])
    if part == "body":
        return move_shapes(on, start, [target], name="移动")
    return resize_box(on, start, target, part, name="调整")


def _stroke(chance: random.Random, on: Sheet, history: History, stroke: Stroke) -> None:
    gesture = Gesture(stroke)
    for _move in range(chance.randint(0, 4)):
        gesture.feed(Pointer(*_point(chance), "move", 3.0))
    if chance.random() < 0.1:
        gesture.cancel()
        return
    done: Done | None = gesture.feed(Pointer(*_point(chance), "release", 3.0))
    if done is not None and done.step is not None:
        history.do(done.step)


def _point(chance: random.Random) -> tuple[float, float]:
    return chance.uniform(-30, WIDTH + 30), chance.uniform(-30, HEIGHT + 30)


def _check(on: Sheet) -> None:
    for own in on.document.boxes():
        assert isinstance(own, Box)
        assert 0 <= own.x1 <= own.x2 <= WIDTH
        assert 0 <= own.y1 <= own.y2 <= HEIGHT
        assert min(own.width, own.height) >= 1
        assert all(value == round(value) for value in own.corners)
