"""A window with values instead of a record: every page can be looked at in every state."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from desktop.session.session import Session, SignedIn, open_session
from desktop.views.window import MainWindow, open_window
from tests.gui.pages import fakes

Opener = Callable[..., MainWindow]


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    fakes.install(monkeypatch.setattr)
    opened = open_session(fakes.places(tmp_path))
    yield opened
    opened.close()


@pytest.fixture
def show(session: Session, qapp: QApplication) -> Iterator[Opener]:
    """Open the window on a page as a person; closed again afterwards."""
    windows: list[MainWindow] = []

    def opener(
        page: str, person: SignedIn | None = None, *, scale: int = 100, dark: bool = False, **arguments: str
    ) -> MainWindow:
        session.account = person
        session.settings.put("type_scale", scale)
        session.settings.put("appearance", "dark" if dark else "light")
        window = open_window(session)
        windows.append(window)
        window.show()
        window.go(page, **arguments)
        settle()
        return window

    yield opener
    for window in windows:
        window.close()
        window.deleteLater()
    # Without an event loop of its own nothing else deletes what asked to be.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def settle() -> None:
    """Let layouts and queued changes happen."""
    application = QApplication.instance()
    for _turn in range(3):
        application.processEvents()
