"""A station that was in use, and hands that damage what it kept."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from desktop.base.clock import ManualClock
from desktop.base.places import Places
from desktop.base.wording import use_language
from desktop.launch import launch
from desktop.session import pins
from desktop.session.session import Session, open_session
from tests import scenes
from tests.scenes import Cast

Tell: TypeAlias = Callable[..., str]


@dataclass
class Station:
    """A PC with its data, its own copy of the course, its clock, and the session that is open now."""

    places: Places
    clock: ManualClock
    cast: Cast
    session: Session

    @property
    def course(self) -> Path:
        """The folder of the worked example on this PC."""
        return self.places.courses / scenes.PACK_ID

    def restart(self) -> Session:
        """Close the program and open it again, with nobody signed in."""
        self.session.close()
        self.session = open_session(self.places, self.clock)
        return self.session

    def edit(self, statement: str, *values: object) -> None:
        """Change the record's file as somebody with a database tool would, then open the program again."""
        self.session.close()
        with closing(sqlite3.connect(self.places.record, isolation_level=None)) as connection:
            guards = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for (name,) in guards:
                connection.execute(f"DROP TRIGGER {name}")
            connection.execute(statement, values)
        self.session = open_session(self.places, self.clock)

    def edit_bodies(self, kind: str, change: Callable[[dict[str, Any]], None]) -> None:
        """Change the bodies of all events of a kind."""
        rows = self.session.record.query(
            lambda place, body: (place, json.loads(body)),
            "SELECT place, body FROM event WHERE kind = ?",
            (kind,),
        )
        for place, body in rows:
            change(body)
            self.edit(
                "UPDATE event SET body = ? WHERE place = ?", json.dumps(body, ensure_ascii=False), place
            )

    def change_course(self, file: str, before: str, after: str) -> None:
        """Change a text of the course's files."""
        path = self.course / file
        text = path.read_text("utf-8")
        assert before in text
        path.write_text(text.replace(before, after), "utf-8")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(scenes.MORNING)


@pytest.fixture(scope="session")
def _used(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Cast]:
    """The data of a class of two whose first trainee has done the theory. Their PINs are hashed lightly, for speed."""
    folder = tmp_path_factory.mktemp("used") / "数 据"
    session = scenes.opened(folder)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pins, "_MEMORY_KIB", 8)
        patched.setattr(pins, "_TIME_COST", 1)
        cast = scenes.settle(session, trainees=2)
    scenes.attend(session, cast)
    scenes.walk_to_practice(session)
    session.close()
    return folder, cast


@pytest.fixture
def station(_used: tuple[Path, Cast], tmp_path: Path, clock: ManualClock) -> Iterator[Station]:
    """That station on a Chinese path with a space, nobody signed in."""
    data = Path(shutil.copytree(_used[0], tmp_path / "站点 一" / "数 据"))
    courses = tmp_path / "站点 一" / "课程 包"
    shutil.copytree(scenes.PACKS, courses)
    places = replace(scenes.places_in(data), courses=courses)
    made = Station(places, clock, _used[1], open_session(places, clock))
    yield made
    made.session.close()
    use_language("zh", places.assets / "locale")


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Tell:
    """Carry out a command line that cannot be done and return the one line that it said."""
    monkeypatch.setattr("desktop.launch.find_places", lambda: scenes.places_in(tmp_path / "命令 行"))

    def refused(*arguments: object) -> str:
        capsys.readouterr()
        assert launch([str(each) for each in arguments]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert "Traceback" not in said.err
        return said.err

    return refused
