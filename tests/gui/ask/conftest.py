"""A dressed application and somebody at a panel of questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.curriculum.items import Exercise
from desktop.views.theme.apply import dress
from desktop.views.theme.current import theme
from tests.gui.ask.drivers import Person
from tests.gui.ask.material import DIALOGUE, JUDGING, dialogue, judging

SitDown: TypeAlias = Callable[..., Person]


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    """Fonts, palette and stylesheet as in the program."""
    if theme().mode != "light" or not qapp.styleSheet():
        dress(qapp)


@pytest.fixture
def sit_down(qtbot: QtBot) -> Iterator[SitDown]:
    """Open a panel for an exercise and give whoever sits at it."""
    people: list[Person] = []

    def open_panel(
        exercise: Exercise,
        schema: dict[str, Any],
        given: Any = None,
        *,
        shown: tuple[str, ...] = (),
        width: int = 460,
    ) -> Person:
        person = Person(exercise, schema, dict(given or {}), shown)
        person.panel.resize(width, 672)
        person.panel.show()
        qtbot.waitExposed(person.panel, timeout=30_000)
        person.panel.activateWindow()
        person.panel.setFocus()
        QApplication.processEvents()
        people.append(person)
        return person

    yield open_panel
    for person in people:
        person.panel.close()
        person.panel.column._soon.stop()
        person.panel.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def agent(sit_down: SitDown) -> Person:
    """Somebody at the dialogue of the travel agency."""
    return sit_down(dialogue(), DIALOGUE)


@pytest.fixture
def judge(sit_down: SitDown) -> Person:
    """Somebody at the answers of three models."""
    return sit_down(judging(), JUDGING)
