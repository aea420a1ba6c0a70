"""Opening: one window at a time, and every fault of the world told calmly with what to do."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.base.clock import ManualClock
from desktop.base.errors import DamagedFileError, KnownError
from desktop.base.volumes import Volume
from desktop.records import connection
from desktop.records.maintenance import backup, check
from desktop.records.queries.events import events
from desktop.records.record import Record
from desktop.records.schema.versions import VERSION
from tests.unit.records.verbs import settle, step, write

ROOT = Path(__file__).parents[3]
OLD = Path(__file__).parent / "old" / "record-v1.db"


def sealed(path: Path, clock: ManualClock) -> Path:
    """Make a settled record, closed, and return its path."""
    with Record.open(path, clock) as record:
        settle(record)
    return path


def in_another_process(code: str, path: Path) -> str:
    """Run ``code`` with ``path`` and ``clock`` at hand in another process and return what it prints."""
    begin = """
        import sys
        from pathlib import Path
        from desktop.base.clock import SystemClock
        from desktop.base.errors import KnownError
        from desktop.records.record import Record
        path, clock = Path(sys.argv[1]), SystemClock()
    """
    script = textwrap.dedent(begin) + textwrap.dedent(code)
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_a_record_is_made_with_its_folder(path: Path, clock: ManualClock) -> None:
    with Record.open(path, clock) as record:
        assert record.path == path
    assert path.is_file()


def test_a_record_is_the_same_when_opened_again(path: Path, clock: ManualClock) -> None:
    with Record.open(path, clock) as record:
        settle(record)
        station, told = record.station, events(record)
    with Record.open(path, clock) as record:
        assert (record.station, events(record)) == (station, told)


def test_a_closed_record_is_one_file_and_its_lock(path: Path, clock: ManualClock) -> None:
    sealed(path, clock)
    assert sorted(entry.name for entry in path.parent.iterdir()) == ["record.db", "record.db.lock"]


def test_closing_twice_is_closing_once(path: Path, clock: ManualClock) -> None:
    record = Record.open(path, clock)
    record.close()
    record.close()


def test_a_commit_waits_for_the_disk(record: Record) -> None:
    with record.reading() as connection:
        settings = [
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema")
        ]
    assert settings == ["wal", 2, 1, 0]


@pytest.fixture
def stick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every path lie on a stick."""
    monkeypatch.setattr(connection, "volume_of", lambda _path: Volume(Path("/"), "", "removable", "exfat"))


def test_on_a_stick_there_is_no_log_and_a_commit_waits_all_the_same(
    path: Path, clock: ManualClock, stick: None
) -> None:
    with Record.open(path, clock) as record:
        settle(record)
        with record.reading() as reading:
            settings = [
                reading.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")
            ]
    assert settings == ["truncate", 2]
    left = [place.name for place in path.parent.iterdir() if place.stat().st_size]
    assert [name for name in left if name.startswith("record.db-")] == []


def test_a_record_moves_from_disk_to_stick_and_back(
    path: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    modes = []
    for kind in ("fixed", "removable", "fixed"):
        there = Volume(Path("/"), "", kind, "ntfs")  # type: ignore[arg-type]
        monkeypatch.setattr(connection, "volume_of", lambda _path, there=there: there)
        with Record.open(path, clock) as record:
            write(record, "account.created", account_id=f"t{len(modes)}", name="张三")
            with record.reading() as reading:
                modes.append(reading.execute("PRAGMA journal_mode").fetchone()[0])
    assert modes == ["wal", "truncate", "wal"]
    assert check(path) == []


def test_what_was_half_written_on_a_stick_is_undone_for_a_reader_too(
    path: Path, clock: ManualClock, stick: None
) -> None:
    with Record.open(path, clock) as record:
        settle(record)
        told = events(record)
    half_write(path)
    with Record.open_readonly(path, clock) as record:
        assert events(record) == told
    assert check(path) == []


def half_write(path: Path) -> None:
    """Leave what a process leaves that dies in the middle of a write without a log."""
    busy = sqlite3.connect(path, isolation_level=None)
    busy.execute("PRAGMA journal_mode = TRUNCATE")
    busy.execute("PRAGMA cache_size = 1")
    busy.execute("BEGIN IMMEDIATE")
    busy.execute("CREATE TABLE half AS SELECT zeroblob(9000) FROM event, event")
    kept = {name: path.with_name(name).read_bytes() for name in (path.name, f"{path.name}-journal")}
    busy.execute("ROLLBACK")
    busy.close()
    assert kept[f"{path.name}-journal"].strip(b"\0")
    for name, content in kept.items():
        path.with_name(name).write_bytes(content)


def test_a_second_window_of_the_same_process_is_refused(record: Record, clock: ManualClock) -> None:
    with pytest.raises(KnownError, match="另一个工作站窗口") as refused:
        Record.open(record.path, clock)
    assert refused.value.where == str(record.path)
    assert refused.value.remedy
    write(record, "site.created")


def test_a_second_process_is_refused_while_the_first_writes(record: Record) -> None:
    code = """
        try:
            Record.open(path, clock)
        except KnownError as fault:
            print(fault.what)
    """
    assert "另一个工作站窗口" in in_another_process(code, record.path)


def test_a_place_without_locks_is_told(
    path: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(handle: int) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("desktop.records.lock._lock", fail)
    with pytest.raises(KnownError, match="不能锁定文件") as refused:
        Record.open(path, clock)
    assert "网络盘" in refused.value.remedy
    assert not path.exists()


def test_a_second_process_reads_while_the_first_writes(settled: Record) -> None:
    write(settled, "session.signed_in")
    code = "print(Record.open_readonly(path, clock).head().seq)"
    assert in_another_process(code, settled.path) == "6"


def test_another_process_opens_the_record_once_it_is_closed(path: Path, clock: ManualClock) -> None:
    sealed(path, clock)
    assert in_another_process("print(Record.open(path, clock).head().seq)", path) == "5"


def test_a_reader_cannot_write(settled: Record, clock: ManualClock) -> None:
    with (
        Record.open_readonly(settled.path, clock) as reader,
        pytest.raises(KnownError, match="无法写入"),
    ):
        write(reader, "session.signed_in")


def test_a_reader_needs_a_record(path: Path, clock: ManualClock) -> None:
    with pytest.raises(KnownError):
        Record.open_readonly(path, clock)
    assert not path.exists()


def test_many_threads_write_one_after_the_other(settled: Record) -> None:
    write(settled, "attempt.opened")

    def work(offset: int) -> None:
        for number in range(20):
            settled.save_step("attempt-1", "do", step(offset + number))
            write(settled, "session.signed_in")

    threads = [threading.Thread(target=work, args=(100 * number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(settled.steps("attempt-1")) == 80
    assert settled.head().seq == 6 + 80
    assert len({event.prev for event in events(settled)}) == 86


def test_a_newer_record_is_refused_and_left_as_it_is(path: Path, clock: ManualClock) -> None:
    sealed(path, clock)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    before = path.read_bytes()
    for opening in (Record.open, Record.open_readonly):
        with pytest.raises(KnownError, match=f"格式 {VERSION + 1}，本程序到 {VERSION}") as refused:
            opening(path, clock)
        assert not isinstance(refused.value, DamagedFileError)
        assert "新版程序" in refused.value.remedy
    assert path.read_bytes() == before


def test_an_older_record_is_not_migrated_by_a_reader(path: Path, clock: ManualClock) -> None:
    path.parent.mkdir()
    shutil.copy(OLD, path)
    with pytest.raises(KnownError, match="旧格式"):
        Record.open_readonly(path, clock)


def damage_text(path: Path) -> None:
    path.write_bytes("这不是数据库。".encode() * 400)


def damage_head(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[:64] = b"\0" * 64
    path.write_bytes(content)


def damage_other(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE notes (text)")
    connection.close()


def damage_borrowed(path: Path) -> None:
    damage_other(path)
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.close()


def damage_emptied(path: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("DROP TABLE meta")
    connection.close()


def damage_nameless(path: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("DELETE FROM meta")
    connection.close()


@pytest.mark.parametrize(
    "damage", [damage_text, damage_head, damage_other, damage_borrowed, damage_emptied, damage_nameless]
)
def test_a_damaged_or_foreign_file_is_told_and_never_written_to(
    path: Path, clock: ManualClock, damage: Callable[[Path], None]
) -> None:
    sealed(path, clock)
    damage(path)
    before = path.read_bytes()
    for opening in (Record.open, Record.open_readonly):
        with pytest.raises(DamagedFileError, match="已损坏") as refused:
            opening(path, clock)
        assert refused.value.where == str(path)
        assert "备份" in refused.value.remedy
    assert path.read_bytes() == before
    with pytest.raises(DamagedFileError):  # the lock was freed: the second window is told the same
        Record.open(path, clock)


def test_a_record_cut_short_is_told_when_it_was_not_closed(path: Path, clock: ManualClock) -> None:
    sealed(path, clock)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2 // 4096 * 4096])
    # What a killed process leaves: a log that holds nothing whole.
    path.with_name("record.db-wal").write_bytes(b"\0" * 64)
    with pytest.raises(DamagedFileError, match="已损坏"):
        Record.open(path, clock)


def test_damage_met_while_reading_is_told(path: Path, clock: ManualClock) -> None:
    sealed(path, clock)
    with Record.open(path, clock) as record:
        for number in range(60):
            write(record, "account.created", account_id=f"t{number}", name="名" * 90)
    content = bytearray(path.read_bytes())
    for page in range(0, len(content), 4096):
        if "名名名".encode() in content[page : page + 4096]:
            content[page : page + 16] = b"\xff" * 16
    path.write_bytes(content)
    with Record.open(path, clock) as record, pytest.raises(DamagedFileError, match="已损坏"):
        events(record)


def test_an_empty_file_becomes_a_record(path: Path, clock: ManualClock) -> None:
    path.parent.mkdir()
    path.touch()
    with Record.open(path, clock) as record:
        settle(record)


def test_a_folder_in_the_place_of_the_record_is_told(path: Path, clock: ManualClock) -> None:
    path.mkdir(parents=True)
    with pytest.raises(KnownError) as refused:
        Record.open(path, clock)
    assert refused.value.where == str(path)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder that even root cannot write")
def test_a_folder_that_cannot_be_written_is_told(clock: ManualClock) -> None:
    with pytest.raises(KnownError, match="无法写入") as refused:
        Record.open(Path("/proc/self/record.db"), clock)
    assert refused.value.where == "/proc/self"
    assert refused.value.remedy


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_folder_is_told(path: Path, clock: ManualClock) -> None:
    sealed(path, clock)
    path.parent.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        with pytest.raises(KnownError, match="无法写入"):
            Record.open(path, clock)
    finally:
        path.parent.chmod(stat.S_IRWXU)


def test_a_full_disk_is_told_and_loses_nothing_written_before(settled: Record) -> None:
    write(settled, "attempt.opened")
    settled.save_step("attempt-1", "do", step(0))
    with settled.reading() as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")
    head = settled.head()
    big = {"name": "粘贴", "edits": ["x" * 100_000]}
    with pytest.raises(KnownError, match="磁盘已满") as refused:
        settled.save_step("attempt-1", "do", big)
    assert refused.value.remedy
    with pytest.raises(KnownError, match="磁盘已满"):
        write(settled, "activity.finished", result={"text": "x" * 100_000})
    assert settled.head() == head
    assert settled.steps("attempt-1") == [("do", step(0))]

    with settled.reading() as connection:
        connection.execute("PRAGMA max_page_count = 1000000")
    settled.save_step("attempt-1", "do", big)
    assert len(settled.steps("attempt-1")) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
def test_a_write_that_the_system_refuses_is_told(settled: Record, path: Path) -> None:
    settled.close()
    code = """
        import resource, signal
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
        with Record.open(path, clock) as record:
            kept = 0
            try:
                for kept in range(1000):
                    record.append("site.created", "s", {"site_id": "s", "name": "x" * 2000}, actor="setup")
            except KnownError as fault:
                print(type(fault).__name__, fault.what)
            assert kept > 0
            assert record.head().seq == 5 + kept
    """
    told = in_another_process(code, path)
    assert told.startswith("KnownError")
    assert "磁盘" in told


def test_another_program_holding_the_file_is_told(record: Record) -> None:
    with record.reading() as connection:
        connection.execute("PRAGMA busy_timeout = 10")
    other = sqlite3.connect(record.path, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(KnownError, match="另一个程序占用"):
            write(record, "site.created")
    finally:
        other.close()
    write(record, "site.created")


def test_our_own_mistake_is_not_dressed_up_as_the_worlds(record: Record) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        record.query(tuple, "SELECT * FROM nowhere")


@pytest.mark.parametrize("size", [1, 16, 511])
def test_a_record_cut_to_a_few_bytes_is_refused_and_left_as_it_is(
    tmp_path: Path, clock: ManualClock, size: int
) -> None:
    path = tmp_path / "record.db"
    path.write_bytes(b"S" * size)
    with pytest.raises(DamagedFileError):
        Record.open(path, clock)
    assert path.read_bytes() == b"S" * size


def test_an_empty_record_beside_its_backups_is_no_new_pc(tmp_path: Path, clock: ManualClock) -> None:
    path = tmp_path / "record.db"
    with Record.open(path, clock) as record:
        backup(record, tmp_path / "backups")
    path.write_bytes(b"")
    with pytest.raises(DamagedFileError):
        Record.open(path, clock)
    assert path.read_bytes() == b""
