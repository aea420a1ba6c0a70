"""Columns as values: stamps that may be missing, and JSON."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from desktop.base.clock import moment


def maybe_moment(text: str | None) -> datetime | None:
    """Return the moment of a stamp, or None where there is none."""
    return moment(text) if text else None


def texts(column: str) -> tuple[str, ...]:
    """Return a JSON list of texts."""
    return tuple(json.loads(column))


def document(column: str) -> dict[str, Any]:
    """Return a JSON object."""
    value: dict[str, Any] = json.loads(column)
    return value


def marks(count: int) -> str:
    """Return ``?, ?, …`` for an IN list."""
    return ", ".join("?" * count)
