"""What every projection needs: named columns, changing exactly one row, JSON that compares equal after a rebuild."""

from __future__ import annotations

import json
import sqlite3
from functools import lru_cache


def insert(tables: sqlite3.Connection, table: str, **columns: object) -> None:
    """Add a row."""
    tables.execute(_insertion(table, tuple(columns)), tuple(columns.values()))


def change(tables: sqlite3.Connection, statement: str, values: tuple[object, ...]) -> None:
    """Run an UPDATE that must meet exactly one row. Raises ValueError when the event is about something unknown."""
    changed = tables.execute(statement, values).rowcount
    if changed != 1:
        raise ValueError(
            f"the event changes {changed} rows instead of one: {statement[:60]}… {values!r:.200}"
        )


def as_json(value: object) -> str:
    """Return compact JSON with sorted keys. Raises ValueError for NaN and infinities."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False)


@lru_cache
def _insertion(table: str, columns: tuple[str, ...]) -> str:
    places = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608  names of our own
