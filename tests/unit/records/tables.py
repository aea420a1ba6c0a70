"""The tables of state as they lie in a file."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from desktop.records.schema.versions import STATE_TABLES


def tables(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return every table of state, row by row, in an order of its own."""
    connection = sqlite3.connect(path)
    try:
        return {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in STATE_TABLES}
    finally:
        connection.close()
