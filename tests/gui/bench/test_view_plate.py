"""How marks are shown is set on a plate, changes no mark, and other images are asked for by key where there are any."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QSlider
from pytestqt.qtbot import QtBot

from desktop.views.widgets.canvas.options import ViewOptions
from tests.gui.canvas.drivers import BenchDriver, attempt, car

AtPicture = Callable[..., BenchDriver]


@pytest.fixture
def worker(at_picture: AtPicture) -> BenchDriver:
    """Somebody with the plate open over one car."""
    one = at_picture(car("a", 50, 50, 150, 120))
    one.bench.run("layers")
    return one


def box(worker: BenchDriver, says: str) -> QCheckBox:
    """A box of the plate by what it says."""
    return next(own for own in worker.bench.plates.view.findChildren(QCheckBox) if own.text() == says)


def test_the_plate_opens_and_closes_by_key(worker: BenchDriver) -> None:
    plate = worker.bench.plates.view
    assert plate.isVisible()
    worker.press("F8")
    assert not plate.isVisible()


def test_a_hidden_class_is_out_of_sight_and_comes_back(worker: BenchDriver, qtbot: QtBot) -> None:
    shown = worker.pixel(100, 80)
    box(worker, "轿车").setChecked(False)
    qtbot.waitUntil(lambda: worker.pixel(100, 80) != shown, timeout=30_000)
    box(worker, "轿车").setChecked(True)
    qtbot.waitUntil(lambda: worker.pixel(100, 80) == shown, timeout=30_000)
    assert not worker.desk.document["a"].hidden


def test_fuller_marks_are_fuller_and_back_again(worker: BenchDriver, qtbot: QtBot) -> None:
    plate = worker.bench.plates.view
    before = worker.pixel(100, 80)
    next(own for own in plate.findChildren(QSlider) if own.accessibleName() == "填充").setValue(90)
    qtbot.waitUntil(lambda: worker.pixel(100, 80) != before, timeout=30_000)
    plate.reset()
    qtbot.waitUntil(lambda: worker.pixel(100, 80) == before, timeout=30_000)
    assert worker.bench.canvas.options == ViewOptions()


def test_colour_may_stand_for_the_mark_instead_of_the_class(worker: BenchDriver) -> None:
    choice = next(own for own in worker.bench.plates.view.findChildren(QComboBox))
    choice.setCurrentIndex(1)
    assert worker.bench.canvas.options.colouring == "instance"


def test_the_next_image_is_shown_the_same_way_with_every_class(worker: BenchDriver) -> None:
    box(worker, "显示类别名").setChecked(False)
    box(worker, "轿车").setChecked(False)
    worker.bench.load(attempt([car("b", 50, 50, 150, 120)]))
    options = worker.bench.plates.view.options
    assert options.tags is False
    assert options.unseen == frozenset()


def test_the_settings_of_the_picture_and_of_the_marks_are_not_open_at_once(worker: BenchDriver) -> None:
    worker.bench.run("adjust")
    assert not worker.bench.plates.view.isVisible()
    assert worker.bench.plates.adjust.isVisible()


def test_the_hand_moves_the_picture_and_draws_nothing(worker: BenchDriver) -> None:
    worker.press("+", "+", "+")
    worker.bench.run("tool.pan")
    left = worker.canvas.view.left
    worker.drag((200, 150), (150, 120))
    assert worker.canvas.view.left != left
    assert len(worker.boxes) == 1
    worker.bench.run("tool.pan")
    worker.press("R")
    worker.drag((200, 150), (240, 190))
    assert len(worker.boxes) == 2


def test_keys_for_other_images_mean_something_only_where_there_are_others(
    at_picture: AtPicture, qtbot: QtBot
) -> None:
    worker = at_picture(car("a", 50, 50, 150, 120))
    assert not worker.bench.run("image.next")
    worker.bench.offer_turning()
    worker.bench.load(attempt())
    with qtbot.waitSignal(worker.bench.turned, timeout=30_000) as asked:
        worker.press("D")
    assert asked.args == ["next"]
    with qtbot.waitSignal(worker.bench.turned, timeout=30_000) as asked:
        worker.press("A")
    assert asked.args == ["previous"]


def test_ctrl_e_gives_the_classes_the_keyboard(worker: BenchDriver) -> None:
    worker.press("Ctrl+E")
    assert worker.bench.panel.classes.hasFocus()
