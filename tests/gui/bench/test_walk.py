"""Going through attributes: digits answer, arrows choose the question, Tab the mark, and the last answer leads on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop.annotation.shapes.box import Box
from desktop.views.widgets.bench.walk import values_of
from tests.gui.canvas.drivers import BenchDriver, attempt, car, schema

AtPicture = Callable[..., BenchDriver]
BARE = (
    Box("a", "car", 100, 100, 140, 130),
    Box("l", "light", 10, 10, 20, 40),
    Box("b", "car", 300, 200, 350, 240),
)


@pytest.fixture
def walker(at_picture: AtPicture) -> BenchDriver:
    """Somebody who begins to walk through two bare cars and a light."""
    worker = at_picture(*BARE)
    worker.bench.run("attributes.walk")
    return worker


def asked(worker: BenchDriver) -> str:
    """The attribute that is asked now."""
    walk = worker.bench._walk
    assert walk is not None
    return walk.asked.id if walk.asked is not None else ""


def test_the_walk_begins_at_the_first_mark_that_is_asked_for_something(walker: BenchDriver) -> None:
    assert walker.desk.selected == ("a",)
    assert asked(walker) == "occluded"
    assert walker.bench.canvas.view.scale > 2


def test_digits_answer_and_the_last_answer_leads_to_the_next_mark(walker: BenchDriver) -> None:
    questions = walker.desk.schema.attributes_of("car")
    for attribute in questions:
        assert asked(walker) == attribute.id
        walker.press("1")
    first = walker.desk.document["a"]
    assert dict(first.attributes) == {own.id: values_of(own)[0] for own in questions}
    assert walker.desk.selected != ("a",)
    assert (
        asked(walker)
        == walker.desk.schema.attributes_of(walker.desk.document[walker.desk.selected[0]].label)[0].id
    )


def test_arrows_choose_the_question_and_tab_the_mark(walker: BenchDriver) -> None:
    n = len(walker.desk.schema.attributes_of("car"))
    seen = []
    for _time in range(n):
        seen.append(asked(walker))
        walker.press("Down")
    assert len(set(seen)) == n
    assert asked(walker) == seen[0]
    walker.press("Up")
    assert asked(walker) == seen[-1]
    before = walker.desk.selected
    walker.press("Tab")
    assert walker.desk.selected != before
    walker.press("Shift+Tab")
    assert walker.desk.selected == before


def test_a_digit_without_a_value_answers_nothing_and_says_so(walker: BenchDriver) -> None:
    walker.press("9")
    assert not walker.desk.document["a"].attributes
    assert "个值" in walker.bench.foot.said()


def test_escape_ends_the_walk_and_keeps_the_selection(walker: BenchDriver) -> None:
    walker.press("Esc")
    assert asked(walker) == ""
    assert walker.desk.selected == ("a",)
    walker.press("Esc")
    assert walker.desk.selected == ()


def test_what_was_answered_on_a_walk_is_undone_one_by_one(walker: BenchDriver) -> None:
    walker.press("1", "1")
    walker.bench.run("undo")
    walker.bench.run("undo")
    assert not walker.desk.document["a"].attributes


def test_without_questions_there_is_no_walk(at_picture: AtPicture) -> None:
    own = attempt([car("a", 10, 10, 60, 50)])
    own.schema = schema().model_copy(update={"attributes": ()})
    worker = at_picture(attempt=own)
    worker.bench.run("attributes.walk")
    assert asked(worker) == ""
    assert "没有要填属性" in worker.bench.foot.said()
