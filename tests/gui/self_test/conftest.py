"""The self-test's window with a PC that answers at once, and the page within the program."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from desktop.base.places import Places
from desktop.session.health.row import Verdict
from desktop.views.self_test.window import SelfTestWindow
from desktop.views.theme.apply import dress
from tests import scenes
from tests.gui.pages.drivers import Person
from tests.gui.self_test import fakes
from tests.pc import have_drives

NOISE = "This plugin does not support"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the offscreen platform's own remark pass; every other warning fails."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.qt_log_ignore(NOISE, extend=True))


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    """Wear the house's look whichever test comes first: sizes and heights follow from it."""
    dress(qapp)


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """A PC with one disk and an empty data folder."""
    have_drives(monkeypatch, [])
    found = scenes.places_in(tmp_path / "数据")
    found.data.mkdir()
    return found


class Helper(Person):
    """Hands and eyes at the self-test's own window."""

    window: SelfTestWindow

    @property
    def place(self) -> object:  # type: ignore[override]
        """The dialog in front, or the window."""
        return QApplication.activeModalWidget() or self.window

    def wait(self) -> None:
        """Wait until everything is looked at."""
        application = QApplication.instance()
        assert application is not None
        for _turn in range(100_000):
            if self.window.panel.report is not None:
                break
            application.processEvents()
        self.settle()
        assert self.window.panel.report is not None


Open = Callable[..., Helper]


@pytest.fixture
def tester(qapp: QApplication, places: Places, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Open the window on a PC with these verdicts."""
    windows: list[SelfTestWindow] = []
    dress(qapp)

    def opened(*, wait: bool = True, **verdicts: Verdict) -> Helper:
        fakes.install(monkeypatch.setattr, **verdicts)
        window = SelfTestWindow(places)
        windows.append(window)
        window.show()
        made = Helper(window)  # type: ignore[arg-type]
        if wait:
            made.wait()
        return made

    yield opened
    for window in windows:
        window.close()
        window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
