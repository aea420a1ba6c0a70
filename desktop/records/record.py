"""The record of one station: everything that happened, safe the moment a call returns."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeAlias, TypeVar

from desktop.annotation.history import Manner
from desktop.base.clock import Clock, stamp
from desktop.base.digest import canonical
from desktop.records import draft, journal
from desktop.records.connection import immediate
from desktop.records.draft import Heartbeat
from desktop.records.faults import told, told_by_system
from desktop.records.journal import Event, Head, Line
from desktop.records.kinds import body_of, project
from desktop.records.lock import WriterLock
from desktop.records.opening import open_reader, open_writer

Row = TypeVar("Row")
Values: TypeAlias = Sequence[object] | Mapping[str, object]


@dataclass(frozen=True)
class Entry:
    """An event to be written: its kind, the id it is about, its body, and who did it."""

    kind: str
    subject: str
    body: dict[str, Any]
    actor: str


class Record:
    """One station's SQLite record. Open it with :meth:`open` or :meth:`open_readonly`; usable from any thread.

    Every writing method is one short transaction, on the disk when it returns: 0.3 ms on an SSD. A fault of the
    world (full disk, damaged file) is a KnownError and changes nothing; a body that is wrong, or about something
    that is not there, is a mistake of the caller: ValueError, and nothing is written either.
    """

    def __init__(self, path: Path, clock: Clock, connection: sqlite3.Connection, *, station: str) -> None:
        self.path = path
        self.clock = clock
        #: 16 hex digits, random at birth.
        self.station = station
        self._connection = connection
        self._writer_lock: WriterLock | None = None
        self._threads = threading.RLock()

    @classmethod
    def open(cls, path: Path, clock: Clock) -> Self:
        """Open for writing, making or migrating the file when needed.

        Raises KnownError when another window has it, it is newer than the program or the folder is read-only;
        DamagedFileError when it is no sound record.
        """
        lock = WriterLock(path)
        lock.take()
        try:
            with told(path), told_by_system(path):
                connection, station = open_writer(path, clock)
        except BaseException:
            lock.free()
            raise
        record = cls(path, clock, connection, station=station)
        record._writer_lock = lock
        return record

    @classmethod
    def open_readonly(cls, path: Path, clock: Clock) -> Self:
        """Open for reading, beside a window that writes. Raises KnownError as :meth:`open`, or when it is older."""
        with told(path):
            connection, station = open_reader(path)
        return cls(path, clock, connection, station=station)

    def close(self) -> None:
        """Close the file and let others in; a second call does nothing."""
        with self._threads:
            self._connection.close()
            if self._writer_lock is not None:
                self._writer_lock.free()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def append(self, kind: str, subject: str, body: dict[str, Any], *, actor: str) -> Event:
        """Write one event and what it changes. Raises ValueError for a body that does not fit."""
        return self.append_all([Entry(kind, subject, body, actor)])[0]

    def append_all(self, entries: Sequence[Entry]) -> tuple[Event, ...]:
        """Write several events in one transaction: all of them or none."""
        lines = [
            Line(
                at=stamp(self.clock.now()),
                monotonic=round(self.clock.monotonic(), 3),
                actor=entry.actor,
                kind=entry.kind,
                subject=entry.subject,
                body=canonical(body_of(entry.kind, entry.body).model_dump(mode="json")).decode(),
            )
            for entry in entries
        ]
        # The tables follow from what the journal holds, not from what was handed in: canonical JSON writes 2.0 as 2,
        # and a rebuild reads it back that way.
        bodies = [body_of(line.kind, json.loads(line.body)) for line in lines]
        events = []
        with self.writing() as connection:
            head = journal.head_of(connection, self.station)
            for line, body in zip(lines, bodies, strict=True):
                event = journal.write(connection, head, line)
                project(connection, event, body)
                _prune(connection, event)
                head = Head(self.station, event.seq, event.hash)
                events.append(event)
        return tuple(events)

    def head(self) -> Head:
        """Return the end of this station's chain."""
        with self.reading() as connection:
            return journal.head_of(connection, self.station)

    def save_step(self, attempt_id: str, manner: Manner, step: dict[str, Any]) -> None:
        """Write one step of a draft. Raises ValueError when the attempt is not open."""
        with self.writing() as connection:
            draft.add_step(connection, attempt_id, manner, step)

    def steps(self, attempt_id: str) -> list[tuple[Manner, dict[str, Any]]]:
        """Return the steps of a draft in order, undo and redo among them; empty once it is handed in."""
        with self.reading() as connection:
            return draft.read_steps(connection, attempt_id)

    def draft_digest(self, attempt_id: str) -> str:
        """Return the digest of a draft, to be kept in the event that hands it in."""
        with self.reading() as connection:
            return draft.draft_digest(connection, attempt_id)

    def save_heartbeat(self, sitting_id: str, wall: datetime, monotonic: float, boot: str) -> None:
        """Write down that a sitting is alive; only the last heartbeat is kept."""
        with self.writing() as connection:
            draft.put_heartbeat(connection, sitting_id, Heartbeat(wall, monotonic, boot))

    def last_heartbeat(self, sitting_id: str) -> Heartbeat | None:
        """Return a sitting's last heartbeat; None before the first and after the sitting closed."""
        with self.reading() as connection:
            return draft.read_heartbeat(connection, sitting_id)

    def query(self, make: Callable[..., Row], statement: str, values: Values = ()) -> tuple[Row, ...]:
        """Return ``make(*columns)`` of each row: for the modules of ``records.queries`` only."""
        with self.reading() as connection:
            return tuple(make(*row) for row in connection.execute(statement, values))

    def query_one(self, make: Callable[..., Row], statement: str, values: Values = ()) -> Row | None:
        """Return ``make(*columns)`` of the first row, or None: for the modules of ``records.queries`` only."""
        with self.reading() as connection:
            row = connection.execute(statement, values).fetchone()
            return make(*row) if row else None

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Lend the connection for reading: within ``records`` only."""
        with self._threads, told(self.path):
            yield self._connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Lend the connection for one write transaction: within ``records`` only."""
        with self._threads, told(self.path):
            try:
                with immediate(self._connection):
                    yield self._connection
            except sqlite3.IntegrityError as fault:
                raise ValueError(f"this does not fit the record: {fault}") from fault


def _prune(connection: sqlite3.Connection, event: Event) -> None:
    if event.kind in draft.PRUNE:
        field, prune = draft.PRUNE[event.kind]
        prune(connection, event.body[field])
