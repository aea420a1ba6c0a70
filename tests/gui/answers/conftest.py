"""A dressed application and a bench with somebody who judges answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.views.theme.apply import dress
from desktop.views.theme.current import theme
from desktop.views.widgets.bench.answers_bench import AnswersBench
from tests.gui.answers.drivers import Judge, attempt

SIZE = (1366, 680)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    """Fonts, palette and stylesheet as in the program."""
    if theme().mode != "light" or not qapp.styleSheet():
        dress(qapp)


@pytest.fixture
def sit_down(qtbot: QtBot) -> Iterator[Callable[..., Judge]]:
    """Open a bench for an attempt with these options and give the driver of whoever sits at it."""
    benches: list[AnswersBench] = []

    def open_bench(**options: Any) -> Judge:
        bench = AnswersBench(attempt(**options))
        bench.resize(*SIZE)
        bench.show()
        qtbot.waitExposed(bench, timeout=30_000)
        bench.activateWindow()
        QApplication.processEvents()
        benches.append(bench)
        person = Judge(bench)
        person.go_to(1)
        return person

    yield open_bench
    for bench in benches:
        bench.close()
        assert not bench.foot._silence.isActive()
        bench.columns.close_cards()
        bench.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def judge(sit_down: Callable[..., Judge]) -> Judge:
    """Somebody with three answers to rank, rate and check."""
    return sit_down()
