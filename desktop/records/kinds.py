"""Every kind of event with its body and its effect on the tables: the one list the record goes by."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any, NamedTuple

from desktop.records.events import people, sittings, training
from desktop.records.events.body import Body
from desktop.records.journal import Event
from desktop.records.projections import attempts as attempt_tables
from desktop.records.projections import people as people_tables
from desktop.records.projections import reviews as review_tables
from desktop.records.projections import sittings as sitting_tables
from desktop.records.projections import training as training_tables


class Kind(NamedTuple):
    """What a kind of event says and what it does."""

    body: type[Body]
    project: Callable[[sqlite3.Connection, Event, Any], None]


KINDS: dict[str, Kind] = {
    "site.created": Kind(people.SiteCreated, people_tables.site_created),
    "account.created": Kind(people.AccountCreated, people_tables.account_created),
    "account.pin_set": Kind(people.PinSet, people_tables.pin_set),
    "account.closed": Kind(people.AccountClosed, people_tables.account_closed),
    "class.created": Kind(people.ClassCreated, people_tables.class_created),
    "class.enrolled": Kind(people.Enrolled, people_tables.enrolled),
    "class.withdrawn": Kind(people.Withdrawn, people_tables.withdrawn),
    "session.signed_in": Kind(people.SignedIn, people_tables.signed_in),
    "session.signed_out": Kind(people.SignedOut, people_tables.signed_out),
    "session.pin_failed": Kind(people.PinFailed, people_tables.pin_failed),
    "activity.finished": Kind(training.ActivityFinished, training_tables.activity_finished),
    "theory.answered": Kind(training.TheoryAnswered, training_tables.theory_answered),
    "attempt.opened": Kind(training.AttemptOpened, attempt_tables.attempt_opened),
    "attempt.submitted": Kind(training.AttemptSubmitted, attempt_tables.attempt_submitted),
    "attempt.scored": Kind(training.AttemptScored, attempt_tables.attempt_scored),
    "attempt.reopened": Kind(training.AttemptReopened, attempt_tables.attempt_reopened),
    "attempt.abandoned": Kind(training.AttemptAbandoned, attempt_tables.attempt_abandoned),
    "review.commented": Kind(training.Commented, review_tables.commented),
    "review.corrected": Kind(training.Corrected, review_tables.corrected),
    "review.point_given": Kind(training.PointGiven, review_tables.point_given),
    "review.points_released": Kind(training.PointsReleased, review_tables.points_released),
    "sitting.created": Kind(sittings.SittingCreated, sitting_tables.sitting_created),
    "sitting.part_started": Kind(sittings.PartStarted, sitting_tables.part_started),
    "sitting.answered": Kind(sittings.SittingAnswered, sitting_tables.answered),
    "sitting.interrupted": Kind(sittings.Interrupted, sitting_tables.interrupted),
    "sitting.part_closed": Kind(sittings.PartClosed, sitting_tables.part_closed),
    "sitting.closed": Kind(sittings.SittingClosed, sitting_tables.closed),
    "sitting.decided": Kind(sittings.SittingDecided, sitting_tables.decided),
    "sitting.released": Kind(sittings.SittingReleased, sitting_tables.released),
    "credential.issued": Kind(sittings.CredentialIssued, sitting_tables.credential_issued),
}


def body_of(kind: str, body: dict[str, Any]) -> Body:
    """Return a body checked against its kind. Raises ValueError (pydantic's own for a field at fault)."""
    if kind not in KINDS:
        raise ValueError(f"unknown kind of event {kind!r}")
    return KINDS[kind].body.model_validate(body)


def project(tables: sqlite3.Connection, event: Event, body: Body) -> None:
    """Let an event change the tables. Raises ValueError when it does not fit what is there."""
    KINDS[event.kind].project(tables, event, body)
