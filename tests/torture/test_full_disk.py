"""A disk that is really full: told in a sentence, nothing acknowledged is lost, and work goes on once there is room."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.base.errors import KnownError
from desktop.base.volumes import Volume
from desktop.records import connection
from desktop.records.maintenance import check
from desktop.session.operations import practice
from desktop.session.session import Session
from tests import scenes

SMALL = "size=4m"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes; only the superuser can make one."""
    place = tmp_path / "盘"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", SMALL, "tmpfs", place], capture_output=True, check=False
    )
    if made.returncode != 0:
        pytest.skip("no right to mount a disk")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


@pytest.fixture(params=[False, True], ids=["with a log", "without a log"])
def session(disk: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    if request.param:
        stick = Volume(disk, "", "removable", "exfat")
        monkeypatch.setattr(connection, "volume_of", lambda _path: stick)
    opened = scenes.opened(disk / "数据")
    cast = scenes.settle(opened)
    scenes.attend(opened, cast)
    scenes.walk_to_practice(opened)
    yield opened
    opened.close()


def test_a_full_disk_stops_the_writing_and_nothing_else(session: Session, disk: Path) -> None:
    attempt = practice.open_practice(session, "m2-boxes")
    scenes.draw_gold(attempt)
    steps = session.record.steps(attempt.attempt_id)
    fill(disk)
    with pytest.raises(KnownError, match="磁盘已满"):
        draw_until_refused(attempt)
    kept = session.record.steps(attempt.attempt_id)
    assert kept[: len(steps)] == steps
    with pytest.raises(KnownError, match="磁盘已满"):
        practice.submit(session, attempt)
    (disk / "fill").unlink()
    assert check(session.places.record) == []
    again = practice.open_practice(session, "m2-boxes")
    assert practice.submit(session, again).score is not None
    session.close()
    assert check(session.places.record) == []


def draw_until_refused(attempt: practice.OpenAttempt) -> None:
    """Move a mark to and fro, a step written each time."""
    for _turn in range(5_000):
        attempt.history.undo()
        attempt.history.redo()


def fill(disk: Path) -> None:
    """Leave no room on a disk."""
    handle = os.open(disk / "fill", os.O_WRONLY | os.O_CREAT)
    try:
        while True:
            os.write(handle, b"x" * 4096)
    except OSError:
        os.close(handle)
