"""Signing in and out on a shared PC."""

from __future__ import annotations

import math
from datetime import timedelta

from desktop.base.errors import KnownError
from desktop.base.wording import _
from desktop.records.queries.classes import class_of
from desktop.records.queries.people import Account, account, accounts, pin_failures
from desktop.session.changes import changed
from desktop.session.names import matches
from desktop.session.pins import hash_pin, pin_fits, wait_after
from desktop.session.session import Session, SignedIn
from desktop.session.shown import Tile


def tiles(session: Session, query: str = "") -> tuple[Tile, ...]:
    """Return the names to choose from, found by part of the name, pinyin initials or number; instructors last."""
    found = [
        person
        for person in accounts(session.record)
        if matches(query, person.name, person.initials, person.number)
    ]
    found.sort(key=lambda person: person.role == "instructor")
    return tuple(_tile(session, person) for person in found)


def sign_in(session: Session, account_id: str, pin: str) -> SignedIn:
    """Sign a person in. Raises KnownError for a wrong PIN, or while the wait after wrong PINs lasts."""
    person = _checked(session, account_id, pin)
    session.record.append(
        "session.signed_in", person.account_id, {"account_id": account_id}, actor=account_id
    )
    session.account = SignedIn(person.account_id, person.name, person.role)
    session.publish(changed("account", subjects=(account_id,)))
    return session.account


def sign_out(session: Session, reason: str = "user") -> None:
    """Sign the person out. What they were doing is safe already."""
    if session.account is None:
        return
    account_id = session.account.account_id
    body = {"account_id": account_id, "reason": reason}
    session.record.append("session.signed_out", account_id, body, actor=account_id)
    session.account = None
    session.publish(changed("account", subjects=(account_id,)))


def unlock(session: Session, pin: str) -> None:
    """Check the PIN of the signed-in person at a locked screen. Raises KnownError as :func:`sign_in` does."""
    _checked(session, session.person().account_id, pin)


def change_pin(session: Session, account_id: str, pin: str) -> None:
    """Set a new PIN: an instructor for anybody, a trainee for themselves. Raises KnownError."""
    person = session.person()
    if person.account_id != account_id:
        session.instructor()
    body = {"account_id": account_id, "pin_hash": hash_pin(pin)}
    session.record.append("account.pin_set", account_id, body, actor=person.account_id)
    session.publish(changed("account", subjects=(account_id,)))


def seconds_to_wait(session: Session, account_id: str) -> int:
    """Return how many seconds this account must still wait after wrong PINs; 0 when it need not."""
    failures = pin_failures(session.record, account_id)
    if failures.last_at is None:
        return 0
    until = failures.last_at + timedelta(seconds=wait_after(failures.count))
    left = (until - session.clock.now()).total_seconds()
    # A PC clock set back must not lock a person out for longer than the wait itself.
    return max(0, min(math.ceil(left), wait_after(failures.count)))


def _checked(session: Session, account_id: str, pin: str) -> Account:
    person = account(session.record, account_id)
    if person is None or person.closed:
        raise KnownError(_("没有这个账号，或已停用。"), remedy=_("请讲师检查名册。"))
    if wait := seconds_to_wait(session, account_id):
        raise KnownError(_("PIN 连续输错，请等 {seconds} 秒再试。", seconds=wait))
    if not pin_fits(person.pin_hash, pin):
        session.record.append("session.pin_failed", account_id, {"account_id": account_id}, actor=account_id)
        wait = seconds_to_wait(session, account_id)
        remedy = _("请等 {seconds} 秒再试。", seconds=wait) if wait else _("请再试一次；忘了请找讲师重设。")
        raise KnownError(_("PIN 不对。"), remedy=remedy)
    return person


def _tile(session: Session, person: Account) -> Tile:
    cohort = class_of(session.record, person.account_id) if person.role == "trainee" else None
    return Tile(
        person.account_id,
        person.name,
        person.role,
        person.initials[0] if person.initials else "",
        cohort.name if cohort else "",
        person.number,
    )
