"""The task bridge: slow work away from the window's thread, its result or its known fault back in it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from desktop.base.errors import KnownError
from desktop.base.progress import StoppedError

log = logging.getLogger(__name__)


#: How often at most work is heard of: finer than a bar shows would only redraw.
STEPS = 200


class Work(QObject):
    """One piece of work at a time. ``ended`` is emitted in the window's thread, whatever came of it."""

    ended = Signal()
    #: Done and whole; objects, since bytes outgrow a C int.
    moved = Signal(object, object)
    failed = Signal(object)
    _finished = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thread: threading.Thread | None = None
        self._then: Callable[[Any], None] | None = None
        self._stopped = threading.Event()
        self._step = -1
        self._finished.connect(self._report, Qt.ConnectionType.QueuedConnection)

    def stop(self) -> None:
        """Ask work that listens to break off; it then fails with StoppedError and has changed nothing."""
        self._stopped.set()

    def hear(self, done: int, whole: int) -> None:
        """Be told by the work how far it is, in its thread. Raises StoppedError once it is to break off."""
        if self._stopped.is_set():
            raise StoppedError
        step = STEPS * done // whole if whole else 0
        if step != self._step:
            self._step = step
            self.moved.emit(done, whole)

    @property
    def running(self) -> bool:
        """Whether work is under way."""
        return self._then is not None

    def start(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """Do ``work`` in a thread and hand its result to ``then``. Raises RuntimeError while other work runs."""
        if self.running:
            raise RuntimeError("one piece of work at a time")
        self._then = then
        self._stopped.clear()
        self._step = -1
        self._thread = threading.Thread(target=self._carry_out, args=(work,), name="doorstep-work")
        self._thread.start()

    def wait(self) -> None:
        """Wait for the thread: a thread that outlives the window would crash the toolkit at exit."""
        if self._thread is not None:
            self._thread.join()

    def _carry_out(self, work: Callable[[], Any]) -> None:
        try:
            result, fault = work(), None
        except KnownError as known:
            result, fault = None, known
        except BaseException:
            self._finished.emit(None, KnownError(""))
            raise
        self._finished.emit(result, fault)

    def _report(self, result: object, fault: KnownError | None) -> None:
        then, self._then = self._then, None
        self.ended.emit()
        if fault is not None and fault.what:
            self.failed.emit(fault)
        elif fault is None and then is not None:
            then(result)
