"""Assessments of orders whose work is not boxes: sat at the window, looked at by the instructor, certified."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from desktop.curriculum.items import Exercise
from desktop.records.maintenance import check
from desktop.session.operations import certificates, exam, review
from desktop.views.widgets.bench.image_bench import ImageBench
from tests.journeys.conftest import AtCourse
from tests.journeys.seat import Seat
from tests.journeys.shapes import accepted, at_bench, begin, gold, put


def practise(seat: Seat) -> None:
    """Do the one exercise that opens the assessment."""
    person = begin(seat)
    put(person, *gold(seat))
    accepted(seat)
    seat.actor.press("返回")


def to_the_tasks(seat: Seat) -> list[Exercise]:
    """Go from home through the theory part and return the exercises on the paper."""
    seat.actor.press("去考核")
    seat.actor.press("开始考核")
    item = exam.resume(seat.session).items[0]
    exam.answer(seat.session, item.id, item.answer)
    seat.actor.press("交卷")
    seat.actor.press("交卷")
    seat.actor.press("开始实操")
    (pack_id,) = (each.name for each in seat.session.places.courses.iterdir())
    exercises = seat.session.shelf.pack(pack_id).exercises
    return [exercises[task.exercise_id] for task in exam.resume(seat.session).tasks]


def label_all(seat: Seat, tasks: list[Exercise], *, forgotten: int = 0) -> str:
    """Hand every task in, the first with so many marks forgotten; return what the result then says."""
    for place, task in enumerate(tasks):
        marks = [mark.mark() for mark in task.golds[0].marks if not mark.ignore]
        put(at_bench(seat), *marks[0 if place else forgotten :])
        seat.actor.press("提交这一张")
    seat.actor.press("交卷")
    seat.actor.press("交卷")
    return seat.reads()


def test_an_assessment_turns_its_images_by_key_and_draws_by_hand_alone(at_course: AtCourse) -> None:
    seat = at_course("ord-cv-03", {"掩膜": ["p006"]}, ["e002", "e005"])
    person = begin(seat)
    assert {"wand", "scissors"} & set(person.desk.tools())
    put(person, *gold(seat))
    accepted(seat)
    seat.actor.press("返回")
    tasks = to_the_tasks(seat)
    person = at_bench(seat)
    assert not {"wand", "scissors"} & set(person.desk.tools())
    assert tasks[0].title in seat.reads()
    person.act("image.next")
    assert tasks[1].title in seat.reads()
    at_bench(seat).act("image.previous")
    assert tasks[0].title in seat.reads()
    assert "合格" in label_all(seat, tasks, forgotten=1)
    seat.trainee.sign_out()

    # The instructor opens the attempt with the gap in it.
    seat.instruct()
    rows = review.attempts(seat.session, class_id=seat.cast.class_id, mode="exam")
    row = next(each for each in rows if each.findings)
    seat.window.go("review", attempt_id=row.attempt_id)
    seat.settle()
    said = seat.reads()
    assert "漏标：这里有" in said
    assert "1 处问题" in said
    compared = seat.actor.find(ImageBench).comparison.compared
    assert compared is not None
    assert len(compared.answer) == len(tasks[0].golds[0].marks) - 1
    assert seat.whole()


def test_the_review_of_an_inspection_shows_what_was_inspected(at_course: AtCourse) -> None:
    seat = at_course("ord-qa-01", {"找错": ["qp001"]}, ["qe003"])
    practise(seat)
    (task,) = to_the_tasks(seat)
    label_all(seat, [task], forgotten=1)
    seat.trainee.sign_out()
    seat.instruct()
    (row,) = review.attempts(seat.session, class_id=seat.cast.class_id, mode="exam")
    seat.window.go("review", attempt_id=row.attempt_id)
    said = seat.reads()
    assert "漏查" in said
    assert "没有查出：这里有一处" in said
    bench = seat.actor.find(ImageBench)
    assert "白线：被检标注" in bench.foot.said()
    compared = bench.comparison.compared
    assert compared is not None
    assert compared.given.marks() == task.given_marks


@pytest.mark.parametrize(
    ("pack_id", "practice", "paper", "tolerance"),
    [
        ("ord-cv-06", "p002", "e001", "关键点偏离"),
        ("ord-cv-04", "p001", "e003", "折线偏离"),
    ],
)
def test_an_order_of_shapes_ends_in_a_certificate_that_states_its_tolerances(
    at_course: AtCourse, tmp_path: Path, pack_id: str, practice: str, paper: str, tolerance: str
) -> None:
    seat = at_course(pack_id, {"练习": [practice]}, [paper])
    practise(seat)
    assert "合格" in label_all(seat, to_the_tasks(seat)) or "优秀" in seat.reads()
    seat.trainee.sign_out()
    seat.instruct()
    session = seat.session
    (row,) = review.attempts(session, class_id=seat.cast.class_id, mode="exam")
    review.release(session, row.sitting_id)
    issued = certificates.issue(session, row.sitting_id)
    for path in (issued.pdf, issued.credential, issued.qr_file):
        assert certificates.verify_file(session.places, Path(path)).genuine is True
    assert tolerance in Path(issued.credential).read_text(encoding="utf-8")
    workbook, _table = certificates.export_cohort(session, seat.cast.class_id, tmp_path / "优盘")
    cells = {
        str(cell.value)
        for sheet in openpyxl.load_workbook(workbook)
        for line in sheet.iter_rows()
        for cell in line
    }
    assert issued.number in cells
    assert check(session.places.record) == []
