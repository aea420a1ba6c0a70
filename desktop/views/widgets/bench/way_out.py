"""The way out of a bench for a keyboard: Tab means the next mark there, so something else must lead away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def step_out(bench: QWidget) -> bool:
    """Give the keyboard to the first control of the page outside the bench; tell whether there is one."""
    place = bench.nextInFocusChain()
    while place is not None and place is not bench:
        wanted = (
            place.isVisible() and place.isEnabled() and bool(place.focusPolicy() & Qt.FocusPolicy.TabFocus)
        )
        if wanted and not bench.isAncestorOf(place) and place.window() is bench.window():
            place.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        place = place.nextInFocusChain()
    return False
