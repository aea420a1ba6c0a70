"""A dressed application and an image bench with somebody at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.session.shown import OpenAttempt
from desktop.views.theme.apply import dress
from desktop.views.widgets.bench.image_bench import ImageBench
from tests.gui.canvas.drivers import BenchDriver, attempt


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    """Fonts, palette and stylesheet as in the program."""
    dress(qapp)


@pytest.fixture
def sit_down(qtbot: QtBot) -> Iterator[Callable[..., BenchDriver]]:
    """Open a bench for an attempt, or for boxes, and give the driver of whoever sits at it."""
    benches: list[ImageBench] = []

    def open_bench(*boxes: Any, opened: OpenAttempt | None = None, **options: Any) -> BenchDriver:
        bench = ImageBench(opened or attempt(boxes, **options))
        bench.resize(1366, 720)
        bench.show()
        qtbot.waitExposed(bench, timeout=30_000)
        bench.activateWindow()
        bench.setFocus()
        QApplication.processEvents()
        benches.append(bench)
        return BenchDriver(bench)

    yield open_bench
    for bench in benches:
        bench.close()
        bench.deleteLater()
    # Without this they live on, and every dressing of the application restyles them all.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not any(isinstance(left, ImageBench) for left in QApplication.topLevelWidgets())


@pytest.fixture
def trainee(sit_down: Callable[..., BenchDriver]) -> BenchDriver:
    """Somebody at an empty picture of 400 x 300."""
    return sit_down()
