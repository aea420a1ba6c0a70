"""The reboot check's witnesses: every story of a PC that keeps its files, and of one that sets itself back."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.base import witness
from desktop.base.witness import Ground, Standing, begin, note_start, read, stands

TAG = "0123456789ab"
BEGUN = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


class Pc:
    """A PC of folders: its protected disk, a stick, a second disk; each start has a name of its own."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "disk" / "data"
        self.stick, self.second = folder / "stick", folder / "second"
        for place in (self.data, self.stick, self.second):
            place.mkdir(parents=True)
        self.frozen: Path | None = None
        self.starts = 1
        self._folder = folder

    @property
    def boot(self) -> str:
        """The name of this start."""
        return f"boot-{self.starts}"

    @property
    def now(self) -> datetime:
        """A day of its own for each start."""
        return BEGUN + timedelta(days=self.starts - 1)

    def ground(self, *others: Path) -> Ground:
        """Where witnesses lie; without drives named, on the stick and the second disk."""
        return Ground(self.data, others or (self.stick, self.second), TAG)

    def freeze(self) -> None:
        """Switch a restore card on: from now on every restart brings the disk back to this."""
        self.frozen = Path(shutil.copytree(self.data, self._folder / "frozen", dirs_exist_ok=True))

    def restart(self) -> None:
        """Restart the PC."""
        self.starts += 1
        if self.frozen is not None:
            shutil.rmtree(self.data)
            shutil.copytree(self.frozen, self.data)

    def begin(self, *others: Path) -> tuple[Path, ...]:
        """Begin a check."""
        return begin(self.ground(*others), boot=self.boot, now=self.now, computer="PC-07")

    def open(self, *others: Path) -> Standing:
        """Open the program."""
        return note_start(self.ground(*others), boot=self.boot, now=self.now)


@pytest.fixture
def pc(tmp_path: Path) -> Pc:
    return Pc(tmp_path)


def names(folder: Path) -> list[str]:
    return sorted(place.name for place in folder.iterdir())


def test_before_a_check_nothing_is_known_and_nothing_is_written(pc: Pc) -> None:
    assert pc.open() == Standing("never")
    assert names(pc.data) == names(pc.stick) == names(pc.second) == []


def test_a_check_writes_the_data_folder_first_and_says_where(pc: Pc) -> None:
    name = f"doorstep-witness-{TAG}.json"
    assert pc.begin() == (pc.data / name, pc.stick / name, pc.second / name)
    assert names(pc.data) == names(pc.stick) == [name]
    assert read(pc.data / name, TAG) == read(pc.stick / name, TAG)


def test_a_check_waits_for_the_restart(pc: Pc) -> None:
    pc.begin()
    assert pc.open().state == "pending"
    assert pc.open().state == "pending"


def test_a_pc_that_keeps_its_files_passes_with_the_day(pc: Pc) -> None:
    pc.begin()
    pc.restart()
    found = pc.open()
    assert found.state == "passed"
    assert found.own is not None
    assert found.own.passed_at == "2026-11-24T01:00:00.000Z"
    assert stands(pc.ground(), pc.boot).state == "passed"


def test_the_day_of_passing_stays_the_first_one(pc: Pc) -> None:
    pc.begin()
    pc.restart()
    first = pc.open().own
    for _day in range(5):
        pc.restart()
        later = pc.open()
        assert later.state == "passed"
        assert later.own is not None
        assert first is not None
        assert later.own.passed_at == first.passed_at


def test_a_pc_passes_without_any_other_drive(pc: Pc) -> None:
    ground = Ground(pc.data, (), TAG)
    begin(ground, boot="boot-1", now=BEGUN)
    assert note_start(ground, boot="boot-1", now=BEGUN).state == "pending"
    assert note_start(ground, boot="boot-2", now=BEGUN).state == "passed"


def test_a_restore_card_is_found_by_the_stick(pc: Pc) -> None:
    pc.freeze()
    pc.begin()
    pc.restart()
    found = pc.open()
    assert found.state == "restored"
    assert found.own is None
    assert found.kept_at is not None
    assert found.kept_at.parent == pc.stick
    assert found.kept is not None
    assert found.kept.computer == "PC-07"


def test_a_card_that_spares_a_second_disk_is_found_by_that(pc: Pc) -> None:
    pc.freeze()
    pc.begin(pc.second)
    pc.restart()
    found = pc.open()
    assert found.state == "restored"
    assert found.kept_at is not None
    assert found.kept_at.parent == pc.second


def test_a_card_that_no_drive_remembers_leaves_the_check_undone(pc: Pc) -> None:
    pc.freeze()
    pc.begin(pc.stick)
    pc.restart()
    assert pc.open(pc.second).state == "never"


def test_a_stick_that_comes_back_later_tells(pc: Pc) -> None:
    pc.freeze()
    pc.begin(pc.stick)
    pc.restart()
    assert pc.open(pc.second).state == "never"
    assert pc.open(pc.stick).state == "restored"


def test_the_alarm_stays_until_the_check_is_begun_anew(pc: Pc) -> None:
    pc.freeze()
    pc.begin()
    for _day in range(3):
        pc.restart()
        assert pc.open().state == "restored"
    pc.frozen = None  # thawed
    pc.begin()
    assert pc.open().state == "pending"
    pc.restart()
    assert pc.open().state == "passed"


def test_a_card_switched_on_later_is_found(pc: Pc) -> None:
    pc.begin()
    for _day in range(4):
        pc.restart()
        assert pc.open().state == "passed"
    pc.freeze()
    pc.restart()
    assert pc.open().state == "passed"  # its first start: nothing was lost yet
    pc.restart()
    found = pc.open()
    assert found.state == "restored"
    assert found.own is not None
    assert found.kept is not None
    assert found.kept.count > found.own.count


def test_a_card_frozen_with_an_old_check_is_found_although_a_witness_is_there(pc: Pc) -> None:
    pc.begin(pc.second)
    pc.freeze()
    pc.begin(pc.stick)
    pc.restart()
    assert pc.open(pc.stick).state == "restored"


def test_opening_the_program_twice_counts_one_start(pc: Pc) -> None:
    pc.begin()
    pc.restart()
    counts = [found.count for _open in range(4) if (found := pc.open().own) is not None]
    assert counts == [2, 2, 2, 2]


def test_every_start_is_counted_on_every_drive_of_the_check(pc: Pc) -> None:
    pc.begin()
    for number in range(2, 6):
        pc.restart()
        own = pc.open().own
        assert own is not None
        assert own.count == number
        assert read(pc.stick / pc.ground().own.name, TAG) == own
        assert read(pc.second / pc.ground().own.name, TAG) == own


def test_a_start_never_writes_on_a_drive_that_no_check_wrote_on(pc: Pc) -> None:
    pc.begin(pc.stick)
    pc.restart()
    pc.open()
    assert names(pc.second) == []


def test_a_start_leaves_the_witness_of_another_check_alone(pc: Pc) -> None:
    pc.begin(pc.second)
    old = (pc.second / pc.ground().own.name).read_bytes()
    pc.begin(pc.stick)
    pc.restart()
    assert pc.open().state == "passed"
    assert (pc.second / pc.ground().own.name).read_bytes() == old


def test_another_pcs_witness_on_the_same_stick_says_nothing_here(pc: Pc) -> None:
    other = Ground(pc.second, (pc.stick,), "ba9876543210")
    begin(other, boot="boot-9", now=BEGUN)
    assert pc.open().state == "never"
    pc.begin()
    assert len(names(pc.stick)) == 2
    pc.restart()
    assert pc.open().state == "passed"


def test_a_drive_that_cannot_be_written_is_left_out(pc: Pc) -> None:
    (pc.second / pc.ground().own.name).mkdir()
    assert [path.parent for path in pc.begin()] == [pc.data, pc.stick]


def test_a_drive_that_is_gone_is_left_out(pc: Pc) -> None:
    shutil.rmtree(pc.stick)
    pc.stick.write_bytes(b"no folder")
    assert [path.parent for path in pc.begin()] == [pc.data, pc.second]
    pc.restart()
    assert pc.open().state == "passed"


def test_a_data_folder_that_takes_nothing_is_told_and_no_drive_is_written(pc: Pc) -> None:
    ground = replace(pc.ground(), data=pc.data / "file" / "below")
    (pc.data / "file").write_bytes(b"")
    with pytest.raises(OSError, match="file"):
        begin(ground, boot="boot-1", now=BEGUN)
    assert names(pc.stick) == names(pc.second) == []


def test_a_start_that_cannot_be_counted_raises_and_leaves_the_copies_behind(
    pc: Pc, monkeypatch: pytest.MonkeyPatch
) -> None:
    pc.begin()
    pc.restart()

    def full(_path: Path, _content: bytes) -> None:
        raise OSError(28, "no space left on device")

    monkeypatch.setattr(witness, "write_whole", full)
    with pytest.raises(OSError, match="no space"):
        pc.open()
    monkeypatch.undo()
    assert pc.open().state == "passed"


def test_where_no_start_has_a_name_a_check_stays_undecided(pc: Pc) -> None:
    begin(pc.ground(), boot="", now=BEGUN)
    assert note_start(pc.ground(), boot="", now=BEGUN).state == "pending"


def spoil(value: dict[str, Any], **changes: Any) -> bytes:
    return json.dumps({**value, **changes}).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"1",
        b"\xff\xfe",
        b'{"format": 1}',
        b"[" * 5000,
        b"x" * 20_000,
    ],
    ids=["empty", "half", "list", "null", "number", "bytes", "bare", "deep", "long"],
)
def test_what_is_no_witness_is_none_and_is_no_alarm(pc: Pc, content: bytes) -> None:
    pc.begin()
    pc.ground().own.write_bytes(content)
    assert read(pc.ground().own, TAG) is None
    assert stands(pc.ground(), pc.boot) == Standing("never")


@pytest.mark.parametrize(
    "changes",
    [
        {"format": 2},
        {"format": "1"},
        {"count": "7"},
        {"count": True},
        {"count": 1.5},
        {"tag": "ffffffffffff"},
        {"tag": 7},
        {"at": "yesterday"},
        {"begun_at": 5},
        {"nonce": None},
        {"boot": []},
        {"more": "than there is"},
    ],
    ids=str,
)
def test_a_witness_with_a_wrong_field_is_none(pc: Pc, changes: dict[str, Any]) -> None:
    pc.begin()
    value = json.loads(pc.ground().own.read_bytes())
    copy = pc.stick / pc.ground().own.name
    copy.write_bytes(spoil(value, **changes))
    assert read(copy, TAG) is None
    copy.write_bytes(spoil(value))
    assert read(copy, TAG) is not None


def test_a_copy_of_a_stranger_cannot_raise_the_alarm_by_a_wrong_count(pc: Pc) -> None:
    pc.begin()
    value = json.loads(pc.ground().own.read_bytes())
    (pc.stick / pc.ground().own.name).write_bytes(spoil(value, count="9" * 400))
    assert pc.open().state == "pending"


def test_a_check_after_an_alarm_counts_on_from_the_highest(pc: Pc) -> None:
    pc.begin()
    pc.restart()
    pc.open()
    pc.ground().own.unlink()
    assert pc.open().state == "restored"
    pc.begin()
    own = read(pc.ground().own, TAG)
    assert own is not None
    assert own.count == 3


@pytest.mark.skipif(os.name != "posix", reason="a folder cannot be flushed elsewhere")
def test_the_folder_is_flushed_after_the_file(pc: Pc, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[bool] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        flushed.append(Path(f"/proc/self/fd/{handle}").is_dir())
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    begin(Ground(pc.data, (), TAG), boot="boot-1", now=BEGUN)
    assert flushed == [False, True]
