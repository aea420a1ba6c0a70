"""The command line as a script meets it: arguments in, an exit code, what was said and what was said wrong."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from desktop.base.clock import SystemClock
from desktop.base.places import Places
from desktop.base.wording import use_language
from desktop.launch import launch
from desktop.session.operations import certificates, review
from tests import scenes


@dataclass(frozen=True)
class Said:
    """What came of a command line."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What was said, as JSON."""
        return json.loads(self.out)


Run: TypeAlias = Callable[..., Said]


@pytest.fixture(scope="session")
def certified(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which one trainee passed and has a certificate; to be copied, not written to."""
    folder = tmp_path_factory.mktemp("站点") / "数据 夹"
    session = scenes.opened(folder, SystemClock())
    cast = scenes.settle(session, trainees=2)
    scenes.attend(session, cast)
    scenes.walk_to_exam(session)
    sitting_id = scenes.sit(session).sitting_id
    scenes.instruct(session, cast)
    review.release(session, sitting_id)
    certificates.issue(session, sitting_id)
    session.close()
    return folder


@pytest.fixture
def data(certified: Path, tmp_path: Path) -> Path:
    """A copy of that folder, the one that the command line works on."""
    return Path(shutil.copytree(certified, tmp_path / "数据 夹"))


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """All places in a temporary folder, the worked example as the only course."""
    found = scenes.places_in(tmp_path / "数据 夹")

    def find_places() -> Places:
        return found

    monkeypatch.setattr("desktop.launch.find_places", find_places)
    return found


@pytest.fixture
def run(
    places: Places, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> Iterator[Run]:
    """Carry out a command line. A refusal is logged, which is meant."""

    def carry_out(*arguments: object) -> Said:
        capsys.readouterr()
        code = launch([str(each) for each in arguments])
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    yield carry_out
    use_language("zh", places.assets / "locale")


@pytest.fixture
def refused(run: Run) -> Callable[..., Said]:
    """Carry out a command line that cannot be done: exit code 2, one line of words, nothing like a trace."""

    def carry_out(*arguments: object) -> Said:
        said = run(*arguments)
        assert said.code == 2
        assert said.out == ""
        assert said.err.count("\n") == 1
        assert "Traceback" not in said.err
        told = run("--json", *arguments)
        assert told.code == 2
        value = json.loads(told.err)
        assert {"error", "where", "remedy"} <= set(value)
        assert value["error"] in said.err
        return said

    return carry_out
