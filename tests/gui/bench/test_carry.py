"""From one image to the next: all marks of the one before, or those chosen, and never onto work that has begun."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QSlider

from desktop.views.widgets.bench.carry import CarryAsking
from desktop.views.widgets.bench.kept import kept
from tests.gui.canvas.drivers import BenchDriver, attempt, car

AtPicture = Callable[..., BenchDriver]


def propagate(worker: BenchDriver, times: int = 1) -> str:
    """Copy what is selected to the next images, answering with a number and Enter; return what was explained."""
    worker.act("propagate")
    asking = worker.bench.findChildren(CarryAsking)[-1]
    asking.number.setValue(times)
    words = asking.words.text()
    QTest.keyClick(asking.number, Qt.Key.Key_Return)
    QApplication.processEvents()
    return words


TWO = (car("a", 10, 10, 60, 50), car("b", 100, 10, 160, 50))


@pytest.fixture(autouse=True)
def empty_hands() -> None:
    """Nobody has chosen anything before."""
    kept().forget()


@pytest.fixture
def worker(at_picture: AtPicture) -> BenchDriver:
    """Somebody at an image with two cars."""
    return at_picture(*TWO)


def test_all_marks_of_the_image_before_come_as_one_step(worker: BenchDriver) -> None:
    worker.bench.load(attempt())
    worker.bench.run("copy.previous")
    assert worker.boxes == [own.corners for own in TWO]
    assert not {"a", "b"} & {mark.id for mark in worker.desk.document}
    worker.bench.run("undo")
    assert worker.boxes == []


def test_on_the_first_image_there_is_nothing_before(worker: BenchDriver) -> None:
    worker.bench.run("copy.previous")
    assert worker.boxes == [own.corners for own in TWO]
    assert "没有上一张" in worker.said


def test_what_was_chosen_is_on_the_next_image_by_itself_and_only_on_that(worker: BenchDriver) -> None:
    worker.desk.take("select")
    worker.desk.select(("b",))
    assert "练习一次一张" in propagate(worker)
    assert "已记下 1 个" in worker.said
    worker.bench.load(attempt())
    assert worker.boxes == [TWO[1].corners]
    worker.bench.load(attempt())
    assert worker.boxes == []


def test_what_was_chosen_for_three_images_is_on_three_and_undone_on_each(worker: BenchDriver) -> None:
    worker.desk.take("select")
    worker.desk.select(("a", "b"))
    propagate(worker, 3)
    for _image in range(3):
        worker.bench.load(attempt())
        assert worker.boxes == [own.corners for own in TWO]
        worker.act("undo")
        assert worker.boxes == []
        worker.act("redo")
    worker.bench.load(attempt())
    assert worker.boxes == []


def test_the_number_asked_for_last_is_offered_again(worker: BenchDriver) -> None:
    worker.desk.take("select")
    worker.desk.select(("a",))
    propagate(worker, 5)
    worker.act("propagate")
    asking = worker.bench.findChildren(CarryAsking)[-1]
    assert asking.number.value() == 5
    assert asking.number.hasFocus()
    asking.reject()


def test_without_a_selection_nothing_is_asked(worker: BenchDriver) -> None:
    worker.act("propagate")
    assert not worker.bench.findChildren(CarryAsking)
    assert "先选一个标注" in worker.said


def test_work_that_has_begun_is_left_alone(worker: BenchDriver) -> None:
    worker.desk.take("select")
    worker.desk.select(("b",))
    propagate(worker)
    worker.bench.load(attempt([car("c", 200, 200, 260, 260)]))
    assert worker.boxes == [(200, 200, 260, 260)]


# -- from one page's bench to another's


def test_brush_look_and_copies_stay_in_hand_on_the_next_page(at_picture: AtPicture) -> None:
    first = at_picture(*TWO)
    first.desk.set_hand(replace(first.desk.settings, brush=77.0))
    first.bench.plates.adjust.findChildren(QSlider)[0].setValue(40)
    next(
        own for own in first.bench.plates.view.findChildren(QCheckBox) if own.text() == "显示类别名"
    ).setChecked(False)
    first.desk.take("select")
    first.desk.select(("a",))
    first.press("Ctrl+C")
    second = at_picture()
    assert second.desk.settings.brush == 77.0
    assert second.bench.plates.adjust.look.brightness == 40
    assert second.bench.canvas.options.tags is False
    second.press("Ctrl+V")
    assert len(second.boxes) == 1


def test_what_was_chosen_for_the_next_image_is_on_the_next_page(at_picture: AtPicture) -> None:
    first = at_picture(*TWO)
    first.desk.take("select")
    first.desk.select(("b",))
    propagate(first)
    first.bench.close_bench()
    second = at_picture()
    assert second.boxes == [TWO[1].corners]


def test_whoever_comes_next_finds_empty_hands(at_picture: AtPicture) -> None:
    first = at_picture(*TWO)
    first.desk.set_hand(replace(first.desk.settings, brush=77.0))
    kept().forget()
    second = at_picture()
    assert second.desk.settings.brush != 77.0
    second.bench.run("copy.previous")
    assert second.boxes == []
