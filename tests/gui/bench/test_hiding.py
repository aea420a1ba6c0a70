"""Hiding a mark is a step that is undone; veil, solo and left-out classes are ways of looking that undo leaves alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop.annotation.shapes.box import Box
from tests.gui.canvas.drivers import BenchDriver, car

AtPicture = Callable[..., BenchDriver]
MARKS = (
    car("a", 10, 10, 60, 50),
    car("b", 100, 10, 160, 50),
    Box("l", "light", 200, 10, 230, 60),
)


@pytest.fixture
def worker(at_picture: AtPicture) -> BenchDriver:
    """Somebody with two cars and a light, the select tool in hand."""
    one = at_picture(*MARKS)
    one.press("V")
    return one


def hidden(worker: BenchDriver) -> list[str]:
    """The ids of the marks that are hidden."""
    return [mark.id for mark in worker.desk.document if mark.hidden]


def test_a_mark_that_is_hidden_comes_back_by_undo_and_goes_by_redo(worker: BenchDriver) -> None:
    worker.desk.select(("a",))
    worker.act("hide")
    assert hidden(worker) == ["a"]
    worker.act("undo")
    assert hidden(worker) == []
    worker.act("redo")
    assert hidden(worker) == ["a"]


def test_a_class_is_hidden_and_shown_in_one_step(worker: BenchDriver) -> None:
    worker.desk.select(("a",))
    worker.act("hide.class")
    assert hidden(worker) == ["a", "b"]
    assert worker.desk.history.next_undo == "隐藏"
    worker.act("undo")
    assert hidden(worker) == []
    assert worker.desk.history.next_undo == ""


def test_several_marks_some_of_them_hidden_come_back_as_they_were(worker: BenchDriver) -> None:
    worker.desk.toggle_hidden(("b",))
    worker.press("Ctrl+A")
    worker.act("hide")
    assert hidden(worker) == ["a", "b", "l"]
    worker.act("undo")
    assert hidden(worker) == ["b"]


def test_the_veil_is_no_step_and_undo_does_not_lift_it(worker: BenchDriver) -> None:
    worker.desk.select(("a",))
    worker.press("Right")
    worker.act("hide.all")
    assert worker.desk.history.next_undo == "微移"
    worker.act("undo")
    assert worker.desk.veiled
    assert worker.boxes[0] == MARKS[0].corners
    assert "暂时隐藏" in worker.said
    worker.act("redo")
    assert worker.desk.veiled


def test_a_look_under_the_veil_leaves_what_can_be_redone(worker: BenchDriver) -> None:
    worker.desk.select(("a",))
    worker.press("Right")
    worker.act("undo")
    worker.act("hide.all")
    worker.act("hide.all")
    worker.act("redo")
    assert worker.boxes[0] == (11, 10, 61, 50)


def test_solo_is_no_step_and_the_foot_says_that_marks_are_missing(worker: BenchDriver) -> None:
    worker.desk.select(("a",))
    worker.press("Right")
    worker.desk.select(("b",))
    worker.act("solo")
    assert worker.desk.history.next_undo == "微移"
    worker.act("undo")
    assert worker.desk.solo == frozenset({"b"})
    assert worker.boxes[0] == MARKS[0].corners
    assert "只看 1 个标注" in worker.said
    worker.act("solo")
    assert worker.desk.solo is None
    assert "只看" not in worker.said


def test_a_class_left_out_of_view_stays_out_whatever_is_undone(worker: BenchDriver) -> None:
    worker.desk.select(("a",))
    worker.press("Right")
    options = replace(worker.bench.canvas.options, unseen=frozenset({"light"}))
    worker.bench.plates.view.changed.emit(options)
    assert worker.desk.history.next_undo == "微移"
    for action in ("undo", "redo", "undo"):
        worker.act(action)
        assert worker.bench.canvas.options.unseen == frozenset({"light"})
    assert worker.desk.history.next_undo == ""
