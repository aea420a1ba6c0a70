"""Points of the instructor from handing in to the figures: nothing counts before the release, and everything after."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.base.clock import ManualClock
from desktop.base.errors import KnownError
from desktop.records.maintenance import check
from desktop.records.queries.board import progress_of
from desktop.records.queries.events import events
from desktop.records.queries.sittings import sitting
from desktop.scoring.result import Point
from desktop.session.operations import exam, learning, points, practice, review
from desktop.session.progress import evidence_of
from desktop.session.session import Session
from tests import rubrics, scenes
from tests.rubrics import GOOD, PROMISE, SHORT, TONE
from tests.scenes import Cast


@pytest.fixture
def session(tmp_path: Path, clock: ManualClock) -> Iterator[Session]:
    opened = scenes.opened(tmp_path / "数据", clock, rubrics.rubric_courses(tmp_path))
    yield opened
    opened.close()


@pytest.fixture
def cast(session: Session) -> Cast:
    """One trainee at the practice."""
    cast = scenes.settle(session)
    scenes.attend(session, cast)
    rubrics.walk_to_practice(session)
    return cast


def row(session: Session, cast: Cast) -> tuple[int, int, int]:
    found = next(one for one in progress_of(session.record, cast.class_id, cast.trainee) if one.first_tries)
    return found.first_tries, found.first_judged, found.first_qualified


def test_right_after_handing_in_the_machines_part_is_shown_and_the_rest_waits(
    session: Session, cast: Cast
) -> None:
    attempt = practice.open_practice(session, rubrics.ACTIVITY)
    rubrics.write(attempt, GOOD)
    feedback = practice.submit(session, attempt)
    (shown,) = feedback.rubrics
    assert [(line.name[:4], line.state) for line in shown.lines] == [
        ("字数 1", "held"), ("写到退款", "held"), ("没有出现", "held"), ("语气客气", "open"), ("没有许诺", "open"),
    ]  # fmt: skip
    assert (shown.by_rule, shown.open, shown.text) == ((3, 3), 2, GOOD)
    assert shown.lines[0].said == "30（要求 15–60）"
    assert feedback.score.figure is None
    assert row(session, cast) == (1, 0, 0)
    (tried,) = evidence_of(session, cast.class_id, cast.trainee).tries
    assert (tried.judged, tried.qualified) == (0, 0)


def test_a_point_counts_for_nothing_before_its_release_and_for_everything_after(
    session: Session, cast: Cast
) -> None:
    attempt_id = rubrics.practise(session)
    scenes.instruct(session, cast)
    assert points.waiting(session, cast.class_id) == (1, 2)
    points.give(session, attempt_id, TONE, met=True, comment=" 称呼得当 ")
    points.give(session, attempt_id, PROMISE, met=True)
    assert row(session, cast) == (1, 0, 0)
    assert review.open_review(session, attempt_id).row.accuracy is None
    points.release(session, attempt_id)
    assert row(session, cast) == (1, 1, 1)
    shown = review.open_review(session, attempt_id)
    assert (shown.row.accuracy, shown.row.open_points) == (1.0, 0)
    assert shown.released is not None
    assert shown.released.author == scenes.TEACHER
    line = shown.rubrics[0].lines[3]
    assert (line.state, line.comment, line.author) == ("met", "称呼得当", scenes.TEACHER)
    assert points.waiting(session, cast.class_id) == (0, 0)
    assert [event.kind for event in events(session.record, subject=attempt_id)][-2:] == [
        "review.points_released",
        "attempt.scored",
    ]
    assert check(session.record.path) == []


def test_a_point_not_met_is_a_finding_like_any_other(session: Session, cast: Cast) -> None:
    attempt_id = rubrics.practise(session)
    scenes.instruct(session, cast)
    points.give(session, attempt_id, PROMISE, met=True)
    points.give(session, attempt_id, TONE, met=False, comment="少了称呼")
    points.release(session, attempt_id)
    shown = review.open_review(session, attempt_id)
    assert shown.row.accuracy == 0.0
    assert [found.sentence for found in shown.findings] == [
        "检查单没有通过：语气客气，像对着人说话（讲师评）。"
    ]
    assert row(session, cast) == (1, 1, 0)


def test_until_the_release_a_point_may_be_changed_and_taken_back(session: Session, cast: Cast) -> None:
    attempt_id = rubrics.practise(session)
    scenes.instruct(session, cast)
    points.give(session, attempt_id, TONE, met=True)
    points.give(session, attempt_id, TONE, met=False, comment="再看一遍")
    assert review.open_review(session, attempt_id).rubrics[0].lines[3].state == "unmet"
    points.give(session, attempt_id, TONE, met=None)
    assert review.open_review(session, attempt_id).rubrics[0].open == 2
    with pytest.raises(KnownError, match="还有 2 项没有评"):
        points.release(session, attempt_id)
    rubrics.judge(session, attempt_id)
    for late in (
        lambda: points.give(session, attempt_id, TONE, met=False),
        lambda: points.release(session, attempt_id),
    ):
        with pytest.raises(KnownError, match="已经发布"):
            late()


def test_only_an_instructor_gives_points_and_only_those_there_are(session: Session, cast: Cast) -> None:
    attempt_id = rubrics.practise(session)
    with pytest.raises(KnownError, match="讲师"):
        points.give(session, attempt_id, TONE, met=True)
    scenes.instruct(session, cast)
    for stranger in (Point("rewrite", "", "length"), Point("rewrite", "a1", "tone"), Point("no", "", "tone")):
        with pytest.raises(KnownError, match="没有这一项"):
            points.give(session, attempt_id, stranger, met=True)
    with pytest.raises(KnownError, match="不能超过"):
        points.give(session, attempt_id, TONE, met=True, comment="长" * 1_001)
    with pytest.raises(KnownError, match="没有这份作业"):
        points.give(session, "nobody", TONE, met=True)


def test_points_given_are_there_after_the_program_was_killed(
    session: Session, cast: Cast, clock: ManualClock, tmp_path: Path
) -> None:
    attempt_id = rubrics.practise(session)
    scenes.instruct(session, cast)
    points.give(session, attempt_id, TONE, met=False, comment="少了称呼")
    session.close()
    again = scenes.opened(tmp_path / "数据", clock, tmp_path / "courses")
    try:
        scenes.instruct(again, cast)
        line = review.open_review(again, attempt_id).rubrics[0].lines[3]
        assert (line.state, line.comment) == ("unmet", "少了称呼")
    finally:
        again.close()


def test_the_queue_goes_from_the_longest_waiting_on(session: Session, cast: Cast, clock: ManualClock) -> None:
    first = rubrics.practise(session)
    clock.advance(60)
    second = rubrics.practise(session)
    scenes.instruct(session, cast)
    listed = review.attempts(session, class_id=cast.class_id, open_only=True)
    assert {each.attempt_id for each in listed} == {first, second}
    assert all(each.accuracy is None and each.open_points == 2 for each in listed)
    assert points.next_waiting(session, cast.class_id) == first
    assert points.next_waiting(session, cast.class_id, but=first) == second
    rubrics.judge(session, first)
    assert points.next_waiting(session, cast.class_id) == second
    rubrics.judge(session, second)
    assert points.next_waiting(session, cast.class_id) == ""


def test_what_no_points_could_save_is_wrong_at_once(session: Session, cast: Cast) -> None:
    attempt_id = rubrics.practise(session, SHORT)
    assert row(session, cast) == (1, 1, 0)
    scenes.instruct(session, cast)
    assert review.open_review(session, attempt_id).row.accuracy == 0.0
    assert points.waiting(session, cast.class_id) == (1, 2)


def test_a_correction_waits_for_the_points(session: Session, cast: Cast) -> None:
    attempt_id = rubrics.practise(session)
    scenes.instruct(session, cast)
    with pytest.raises(KnownError, match="还有 2 项待讲师评分"):
        review.correct(session, attempt_id, qualified=1, reason="看错了")


def test_the_trainee_reads_at_home_what_the_instructor_said(session: Session, cast: Cast) -> None:
    attempt_id = rubrics.practise(session)
    scenes.instruct(session, cast)
    points.give(session, attempt_id, TONE, met=False, comment="少了称呼")
    points.give(session, attempt_id, PROMISE, met=True)
    scenes.attend(session, cast)
    assert learning.home(session).comments == ()
    scenes.instruct(session, cast)
    points.release(session, attempt_id)
    scenes.attend(session, cast)
    (told,) = learning.home(session).comments
    assert told.author == scenes.TEACHER
    assert told.text == "讲师评分：达到 1/2 项。语气客气，像对着人说话（讲师评）：未达到，少了称呼"


# ---------------------------------------------------------------- in an assessment


@pytest.fixture
def examined(session: Session, cast: Cast) -> str:
    """A sitting that was handed in; its id."""
    for attempt_id in [rubrics.practise(session) for _time in range(2)]:
        scenes.instruct(session, cast)
        rubrics.judge(session, attempt_id)
        scenes.attend(session, cast)
    return rubrics.sit(session).sitting_id


def test_a_paper_with_open_points_has_no_verdict(session: Session, cast: Cast, examined: str) -> None:
    shown = exam.result(session, examined)
    assert (shown.outcome, shown.open_points, shown.reasons) == ("pending", 4, ())
    assert sitting(session.record, examined).decision is None  # type: ignore[union-attr]
    found = exam.offer(session)
    assert (found.state, found.reasons) == ("waiting", ("实操有 4 项等待讲师评分，评完才有结果。",))
    # Looking does not write it down again.
    head = session.record.head()
    exam.result(session, examined)
    exam.offer(session)
    assert session.record.head() == head
    scenes.instruct(session, cast)
    with pytest.raises(KnownError, match="还没有结果"):
        review.release(session, examined)


def test_the_last_release_decides_the_sitting(session: Session, cast: Cast, examined: str) -> None:
    scenes.instruct(session, cast)
    first, second = (
        each.attempt_id for each in review.attempts(session, class_id=cast.class_id, mode="exam")
    )
    rubrics.judge(session, first)
    assert exam.result(session, examined).open_points == 2
    assert sitting(session.record, examined).decision is None  # type: ignore[union-attr]
    rubrics.judge(session, second)
    decided = sitting(session.record, examined)
    assert decided is not None
    assert decided.decision is not None
    assert decided.decision.actor == cast.teacher
    assert (decided.decision.practical["k"], decided.decision.practical["n"]) == (2, 2)
    assert exam.result(session, examined).outcome in {"pass", "distinction"}
    review.release(session, examined)
    assert check(session.record.path) == []


def test_points_not_met_fail_the_sitting(session: Session, cast: Cast, examined: str) -> None:
    scenes.instruct(session, cast)
    for each in review.attempts(session, class_id=cast.class_id, mode="exam"):
        rubrics.judge(session, each.attempt_id, promise=False)
    shown = exam.result(session, examined)
    assert (shown.outcome, shown.practical.k, shown.practical.n) == ("fail", 0, 2)


def test_a_correction_of_a_paper_keeps_the_points_in_force(
    session: Session, cast: Cast, examined: str
) -> None:
    scenes.instruct(session, cast)
    first, second = (
        each.attempt_id for each in review.attempts(session, class_id=cast.class_id, mode="exam")
    )
    rubrics.judge(session, first, tone=False)
    rubrics.judge(session, second)
    assert exam.result(session, examined).practical.k == 1
    review.correct(session, first, qualified=1, reason="重读以后，语气可以接受")
    assert exam.result(session, examined).practical.k == 2
