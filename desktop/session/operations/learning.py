"""The trainee's path: home, lessons, theory with immediate explanation, warm-up drills."""

from __future__ import annotations

import random
from datetime import datetime, time, timedelta
from typing import Any

from desktop.base.errors import KnownError
from desktop.base.wording import _
from desktop.curriculum.course import DrillActivity, Lesson, LessonActivity, TheoryActivity
from desktop.curriculum.items import TheoryItem
from desktop.curriculum.order import Clause
from desktop.records.queries.progress import seconds_since, theory_answers
from desktop.records.queries.reviews import comments_for
from desktop.scoring.theory import grade_theory
from desktop.session import progress
from desktop.session.changes import changed
from desktop.session.desk import Desk, desk
from desktop.session.fresh import title_of
from desktop.session.leanings import leanings_of
from desktop.session.operations import exam
from desktop.session.releases import releases_told
from desktop.session.session import Session
from desktop.session.shown import CommentShown, Home, TheoryResult, TheoryShown
from desktop.session.weak_points import weak_points_shown

MOST_COMMENTS = 3
MOST_WEAK_POINTS = 3
#: Longer than this on one item, the trainee was not answering.
LONGEST_ANSWER = 600.0


def home(session: Session) -> Home:
    """Return the trainee's home page. Raises KnownError for somebody without a class."""
    at = desk(session)
    modules = progress.modules_shown(session, at)
    steps = [activity for module in modules for activity in module.activities]
    return Home(
        order=at.pack.order,
        class_name=at.cohort.name,
        modules=modules,
        next_activity=progress.next_shown(modules, progress.path_at(session, at)),
        done=sum(step.state == "done" for step in steps),
        total=len(steps),
        minutes_today=round(seconds_since(session.record, at.account_id, _midnight(session)) / 60),
        minutes_total=round(
            seconds_since(session.record, at.account_id, session.clock.now() - timedelta(days=3650)) / 60
        ),
        weak_points=weak_points_shown(session, at)[:MOST_WEAK_POINTS],
        readiness=progress.readiness_shown(session, at),
        exam=exam.offer(session),
        comments=_latest_comments(session, at),
        leanings=leanings_of(session, at.pack, at.class_id, at.account_id),
    )


def open_lesson(session: Session, activity_id: str) -> Lesson:
    """Return the lesson of an open activity. Raises KnownError while it is locked."""
    at = desk(session)
    activity = progress.open_activity(session, at, activity_id)
    if not isinstance(activity, LessonActivity):
        raise KnownError(_("“{title}”不是课程。", title=activity.title))
    lesson = at.pack.lessons.get(activity.lesson)
    if lesson is None:
        raise KnownError(_("路线里没有 {id}。", id=activity.lesson), where=at.pack.head.title)
    return lesson


def finish_lesson(session: Session, activity_id: str, seconds: float) -> None:
    """Note that a lesson was read."""
    open_lesson(session, activity_id)
    _finish(session, desk(session), activity_id, seconds, {})


def finish_drill(session: Session, activity_id: str, seconds: float, result: dict[str, Any]) -> None:
    """Note the result of a warm-up drill."""
    at = desk(session)
    activity = progress.open_activity(session, at, activity_id)
    if not isinstance(activity, DrillActivity):
        raise KnownError(_("“{title}”不是热身。", title=activity.title))
    _finish(session, at, activity_id, seconds, result)


def open_theory(session: Session, activity_id: str) -> TheoryShown:
    """Return a theory set with what was answered since it was last finished. Choices stand in a random order."""
    at = desk(session)
    activity = _theory(session, at, activity_id)
    items = tuple(
        shuffled(at.pack.items[item_id], f"{at.account_id}/{activity_id}") for item_id in activity.items
    )
    answered: dict[str, TheoryResult] = {}
    for answer in theory_answers(session.record, at.class_id, at.account_id, activities=(activity_id,)):
        if answer.item_id in at.pack.items and answer.item_id not in answered:
            answered[answer.item_id] = _result(at, at.pack.items[answer.item_id], answer.chosen)
    # A finished set starts afresh: repeating it is practice, and only first answers count.
    again = len(answered) == len(items)
    return TheoryShown(activity_id, activity.title, items, {} if again else answered)


def answer_theory(
    session: Session, activity_id: str, item_id: str, chosen: tuple[str, ...], seconds: float = 0.0
) -> TheoryResult:
    """Write an answer down and return whether it is right, and why. Raises KnownError."""
    at = desk(session)
    activity = _theory(session, at, activity_id)
    if item_id not in activity.items:
        raise KnownError(_("这组题里没有 {id}。", id=item_id))
    item = at.pack.items[item_id]
    if not chosen:
        raise KnownError(_("还没有选答案。"))
    earlier = theory_answers(session.record, at.class_id, at.account_id, activities=(activity_id,))
    body = {
        "class_id": at.class_id,
        "account_id": at.account_id,
        "activity_id": activity_id,
        "item_id": item_id,
        "chosen": list(chosen),
        "correct": grade_theory(item, chosen),
        "seconds": min(max(0.0, seconds), LONGEST_ANSWER),
        "requirements": list(item.requirements),
        "first": item_id not in {answer.item_id for answer in earlier},
    }
    session.record.append("theory.answered", item_id, body, actor=at.account_id)
    if {answer.item_id for answer in earlier} | {item_id} >= set(activity.items):
        _finish(session, at, activity_id, 0.0, {})
    else:
        session.publish(changed("progress", subjects=(at.account_id,)))
    return _result(at, item, chosen)


def media(session: Session, path: str) -> bytes:
    """Return a picture of the trainee's pack. Raises DamagedFileError."""
    return desk(session).pack.files.read(path)


def clauses(session: Session) -> tuple[Clause, ...]:
    """Return the rules of the trainee's order."""
    return desk(session).pack.rules.clauses


def shuffled(item: TheoryItem, seed: str) -> TheoryItem:
    """Return an item with its choices in an order that depends on ``seed`` alone."""
    choices = list(item.choices)
    random.Random(f"{seed}/{item.id}").shuffle(choices)  # noqa: S311  an order on the screen, not a secret
    return item.model_copy(update={"choices": tuple(choices)})


def _theory(session: Session, at: Desk, activity_id: str) -> TheoryActivity:
    activity = progress.open_activity(session, at, activity_id)
    if not isinstance(activity, TheoryActivity):
        raise KnownError(_("“{title}”不是理论题。", title=activity.title))
    if missing := next((each for each in activity.items if each not in at.pack.items), ""):
        raise KnownError(_("这组题里没有 {id}。", id=missing), where=at.pack.head.title)
    return activity


def _result(at: Desk, item: TheoryItem, chosen: tuple[str, ...]) -> TheoryResult:
    right = grade_theory(item, chosen)
    clause = at.pack.clause(item.clause) if item.clause else None
    return TheoryResult(item.id, tuple(chosen), right, item.answer, item.explanation, clause)


def _finish(session: Session, at: Desk, activity_id: str, seconds: float, result: dict[str, Any]) -> None:
    body = {
        "class_id": at.class_id,
        "account_id": at.account_id,
        "activity_id": activity_id,
        "seconds": min(max(0.0, seconds), 3600.0),
        "result": result,
    }
    session.record.append("activity.finished", activity_id, body, actor=at.account_id)
    session.publish(changed("progress", subjects=(at.account_id, activity_id)))


def _midnight(session: Session) -> datetime:
    local = session.clock.now().astimezone()
    return datetime.combine(local.date(), time(), local.tzinfo)


def _latest_comments(session: Session, at: Desk) -> tuple[CommentShown, ...]:
    found = comments_for(session.record, at.account_id, limit=MOST_COMMENTS)
    remarks = [
        CommentShown(
            remark.author,
            remark.at,
            remark.text,
            remark.mark_id,
            remark.attempt_id,
            title_of(at.pack, remark.exercise_id),
        )
        for remark in found
    ]
    told = [*remarks, *releases_told(session, at.pack, at.account_id, limit=MOST_COMMENTS)]
    return tuple(sorted(told, key=lambda each: each.at, reverse=True)[:MOST_COMMENTS])
