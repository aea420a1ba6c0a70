"""The rollup behind the class board: one row per trainee and activity, kept by every event that concerns it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, fields
from typing import NamedTuple


class Where(NamedTuple):
    """The row concerned: a trainee of a class at an activity."""

    class_id: str
    account_id: str
    activity_id: str


@dataclass(frozen=True)
class Gain:
    """What an event adds to a row."""

    opened: int = 0
    tries: int = 0
    first_tries: int = 0
    first_judged: int = 0
    first_qualified: int = 0
    first_missed: int = 0
    answers: int = 0
    first_answers: int = 0
    first_correct: int = 0
    finished: int = 0
    seconds: float = 0.0


_NAMES = tuple(field.name for field in fields(Gain))
_ADD = f"""
    INSERT INTO progress (class_id, account_id, activity_id, last_at, {", ".join(_NAMES)})
    VALUES (?, ?, ?, ?, {", ".join("?" * len(_NAMES))})
    ON CONFLICT (class_id, account_id, activity_id) DO UPDATE SET last_at = excluded.last_at,
    {", ".join(f"{name} = {name} + excluded.{name}" for name in _NAMES)}"""  # noqa: S608  names of our own


def gain(tables: sqlite3.Connection, where: Where, at: str, gained: Gain) -> None:
    """Add to the row of a trainee at an activity, at the stamp of the event."""
    tables.execute(_ADD, (*where, at, *(getattr(gained, name) for name in _NAMES)))
