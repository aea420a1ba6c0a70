"""A person's habits at pictures: read when they sign in, kept when they change."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from desktop.base.habits import Habits, read_habits, write_habits
from desktop.session.session import Session

_ACCOUNT = re.compile(r"[A-Za-z0-9_-]{1,100}")


def habits_of(session: Session) -> Habits:
    """Return the habits of whoever is signed in; what they never chose is as this PC's settings say."""
    path = _path(session)
    habits = read_habits(path) if path is not None else Habits()
    if habits.crosshair is None:
        return replace(habits, crosshair=session.settings.switch("crosshair"))
    return habits


def keeper_of(session: Session) -> Callable[[Habits], None]:
    """Return what stores the habits of whoever is signed in now, also after they left; nobody has none to store.

    It raises KnownError. A crosshair as this PC's settings have it is no choice of one's own: it goes on following them.
    """
    path, usual = _path(session), session.settings.switch("crosshair")

    def keep(habits: Habits) -> None:
        own = replace(habits, crosshair=None) if habits.crosshair == usual else habits
        if path is not None and own != read_habits(path):
            write_habits(path, own)

    return keep


def _path(session: Session) -> Path | None:
    """Return the file of whoever is signed in; None for nobody, and for an id that is no file's name."""
    account = session.account
    if account is None or not _ACCOUNT.fullmatch(account.account_id):
        return None
    return session.places.data / "people" / f"{account.account_id}.habits.json"
