"""Bodies about the site, accounts, classes and signing in."""

from __future__ import annotations

from typing import Literal

from desktop.records.events.body import Body, Id


class SiteCreated(Body):
    """``site.created``: the site this station belongs to."""

    site_id: Id
    name: str


class AccountCreated(Body):
    """``account.created``. ``initials`` are pinyin initials, several when a character has several readings.

    ``id_tail`` holds at most the last characters of an identity number, never the whole.
    """

    account_id: Id
    role: Literal["trainee", "instructor"]
    name: str
    initials: tuple[str, ...] = ()
    number: str = ""
    id_tail: str = ""
    pin_hash: str = ""


class PinSet(Body):
    """``account.pin_set``."""

    account_id: Id
    pin_hash: str


class AccountClosed(Body):
    """``account.closed``: may no longer sign in."""

    account_id: Id
    reason: str = ""


class ClassCreated(Body):
    """``class.created``: an order class (第 N 期) with the pack it learns from."""

    class_id: Id
    number: int
    name: str
    pack_id: str
    pack_digest: str
    order_id: str


class Enrolled(Body):
    """``class.enrolled``; enrolling again after a withdrawal opens the enrolment again."""

    class_id: Id
    account_id: Id


class Withdrawn(Body):
    """``class.withdrawn``."""

    class_id: Id
    account_id: Id
    reason: str = ""


class SignedIn(Body):
    """``session.signed_in``."""

    account_id: Id


class SignedOut(Body):
    """``session.signed_out``."""

    account_id: Id
    reason: str = ""


class PinFailed(Body):
    """``session.pin_failed``: a wrong PIN."""

    account_id: Id
