"""A dressed application and an adjudication bench with somebody at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.session.shown import OpenAttempt
from desktop.views.theme.apply import dress
from desktop.views.theme.current import theme
from desktop.views.widgets.bench.adjudicate_bench import AdjudicationBench
from tests.gui.adjudicate.drivers import Adjudicator
from tests.gui.adjudicate.material import attempt_of, text_exercise


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    """Fonts, palette and stylesheet as in the program."""
    if theme().mode != "light" or not qapp.styleSheet():
        dress(qapp)


@pytest.fixture
def sit_down(qtbot: QtBot) -> Iterator[Callable[[OpenAttempt], Adjudicator]]:
    """Open a bench for an attempt and give the driver of whoever sits at it."""
    benches: list[AdjudicationBench] = []

    def open_bench(attempt: OpenAttempt) -> Adjudicator:
        bench = AdjudicationBench(attempt)
        bench.resize(1366, 700)
        bench.show()
        qtbot.waitExposed(bench, timeout=30_000)
        bench.activateWindow()
        bench.setFocus()
        QApplication.processEvents()
        benches.append(bench)
        return Adjudicator(bench, attempt)

    yield open_bench
    for bench in benches:
        bench.close()
        bench.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def trainee(sit_down: Callable[[OpenAttempt], Adjudicator]) -> Adjudicator:
    """Somebody before two people's marks of an official text."""
    return sit_down(attempt_of(text_exercise()))
