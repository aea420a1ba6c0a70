"""Looking back: both people beside the gold, the record of decisions, the expert's reasons, all in the room of the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QLabel

from desktop.scoring.grading import grade_exercise
from desktop.session.adjudicating import adjudicated
from desktop.session.explain import sentence
from desktop.session.scores import gold_document
from desktop.session.shown import Feedback, FindingShown, OpenAttempt
from tests.gui.adjudicate.drivers import Adjudicator
from tests.gui.adjudicate.material import QUESTIONS, answers_exercise, attempt_of


def feedback_of(attempt: OpenAttempt) -> Feedback:
    """Return what a trainee is told after handing in."""
    score = grade_exercise(attempt.document.marks(), attempt.exercise, attempt.schema)
    found = tuple(FindingShown(one, sentence(one, attempt.schema), "", None) for one in score.findings)
    plain = Feedback(
        attempt=attempt,
        score=score,
        findings=found,
        gold=gold_document(attempt.exercise.golds[0]),
        ignored=frozenset(),
        first_try=True,
        may_retry=True,
        gate="",
        next_reason="",
    )
    return adjudicated(plain)


def pages(trainee: Adjudicator) -> list[str]:
    """Return what can be looked at above the merged marks."""
    tabs = trainee.bench.top.tabs
    assert tabs is not None
    return [made.text() for made in tabs.findChildren(type(trainee.bench.decisions.next))]


def look(trainee: Adjudicator, page: str) -> None:
    """Press one of the tabs."""
    tabs = trainee.bench.top.tabs
    assert tabs is not None
    tabs.choose(page)
    QApplication.processEvents()


def test_of_a_text_both_people_the_record_and_the_reasons_are_one_click_away(trainee: Adjudicator) -> None:
    trainee.press("2", "1", "2", "2")
    told = feedback_of(trainee.attempt)
    begins = [one.sentence[:9] for one in told.findings]
    assert sorted(begins) == ["采纳了乙，应为甲。", "采纳了甲，应为乙。"]
    trainee.bench.show_feedback(told)
    assert pages(trainee) == ["两人的标注", "裁定记录", "专家说明"]
    assert trainee.bench.side.isHidden()
    trainee.bench.focus_finding(begins.index("采纳了乙，应为甲。"))
    place = trainee.bench.top.pair.sides[0].canvas.focus_place
    assert place is not None
    assert (trainee.attempt.exercise.text or "")[slice(*place)] == "由"
    look(trainee, "record")
    rows = trainee.bench.top.record.differences.rows
    assert [row.stands for row in rows] == ["取乙", "取甲", "取乙", "取乙"]
    look(trainee, "why")
    words = [label.text() for label in trainee.bench.top.findChildren(QLabel)]
    assert "乙错：机构前面的“由”不属于名称。" in words
    trainee.press("1")
    assert [row.stands for row in rows] == ["取乙", "取甲", "取乙", "取乙"]


def test_of_answers_the_record_takes_the_room_and_a_finding_gives_it_back(
    sit_down: Callable[[OpenAttempt], Adjudicator],
) -> None:
    judge = sit_down(attempt_of(answers_exercise(), QUESTIONS))
    judge.press("2", "1", "1")
    judge.bench.show_feedback(feedback_of(judge.attempt))
    assert pages(judge) == ["裁定后", "裁定记录"]
    inner = judge.bench.inner
    assert inner is not None
    look(judge, "record")
    assert inner.isHidden()
    assert judge.bench.minimumSizeHint().height() <= judge.bench.height()
    judge.bench.focus_finding(0)
    assert inner.isVisible()
