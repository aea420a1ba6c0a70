"""The instructor's desk: attempts opened beside their gold, remarks, corrections with a reason, release."""

from __future__ import annotations

from desktop.annotation.document import Document
from desktop.base.errors import KnownError
from desktop.base.plain_text import whole
from desktop.base.wording import _
from desktop.curriculum.pack import Pack
from desktop.records.faults import damaged
from desktop.records.queries.attempts import Attempt, AttemptFilter, Mode, Sort
from desktop.records.queries.attempts import attempt as find_attempt
from desktop.records.queries.attempts import attempts as find_attempts
from desktop.records.queries.classes import cohort
from desktop.records.queries.reviews import comments, corrections
from desktop.records.queries.sittings import sitting, sittings
from desktop.records.queries.submissions import Submission, submission
from desktop.records.record import Entry
from desktop.scoring.result import Score
from desktop.session.adjudicating import told
from desktop.session.changes import changed
from desktop.session.comparisons import Leanings, circles_of
from desktop.session.desk import marks_of
from desktop.session.exam_offer import expect_version
from desktop.session.explain import explain, not_judged
from desktop.session.fresh import exercise_of, media_of, title_of
from desktop.session.judging import corrected_counts, decided_again
from desktop.session.leanings import leanings_of
from desktop.session.operations import exam
from desktop.session.outcomes import result_shown
from desktop.session.rubrics import given_of, release_of, rubrics
from desktop.session.scores import chosen_gold, gold_document, score_of
from desktop.session.session import Session
from desktop.session.shown import AttemptRow, CommentShown, CorrectionShown, ResultShown, Review
from desktop.session.shuffle import shown_order
from desktop.session.two_people import people_of

MOST_TEXT = 2_000


def attempts(
    session: Session,
    *,
    class_id: str,
    account_id: str | None = None,
    mode: Mode | None = None,
    open_only: bool = False,
    sort: Sort = "latest",
    offset: int = 0,
    limit: int = 200,
) -> tuple[AttemptRow, ...]:
    """Return attempts handed in and scored, sorted by the record. ``open_only``: those that wait for the instructor's points."""
    session.instructor()
    pack = _pack(session, class_id)
    wanted = AttemptFilter(
        class_id=class_id, account_id=account_id, mode=mode, handed_in=True, open_points=open_only
    )
    found = find_attempts(session.record, wanted, sort=sort, limit=limit, offset=offset)
    return tuple(_row(pack, each) for each in found if each.accuracy is not None)


def sittings_of(session: Session, class_id: str, account_id: str) -> tuple[ResultShown, ...]:
    """Return the closed sittings of a trainee, the latest first, whether or not a task was labelled in them."""
    session.instructor()
    pack = _pack(session, class_id)
    found = sittings(session.record, account_id=account_id, class_id=class_id)
    return tuple(
        exam.result(session, each.sitting_id)
        if each.decision is not None or each.pack_digest == pack.digest
        else result_shown(session, each, pack)
        for each in found
        if each.closed_at is not None
    )


def open_review(session: Session, attempt_id: str) -> Review:
    """Return an attempt beside its gold. Raises KnownError when it is not scored or its exercise is gone."""
    session.instructor()
    attempt = _scored(session, attempt_id)
    pack = _pack(session, attempt.class_id)
    exercise = exercise_of(pack, attempt.exercise_id, session.places)
    handed_in = submission(session.record, attempt_id)
    score = _score(session, handed_in)
    if exercise is None or handed_in is None or score is None:
        raise KnownError(_("这份作业的题目已不在课程包里，打不开。"), where=attempt.exercise_id)
    gold = chosen_gold(exercise, score)
    schema = pack.schema(exercise.schema_id)
    marks = marks_of(session, handed_in.marks)
    shown = shown_order(attempt.account_id, exercise.id, [each.id for each in exercise.answers])
    return Review(
        row=_row(pack, attempt),
        exercise=exercise,
        schema=schema,
        media=media_of(pack, exercise, session.places),
        answer=Document(marks),
        gold=gold_document(gold),
        ignored=frozenset(mark.id for mark in gold.marks if mark.ignore),
        score=score,
        findings=told(
            explain(score, schema, pack, exercise, shown),
            (exercise, schema, gold),
            marks,
            people_of(attempt.account_id, exercise.id),
        ),
        comments=_comments(session, attempt_id),
        corrections=_corrections(session, attempt_id),
        not_judged=not_judged(gold, schema),
        given_schema=pack.schema(schema.inspects) if schema.inspects is not None else None,
        rubrics=rubrics(
            exercise,
            schema,
            marks,
            gold,
            given=given_of(session.record, attempt_id, handed_in.try_number),
            shown=shown,
        ),
        circles=circles_of(exercise, schema, marks, shown),
        released=release_of(session.record, attempt_id, handed_in.try_number),
    )


def leanings(session: Session, class_id: str, account_id: str, name: str) -> Leanings | None:
    """Return the hints about how a trainee compares answers; None where the order compares none."""
    session.instructor()
    return leanings_of(session, _pack(session, class_id), class_id, account_id, name=name)


def comment(session: Session, attempt_id: str, text: str, mark_id: str | None = None) -> None:
    """Write a remark on an attempt, or on one of its marks; the trainee sees it on their home page."""
    actor = session.instructor().account_id
    attempt = _scored(session, attempt_id)
    body = {"attempt_id": attempt_id, "mark_id": mark_id, "text": _checked_text(text, _("评语"))}
    session.record.append("review.commented", attempt_id, body, actor=actor)
    session.publish(changed("attempt", subjects=(attempt_id, attempt.account_id)))


def correct(session: Session, attempt_id: str, *, qualified: int, reason: str) -> None:
    """Put the number of qualified units right, with the reason. The first score stays in the journal for good."""
    actor = session.instructor().account_id
    attempt = _scored(session, attempt_id)
    handed_in = submission(session.record, attempt_id)
    score = _score(session, handed_in)
    if score is None:
        raise KnownError(_("还没有成绩，不能更正。"))
    if score.open:
        raise KnownError(_("还有 {n} 项待讲师评分，评完才能更正。", n=len(score.open)))
    counts = corrected_counts(session, attempt_id, score.counts)
    if not 0 <= qualified <= counts.judged:
        raise KnownError(_("合格数要在 0 到 {n} 之间，这里是 {given}。", n=counts.judged, given=qualified))
    if qualified == counts.qualified:
        raise KnownError(_("合格数没有变化。"))
    of = sitting(session.record, attempt.sitting_id) if attempt.sitting_id else None
    if of is not None and of.released_at is not None:
        raise KnownError(_("这场考核已经发布，不能再更正。"))
    body = {
        "attempt_id": attempt_id,
        "before": {"qualified": counts.qualified, "judged": counts.judged},
        "after": {"qualified": qualified, "judged": counts.judged},
        "reason": _checked_text(reason, _("更正理由")),
    }
    entries = [Entry("review.corrected", attempt_id, body, actor)]
    if of is not None and of.decision is not None:
        pack = _pack(session, attempt.class_id)
        expect_version(pack, of)
        entries.append(decided_again(session, of, pack, actor, attempt_id=attempt_id, qualified=qualified))
    session.record.append_all(entries)
    session.publish(changed("attempt", "progress", "sitting", subjects=(attempt_id, attempt.account_id)))


def release(session: Session, sitting_id: str) -> None:
    """Release the result of a sitting: the second person's yes, after which a certificate can be issued."""
    actor = session.instructor().account_id
    found = sitting(session.record, sitting_id)
    if found is None or found.decision is None:
        raise KnownError(_("这场考核还没有结果。"))
    if found.released_at is not None:
        raise KnownError(_("这场考核已经发布过了。"))
    if found.account_id == actor:
        raise KnownError(_("不能发布自己的考核结果。"))
    session.record.append("sitting.released", sitting_id, {"sitting_id": sitting_id}, actor=actor)
    session.publish(changed("sitting", subjects=(sitting_id, found.account_id)))


def _scored(session: Session, attempt_id: str) -> Attempt:
    found = find_attempt(session.record, attempt_id)
    if found is None or found.accuracy is None:
        raise KnownError(_("没有这份作业，或者还没有成绩。"))
    return found


def _score(session: Session, handed_in: Submission | None) -> Score | None:
    try:
        return score_of(handed_in) if handed_in else None
    except (ValueError, KeyError) as fault:
        raise damaged(session.record.path) from fault


def _pack(session: Session, class_id: str) -> Pack:
    found = cohort(session.record, class_id)
    if found is None:
        raise KnownError(_("没有这个班级。"))
    return session.shelf.pack(found.pack_id)


def _row(pack: Pack, attempt: Attempt) -> AttemptRow:
    return AttemptRow(
        attempt_id=attempt.attempt_id,
        account_id=attempt.account_id,
        name=attempt.name,
        exercise_title=title_of(pack, attempt.exercise_id) or attempt.exercise_id,
        mode=attempt.mode,
        submitted_at=attempt.submitted_at or attempt.opened_at,
        accuracy=attempt.accuracy if attempt.judged or not attempt.open_points else None,
        judged=attempt.judged,
        findings=attempt.findings,
        comments=attempt.comments,
        corrected=attempt.corrected,
        sitting_id=attempt.sitting_id,
        open_points=attempt.open_points,
        class_id=attempt.class_id,
    )


def _comments(session: Session, attempt_id: str) -> tuple[CommentShown, ...]:
    return tuple(
        CommentShown(remark.author, remark.at, remark.text, remark.mark_id, attempt_id)
        for remark in comments(session.record, attempt_id)
    )


def _corrections(session: Session, attempt_id: str) -> tuple[CorrectionShown, ...]:
    return tuple(
        CorrectionShown(each.author, each.at, _count(each.before), _count(each.after), each.reason)
        for each in corrections(session.record, attempt_id)
    )


def _count(value: dict[str, object]) -> str:
    return f"{value.get('qualified')}/{value.get('judged')}"


def _checked_text(text: str, what: str) -> str:
    text = whole(text.strip())
    if not text or len(text) > MOST_TEXT:
        raise KnownError(_("{what}不能为空，也不能超过 {most} 字。", what=what, most=MOST_TEXT))
    return text
