"""Where a wish to change keys is said and heard. Light: the tables themselves wait until a bench is opened."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject, Signal


class KeyAsking(QObject):
    """Carries the wish from a bar or a sheet to the window."""

    #: Somebody wants to change the keys: the widget that asks.
    asked = Signal(object)
    #: Other keys were chosen at a bench, and are in force: the KeyChoice, to be stored.
    chosen = Signal(object)


@cache
def key_asking() -> KeyAsking:
    """Return the one of this process."""
    return KeyAsking()
