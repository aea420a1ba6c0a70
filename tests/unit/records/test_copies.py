"""Copies: whole, checked, thinned out with age, and good enough to go on from."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.base.clock import ManualClock
from desktop.base.errors import KnownError
from desktop.records.copies import DAILY, LAST, WEEKLY, kept, moment_of, name_of, thin
from desktop.records.maintenance import backup, check, restore
from desktop.records.queries.events import events
from desktop.records.record import Record
from tests.unit.records.verbs import step, whole_day, write

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "备份"


def test_a_copy_is_sound_and_says_when_it_was_made(record: Record, folder: Path) -> None:
    whole_day(record)
    copy = backup(record, folder)
    assert copy == folder / "record-20261123T010000Z.db"
    assert check(copy) == []
    assert [entry.name for entry in folder.iterdir()] == [copy.name]


def test_a_copy_holds_the_draft_in_hand(record: Record, folder: Path, clock: ManualClock) -> None:
    whole_day(record)
    copy = backup(record, folder)
    with Record.open_readonly(copy, clock) as opened:
        assert opened.steps("attempt-3") == [("do", step(0)), ("undo", step(0))]
        assert events(opened) == events(record)


def test_two_copies_of_one_second_do_not_overwrite_each_other(record: Record, folder: Path) -> None:
    names = {backup(record, folder).name for _once in range(3)}
    assert names == {f"record-20261123T010000Z{tail}.db" for tail in ("", "-2", "-3")}


def test_a_copy_is_made_while_others_write(settled: Record, folder: Path) -> None:
    write(settled, "attempt.opened")
    stop = threading.Event()

    def scribble() -> None:
        number = 0
        while not stop.is_set():
            settled.save_step("attempt-1", "do", step(number))
            number += 1

    thread = threading.Thread(target=scribble)
    thread.start()
    try:
        copies = [backup(settled, folder) for _once in range(5)]
    finally:
        stop.set()
        thread.join()
    assert all(check(copy) == [] for copy in copies)


def test_a_folder_that_cannot_be_made_is_told(record: Record, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file")
    with pytest.raises(KnownError, match="备份文件夹无法写入") as refused:
        backup(record, blocked)
    assert refused.value.where == str(blocked)


def test_a_copy_that_cannot_be_written_leaves_nothing_behind(
    record: Record, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("desktop.records.copies.os.fsync", fail)
    with pytest.raises(KnownError, match="磁盘"):
        backup(record, folder)
    assert list(folder.iterdir()) == []


def test_old_copies_are_thinned_out(record: Record, folder: Path, clock: ManualClock) -> None:
    for _hour in range(40):
        backup(record, folder)
        clock.advance(3600)
    left = sorted(path.name for path in folder.iterdir())
    assert len(left) == LAST + 1  # the last twelve, and the last of the day before
    assert left[-1] == "record-20261124T160000Z.db"
    assert left[0] == "record-20261123T230000Z.db"


def test_files_of_other_names_are_never_touched(record: Record, folder: Path, clock: ManualClock) -> None:
    folder.mkdir()
    others = {"notes.txt", "record-20200101T000000Z-before-v2.db", "record.db", "record-2020.db"}
    for name in others:
        (folder / name).write_text("mine")
    for _hour in range(20):
        backup(record, folder)
        clock.advance(60)
    assert others <= {path.name for path in folder.iterdir()}


def test_what_a_killed_process_left_unfinished_is_cleared_away(record: Record, folder: Path) -> None:
    folder.mkdir()
    (folder / ".record-20261122T010000Z.db.part").write_text("half")
    copy = backup(record, folder)
    assert list(folder.iterdir()) == [copy]


def test_the_name_of_a_copy_is_read_back() -> None:
    assert moment_of(name_of(START)) == START
    assert moment_of("record-20261123T010000Z-2.db") == START
    assert moment_of(name_of(START, before_version=2)) is None


moments = st.sets(st.integers(0, 400 * 24).map(lambda hours: START + timedelta(hours=hours)), max_size=120)


@given(moments)
def test_the_newest_twelve_are_always_kept(found: set[datetime]) -> None:
    assert set(sorted(found)[-LAST:]) <= kept(found) <= found


@given(moments)
def test_the_last_of_each_recent_day_and_week_is_kept(found: set[datetime]) -> None:
    left = kept(found)
    for count, period in ((DAILY, "%Y-%j"), (WEEKLY, "%G-%V")):
        periods = sorted({moment.strftime(period) for moment in found})[-count:]
        for name in periods:
            assert max(moment for moment in found if moment.strftime(period) == name) in left
    assert len(left) <= LAST + DAILY + WEEKLY


@given(moments)
def test_thinning_twice_is_thinning_once(found: set[datetime]) -> None:
    assert kept(kept(found)) == kept(found)


def test_nothing_is_thinned_out_of_an_empty_folder(folder: Path) -> None:
    folder.mkdir()
    assert thin(folder) == []
    assert kept([]) == set()


def test_a_copy_takes_the_place_of_a_damaged_record(path: Path, folder: Path, clock: ManualClock) -> None:
    with Record.open(path, clock) as record:
        whole_day(record)
        copy = backup(record, folder)
        told = events(record)
    path.write_bytes(b"broken" * 1000)
    path.with_name("record.db-wal").write_bytes(b"log")
    aside = restore(copy, path, clock)
    assert aside is not None
    assert aside.read_bytes() == b"broken" * 1000
    assert aside.with_name(f"{aside.name}-wal").read_bytes() == b"log"
    assert check(path) == []
    with Record.open(path, clock) as record:
        assert events(record) == told
    assert copy.exists()


def test_a_restore_that_is_interrupted_leaves_a_record(
    path: Path, folder: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Record.open(path, clock) as record:
        whole_day(record)
        copy = backup(record, folder)
        write(record, "session.signed_in")
        told = events(record)

    def fail(old: Path, new: Path) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr("desktop.records.maintenance.shutil.copy2", fail)
        with pytest.raises(KnownError, match="磁盘"):
            restore(copy, path, clock)
    with Record.open(path, clock) as record:
        assert events(record) == told


def test_a_copy_can_be_restored_where_there_is_no_record(
    record: Record, folder: Path, clock: ManualClock
) -> None:
    whole_day(record)
    copy = backup(record, folder)
    fresh = folder / "elsewhere" / "record.db"
    assert restore(copy, fresh, clock) is None
    assert check(fresh) == []


def test_a_record_in_use_is_not_replaced(record: Record, folder: Path, clock: ManualClock) -> None:
    copy = backup(record, folder)
    with pytest.raises(KnownError, match="另一个工作站窗口"):
        restore(copy, record.path, clock)
    write(record, "site.created")


def test_a_damaged_copy_is_not_restored(path: Path, folder: Path, clock: ManualClock) -> None:
    with Record.open(path, clock) as record:
        whole_day(record)
        copy = backup(record, folder)
    content = copy.read_bytes()
    copy.write_bytes(content[: len(content) // 2])
    before = path.read_bytes()
    with pytest.raises(KnownError, match="这份备份不能用"):
        restore(copy, path, clock)
    assert path.read_bytes() == before
