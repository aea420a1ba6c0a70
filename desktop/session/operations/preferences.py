"""Changing the settings of this PC."""

from __future__ import annotations

from desktop.base.settings import Value
from desktop.base.wording import use_language
from desktop.session.changes import changed
from desktop.session.session import Session


def set_setting(session: Session, key: str, value: Value) -> None:
    """Store a setting and put it in force at once. Raises KnownError for a value that the row does not allow."""
    session.settings.put(key, value)
    if key == "language":
        use_language(str(value), session.places.assets / "locale")
    session.publish(changed("settings", subjects=(key,)))
