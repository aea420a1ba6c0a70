"""Points that a person gives: the latest word counts, taken back is gone, released is final, and nothing is ever lost."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from desktop.base.clock import ManualClock
from desktop.records.maintenance import check, rebuild
from desktop.records.queries.attempts import AttemptFilter, attempts, count_attempts
from desktop.records.queries.events import events
from desktop.records.queries.points import (
    open_points_of,
    open_points_of_sitting,
    points_given,
    points_release,
    releases_for,
)
from desktop.records.record import Record
from tests.unit.records.tables import tables
from tests.unit.records.verbs import CLASS, INSTRUCTOR, TRAINEE, practise, settle, write

ROOT = Path(__file__).parents[3]
OLD = Path(__file__).parent / "old" / "record-v2.db"


@pytest.fixture
def waiting(record: Record) -> Record:
    """A record with one attempt that waits for two points."""
    settle(record)
    practise(record, "attempt-1", open_points=2)
    return record


def give(record: Record, check_id: str, *, met: bool | None, comment: str = "") -> None:
    write(record, "review.point_given", try_number=1, check=check_id, met=met, comment=comment)


def said(record: Record) -> list[tuple[str, bool, str]]:
    return [(one.check, one.met, one.comment) for one in points_given(record, "attempt-1", 1)]


def test_the_latest_word_on_a_point_counts_and_says_who_and_when(waiting: Record) -> None:
    give(waiting, "c4", met=True)
    give(waiting, "c5", met=False, comment="太生硬")
    give(waiting, "c4", met=False, comment="答非所问")
    assert said(waiting) == [("c5", False, "太生硬"), ("c4", False, "答非所问")]
    (first, _second) = points_given(waiting, "attempt-1", 1)
    assert first.author == "李老师"
    assert first.at == waiting.clock.now()
    assert points_given(waiting, "attempt-1", 2) == ()


def test_a_point_taken_back_is_open_again_and_the_journal_keeps_both_words(waiting: Record) -> None:
    give(waiting, "c4", met=True)
    give(waiting, "c4", met=None)
    assert said(waiting) == []
    told = events(waiting, subject="attempt-1", kinds=("review.point_given",))
    assert [event.body["met"] for event in told] == [True, None]
    assert {event.actor for event in told} == {INSTRUCTOR}


def test_released_points_are_final(waiting: Record) -> None:
    give(waiting, "c4", met=True)
    write(waiting, "review.points_released", try_number=1)
    found = points_release(waiting, "attempt-1", 1)
    assert found is not None
    assert (found.author, found.exercise_id) == ("李老师", "e1")
    assert releases_for(waiting, TRAINEE) == (found,)
    with pytest.raises(ValueError, match="has its points released"):
        give(waiting, "c4", met=False)
    with pytest.raises(ValueError, match="changes 0 rows"):
        write(waiting, "review.points_released", try_number=1)
    assert said(waiting) == [("c4", True, "")]


def test_points_of_a_try_that_is_not_there_are_refused(waiting: Record) -> None:
    head = waiting.head()
    with pytest.raises(ValueError, match="has no such try"):
        write(waiting, "review.point_given", try_number=7)
    assert waiting.head() == head


def test_what_waits_is_counted_by_class_by_trainee_and_in_the_list(waiting: Record) -> None:
    practise(waiting, "attempt-2", exercise_id="e2")
    assert open_points_of(waiting, CLASS) == (1, 2)
    assert open_points_of(waiting, CLASS, TRAINEE) == (1, 2)
    assert open_points_of(waiting, CLASS, "somebody else") == (0, 0)
    wanted = AttemptFilter(class_id=CLASS, open_points=True)
    assert [(each.attempt_id, each.open_points) for each in attempts(waiting, wanted)] == [("attempt-1", 2)]
    assert count_attempts(waiting, wanted) == 1
    write(waiting, "attempt.scored", attempt_id="attempt-1", open_points=0)
    assert open_points_of(waiting, CLASS) == (0, 0)
    assert attempts(waiting, wanted) == ()


def test_an_earlier_try_waits_for_nothing_once_a_later_one_is_handed_in(waiting: Record) -> None:
    write(waiting, "attempt.reopened", attempt_id="attempt-1")
    assert open_points_of(waiting, CLASS) == (0, 0)
    write(waiting, "attempt.submitted", attempt_id="attempt-1", try_number=2)
    assert open_points_of(waiting, CLASS) == (0, 0)


def test_the_work_of_a_sitting_is_counted_together(waiting: Record) -> None:
    write(waiting, "sitting.created")
    for number in (1, 2):
        task = {"mode": "exam", "sitting_id": "sitting-1", "activity_id": ""}
        write(waiting, "attempt.opened", attempt_id=f"t{number}", exercise_id=f"x{number}", **task)
        write(waiting, "attempt.submitted", attempt_id=f"t{number}", open_points=number)
    assert open_points_of_sitting(waiting, "sitting-1") == 3
    assert open_points_of_sitting(waiting, "sitting-9") == 0


def test_the_first_try_of_a_rollup_counts_what_the_points_decided(waiting: Record) -> None:
    practise(waiting, "attempt-3", exercise_id="e3", accuracy=1.0, counts={}, findings=[], open_points=1)
    with waiting.reading() as connection:
        statement = "SELECT first_judged, first_qualified FROM progress"
        before = connection.execute(statement).fetchone()
    write(
        waiting,
        "attempt.scored",
        attempt_id="attempt-3",
        counts={"gold": 1, "answer": 1, "matched": 1, "qualified": 1},
    )
    with waiting.reading() as connection:
        assert connection.execute(statement).fetchone() == (before[0] + 1, before[1] + 1)


def test_points_come_back_from_the_journal(path: Path, clock: ManualClock) -> None:
    with Record.open(path, clock) as record:
        settle(record)
        practise(record, "attempt-1", open_points=2)
        give(record, "c4", met=True)
        give(record, "c5", met=False, comment="太生硬")
        give(record, "c5", met=None)
        write(record, "review.points_released", try_number=1)
    before = tables(path)
    assert len(before["point"]) == 1
    with Record.open(path, clock) as record:
        rebuild(record)
    assert tables(path) == before
    assert check(path) == []


def test_a_record_of_the_version_before_is_brought_up(path: Path, clock: ManualClock) -> None:
    path.parent.mkdir()
    shutil.copy(OLD, path)
    with Record.open(path, clock) as record:
        assert open_points_of(record, CLASS) == (0, 0)
        write(record, "review.point_given", try_number=2)
        assert len(points_given(record, "attempt-1", 2)) == 1
    assert check(path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_a_point_that_was_acknowledged_survives_a_kill(path: Path, clock: ManualClock) -> None:
    with Record.open(path, clock) as record:
        settle(record)
        practise(record, "attempt-1", open_points=2)
    code = """
        import sys
        from pathlib import Path
        from desktop.base.clock import SystemClock
        from desktop.records.record import Record
        record = Record.open(Path(sys.argv[1]), SystemClock())
        for number in range(10_000):
            body = {"attempt_id": "attempt-1", "try_number": 1, "question": "q", "check": f"c{number}", "met": True}
            record.append("review.point_given", "attempt-1", body, actor="instructor-1")
            print(number, flush=True)
    """
    child = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    told = [int(next(child.stdout)) for _line in range(25)]
    os.kill(child.pid, signal.SIGKILL)
    told += [int(line) for line in child.stdout]
    child.wait()
    child.stdout.close()
    with Record.open(path, clock) as record:
        kept = {one.check for one in points_given(record, "attempt-1", 1)}
    assert {f"c{number}" for number in told} <= kept
    assert check(path) == []


def test_the_old_file_is_of_the_second_version() -> None:
    connection = sqlite3.connect(OLD)
    try:
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)
    finally:
        connection.close()
