"""Sittings: their forms, clocks, answers, interruptions and decisions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.base.clock import moment
from desktop.records.queries.columns import document, maybe_moment, texts
from desktop.records.record import Record


@dataclass(frozen=True)
class Decision:
    """The latest decision of a sitting with its reasons, and who made it."""

    outcome: str
    provisional: bool
    reasons: tuple[str, ...]
    theory: dict[str, Any]
    practical: dict[str, Any]
    claims: tuple[dict[str, Any], ...]
    at: datetime
    actor: str


@dataclass(frozen=True)
class Sitting:
    """One assessment of one trainee. ``head`` is the chain head its receipt code was made from."""

    sitting_id: str
    class_id: str
    account_id: str
    name: str
    form: dict[str, Any]
    seed: int | str
    blueprint_digest: str
    pack_digest: str
    created_at: datetime
    closed_at: datetime | None
    answers_digest: str
    head: str
    decision: Decision | None
    released_at: datetime | None
    released_by: str
    interruptions: int
    gap_seconds: float
    free_seconds: float


@dataclass(frozen=True)
class Part:
    """A part of a sitting that was started: its clocks at the start, and its end."""

    part: str
    started_at: datetime
    wall: str
    monotonic: float
    boot: str
    closed_at: datetime | None
    closed_reason: str


@dataclass(frozen=True)
class Answer:
    """The latest answer to an item of a sitting; ``changes`` counts earlier ones."""

    item_id: str
    chosen: tuple[str, ...]
    at: datetime
    changes: int


@dataclass(frozen=True)
class Interruption:
    """A gap in a sitting, and how much of it was free of charge."""

    at: datetime
    gap_seconds: float
    free_seconds: float
    reason: str


_SITTING = """
    SELECT s.id, s.class_id, s.account_id, a.name, s.form, s.seed, s.blueprint_digest, s.pack_digest, s.created_at,
           s.closed_at, s.answers_digest, s.head, s.outcome, s.provisional, s.decision, s.decided_at, s.decided_by,
           s.released_at, s.released_by, s.interruptions, s.gap_seconds, s.free_seconds
    FROM sitting s JOIN account a ON a.id = s.account_id"""


def sitting(record: Record, sitting_id: str) -> Sitting | None:
    """Return a sitting, or None."""
    return record.query_one(_sitting, f"{_SITTING} WHERE s.id = ?", (sitting_id,))


def sittings(
    record: Record, *, account_id: str | None = None, class_id: str | None = None
) -> tuple[Sitting, ...]:
    """Return the sittings of a person, of a class or of all, latest first."""
    names = [
        (name, value)
        for name, value in (("account_id", account_id), ("class_id", class_id))
        if value is not None
    ]
    where = f"WHERE {' AND '.join(f's.{name} = ?' for name, _value in names)}" if names else ""
    return record.query(
        _sitting, f"{_SITTING} {where} ORDER BY s.event DESC", [value for _name, value in names]
    )


def running_sitting(record: Record, account_id: str) -> Sitting | None:
    """Return the sitting a person began last and has not closed, or None."""
    statement = f"{_SITTING} WHERE s.account_id = ? AND s.closed_at IS NULL ORDER BY s.event DESC LIMIT 1"
    return record.query_one(_sitting, statement, (account_id,))


def sitting_parts(record: Record, sitting_id: str) -> tuple[Part, ...]:
    """Return the parts started so far, in that order."""
    statement = """
        SELECT part, started_at, wall, monotonic, boot, closed_at, closed_reason FROM sitting_part
        WHERE sitting_id = ? ORDER BY started_at, part"""
    return record.query(_part, statement, (sitting_id,))


def sitting_answers(record: Record, sitting_id: str) -> tuple[Answer, ...]:
    """Return the latest answer to every item answered."""
    statement = (
        "SELECT item_id, chosen, at, changes FROM sitting_answer WHERE sitting_id = ? ORDER BY item_id"
    )
    return record.query(
        lambda item_id, chosen, at, changes: Answer(item_id, texts(chosen), moment(at), changes),
        statement,
        (sitting_id,),
    )


def interruptions(record: Record, sitting_id: str) -> tuple[Interruption, ...]:
    """Return the interruptions of a sitting in order."""
    statement = (
        "SELECT at, gap_seconds, free_seconds, reason FROM interruption WHERE sitting_id = ? ORDER BY event"
    )
    return record.query(
        lambda at, gap, free, reason: Interruption(moment(at), gap, free, reason), statement, (sitting_id,)
    )


def _sitting(*row: Any) -> Sitting:
    (
        sitting_id,
        class_id,
        account_id,
        name,
        form,
        seed,
        blueprint_digest,
        pack_digest,
        created_at,
        closed_at,
        answers_digest,
        head,
        outcome,
        provisional,
        decision,
        decided_at,
        decided_by,
        released_at,
        released_by,
        count,
        gap_seconds,
        free_seconds,
    ) = row
    return Sitting(
        sitting_id=sitting_id,
        class_id=class_id,
        account_id=account_id,
        name=name,
        form=document(form),
        seed=json.loads(seed),
        blueprint_digest=blueprint_digest,
        pack_digest=pack_digest,
        created_at=moment(created_at),
        closed_at=maybe_moment(closed_at),
        answers_digest=answers_digest or "",
        head=head or "",
        decision=_decision(outcome, provisional, decision, decided_at, decided_by) if decision else None,
        released_at=maybe_moment(released_at),
        released_by=released_by or "",
        interruptions=count,
        gap_seconds=gap_seconds,
        free_seconds=free_seconds,
    )


def _decision(outcome: str, provisional: int, decision: str, at: str, actor: str) -> Decision:
    said = document(decision)
    return Decision(
        outcome=outcome,
        provisional=bool(provisional),
        reasons=tuple(said["reasons"]),
        theory=said["theory"],
        practical=said["practical"],
        claims=tuple(said["claims"]),
        at=moment(at),
        actor=actor,
    )


def _part(part: str, started_at: str, wall: str, monotonic: float, boot: str, *end: str | None) -> Part:
    closed_at, reason = end
    return Part(part, moment(started_at), wall, monotonic, boot, maybe_moment(closed_at), reason or "")
