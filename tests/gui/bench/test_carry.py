"""From one image to the next: all marks of the one before, or those chosen, and never onto work that has begun."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.gui.canvas.drivers import BenchDriver, attempt, car

AtPicture = Callable[..., BenchDriver]
TWO = (car("a", 10, 10, 60, 50), car("b", 100, 10, 160, 50))


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
    worker.bench.run("propagate")
    assert "已记下 1 个" in worker.said
    worker.bench.load(attempt())
    assert worker.boxes == [TWO[1].corners]
    worker.bench.load(attempt())
    assert worker.boxes == []


def test_work_that_has_begun_is_left_alone(worker: BenchDriver) -> None:
    worker.desk.take("select")
    worker.desk.select(("b",))
    worker.bench.run("propagate")
    worker.bench.load(attempt([car("c", 200, 200, 260, 260)]))
    assert worker.boxes == [(200, 200, 260, 260)]
