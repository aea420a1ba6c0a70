"""A person's keys, and their drill: kept per person, put in force at once."""

from __future__ import annotations

import re
from pathlib import Path

from desktop.base.key_choice import KeyChoice, read_choice, write_choice
from desktop.records.queries.classes import Cohort, class_of
from desktop.records.queries.progress import results_of
from desktop.session.changes import changed
from desktop.session.session import Session
from desktop.training.key_drill import Outcome, from_json, to_json

#: The rounds looked back on, for what was weak.
LOOKED_BACK = 10
_ACCOUNT = re.compile(r"[A-Za-z0-9_-]{1,100}")


def key_choice(session: Session) -> KeyChoice:
    """Return the keys of whoever is signed in; as they come when nobody is, or nothing was changed."""
    path = _path(session)
    return read_choice(path) if path is not None else KeyChoice()


def set_key_choice(session: Session, choice: KeyChoice) -> None:
    """Store the keys of whoever is signed in. Raises KnownError when nobody is, or the disk refuses."""
    session.person()
    path = _path(session)
    if path is not None:
        write_choice(path, choice)
    session.publish(changed("settings", subjects=("keys",)))


def finish_key_drill(session: Session, profile: str, seconds: float, outcome: Outcome) -> bool:
    """Keep a round in the record, as the other drills are; False for somebody without a class, who has no record."""
    cohort = _cohort(session)
    if cohort is None:
        return False
    person = session.person()
    body = {
        "class_id": cohort.class_id,
        "account_id": person.account_id,
        "activity_id": activity_of(profile),
        "seconds": min(max(0.0, seconds), 3600.0),
        "result": to_json(outcome),
    }
    session.record.append("activity.finished", activity_of(profile), body, actor=person.account_id)
    session.publish(changed("progress", subjects=(person.account_id, activity_of(profile))))
    return True


def earlier_key_drills(session: Session, profile: str) -> tuple[Outcome, ...]:
    """Return the last rounds of whoever is signed in with a profile, oldest first; none for who has no record."""
    cohort = _cohort(session)
    if cohort is None:
        return ()
    kept = results_of(
        session.record,
        cohort.class_id,
        session.person().account_id,
        activity_of(profile),
        limit=LOOKED_BACK,
    )
    return tuple(outcome for each in reversed(kept) if (outcome := from_json(each)) is not None)


def activity_of(profile: str) -> str:
    """Return the activity a round is kept under. No pack can have such an id: theirs hold no colon."""
    return f"keys:{profile}"


def _cohort(session: Session) -> Cohort | None:
    account = session.account
    if account is None or account.role != "trainee":
        return None
    return class_of(session.record, account.account_id)


def _path(session: Session) -> Path | None:
    """Return the file of whoever is signed in; None for nobody, and for an id that is no file's name."""
    account = session.account
    if account is None or not _ACCOUNT.fullmatch(account.account_id):
        return None
    return session.places.data / "people" / f"{account.account_id}.keys.json"
