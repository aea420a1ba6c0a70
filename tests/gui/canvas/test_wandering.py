"""However a person wanders over the bench, undone to the start it is the start, and nothing is left behind."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication

from desktop.views.widgets.canvas.tally import Tally
from tests.gui.canvas.drivers import SIZE, BenchDriver, car

KEYS = (
    "R V 1 2 3 4 Tab Shift+Tab Del Ctrl+D H L T Ctrl+A Esc Enter Left Right Up Down Shift+Left Shift+Down "
    "Ctrl+Left Ctrl+Shift+Up + - Ctrl+0 Z X Q W E A Ctrl+Z Ctrl+Y Ctrl+J"
).split()


@pytest.mark.parametrize("seed", range(3))
def test_a_random_walk_over_the_bench_can_be_undone(sit_down: Callable[..., BenchDriver], seed: int) -> None:
    chance = random.Random(seed)
    trainee = sit_down(car("a", 20, 20, 120, 90), car("b", 100, 60, 300, 240))
    start = trainee.desk.document.marks()
    for turn in range(120):
        _do_something(chance, trainee)
        _in_step(trainee)
        if turn % 20 == 19:
            _looks_as_drawn_anew(trainee)
    trainee.press("Esc", "Esc", "Esc")
    while trainee.desk.history.undo() is not None:
        pass
    assert trainee.desk.document.marks() == start
    _in_step(trainee)


def _do_something(chance: random.Random, trainee: BenchDriver) -> None:
    kind = chance.randrange(12)
    if kind < 5:
        trainee.press(chance.choice(KEYS))
    elif kind < 8:
        trainee.drag(_point(chance), _point(chance), steps=2)
    elif kind == 8:
        _keys_in_mid_stroke(chance, trainee)
    elif kind == 9:
        trainee.click(*_point(chance), ctrl=chance.random() < 0.3)
    else:
        trainee.wheel(*_point(chance), chance.choice((-2, 1, 2)))
        QApplication.processEvents()


def _keys_in_mid_stroke(chance: random.Random, trainee: BenchDriver) -> None:
    """Press down, move, press keys, and let go: no key may pull the ground from under a stroke."""
    end = _point(chance)
    trainee.press_down(*_point(chance))
    trainee.move(*_point(chance))
    trainee.press(*chance.choices(KEYS, k=2))
    trainee.move(*end)
    trainee.let_go(*end)


def _in_step(trainee: BenchDriver) -> None:
    """List, table and overlay agree with the document, and every box lies inside the picture."""
    ids = [mark.id for mark in trainee.desk.document]
    assert trainee.desk.table.ids == ids
    marks = trainee.bench.panel.objects.marks
    assert [marks.mark(row).id for row in range(marks.rowCount())] == ids
    assert set(trainee.selected) <= set(ids)
    fresh = Tally(trainee.desk.schema, trainee.desk.document)
    assert +trainee.desk.tally.counts == +fresh.counts
    assert trainee.desk.tally.lacking == fresh.lacking
    for x1, y1, x2, y2 in trainee.boxes:
        assert 0 <= x1 < x2 <= SIZE[0]
        assert 0 <= y1 < y2 <= SIZE[1]


def _looks_as_drawn_anew(trainee: BenchDriver) -> None:
    """What was repainted piece by piece is, pixel by pixel, what a painting of everything gives."""
    canvas = trainee.canvas
    canvas.exactly()
    pieces = canvas.grab().toImage()
    assert canvas.layers.boxes is not None
    canvas.layers.boxes.clear()
    canvas.exactly()
    assert canvas.grab().toImage() == pieces


def _point(chance: random.Random) -> tuple[float, float]:
    return chance.uniform(-40, SIZE[0] + 40), chance.uniform(-30, SIZE[1] + 30)
