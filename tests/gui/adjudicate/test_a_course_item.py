"""An adjudication of ORD-TX-02 from the course to the record: decided, left and taken up again, handed in, explained, reviewed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.annotation.document import Document
from desktop.annotation.merging import Side
from desktop.annotation.merging_plan import decisions_of, reasons_of, result
from desktop.annotation.merging_steps import decide
from desktop.annotation.replying import replying
from desktop.base.places import find_places
from desktop.records.queries.submissions import submission
from desktop.scoring.grading import grade_exercise
from desktop.session.desk import marks_of
from desktop.session.operations import review
from desktop.session.operations.practice import open_practice, submit
from desktop.session.session import Session
from desktop.session.shown import OpenAttempt
from desktop.session.two_people import names_of
from tests import scenes
from tests.gui.adjudicate.drivers import Adjudicator

#: A path that opens with an adjudication, so that nobody must walk through the course first.
ONLY_ONE = """
[[modules]]
id = "m7"
title = "仲裁"
summary = "两个人的标注。"

[[modules.activities]]
kind = "practice"
id = "m7-p4"
title = "仲裁两个人的标注"
exercises = ["qa09"]
needed = 1
"""


Staged = tuple[Session, scenes.Cast]


def at(folder: Path, pack_id: str, exercise: str) -> Staged:
    """Sign a trainee in who has one adjudication of a course to do."""
    course = folder / "courses" / pack_id
    shutil.copytree(find_places().courses / pack_id, course)
    (course / "course.toml").write_text(ONLY_ONE.replace("qa09", exercise), encoding="utf-8")
    session = scenes.opened(folder / "data", courses=folder / "courses")
    cast = scenes.settle(session, pack_id=pack_id)
    scenes.attend(session, cast)
    return session, cast


@pytest.fixture
def staged(tmp_path: Path) -> Iterator[Staged]:
    """A trainee of a class that adjudicates, and who else is there."""
    session, cast = at(tmp_path, "ord-tx-02", "qa09")
    yield session, cast
    session.close()


@pytest.fixture
def at_course(staged: Staged) -> Session:
    """Where the trainee is signed in."""
    return staged[0]


def right_sides(attempt: OpenAttempt) -> dict[str, Side]:
    """Return who of the two is right, by difference: with whom the grade is better, one difference after another."""
    exercise, schema = attempt.exercise, attempt.schema
    document, found = Document(exercise.starts_from), dict[str, Side]()

    def grade_with(key: str, side: Side) -> tuple[float, float, Document]:
        tried = Document(document.marks())
        tried.apply(decide(exercise.merge, tried, key, side))
        score = grade_exercise(tried.marks(), exercise, schema)
        return score.accuracy, score.f1 or 0.0, tried

    sides: tuple[Side, Side] = ("first", "second")
    for one in exercise.merge.differences:
        results = {side: grade_with(one.key, side) for side in sides}
        found[one.key] = max(sides, key=lambda side: results[side][:2])
        document = results[found[one.key]][2]
    return found


def decide_all(trainee: Adjudicator, *, but: str = "") -> None:
    """Decide every difference rightly by keys alone, with a reason; the one named by its key wrongly."""
    attempt, right = trainee.attempt, right_sides(trainee.attempt)
    while trainee.bench.current and "未裁" in " ".join(trainee.rows):
        side = right[trainee.bench.current]
        first_key = (side == attempt.people[0]) != (trainee.bench.current == but)
        trainee.press("1" if first_key else "2")
        if attempt.exercise.reasons:
            trainee.write("规则 7.2，看起点")
            trainee.press("F7")


def test_a_wrong_decision_goes_into_the_record_and_the_review_names_whom_it_followed(
    at_course: Session, sit_down: Callable[[OpenAttempt], Adjudicator]
) -> None:
    attempt = open_practice(at_course, "m7-p4")
    trainee = sit_down(attempt)
    wrong = attempt.exercise.merge.differences[0].key
    decide_all(trainee, but=wrong)
    trainee.bench.settle()
    assert trainee.bench.unanswered() == ""
    feedback = submit(at_course, attempt)
    better = right_sides(attempt)[wrong]
    names = names_of(attempt.people)
    followed = names["second" if better == "first" else "first"]
    assert feedback.findings
    assert feedback.findings[0].sentence.startswith(f"采纳了{followed}，应为{names[better]}。")
    assert feedback.findings[0].clause is not None
    trainee.bench.show_feedback(feedback)
    trainee.bench.focus_finding(0)
    tabs = trainee.bench.top.tabs
    assert tabs is not None
    tabs.choose("why")
    assert f"{followed}错" in trainee.bench.case.exercise.rationale  # type: ignore[union-attr]  # it is open

    kept = submission(at_course.record, attempt.attempt_id)
    assert kept is not None
    marks = marks_of(at_course, kept.marks)
    assert len(decisions_of(marks)) == len(attempt.exercise.merge.differences)
    assert set(reasons_of(marks).values()) == {"规则 7.2，看起点"}
    assert len(result(marks)) < len(marks)


def test_who_decides_rightly_throughout_has_nothing_to_mend(
    at_course: Session, sit_down: Callable[[OpenAttempt], Adjudicator]
) -> None:
    attempt = open_practice(at_course, "m7-p4")
    trainee = sit_down(attempt)
    decide_all(trainee)
    trainee.bench.settle()
    feedback = submit(at_course, attempt)
    assert feedback.findings == ()
    assert feedback.score.accuracy == 1.0


def test_what_was_decided_before_a_power_cut_is_there_again(
    at_course: Session, sit_down: Callable[[OpenAttempt], Adjudicator]
) -> None:
    trainee = sit_down(open_practice(at_course, "m7-p4"))
    trainee.press("1")
    trainee.write("规则 2.1")
    trainee.press("F7")
    rows, progress = trainee.rows, trainee.progress
    again = sit_down(open_practice(at_course, "m7-p4"))
    assert (again.rows, again.progress) == (rows, progress)
    again.press("Ctrl+z", "Ctrl+z")
    assert again.progress == f"还有 {len(again.rows)} 处未裁"


def test_an_instructor_sees_the_decisions_under_the_names_that_the_trainee_saw(
    staged: Staged, sit_down: Callable[[OpenAttempt], Adjudicator]
) -> None:
    at_course, cast = staged
    attempt = open_practice(at_course, "m7-p4")
    trainee = sit_down(attempt)
    decide_all(trainee, but=attempt.exercise.merge.differences[0].key)
    trainee.bench.settle()
    told = submit(at_course, attempt).findings
    rows = trainee.rows
    scenes.instruct(at_course, cast)
    opened = review.open_review(at_course, attempt.attempt_id)
    assert [shown.sentence for shown in opened.findings] == [shown.sentence for shown in told]
    trainee.bench.show_review(opened)
    record = trainee.bench.top.record.differences.rows
    assert [f"{row.title}·{row.stands}" for row in record] == rows
    assert {row.reason for row in record} == {"规则 7.2，看起点"}


def test_two_people_s_judgements_of_answers_are_decided_with_a_reason_of_one_s_own(
    tmp_path: Path, sit_down: Callable[[OpenAttempt], Adjudicator]
) -> None:
    session, _cast = at(tmp_path, "ord-lm-01", "j003")
    attempt = open_practice(session, "m7-p4")
    trainee = sit_down(attempt)
    decide_all(trainee)
    assert "书面理由" in trainee.bench.unanswered()
    trainee.bench.go_to_unanswered()
    words = "名次由正确的那张表决定：三人次序和平均分83都对，别的不是算错就是排错。"
    attempt.history.do(replying("理由", attempt.document, ("why", ""), words))
    assert trainee.bench.unanswered() == ""
    feedback = submit(session, attempt)
    assert feedback.findings == ()
    trainee.bench.show_feedback(feedback)
    session.close()
