"""Every page of the program at a seat with people and work in the record, to be looked at by size, scale and colour."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from desktop.base.wording import use_language
from desktop.records.queries.attempts import AttemptFilter, attempts
from desktop.session.operations import certificates, exam, practice, preferences, review
from desktop.views.application import Running, start
from desktop.views.demo.clock import HastenedClock
from desktop.views.theme.apply import dress
from desktop.views.window import MainWindow
from tests import scenes
from tests.scenes import Cast

NOISE = "This plugin does not support"
#: Page -> who sees it; "" is nobody.
PAGES = {
    "setup": "",
    "sign_in": "",
    "home": "trainee",
    "lesson": "trainee",
    "theory": "trainee",
    "bench": "trainee",
    "bench handed in": "trainee",
    "exam": "other",
    "exam theory": "other",
    "exam practical": "other",
    "result": "trainee",
    "class": "instructor",
    "trainee": "instructor",
    "attempts": "instructor",
    "review": "instructor",
    "agreement": "instructor",
    "agreement_item": "instructor",
    "roster": "instructor",
    "export": "instructor",
    "order": "instructor",
    "settings": "instructor",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the offscreen platform's own remark pass; every other warning fails."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.qt_log_ignore(NOISE, extend=True))


@dataclass(frozen=True)
class Site:
    """Seeded data and the ids in it."""

    folder: Path
    cast: Cast
    sitting_id: str
    attempt_id: str


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """One trainee with a certificate and a remark, another who may be assessed."""
    folder = tmp_path_factory.mktemp("accessibility") / "数据"
    session = scenes.opened(folder, HastenedClock())
    cast = scenes.settle(session, trainees=2)
    scenes.attend(session, cast, 1)
    scenes.walk_to_exam(session)
    scenes.attend(session, cast)
    scenes.walk_to_practice(session)
    scenes.practise(session, outward=7)
    scenes.practise(session, 2)
    sitting_id = scenes.sit(session).sitting_id
    scenes.instruct(session, cast)
    wanted = AttemptFilter(class_id=cast.class_id, account_id=cast.trainee, handed_in=True)
    attempt_id = next(each.attempt_id for each in attempts(session.record, wanted) if each.findings)
    review.comment(session, attempt_id, "右边再贴一点，提交前放大检查一遍。")
    review.release(session, sitting_id)
    certificates.issue(session, sitting_id)
    session.close()
    return Site(folder, cast, sitting_id, attempt_id)


@dataclass
class Look:
    """A window on a page."""

    running: Running
    site: Site

    @property
    def window(self) -> MainWindow:
        """The window."""
        return self.running.window

    def settle(self) -> None:
        """Let layouts and queued changes happen."""
        for _turn in range(5):
            self.running.application.processEvents()

    def show(self, page: str) -> None:
        """Show a page as whoever sees it."""
        session, cast = self.running.session, self.site.cast
        people: dict[str, Callable[[], None]] = {
            "": lambda: scenes.sign_out(session),
            "trainee": lambda: scenes.attend(session, cast),
            "other": lambda: scenes.attend(session, cast, 1),
            "instructor": lambda: scenes.instruct(session, cast),
        }
        people[PAGES[page]]()
        arguments: dict[str, dict[str, Any]] = {
            "lesson": {"activity_id": "m1-read"},
            "theory": {"activity_id": "m1-quiz"},
            "bench": {"activity_id": "m2-boxes"},
            "result": {"sitting_id": self.site.sitting_id},
            "trainee": {"class_id": cast.class_id, "account_id": cast.trainee},
            "review": {"attempt_id": self.site.attempt_id},
            "agreement": {"class_id": cast.class_id},
            "agreement_item": {
                "class_id": cast.class_id,
                "account_id": cast.trainees[0],
                "other_id": cast.trainees[1],
                "exercise_id": "P1",
            },
        }
        name = page.split(" ", maxsplit=1)[0]
        if page == "bench handed in":
            scenes.draw_gold(practice.open_practice(session, "m2-boxes"), outward=7)
        if page in {"exam theory", "exam practical"}:
            exam.begin(session)
            exam.start_part(session, "theory")
        if page == "exam practical":
            exam.close_part(session)
            exam.start_part(session, "practical")
        self.window.go(name, **arguments.get(name, {}))
        self.settle()
        if page == "bench handed in":
            self.window.page.submit()  # type: ignore[union-attr]
        self.settle()


@pytest.fixture
def look(site: Site, tmp_path: Path, qapp: QApplication) -> Iterator[Callable[..., Look]]:
    """Open the window with a type scale, colours and a language. Closed without a trace afterwards."""
    looks: list[Look] = []

    def opened(page: str, *, scale: int = 100, dark: bool = False, language: str = "zh") -> Look:
        folder = Path(shutil.copytree(site.folder, tmp_path / "数据"))
        running = start(qapp, scenes.places_in(folder), HastenedClock())
        for key, value in (
            ("type_scale", scale),
            ("appearance", "dark" if dark else "light"),
            ("language", language),
        ):
            preferences.set_setting(running.session, key, value)
        made = Look(running, site)
        looks.append(made)
        running.window.resize(1366, 768)
        running.window.show()
        made.settle()
        made.show(page)
        return made

    yield opened
    for made in looks:
        made.window.close()
        made.running.words.stop()
        made.running.session.close()
        made.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    use_language("zh", Path("/nowhere"))
    dress(qapp)
