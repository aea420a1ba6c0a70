"""What is painted piece by piece is what painting everything at once would show."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop.annotation.spans import Span
from desktop.views.widgets.text.lane_painter import LanePainter
from tests.gui.text.drivers import ALT, CONTROL, NO_MODIFIER, SHIFT, TEXT, TextDriver

Key = Qt.Key
WALK = (
    (Key.Key_Right, NO_MODIFIER), (Key.Key_Right, SHIFT), (Key.Key_Down, SHIFT), (Key.Key_Down, NO_MODIFIER),
    (Key.Key_End, NO_MODIFIER), (Key.Key_Home, NO_MODIFIER), (Key.Key_1, NO_MODIFIER), (Key.Key_4, NO_MODIFIER),
    (Key.Key_W, NO_MODIFIER), (Key.Key_Tab, NO_MODIFIER), (Key.Key_BracketRight, NO_MODIFIER), (Key.Key_Left, ALT),
    (Key.Key_Z, CONTROL), (Key.Key_Y, CONTROL), (Key.Key_Delete, NO_MODIFIER), (Key.Key_PageDown, NO_MODIFIER),
    (Key.Key_PageUp, NO_MODIFIER), (Key.Key_Escape, NO_MODIFIER), (Key.Key_Space, NO_MODIFIER),
)  # fmt: skip


def on_screen(person: TextDriver) -> QImage:
    """Return the pixels of the text as they stand on the screen."""
    viewport = person.view.viewport()
    corner = viewport.mapTo(person.bench, QPoint(0, 0))
    window = person.bench.screen().grabWindow(person.bench.winId())
    image = window.toImage().copy(corner.x(), corner.y(), viewport.width(), viewport.height())
    return image.convertToFormat(QImage.Format.Format_RGB32)


def anew(person: TextDriver) -> QImage:
    """Return the pixels of the text painted whole."""
    return person.view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def test_strips_and_scrolling_leave_no_trace(sit_down: Callable[..., TextDriver]) -> None:
    chance = random.Random(11)
    person = sit_down(TEXT * 12 + "字" * 900)
    for number in range(160):
        key, modifiers = chance.choice(WALK)
        person.press(key, modifiers)
        if number % 9 == 0:
            bar = person.view.verticalScrollBar()
            bar.setValue(bar.value() + chance.choice((-200, -30, 40, 260)))
        QApplication.processEvents()
        assert on_screen(person) == anew(person), (number, key, modifiers)


def test_a_dragged_edge_leaves_no_trace(trainee: TextDriver) -> None:
    trainee.mark("3月15日", "1")
    _start, end = trainee.where("3月15日")
    head = trainee.view.grip_heads(end, upstream=True)[1].toPoint()
    trainee.drag(head, trainee.point(end + 9))
    trainee.drag(trainee.view.grip_heads(end + 9, upstream=True)[1].toPoint(), trainee.point(end - 2))
    QApplication.processEvents()
    assert on_screen(trainee) == anew(trainee)


def test_a_deeper_nesting_moves_what_is_below(trainee: TextDriver) -> None:
    below = trainee.where("客服：查到")[0]
    before = trainee.view.place_of(below).y()
    trainee.mark("浙江省杭州市西湖区", "4")
    assert trainee.view.place_of(below).y() == before
    trainee.mark("杭州市", "4")
    assert trainee.view.place_of(below).y() > before
    trainee.press(Key.Key_Z, CONTROL)
    assert trainee.view.place_of(below).y() == before
    QApplication.processEvents()
    assert on_screen(trainee) == anew(trainee)


def test_labels_of_a_crowded_line_never_run_into_each_other(sit_down: Callable[..., TextDriver]) -> None:
    spans = [Span(f"s{number}", "product", number, number + 1) for number in range(12)]
    person = sit_down("一二三四五六七八九十甲乙丙", spans=spans)
    QApplication.processEvents()
    row = person.view.flow.row_of(0)
    lanes = LanePainter(person.view.scene, person.view.flow.sizes)
    labels = lanes.labels(row, lanes.of(row))
    assert [label.text for label in labels] == ["2"] * 11 + ["2 商品"]
    for label, after in pairwise(labels):
        assert label.left + label.width <= after.left
