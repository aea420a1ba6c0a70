"""Any day at all: whatever is done in whatever order, the tables are what the journal says and drafts are what was drawn.

A random walk over the verbs of a station beside a simple model of it: some verbs fit, some do not; those that do not
are refused and leave no trace.
"""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from desktop.base.clock import ManualClock
from desktop.records.maintenance import backup, check, rebuild
from desktop.records.queries.attempts import attempt
from desktop.records.queries.sittings import sitting_answers
from desktop.records.record import Record
from tests.unit.records.tables import tables
from tests.unit.records.verbs import FINDING, INSTRUCTOR, TRAINEE, settle, step, write

people = st.sampled_from([TRAINEE, "trainee-2", INSTRUCTOR, "stranger"])
places = st.sampled_from(["m1-practice", "m2-practice"])
exercises = st.sampled_from(["e1", "e2", "e3"])
attempt_ids = st.sampled_from([f"attempt-{number}" for number in range(5)])
sitting_ids = st.sampled_from(["sitting-1", "sitting-2"])
shares = st.none() | st.integers(0, 4).map(lambda n: n / 4)
counts = st.builds(
    lambda gold, missed, extra: {"gold": gold, "missed": missed, "extra": extra, "qualified": gold - missed},
    st.integers(3, 6),
    st.integers(0, 3),
    st.integers(0, 3),
)
findings = st.lists(
    st.sampled_from([FINDING, {"code": "MISS", "severity": "severe"}, {"code": "LOOSE", "clause": "2.1"}]),
    max_size=4,
)


class AnyDay(RuleBasedStateMachine):
    """A station and what is known of it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.clock = ManualClock(datetime(2026, 11, 23, 1, 0, tzinfo=UTC))
        self.record = Record.open(self.folder / "record.db", self.clock)
        self.written = 0
        self.enrolled = {TRAINEE, "trainee-2"}
        self.state: dict[str, str] = {}
        self.tries: dict[str, int] = {}
        self.drafts: dict[str, list[tuple[str, dict[str, Any]]]] = {}
        self.answers: dict[str, dict[str, tuple[str, ...]]] = {}
        self.closed: set[str] = set()

    @initialize()
    def settle(self) -> None:
        settle(self.record)
        write(self.record, "account.created", account_id="trainee-2", name="王芳", initials=["wf"])
        write(self.record, "class.enrolled", account_id="trainee-2")
        self.written = 7

    def write(self, fits: bool, kind: str, **changes: Any) -> bool:
        """Write an event that is expected to fit or to be refused without a trace."""
        if fits:
            write(self.record, kind, **changes)
            self.written += 1
        else:
            with pytest.raises(ValueError):
                write(self.record, kind, **changes)
        return fits

    @rule(person=people, kind=st.sampled_from(["session.signed_in", "session.pin_failed", "account.pin_set"]))
    def come_in(self, person: str, kind: str) -> None:
        self.write(person != "stranger", kind, account_id=person)

    @rule(person=people, back=st.booleans())
    def leave(self, person: str, back: bool) -> None:
        self.write(person in self.enrolled, "class.withdrawn", account_id=person)
        if back and self.write(person != "stranger", "class.enrolled", account_id=person):
            self.enrolled.add(person)

    @rule(person=people, place=places, seconds=st.integers(0, 900))
    def finish(self, person: str, place: str, seconds: int) -> None:
        self.write(
            person != "stranger", "activity.finished", account_id=person, activity_id=place, seconds=seconds
        )

    @rule(person=people, place=places, item=st.sampled_from("qr"), correct=st.booleans(), first=st.booleans())
    def answer_theory(self, person: str, place: str, item: str, correct: bool, first: bool) -> None:
        given = {
            "account_id": person,
            "activity_id": place,
            "item_id": item,
            "correct": correct,
            "first": first,
        }
        self.write(person != "stranger", "theory.answered", **given)

    @rule(
        attempt_id=attempt_ids,
        person=people,
        place=places,
        exercise=exercises,
        sitting=st.none() | sitting_ids,
    )
    def open_attempt(
        self, attempt_id: str, person: str, place: str, exercise: str, sitting: str | None
    ) -> None:
        fits = (
            attempt_id not in self.state and person != "stranger" and (not sitting or sitting in self.answers)
        )
        given = {
            "attempt_id": attempt_id,
            "account_id": person,
            "activity_id": place,
            "exercise_id": exercise,
        }
        mode = {"mode": "exam" if sitting else "practice", "sitting_id": sitting or ""}
        if self.write(fits, "attempt.opened", **given, **mode):
            self.state[attempt_id] = "open"
            self.drafts[attempt_id] = []
            self.tries[attempt_id] = 0

    @rule(
        attempt_id=attempt_ids,
        manner=st.sampled_from(["do", "do", "undo", "redo"]),
        number=st.integers(0, 99),
    )
    def draw(self, attempt_id: str, manner: Any, number: int) -> None:
        if self.state.get(attempt_id) == "open":
            self.record.save_step(attempt_id, manner, step(number))
            self.drafts[attempt_id].append((manner, step(number)))
        else:
            with pytest.raises(ValueError, match="not open"):
                self.record.save_step(attempt_id, manner, step(number))

    @rule(
        attempt_id=attempt_ids, accuracy=shares, counted=counts, found=findings, seconds=st.integers(0, 900)
    )
    def hand_in(
        self, attempt_id: str, accuracy: float | None, counted: Any, found: Any, seconds: int
    ) -> None:
        fits = self.state.get(attempt_id) == "open"
        number = self.tries.get(attempt_id, 0) + 1
        score = {"accuracy": accuracy, "counts": counted, "findings": found, "seconds": seconds}
        if self.write(fits, "attempt.submitted", attempt_id=attempt_id, try_number=number, **score):
            self.state[attempt_id] = "submitted"
            self.tries[attempt_id] = number
            self.drafts[attempt_id] = []

    @rule(attempt_id=attempt_ids, accuracy=shares, counted=counts, found=findings, last=st.booleans())
    def score(self, attempt_id: str, accuracy: float | None, counted: Any, found: Any, last: bool) -> None:
        fits = self.tries.get(attempt_id, 0) > 0
        score = {"accuracy": accuracy, "counts": counted, "findings": found}
        self.write(fits, "attempt.scored", attempt_id=attempt_id, try_number=None if last else 1, **score)

    @rule(attempt_id=attempt_ids)
    def reopen(self, attempt_id: str) -> None:
        if self.write(self.state.get(attempt_id) == "submitted", "attempt.reopened", attempt_id=attempt_id):
            self.state[attempt_id] = "open"

    @rule(attempt_id=attempt_ids)
    def abandon(self, attempt_id: str) -> None:
        if self.write(self.state.get(attempt_id) == "open", "attempt.abandoned", attempt_id=attempt_id):
            self.state[attempt_id] = "abandoned"
            self.drafts[attempt_id] = []

    @rule(attempt_id=attempt_ids, kind=st.sampled_from(["review.commented", "review.corrected"]))
    def review(self, attempt_id: str, kind: str) -> None:
        self.write(attempt_id in self.state, kind, attempt_id=attempt_id)

    @rule(sitting=sitting_ids)
    def begin_sitting(self, sitting: str) -> None:
        if self.write(sitting not in self.answers, "sitting.created", sitting_id=sitting):
            self.answers[sitting] = {}

    @rule(
        sitting=sitting_ids, item=st.sampled_from("xyz"), chosen=st.lists(st.sampled_from("abc"), max_size=3)
    )
    def answer(self, sitting: str, item: str, chosen: list[str]) -> None:
        fits = sitting in self.answers and sitting not in self.closed
        if self.write(fits, "sitting.answered", sitting_id=sitting, item_id=item, chosen=chosen):
            self.answers[sitting][item] = tuple(chosen)

    @rule(sitting=sitting_ids, gap=st.floats(0, 1e6))
    def interrupt(self, sitting: str, gap: float) -> None:
        self.write(sitting in self.answers, "sitting.interrupted", sitting_id=sitting, gap_seconds=gap)

    @rule(sitting=sitting_ids, kind=st.sampled_from(["sitting.decided", "sitting.released"]))
    def decide(self, sitting: str, kind: str) -> None:
        self.write(sitting in self.answers, kind, sitting_id=sitting)

    @rule(sitting=sitting_ids)
    def close_sitting(self, sitting: str) -> None:
        fits = sitting in self.answers and sitting not in self.closed
        if self.write(fits, "sitting.closed", sitting_id=sitting):
            self.closed.add(sitting)

    @precondition(lambda self: self.answers.keys() - self.closed)
    @rule()
    def beat(self) -> None:
        alive = min(self.answers.keys() - self.closed)
        self.record.save_heartbeat(alive, self.clock.now(), self.clock.monotonic(), self.clock.boot())

    @rule(seconds=st.integers(-3600, 86_400))
    def wait(self, seconds: int) -> None:
        self.clock.advance(seconds)

    @rule()
    def open_again(self) -> None:
        self.record.close()
        self.record = Record.open(self.folder / "record.db", self.clock)

    @invariant()
    def every_event_and_no_more_is_in_the_chain(self) -> None:
        assert self.record.head().seq == self.written

    @invariant()
    def drafts_are_what_was_drawn(self) -> None:
        for attempt_id, drawn in self.drafts.items():
            assert self.record.steps(attempt_id) == drawn
            found = attempt(self.record, attempt_id)
            assert found is not None
            assert (found.state, found.tries) == (self.state[attempt_id], self.tries[attempt_id])

    @invariant()
    def answers_are_what_was_chosen(self) -> None:
        for sitting, chosen in self.answers.items():
            assert {row.item_id: row.chosen for row in sitting_answers(self.record, sitting)} == chosen

    def teardown(self) -> None:
        try:
            live = tables(self.record.path)
            assert check(self.record.path) == []
            assert rebuild(self.record) == self.written
            assert tables(self.record.path) == live
            copy = backup(self.record, self.folder / "copies")
            assert tables(copy) == live
        finally:
            self.record.close()
            shutil.rmtree(self.folder)


AnyDay.TestCase.settings = settings(max_examples=30, stateful_step_count=30, deadline=None)
TestAnyDay = AnyDay.TestCase
