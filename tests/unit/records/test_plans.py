"""Plans: no page's question walks through a whole table that grows with every trainee and every day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from desktop.base.clock import ManualClock
from desktop.records.queries import (
    attempts,
    board,
    classes,
    credentials,
    events,
    people,
    progress,
    reviews,
    sittings,
    submissions,
)
from desktop.records.queries.attempts import AttemptFilter
from desktop.records.record import Record
from tests.unit.records.verbs import CLASS, TRAINEE, step, whole_day

START = datetime(2026, 11, 1, tzinfo=UTC)
IN_CLASS = AttemptFilter(class_id=CLASS, handed_in=True)
#: Walking through these is fine: there are as many rows as people or classes.
SMALL = {"account", "cohort", "initial", "site"}
#: What a question makes for itself, small by its own conditions.
MADE_UP = {"g", "looked", "closed", "json_each", "CONSTANT"}

QUESTIONS: dict[str, Callable[[Record], object]] = {
    "who may sign in": lambda r: people.accounts(r, search="zl"),
    "who is in the class": lambda r: people.accounts(r, class_id=CLASS),
    "one person": lambda r: people.account(r, TRAINEE),
    "wrong PINs": lambda r: people.pin_failures(r, TRAINEE),
    "classes": classes.cohorts,
    "my class": lambda r: classes.class_of(r, TRAINEE),
    "the roll": lambda r: classes.enrolments(r, CLASS),
    "what is finished": lambda r: progress.finished_activities(r, CLASS, TRAINEE),
    "last results": lambda r: progress.results_of(r, CLASS, TRAINEE, "a", limit=5),
    "answers": lambda r: progress.theory_answers(r, CLASS, TRAINEE, first_only=True),
    "answers of an activity": lambda r: progress.theory_answers(r, CLASS, TRAINEE, activities=["a", "b"]),
    "weak requirements": lambda r: progress.requirement_tallies(r, CLASS, TRAINEE),
    "minutes a day": lambda r: progress.effort_by_day(r, TRAINEE, timedelta(hours=8)),
    "time since": lambda r: progress.seconds_since(r, TRAINEE, START),
    "one attempt": lambda r: attempts.attempt(r, "attempt-1"),
    "open attempts": lambda r: attempts.open_attempts(r, TRAINEE),
    "attempts of a class": lambda r: attempts.attempts(r, IN_CLASS, limit=50),
    "worst attempts of a class": lambda r: attempts.attempts(r, IN_CLASS, sort="worst", limit=50),
    "attempts of a person": lambda r: attempts.attempts(r, AttemptFilter(account_id=TRAINEE)),
    "attempts of a sitting": lambda r: attempts.attempts(r, AttemptFilter(sitting_id="sitting-1")),
    "how many attempts": lambda r: attempts.count_attempts(r, IN_CLASS),
    "one try": lambda r: submissions.submission(r, "attempt-1"),
    "all tries": lambda r: submissions.submissions(r, "attempt-1"),
    "first tries": lambda r: submissions.first_tries(r, CLASS, TRAINEE, limit=20),
    "tries of a sitting": lambda r: submissions.sitting_tries(r, "sitting-1"),
    "exercises done": lambda r: submissions.exercise_histories(r, CLASS, TRAINEE),
    "weak points": lambda r: submissions.finding_tallies(r, CLASS, TRAINEE, last=20),
    "one sitting": lambda r: sittings.sitting(r, "sitting-1"),
    "sittings of a person": lambda r: sittings.sittings(r, account_id=TRAINEE),
    "sittings of a class": lambda r: sittings.sittings(r, class_id=CLASS),
    "the sitting to resume": lambda r: sittings.running_sitting(r, TRAINEE),
    "its parts": lambda r: sittings.sitting_parts(r, "sitting-1"),
    "its answers": lambda r: sittings.sitting_answers(r, "sitting-1"),
    "its interruptions": lambda r: sittings.interruptions(r, "sitting-1"),
    "remarks on an attempt": lambda r: reviews.comments(r, "attempt-1"),
    "remarks for a trainee": lambda r: reviews.comments_for(r, TRAINEE, limit=5),
    "corrections": lambda r: reviews.corrections(r, "attempt-1"),
    "a certificate by number": lambda r: credentials.credential(r, "DS-2026-0001"),
    "the board": lambda r: board.board(r, CLASS),
    "one row of the board": lambda r: board.progress_of(r, CLASS, TRAINEE),
    "outcomes": lambda r: board.outcomes(r, CLASS),
    "the log of a sitting": lambda r: events.events(r, subject="sitting-1", kinds=["sitting.interrupted"]),
    "events after a place": lambda r: events.events(r, after=30),
    "the draft": lambda r: r.steps("attempt-3"),
    "the head": lambda r: r.head(),
    "a stroke": lambda r: r.save_step("attempt-3", "do", step(9)),
}


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    path = tmp_path_factory.mktemp("plans") / "record.db"
    with Record.open(path, ManualClock(datetime(2026, 11, 23, 1, 0, tzinfo=UTC))) as record:
        whole_day(record)
        yield record


def walks(record: Record, ask: Callable[[Record], object]) -> list[str]:
    """Return the tables that a question walks through from end to end."""
    statements: list[str] = []
    with record.reading() as connection:
        connection.set_trace_callback(statements.append)
        ask(record)
        connection.set_trace_callback(None)
        questions = [text for text in statements if re.match(r"\s*(SELECT|WITH|INSERT)", text)]
        plans = [row[3] for text in questions for row in connection.execute(f"EXPLAIN QUERY PLAN {text}")]
        aliases = {
            alias: table
            for text in questions
            for table, alias in re.findall(r"(?:FROM|JOIN|,)\s+(\w+)(?:\([^)]*\))? (\w+)", text)
            if alias.islower()
        }
    walked = [re.match(r"SCAN (\w+)", plan) for plan in plans]
    return [aliases.get(found[1], found[1]) for found in walked if found]


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_question_walks_through_a_table_that_grows(lived: Record, question: str) -> None:
    assert set(walks(lived, QUESTIONS[question])) <= SMALL | MADE_UP


def test_a_walk_would_be_noticed(lived: Record) -> None:
    def careless(record: Record) -> object:
        return record.query(tuple, "SELECT t.item_id FROM theory_answer t WHERE t.correct = 1")

    assert walks(lived, careless) == ["theory_answer"]
