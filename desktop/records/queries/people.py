"""Accounts: who may sign in, found by name, initials or number."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from desktop.base.clock import moment
from desktop.records.record import Record

Role = Literal["trainee", "instructor"]


@dataclass(frozen=True)
class Account:
    """A person. ``initials``: every reading of the name's pinyin initials; ``closed_at`` is None while open."""

    account_id: str
    role: Role
    name: str
    initials: tuple[str, ...]
    number: str
    id_tail: str
    pin_hash: str
    created_at: datetime
    closed_at: datetime | None
    signed_in_at: datetime | None

    @property
    def closed(self) -> bool:
        """Whether the person may no longer sign in."""
        return self.closed_at is not None


@dataclass(frozen=True)
class PinFailures:
    """Wrong PINs since the last sign-in or new PIN."""

    count: int
    last_at: datetime | None


#: How people are listed, everywhere: by the likeliest pinyin initials of the name, as they are looked for; a is account.
BY_NAME = "json_extract(a.initials, '$[0]') IS NULL, json_extract(a.initials, '$[0]'), a.name, a.id"
_COLUMNS = "a.id, a.role, a.name, a.initials, a.number, a.id_tail, a.pin_hash, a.created_at, a.closed_at, a.signed_in_at"


def account(record: Record, account_id: str) -> Account | None:
    """Return an account, closed or not, or None."""
    return record.query_one(_account, f"SELECT {_COLUMNS} FROM account a WHERE a.id = ?", (account_id,))  # noqa: S608


def accounts(
    record: Record,
    *,
    search: str = "",
    role: Role | None = None,
    class_id: str | None = None,
    closed: bool = False,
) -> tuple[Account, ...]:
    """Return accounts in the order of their names' pinyin: those whose name contains, or whose initials or number begin with ``search``.

    ``class_id`` keeps those enrolled there and not withdrawn; closed ones are left out unless ``closed``.
    """
    wanted = search.strip()
    statement = f"""
        SELECT {_COLUMNS} FROM account a
        WHERE (:role IS NULL OR a.role = :role) AND (:closed OR a.closed_at IS NULL)
          AND (:class_id IS NULL OR EXISTS (SELECT 1 FROM enrolment e WHERE e.class_id = :class_id
               AND e.account_id = a.id AND e.withdrawn_at IS NULL))
          AND (:search = '' OR instr(a.name, :search) > 0 OR substr(a.number, 1, length(:search)) = :search
               OR a.id IN (SELECT account_id FROM initial
                           WHERE initials >= lower(:search) AND initials < lower(:search) || char(1114111)))
        ORDER BY {BY_NAME}"""  # noqa: S608  columns of our own
    values = {"role": role, "closed": closed, "class_id": class_id, "search": wanted}
    return record.query(_account, statement, values)


def pin_failures(record: Record, account_id: str) -> PinFailures:
    """Return the wrong PINs of an account since it last signed in or got a new PIN."""
    found = record.query_one(
        lambda count, at: PinFailures(count, moment(at) if at else None),
        "SELECT pin_failures, pin_failed_at FROM account WHERE id = ?",
        (account_id,),
    )
    return found or PinFailures(0, None)


def _account(*row: str) -> Account:
    account_id, role, name, initials, number, id_tail, pin_hash, created_at, closed_at, signed_in_at = row
    return Account(
        account_id=account_id,
        role="instructor" if role == "instructor" else "trainee",
        name=name,
        initials=tuple(json.loads(initials)),
        number=number,
        id_tail=id_tail,
        pin_hash=pin_hash,
        created_at=moment(created_at),
        closed_at=moment(closed_at) if closed_at else None,
        signed_in_at=moment(signed_in_at) if signed_in_at else None,
    )
