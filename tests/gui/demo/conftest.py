"""A window with a bench in it, an actor at it, and a clock that skips."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias, cast

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.demo.actor import Actor
from desktop.views.demo.clock import HastenedClock
from desktop.views.theme.apply import dress
from desktop.views.theme.current import theme
from desktop.views.window import MainWindow

Stand: TypeAlias = Callable[..., Actor]


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    """Fonts, palette and stylesheet as in the program."""
    if theme().mode != "light" or not qapp.styleSheet():
        dress(qapp)


@pytest.fixture
def clock() -> HastenedClock:
    """The demonstration's clock."""
    return HastenedClock()


@pytest.fixture
def stand(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Stand]:
    """Put widgets into a window and an actor, who never waits, in front of it."""
    windows: list[QWidget] = []

    def at(*widgets: QWidget) -> Actor:
        window = QWidget()
        column = QVBoxLayout(window)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            column.addWidget(widget)
        window.resize(1366, 740)
        window.show()
        qtbot.waitExposed(window, timeout=30_000)
        window.activateWindow()
        QApplication.processEvents()
        windows.append(window)
        return Actor(qapp, cast("MainWindow", window), 0.0, tmp_path)

    yield at
    for window in windows:
        for child in window.findChildren(QWidget):
            child.close() if hasattr(child, "close_bench") else None
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
