"""Time on the screen: how long one has worked, or how long there is left."""

from __future__ import annotations

import time

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel

from desktop.base.wording import _
from desktop.views.widgets.labels import Role, restyle

#: Below this many seconds the remaining time is shown with caution.
SHORT_TIME = 300


class Elapsed(QLabel):
    """Minutes and seconds since it was made, ticking once a second."""

    def __init__(self) -> None:
        super().__init__()
        self._begun = time.monotonic()
        self.setProperty("role", "quiet")
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self._tick()

    def stop(self) -> None:
        """Stand still."""
        self._timer.stop()

    def _tick(self) -> None:
        self.setText(_("用时 {time}", time=clock_words(time.monotonic() - self._begun)))


class Remaining(QLabel):
    """Counts down between the moments at which the session says how much is left; ``over`` at nought."""

    over = Signal()

    def __init__(self, role: Role = "title") -> None:
        super().__init__()
        self._left = 0.0
        self._since = time.monotonic()
        self.setProperty("role", role)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._tick)

    def set_left(self, seconds: float) -> None:
        """Take the session's word for how much is left."""
        self._left, self._since = seconds, time.monotonic()
        self._timer.start()
        self._tick()

    def stop(self) -> None:
        """Stand still."""
        self._timer.stop()

    def _tick(self) -> None:
        left = max(0.0, self._left - (time.monotonic() - self._since))
        self.setText(_("剩余 {time}", time=clock_words(left)))
        restyle(self, tone="caution" if left < SHORT_TIME else "")
        if left <= 0:
            self._timer.stop()
            self.over.emit()


def clock_words(seconds: float) -> str:
    """Return seconds as 05:09, or 1:05:09 from an hour on."""
    whole = int(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02d}:{whole % 60:02d}" if hours else f"{minutes:02d}:{whole % 60:02d}"
