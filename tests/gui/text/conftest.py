"""A dressed application and a bench with somebody at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.session.shown import OpenAttempt
from desktop.views.theme.apply import dress
from desktop.views.theme.current import theme
from desktop.views.widgets.bench.text_bench import TextBench
from tests.gui.text.drivers import TextDriver, attempt

SIZE = (1366, 680)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    """Fonts, palette and stylesheet as in the program; dressing again restyles everything that is alive."""
    if theme().mode != "light" or not qapp.styleSheet():
        dress(qapp)


@pytest.fixture
def sit_down(qtbot: QtBot) -> Iterator[Callable[..., TextDriver]]:
    """Open a bench for an attempt, or for a text, and give the driver of whoever sits at it."""
    benches: list[TextBench] = []

    def open_bench(what: OpenAttempt | str | None = None, **options: Any) -> TextDriver:
        opened = (
            what
            if isinstance(what, OpenAttempt)
            else attempt(*([what] if what is not None else []), **options)
        )
        bench = TextBench(opened)
        bench.resize(*SIZE)
        bench.show()
        qtbot.waitExposed(bench, timeout=30_000)
        bench.activateWindow()
        bench.canvas.setFocus()
        QApplication.processEvents()
        benches.append(bench)
        return TextDriver(bench)

    yield open_bench
    for bench in benches:
        bench.close()
        assert not bench.foot._silence.isActive()
        bench.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [widget for widget in QApplication.allWidgets() if isinstance(widget, TextBench)] == []


@pytest.fixture
def trainee(sit_down: Callable[..., TextDriver]) -> TextDriver:
    """Somebody at the customer's conversation."""
    return sit_down()
