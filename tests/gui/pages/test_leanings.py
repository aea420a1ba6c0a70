"""Hints about comparisons at the real window: circles in the feedback, habits at home and on the trainee's page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from desktop.annotation.replying import replying
from desktop.base.clock import ManualClock
from desktop.session.operations import practice
from desktop.session.session import Session
from desktop.session.shuffle import shown_order
from desktop.views.pages.review import ReviewPage
from desktop.views.window import open_window
from tests import rubrics, scenes
from tests.gui.pages.drivers import Person
from tests.scenes import Cast
from tests.unit.session.test_leanings import COUNT, IDS, compare, courses


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = scenes.opened(tmp_path / "数据", ManualClock(scenes.MORNING), courses(tmp_path))
    yield opened
    opened.close()


@pytest.fixture
def cast(session: Session) -> Cast:
    cast = scenes.settle(session)
    scenes.attend(session, cast)
    rubrics.walk_to_practice(session)
    return cast


@pytest.fixture
def person(session: Session, cast: Cast, qapp: QApplication) -> Iterator[Person]:
    window = open_window(session)
    window.resize(1366, 768)
    window.show()
    at = Person(window)
    at.settle()
    yield at
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def letters_of(cast: Cast, exercise_id: str) -> dict[str, str]:
    return dict(zip(shown_order(cast.trainee, exercise_id, IDS), "ABC", strict=True))


def test_a_circle_is_named_in_the_feedback_and_one_click_from_its_answers(
    person: Person, session: Session, cast: Cast
) -> None:
    person.window.go("bench", activity_id=rubrics.ACTIVITY)
    person.settle()
    attempt = person.page._attempt
    for about, value in (("a1|a2", 1), ("a2|a3", 1), ("a1|a3", -1)):
        attempt.history.do(replying("比较", attempt.history.document, ("better", about), value))
    person.press("提交")
    assert person.sees("1 处比较转成了圈")
    letters = letters_of(cast, attempt.exercise.id)
    words = " > ".join(letters[one] for one in ("a1", "a2", "a3", "a1"))
    columns = person.page._bench.columns
    columns.choose("a3")
    person.press(f"看这几个回答：{words}")
    part = person.page._bench.panel.questions.part
    assert set(part.split("|")) < set(IDS)
    assert columns.chosen_id == part.split("|")[1]
    assert columns.chosen_id in columns.visible_ids()


def test_comparisons_that_fit_together_say_nothing(person: Person, session: Session, cast: Cast) -> None:
    compare(session, cast, 1)
    attempt = practice.open_practice(session, rubrics.ACTIVITY)
    person.window.go("bench", activity_id=attempt.activity_id)
    person.settle()
    opened = person.page._attempt
    for about, value in (("a1|a2", 1), ("a2|a3", 1), ("a1|a3", 1)):
        opened.history.do(replying("比较", opened.history.document, ("better", about), value))
    person.press("提交")
    assert not person.sees("转成了圈")


def test_habits_are_told_at_home_and_to_the_instructor_with_the_trainees_name(
    person: Person, session: Session, cast: Cast
) -> None:
    person.window.home()
    person.settle()
    assert not person.sees("评判习惯")
    compare(session, cast, 2)
    person.window.home()
    person.settle()
    assert person.sees("评判习惯")
    assert person.sees("判断还不够，说明不了什么")
    compare(session, cast, COUNT - 2, circle_at=1)
    person.window.home()
    person.settle()
    assert person.sees("先出现的回答，你判为更好的占")
    assert person.sees("值得留意")
    assert person.sees("只作提示，不计成绩")

    scenes.instruct(session, cast)
    person.window.home()
    person.window.go("trainee", class_id=cast.class_id, account_id=cast.trainee)
    person.settle()
    assert person.sees("先出现的回答，犇翀玥判为更好的占")
    assert not person.sees("你判为")
    circle = next(words for words in person.buttons() if words.startswith("比一比"))
    person.press(circle)
    assert isinstance(person.page, ReviewPage)
    assert person.sees("1 处比较转成了圈")
