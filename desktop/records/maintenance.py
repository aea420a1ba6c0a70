"""Checking, rebuilding and keeping copies of a record."""

from __future__ import annotations

from pathlib import Path

from desktop.records.record import Record


def check(path: Path) -> list[str]:
    """Return what is wrong with the record at ``path``, one sentence each; nothing when it is sound."""
    raise NotImplementedError(path)


def rebuild(record: Record) -> int:
    """Make every table anew from the events."""
    raise NotImplementedError(record)


def backup(record: Record, folder: Path) -> Path:
    """Write a checked copy into ``folder`` and return its path."""
    raise NotImplementedError(record, folder)
