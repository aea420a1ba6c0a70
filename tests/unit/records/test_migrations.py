"""Migrations: old files come up to date with everything in them, whatever interrupts."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from desktop.base.clock import ManualClock
from desktop.base.errors import KnownError
from desktop.records import opening
from desktop.records.maintenance import check
from desktop.records.queries.board import board
from desktop.records.queries.events import events
from desktop.records.queries.submissions import first_tries
from desktop.records.record import Record
from desktop.records.schema.versions import STATE_TABLES, TRUTHS, UPGRADES, VERSION, create
from tests.unit.records.verbs import CLASS, TRAINEE, step, whole_day, write

ROOT = Path(__file__).parents[3]
OLD = Path(__file__).parent / "old" / "record-v1.db"


@pytest.fixture
def old(path: Path) -> Path:
    """A copy of a record made by the first version of the program."""
    path.parent.mkdir()
    shutil.copy(OLD, path)
    return path


def rows(path: Path, statement: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(statement).fetchall()
    finally:
        connection.close()


def test_the_old_file_is_of_the_first_version() -> None:
    assert rows(OLD, "PRAGMA user_version") == [(1,)]
    assert rows(OLD, "SELECT count(*) FROM sqlite_master WHERE name = 'progress'") == [(0,)]


def test_an_old_record_is_brought_up_with_every_event_and_draft(old: Path, clock: ManualClock) -> None:
    told = rows(OLD, "SELECT * FROM event ORDER BY place")
    with Record.open(old, clock) as record:
        assert record.steps("attempt-3") == [("do", step(0)), ("undo", step(0))]
        assert record.last_heartbeat("sitting-2") is not None
        assert len(first_tries(record, CLASS, TRAINEE)) == 1
    assert rows(old, "SELECT * FROM event ORDER BY place") == told
    assert rows(old, "PRAGMA user_version") == [(VERSION,)]
    assert rows(old, "SELECT name FROM _sqlite_migrations ORDER BY id") == [
        (name,) for name, _step in UPGRADES
    ]
    assert check(old) == []


def test_a_new_rollup_is_filled_from_the_journal(old: Path, clock: ManualClock, tmp_path: Path) -> None:
    with Record.open(old, clock) as migrated, Record.open(tmp_path / "new.db", clock) as fresh:
        whole_day(fresh)
        assert len(board(migrated, CLASS)) == 4
        assert board(migrated, CLASS) == board(fresh, CLASS)


def test_an_old_record_goes_on_after_its_migration(old: Path, clock: ManualClock) -> None:
    with Record.open(old, clock) as record:
        head = record.head()
        write(record, "session.signed_in")
        assert record.head().seq == head.seq + 1
    assert check(old) == []


def test_a_copy_is_kept_before_a_migration(old: Path, clock: ManualClock) -> None:
    Record.open(old, clock).close()
    (copy,) = (old.parent / "backups").iterdir()
    assert copy.name == "record-20261123T010000Z-before-v2.db"
    assert rows(copy, "PRAGMA user_version") == [(1,)]
    assert rows(copy, "SELECT * FROM event") == rows(OLD, "SELECT * FROM event")


def test_a_new_record_needs_no_copy(path: Path, clock: ManualClock) -> None:
    Record.open(path, clock).close()
    assert not (path.parent / "backups").exists()


def test_nothing_is_migrated_when_the_copy_cannot_be_written(old: Path, clock: ManualClock) -> None:
    (old.parent / "backups").write_text("a file where the folder should be")
    with pytest.raises(KnownError, match="备份文件夹无法写入"):
        Record.open(old, clock)
    assert rows(old, "PRAGMA user_version") == [(1,)]


def test_a_migration_that_fails_leaves_the_old_record(
    old: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(connection: sqlite3.Connection) -> None:
        UPGRADES[1][1](connection)
        raise RuntimeError("in the middle")

    with monkeypatch.context() as patch:
        patch.setattr("desktop.records.migrations.UPGRADES", (UPGRADES[0], ("0002_progress", fail)))
        with pytest.raises(RuntimeError, match="in the middle"):
            Record.open(old, clock)
    assert rows(old, "PRAGMA user_version") == [(1,)]
    assert rows(old, "SELECT count(*) FROM sqlite_master WHERE name = 'progress'") == [(0,)]
    Record.open(old, clock).close()
    assert check(old) == []


def test_tables_left_empty_by_an_interrupted_migration_are_filled_at_the_next_opening(
    old: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(connection: sqlite3.Connection) -> int:
        raise RuntimeError("before the rebuild")

    with monkeypatch.context() as patch:
        patch.setattr(opening, "rebuild_tables", fail)
        with pytest.raises(RuntimeError, match="before the rebuild"):
            Record.open(old, clock)
    assert rows(old, "PRAGMA user_version") == [(VERSION,)]
    assert rows(old, "SELECT count(*) FROM progress") == [(0,)]
    Record.open(old, clock).close()
    assert rows(old, "SELECT count(*) FROM meta WHERE name = 'stale'") == [(0,)]
    assert check(old) == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
@pytest.mark.parametrize("statement", range(0, 60, 4))
def test_a_process_killed_in_the_middle_of_a_migration_loses_nothing(
    old: Path, clock: ManualClock, statement: int
) -> None:
    """The child kills itself before its n-th statement, so that every stage of the migration is met."""
    code = f"""
        import os, signal, sqlite3, sys
        from pathlib import Path
        from desktop.base.clock import SystemClock
        from desktop.records import opening
        from desktop.records.record import Record
        left = {statement}

        def watch(text):
            global left
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

        def migrate(connection, plain=opening.migrate):
            connection.set_trace_callback(watch)
            plain(connection)

        opening.migrate = migrate
        Record.open(Path(sys.argv[1]), SystemClock()).close()
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code), str(old)], cwd=ROOT, check=False)
    assert done.returncode in {-9, 0}
    # Every version is a step of its own: the file may rest at one in between, whole.
    assert rows(old, "PRAGMA user_version") in [[(version,)] for version in range(1, VERSION + 1)]
    with Record.open(old, clock) as record:
        assert len(events(record)) == 40
        assert record.steps("attempt-3") == [("do", step(0)), ("undo", step(0))]
    assert check(old) == []


def test_a_record_being_born_may_be_killed_and_born_again(path: Path, clock: ManualClock) -> None:
    """A file whose first migration never ended is a new file."""
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.execute(
        "CREATE TABLE _sqlite_migrations (id INTEGER PRIMARY KEY, migration_set, name, applied_at)"
    )
    connection.close()
    with Record.open(path, clock) as record:
        whole_day(record)
    assert check(path) == []


def test_a_record_of_today_is_opened_without_the_migration_tools(path: Path, clock: ManualClock) -> None:
    """sqlite-utils costs 131 ms and 24 MB: nobody pays for it at an ordinary start."""
    Record.open(path, clock).close()
    code = """
        import sys
        from pathlib import Path
        from desktop.base.clock import SystemClock
        from desktop.records.record import Record
        Record.open(Path(sys.argv[1]), SystemClock()).close()
        print("sqlite_utils" in sys.modules, "numpy" in sys.modules)
    """
    command = [sys.executable, "-c", textwrap.dedent(code), str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_a_scratch_copy_has_the_schema_of_a_migrated_file(old: Path, clock: ManualClock) -> None:
    Record.open(old, clock).close()
    scratch = sqlite3.connect(":memory:")
    create(scratch)
    statement = "SELECT type, name, sql FROM sqlite_master WHERE tbl_name NOT LIKE '%sqlite%' ORDER BY name"
    assert rows(old, statement) == scratch.execute(statement).fetchall()
    scratch.close()


def test_every_table_is_either_a_truth_or_rebuilt(path: Path, clock: ManualClock) -> None:
    Record.open(path, clock).close()
    tables = rows(path, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%sqlite%'")
    assert {name for (name,) in tables} == {*TRUTHS, *STATE_TABLES}
    assert not set(TRUTHS) & set(STATE_TABLES)


def test_every_table_is_strict_and_no_name_number_or_pin_need_be_unique(
    path: Path, clock: ManualClock
) -> None:
    Record.open(path, clock).close()
    listed = rows(
        path, "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE '%sqlite%'"
    )
    assert all(strict for _name, strict in listed)
    unique = rows(
        path,
        "SELECT m.name, i.origin, c.name FROM sqlite_master m, pragma_index_list(m.name) i, pragma_index_info(i.name) c"
        " WHERE m.type = 'table' AND i.\"unique\" AND i.origin <> 'pk' AND m.name NOT LIKE '%sqlite%'",
    )
    assert {column for _table, _origin, column in unique} == {"station", "seq", "attempt_id", "try_number"}
