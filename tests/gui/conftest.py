"""Every test leaves the desk as it found it: what asked to be deleted is gone, no window, timer or thread stays."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from itertools import count

import pytest
from PySide6.QtCore import QEvent, QObject, QThread, QThreadPool, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

#: Tests between two searches for garbage.
SEARCHED = 25
_done = count(1)


@pytest.fixture(autouse=True)
def _clean_desk(qapp: QApplication) -> Iterator[None]:
    """Fail a test that leaves a window; a widget that lives on is restyled with every later dressing, too."""
    before = windows()
    yield
    sweep()
    if windows() - before:
        gc.collect()  # a closure may hold a window in a cycle that nobody can reach
        sweep()
    if next(_done) % SEARCHED == 0:
        gc.collect()
    left = [f"{type(window).__name__} {window.objectName()}".strip() for window in windows() - before]
    assert left == [], f"windows left: {left}"
    assert QThreadPool.globalInstance().activeThreadCount() == 0


@pytest.fixture(autouse=True, scope="module")
def _nothing_ticks(qapp: QApplication) -> Iterator[None]:
    """Fail the last test of a file after which a timer or a thread of Qt's still runs; looking each time takes long.

    Garbage is looked for between tests alone: a search that starts while the binding makes its objects has crashed.
    """
    before = running()
    gc.disable()
    yield
    gc.enable()
    sweep()
    gc.collect()
    for _turn in range(100):
        if not running() - before:
            break
        QTest.qWait(50)  # what shoots once and late, such as the sign of slow work, may do so
    left = [f"{type(one).__name__} of {one.parent()}" for one in running() - before]
    assert left == [], f"still running: {left}"


def windows() -> set[QWidget]:
    """Return the windows that no other widget owns."""
    return {widget for widget in QApplication.topLevelWidgets() if widget.parent() is None}


def running() -> set[QObject]:
    """Return the timers and threads that Python holds and that run."""
    kinds = (QTimer, QThread)
    held = [one for one in gc.get_objects() if isinstance(one, kinds) and isValid(one)]
    return {one for one in held if (one.isActive() if isinstance(one, QTimer) else one.isRunning())}


def sweep() -> None:
    """Delete what asked for it: without an event loop of its own nothing else does."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
