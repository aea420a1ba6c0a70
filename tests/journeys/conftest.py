"""A seat at a training site: the real window on a copy of seeded data, with somebody at it. Its power may be cut."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from desktop.base.wording import use_language
from desktop.views.demo.clock import HastenedClock
from desktop.views.window import MainWindow
from tests import scenes
from tests.journeys.seat import Seat
from tests.journeys.short_course import short_course
from tests.scenes import Cast

SitDown: TypeAlias = Callable[[str], Seat]
#: The pack; the practice by title; the exercises of the assessment; whether receipts are made anew (``fresh``), the sections
#: of the practical part (``sections``).
AtCourse: TypeAlias = Callable[..., Seat]


class Watcher(QObject):
    """Notes every window that was ever shown and is no window of ours: a page must not flash up on its own."""

    def __init__(self) -> None:
        super().__init__()
        self.strays: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at what is shown."""
        if event.type() != QEvent.Type.Show or not isinstance(watched, QWidget):
            return False
        if watched.isWindow() and not isinstance(watched, MainWindow | QDialog | QMenu):
            self.strays.append(type(watched).__name__)
        return False


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Cast | None]]:
    """Data folders to be copied: a new PC, a class on its first day, a class whose first trainee may be assessed."""
    root = tmp_path_factory.mktemp("seeds")
    first_day, before_exam = root / "first day", root / "before exam"
    session = scenes.opened(first_day, HastenedClock())
    cast = scenes.settle(session, trainees=2)
    session.close()
    shutil.copytree(first_day, before_exam)
    session = scenes.opened(before_exam, HastenedClock())
    scenes.attend(session, cast)
    scenes.walk_to_exam(session)
    scenes.sign_out(session)
    session.close()
    (root / "new").mkdir()
    return {"new": (root / "new", None), "first day": (first_day, cast), "before exam": (before_exam, cast)}


@pytest.fixture
def seats(qapp: QApplication) -> Iterator[list[Seat]]:
    """The seats in use. Afterwards every window is gone and Chinese is spoken again."""
    seats: list[Seat] = []
    watcher = Watcher()
    qapp.installEventFilter(watcher)
    yield seats
    for seat in seats:
        seat.close()
    qapp.removeEventFilter(watcher)
    use_language("zh", Path("/nowhere"))
    assert watcher.strays == []
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [widget for widget in qapp.topLevelWidgets() if widget.isVisible()]
    assert left == [], f"left on the screen: {left}"


@pytest.fixture
def sit_down(
    seeds: dict[str, tuple[Path, Cast | None]], seats: list[Seat], tmp_path: Path, qapp: QApplication
) -> SitDown:
    """Copy a seed and open the window on it."""

    def opened(seed: str) -> Seat:
        folder, cast = seeds[seed]
        seat = Seat(Path(shutil.copytree(folder, tmp_path / "实训 数据" / seed)), cast, qapp)
        seats.append(seat)
        seat.open()
        return seat

    return opened


@pytest.fixture
def at_course(seats: list[Seat], tmp_path: Path, qapp: QApplication) -> AtCourse:
    """Open the window on a new class with a short edition of a real pack, its first trainee signed in."""

    def opened(pack_id: str, practice: dict[str, list[str]], exam: list[str], **more: Any) -> Seat:
        courses = short_course(pack_id, tmp_path, practice=practice, exam=exam, **more)
        session = scenes.opened(tmp_path / "实训 数据", HastenedClock(), courses)
        cast = scenes.settle(session, pack_id=pack_id)
        session.close()
        seat = Seat(tmp_path / "实训 数据", cast, qapp, courses)
        seats.append(seat)
        seat.open()
        seat.sign_in()
        return seat

    return opened
