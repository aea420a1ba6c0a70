"""What every projection needs: changing exactly one row, and JSON columns that compare equal after a rebuild."""

from __future__ import annotations

import json
import sqlite3


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
