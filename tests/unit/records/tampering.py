"""What somebody with a database tool and bad intentions can do to a record."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.records.journal import Event, Head, Line, chain_hash, read


@contextmanager
def unguarded(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a record without its triggers; they are put back afterwards, as a careful forger would."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _statement in guards:
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        for _name, statement in guards:
            connection.execute(statement)
    finally:
        connection.close()


def restamp(connection: sqlite3.Connection, event: Event, body: str) -> str:
    """Change one event's body and give it the hash that fits; return that hash."""
    line = Line(event.at, event.monotonic, event.actor, event.kind, event.subject, body)
    seal = chain_hash(Head(event.station, event.seq - 1, event.prev), line)
    connection.execute("UPDATE event SET body = ?, hash = ? WHERE place = ?", (body, seal, event.place))
    return seal


def restamp_all(connection: sqlite3.Connection, first: int, body: str) -> None:
    """Change one event's body and stamp it and everything after it anew, the witness table too."""
    for event in list(read(connection, "WHERE place >= ? ORDER BY place", (first,))):
        text = body if event.place == first else _body(connection, event.place)
        (prev,) = connection.execute("SELECT hash FROM event WHERE place = ?", (event.place - 1,)).fetchone()
        connection.execute("UPDATE event SET prev = ? WHERE place = ?", (prev, event.place))
        (again,) = read(connection, "WHERE place = ?", (event.place,))
        seal = restamp(connection, again, text)
        connection.execute("UPDATE head SET seq = ?, hash = ?", (event.seq, seal))


def _body(connection: sqlite3.Connection, place: int) -> str:
    text: str = connection.execute("SELECT body FROM event WHERE place = ?", (place,)).fetchone()[0]
    return text
