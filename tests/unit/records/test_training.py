"""Learning and practising: what the events make of them, and the questions that pages ask."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desktop.base.clock import ManualClock
from desktop.records.maintenance import check
from desktop.records.queries.attempts import (
    AttemptFilter,
    Sort,
    attempt,
    attempts,
    count_attempts,
    open_attempts,
)
from desktop.records.queries.board import board, progress_of
from desktop.records.queries.progress import (
    effort_by_day,
    finished_activities,
    requirement_tallies,
    seconds_since,
    theory_answers,
)
from desktop.records.queries.reviews import comments, comments_for, corrections
from desktop.records.queries.submissions import (
    exercise_histories,
    finding_tallies,
    first_tries,
    sitting_tries,
    submission,
    submissions,
)
from desktop.records.record import Record
from tests.unit.records.verbs import BOX, CLASS, FINDING, INSTRUCTOR, SCORE, TRAINEE, practise, write

CHINA = timedelta(hours=8)


def test_an_activity_may_be_finished_often(settled: Record, clock: ManualClock) -> None:
    begun = clock.now()
    write(settled, "activity.finished")
    clock.advance(600)
    write(settled, "activity.finished", result={"pages": 5})
    write(settled, "activity.finished", activity_id="m1-drill", result={})
    lesson, drill = finished_activities(settled, CLASS, TRAINEE)
    assert (lesson.activity_id, lesson.times, lesson.result) == ("m1-lesson", 2, {"pages": 5})
    assert (lesson.first_at, lesson.last_at) == (begun, clock.now())
    assert (drill.activity_id, drill.times) == ("m1-drill", 1)


def test_an_answer_is_as_it_was_given(settled: Record) -> None:
    write(settled, "theory.answered")
    (answer,) = theory_answers(settled, CLASS, TRAINEE)
    assert (answer.activity_id, answer.item_id, answer.chosen) == ("m1-theory", "q1", ("b", "c"))
    assert (answer.correct, answer.first, answer.seconds) == (False, True, 12.5)
    assert answer.requirements == ("R1", "R2")


def test_answers_come_latest_first_and_can_be_narrowed(settled: Record) -> None:
    write(settled, "theory.answered", item_id="q1")
    write(settled, "theory.answered", item_id="q1", first=False, correct=True)
    write(settled, "theory.answered", item_id="q9", activity_id="m2-theory")

    def items(**wanted: object) -> list[str]:
        return [answer.item_id for answer in theory_answers(settled, CLASS, TRAINEE, **wanted)]  # type: ignore[arg-type]

    assert items() == ["q9", "q1", "q1"]
    assert items(first_only=True) == ["q9", "q1"]
    assert items(activities=["m1-theory"]) == ["q1", "q1"]
    assert items(activities=["m1-theory", "m2-theory"], first_only=True) == ["q9", "q1"]
    assert theory_answers(settled, CLASS, INSTRUCTOR) == ()


def test_requirements_are_tallied_over_first_answers_worst_first(settled: Record) -> None:
    write(settled, "theory.answered", requirements=["R1", "R2"], correct=True)
    write(settled, "theory.answered", requirements=["R2"], correct=False, activity_id="m2-theory")
    write(settled, "theory.answered", requirements=["R2"], correct=False, first=False)
    write(settled, "theory.answered", requirements=[], correct=False)
    tallies = requirement_tallies(settled, CLASS, TRAINEE)
    assert [(row.requirement, row.wrong, row.n, row.activity_id) for row in tallies] == [
        ("R2", 1, 2, "m2-theory"),
        ("R1", 0, 1, "m1-theory"),
    ]


def test_time_is_summed_by_the_local_day(settled: Record, clock: ManualClock) -> None:
    write(settled, "activity.finished", seconds=300)  # 09:00 in China on the 23rd
    write(settled, "theory.answered", seconds=20)
    practise(settled, "attempt-1", seconds=100)
    clock.advance(15 * 3600 + 60)  # 00:01 on the 24th in China, still the 23rd in UTC
    write(settled, "activity.finished", seconds=60)
    assert [(row.day, row.seconds) for row in effort_by_day(settled, TRAINEE, CHINA)] == [
        (date(2026, 11, 23), 420.0),
        (date(2026, 11, 24), 60.0),
    ]
    assert [(row.day, row.seconds) for row in effort_by_day(settled, TRAINEE, timedelta())] == [
        (date(2026, 11, 23), 480.0)
    ]
    assert [row.day.day for row in effort_by_day(settled, TRAINEE, -timedelta(hours=2))] == [22, 23]
    assert effort_by_day(settled, INSTRUCTOR, CHINA) == ()


def test_time_since_a_moment_counts_what_came_after(settled: Record, clock: ManualClock) -> None:
    write(settled, "activity.finished", seconds=300)
    between = clock.now()
    assert seconds_since(settled, TRAINEE, between) == 0.0
    clock.advance(60)
    write(settled, "activity.finished", seconds=50)
    assert seconds_since(settled, TRAINEE, between) == 50.0
    assert seconds_since(settled, TRAINEE, between - timedelta(days=1)) == 350.0


def test_an_open_attempt_is_found_again(settled: Record, clock: ManualClock) -> None:
    write(settled, "attempt.opened")
    (found,) = open_attempts(settled, TRAINEE)
    assert found == attempt(settled, "attempt-1")
    assert (found.name, found.exercise_id, found.mode, found.state) == ("曾乐", "e1", "practice", "open")
    assert (found.opened_at, found.tries, found.submitted_at) == (clock.now(), 0, None)
    assert (found.accuracy, found.judged, found.findings, found.first) == (None, 0, 0, False)
    assert found.sitting_id == ""
    assert attempt(settled, "attempt-9") is None


def test_the_attempt_opened_last_comes_first(settled: Record) -> None:
    write(settled, "attempt.opened")
    write(settled, "attempt.opened", attempt_id="attempt-2")
    assert [found.attempt_id for found in open_attempts(settled, TRAINEE)] == ["attempt-2", "attempt-1"]


def test_handing_in_closes_the_attempt_with_its_numbers(settled: Record, clock: ManualClock) -> None:
    practise(settled, "attempt-1")
    found = attempt(settled, "attempt-1")
    assert found is not None
    assert open_attempts(settled, TRAINEE) == ()
    assert (found.state, found.tries, found.submitted_at) == ("submitted", 1, clock.now())
    assert (found.accuracy, found.judged, found.findings, found.first) == (0.5, 4, 3, True)


def test_a_try_comes_back_whole(settled: Record, clock: ManualClock) -> None:
    practise(settled, "attempt-1")
    kept = submission(settled, "attempt-1")
    assert kept is not None
    assert (kept.attempt_id, kept.try_number, kept.at, kept.first) == ("attempt-1", 1, clock.now(), True)
    assert (kept.marks, kept.draft_digest, kept.seconds) == ([BOX], "sha256:draft", 90.0)
    assert kept.graded is not None
    assert SCORE.items() <= kept.graded.items()
    assert (kept.accuracy, kept.scored_at) == (0.5, clock.now())
    assert kept.findings[0] == FINDING


def test_a_second_try_leaves_the_first_as_it_was(settled: Record) -> None:
    practise(settled, "attempt-1")
    write(settled, "attempt.reopened")
    write(settled, "attempt.submitted", try_number=2, accuracy=1.0, marks=[], findings=[])
    one, two = submissions(settled, "attempt-1")
    assert (one.try_number, one.first, one.accuracy, one.marks) == (1, True, 0.5, [BOX])
    assert (two.try_number, two.first, two.accuracy, two.marks) == (2, False, 1.0, [])
    assert submission(settled, "attempt-1") == two
    assert submission(settled, "attempt-1", 1) == one
    assert submission(settled, "attempt-1", 3) is None
    assert submissions(settled, "attempt-9") == ()


def test_the_first_try_is_the_first_at_that_exercise_in_any_attempt(settled: Record) -> None:
    practise(settled, "attempt-1", "e1")
    practise(settled, "attempt-2", "e1")
    practise(settled, "attempt-3", "e2")
    assert [row.attempt_id for row in first_tries(settled, CLASS, TRAINEE)] == ["attempt-3", "attempt-1"]


def test_first_tries_are_narrowed_by_activity_and_number(settled: Record) -> None:
    for number in range(5):
        activity = "m1-practice" if number % 2 else "m2-practice"
        write(
            settled, "attempt.opened", attempt_id=f"a{number}", exercise_id=f"e{number}", activity_id=activity
        )
        write(settled, "attempt.submitted", attempt_id=f"a{number}")

    def ids(**wanted: object) -> list[str]:
        return [row.attempt_id for row in first_tries(settled, CLASS, TRAINEE, **wanted)]  # type: ignore[arg-type]

    assert ids() == ["a4", "a3", "a2", "a1", "a0"]
    assert ids(limit=2) == ["a4", "a3"]
    assert ids(activities=["m1-practice"]) == ["a3", "a1"]
    assert ids(activities=["m1-practice", "m2-practice"], limit=3) == ["a4", "a3", "a2"]


def test_a_first_try_carries_the_counts(settled: Record) -> None:
    practise(settled, "attempt-1")
    (row,) = first_tries(settled, CLASS, TRAINEE)
    assert (row.gold, row.answer, row.matched, row.qualified) == (4, 4, 3, 2)
    assert (row.missed, row.extra, row.severe, row.judged) == (1, 0, 1, 4)
    assert (row.exercise_id, row.activity_id, row.accuracy, row.seconds) == ("e1", "m1-practice", 0.5, 90.0)


def test_an_exam_task_has_no_score_until_it_is_scored(settled: Record) -> None:
    write(settled, "sitting.created")
    task = {"attempt_id": "task-1", "exercise_id": "x1", "mode": "exam", "sitting_id": "sitting-1"}
    write(settled, "attempt.opened", **task)
    write(
        settled,
        "attempt.submitted",
        attempt_id="task-1",
        accuracy=None,
        counts=None,
        sub_scores=None,
        findings=None,
    )
    kept = submission(settled, "task-1")
    assert kept is not None
    assert (kept.graded, kept.accuracy, kept.findings, kept.scored_at) == (None, None, [], None)
    assert sitting_tries(settled, "sitting-1") == ()

    write(settled, "attempt.scored", attempt_id="task-1", accuracy=0.75)
    kept = submission(settled, "task-1")
    assert kept is not None
    assert (kept.accuracy, kept.marks) == (0.75, [BOX])
    (row,) = sitting_tries(settled, "sitting-1")
    assert (row.attempt_id, row.judged, row.accuracy) == ("task-1", 4, 0.75)
    assert first_tries(settled, CLASS, TRAINEE) == ()


def test_scoring_again_takes_the_place_of_the_score_everywhere(settled: Record) -> None:
    practise(settled, "attempt-1")
    better = {
        "counts": {"gold": 4, "answer": 4, "matched": 4, "qualified": 4},
        "accuracy": 1.0,
        "findings": [],
    }
    write(settled, "attempt.scored", **better)
    (row,) = first_tries(settled, CLASS, TRAINEE)
    assert (row.qualified, row.judged, row.missed, row.accuracy) == (4, 4, 0, 1.0)
    assert finding_tallies(settled, CLASS, TRAINEE) == ()
    (cell,) = board(settled, CLASS)
    assert (cell.first_qualified, cell.first_judged, cell.first_missed, cell.first_tries) == (4, 4, 0, 1)


def test_a_score_of_a_try_that_is_not_there_is_refused(settled: Record) -> None:
    write(settled, "attempt.opened")
    with pytest.raises(ValueError, match="no try"):
        write(settled, "attempt.scored")
    write(settled, "attempt.submitted")
    with pytest.raises(ValueError, match="no try 2"):
        write(settled, "attempt.scored", try_number=2)


@pytest.mark.parametrize("kind", ["attempt.submitted", "attempt.abandoned"])
def test_an_attempt_ends_once(settled: Record, kind: str) -> None:
    practise(settled, "attempt-1")
    with pytest.raises(ValueError, match="must be open, it is submitted"):
        write(settled, kind)


def test_only_what_was_handed_in_is_opened_again(settled: Record) -> None:
    write(settled, "attempt.opened")
    with pytest.raises(ValueError, match="must be submitted, it is open"):
        write(settled, "attempt.reopened")
    write(settled, "attempt.abandoned")
    with pytest.raises(ValueError, match="it is abandoned"):
        write(settled, "attempt.reopened")
    with pytest.raises(ValueError, match="it is unknown"):
        write(settled, "attempt.reopened", attempt_id="attempt-9")


def test_a_try_number_is_used_once(settled: Record) -> None:
    practise(settled, "attempt-1")
    write(settled, "attempt.reopened")
    with pytest.raises(ValueError, match="does not fit"):
        write(settled, "attempt.submitted", try_number=1)


def test_exercises_remember_the_first_and_the_last_score(settled: Record) -> None:
    practise(settled, "attempt-1", "e1", accuracy=0.25)
    practise(settled, "attempt-2", "e2", accuracy=1.0)
    practise(settled, "attempt-3", "e1", accuracy=0.75)
    histories = exercise_histories(settled, CLASS, TRAINEE)
    assert [(row.exercise_id, row.tries, row.first_accuracy, row.last_accuracy) for row in histories] == [
        ("e2", 1, 1.0, 1.0),
        ("e1", 2, 0.25, 0.75),
    ]


def test_errors_are_tallied_over_the_last_first_tries(settled: Record) -> None:
    miss = {"code": "MISS", "severity": "severe", "clause": "1.1"}
    practise(settled, "attempt-1", "e1", findings=[miss, miss])
    practise(settled, "attempt-2", "e1", findings=[miss] * 9)  # not a first try
    practise(settled, "attempt-3", "e2", findings=[FINDING, miss])
    everything = finding_tallies(settled, CLASS, TRAINEE)
    assert [(row.code, row.clause, row.n, row.severe, row.tries, row.judged) for row in everything] == [
        ("MISS", "1.1", 3, 3, 2, 8),
        ("LOOSE", "2.1", 1, 0, 1, 8),
    ]
    recent = finding_tallies(settled, CLASS, TRAINEE, last=1)
    assert [(row.code, row.n, row.judged) for row in recent] == [("LOOSE", 1, 4), ("MISS", 1, 4)]
    assert recent[0].activity_id == "m1-practice"


def test_the_board_adds_up_what_each_trainee_did(settled: Record, clock: ManualClock) -> None:
    write(settled, "activity.finished", seconds=300)
    write(settled, "theory.answered", correct=True, seconds=10)
    write(settled, "theory.answered", item_id="q2", seconds=10)
    write(settled, "theory.answered", item_id="q2", first=False, correct=True, seconds=10)
    clock.advance(60)
    practise(settled, "attempt-1", "e1", seconds=90)
    practise(settled, "attempt-2", "e1", seconds=30)
    write(settled, "attempt.opened", attempt_id="attempt-3")
    lesson, practice, theory = board(settled, CLASS)
    assert (lesson.activity_id, lesson.finished, lesson.seconds) == ("m1-lesson", 1, 300)
    assert (theory.answers, theory.first_answers, theory.first_correct, theory.seconds) == (3, 2, 1, 30)
    assert (practice.opened, practice.tries, practice.first_tries) == (3, 2, 1)
    assert (practice.first_judged, practice.first_qualified, practice.first_missed) == (4, 2, 1)
    assert (practice.seconds, practice.last_at) == (120, clock.now())
    assert progress_of(settled, CLASS, TRAINEE) == (lesson, practice, theory)
    assert progress_of(settled, CLASS, INSTRUCTOR) == ()
    assert board(settled, "class-99") == ()


def test_remarks_name_their_author_and_their_mark(settled: Record) -> None:
    practise(settled, "attempt-1")
    write(settled, "review.commented")
    write(settled, "review.commented", mark_id=None, text="整体不错", actor="centre")
    one, two = comments(settled, "attempt-1")
    assert (one.author, one.author_id, one.mark_id, one.text) == ("李老师", INSTRUCTOR, "m1", "右边再收一点")
    assert (two.author, two.mark_id, two.exercise_id) == ("centre", None, "e1")
    assert [remark.text for remark in comments_for(settled, TRAINEE, limit=1)] == ["整体不错"]
    assert comments_for(settled, INSTRUCTOR) == ()


def test_a_correction_is_kept_beside_the_score(settled: Record) -> None:
    practise(settled, "attempt-1")
    write(settled, "review.corrected")
    (correction,) = corrections(settled, "attempt-1")
    assert (correction.author, correction.reason) == ("李老师", "金标漏了一辆车")
    assert (correction.before, correction.after) == ({"accuracy": 0.5}, {"accuracy": 0.75})
    found = attempt(settled, "attempt-1")
    assert found is not None
    assert found.corrected
    assert found.accuracy == 0.5


@pytest.mark.parametrize("kind", ["review.commented", "review.corrected"])
def test_a_review_of_no_attempt_is_refused(settled: Record, kind: str) -> None:
    with pytest.raises(ValueError):
        write(settled, kind, attempt_id="attempt-9")


@pytest.fixture
def listed(settled: Record, clock: ManualClock) -> Record:
    """Four attempts, three of them handed in, of two trainees."""
    write(settled, "account.created", account_id="trainee-2", name="安静", initials=["aj"])
    for number, (accuracy, findings) in enumerate([(0.9, 1), (0.4, 3), (1.0, 0)], start=1):
        clock.advance(60)
        whose = {"account_id": "trainee-2"} if number == 2 else {}
        name = f"attempt-{number}"
        write(settled, "attempt.opened", attempt_id=name, exercise_id=f"e{number}", **whose)
        write(settled, "attempt.submitted", attempt_id=name, accuracy=accuracy, findings=[FINDING] * findings)
    write(settled, "attempt.opened", attempt_id="attempt-4", exercise_id="e4")
    write(settled, "review.commented", attempt_id="attempt-1")
    return settled


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("latest", "321"),
        ("oldest", "123"),
        ("worst", "213"),
        ("best", "312"),
        ("name", "231"),
        ("exercise", "123"),
        ("findings", "213"),
    ],
)
def test_attempts_are_sorted(listed: Record, sort: Sort, order: str) -> None:
    found = attempts(listed, AttemptFilter(handed_in=True), sort=sort)
    assert [row.attempt_id[-1] for row in found] == list(order)


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (AttemptFilter(), "1234"),
        (AttemptFilter(handed_in=True), "123"),
        (AttemptFilter(state="open"), "4"),
        (AttemptFilter(class_id=CLASS, account_id="trainee-2"), "2"),
        (AttemptFilter(class_id="class-99"), ""),
        (AttemptFilter(exercise_id="e3"), "3"),
        (AttemptFilter(activity_id="m1-practice", below=0.95), "12"),
        (AttemptFilter(mode="exam"), ""),
        (AttemptFilter(handed_in=True, uncommented=True), "23"),
        (AttemptFilter(sitting_id="sitting-1"), ""),
    ],
)
def test_attempts_are_filtered_and_counted(listed: Record, wanted: AttemptFilter, numbers: str) -> None:
    assert {row.attempt_id[-1] for row in attempts(listed, wanted)} == set(numbers)
    assert count_attempts(listed, wanted) == len(numbers)


def test_attempts_come_in_pages(listed: Record) -> None:
    wanted = AttemptFilter(handed_in=True)
    pages = [attempts(listed, wanted, sort="oldest", limit=2, offset=offset) for offset in (0, 2, 4)]
    assert [[row.attempt_id[-1] for row in page] for page in pages] == [["1", "2"], ["3"], []]


def test_whole_numbers_written_as_floats_survive_a_rebuild(settled: Record) -> None:
    """Canonical JSON writes 2.0 as 2; the table must hold what the journal says."""
    body = {
        "class_id": CLASS,
        "account_id": TRAINEE,
        "activity_id": "mouse",
        "seconds": 3.0,
        "result": {"median_px": 2.0, "boxes": [1.0, 0.5]},
    }
    settled.append("activity.finished", "mouse", body, actor=TRAINEE)
    assert check(settled.path) == []
