"""What a trainee has finished and answered, and the time it took."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from desktop.base.clock import moment, stamp
from desktop.records.queries.columns import document, marks, texts
from desktop.records.record import Record


@dataclass(frozen=True)
class Finished:
    """An activity a trainee finished: how often, when first and last, and the last result."""

    activity_id: str
    times: int
    first_at: datetime
    last_at: datetime
    result: dict[str, Any]


@dataclass(frozen=True)
class TheoryAnswer:
    """An answer to a theory item in practice."""

    activity_id: str
    item_id: str
    chosen: tuple[str, ...]
    correct: bool
    seconds: float
    requirements: tuple[str, ...]
    first: bool
    at: datetime


@dataclass(frozen=True)
class RequirementTally:
    """First answers touching one requirement: ``wrong`` of ``n``; ``activity_id`` is where it was asked last."""

    requirement: str
    wrong: int
    n: int
    activity_id: str


@dataclass(frozen=True)
class DayEffort:
    """Time at work on one local day."""

    day: date
    seconds: float


def finished_activities(record: Record, class_id: str, account_id: str) -> tuple[Finished, ...]:
    """Return the activities finished, one row each, in the order of their first finish."""
    statement = """
        SELECT g.activity_id, g.times, f.at, l.at, l.result FROM (
            SELECT activity_id, count(*) AS times, min(event) AS first, max(event) AS last FROM finish
            WHERE class_id = ? AND account_id = ? GROUP BY activity_id) g
        JOIN finish f ON f.event = g.first JOIN finish l ON l.event = g.last ORDER BY g.first"""
    return record.query(_finished, statement, (class_id, account_id))


def results_of(
    record: Record, class_id: str, account_id: str, activity_id: str, *, limit: int
) -> tuple[dict[str, Any], ...]:
    """Return the results of the last times an activity was finished, latest first."""
    statement = """
        SELECT result FROM finish WHERE class_id = ? AND account_id = ? AND activity_id = ?
        ORDER BY event DESC LIMIT ?"""
    return record.query(document, statement, (class_id, account_id, activity_id, limit))


def theory_answers(
    record: Record,
    class_id: str,
    account_id: str,
    *,
    activities: Sequence[str] = (),
    first_only: bool = False,
) -> tuple[TheoryAnswer, ...]:
    """Return the answers given, latest first; of these activities only, when any are named."""
    among = f"AND activity_id IN ({marks(len(activities))})" if activities else ""
    statement = f"""
        SELECT activity_id, item_id, chosen, correct, seconds, requirements, first, at FROM theory_answer
        WHERE class_id = ? AND account_id = ? {among} AND first >= ? ORDER BY event DESC"""  # noqa: S608
    return record.query(_answer, statement, (class_id, account_id, *activities, int(first_only)))


def requirement_tallies(record: Record, class_id: str, account_id: str) -> tuple[RequirementTally, ...]:
    """Return first answers by requirement, the largest share of wrong ones first."""
    statement = """
        SELECT g.requirement, g.wrong, g.n, l.activity_id FROM (
            SELECT r.value AS requirement, sum(NOT t.correct) AS wrong, count(*) AS n, max(t.event) AS last
            FROM theory_answer t, json_each(t.requirements) r
            WHERE t.class_id = ? AND t.account_id = ? AND t.first GROUP BY r.value) g
        JOIN theory_answer l ON l.event = g.last
        ORDER BY 1.0 * g.wrong / g.n DESC, g.n DESC, g.requirement"""
    return record.query(RequirementTally, statement, (class_id, account_id))


def effort_by_day(record: Record, account_id: str, offset: timedelta) -> tuple[DayEffort, ...]:
    """Return the time at work by local day, oldest first; ``offset`` is the local time's distance from UTC."""
    shift = f"{offset.total_seconds():+.0f} seconds"
    statement = f"""
        SELECT date(at, ?) AS day, sum(seconds) FROM ({_WORK}) GROUP BY day HAVING sum(seconds) > 0 ORDER BY day"""  # noqa: S608
    return record.query(
        lambda day, seconds: DayEffort(date.fromisoformat(day), seconds),
        statement,
        (shift, *[account_id] * 3),
    )


def seconds_since(record: Record, account_id: str, start: datetime) -> float:
    """Return the time at work told by events after ``start``."""
    statement = f"SELECT coalesce(sum(seconds), 0.0) FROM ({_WORK}) WHERE at > ?"  # noqa: S608
    return record.query_one(float, statement, (*[account_id] * 3, stamp(start))) or 0.0


_WORK = """
    SELECT at, seconds FROM finish WHERE account_id = ?
    UNION ALL SELECT at, seconds FROM theory_answer WHERE account_id = ?
    UNION ALL SELECT at, seconds FROM submission WHERE account_id = ?"""


def _finished(activity_id: str, times: int, first_at: str, last_at: str, result: str) -> Finished:
    return Finished(activity_id, times, moment(first_at), moment(last_at), document(result))


def _answer(
    activity_id: str, item_id: str, chosen: str, correct: int, seconds: float, *rest: str
) -> TheoryAnswer:
    requirements, first, at = rest
    return TheoryAnswer(
        activity_id,
        item_id,
        texts(chosen),
        bool(correct),
        seconds,
        texts(requirements),
        bool(first),
        moment(at),
    )
