"""The event journal: append-only rows, chained by SHA-256 per station, that everything else is rebuilt from."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.base.clock import moment

DOMAIN = "doorstep-event/1"
#: What the first event of a station points back to.
NO_HASH = "0" * 64
MAX_FIELD = 200

_COLUMNS = "place, station, seq, at, monotonic, actor, kind, subject, body, prev, hash"


@dataclass(frozen=True)
class Head:
    """The end of a station's chain: how many events it has and the hash that stands for all of them."""

    station: str
    seq: int
    hash: str


@dataclass(frozen=True)
class Event:
    """One line of the journal. ``place`` is its order of arrival here; ``seq`` counts at its station from 1."""

    place: int
    station: str
    seq: int
    at: str
    monotonic: float
    actor: str
    kind: str
    subject: str
    body: dict[str, Any]
    prev: str
    hash: str

    @property
    def when(self) -> datetime:
        """The wall time of the station when it was written, in UTC."""
        return moment(self.at)


@dataclass(frozen=True)
class Line:
    """What an event says before it has its place in a chain. ``body`` is canonical JSON, ``monotonic`` in seconds."""

    at: str
    monotonic: float
    actor: str
    kind: str
    subject: str
    body: str

    def __post_init__(self) -> None:
        """Raise ValueError for a field that the chain could not tell from its neighbour."""
        for name in ("at", "actor", "kind", "subject"):
            text = getattr(self, name)
            if len(text) > MAX_FIELD or not text.isprintable():
                raise ValueError(
                    f"{name} must be printable and at most {MAX_FIELD} characters, got {text!r:.60}"
                )


def chain_hash(head: Head, line: Line) -> str:
    """Return the hash of ``line`` written after ``head``.

    Ten text lines under SHA-256: domain, prev, station, seq, at, monotonic with three decimals, actor, kind,
    subject, body. No field but the last can hold a line end and canonical JSON holds none, so the split is unique
    and any other program can compute it.
    """
    content = "\n".join(
        (
            DOMAIN,
            head.hash,
            head.station,
            str(head.seq + 1),
            line.at,
            f"{line.monotonic:.3f}",
            line.actor,
            line.kind,
            line.subject,
            line.body,
        )
    )
    return hashlib.sha256(content.encode()).hexdigest()


def head_of(connection: sqlite3.Connection, station: str) -> Head:
    """Return the end of a station's chain; seq 0 when it has no event."""
    row = connection.execute(
        "SELECT seq, hash FROM event WHERE station = ? ORDER BY seq DESC LIMIT 1", (station,)
    ).fetchone()
    return Head(station, *row) if row else Head(station, 0, NO_HASH)


def write(connection: sqlite3.Connection, head: Head, line: Line) -> Event:
    """Put ``line`` behind ``head`` and return the event. The caller holds the transaction."""
    seal = chain_hash(head, line)
    seq = head.seq + 1
    cursor = connection.execute(
        "INSERT INTO event (station, seq, at, monotonic, actor, kind, subject, body, prev, hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            head.station,
            seq,
            line.at,
            line.monotonic,
            line.actor,
            line.kind,
            line.subject,
            line.body,
            head.hash,
            seal,
        ),
    )
    connection.execute(
        "INSERT INTO head (station, seq, hash) VALUES (?, ?, ?)"
        " ON CONFLICT (station) DO UPDATE SET seq = excluded.seq, hash = excluded.hash",
        (head.station, seq, seal),
    )
    place = cursor.lastrowid
    assert place is not None
    return Event(
        place,
        head.station,
        seq,
        line.at,
        line.monotonic,
        line.actor,
        line.kind,
        line.subject,
        json.loads(line.body),
        head.hash,
        seal,
    )


def read(connection: sqlite3.Connection, where: str = "", values: tuple[object, ...] = ()) -> Iterator[Event]:
    """Yield events in the order of their arrival; ``where`` is what follows FROM event."""
    for row in connection.execute(f"SELECT {_COLUMNS} FROM event {where or 'ORDER BY place'}", values):  # noqa: S608
        place, station, seq, at, monotonic, actor, kind, subject, body, prev, seal = row
        yield Event(place, station, seq, at, monotonic, actor, kind, subject, json.loads(body), prev, seal)


def broken_link(connection: sqlite3.Connection, station: str) -> int | None:
    """Return the seq of the first event that does not follow from those before it, or None for a whole chain."""
    head = Head(station, 0, NO_HASH)
    rows = connection.execute(
        "SELECT seq, at, monotonic, actor, kind, subject, body, prev, hash FROM event WHERE station = ? ORDER BY seq",
        (station,),
    )
    for seq, *fields, prev, seal in rows:
        try:
            expected = chain_hash(head, Line(*fields))
        except ValueError:
            return head.seq + 1
        if seq != head.seq + 1 or prev != head.hash or seal != expected:
            return head.seq + 1
        head = Head(station, seq, seal)
    return None
