"""Remarks and corrections of instructors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.base.clock import moment
from desktop.records.queries.columns import document
from desktop.records.record import Record


@dataclass(frozen=True)
class Comment:
    """A remark on an attempt or on one of its marks. ``author`` is an account's name, or the actor as it is."""

    attempt_id: str
    exercise_id: str
    activity_id: str
    mark_id: str | None
    author_id: str
    author: str
    at: datetime
    text: str


@dataclass(frozen=True)
class Correction:
    """A score put right."""

    attempt_id: str
    author_id: str
    author: str
    at: datetime
    before: dict[str, Any]
    after: dict[str, Any]
    reason: str


_COMMENT = """
    SELECT c.attempt_id, t.exercise_id, t.activity_id, c.mark_id, c.author, coalesce(a.name, c.author), c.at, c.text
    FROM comment c JOIN attempt t ON t.id = c.attempt_id LEFT JOIN account a ON a.id = c.author"""


def comments(record: Record, attempt_id: str) -> tuple[Comment, ...]:
    """Return the remarks on an attempt, oldest first."""
    return record.query(_comment, f"{_COMMENT} WHERE c.attempt_id = ? ORDER BY c.event", (attempt_id,))


def comments_for(record: Record, account_id: str, *, limit: int = -1) -> tuple[Comment, ...]:
    """Return the remarks on a trainee's attempts, latest first."""
    statement = f"{_COMMENT} WHERE t.account_id = ? ORDER BY c.event DESC LIMIT ?"
    return record.query(_comment, statement, (account_id, limit))


def corrections(record: Record, attempt_id: str) -> tuple[Correction, ...]:
    """Return the corrections of an attempt, oldest first."""
    statement = """
        SELECT c.attempt_id, c.author, coalesce(a.name, c.author), c.at, c.before, c.after, c.reason
        FROM correction c LEFT JOIN account a ON a.id = c.author WHERE c.attempt_id = ? ORDER BY c.event"""
    return record.query(_correction, statement, (attempt_id,))


def _comment(*row: Any) -> Comment:
    attempt_id, exercise_id, activity_id, mark_id, author_id, author, at, text = row
    return Comment(attempt_id, exercise_id, activity_id, mark_id, author_id, author, moment(at), text)


def _correction(*row: Any) -> Correction:
    attempt_id, author_id, author, at, before, after, reason = row
    return Correction(attempt_id, author_id, author, moment(at), document(before), document(after), reason)
