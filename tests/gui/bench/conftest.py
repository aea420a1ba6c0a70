"""A dressed application, and both benches with somebody at them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.session.shown import OpenAttempt
from desktop.views.theme.apply import dress
from desktop.views.theme.current import theme
from desktop.views.widgets.bench.image_bench import ImageBench
from desktop.views.widgets.bench.text_bench import TextBench
from tests.gui.canvas import drivers as at_pictures
from tests.gui.text import drivers as at_texts

AtPicture: TypeAlias = Callable[..., at_pictures.BenchDriver]
AtText: TypeAlias = Callable[..., at_texts.TextDriver]


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    """Fonts, palette and stylesheet as in the program."""
    if theme().mode != "light" or not qapp.styleSheet():
        dress(qapp)


@pytest.fixture
def opened() -> Iterator[list[QWidget]]:
    """Windows that are to be closed and deleted when the test is over."""
    windows: list[QWidget] = []
    yield windows
    for window in windows:
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def at_picture(qtbot: QtBot, opened: list[QWidget]) -> AtPicture:
    """Open an image bench for an attempt, or for boxes, and give its driver."""

    def sit(*boxes: Any, attempt: OpenAttempt | None = None, **options: Any) -> at_pictures.BenchDriver:
        bench = ImageBench(attempt or at_pictures.attempt(boxes, **options))
        _show(qtbot, bench)
        bench.setFocus()
        opened.append(bench)
        return at_pictures.BenchDriver(bench)

    return sit


@pytest.fixture
def at_text(qtbot: QtBot, opened: list[QWidget]) -> AtText:
    """Open a text bench for a text and spans, and give its driver."""

    def sit(*args: Any, **options: Any) -> at_texts.TextDriver:
        bench = TextBench(at_texts.attempt(*args, **options))
        _show(qtbot, bench)
        bench.canvas.setFocus()
        opened.append(bench)
        return at_texts.TextDriver(bench)

    return sit


def _show(qtbot: QtBot, bench: QWidget) -> None:
    bench.resize(1366, 720)
    bench.show()
    qtbot.waitExposed(bench)
    bench.activateWindow()
    QApplication.processEvents()
