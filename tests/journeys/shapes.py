"""What a trainee does at the bench with shapes of every kind: begin, draw, hand in, try again."""

from __future__ import annotations

from dataclasses import replace

from desktop.annotation.document import adding
from desktop.annotation.marks import Mark, new_mark_id
from desktop.annotation.shapes.base import Shape
from desktop.curriculum.items import Exercise
from desktop.records.queries.attempts import open_attempts
from desktop.session.desk import desk
from desktop.session.fresh import exercise_of
from desktop.views.pages.bench import BenchPage
from desktop.views.widgets.bench.image_bench import ImageBench
from tests.gui.canvas.drivers import BenchDriver
from tests.journeys.seat import Seat


def begin(seat: Seat) -> BenchDriver:
    """Go from home to the exercise."""
    seat.actor.press("继续学习")
    assert isinstance(seat.window.page, BenchPage)
    return at_bench(seat)


def at_bench(seat: Seat) -> BenchDriver:
    """Return the person at the bench on the screen."""
    seat.settle()
    person = BenchDriver(seat.actor.find(ImageBench))
    person.canvas.setFocus()
    return person


def exercise(seat: Seat) -> Exercise:
    """Return the exercise that lies open."""
    at = desk(seat.session)
    attempt = open_attempts(seat.session.record, at.account_id)[0]
    found = exercise_of(at.pack, attempt.exercise_id, seat.session.places)
    assert found is not None
    return found


def gold(seat: Seat) -> list[Shape]:
    """Return what is to be marked in the exercise that lies open."""
    marks = (mark.mark() for mark in exercise(seat).golds[0].marks if not mark.ignore)
    return [mark for mark in marks if isinstance(mark, Shape)]


def put(person: BenchDriver, *marks: Mark) -> None:
    """Put marks on the bench as the trainee's own, one step of the draft."""
    own = [replace(mark, id=new_mark_id()) for mark in marks]
    person.desk.do(adding("画", person.desk.document, *own))


def submit(seat: Seat) -> str:
    """Hand in and return what the page then says."""
    seat.actor.press("提交")
    return seat.reads()


def again(seat: Seat) -> BenchDriver:
    """Take the second try."""
    seat.actor.press("再改一次")
    return at_bench(seat)


def accepted(seat: Seat) -> None:
    """Hand in the second try: nothing is left to mend, and the record is whole."""
    said = submit(seat)
    assert "没有发现错误" in said, said
    assert seat.whole()


def begin_at(seat: Seat, activity_id: str) -> BenchDriver:
    """Go to an activity that is done already."""
    seat.window.go("bench", activity_id=activity_id)
    return at_bench(seat)
