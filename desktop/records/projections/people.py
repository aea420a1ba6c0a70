"""Tables of the site, accounts and classes."""

from __future__ import annotations

import sqlite3

from desktop.records.events import people
from desktop.records.journal import Event
from desktop.records.projections.tables import as_json, change, insert


def site_created(tables: sqlite3.Connection, event: Event, body: people.SiteCreated) -> None:
    """Keep the site; its name may be set again."""
    tables.execute(
        "INSERT INTO site (id, name, created_at) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name",
        (body.site_id, body.name, event.at),
    )


def account_created(tables: sqlite3.Connection, event: Event, body: people.AccountCreated) -> None:
    """Add the account and its initials for the search."""
    insert(
        tables,
        "account",
        id=body.account_id,
        role=body.role,
        name=body.name,
        initials=as_json(body.initials),
        number=body.number,
        id_tail=body.id_tail,
        pin_hash=body.pin_hash,
        created_at=event.at,
    )
    for initials in set(body.initials):
        insert(tables, "initial", initials=initials, account_id=body.account_id)


def pin_set(tables: sqlite3.Connection, _event: Event, body: people.PinSet) -> None:
    """Replace the PIN and forget failures."""
    change(
        tables,
        "UPDATE account SET pin_hash = ?, pin_failures = 0, pin_failed_at = NULL WHERE id = ?",
        (body.pin_hash, body.account_id),
    )


def account_closed(tables: sqlite3.Connection, event: Event, body: people.AccountClosed) -> None:
    """Close the account."""
    change(
        tables,
        "UPDATE account SET closed_at = ?, closed_reason = ? WHERE id = ?",
        (event.at, body.reason, body.account_id),
    )


def class_created(tables: sqlite3.Connection, event: Event, body: people.ClassCreated) -> None:
    """Add the class."""
    insert(
        tables,
        "cohort",
        id=body.class_id,
        number=body.number,
        name=body.name,
        pack_id=body.pack_id,
        pack_digest=body.pack_digest,
        order_id=body.order_id,
        created_at=event.at,
    )


def enrolled(tables: sqlite3.Connection, event: Event, body: people.Enrolled) -> None:
    """Enrol, or enrol again after a withdrawal."""
    tables.execute(
        "INSERT INTO enrolment (class_id, account_id, event, enrolled_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (class_id, account_id) DO UPDATE SET event = excluded.event, withdrawn_at = NULL,"
        " withdrawn_reason = NULL",
        (body.class_id, body.account_id, event.place, event.at),
    )


def withdrawn(tables: sqlite3.Connection, event: Event, body: people.Withdrawn) -> None:
    """End the enrolment."""
    change(
        tables,
        "UPDATE enrolment SET withdrawn_at = ?, withdrawn_reason = ? WHERE class_id = ? AND account_id = ?",
        (event.at, body.reason, body.class_id, body.account_id),
    )


def signed_in(tables: sqlite3.Connection, event: Event, body: people.SignedIn) -> None:
    """Remember the visit and forget failures."""
    change(
        tables,
        "UPDATE account SET signed_in_at = ?, pin_failures = 0, pin_failed_at = NULL WHERE id = ?",
        (event.at, body.account_id),
    )


def signed_out(_tables: sqlite3.Connection, _event: Event, _body: people.SignedOut) -> None:
    """Change nothing: the journal alone keeps it."""


def pin_failed(tables: sqlite3.Connection, event: Event, body: people.PinFailed) -> None:
    """Count the failure."""
    change(
        tables,
        "UPDATE account SET pin_failures = pin_failures + 1, pin_failed_at = ? WHERE id = ?",
        (event.at, body.account_id),
    )
