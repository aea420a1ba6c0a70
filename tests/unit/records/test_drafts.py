"""Drafts and heartbeats: on the disk the moment the call returns, gone when they have their place in the journal."""

from __future__ import annotations

from datetime import timedelta, timezone
from pathlib import Path

import pytest

from desktop.annotation.codec import decode_step, encode_step
from desktop.annotation.document import Document, Step, adding
from desktop.annotation.history import History, Manner
from desktop.annotation.shapes.box import Box
from desktop.base.clock import ManualClock
from desktop.base.digest import digest_of
from desktop.records.draft import Heartbeat
from desktop.records.record import Record
from tests.unit.records.verbs import step, write


@pytest.fixture
def bench(settled: Record) -> Record:
    """A record with ``attempt-1`` open."""
    write(settled, "attempt.opened")
    return settled


def test_steps_come_back_in_order_with_their_manner(bench: Record) -> None:
    done = [("do", step(0)), ("do", step(1)), ("undo", step(1)), ("redo", step(1))]
    for manner, content in done:
        bench.save_step("attempt-1", manner, content)  # type: ignore[arg-type]
    assert bench.steps("attempt-1") == done


def test_a_step_survives_without_closing_the_record(bench: Record, path: Path, clock: ManualClock) -> None:
    bench.save_step("attempt-1", "do", step(0))
    with Record.open_readonly(path, clock) as other:
        assert other.steps("attempt-1") == [("do", step(0))]


def test_a_draft_gives_the_document_back_with_its_undo_and_redo(bench: Record) -> None:
    def keep(manner: Manner, done: Step) -> None:
        bench.save_step("attempt-1", manner, encode_step(done))

    history = History(Document(), keep)
    for number in range(4):
        history.do(adding("画框", history.document, Box(f"m{number}", "car", number, 0, number + 9.25, 7)))
    history.undo()
    history.undo()
    history.redo()

    resumed = History(Document())
    resumed.replay((manner, decode_step(kept)) for manner, kept in bench.steps("attempt-1"))
    assert resumed.document.marks() == history.document.marks()
    assert (resumed.next_undo, resumed.next_redo) == ("画框", "画框")
    resumed.redo()
    assert len(resumed.document) == 4


def test_drafts_of_two_attempts_do_not_mix(bench: Record) -> None:
    write(bench, "attempt.opened", attempt_id="attempt-2", exercise_id="e2")
    bench.save_step("attempt-1", "do", step(1))
    bench.save_step("attempt-2", "do", step(2))
    assert bench.steps("attempt-1") == [("do", step(1))]
    assert bench.steps("attempt-2") == [("do", step(2))]


def test_handing_in_prunes_the_draft_and_keeps_its_digest(bench: Record) -> None:
    bench.save_step("attempt-1", "do", step(0))
    kept = bench.draft_digest("attempt-1")
    assert kept == digest_of([["do", step(0)]])
    event = write(bench, "attempt.submitted", draft_digest=kept)
    assert bench.steps("attempt-1") == []
    assert event.body["draft_digest"] == kept


def test_setting_aside_prunes_the_draft(bench: Record) -> None:
    bench.save_step("attempt-1", "do", step(0))
    write(bench, "attempt.abandoned")
    assert bench.steps("attempt-1") == []


@pytest.mark.parametrize("ending", ["attempt.submitted", "attempt.abandoned"])
def test_no_step_is_taken_once_an_attempt_has_ended(bench: Record, ending: str) -> None:
    write(bench, ending)
    with pytest.raises(ValueError, match="'attempt-1' is not open"):
        bench.save_step("attempt-1", "do", step(0))


def test_a_reopened_attempt_takes_steps_again(bench: Record) -> None:
    write(bench, "attempt.submitted")
    write(bench, "attempt.reopened")
    bench.save_step("attempt-1", "do", step(0))
    assert len(bench.steps("attempt-1")) == 1


def test_a_step_of_an_unknown_attempt_is_refused(bench: Record) -> None:
    with pytest.raises(ValueError, match="'attempt-9' is not open"):
        bench.save_step("attempt-9", "do", step(0))


def test_a_step_is_done_undone_or_redone(bench: Record) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        bench.save_step("attempt-1", "twice", step(0))  # type: ignore[arg-type]


def test_a_step_that_json_cannot_hold_is_refused(bench: Record) -> None:
    with pytest.raises(ValueError):
        bench.save_step("attempt-1", "do", {"x": float("inf")})
    assert bench.steps("attempt-1") == []


def test_the_last_heartbeat_is_kept_on_all_three_clocks(settled: Record, clock: ManualClock) -> None:
    write(settled, "sitting.created")
    assert settled.last_heartbeat("sitting-1") is None
    settled.save_heartbeat("sitting-1", clock.now(), 1.5, "boot-1")
    clock.advance(30)
    settled.save_heartbeat("sitting-1", clock.now(), 31.5, "boot-2")
    assert settled.last_heartbeat("sitting-1") == Heartbeat(clock.now(), 31.5, "boot-2")


def test_a_heartbeat_keeps_the_moment_in_any_time_zone(settled: Record, clock: ManualClock) -> None:
    write(settled, "sitting.created")
    local = clock.now().astimezone(timezone(timedelta(hours=8)))
    settled.save_heartbeat("sitting-1", local, 0.0, "boot-1")
    beat = settled.last_heartbeat("sitting-1")
    assert beat is not None
    assert beat.wall == clock.now()


def test_closing_a_sitting_drops_its_heartbeat(settled: Record, clock: ManualClock) -> None:
    write(settled, "sitting.created")
    settled.save_heartbeat("sitting-1", clock.now(), 1.5, "boot-1")
    write(settled, "sitting.closed")
    assert settled.last_heartbeat("sitting-1") is None


def test_a_heartbeat_of_no_sitting_is_refused(settled: Record, clock: ManualClock) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        settled.save_heartbeat("sitting-9", clock.now(), 1.5, "boot-1")
