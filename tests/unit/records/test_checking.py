"""Checking: a sound record is told sound, and every kind of damage has its sentence."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from desktop.base.clock import ManualClock
from desktop.records.maintenance import check, rebuild
from desktop.records.record import Record
from desktop.records.schema.versions import STATE_TABLES, VERSION
from tests.unit.records.tampering import unguarded
from tests.unit.records.verbs import step, whole_day, write


@pytest.fixture
def lived(path: Path, clock: ManualClock) -> Path:
    """The record of a whole day, closed."""
    with Record.open(path, clock) as record:
        whole_day(record)
    return path


def spoil(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        for statement in statements:
            connection.execute(statement)
    finally:
        connection.close()


def test_a_whole_day_is_sound(lived: Path) -> None:
    assert check(lived) == []
    assert check(lived, quick=True) == []


def test_a_record_is_checked_while_a_window_writes(record: Record) -> None:
    whole_day(record)
    assert check(record.path) == []
    write(record, "session.signed_in")
    assert check(record.path) == []


def test_checking_changes_nothing(lived: Path) -> None:
    before = lived.read_bytes()
    check(lived)
    assert lived.read_bytes() == before


def test_no_file_is_told(path: Path) -> None:
    assert check(path) == [f"没有这个文件：{path}。"]


def test_a_stranger_is_told(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("x" * 5000)
    (fault,) = check(path)
    assert "已损坏" in fault


def test_a_newer_record_is_told(lived: Path) -> None:
    spoil(lived, f"PRAGMA user_version = {VERSION + 1}")
    (fault,) = check(lived)
    assert "更新版本的程序" in fault


def test_broken_pages_are_told(lived: Path) -> None:
    content = bytearray(lived.read_bytes())
    for page in range(4, len(content) // 4096, 3):
        content[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    lived.write_bytes(content)
    assert any("损坏" in fault for fault in check(lived))


@pytest.mark.parametrize("size", [0.3, 0.6, 0.9])
def test_a_file_cut_short_is_told(lived: Path, size: float) -> None:
    content = lived.read_bytes()
    lived.write_bytes(content[: int(len(content) * size)])
    assert any("损坏" in fault for fault in check(lived))


def test_a_wrong_byte_in_an_event_is_told(lived: Path) -> None:
    content = lived.read_bytes()
    assert content.count("曾乐".encode()) >= 2
    lived.write_bytes(content.replace("曾乐".encode(), "曾东".encode()))
    assert any("断开" in fault for fault in check(lived))


@pytest.mark.parametrize("trigger", ["event_no_update", "event_no_delete", "event_follows"])
def test_a_missing_guard_is_told(lived: Path, trigger: str) -> None:
    spoil(lived, f"DROP TRIGGER {trigger}")
    assert check(lived) == [f"缺少 {trigger}：保护或索引被删除。"]


def test_a_guard_that_guards_nothing_is_told(lived: Path) -> None:
    spoil(
        lived,
        "DROP TRIGGER event_no_delete",
        "CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT 1; END",
    )
    assert check(lived) == ["event_no_delete 被改动过。"]


def test_a_missing_index_and_a_strange_table_are_told(lived: Path) -> None:
    spoil(lived, "DROP INDEX submission_first", "CREATE TABLE extra (x)")
    assert check(lived) == ["缺少 submission_first：保护或索引被删除。", "多出了不属于本程序的 extra。"]


def test_a_missing_table_is_told(lived: Path) -> None:
    spoil(lived, "PRAGMA foreign_keys = OFF", "DROP TABLE finding")
    assert check(lived) == ["缺少 finding：保护或索引被删除。"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE submission SET accuracy = 1.0, qualified = 4",
        "UPDATE account SET role = 'instructor' WHERE id = 'trainee-1'",
        "UPDATE sitting SET outcome = 'distinction'",
        "UPDATE sitting_answer SET chosen = '[\"c\"]'",
        "DELETE FROM comment",
        "DELETE FROM interruption",
        (
            "INSERT INTO credential SELECT 'forged', 99, 'DS-2026-0009', sitting_id, account_id, document, issued_at"
            " FROM credential"
        ),
        "UPDATE progress SET seconds = seconds + 3600",
        "UPDATE enrolment SET withdrawn_at = NULL",
        "INSERT INTO initial VALUES ('xx', 'trainee-1')",
    ],
)
def test_a_table_edited_by_hand_is_told_and_a_rebuild_mends_it(
    lived: Path, clock: ManualClock, statement: str
) -> None:
    spoil(lived, statement)
    (fault,) = check(lived)
    assert "与事件不符" in fault
    assert check(lived, quick=True) == []
    with Record.open(lived, clock) as record:
        assert rebuild(record) == 43
    assert check(lived) == []


def test_every_table_of_state_is_compared(lived: Path) -> None:
    for table in STATE_TABLES:
        copy = lived.with_name(f"{table}.db")
        copy.write_bytes(lived.read_bytes())
        spoil(copy, "PRAGMA foreign_keys = OFF", f"DELETE FROM {table}")
        assert any(f"表 {table} 与事件不符" in fault for fault in check(copy)), table


def test_a_draft_of_nothing_open_is_told(lived: Path) -> None:
    spoil(lived, "UPDATE step SET attempt_id = 'attempt-1'")
    assert check(lived) == ["草稿 attempt-1 不属于任何进行中的练习。"]


def test_a_draft_with_a_hole_is_told(lived: Path) -> None:
    spoil(lived, "DELETE FROM step WHERE seq = 1")
    assert check(lived) == ["草稿 attempt-3 缺少步骤。"]


def test_a_draft_of_an_attempt_that_is_not_there_is_told(lived: Path) -> None:
    spoil(lived, "INSERT INTO step VALUES ('ghost', 1, 'do', '{}')")
    assert check(lived) == [
        "表 step 有一行指向 attempt 中不存在的内容。",
        "草稿 ghost 不属于任何进行中的练习。",
    ]


def test_a_row_that_points_to_nothing_is_told(lived: Path) -> None:
    spoil(lived, "UPDATE comment SET attempt_id = 'ghost'")
    pointing, differing = check(lived)
    assert pointing.startswith("表 comment 的第 ")
    assert pointing.endswith("行指向 attempt 中不存在的内容。")
    assert "表 comment 与事件不符" in differing


def test_a_heartbeat_of_a_closed_sitting_is_told(lived: Path) -> None:
    spoil(lived, "UPDATE heartbeat SET sitting_id = 'sitting-1'")
    assert check(lived) == ["场次 sitting-1 已结束，却还有心跳记录。"]


def test_an_event_that_cannot_be_read_is_told(lived: Path) -> None:
    with unguarded(lived) as connection:
        connection.execute("UPDATE event SET body = '{\"site_id\": 1}' WHERE place = 1")
    faults = check(lived)
    assert any("第 1 条断开" in fault for fault in faults)
    assert any("无法重放" in fault for fault in faults)


def test_a_rebuild_leaves_journal_and_drafts_alone(record: Record) -> None:
    whole_day(record)
    head = record.head()
    assert rebuild(record) == head.seq == 43
    assert record.head() == head
    assert record.steps("attempt-3") == [("do", step(0)), ("undo", step(0))]
    assert record.last_heartbeat("sitting-2") is not None


def test_a_rebuild_that_fails_leaves_the_tables_as_they_were(lived: Path, clock: ManualClock) -> None:
    with unguarded(lived) as connection:
        connection.execute("UPDATE event SET body = '{}' WHERE place = 20")
        before = connection.execute("SELECT * FROM attempt").fetchall()
    with Record.open(lived, clock) as record, pytest.raises(ValueError):
        rebuild(record)
    connection = sqlite3.connect(lived)
    assert connection.execute("SELECT * FROM attempt").fetchall() == before
    connection.close()


def test_an_empty_record_is_sound_and_rebuilt_from_nothing(record: Record) -> None:
    assert rebuild(record) == 0
    assert check(record.path) == []


def test_long_work_tells_how_far_it_is_and_can_be_stopped(record: Record) -> None:
    whole_day(record)
    told: list[tuple[int, int]] = []

    def hear(done: int, total: int) -> None:
        told.append((done, total))

    assert check(record.path, progress=hear) == []
    assert rebuild(record, hear) == 43
    assert told == [(0, 43), (0, 43)]

    def stop(done: int, total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        rebuild(record, stop)
    assert check(record.path) == []
