"""Tables of finished activities and theory answers."""

from __future__ import annotations

import sqlite3

from desktop.records.events import training
from desktop.records.journal import Event
from desktop.records.projections.progress import Gain, Where, gain
from desktop.records.projections.tables import as_json, insert


def activity_finished(tables: sqlite3.Connection, event: Event, body: training.ActivityFinished) -> None:
    """Add the finish; an activity may be finished often."""
    insert(
        tables,
        "finish",
        event=event.place,
        class_id=body.class_id,
        account_id=body.account_id,
        activity_id=body.activity_id,
        at=event.at,
        seconds=body.seconds,
        result=as_json(body.result),
    )
    gain(tables, _where(body), event.at, Gain(finished=1, seconds=body.seconds))


def theory_answered(tables: sqlite3.Connection, event: Event, body: training.TheoryAnswered) -> None:
    """Add the answer."""
    insert(
        tables,
        "theory_answer",
        event=event.place,
        class_id=body.class_id,
        account_id=body.account_id,
        activity_id=body.activity_id,
        item_id=body.item_id,
        at=event.at,
        chosen=as_json(body.chosen),
        correct=body.correct,
        seconds=body.seconds,
        requirements=as_json(body.requirements),
        first=body.first,
    )
    gained = Gain(
        answers=1,
        first_answers=int(body.first),
        first_correct=int(body.first and body.correct),
        seconds=body.seconds,
    )
    gain(tables, _where(body), event.at, gained)


def _where(body: training.ActivityFinished | training.TheoryAnswered) -> Where:
    return Where(body.class_id, body.account_id, body.activity_id)
