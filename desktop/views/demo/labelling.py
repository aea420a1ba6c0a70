"""The scripted trainee's labelling: boxes drawn with the mouse, spans dragged, attributes set by key."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.annotation.document import Document
from desktop.annotation.shapes.box import Box
from desktop.annotation.spans import Span
from desktop.curriculum.items import Exercise
from desktop.curriculum.schema import LabelSchema
from desktop.views.demo.actor import LEFT, NONE, Actor, LostError
from desktop.views.demo.clock import HastenedClock
from desktop.views.widgets.bench.image_bench import ImageBench
from desktop.views.widgets.bench.text_bench import TextBench
from desktop.views.widgets.canvas.keys import option_keys, parse

#: What a practised person needs for one mark, in seconds.
SECONDS_A_BOX = 12.0
SECONDS_A_SPAN = 8.0


@dataclass(frozen=True)
class Slips:
    """Which marks (by place in the gold) the scripted trainee gets wrong, so that there is something to explain."""

    loose: frozenset[int] = frozenset()
    missed: frozenset[int] = frozenset()
    attribute: frozenset[int] = frozenset()
    loose_px: float = 9.0


NO_SLIPS = Slips()


def label(actor: Actor, clock: HastenedClock, exercise: Exercise, slips: Slips = NO_SLIPS) -> None:
    """Label the exercise on the bench that is on the screen."""
    if exercise.media is not None:
        _label_boxes(actor, clock, actor.find(ImageBench), exercise, slips)
    else:
        _label_spans(actor, clock, actor.find(TextBench), exercise, slips)


def erase_all(actor: Actor, exercise: Exercise) -> None:
    """Go through the marks on the bench with Tab and delete each."""
    if exercise.media is not None:
        image = actor.find(ImageBench)
        canvas: QWidget = image.canvas
        document = image.desk.document if image.desk is not None else Document()
    else:
        text = actor.find(TextBench)
        canvas = text.canvas
        document = text.editor.document if text.editor is not None else Document()
    for _mark in range(len(document)):
        QTest.keyClick(canvas, Qt.Key.Key_Tab)
        QTest.keyClick(canvas, Qt.Key.Key_Delete)
        actor.rest(0.1)
    if len(document):
        raise LostError(f"{len(document)} marks were not deleted")


def _label_boxes(
    actor: Actor, clock: HastenedClock, bench: ImageBench, exercise: Exercise, slips: Slips
) -> None:
    canvas = bench.canvas
    if bench.desk is None:
        raise LostError("no picture lies on the bench")
    schema = bench.desk.schema
    keys = {one.id: one.key for one in schema.labels}
    actor.keys("r", canvas)
    marks = [mark.mark() for mark in exercise.golds[0].marks if not mark.ignore]
    for place, mark in enumerate(marks):
        clock.skip(SECONDS_A_BOX)
        if place in slips.missed or not isinstance(mark, Box):
            continue
        actor.keys(keys[mark.label], canvas)
        slack = slips.loose_px if place in slips.loose else 0.0
        begin = _on_screen(bench, mark.x1, mark.y1)
        end = _on_screen(bench, mark.x2 + slack, mark.y2)
        drawn = len(bench.desk.document)
        actor.drag(canvas, begin, end)
        if len(bench.desk.document) != drawn + 1:
            raise LostError(f"box {place} of {exercise.id} was not drawn: {begin} to {end}")
        _tighten(actor, bench, mark, slack)
        _answer(actor, bench, schema, mark, wrong=place in slips.attribute)


def _on_screen(bench: ImageBench, x: float, y: float) -> QPointF:
    density = bench.canvas.devicePixelRatioF()
    seen = bench.canvas.view.to_view(x, y)
    return QPointF(seen[0] / density, seen[1] / density)


def _tighten(actor: Actor, bench: ImageBench, mark: Box, slack: float) -> None:
    """Move the sides by key until each is within a pixel: the mouse hits whole screen pixels only."""
    desk = bench.desk
    if desk is None:
        return
    wanted = {"Left": mark.x1, "Up": mark.y1, "Right": mark.x2 + slack, "Down": mark.y2}
    for side, target in wanted.items():
        for _press in range(4):
            (box,) = desk.selected_boxes()
            at = {"Left": box.x1, "Up": box.y1, "Right": box.x2, "Down": box.y2}[side]
            outward = target - at if side in {"Right", "Down"} else at - target
            if abs(outward) < 1.0:
                break
            _chord(actor, bench, f"Ctrl+{side}" if outward > 0 else f"Ctrl+Shift+{side}")


def _answer(actor: Actor, bench: ImageBench, schema: LabelSchema, mark: Box, *, wrong: bool) -> None:
    desk = bench.desk
    if desk is None:
        return
    attributes = schema.attributes_of(mark.label)
    keys = option_keys(attributes, bench.keymap)
    for attribute in attributes:
        value = mark.attributes.get(attribute.id)
        if wrong and attribute.options:
            value = next(option.id for option in attribute.options if option.id != value)
        # A yes/no that is still open becomes yes first: its key turns the answer over.
        for _press in range(2):
            (box,) = desk.selected_boxes()
            if value is None or box.attributes.get(attribute.id) == value:
                break
            _chord(actor, bench, keys[attribute.id, "yes" if isinstance(value, bool) else str(value)])


def _chord(actor: Actor, bench: ImageBench, chord: str) -> None:
    key, modifiers = parse(chord)
    QTest.keyClick(bench.canvas, Qt.Key(key), modifiers)
    actor.rest(0.1)


def _label_spans(
    actor: Actor, clock: HastenedClock, bench: TextBench, exercise: Exercise, slips: Slips
) -> None:
    schema = exercise.schema_id
    marks = [mark.mark() for mark in exercise.golds[0].marks if not mark.ignore]
    if bench.editor is None:
        raise LostError(f"no text lies on the bench ({schema})")
    keys = {one.id: one.key for one in bench.editor.schema.labels}
    view = bench.canvas
    for place, mark in enumerate(marks):
        clock.skip(SECONDS_A_SPAN)
        if place in slips.missed or not isinstance(mark, Span):
            continue
        end = mark.end + (1 if place in slips.loose and mark.end < len(exercise.text or "") else 0)
        view.reveal(mark.start, end)
        actor.rest(0.1)
        first = view.place_of(mark.start).toPoint() + QPoint(2, 0)
        last = view.place_of(end, upstream=True).toPoint() - QPoint(2, 0)
        QTest.mousePress(view.viewport(), LEFT, NONE, first)
        QTest.mouseMove(view.viewport(), QPoint((first.x() + last.x()) // 2, last.y()))
        QTest.mouseMove(view.viewport(), last)
        QTest.mouseRelease(view.viewport(), LEFT, NONE, last)
        actor.keys(keys[mark.label], view)
