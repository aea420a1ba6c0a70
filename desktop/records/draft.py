"""Drafts and heartbeats: rows written through at once, before they have a place in the journal."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.annotation.history import Manner
from desktop.base.clock import moment, stamp
from desktop.base.digest import digest_of


@dataclass(frozen=True)
class Heartbeat:
    """The last sign of life of a sitting, on all three clocks. ``monotonic`` counts only within ``boot``."""

    wall: datetime
    monotonic: float
    boot: str


def add_step(connection: sqlite3.Connection, attempt_id: str, manner: Manner, step: dict[str, Any]) -> None:
    """Append one step to an open attempt's draft. Raises ValueError when the attempt is not open."""
    text = json.dumps(step, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    added = connection.execute(
        "INSERT INTO step SELECT a.id, 1 + coalesce((SELECT max(seq) FROM step WHERE attempt_id = a.id), 0), ?, ?"
        " FROM attempt a WHERE a.id = ? AND a.state = 'open'",
        (manner, text, attempt_id),
    ).rowcount
    if added != 1:
        raise ValueError(f"attempt {attempt_id!r} is not open, its draft takes no steps")


def read_steps(connection: sqlite3.Connection, attempt_id: str) -> list[tuple[Manner, dict[str, Any]]]:
    """Return the steps of a draft in order."""
    rows = connection.execute(
        "SELECT manner, body FROM step WHERE attempt_id = ? ORDER BY seq", (attempt_id,)
    )
    return [(manner, json.loads(body)) for manner, body in rows]


def draft_digest(connection: sqlite3.Connection, attempt_id: str) -> str:
    """Return the digest that stands for a draft once its steps are pruned."""
    return digest_of([[manner, step] for manner, step in read_steps(connection, attempt_id)])


def put_heartbeat(connection: sqlite3.Connection, sitting_id: str, beat: Heartbeat) -> None:
    """Replace a sitting's heartbeat."""
    connection.execute(
        "INSERT INTO heartbeat VALUES (?, ?, ?, ?) ON CONFLICT (sitting_id) DO UPDATE SET wall = excluded.wall,"
        " monotonic = excluded.monotonic, boot = excluded.boot",
        (sitting_id, stamp(beat.wall), beat.monotonic, beat.boot),
    )


def read_heartbeat(connection: sqlite3.Connection, sitting_id: str) -> Heartbeat | None:
    """Return a sitting's last heartbeat."""
    row = connection.execute(
        "SELECT wall, monotonic, boot FROM heartbeat WHERE sitting_id = ?", (sitting_id,)
    ).fetchone()
    return Heartbeat(moment(row[0]), row[1], row[2]) if row else None


def prune_steps(connection: sqlite3.Connection, attempt_id: str) -> None:
    """Drop a draft that was handed in or set aside."""
    connection.execute("DELETE FROM step WHERE attempt_id = ?", (attempt_id,))


def prune_heartbeat(connection: sqlite3.Connection, sitting_id: str) -> None:
    """Drop the heartbeat of a sitting that is closed."""
    connection.execute("DELETE FROM heartbeat WHERE sitting_id = ?", (sitting_id,))


#: What an event prunes when it happens: not a projection, for a rebuild must leave the drafts of open attempts alone.
PRUNE: dict[str, tuple[str, Callable[[sqlite3.Connection, str], None]]] = {
    "attempt.submitted": ("attempt_id", prune_steps),
    "attempt.abandoned": ("attempt_id", prune_steps),
    "sitting.closed": ("sitting_id", prune_heartbeat),
}
