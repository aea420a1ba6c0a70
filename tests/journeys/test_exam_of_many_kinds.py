"""Assessments whose tasks are of several kinds: benches change under the hand, nothing is lost, each kind is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.annotation.document import adding
from desktop.annotation.marks import Mark, new_mark_id
from desktop.annotation.shapes.box import Box
from desktop.curriculum.items import Exercise
from desktop.records.queries.submissions import submission
from desktop.session.judging import tasks_of
from desktop.session.operations import exam
from desktop.session.shown import OpenAttempt
from desktop.views.demo.clock import HastenedClock
from desktop.views.pages.exam import ExamPage
from desktop.views.pages.result import ResultPage
from desktop.views.widgets.bench.answers_bench import AnswersBench
from desktop.views.widgets.bench.image_bench import ImageBench
from desktop.views.widgets.bench.inspection_bench import InspectionBench
from desktop.views.widgets.bench.text_bench import TextBench
from desktop.views.widgets.exam_tasks import ExamTasks
from tests import scenes
from tests.journeys.conftest import AtCourse
from tests.journeys.joined import lay_in
from tests.journeys.seat import Seat
from tests.journeys.shapes import accepted, at_bench, begin, gold, put
from tests.journeys.short_course import short_course

PICTURES = {"街景找错": ["main"], "停车场找错": ["inspect-aerial"], "返修": ["street"]}
TEXTS = {
    "对话": ["main"],
    "找错": ["inspect"],
    "偏好": ["rank"],
    "写作": ["rewrite"],
}


def view(seat: Seat) -> ExamTasks:
    """Return the practical part on the screen."""
    page = seat.window.page
    assert isinstance(page, ExamPage)
    assert isinstance(page._view, ExamTasks)
    return page._view


def on_the_bench(seat: Seat) -> OpenAttempt:
    found = view(seat)._attempt
    assert found is not None
    return found


def bench(seat: Seat) -> object:
    """Return the bench that the task on the screen needs."""
    return view(seat)._bench


def go_to(seat: Seat, place: int) -> None:
    """Press a field of the map, as a hand does."""
    view(seat)._map.chosen.emit(place)
    seat.settle()


def mark(seat: Seat, *, most: int = 99) -> int:
    """Put the first so many of what is asked on the bench, one step; return how many marks lie there then."""
    attempt = on_the_bench(seat)
    known = {own.id for own in attempt.document}
    marks: list[Mark] = [
        own.mark() for own in attempt.exercise.golds[0].marks if not own.ignore and own.id not in known
    ]
    attempt.history.do(adding("标", attempt.document, *marks[:most]))
    seat.settle()
    return len(attempt.document)


def to_the_tasks(seat: Seat) -> None:
    """Go from home through the theory part to the tasks."""
    seat.actor.press("去考核")
    seat.actor.press("开始考核")
    item = exam.resume(seat.session).items[0]
    exam.answer(seat.session, item.id, item.answer)
    seat.actor.press("交卷")
    seat.actor.press("交卷")
    seat.actor.press("开始实操")


def hand_all_in(seat: Seat) -> None:
    """Hand in every task by its key, whatever it is called by."""
    for _task in view(seat)._tasks:
        seat.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        if seat.dialogs():
            seat.actor.press("照样提交")


@pytest.fixture
def pictures(at_course: AtCourse) -> Seat:
    """An assessment of an inspection of boxes, one of rotated boxes, and boxes to mend."""
    seat = at_course("ord-qa-01", {"找错": ["qp001"]}, ["qe003", "qx001", "re001"], sections=PICTURES)
    put(begin(seat), *gold(seat))
    accepted(seat)
    seat.actor.press("返回")
    return seat


def test_an_assessment_of_inspection_and_repair_outlives_a_power_cut_in_the_middle(pictures: Seat) -> None:
    seat = pictures
    seat.actor.press("去考核")
    said = seat.reads()
    assert "3 个分项，每个分项都要合格" in said
    assert all(title in said for title in PICTURES)
    seat.actor.press("先不考，返回")
    to_the_tasks(seat)
    assert "街景找错 1/1 · 整项约 20 分钟" in seat.reads()

    # Half of the first is found; of the third one box is mended; the second is only looked at.
    flags = mark(seat, most=2)
    go_to(seat, 1)
    assert "停车场找错 1/1" in seat.reads()
    assert isinstance(bench(seat), ImageBench)
    go_to(seat, 2)
    assert "返修 1/1" in seat.reads()
    attempt = on_the_bench(seat)
    given = len(attempt.document)
    assert given == len(attempt.exercise.given)
    at_bench(seat).desk.do(adding("画框", attempt.document, Box(new_mark_id(), "car", 10, 10, 60, 60)))
    seat.cut_power(30)
    seat.sign_in()
    seat.actor.press("回到考核")
    assert "街景找错 1/1" in seat.reads()
    assert len(on_the_bench(seat).document) == flags == 2
    go_to(seat, 2)
    assert len(on_the_bench(seat).document) == given + 1
    seat.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(on_the_bench(seat).document) == given
    go_to(seat, 1)
    assert len(on_the_bench(seat).document) == 0

    # The keys that turn pages go from kind to kind.
    at_bench(seat).act("image.next")
    assert "返修 1/1" in seat.reads()
    go_to(seat, 0)
    hand_all_in(seat)
    assert "已提交 3 / 3" in seat.reads()
    seat.actor.press("交卷")
    seat.actor.press("交卷")
    assert isinstance(seat.window.page, ResultPage)
    said = seat.reads()
    for title in PICTURES:
        assert f"实操·{title}" in said
        assert f"“{title}”：" in said
    assert seat.whole()


@pytest.fixture
def texts(seats: list[Seat], tmp_path: Path, qapp: QApplication) -> Seat:
    """An assessment of a dialogue, an inspection of a text, a preference and a text to write."""
    courses = short_course(
        "ord-tx-01", tmp_path, practice={"对话": ["p001"]}, exam=["e001"], sections={"对话": ["main"]}
    )
    short = courses / "ord-tx-01"
    lay_in(short, "ord-tx-02", schemas={"inspect": "inspect", "relations": "relations"}, exam=["qie01"])
    lay_in(short, "ord-lm-01", schemas={"main": "rank", "rewrite": "rewrite"}, exam=["x002", "xw04"])
    _write_blueprint(short)
    session = scenes.opened(tmp_path / "实训 数据", HastenedClock(), courses)
    cast = scenes.settle(session, pack_id="ord-tx-01")
    session.close()
    seat = Seat(tmp_path / "实训 数据", cast, qapp, courses)
    seats.append(seat)
    seat.open()
    seat.sign_in()
    seat.actor.press("继续学习")
    attempt = seat.window.page._attempt  # type: ignore[attr-defined]
    attempt.history.do(
        adding("标", attempt.document, *(own.mark() for own in attempt.exercise.golds[0].marks))
    )
    seat.actor.press("提交")
    seat.actor.press("返回")
    return seat


def _write_blueprint(short: Path) -> None:
    path = short / "blueprint.toml"
    head = path.read_text(encoding="utf-8").split("\n[[practical.sections]]")[0]
    sections = "".join(
        f'\n[[practical.sections]]\nid = "s{place}"\ntitle = "{title}"\nschemas = ["{names[0]}"]\n'
        "minutes = 15\npass_accuracy = 0.5\n"
        for place, (title, names) in enumerate(TEXTS.items(), 1)
    )
    path.write_text(head + sections, encoding="utf-8")


def kinds(seat: Seat) -> dict[str, type[object]]:
    return {
        "对话": TextBench,
        "找错": InspectionBench,
        "偏好": AnswersBench,
        "写作": AnswersBench,
    }


def test_dialogue_inspection_preference_and_writing_follow_each_other_and_lose_nothing(texts: Seat) -> None:
    seat = texts
    to_the_tasks(seat)
    left: dict[int, int] = {}
    for place, (title, kind) in enumerate(kinds(seat).items()):
        go_to(seat, place)
        assert f"{title} 1/1 · 整项约 15 分钟" in seat.reads()
        assert isinstance(bench(seat), kind)
        left[place] = mark(seat, most=1 if title == "写作" else 3)
        assert left[place] > 0
    seat.cut_power(30)
    seat.sign_in()
    seat.actor.press("回到考核")
    for place in (3, 1, 0, 2):
        go_to(seat, place)
        assert len(on_the_bench(seat).document) == left[place]
    # One step back and forth in each, with the keys of its own bench.
    for place in range(4):
        go_to(seat, place)
        seat.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert len(on_the_bench(seat).document) < left[place]
        seat.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        assert len(on_the_bench(seat).document) == left[place]
        mark(seat)
    go_to(seat, 0)
    hand_all_in(seat)
    assert "已提交 4 / 4" in seat.reads()
    seat.actor.press("交卷")
    seat.actor.press("交卷")
    assert isinstance(seat.window.page, ResultPage)
    # The reason of the ranking and the rewriting have a line each that is the instructor's: until then there is no verdict.
    said = seat.reads()
    assert "2 项等待讲师评分，评完才有结果" in said
    assert "0 / 0" not in said
    # The page says so and rests: nothing is written or told again.
    events = seat.session.record.head().seq
    seat.settle(200)
    assert seat.reads() == said
    assert seat.session.record.head().seq == events
    seat.actor.press("返回")
    assert "等待讲师评分" in seat.reads()
    assert seat.whole()


@pytest.mark.parametrize("place", [1, 2, 3])
def test_when_the_time_is_up_every_kind_of_task_is_handed_in_as_it_stands(texts: Seat, place: int) -> None:
    seat = texts
    to_the_tasks(seat)
    go_to(seat, place)
    marks = mark(seat, most=1)
    page, attempt = seat.window.page, on_the_bench(seat)
    assert isinstance(page, ExamPage)
    seat.clock.skip(61 * 60.0)
    page._beat()
    seat.settle()
    assert isinstance(seat.window.page, ResultPage)
    assert len(attempt.document) == marks
    found = _handed_in(seat, attempt.exercise)
    assert found == marks
    assert seat.whole()


def _handed_in(seat: Seat, exercise: Exercise) -> int:
    shown = seat.window.page.shown  # type: ignore[attr-defined]
    task = tasks_of(seat.session, shown.sitting_id)[exercise.id]
    kept = submission(seat.session.record, task.attempt_id)
    assert kept is not None
    return len(kept.marks)
