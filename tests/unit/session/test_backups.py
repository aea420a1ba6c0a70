"""Backups from inside the program: made, looked at, put back, and what goes wrong with each."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.base.clock import ManualClock
from desktop.base.errors import KnownError
from desktop.records.maintenance import check
from desktop.session.changes import Changes
from desktop.session.operations import backups, roster, signin
from desktop.session.session import Session
from tests import scenes


@pytest.fixture
def taught(session: Session) -> Session:
    """A site with two trainees, its instructor signed in."""
    cast = scenes.settle(session, trainees=2)
    scenes.instruct(session, cast)
    return session


def test_a_copy_is_made_listed_and_says_what_is_in_it(taught: Session, clock: ManualClock) -> None:
    first = backups.make(taught)
    clock.advance(3600)
    second = backups.make(taught)
    assert [each.path for each in backups.kept(taught)] == [second, first]
    content = backups.look_at(taught, second)
    assert (content.people, content.ours) == (3, True)
    assert content.site
    assert content.events == taught.record.head().seq


def test_what_came_after_the_copy_is_taken_back_and_kept_aside(taught: Session) -> None:
    copy = backups.make(taught)
    class_id = roster.classes(taught)[0].class_id
    roster.add_trainee(taught, class_id, name="后来的人", pin="9999")
    told: list[Changes] = []
    taught.listen(told.append)
    aside = backups.put_back(taught, copy)
    assert taught.account is None
    assert told[-1].touch("roster")
    assert [tile.name for tile in signin.tiles(taught, "")].count("后来的人") == 0
    assert aside is not None
    assert check(aside) == []
    assert check(taught.places.record) == []
    teacher = next(tile for tile in signin.tiles(taught, "") if tile.role == "instructor")
    signin.sign_in(taught, teacher.account_id, scenes.TEACHER_PIN)
    assert roster.add_trainee(taught, class_id, name="新的人", pin="1212").name == "新的人"


def test_a_copy_on_a_stick_lies_in_a_folder_of_this_pcs_own(taught: Session, tmp_path: Path) -> None:
    copy = backups.make(taught, tmp_path / "优盘")
    assert copy.parent.name == f"Doorstep-{taught.record.station[:6]}"
    assert copy.parent.parent == tmp_path / "优盘"
    assert [each.path for each in backups.kept(taught, copy.parent)] == [copy]


def test_a_copy_of_another_pc_is_named_as_such(taught: Session, tmp_path: Path, clock: ManualClock) -> None:
    other = scenes.opened(tmp_path / "另一台", clock)
    scenes.instruct(other, scenes.settle(other))
    copy = backups.make(other)
    other.close()
    assert backups.look_at(taught, copy).ours is False
    backups.put_back(taught, copy)
    assert check(taught.places.record) == []


@pytest.mark.parametrize("damage", [b"", b"no record at all"])
def test_a_broken_copy_is_refused_and_the_record_stays(taught: Session, damage: bytes) -> None:
    copy = backups.make(taught)
    copy.write_bytes(damage)
    head = taught.record.head()
    with pytest.raises(KnownError, match="这份备份不能用"):
        backups.look_at(taught, copy)
    with pytest.raises(KnownError, match="这份备份不能用"):
        backups.put_back(taught, copy)
    assert taught.record.head() == head
    assert taught.account is not None
    assert backups.make(taught).exists()


def test_other_files_are_no_backups_and_a_missing_folder_is_empty(taught: Session, tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "record.db").write_bytes(b"")
    assert backups.kept(taught, tmp_path / "x") == ()
    assert backups.kept(taught, tmp_path / "nowhere") == ()


def test_a_folder_that_cannot_be_written_is_told(taught: Session, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(KnownError, match="备份文件夹无法写入"):
        backups.make(taught, tmp_path / "file")


def test_a_trainee_may_do_none_of_it(session: Session) -> None:
    cast = scenes.settle(session)
    scenes.attend(session, cast)
    for attempt in (
        lambda: backups.kept(session),
        lambda: backups.make(session),
        lambda: backups.look_at(session, Path("x")),
        lambda: backups.put_back(session, Path("x")),
    ):
        with pytest.raises(KnownError, match="讲师"):
            attempt()
