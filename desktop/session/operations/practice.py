"""Labelling practice: an exercise on the bench, handed in, explained, tried again."""

from __future__ import annotations

from desktop.annotation.codec import encode_marks
from desktop.base.errors import KnownError
from desktop.base.wording import _
from desktop.curriculum.course import Activity, PracticeActivity
from desktop.curriculum.items import Exercise
from desktop.records.queries.attempts import Attempt, open_attempts
from desktop.records.queries.reviews import comments
from desktop.records.queries.submissions import Submission, submission
from desktop.scoring.grading import grade_exercise
from desktop.scoring.result import Score
from desktop.session.adjudicating import adjudicated
from desktop.session.changes import changed
from desktop.session.comparisons import circles_of
from desktop.session.desk import (
    Desk,
    Start,
    desk,
    exercise_digest,
    marks_of,
    new_id,
    on_the_bench,
    opened_body,
    seconds_on,
)
from desktop.session.explain import explain, not_judged
from desktop.session.fresh import exercise_of, title_of
from desktop.session.progress import gate_sentence
from desktop.session.rubrics import rubrics
from desktop.session.scores import chosen_gold, gold_document, graded_fields
from desktop.session.session import Session
from desktop.session.shown import CommentShown, Feedback, OpenAttempt
from desktop.session.weak_points import next_exercise, why_next

MOST_TRIES = 2


def open_practice(session: Session, activity_id: str) -> OpenAttempt:
    """Return the exercise to work on: the one left open, or the next by the trainee's own errors. Raises KnownError."""
    at = desk(session)
    activity = _activity(at, activity_id)
    if not isinstance(activity, PracticeActivity):
        raise KnownError(_("“{title}”不是标注练习。", title=activity.title))
    for left in open_attempts(session.record, at.account_id):
        if left.mode == "practice" and left.activity_id == activity_id:
            exercise = exercise_of(at.pack, left.exercise_id, session.places)
            # The pack must still ask what it asked when the attempt was opened.
            if exercise is not None and exercise_digest(exercise, at.pack) == left.exercise_digest:
                return _resumed(session, at, left, exercise)
            reason = {"attempt_id": left.attempt_id, "reason": "exercise changed or left the pack"}
            session.record.append("attempt.abandoned", left.attempt_id, reason, actor=at.account_id)
    if missing := next((each for each in activity.exercises if each not in at.pack.exercises), ""):
        raise KnownError(_("课程包里没有练习 {id}。", id=missing), where=at.pack.head.title)
    return _opened(session, at, activity, next_exercise(session, at, activity))


def submit(session: Session, attempt: OpenAttempt) -> Feedback:
    """Hand in a try of practice: grade it, write answer and score down in one event, and explain it."""
    at = desk(session)
    if attempt.mode != "practice":
        raise KnownError(_("考核中的作业请用“交卷”。"))
    score = grade_exercise(attempt.document.marks(), attempt.exercise, attempt.schema)
    body = {
        "attempt_id": attempt.attempt_id,
        "try_number": attempt.try_number,
        "marks": encode_marks(attempt.document.marks()),
        "seconds": seconds_on(session, attempt),
        "draft_digest": session.record.draft_digest(attempt.attempt_id),
        **graded_fields(score),
    }
    session.record.append("attempt.submitted", attempt.attempt_id, body, actor=at.account_id)
    session.publish(changed("attempt", "progress", subjects=(attempt.attempt_id, at.account_id)))
    return adjudicated(feedback(session, at, attempt, score))


def retry(session: Session, attempt: OpenAttempt) -> OpenAttempt:
    """Take the same exercise again, with one's own marks as handed in. Raises KnownError after the last try."""
    at = desk(session)
    handed_in = submission(session.record, attempt.attempt_id)
    if handed_in is None or handed_in.try_number >= MOST_TRIES:
        raise KnownError(_("这道练习已经改过一次了。"), remedy=_("请做下一题。"))
    body = {"attempt_id": attempt.attempt_id}
    session.record.append("attempt.reopened", attempt.attempt_id, body, actor=at.account_id)
    return _again(session, at, attempt.exercise, attempt.activity_id, handed_in)


def feedback(session: Session, at: Desk, attempt: OpenAttempt, score: Score) -> Feedback:
    """Return what a trainee sees after handing in."""
    gold = chosen_gold(attempt.exercise, score)
    return Feedback(
        attempt=attempt,
        score=score,
        findings=explain(score, attempt.schema, at.pack, attempt.exercise, attempt.shown),
        gold=gold_document(gold),
        ignored=frozenset(mark.id for mark in gold.marks if mark.ignore),
        first_try=attempt.try_number == 1,
        may_retry=bool(score.findings) and attempt.try_number < MOST_TRIES,
        gate=gate_sentence(session, at, attempt.activity_id),
        next_reason=_reason(session, at, attempt.activity_id),
        comments=remarks(session, at, attempt.attempt_id),
        not_judged=not_judged(gold, attempt.schema),
        circles=circles_of(attempt.exercise, attempt.schema, attempt.document.marks(), attempt.shown),
        rubrics=rubrics(
            attempt.exercise, attempt.schema, attempt.document.marks(), gold, given={}, shown=attempt.shown
        ),
    )


def remarks(session: Session, at: Desk, attempt_id: str) -> tuple[CommentShown, ...]:
    """Return an instructor's remarks on an attempt."""
    found = comments(session.record, attempt_id)
    return tuple(
        CommentShown(
            remark.author,
            remark.at,
            remark.text,
            remark.mark_id,
            remark.attempt_id,
            title_of(at.pack, remark.exercise_id),
        )
        for remark in found
    )


def _activity(at: Desk, activity_id: str) -> Activity:
    try:
        return at.pack.activity(activity_id)
    except KeyError:
        # The page was opened before the pack was updated.
        raise KnownError(_("路线里没有 {id}。", id=activity_id)) from None


def _reason(session: Session, at: Desk, activity_id: str) -> str:
    known = any(each.id == activity_id for module in at.pack.modules for each in module.activities)
    return why_next(session, at, activity_id) if known else ""


def _opened(session: Session, at: Desk, activity: PracticeActivity, exercise: Exercise) -> OpenAttempt:
    start = Start(new_id(), activity.id, try_number=1)
    body = dict(opened_body(at, exercise, start))
    session.record.append("attempt.opened", start.attempt_id, body, actor=at.account_id)
    session.publish(changed("attempt", subjects=(start.attempt_id, at.account_id)))
    return on_the_bench(session, at, exercise, start, activity.title)


def _resumed(session: Session, at: Desk, left: Attempt, exercise: Exercise) -> OpenAttempt:
    handed_in = submission(session.record, left.attempt_id)
    if handed_in is None:
        title = at.pack.activity(left.activity_id).title
        return on_the_bench(session, at, exercise, Start(left.attempt_id, left.activity_id, 1), title)
    return _again(session, at, exercise, left.activity_id, handed_in)


def _again(
    session: Session, at: Desk, exercise: Exercise, activity_id: str, handed_in: Submission
) -> OpenAttempt:
    marks = marks_of(session, handed_in.marks)
    start = Start(handed_in.attempt_id, activity_id, handed_in.try_number + 1, marks)
    return on_the_bench(session, at, exercise, start, _activity(at, activity_id).title)
