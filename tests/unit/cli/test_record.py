"""``record check``, ``rebuild``, ``backup`` and ``restore``: whether a station's record is whole, from outside the window."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.base.places import Places
from tests import scenes
from tests.unit.cli.conftest import Run, Said


@pytest.fixture
def record(data: Path, places: Places) -> Path:
    return places.record


def tamper(record: Path) -> None:
    """Change what an event says, as somebody with a database tool would."""
    connection = sqlite3.connect(record)
    triggers = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'event'"
    ).fetchall()
    for name, _sql in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(
        "UPDATE event SET body = replace(body, '犇翀玥', '李某某') WHERE kind = 'account.created'"
    )
    for _name, statement in triggers:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_whole_record_is_a_yes(run: Run, record: Path) -> None:
    assert run("record", "check") == Said(0, "记录完整。\n", "")
    assert run("record", "check", "--json").json == {"clean": True, "faults": []}
    assert run("record", "check", record).code == 0


def test_a_tampered_record_is_a_no(run: Run, record: Path) -> None:
    tamper(record)
    said = run("record", "check", "--json")
    assert said.code == 1
    assert said.json["clean"] is False
    assert said.json["faults"]
    assert run("record", "check").out.splitlines() == said.json["faults"]


def test_a_file_that_is_no_record_is_a_no(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(b"no record" * 100)
    assert run("record", "check", path).code == 1


def test_where_no_record_lies_nothing_can_be_checked(refused: Callable[..., Said], places: Places) -> None:
    for verb in ("check", "rebuild", "backup"):
        assert str(places.record) in refused("record", verb).err
    assert not places.record.exists()


def test_rebuilding_leaves_a_whole_record_whole(run: Run, record: Path) -> None:
    said = run("record", "rebuild", "--json")
    assert said.code == 0
    assert said.json["events"] > 20
    assert str(said.json["events"]) in run("record", "rebuild").out
    assert run("record", "check").code == 0


def test_tables_that_were_tampered_with_are_mended_from_the_events(run: Run, record: Path) -> None:
    connection = sqlite3.connect(record)
    connection.execute("UPDATE account SET name = '李某某' WHERE name = '犇翀玥'")
    connection.commit()
    connection.close()
    assert run("record", "check").code == 1
    assert run("record", "rebuild").code == 0
    assert run("record", "check").code == 0


def test_a_backup_is_a_whole_record_of_its_own(
    run: Run, record: Path, places: Places, tmp_path: Path
) -> None:
    said = run("record", "backup", "--json")
    assert said.code == 0
    copy = Path(said.json["file"])
    assert copy.parent == places.backups
    assert run("record", "check", copy).code == 0
    elsewhere = Path(run("record", "backup", "--to", tmp_path / "U 盘").out.strip())
    assert elsewhere.parent == tmp_path / "U 盘"
    assert run("record", "check", elsewhere).code == 0


def test_a_backup_where_nothing_can_be_written_is_told(
    refused: Callable[..., Said], record: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    refused("record", "backup", "--to", tmp_path / "file" / "x")


def test_while_a_window_has_the_record_only_looking_is_allowed(
    run: Run, refused: Callable[..., Said], record: Path, data: Path
) -> None:
    session = scenes.opened(data)
    try:
        assert run("record", "check").code == 0
        refused("record", "rebuild")
        refused("export", "--to", data)
    finally:
        session.close()


def test_a_backup_is_made_beside_an_open_window(run: Run, record: Path, data: Path, tmp_path: Path) -> None:
    session = scenes.opened(data)
    try:
        copy = Path(run("record", "backup", "--to", tmp_path / "优盘").out.strip())
    finally:
        session.close()
    assert run("record", "check", copy).code == 0


def test_a_backup_is_put_back_and_what_was_there_is_kept(run: Run, record: Path, places: Places) -> None:
    copy = Path(run("record", "backup").out.strip())
    record.write_bytes(b"a damaged disk" * 99)
    said = run("record", "restore", copy)
    assert said.code == 0
    assert str(copy) in said.out
    assert run("record", "check").code == 0
    (kept,) = places.data.glob("record-replaced-*.db")
    assert kept.read_bytes() == b"a damaged disk" * 99
    assert str(kept) in said.out


def test_a_new_pc_takes_a_backup_without_a_record_of_its_own(
    run: Run, record: Path, places: Places, tmp_path: Path
) -> None:
    copy = Path(run("record", "backup", "--to", tmp_path / "优盘").out.strip())
    for path in places.data.glob("record.db*"):
        path.unlink()
    said = run("record", "restore", copy, "--json")
    assert said.json == {"file": str(places.record), "kept": ""}
    assert run("record", "check").code == 0


def test_a_copy_that_is_not_whole_changes_nothing(
    run: Run, refused: Callable[..., Said], record: Path, tmp_path: Path
) -> None:
    torn = tmp_path / "torn.db"
    torn.write_bytes(record.read_bytes()[:9000])
    before = record.read_bytes()
    refused("record", "restore", torn)
    refused("record", "restore", tmp_path / "not there.db")
    assert record.read_bytes() == before


def test_nothing_is_put_back_under_an_open_window(
    run: Run, refused: Callable[..., Said], record: Path, data: Path
) -> None:
    copy = Path(run("record", "backup").out.strip())
    session = scenes.opened(data)
    try:
        refused("record", "restore", copy)
    finally:
        session.close()
