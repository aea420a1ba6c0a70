"""What keeps commits: read back from a record opened as the program does it, and told when it is not so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.base.clock import SystemClock
from desktop.base.errors import KnownError
from desktop.base.volume import Volume
from desktop.records import connection
from desktop.records.durability import Durability, durability, hasten
from desktop.records.record import Record

SOUND = Durability("wal", 2, foreign_keys=True, sqlite="3.40.1", commit_ms=1.0)


def on(kind: str, file_system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "volume_of", lambda path: Volume(path, "", kind, file_system))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "file_system", "journal"),
    [("fixed", "ext4", "wal"), ("fixed", "exfat", "truncate"), ("removable", "vfat", "truncate")],
)
def test_the_settings_of_a_drive_are_read_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, file_system: str, journal: str
) -> None:
    on(kind, file_system, monkeypatch)
    found = durability(tmp_path)
    assert (found.journal_mode, found.synchronous, found.foreign_keys) == (journal, 2, True)
    assert found.holds
    assert found.commit_ms > 0
    assert found.sqlite.count(".") == 2


def test_nothing_is_left_in_the_folder(tmp_path: Path) -> None:
    durability(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises((OSError, KnownError)):
        durability(tmp_path / "none")


@pytest.mark.parametrize("journal", ["delete", "memory", "off", "persist", ""])
def test_a_journal_that_we_do_not_set_does_not_hold(journal: str) -> None:
    assert SOUND.holds
    assert not replace(SOUND, journal_mode=journal).holds


@pytest.mark.parametrize("synchronous", [0, 1])
def test_less_than_full_does_not_hold(synchronous: int) -> None:
    assert not replace(SOUND, synchronous=synchronous).holds
    assert not replace(SOUND, foreign_keys=False).holds


def test_a_hastened_record_works_on(tmp_path: Path) -> None:
    with Record.open(tmp_path / "record.db", SystemClock()) as record:
        hasten(record)
        record.append("site.created", "1", {"site_id": "1", "name": "自检"}, actor="self-test")
        assert record.head().seq == 1
        with record.reading() as opened:
            assert opened.execute("PRAGMA synchronous").fetchone() == (0,)
