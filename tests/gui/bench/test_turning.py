"""From image to image in a set: neighbours, those with what is sought or with issues, and copies put on those that follow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.annotation.codec import encode_marks
from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.box import Box
from desktop.curriculum.items import Exercise
from desktop.session.shown import OpenAttempt, SittingShown, TaskLeft, TaskShown
from desktop.views.widgets.bench.carry import CarryAsking
from desktop.views.widgets.bench.image_bench import ImageBench
from desktop.views.widgets.bench.issues import issues_of
from desktop.views.widgets.bench.kept import kept
from desktop.views.widgets.exam_tasks import ExamTasks
from tests.gui.canvas.drivers import BenchDriver, attempt, car, object_schema, schema

#: Image 2 lacks answers, image 4 has a bus, image 5 a car that is too small; 1 and 3 are in order.
BUS = Box("bus", "bus", 10, 10, 90, 60, attributes={"occluded": "0", "cut": False})
IMAGES: tuple[tuple[Shape, ...], ...] = (
    (car("a", 10, 10, 60, 50), car("b", 100, 10, 160, 50)),
    (Box("bare", "car", 10, 10, 60, 50),),
    (car("c", 10, 10, 60, 50),),
    (BUS,),
    (car("tiny", 10, 10, 14, 14),),
)


@dataclass
class Room:
    """The tasks of a part, each kept as it was left."""

    attempts: list[OpenAttempt]
    handed_in: set[int] = field(default_factory=set)
    opened: list[int] = field(default_factory=list)

    def open(self, index: int) -> OpenAttempt:
        """Open a task."""
        self.opened.append(index)
        return self.attempts[index]

    def look(self, index: int) -> TaskLeft:
        """Look at a task without opening it."""
        own = self.attempts[index]
        return TaskLeft(own.exercise, own.schema, own.document.marks())

    def sitting(self) -> SittingShown:
        """The part as it stands."""
        tasks = tuple(
            TaskShown(n, f"x{n}", f"任务 {n + 1}", "handed_in" if n in self.handed_in else "untouched")
            for n in range(len(self.attempts))
        )
        return SittingShown("s1", "张小梅", "practical", 3000.0, (), {}, tasks, 0, "订单")


@pytest.fixture
def opened(opened: list[QWidget]) -> list[QWidget]:
    """Windows to be closed; nobody carries anything from an earlier test."""
    kept().forget()
    return opened


@pytest.fixture
def sit(qtbot: QtBot, opened: list[QWidget]) -> Callable[..., tuple[ExamTasks, Room]]:
    """Sit down at the tasks of a room."""

    def down(room: Room | None = None) -> tuple[ExamTasks, Room]:
        room = room or Room([attempt(marks) for marks in IMAGES])
        tasks = ExamTasks(room.sitting(), room.open, room.look)
        tasks.resize(1366, 720)
        tasks.show()
        qtbot.waitExposed(tasks)
        tasks.activateWindow()
        tasks.begin()
        QApplication.processEvents()
        tasks.remaining.stop()
        opened.append(tasks)
        return tasks, room

    return down


Sit = Callable[..., tuple[ExamTasks, Room]]


def at(tasks: ExamTasks) -> BenchDriver:
    """Whoever sits there."""
    assert isinstance(tasks._bench_widget, ImageBench)
    return BenchDriver(tasks._bench_widget)


def place(tasks: ExamTasks) -> int:
    """The image on the bench, counted from 1."""
    return tasks._map.current + 1


# -- neighbours


def test_keys_go_to_the_next_and_the_previous_image_round_the_ends(sit: Sit) -> None:
    tasks, _room = sit()
    at(tasks).act("image.next")
    assert place(tasks) == 2
    at(tasks).act("image.previous")
    at(tasks).act("image.previous")
    assert place(tasks) == 5


def test_a_single_image_has_no_neighbour_and_says_so(sit: Sit) -> None:
    tasks, _room = sit(Room([attempt(IMAGES[0])]))
    at(tasks).act("image.next")
    assert "只有这一张" in at(tasks).said


def test_when_all_others_are_handed_in_it_says_so(sit: Sit) -> None:
    tasks, _room = sit(Room([attempt(marks) for marks in IMAGES], handed_in={1, 2, 3, 4}))
    at(tasks).act("jump.next_open")
    assert place(tasks) == 1
    assert "都提交了" in at(tasks).said


# -- what is sought


def test_the_next_image_with_what_the_filter_asks_for_comes_with_the_filter(sit: Sit) -> None:
    tasks, room = sit()
    worker = at(tasks)
    worker.act("filter")
    worker.bench.panel.filter.setText("公交车")
    worker.canvas.setFocus()
    worker.act("image.next_match")
    assert place(tasks) == 4
    assert room.opened == [0, 3]
    assert "1 个符合“公交车”" in worker.said
    assert worker.bench.panel.filter.text() == "公交车"
    assert worker.bench.panel.objects.marks.ids == ("bus",)
    assert worker.selected == ("bus",)


def test_the_previous_match_is_sought_backwards(sit: Sit) -> None:
    tasks, _room = sit()
    worker = at(tasks)
    worker.bench.seek("轿车")
    worker.act("image.previous_match")
    assert place(tasks) == 5


def test_without_a_filter_and_without_a_match_it_is_said_in_words(sit: Sit) -> None:
    tasks, _room = sit()
    worker = at(tasks)
    worker.act("image.next_match")
    assert "还没有写要找什么" in worker.said
    worker.bench.seek("行人")
    worker.act("image.next_match")
    assert "都没有符合“行人”的标注" in worker.said
    assert place(tasks) == 1


# -- what has issues


def test_images_with_issues_are_gone_through_and_the_issue_is_named(sit: Sit) -> None:
    tasks, _room = sit()
    worker = at(tasks)
    worker.act("image.next_issue")
    assert place(tasks) == 2
    assert "第 2 张：1 个待填" in worker.said
    worker.act("image.next_issue")
    assert place(tasks) == 5
    assert "1 个画法不符合规则" in worker.said
    worker.act("image.previous_issue")
    assert place(tasks) == 2


def test_what_was_mended_is_no_issue_any_more(sit: Sit) -> None:
    tasks, _room = sit(Room([attempt(IMAGES[0]), attempt(IMAGES[1]), attempt(IMAGES[2])]))
    worker = at(tasks)
    worker.act("image.next_issue")
    worker.press("V", "Ctrl+A")
    worker.desk.answer("occluded", "0")
    worker.desk.answer("cut", value=False)
    worker.act("image.previous")
    worker.act("image.next_issue")
    assert place(tasks) == 1
    assert "都没有问题" in worker.said


def test_a_remark_that_nobody_touched_is_an_issue() -> None:
    given = car("a", 10, 10, 60, 50)
    remark = {"code": "LOOSE", "text": "右边外扩", "target": "a", "place": (5, 5, 65, 55)}
    exercise = Exercise.model_validate(
        {
            "id": "r",
            "title": "返修",
            "pool": "practice",
            "media": "m.png",
            "size": [400, 300],
            "work": "repair",
            "given": encode_marks([given]),
            "remarks": [remark],
            "golds": [{"marks": []}],
        }
    )
    left = TaskLeft(exercise, schema(), (given,))
    assert issues_of(left) == ("1 条返修意见没动",)
    assert issues_of(replace(left, marks=(replace(given, x2=55),))) == ()


# -- copies for the images that follow


def copy_on(tasks: ExamTasks, times: int) -> tuple[int, str]:
    """Copy everything to the images that follow, by keyboard; return how many there might be and what was explained."""
    worker = at(tasks)
    worker.press("V", "Ctrl+A")
    worker.act("propagate")
    asking = worker.bench.findChildren(CarryAsking)[-1]
    asking.number.setValue(times)
    offered = asking.number.maximum(), asking.words.text()
    QTest.keyClick(asking.number, Qt.Key.Key_Return)
    QApplication.processEvents()
    return offered


def test_copies_lie_on_the_images_that_follow_as_one_step_each(sit: Sit) -> None:
    tasks, room = sit()
    most, words = copy_on(tasks, 2)
    assert most == 4
    assert "后面有 4 张" in words
    assert "已复制到后面 2 张" in at(tasks).said
    assert [len(own.document) for own in room.attempts] == [2, 3, 3, 1, 1]
    at(tasks).act("image.next")
    at(tasks).act("undo")
    assert at(tasks).boxes == [(10, 10, 60, 50)]
    assert len(room.attempts[2].document) == 3


def test_what_is_handed_in_is_left_as_it_is(sit: Sit) -> None:
    tasks, room = sit(Room([attempt(marks) for marks in IMAGES], handed_in={1, 3}))
    copy_on(tasks, 2)
    assert [len(own.document) for own in room.attempts] == [2, 1, 3, 1, 3]


def test_on_the_last_image_there_is_nothing_to_copy_to(sit: Sit) -> None:
    tasks, _room = sit()
    tasks.open_task(4)
    worker = at(tasks)
    worker.press("V", "Ctrl+A")
    worker.act("propagate")
    assert not worker.bench.findChildren(CarryAsking)
    assert "后面没有" in worker.said


def test_images_of_other_classes_take_no_copies_and_that_is_said(sit: Sit) -> None:
    tasks, room = sit(Room([attempt(IMAGES[3]), attempt((), rules=object_schema())]))
    copy_on(tasks, 1)
    assert len(room.attempts[1].document) == 0
    assert "没有复制" in at(tasks).said
