"""A session in a temporary place, with the worked example as its only course and a clock that we move."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.base.clock import ManualClock
from desktop.session.session import Session
from tests import scenes
from tests.scenes import Cast


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(scenes.MORNING)


@pytest.fixture
def session(tmp_path: Path, clock: ManualClock) -> Iterator[Session]:
    opened = scenes.opened(tmp_path / "数据", clock)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Cast]:
    """A data folder in which one of two trainees may sit the assessment; to be copied, not written to."""
    folder = tmp_path_factory.mktemp("ready") / "数据"
    session = scenes.opened(folder)
    cast = scenes.settle(session, trainees=2)
    scenes.attend(session, cast)
    scenes.walk_to_exam(session)
    session.close()
    return folder, cast


@dataclass
class Room:
    """An examination room: the PC, its clock, and who is there. The PC may lose its power at any moment."""

    folder: Path
    cast: Cast
    clock: ManualClock
    session: Session

    def power_cut(self, seconds: float) -> None:
        """Cut the power for so long, start the PC and the program again, and sign the trainee in."""
        self.session.close()
        self.clock.reboot(f"{self.clock.boot()}+", off_seconds=seconds)
        self._restart()

    def crash(self, seconds: float) -> None:
        """Kill the program; it is started again after so long, on the same PC without a reboot."""
        self.session.close()
        self.clock.advance(seconds)
        self._restart()

    def _restart(self) -> None:
        self.session = scenes.opened(self.folder, self.clock)
        scenes.attend(self.session, self.cast)


@pytest.fixture
def room(ready: tuple[Path, Cast], tmp_path: Path, clock: ManualClock) -> Iterator[Room]:
    """The first trainee sits at the PC and may begin the assessment."""
    folder = Path(shutil.copytree(ready[0], tmp_path / "数据"))
    made = Room(folder, ready[1], clock, scenes.opened(folder, clock))
    scenes.attend(made.session, made.cast)
    yield made
    made.session.close()
