"""What keeps a commit from being lost with the power, read back from a record opened as the program opens it."""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from desktop.base.clock import SystemClock
from desktop.records.record import Record

FULL = 2  # PRAGMA synchronous
COMMITS = 7


@dataclass(frozen=True)
class Durability:
    """The settings in force in a folder, and how long a commit takes there that waits for the disk."""

    journal_mode: str
    synchronous: int
    foreign_keys: bool
    sqlite: str
    commit_ms: float

    @property
    def holds(self) -> bool:
        """Whether every commit that returned survives a power cut, as far as SQLite can see to it."""
        return self.journal_mode in ("wal", "truncate") and self.synchronous == FULL and self.foreign_keys


def durability(folder: Path) -> Durability:
    """Open a record of its own in ``folder``, read its settings, and write a few events. It is gone afterwards.

    Raises KnownError or OSError when the folder does not take one.
    """
    with tempfile.TemporaryDirectory(dir=folder, prefix=".doorstep-", ignore_cleanup_errors=True) as place:
        record = Record.open(Path(place) / "durability.db", SystemClock())
        try:
            with record.reading() as connection:
                found = {
                    name: _pragma(connection, name)
                    for name in ("journal_mode", "synchronous", "foreign_keys")
                }
            return Durability(
                journal_mode=str(found["journal_mode"]),
                synchronous=int(found["synchronous"]),
                foreign_keys=bool(found["foreign_keys"]),
                sqlite=sqlite3.sqlite_version,
                commit_ms=statistics.median(_commit(record, number) for number in range(COMMITS)),
            )
        finally:
            record.close()


def hasten(record: Record) -> None:
    """Let commits of a record that nobody will need not wait for the disk: a hard disk takes up to 0.1 s for each."""
    with record.reading() as connection:
        connection.execute("PRAGMA synchronous = OFF")


def _pragma(connection: sqlite3.Connection, name: str) -> str | int:
    value: str | int = connection.execute(f"PRAGMA {name}").fetchone()[0]
    return value


def _commit(record: Record, number: int) -> float:
    site_id = f"{number:016x}"
    begun = time.perf_counter()
    record.append("site.created", site_id, {"site_id": site_id, "name": "durability"}, actor="self-test")
    return (time.perf_counter() - begun) * 1000
