"""Order classes and who is enrolled in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.base.clock import moment
from desktop.records.queries.columns import maybe_moment
from desktop.records.queries.people import BY_NAME
from desktop.records.record import Record


@dataclass(frozen=True)
class Cohort:
    """An order class (第 N 期). ``enrolled`` counts who is in it now, ``withdrawn`` who left."""

    class_id: str
    number: int
    name: str
    pack_id: str
    pack_digest: str
    order_id: str
    created_at: datetime
    enrolled: int
    withdrawn: int


@dataclass(frozen=True)
class Enrolment:
    """A trainee of a class, still in it while ``withdrawn_at`` is None."""

    class_id: str
    account_id: str
    name: str
    number: str
    enrolled_at: datetime
    withdrawn_at: datetime | None
    withdrawn_reason: str


_COHORT = """
    SELECT c.id, c.number, c.name, c.pack_id, c.pack_digest, c.order_id, c.created_at,
           (SELECT count(*) FROM enrolment e WHERE e.class_id = c.id AND e.withdrawn_at IS NULL),
           (SELECT count(*) FROM enrolment e WHERE e.class_id = c.id AND e.withdrawn_at IS NOT NULL)
    FROM cohort c"""


def cohorts(record: Record) -> tuple[Cohort, ...]:
    """Return all classes, the newest first."""
    return record.query(_cohort, f"{_COHORT} ORDER BY c.created_at DESC, c.number DESC, c.id")


def cohort(record: Record, class_id: str) -> Cohort | None:
    """Return a class, or None."""
    return record.query_one(_cohort, f"{_COHORT} WHERE c.id = ?", (class_id,))


def class_of(record: Record, account_id: str) -> Cohort | None:
    """Return the class a person was enrolled in last and has not left, or None."""
    statement = (
        f"{_COHORT} JOIN enrolment m ON m.class_id = c.id WHERE m.account_id = ? AND m.withdrawn_at IS NULL"
        " ORDER BY m.event DESC LIMIT 1"
    )
    return record.query_one(_cohort, statement, (account_id,))


def enrolments(record: Record, class_id: str) -> tuple[Enrolment, ...]:
    """Return everybody ever enrolled in a class, those who left among them, by number and name."""
    statement = f"""
        SELECT e.class_id, e.account_id, a.name, a.number, e.enrolled_at, e.withdrawn_at, e.withdrawn_reason
        FROM enrolment e JOIN account a ON a.id = e.account_id WHERE e.class_id = ?
        ORDER BY length(a.number), a.number, {BY_NAME}"""  # noqa: S608  columns of our own
    return record.query(_enrolment, statement, (class_id,))


def _cohort(class_id: str, number: int, name: str, *rest: str | int) -> Cohort:
    pack_id, pack_digest, order_id, created_at, enrolled, withdrawn = rest
    return Cohort(
        class_id=class_id,
        number=number,
        name=name,
        pack_id=str(pack_id),
        pack_digest=str(pack_digest),
        order_id=str(order_id),
        created_at=moment(str(created_at)),
        enrolled=int(enrolled),
        withdrawn=int(withdrawn),
    )


def _enrolment(class_id: str, account_id: str, name: str, number: str, *rest: str | None) -> Enrolment:
    enrolled_at, withdrawn_at, reason = rest
    return Enrolment(
        class_id,
        account_id,
        name,
        number,
        moment(enrolled_at or ""),
        maybe_moment(withdrawn_at),
        reason or "",
    )
