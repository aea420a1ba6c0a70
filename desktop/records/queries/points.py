"""Points that a person gave for something written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.base.clock import moment
from desktop.records.record import Record


@dataclass(frozen=True)
class PointGiven:
    """The latest word on one line of a checklist. ``author`` is an account's name, or the actor as it is."""

    question: str
    about: str
    check: str
    met: bool
    comment: str
    author: str
    at: datetime


@dataclass(frozen=True)
class Release:
    """Points made final: of which try of which attempt, by whom, when."""

    attempt_id: str
    exercise_id: str
    try_number: int
    author: str
    at: datetime


_RELEASE = """
    SELECT s.attempt_id, s.exercise_id, s.try_number, coalesce(a.name, s.points_by), s.points_at
    FROM submission s LEFT JOIN account a ON a.id = s.points_by"""


def points_given(record: Record, attempt_id: str, try_number: int) -> tuple[PointGiven, ...]:
    """Return the points given for a try, in the order in which they were given."""
    statement = """
        SELECT p.question, p.about, p.check_id, p.met, p.comment, coalesce(a.name, p.author), p.at
        FROM point p LEFT JOIN account a ON a.id = p.author
        WHERE p.attempt_id = ? AND p.try_number = ? ORDER BY p.event"""
    return record.query(_given, statement, (attempt_id, try_number))


def points_release(record: Record, attempt_id: str, try_number: int) -> Release | None:
    """Return who made the points of a try final and when; None while they may change."""
    statement = f"{_RELEASE} WHERE s.attempt_id = ? AND s.try_number = ? AND s.points_at IS NOT NULL"
    return record.query_one(_release, statement, (attempt_id, try_number))


def releases_for(record: Record, account_id: str, *, limit: int = -1) -> tuple[Release, ...]:
    """Return the tries of a trainee whose points are final, the latest first."""
    statement = f"{_RELEASE} WHERE s.account_id = ? AND s.points_at IS NOT NULL ORDER BY s.points_at DESC, s.event LIMIT ?"
    return record.query(_release, statement, (account_id, limit))


def open_points_of(record: Record, class_id: str, account_id: str | None = None) -> tuple[int, int]:
    """Return how many attempts of a class, or of one of its trainees, wait for points, and how many points these are."""
    statement = """
        SELECT count(*), coalesce(sum(s.open_points), 0) FROM submission s
        JOIN attempt a ON a.last_submission = s.event
        WHERE s.class_id = ? AND s.open_points > 0 AND a.state = 'submitted' AND (? IS NULL OR s.account_id = ?)"""
    found = record.query_one(
        lambda n, points: (int(n), int(points)), statement, (class_id, account_id, account_id)
    )
    return found or (0, 0)


def open_points_of_sitting(record: Record, sitting_id: str) -> int:
    """Return how many points of a sitting's work nobody has given yet."""
    statement = """
        SELECT coalesce(sum(s.open_points), 0) FROM attempt a JOIN submission s ON s.event = a.last_submission
        WHERE a.sitting_id = ?"""
    return record.query_one(int, statement, (sitting_id,)) or 0


def _given(*row: Any) -> PointGiven:
    question, about, check, met, comment, author, at = row
    return PointGiven(question, about, check, bool(met), comment, author, moment(at))


def _release(*row: Any) -> Release:
    attempt_id, exercise_id, number, author, at = row
    return Release(attempt_id, exercise_id, number, author, moment(at))
