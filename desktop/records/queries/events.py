"""The journal itself: for the audit trail, the attempt passport and the sealed bundles of a site."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from desktop.base.clock import moment
from desktop.records import journal
from desktop.records.journal import Event
from desktop.records.queries.columns import marks
from desktop.records.record import Record


def events(
    record: Record, *, after: int = 0, subject: str = "", kinds: Sequence[str] = (), limit: int = -1
) -> tuple[Event, ...]:
    """Return events after a place, in order of arrival; about one subject and of some kinds only, when given."""
    terms = ["place > ?"]
    values: list[object] = [after]
    if subject:
        terms.append("subject = ?")
        values.append(subject)
    if kinds:
        terms.append(f"kind IN ({marks(len(kinds))})")
        values += kinds
    with record.reading() as connection:
        where = f"WHERE {' AND '.join(terms)} ORDER BY place LIMIT ?"
        return tuple(journal.read(connection, where, (*values, limit)))


def newest_moment(record: Record) -> datetime | None:
    """Return the latest time that any event claims, None in a record without events."""
    with record.reading() as connection:
        (at,) = connection.execute("SELECT max(at) FROM event").fetchone()
    return moment(at) if at else None
