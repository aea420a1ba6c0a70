"""Points that only a person can give: given one by one, changed or taken back, then released to the trainee for good."""

from __future__ import annotations

from desktop.base.errors import KnownError
from desktop.base.plain_text import whole
from desktop.base.wording import _
from desktop.curriculum.pack import Pack
from desktop.records.queries.attempts import Attempt, AttemptFilter
from desktop.records.queries.attempts import attempt as find_attempt
from desktop.records.queries.attempts import attempts as find_attempts
from desktop.records.queries.classes import cohort
from desktop.records.queries.points import open_points_of
from desktop.records.queries.sittings import sitting
from desktop.records.queries.submissions import Submission, submission
from desktop.records.record import Entry
from desktop.scoring.grading import grade_exercise
from desktop.scoring.result import Point
from desktop.session.changes import changed
from desktop.session.desk import exercise_digest, marks_of
from desktop.session.exam_offer import expect_version
from desktop.session.fresh import exercise_of
from desktop.session.judging import decided_with
from desktop.session.rubrics import RubricShown, given_of, release_of, rubrics
from desktop.session.scores import chosen_gold, graded_fields, score_of
from desktop.session.session import Session

MOST_TEXT = 1_000


def waiting(session: Session, class_id: str, account_id: str | None = None) -> tuple[int, int]:
    """Return how many pieces of work of a class, or of one trainee, wait for points, and for how many of them."""
    session.instructor()
    return open_points_of(session.record, class_id, account_id)


def next_waiting(session: Session, class_id: str, *, but: str = "") -> str:
    """Return the attempt that waits longest for points, another than ``but``; empty when none does."""
    session.instructor()
    wanted = AttemptFilter(class_id=class_id, open_points=True, handed_in=True)
    found = find_attempts(session.record, wanted, sort="oldest", limit=2)
    return next((each.attempt_id for each in found if each.attempt_id != but), "")


def give(session: Session, attempt_id: str, point: Point, *, met: bool | None, comment: str = "") -> None:
    """Write down whether a point is met, with a comment; ``met`` None takes the word back.

    It counts for nothing before :func:`release`. Raises KnownError once the points are released.
    """
    actor = session.instructor().account_id
    work = _Work.of(session, attempt_id)
    work.expect_open(session)
    known = {line.point for one in work.rubrics for line in one.lines if not line.by_rule}
    if point not in known:
        raise KnownError(_("这份作业没有这一项评分。"), where=point.check)
    if len(comment) > MOST_TEXT:
        raise KnownError(_("评语不能超过 {most} 字。", most=MOST_TEXT))
    body = {
        "attempt_id": attempt_id,
        "try_number": work.handed_in.try_number,
        "question": point.question,
        "about": point.about,
        "check": point.check,
        "met": met,
        "comment": whole(comment.strip()) if met is not None else "",
    }
    session.record.append("review.point_given", attempt_id, body, actor=actor)
    session.publish(changed("attempt", subjects=(attempt_id,)))


def release(session: Session, attempt_id: str) -> None:
    """Make the points final: the work is graded with them, a sitting that waited for nothing else is decided.

    All of it in one transaction. Raises KnownError while a point is not given, or when it was done before.
    """
    actor = session.instructor().account_id
    work = _Work.of(session, attempt_id)
    work.expect_open(session)
    left = sum(one.open for one in work.rubrics)
    if left or not work.rubrics:
        raise KnownError(_("还有 {n} 项没有评，不能发布。", n=left))
    given = {point: one.met for point, one in work.given.items()}
    marks = marks_of(session, work.handed_in.marks)
    score = grade_exercise(marks, work.exercise, work.pack.schema(work.exercise.schema_id), given)
    number = work.handed_in.try_number
    entries = [
        Entry("review.points_released", attempt_id, {"attempt_id": attempt_id, "try_number": number}, actor),
        Entry(
            "attempt.scored",
            attempt_id,
            {"attempt_id": attempt_id, "try_number": number, **graded_fields(score)},
            actor,
        ),
    ]
    of = sitting(session.record, work.attempt.sitting_id) if work.attempt.sitting_id else None
    if of is not None:
        expect_version(work.pack, of)
        decided = decided_with(session, of, work.pack, actor, attempt_id=attempt_id, score=score)
        entries += [decided] if decided is not None else []
    session.record.append_all(entries)
    session.publish(changed("attempt", "progress", "sitting", subjects=(attempt_id, work.attempt.account_id)))


class _Work:
    """A piece of work that was handed in and scored, with its texts and what was said of them so far."""

    def __init__(self, session: Session, attempt: Attempt, handed_in: Submission, pack: Pack) -> None:
        self.attempt, self.handed_in, self.pack = attempt, handed_in, pack
        exercise = exercise_of(pack, attempt.exercise_id, session.places)
        score = score_of(handed_in)
        if exercise is None or score is None:
            raise KnownError(_("这份作业的题目已不在课程包里，打不开。"), where=attempt.exercise_id)
        self.exercise = exercise
        self.given = given_of(session.record, attempt.attempt_id, handed_in.try_number)
        self.rubrics: tuple[RubricShown, ...] = rubrics(
            exercise,
            pack.schema(exercise.schema_id),
            marks_of(session, handed_in.marks),
            chosen_gold(exercise, score),
            given=self.given,
        )

    @classmethod
    def of(cls, session: Session, attempt_id: str) -> _Work:
        """Return the work of an attempt. Raises KnownError when there is none, or it is not scored."""
        attempt = find_attempt(session.record, attempt_id)
        handed_in = submission(session.record, attempt_id)
        at = cohort(session.record, attempt.class_id) if attempt is not None else None
        if attempt is None or handed_in is None or handed_in.graded is None or at is None:
            raise KnownError(_("没有这份作业，或者还没有成绩。"))
        pack = session.shelf.pack(at.pack_id)
        of = sitting(session.record, attempt.sitting_id) if attempt.sitting_id else None
        if of is not None:
            pack = session.shelf.exact(at.pack_id, of.pack_digest)
        return cls(session, attempt, handed_in, pack)

    def expect_open(self, session: Session) -> None:
        """Raise KnownError when the points are final, or the exercise is no longer the one that was done."""
        if release_of(session.record, self.attempt.attempt_id, self.handed_in.try_number) is not None:
            raise KnownError(_("这份作业的评分已经发布，不能再改。"), remedy=_("请用“更正成绩”，写明理由。"))
        if exercise_digest(self.exercise, self.pack) != self.attempt.exercise_digest:
            raise KnownError(
                _("课程包换了版本，这道题已经不是学员做的那一道，不能评分。"),
                where=self.exercise.id,
                remedy=_("作业还在。请装回做题时的版本。"),
            )
