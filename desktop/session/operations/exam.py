"""The assessment: offered, begun, sat part by part through crashes and power cuts, closed and decided."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from desktop.annotation.codec import encode_marks
from desktop.assessment.form import ShortBankError, draw_form
from desktop.assessment.sitting import Part, Reading, Standing, reading_to_json
from desktop.base.digest import digest_of
from desktop.base.errors import KnownError
from desktop.base.wording import _
from desktop.curriculum.items import Exercise
from desktop.curriculum.work_kinds import common_kind, kind_of_work
from desktop.records.queries.attempts import Attempt
from desktop.records.queries.attempts import attempt as find_attempt
from desktop.records.queries.sittings import (
    Sitting,
    running_sitting,
    sitting_answers,
    sittings,
)
from desktop.records.queries.sittings import sitting as find_sitting
from desktop.records.queries.submissions import submission
from desktop.records.record import Entry
from desktop.session import exam_offer
from desktop.session.changes import changed
from desktop.session.desk import Desk, Start, desk, marks_of, new_id, on_the_bench, opened_body, seconds_on
from desktop.session.judging import settle, tasks_of
from desktop.session.outcomes import result_shown
from desktop.session.paper import Paper, paper_from_json, paper_to_json, reading, stands
from desktop.session.session import Session
from desktop.session.shown import (
    ExamOffer,
    OpenAttempt,
    ResultShown,
    SittingShown,
    TaskLeft,
    TaskShown,
    TaskState,
)

#: A silence this long is an interruption worth writing down, even without a reboot: the PC slept or the program hung.
LONGEST_SILENCE = 300.0


def offer(session: Session) -> ExamOffer:
    """Return whether the trainee may sit the assessment now, and why not, in numbers."""
    at = desk(session)
    for closed in sittings(session.record, account_id=at.account_id, class_id=at.class_id):
        # A crash between closing and deciding: the answers are final, so deciding now is the same.
        if closed.decision is None:
            pack = session.shelf.exact(at.cohort.pack_id, closed.pack_digest)
            if pack.digest == closed.pack_digest:
                settle(session, closed, pack)
    return exam_offer.offer_of(session, at)


def begin(session: Session) -> SittingShown:
    """Draw the form, write it down, and return the sitting at its first page. Raises KnownError when not offered."""
    at = desk(session)
    found = offer(session)
    if found.state == "running":
        return resume(session)
    if found.state != "open":
        raise KnownError(_("现在还不能考核。"), remedy="；".join(found.reasons))
    earlier = sittings(session.record, account_id=at.account_id, class_id=at.class_id)
    sitting_id = new_id()
    paper = _draw(session, at, sitting_id, earlier)
    body = {
        "sitting_id": sitting_id,
        "class_id": at.class_id,
        "account_id": at.account_id,
        "form": paper_to_json(paper),
        "seed": paper.form.seed,
        "blueprint_digest": digest_of(at.pack.blueprint.model_dump(mode="json")),
        "pack_digest": at.pack.digest,
    }
    session.record.append("sitting.created", sitting_id, body, actor=at.account_id)
    _start(session, at, sitting_id, "intro")
    session.publish(changed("sitting", subjects=(sitting_id, at.account_id)))
    return resume(session)


def running(session: Session) -> SittingShown | None:
    """Return the sitting that was begun and not closed, or None."""
    at = desk(session)
    return resume(session) if running_sitting(session.record, at.account_id) else None


def resume(session: Session) -> SittingShown:
    """Return the running sitting; a gap since the last heartbeat is written down first. Raises KnownError.

    A part whose time ran out meanwhile is closed.
    """
    at, sitting, paper = _running(session)
    _note_gap(session, at, sitting, paper)
    _close_overtime(session, at, sitting, paper)
    return _shown(session, at, sitting, paper)


def heartbeat(session: Session) -> SittingShown:
    """Write down that the sitting is alive and return it; a part whose time is up is closed."""
    at, sitting, paper = _running(session)
    _note_gap(session, at, sitting, paper)
    _beat(session, sitting)
    _close_overtime(session, at, sitting, paper)
    return _shown(session, at, sitting, paper)


def start_part(session: Session, part: Part) -> SittingShown:
    """Go on to the next part; the intro is left behind. Raises KnownError when another part is due."""
    at, sitting, paper = _running(session)
    where = _stands(session, at, sitting, paper)
    if where.running and where.part == "intro" and part != "intro":
        _end(session, at, sitting, "intro", "read")
        where = _stands(session, at, sitting, paper)
    if not where.running:
        if where.part != part:
            raise KnownError(_("现在不能开始这一部分。"))
        _start(session, at, sitting.sitting_id, part)
        session.publish(changed("sitting", subjects=(sitting.sitting_id,)))
    return _shown(session, at, sitting, paper)


def answer(session: Session, item_id: str, chosen: tuple[str, ...]) -> None:
    """Write down the answer to a theory item; a later answer replaces it. Raises KnownError after the time is up."""
    at, sitting, paper = _in_part(session, "theory")
    if item_id not in {item.item_id for item in paper.form.theory}:
        raise KnownError(_("这份试卷里没有 {id}。", id=item_id))
    body = {"sitting_id": sitting.sitting_id, "item_id": item_id, "chosen": list(chosen)}
    session.record.append("sitting.answered", sitting.sitting_id, body, actor=at.account_id)
    _beat(session, sitting)


def open_task(session: Session, index: int) -> OpenAttempt:
    """Return a task of the practical part as it was left. Raises KnownError outside that part."""
    at, sitting, paper = _in_part(session, "practical")
    _beat(session, sitting)
    exercise = at.pack.exercises[paper.form.practical[index]]
    position = _("第 {place}/{n} 题", place=index + 1, n=len(paper.form.practical))
    task = tasks_of(session, sitting.sitting_id).get(exercise.id)
    if task is None:
        start = Start(new_id(), "", 1, sitting_id=sitting.sitting_id)
        body = dict(opened_body(at, exercise, start))
        session.record.append("attempt.opened", start.attempt_id, body, actor=at.account_id)
        return on_the_bench(session, at, exercise, start, position)
    return on_the_bench(session, at, exercise, _start_again(session, sitting, task), position)


def look_at(session: Session, index: int) -> TaskLeft:
    """Return a task of the practical part as it was left, without opening it. Raises KnownError outside that part."""
    at, sitting, paper = _in_part(session, "practical")
    exercise = at.pack.exercises[paper.form.practical[index]]
    schema = at.pack.schema(exercise.schema_id)
    task = tasks_of(session, sitting.sitting_id).get(exercise.id)
    if task is None:
        return TaskLeft(exercise, schema, tuple(exercise.starts_from))
    left = on_the_bench(session, at, exercise, _start_again(session, sitting, task), "")
    return TaskLeft(exercise, schema, left.document.marks())


def _start_again(session: Session, sitting: Sitting, task: Attempt) -> Start:
    """Return where a task that was opened before begins: with what was handed in, else with what is given."""
    handed_in = submission(session.record, task.attempt_id)
    if handed_in is None:
        return Start(task.attempt_id, "", 1, sitting_id=sitting.sitting_id)
    marks = marks_of(session, handed_in.marks)
    number = handed_in.try_number + 1
    return Start(task.attempt_id, "", number, marks, sitting.sitting_id, handed_in=task.state != "open")


def hand_in(session: Session, attempt: OpenAttempt) -> SittingShown:
    """Hand in a task; it may be opened and handed in again until the part is closed."""
    at, sitting, paper = _in_part(session, "practical")
    task = find_attempt(session.record, attempt.attempt_id)
    if task is None or task.state != "open":
        # Looked at again and left as it was handed in.
        return _shown(session, at, sitting, paper)
    body = _submission(
        session, attempt.attempt_id, attempt.try_number, encode_marks(attempt.document.marks())
    )
    body["seconds"] = seconds_on(session, attempt)
    session.record.append("attempt.submitted", attempt.attempt_id, body, actor=at.account_id)
    session.publish(changed("sitting", subjects=(sitting.sitting_id,)))
    return _shown(session, at, sitting, paper)


def close_part(session: Session) -> SittingShown:
    """Close the running part for good; what lies on the bench is handed in as it is."""
    at, sitting, paper = _running(session)
    where = _stands(session, at, sitting, paper)
    if where.running:
        _close(session, at, sitting, paper, where.part, reason="handed in")
    return _shown(session, at, sitting, paper)


def finish(session: Session) -> ResultShown:
    """Close the sitting, grade it and return its result. Raises KnownError while a part is not closed."""
    at, sitting, paper = _running(session)
    if _stands(session, at, sitting, paper).part != "closed":
        raise KnownError(_("还有没交的部分。"), remedy=_("请先交卷。"))
    answers = {
        each.item_id: list(each.chosen) for each in sitting_answers(session.record, sitting.sitting_id)
    }
    tasks = tasks_of(session, sitting.sitting_id)
    handed_in = {name: submission(session.record, task.attempt_id) for name, task in tasks.items()}
    marks = {name: each.marks if each else [] for name, each in handed_in.items()}
    body = {
        "sitting_id": sitting.sitting_id,
        "answers_digest": digest_of({"theory": answers, "practical": marks}),
        "head": session.record.head().hash,
    }
    session.record.append("sitting.closed", sitting.sitting_id, body, actor=at.account_id)
    return result(session, sitting.sitting_id)


def result(session: Session, sitting_id: str) -> ResultShown:
    """Return the result of a closed sitting: of one's own, or of anybody's for an instructor. Raises KnownError."""
    person = session.person()
    found = find_sitting(session.record, sitting_id)
    if found is None or (person.role != "instructor" and found.account_id != person.account_id):
        raise KnownError(_("没有这场考核。"))
    pack, before = exam_offer.pack_of(session, found), found
    if found.decision is None:
        settle(session, found, pack)
        found = find_sitting(session.record, sitting_id) or found
    if before != found:
        # Not where it still waits for an instructor's points: nothing changed.
        session.publish(changed("sitting", "progress", subjects=(sitting_id, found.account_id)))
    return result_shown(session, found, pack)


def _draw(session: Session, at: Desk, sitting_id: str, earlier: tuple[Sitting, ...]) -> Paper:
    seen = [paper_from_json(sitting.form) for sitting in earlier]
    try:
        form = draw_form(
            at.pack.blueprint,
            at.pack.items.values(),
            at.pack.exercises.values(),
            seed=f"{session.record.station}/{sitting_id}",
            exposure=exam_offer.exposure(session, at.class_id),
            seen=[paper.form for paper in seen],
        )
    except ShortBankError as short:
        raise KnownError(
            _("题库不够，出不了一份没考过的卷子。"), where=at.pack.head.title, remedy=_("请讲师更新课程包。")
        ) from short
    parts, carried = exam_offer.parts_to_sit(earlier)
    return Paper(form, parts, carried)


def _running(session: Session) -> tuple[Desk, Sitting, Paper]:
    at = desk(session)
    sitting = running_sitting(session.record, at.account_id)
    if sitting is None:
        raise KnownError(_("没有进行中的考核。"))
    # A newer version of the pack may have been installed meanwhile: a sitting ends with the one it was drawn from.
    at = replace(at, pack=exam_offer.pack_of(session, sitting))
    return at, sitting, paper_from_json(sitting.form)


def _in_part(session: Session, part: Part) -> tuple[Desk, Sitting, Paper]:
    at, sitting, paper = _running(session)
    where = _stands(session, at, sitting, paper)
    if not where.running or where.part != part:
        raise KnownError(_("这一部分还没有开始，或者已经交卷。"))
    if where.overtime:
        _close(session, at, sitting, paper, part, reason="time is up")
        raise KnownError(_("时间到了，这一部分已经交卷。"))
    return at, sitting, paper


def _stands(session: Session, at: Desk, sitting: Sitting, paper: Paper) -> Standing:
    return stands(session, sitting.sitting_id, paper, at.pack.blueprint, reading(session))


def _note_gap(session: Session, at: Desk, sitting: Sitting, paper: Paper) -> None:
    last = session.record.last_heartbeat(sitting.sitting_id)
    now = reading(session)
    if last is None:
        return
    before = Reading(last.wall, last.monotonic, last.boot)
    silence = (now.wall - before.wall).total_seconds()
    if before.boot == now.boot:
        silence = now.monotonic - before.monotonic
        if silence < LONGEST_SILENCE:
            return
    silence = max(0.0, silence)
    grace = stands(session, sitting.sitting_id, paper, at.pack.blueprint, before).grace_left
    body = {
        "sitting_id": sitting.sitting_id,
        "gap_seconds": silence,
        "free_seconds": 0.0 if before.boot == now.boot else min(silence, max(0.0, grace)),
        "reason": "program stopped" if before.boot == now.boot else "power off",
        "before": reading_to_json(before),
        "after": reading_to_json(now),
    }
    session.record.append("sitting.interrupted", sitting.sitting_id, body, actor=sitting.account_id)
    session.record.save_heartbeat(sitting.sitting_id, now.wall, now.monotonic, now.boot)


def _beat(session: Session, sitting: Sitting) -> None:
    now = reading(session)
    session.record.save_heartbeat(sitting.sitting_id, now.wall, now.monotonic, now.boot)


def _start(session: Session, at: Desk, sitting_id: str, part: Part) -> None:
    now = reading(session)
    body = {"sitting_id": sitting_id, "part": part, **reading_to_json(now)}
    session.record.append("sitting.part_started", sitting_id, body, actor=at.account_id)
    session.record.save_heartbeat(sitting_id, now.wall, now.monotonic, now.boot)


def _end_entry(session: Session, at: Desk, sitting: Sitting, part: Part, reason: str) -> Entry:
    body = {
        "sitting_id": sitting.sitting_id,
        "part": part,
        "reason": reason,
        **reading_to_json(reading(session)),
    }
    return Entry("sitting.part_closed", sitting.sitting_id, body, at.account_id)


def _end(session: Session, at: Desk, sitting: Sitting, part: Part, reason: str) -> None:
    session.record.append_all([_end_entry(session, at, sitting, part, reason)])


def _close(session: Session, at: Desk, sitting: Sitting, paper: Paper, part: Part, reason: str) -> None:
    entries: list[Entry] = []
    if part == "practical":
        tasks = tasks_of(session, sitting.sitting_id)
        for exercise_id in paper.form.practical:
            exercise = at.pack.exercises[exercise_id]
            task = tasks.get(exercise_id)
            if task is None:
                entries += _untouched(at, exercise, sitting)
            elif task.state == "open":
                entries.append(_left_open(session, at, exercise, task.attempt_id, sitting))
    entries.append(_end_entry(session, at, sitting, part, reason))
    session.record.append_all(entries)
    session.publish(changed("sitting", subjects=(sitting.sitting_id,)))


def _close_overtime(session: Session, at: Desk, sitting: Sitting, paper: Paper) -> None:
    where = _stands(session, at, sitting, paper)
    if where.overtime:
        _close(session, at, sitting, paper, where.part, reason="time is up")


def _untouched(at: Desk, exercise: Exercise, sitting: Sitting) -> list[Entry]:
    start = Start(new_id(), "", 1, sitting_id=sitting.sitting_id)
    opened = dict(opened_body(at, exercise, start))
    handed_in = {"attempt_id": start.attempt_id, "try_number": 1, "marks": encode_marks(exercise.starts_from)}
    return [
        Entry("attempt.opened", start.attempt_id, opened, at.account_id),
        Entry("attempt.submitted", start.attempt_id, handed_in, at.account_id),
    ]


def _left_open(session: Session, at: Desk, exercise: Exercise, attempt_id: str, sitting: Sitting) -> Entry:
    handed_in = submission(session.record, attempt_id)
    marks = marks_of(session, handed_in.marks) if handed_in else None
    number = handed_in.try_number + 1 if handed_in else 1
    left = on_the_bench(session, at, exercise, Start(attempt_id, "", number, marks, sitting.sitting_id), "")
    body = _submission(session, attempt_id, number, encode_marks(left.document.marks()))
    return Entry("attempt.submitted", attempt_id, body, at.account_id)


def _submission(
    session: Session, attempt_id: str, number: int, marks: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "attempt_id": attempt_id,
        "try_number": number,
        "marks": marks,
        "draft_digest": session.record.draft_digest(attempt_id),
    }


def _shown(session: Session, at: Desk, sitting: Sitting, paper: Paper) -> SittingShown:
    where = _stands(session, at, sitting, paper)
    # Read again: a gap may have been written down since.
    sitting = find_sitting(session.record, sitting.sitting_id) or sitting
    tasks = tasks_of(session, sitting.sitting_id)
    shown = [
        _task_shown(at, index, exercise_id, _task_state(tasks.get(exercise_id)))
        for index, exercise_id in enumerate(paper.form.practical)
    ]
    return SittingShown(
        sitting_id=sitting.sitting_id,
        name=at.name,
        part=where.part,
        seconds_left=max(0.0, where.left or 0.0),
        items=tuple(exam_offer.item_on_paper(at.pack, item) for item in paper.form.theory),
        answers={each.item_id: each.chosen for each in sitting_answers(session.record, sitting.sitting_id)},
        tasks=tuple(shown),
        interruptions=sitting.interruptions,
        order_name=at.pack.order.name,
        theory_minutes=at.pack.blueprint.theory.minutes if "theory" in paper.parts else 0,
        practical_minutes=at.pack.blueprint.practical.minutes if "practical" in paper.parts else 0,
        kind=common_kind(
            kind_of_work(each, at.pack.schema(each.schema_id))
            for each in map(at.pack.exercises.__getitem__, paper.form.practical)
        ),
    )


def _task_shown(at: Desk, index: int, exercise_id: str, state: TaskState) -> TaskShown:
    exercise, part = at.pack.exercises[exercise_id], at.pack.blueprint.practical
    section = part.section_of(exercise) if part.sections else None
    if section is None:
        return TaskShown(index, exercise_id, exercise.title, state)
    return TaskShown(index, exercise_id, exercise.title, state, section.title, section.minutes)


def _task_state(task: Attempt | None) -> TaskState:
    if task is None:
        return "untouched"
    return "begun" if task.state == "open" else "handed_in"
