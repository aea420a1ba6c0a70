"""Time steps the same way in every program: the change, then all events, until the canvas has painted it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, NamedTuple

from report import Report


class Step(NamedTuple):
    """One step: milliseconds of the wall and of this thread's processor time, and whether the canvas painted in it."""

    wall: float
    processor: float
    painted: bool


class Stopwatch:
    """Counts what a canvas paints and times steps on it.

    ``toolkit`` is the program's own QtCore, QtGui and QtWidgets. Steps follow one another without a pause: what a
    program puts off to the next turn of its event loop is paid in the next step. Only paintings count for which
    ``counts`` says so.
    """

    def __init__(
        self, toolkit: Any, canvas: Any, report: Report, *, seconds: float, counts: Callable[[], bool]
    ) -> None:
        self._toolkit = toolkit
        self._report = report
        self.seconds = seconds
        self.paints = 0
        self.counts = counts
        self._filter = _counting(toolkit, self, canvas)

    def turn(self) -> None:
        """Handle the events that wait, and those they bring."""
        for _ in range(2):
            self._toolkit.QtWidgets.QApplication.processEvents()

    def quiet(self, seconds: float = 0.3) -> None:
        """Handle events until nothing was painted for a while: between series, off the clock."""
        until, seen = time.perf_counter() + seconds, self.paints
        longest = time.perf_counter() + 30
        while time.perf_counter() < min(until, longest):
            self.turn()
            if self.paints != seen:
                until, seen = time.perf_counter() + seconds, self.paints
            time.sleep(0.005)

    def time(
        self, act: Callable[..., None], *, until: Callable[[int], bool] | None = None, patience: float = 8.0
    ) -> Step:
        """Carry out one step and return what it took.

        ``until`` is asked after each turn of events whether the step is over; None: over after one turn.
        """
        seen, begun, worked = self.paints, time.perf_counter(), time.thread_time()
        act()
        self.turn()
        while until is not None and not until(seen) and time.perf_counter() - begun < patience:
            self.turn()
        worked = time.thread_time() - worked
        return Step((time.perf_counter() - begun) * 1000, worked * 1000, self.paints > seen)

    def painted(self, seen: int) -> bool:
        """Tell whether the canvas has painted since."""
        return self.paints > seen

    def series(
        self, name: str, acts: list[Callable[[], None]], *, until: Callable[[int], bool] | None = None
    ) -> None:
        """Time acts in turn, tell them, and stop early once they have taken too long."""
        timed: list[Step] = []
        for act in acts:
            timed.append(self.time(act, until=until))
            if sum(step.wall for step in timed) > self.seconds * 1000:
                break
        self.tell(name, timed, planned=len(acts))

    def tell(self, name: str, timed: list[Step], *, planned: int) -> None:
        """Tell steps that were timed one by one."""
        self._report.series(
            name,
            ms=[step.wall for step in timed],
            processor=[step.processor for step in timed],
            planned=planned,
            unpainted=sum(not step.painted for step in timed),
        )


def _counting(toolkit: Any, watch: Stopwatch, canvas: Any) -> Any:
    paint = toolkit.QtCore.QEvent.Type.Paint

    class Counting(toolkit.QtCore.QObject):
        def eventFilter(self, watched: Any, event: Any) -> bool:
            if event.type() == paint:
                watch.paints += watch.counts()
            return False

    counting = Counting()
    canvas.installEventFilter(counting)
    return counting
