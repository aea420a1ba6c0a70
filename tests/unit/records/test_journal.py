"""The journal: what is written is chained, and what was written cannot be changed without being seen."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import pytest

from desktop.base.clock import ManualClock, stamp
from desktop.records.journal import NO_HASH, Line, broken_link, head_of
from desktop.records.maintenance import check
from desktop.records.queries.events import events
from desktop.records.record import Record
from tests.unit.records.tampering import restamp, restamp_all, unguarded
from tests.unit.records.verbs import BODIES, TRAINEE, entry, settle, write


def link(path: Path, station: str) -> int | None:
    connection = sqlite3.connect(path)
    try:
        return broken_link(connection, station)
    finally:
        connection.close()


def test_an_event_says_who_what_when_and_about_whom(record: Record, clock: ManualClock) -> None:
    clock.advance(61.0625)
    event = write(record, "site.created", actor="setup")
    assert (event.kind, event.subject, event.actor) == ("site.created", "site-1", "setup")
    assert event.when == clock.now().replace(microsecond=62000)
    assert event.monotonic == 61.062
    assert event.body == BODIES["site.created"]
    assert (event.station, event.seq, event.place, event.prev) == (record.station, 1, 1, NO_HASH)


def test_a_station_is_born_with_a_random_name(tmp_path: Path, clock: ManualClock) -> None:
    names = set()
    for number in range(3):
        with Record.open(tmp_path / f"{number}.db", clock) as record:
            names.add(record.station)
    assert len(names) == 3
    assert all(len(name) == 16 and int(name, 16) >= 0 for name in names)


def test_the_hash_can_be_computed_by_any_other_program(record: Record, clock: ManualClock) -> None:
    event = write(record, "site.created", actor="setup")
    body = '{"name":"城北社区实训点","site_id":"site-1"}'
    lines = ["doorstep-event/1", "0" * 64, record.station, "1", stamp(clock.now()), "0.000"]
    text = "\n".join([*lines, "setup", "site.created", "site-1", body])
    assert event.hash == hashlib.sha256(text.encode()).hexdigest()


def test_every_event_points_back_to_the_one_before(settled: Record) -> None:
    told = events(settled)
    assert [event.seq for event in told] == [1, 2, 3, 4, 5]
    assert [event.prev for event in told] == [NO_HASH, *(event.hash for event in told[:-1])]
    assert settled.head().hash == told[-1].hash


def test_the_head_of_a_new_record_is_empty(record: Record) -> None:
    head = record.head()
    assert (head.station, head.seq, head.hash) == (record.station, 0, NO_HASH)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET body = '{}' WHERE seq = 2",
        "UPDATE event SET hash = 'x' WHERE seq = 5",
        "DELETE FROM event WHERE seq = 5",
        "DELETE FROM event",
        "INSERT OR REPLACE INTO event SELECT * FROM event WHERE seq = 2",
        (
            "INSERT OR REPLACE INTO event SELECT 2, station, 6, at, monotonic, actor, kind, subject, body, hash, 'x'"
            " FROM event WHERE seq = 5"
        ),
        (
            "INSERT INTO event SELECT NULL, station, 9, at, monotonic, actor, kind, subject, body, prev, hash"
            " FROM event WHERE seq = 5"
        ),
        (
            "INSERT INTO event SELECT NULL, station, 6, at, monotonic, actor, kind, subject, body, prev, hash"
            " FROM event WHERE seq = 5"
        ),
    ],
)
def test_a_written_event_can_neither_be_changed_nor_deleted_nor_replaced(
    settled: Record, statement: str
) -> None:
    before = events(settled)
    with pytest.raises(ValueError, match=r"append-only|must follow"), settled.writing() as connection:
        connection.execute(statement)
    assert events(settled) == before


def test_an_edited_body_breaks_the_chain(settled: Record, path: Path) -> None:
    with unguarded(path) as connection:
        connection.execute("UPDATE event SET body = replace(body, '07', '08') WHERE seq = 3")
    assert link(path, settled.station) == 3
    assert any("第 3 条" in fault for fault in check(path))


@pytest.mark.parametrize("column", ["at", "actor", "kind", "subject"])
def test_no_field_can_be_edited_unseen(settled: Record, path: Path, column: str) -> None:
    with unguarded(path) as connection:
        connection.execute(f"UPDATE event SET {column} = {column} || '1' WHERE seq = 4")
    assert link(path, settled.station) == 4


def test_an_edited_monotonic_time_breaks_the_chain(settled: Record, path: Path) -> None:
    with unguarded(path) as connection:
        connection.execute("UPDATE event SET monotonic = monotonic + 0.001 WHERE seq = 2")
    assert link(path, settled.station) == 2


def test_a_deleted_middle_event_breaks_the_chain(settled: Record, path: Path) -> None:
    with unguarded(path) as connection:
        connection.execute("DELETE FROM event WHERE seq = 3")
    assert link(path, settled.station) == 3
    assert any("第 3 条" in fault for fault in check(path))


def test_two_events_that_changed_places_break_the_chain(settled: Record, path: Path) -> None:
    with unguarded(path) as connection:
        connection.execute("UPDATE event SET seq = seq + 100 WHERE seq IN (2, 3)")
        connection.execute("UPDATE event SET seq = 3 WHERE seq = 102")
        connection.execute("UPDATE event SET seq = 2 WHERE seq = 103")
    assert link(path, settled.station) == 2


def test_a_middle_event_stamped_anew_breaks_the_chain_behind_it(settled: Record, path: Path) -> None:
    event = events(settled)[2]
    with unguarded(path) as connection:
        restamp(connection, event, '{"account_id":"trainee-1"}')
    assert link(path, settled.station) == 4
    assert check(path)


def test_a_cut_tail_is_told_by_the_second_witness(settled: Record, path: Path) -> None:
    with unguarded(path) as connection:
        connection.execute("DELETE FROM event WHERE seq = 5")
    assert link(path, settled.station) is None
    assert any("末尾" in fault for fault in check(path))


def test_a_journal_emptied_altogether_is_told(settled: Record, path: Path) -> None:
    with unguarded(path) as connection:
        connection.execute("DELETE FROM event")
    assert any("全部不见" in fault for fault in check(path))


def test_a_whole_chain_stamped_anew_has_another_head(settled: Record, path: Path) -> None:
    """A chain alone cannot see this; a head that somebody wrote down, as the receipt of a sitting does, can."""
    receipt = settled.head()
    with unguarded(path) as connection:
        restamp_all(connection, 3, '{"account_id":"trainee-1"}')
        assert broken_link(connection, settled.station) is None
        assert head_of(connection, settled.station).hash != receipt.hash


def test_a_field_that_could_forge_a_line_of_the_chain_is_refused(record: Record) -> None:
    with pytest.raises(ValueError, match="actor must be printable"):
        write(record, "site.created", actor="a\nb")
    with pytest.raises(ValueError, match="at most 200"):
        Line("2026", 0.0, "a" * 201, "kind", "subject", "{}")
    assert record.head().seq == 0


def test_an_unknown_kind_is_refused(record: Record) -> None:
    with pytest.raises(ValueError, match=r"unknown kind of event 'site\.moved'"):
        record.append("site.moved", "site-1", {}, actor="setup")


def test_a_body_that_json_cannot_hold_is_refused_and_nothing_is_written(settled: Record) -> None:
    before = settled.head()
    with pytest.raises(ValueError):
        write(settled, "activity.finished", result={"share": float("nan")})
    with pytest.raises(ValueError):
        write(settled, "activity.finished", result={"count": 2**53})
    assert settled.head() == before


def test_several_events_are_written_all_or_not_at_all(settled: Record) -> None:
    before = settled.head()
    with pytest.raises(ValueError, match="does not fit"):
        settled.append_all([entry("session.signed_in"), entry("class.enrolled", account_id="nobody")])
    assert settled.head() == before
    told = settled.append_all([entry("session.signed_in"), entry("session.signed_out")])
    assert [event.seq for event in told] == [6, 7]


def test_writing_no_events_is_nothing(settled: Record) -> None:
    assert settled.append_all([]) == ()
    assert settled.head().seq == 5


def test_a_clock_set_back_does_not_change_the_order(settled: Record, clock: ManualClock) -> None:
    first = write(settled, "session.signed_in")
    clock.advance(-86_400)
    second = write(settled, "session.signed_out")
    assert second.at < first.at
    assert [event.kind for event in events(settled, after=first.place - 1)] == [first.kind, second.kind]
    assert check(settled.path) == []


def test_events_are_found_by_subject_kind_and_place(settled: Record) -> None:
    write(settled, "session.signed_in", actor=TRAINEE)
    write(settled, "session.signed_out", actor=TRAINEE)
    about = events(settled, subject=TRAINEE)
    kinds = ["account.created", "class.enrolled", "session.signed_in", "session.signed_out"]
    assert [event.kind for event in about] == kinds
    assert [event.seq for event in events(settled, kinds=["account.created", "site.created"])] == [1, 2, 3]
    assert [event.seq for event in events(settled, after=5)] == [6, 7]
    assert [event.seq for event in events(settled, limit=2)] == [1, 2]


def test_the_journal_keeps_text_exactly(record: Record) -> None:
    name = "甲😀乙𠮷野家\u2028\ufeff 'quoted' \"double\" \\ \n end"
    write(record, "site.created", name=name)
    (event,) = events(record)
    assert event.body["name"] == name
    assert link(record.path, record.station) is None


def test_settling_writes_five_events(record: Record) -> None:
    settle(record)
    assert record.head().seq == 5
