"""Looking at one thing after the other: slow ones in a thread, those of the toolkit in the window's own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.base.places import Places
from desktop.session.health.row import Check, Row
from desktop.views.work import Work


class Runner(QObject):
    """``begun`` and ``found`` name a check by its place; ``finished`` comes once, unless it is stopped before."""

    begun = Signal(int)
    found = Signal(int, object)
    finished = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._checks: Sequence[Check] = ()
        self._places: Places | None = None
        self._place = 0
        self._work = Work(self)
        # A timer of our own: one that is still due when the page goes must go with it.
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._look)

    @property
    def running(self) -> bool:
        """Whether something is still to be looked at."""
        return self._place < len(self._checks)

    def start(self, checks: Sequence[Check], places: Places) -> None:
        """Begin with the first; what runs already goes on instead."""
        if self.running:
            return
        self._checks, self._places, self._place = tuple(checks), places, 0
        self._turn.start(0)

    def stop(self) -> None:
        """Look at nothing more, and wait for what is being looked at."""
        self._checks = ()
        self._turn.stop()
        self._work.wait()

    def _look(self) -> None:
        if not self.running or self._places is None:
            return
        check, places = self._checks[self._place], self._places
        self.begun.emit(self._place)
        if check.seconds:
            self._work.start(lambda: check.carry_out(places), self._seen)
        else:
            self._seen(check.carry_out(places))

    def _seen(self, row: Row) -> None:
        if not self.running:
            return
        place, more = self._place, self._place + 1 < len(self._checks)
        self._place += 1
        self.found.emit(place, row)
        if more:
            self._turn.start(0)
        else:
            self.finished.emit()
