"""The way round a page for a keyboard: out of the bench, where Tab means the next mark, through the rest, and back in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

KEY = Qt.Key.Key_F6


def step_out(bench: QWidget) -> bool:
    """Give the keyboard to the first control of the page outside the bench; tell whether there is one."""
    for way in bench.window().findChildren(WayRound):
        if way.bench is bench:
            return way.leave()
    return _enter(bench, lambda place: not bench.isAncestorOf(place))


def step_into(part: QWidget) -> bool:
    """Give the keyboard to the first control inside a part of the page; tell whether there is one."""
    return _enter(part, part.isAncestorOf)


class WayRound(QObject):
    """F6 on a page: from what is outside the bench on to the next part, after the last one back into the bench.

    ``parts``: what there is beside the bench now, in order; the bench itself leads to the first.
    """

    def __init__(self, page: QWidget, bench: QWidget, parts: Callable[[], Sequence[QWidget]]) -> None:
        super().__init__(page)
        self.bench, self._parts = bench, parts
        QShortcut(QKeySequence(KEY), page, self._go_on)

    def leave(self) -> bool:
        """Go from the bench to the first part beside it; tell whether there is one."""
        return any(step_into(part) for part in self._parts() if part.isVisible())

    def _go_on(self) -> None:
        focused = self.bench.window().focusWidget()
        if focused is self.bench or self.bench.isAncestorOf(focused):
            # A part of the bench that does not know the key leaves it to the bench. Not sent: that would come here again.
            self.bench.event(QKeyEvent(QEvent.Type.KeyPress, KEY, Qt.KeyboardModifier.NoModifier))
            return
        parts = [part for part in self._parts() if part.isVisible()]
        here = next((n for n, part in enumerate(parts) if part.isAncestorOf(focused)), -1)
        if not any(step_into(part) for part in parts[here + 1 :]):
            self.bench.setFocus(Qt.FocusReason.TabFocusReason)


def _enter(start: QWidget, wanted: Callable[[QWidget], bool]) -> bool:
    place = start.nextInFocusChain()
    while place is not None and place is not start:
        takes = (
            place.isVisible() and place.isEnabled() and bool(place.focusPolicy() & Qt.FocusPolicy.TabFocus)
        )
        if takes and wanted(place) and place.window() is start.window():
            place.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        place = place.nextInFocusChain()
    return False
