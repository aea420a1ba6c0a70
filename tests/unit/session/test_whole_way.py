"""The whole way of one trainee without a window: from the first lesson to a decided assessment."""

from __future__ import annotations

import pytest

from desktop.annotation.document import removing
from desktop.base.clock import ManualClock
from desktop.base.errors import KnownError
from desktop.records.queries.events import events
from desktop.session.operations import board, exam, learning, practice, review
from desktop.session.operations.roster import add_trainee, classes, create_class
from desktop.session.operations.signin import sign_in, sign_out, tiles
from desktop.session.operations.site import create_site
from desktop.session.session import Session
from tests.scenes import draw_gold, sit, walk_to_exam, walk_to_practice


@pytest.fixture
def trainee(session: Session) -> str:
    """A trainee of class 24, signed in."""
    teacher = create_site(session, site_name="御河街道实训点", instructor_name="马老师", pin="1357")
    sign_in(session, teacher, "1357")
    class_id = create_class(session, number=24, name="", pack_id="worked-example")
    account_id = add_trainee(session, class_id, name="犇翀玥", pin="2222").account_id
    sign_out(session)
    sign_in(session, account_id, "2222")
    return account_id


def test_the_path_opens_step_by_step_and_says_what_comes_first(session: Session, trainee: str) -> None:
    home = learning.home(session)
    assert [step.state for module in home.modules for step in module.activities] == ["now", *["locked"] * 3]
    assert home.next_activity is not None
    assert home.next_activity.activity_id == "m1-read"
    with pytest.raises(KnownError, match="什么叫贴边"):
        practice.open_practice(session, "m2-boxes")
    assert exam.offer(session).state == "locked"


def test_practice_tells_every_mistake_and_allows_one_second_try(session: Session, trainee: str) -> None:
    walk_to_practice(session)
    attempt = practice.open_practice(session, "m2-boxes")
    draw_gold(attempt, outward=7)
    feedback = practice.submit(session, attempt)
    assert [shown.sentence for shown in feedback.findings] == ["右边外扩 7 px，要求 ≤ 3 px。"]
    assert feedback.findings[0].clause is not None
    assert feedback.findings[0].clause.number == "1.1"
    assert feedback.may_retry
    again = practice.retry(session, attempt)
    assert again.try_number == 2
    assert len(again.document) == 1
    second = practice.submit(session, again)
    assert not second.may_retry
    assert "0/1" in second.gate


def test_an_exercise_left_open_is_taken_up_where_it_was(session: Session, trainee: str) -> None:
    walk_to_practice(session)
    attempt = practice.open_practice(session, "m2-boxes")
    draw_gold(attempt)
    attempt.history.undo()
    again = practice.open_practice(session, "m2-boxes")
    assert again.attempt_id == attempt.attempt_id
    assert len(again.document) == 0
    again.history.redo()
    assert len(again.document) == 1


def test_an_exercise_that_a_newer_pack_changed_is_begun_anew(
    session: Session, trainee: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk_to_practice(session)
    attempt = practice.open_practice(session, "m2-boxes")
    draw_gold(attempt)
    monkeypatch.setattr(practice, "exercise_digest", lambda _exercise, _pack: "sha256:other")
    again = practice.open_practice(session, "m2-boxes")
    assert again.attempt_id != attempt.attempt_id
    assert len(again.document) == 0
    ended = [event.body for event in events(session.record, kinds=["attempt.abandoned"])]
    assert [body["attempt_id"] for body in ended] == [attempt.attempt_id]


def test_a_gate_says_no_in_numbers_and_opens_when_it_is_met(session: Session, trainee: str) -> None:
    walk_to_practice(session)
    attempt = practice.open_practice(session, "m2-boxes")
    draw_gold(attempt, outward=7)
    assert "0/1 个合格" in practice.submit(session, attempt).gate
    attempt = practice.open_practice(session, "m2-boxes")
    draw_gold(attempt)
    practice.submit(session, attempt)
    gate = learning.home(session).modules[1].activities[1]
    assert gate.state == "now"
    assert "要求 ≥ 95%" in gate.why


def test_at_a_gate_the_big_button_goes_back_to_the_work_it_looks_at(session: Session, trainee: str) -> None:
    walk_to_practice(session)
    for _exercise in range(2):
        attempt = practice.open_practice(session, "m2-boxes")
        draw_gold(attempt, outward=7)
        practice.submit(session, attempt)
    following = learning.home(session).next_activity
    assert following is not None
    assert (following.activity_id, following.kind) == ("m2-boxes", "practice")
    for _exercise in range(2):
        attempt = practice.open_practice(session, "m2-boxes")
        draw_gold(attempt)
        practice.submit(session, attempt)
    assert learning.home(session).next_activity is None


def test_theory_explains_at_once(session: Session, trainee: str) -> None:
    learning.finish_lesson(session, "m1-read", 60.0)
    shown = learning.open_theory(session, "m1-quiz")
    wrong = learning.answer_theory(session, "m1-quiz", shown.items[0].id, ("true",))
    assert (wrong.correct, wrong.answer, wrong.explanation) == (False, ("false",), "只框看得见的部分。")


def test_a_careful_trainee_passes_and_is_told_what_was_not_proved(session: Session, trainee: str) -> None:
    walk_to_exam(session)
    assert exam.offer(session).state == "open"
    result = sit(session)
    assert result.outcome in {"pass", "distinction"}
    assert all(reason.startswith("✓") for reason in result.reasons)
    assert any("需要 n = 299" in claim.not_proved for claim in result.claims)
    assert exam.offer(session).state == "passed"


def test_a_failed_sitting_says_why_and_asks_for_practice_first(session: Session, trainee: str) -> None:
    walk_to_exam(session)
    result = sit(session, outward=7)
    assert result.outcome == "fail"
    assert any(reason.startswith("✗ 实操准确率 0/") for reason in result.reasons)
    offer = exam.offer(session)
    assert offer.state == "waiting"
    assert "4.0 小时" in offer.reasons[0]


def test_a_power_cut_resumes_the_same_form_with_the_right_time_left(
    session: Session, clock: ManualClock, trainee: str
) -> None:
    walk_to_exam(session)
    exam.begin(session)
    before = exam.start_part(session, "theory")
    exam.answer(session, before.items[0].id, ("a",))
    clock.advance(60)
    exam.heartbeat(session)
    clock.reboot("boot-2", off_seconds=300)
    after = exam.resume(session)
    assert after.items == before.items
    assert after.answers == {before.items[0].id: ("a",)}
    assert after.seconds_left == pytest.approx(before.seconds_left - 60)
    assert after.interruptions == 1


def test_time_off_beyond_the_grace_counts(session: Session, clock: ManualClock, trainee: str) -> None:
    walk_to_exam(session)
    exam.begin(session)
    exam.start_part(session, "theory")
    clock.reboot("boot-2", off_seconds=900 + 100)
    assert exam.resume(session).seconds_left == pytest.approx(300 - 100)


def test_a_part_whose_time_is_up_is_closed_and_takes_no_more_answers(
    session: Session, clock: ManualClock, trainee: str
) -> None:
    walk_to_exam(session)
    exam.begin(session)
    shown = exam.start_part(session, "theory")
    clock.advance(301)
    with pytest.raises(KnownError, match="时间到了"):
        exam.answer(session, shown.items[0].id, ("a",))
    assert exam.resume(session).part == "practical"


def test_work_left_on_the_bench_is_handed_in_as_it_is(session: Session, trainee: str) -> None:
    walk_to_exam(session)
    exam.begin(session)
    exam.start_part(session, "theory")
    exam.close_part(session)
    shown = exam.start_part(session, "practical")
    attempt = exam.open_task(session, 0)
    draw_gold(attempt)
    exam.close_part(session)
    result = exam.finish(session)
    asked = sum(
        session.shelf.pack("worked-example").exercises[task.exercise_id].units for task in shown.tasks
    )
    assert (result.practical.k, result.practical.n) == (attempt.exercise.units, asked)


def test_looking_at_a_task_handed_in_changes_nothing_and_a_step_takes_it_back(
    session: Session, trainee: str
) -> None:
    walk_to_exam(session)
    exam.begin(session)
    exam.start_part(session, "theory")
    exam.close_part(session)
    exam.start_part(session, "practical")
    attempt = exam.open_task(session, 0)
    draw_gold(attempt)
    assert exam.hand_in(session, attempt).tasks[0].state == "handed_in"
    again = exam.open_task(session, 0)
    assert exam.hand_in(session, again).tasks[0].state == "handed_in"
    again = exam.open_task(session, 0)
    again.history.do(removing("删除", again.document, *[mark.id for mark in again.document]))
    assert exam.resume(session).tasks[0].state == "begun"
    exam.hand_in(session, again)
    exam.close_part(session)
    assert exam.finish(session).practical.k == 0


def test_a_task_is_looked_at_as_it_was_left_without_being_opened(session: Session, trainee: str) -> None:
    walk_to_exam(session)
    exam.begin(session)
    exam.start_part(session, "theory")
    exam.close_part(session)
    shown = exam.start_part(session, "practical")
    exercise = session.shelf.pack("worked-example").exercises[shown.tasks[0].exercise_id]
    assert exam.look_at(session, 0).marks == tuple(exercise.starts_from)
    assert exam.resume(session).tasks[0].state == "untouched"
    attempt = exam.open_task(session, 0)
    draw_gold(attempt)
    assert exam.look_at(session, 0).marks == attempt.document.marks()
    exam.hand_in(session, attempt)
    assert exam.look_at(session, 0).marks == attempt.document.marks()
    assert exam.resume(session).tasks[0].state == "handed_in"
    exam.close_part(session)
    with pytest.raises(KnownError):
        exam.look_at(session, 0)


def test_an_instructor_reviews_comments_corrects_and_releases(session: Session, trainee: str) -> None:
    walk_to_exam(session)
    sitting_id = sit(session).sitting_id
    (found,) = classes(session)
    sign_out(session)
    teacher = next(tile for tile in tiles(session) if tile.role == "instructor")
    sign_in(session, teacher.account_id, "1357")
    row = review.attempts(session, class_id=found.class_id, mode="exam")[0]
    opened = review.open_review(session, row.attempt_id)
    assert len(opened.answer) == len(opened.gold)
    review.comment(session, row.attempt_id, "右边再贴一点。", "g1")
    with pytest.raises(KnownError, match="理由"):
        review.correct(session, row.attempt_id, qualified=0, reason=" ")
    review.correct(session, row.attempt_id, qualified=0, reason="拍照作弊，不计分")
    (correction,) = review.open_review(session, row.attempt_id).corrections
    assert (correction.before, correction.after) == (f"{row.judged}/{row.judged}", f"0/{row.judged}")
    assert exam.result(session, sitting_id).outcome == "fail"
    review.correct(session, row.attempt_id, qualified=row.judged, reason="查明没有作弊")
    assert exam.result(session, sitting_id).outcome != "fail"
    review.release(session, sitting_id)
    with pytest.raises(KnownError, match="已经发布"):
        review.release(session, sitting_id)
    with pytest.raises(KnownError, match="已经发布"):
        review.correct(session, row.attempt_id, qualified=0, reason="太晚了")


def test_the_class_board_shows_who_is_where_and_who_is_stuck(session: Session, trainee: str) -> None:
    walk_to_practice(session)
    for _exercise in range(2):
        attempt = practice.open_practice(session, "m2-boxes")
        draw_gold(attempt, outward=7)
        practice.submit(session, attempt)
    sign_out(session)
    teacher = next(tile for tile in tiles(session) if tile.role == "instructor")
    sign_in(session, teacher.account_id, "1357")
    (found,) = classes(session)
    shown = board.board(session, found.class_id)
    (row,) = shown.rows
    assert [cell.state for cell in row.cells] == ["done", "stuck"]
    assert row.name == "犇翀玥"
    assert "门槛：贴边" in row.stuck
