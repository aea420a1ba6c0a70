"""Changing the settings of this PC."""

from __future__ import annotations

from desktop.base.errors import KnownError
from desktop.base.settings import Value
from desktop.base.wording import language, use_language
from desktop.session.changes import changed
from desktop.session.session import Session


def set_setting(session: Session, key: str, value: Value) -> None:
    """Store a setting and put it in force at once. Raises KnownError for a value that the row does not allow."""
    if key == "language":
        _speak(session, str(value))
    else:
        session.settings.put(key, value)
    session.publish(changed("settings", subjects=(key,)))


def _speak(session: Session, wanted: str) -> None:
    """Speak a language first and store it then: one that cannot be spoken must not be there at the next start."""
    before, folder = language(), session.places.assets / "locale"
    use_language(wanted, folder)
    try:
        session.settings.put("language", wanted)
    except KnownError:
        use_language(before, folder)
        raise
