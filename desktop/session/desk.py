"""The desk of a signed-in trainee: their class, its pack, and the exercises that lie on it."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop.annotation.codec import decode_marks, decode_step, encode_step
from desktop.annotation.document import Document, Step
from desktop.annotation.history import History, Manner
from desktop.annotation.marks import Mark
from desktop.base.digest import digest_of
from desktop.base.errors import KnownError
from desktop.base.wording import _
from desktop.curriculum.items import Exercise
from desktop.curriculum.pack import Pack
from desktop.records.faults import damaged
from desktop.records.queries.classes import Cohort, class_of
from desktop.session.fresh import media_of
from desktop.session.session import Session
from desktop.session.shown import OpenAttempt
from desktop.session.shuffle import shown_order
from desktop.session.two_people import people_of

log = logging.getLogger(__name__)

ID_BYTES = 8
LONGEST_SECONDS = 2 * 3600.0


@dataclass(frozen=True)
class Desk:
    """A trainee at work: who, in which class, with which pack."""

    account_id: str
    name: str
    cohort: Cohort
    pack: Pack

    @property
    def class_id(self) -> str:
        """The class's id."""
        return self.cohort.class_id


@dataclass(frozen=True)
class Start:
    """Where an attempt begins: the marks on the bench before the first step of its draft.

    ``marks`` None: with what the exercise gives to start from.
    """

    attempt_id: str
    activity_id: str
    try_number: int
    marks: tuple[Mark, ...] | None = None
    sitting_id: str = ""
    #: Handed in already: looking at it changes nothing, the first step takes it back.
    handed_in: bool = False


def desk(session: Session) -> Desk:
    """Return the desk of the signed-in trainee. Raises KnownError without a class or without its pack."""
    person = session.trainee()
    cohort = class_of(session.record, person.account_id)
    if cohort is None:
        raise KnownError(_("你还没有分到班级。"), remedy=_("请讲师把你加进班级。"))
    return Desk(person.account_id, person.name, cohort, session.shelf.pack(cohort.pack_id))


def new_id() -> str:
    """Return a random id of 16 hex digits."""
    return secrets.token_hex(ID_BYTES)


def exercise_digest(exercise: Exercise, pack: Pack) -> str:
    """Return the digest of an exercise with its material and gold: what exactly was asked."""
    value = exercise.model_dump(mode="json")
    # A fresh one has its picture from its seed, and that is in its id.
    if exercise.media and exercise.id in pack.exercises:
        value["media_digest"] = pack.files.digest(exercise.media)
    return digest_of(value)


def on_the_bench(
    session: Session, desk: Desk, exercise: Exercise, start: Start, position: str
) -> OpenAttempt:
    """Return an attempt ready to work on, its draft carried out again, every further step written down first."""
    document = Document(exercise.starts_from if start.marks is None else start.marks)

    waiting = [start.attempt_id] if start.handed_in else []

    def write_down(manner: Manner, step: Step) -> None:
        if waiting:
            body = {"attempt_id": waiting.pop()}
            session.record.append("attempt.reopened", start.attempt_id, body, actor=desk.account_id)
        session.record.save_step(start.attempt_id, manner, encode_step(step))

    history = History(document, write_down)
    broken = 0
    for manner, step in _draft(session, start.attempt_id):
        try:
            history.replay([(manner, decode_step(step))])
        except (ValueError, IndexError) as fault:
            broken += 1
            log.warning("a step of attempt %s does not replay: %s", start.attempt_id, fault)
    if broken:
        # Every step that still fits is on the bench, also those written after a damaged one; but what undo would
        # take back is no longer sure, so it begins anew.
        history = History(document, write_down)
    schema = desk.pack.schema(exercise.schema_id)
    return OpenAttempt(
        attempt_id=start.attempt_id,
        exercise=exercise,
        schema=schema,
        given_schema=desk.pack.schema(schema.inspects) if schema.inspects is not None else None,
        edge_help=not start.sitting_id or desk.pack.blueprint.practical.edge_help,
        context=desk.pack.files.read(exercise.context) if exercise.context else b"",
        history=history,
        mode="exam" if start.sitting_id else "practice",
        try_number=start.try_number,
        media=media_of(desk.pack, exercise, session.places),
        clauses=desk.pack.rules.clauses,
        position=position,
        activity_id=start.activity_id,
        opened_at=session.clock.monotonic(),
        shown=shown_order(desk.account_id, exercise.id, [answer.id for answer in exercise.answers]),
        people=people_of(desk.account_id, exercise.id),
    )


def _draft(session: Session, attempt_id: str) -> list[tuple[Manner, dict[str, Any]]]:
    try:
        return session.record.steps(attempt_id)
    except ValueError as fault:
        raise damaged(session.record.path) from fault


def seconds_on(session: Session, attempt: OpenAttempt) -> float:
    """Return the seconds an attempt has been on the bench, at most two hours: longer, nobody was there."""
    return min(max(0.0, session.clock.monotonic() - attempt.opened_at), LONGEST_SECONDS)


def opened_body(desk: Desk, exercise: Exercise, start: Start) -> Mapping[str, str]:
    """Return the body of ``attempt.opened``."""
    return {
        "attempt_id": start.attempt_id,
        "class_id": desk.class_id,
        "account_id": desk.account_id,
        "activity_id": start.activity_id,
        "exercise_id": exercise.id,
        "exercise_digest": exercise_digest(exercise, desk.pack),
        "mode": "exam" if start.sitting_id else "practice",
        "sitting_id": start.sitting_id,
    }


def marks_of(session: Session, values: object) -> tuple[Mark, ...]:
    """Return the marks of a submission in the record. Raises DamagedFileError when they are no marks."""
    try:
        return decode_marks(values)
    except ValueError as fault:
        raise damaged(session.record.path) from fault
