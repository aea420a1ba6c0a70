"""What comes on the bench to be looked back at: of an inspection also what was inspected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from desktop.annotation.document import Document
from desktop.annotation.shapes.flag import Flag
from desktop.scoring.grading import grade
from desktop.scoring.result import Finding
from desktop.session.shown import Feedback, FindingShown, OpenAttempt
from desktop.views.widgets.bench.opening import compared_of, reviewed
from desktop.views.widgets.canvas.review_items import Outline
from tests.gui.bench.test_inspecting import FAULTS, GIVEN, inspection
from tests.gui.canvas.drivers import BenchDriver, attempt, schema
from tests.gui.pages.fakes import review_shown


def handed_in(done: OpenAttempt) -> Feedback:
    """Return the look back at an attempt in which nothing was to be found."""
    return Feedback(
        attempt=done,
        score=grade((), (), done.schema),
        findings=(),
        gold=Document(),
        ignored=frozenset(),
        first_try=True,
        may_retry=True,
        gate="",
        next_reason="",
    )


def test_a_trainee_sees_the_marks_that_were_inspected() -> None:
    told = compared_of(handed_in(inspection()))
    assert told.given.shapes() == GIVEN
    assert told.given_schema == schema()


def test_an_instructor_sees_them_as_well() -> None:
    opened = replace(review_shown(), exercise=inspection().exercise, schema=FAULTS, given_schema=schema())
    told = reviewed(opened)
    assert told.given.shapes() == GIVEN
    assert told.given_schema == schema()


def test_of_ordinary_work_there_is_only_answer_and_gold() -> None:
    for told in (compared_of(handed_in(attempt(()))), reviewed(review_shown())):
        assert told.given.shapes() == ()
        assert told.given_schema is None


def test_a_missed_fault_is_shown_on_the_mark_it_is_in(at_picture: Callable[..., BenchDriver]) -> None:
    done, box = inspection(), GIVEN[1].bounds
    inspector = at_picture(attempt=done)
    missed = FindingShown(Finding("MISS", "severe", box, gold_id="f"), "", "", None)
    gold = Document([Flag("f", "LOOSE", *box, target="b")])
    inspector.bench.show_feedback(replace(handed_in(done), gold=gold, findings=(missed,)))
    inspector.bench.focus_finding(0)
    seen = [item for item in inspector.bench.comparison.all_items() if isinstance(item, Outline)]
    assert [item.strong for item in seen] == [mark.id == "b" for mark in GIVEN]
