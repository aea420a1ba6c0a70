"""Drafts in the record that do not replay, and marks, scores and papers that were damaged."""

from __future__ import annotations

import json
from typing import Any

import pytest

from desktop.annotation.document import Document
from desktop.base.errors import DamagedFileError
from desktop.session.operations import board, exam, learning, practice, review
from desktop.session.shown import OpenAttempt
from tests import scenes
from tests.unit.hostile.conftest import Station

ACTIVITY = "m2-boxes"
pytestmark = pytest.mark.usefixtures("caplog")


def drawn(station: Station) -> OpenAttempt:
    """Draw every box of the first exercise and leave it on the bench."""
    scenes.attend(station.session, station.cast)
    attempt = practice.open_practice(station.session, ACTIVITY)
    scenes.draw_gold(attempt)
    return attempt


def again(station: Station) -> OpenAttempt:
    scenes.attend(station.session, station.cast)
    return practice.open_practice(station.session, ACTIVITY)


def boxes(document: Document) -> list[tuple[float, ...]]:
    return sorted((mark.x1, mark.y1, mark.x2, mark.y2) for mark in document.marks())  # type: ignore[union-attr]


BROKEN = (
    "{}",
    "null",
    '{"name": "x", "edits": [{"do": "fly"}]}',
    '{"name": "x", "edits": [{"do": "add"}]}',
    '{"name": "x", "edits": [{"do": "add", "mark": {"kind": "circle"}, "index": 0}]}',
)


@pytest.mark.parametrize("body", BROKEN)
def test_steps_behind_a_damaged_one_are_on_the_bench_too(station: Station, body: str) -> None:
    first = drawn(station)
    extra = scenes.draw_gold
    whole = boxes(first.document)
    station.session.record.save_step(first.attempt_id, "do", {"name": "x", "edits": []})
    station.edit(
        "UPDATE step SET body = ? WHERE seq = (SELECT max(seq) FROM step)",
        body,
    )
    opened = again(station)
    assert boxes(opened.document) == whole
    extra(opened)
    assert len(opened.document.marks()) == 2 * len(whole)
    station.restart()
    assert len(again(station).document.marks()) == 2 * len(whole)


@pytest.mark.parametrize("body", BROKEN)
def test_after_a_damaged_step_undo_never_reaches_what_is_not_sure(station: Station, body: str) -> None:
    attempt = drawn(station)
    station.edit("UPDATE step SET body = ? WHERE seq = 1", body)
    opened = again(station)
    assert opened.attempt_id == attempt.attempt_id
    assert opened.history.undo() is None
    before = boxes(opened.document)
    scenes.draw_gold(opened)
    assert opened.history.undo() is not None
    while opened.history.undo() is not None:
        pass
    assert boxes(opened.document) == before


def test_undo_of_a_step_that_is_not_there_does_not_stop_the_rest(station: Station) -> None:
    attempt = drawn(station)
    while attempt.history.undo() is not None:
        pass
    scenes.draw_gold(attempt)
    whole = boxes(attempt.document)
    station.edit("DELETE FROM step WHERE seq = 1")
    assert boxes(again(station).document) == whole


def test_a_step_told_twice_is_there_once(station: Station) -> None:
    attempt = drawn(station)
    whole = boxes(attempt.document)
    station.edit("INSERT INTO step SELECT attempt_id, seq + 1000, manner, body FROM step")
    assert boxes(again(station).document) == whole


def test_a_damaged_draft_is_handed_in_as_far_as_it_goes(station: Station) -> None:
    attempt = drawn(station)
    station.edit("UPDATE step SET body = '{}' WHERE seq = 1")
    opened = again(station)
    feedback = practice.submit(station.session, opened)
    assert feedback.attempt.attempt_id == attempt.attempt_id
    assert feedback.first_try
    assert station.session.record.steps(attempt.attempt_id) == []


def test_a_damaged_step_is_named_in_the_log(station: Station, caplog: pytest.LogCaptureFixture) -> None:
    attempt = drawn(station)
    station.edit("UPDATE step SET body = '{}' WHERE seq = 1")
    caplog.clear()
    again(station)
    assert f"a step of attempt {attempt.attempt_id} does not replay" in caplog.text


def test_steps_that_are_no_json_are_a_damaged_record(station: Station) -> None:
    drawn(station)
    station.edit("UPDATE step SET body = 'x' WHERE seq = 1")
    scenes.attend(station.session, station.cast)
    with pytest.raises(DamagedFileError, match="训练记录文件已损坏"):
        practice.open_practice(station.session, ACTIVITY)
    assert learning.home(station.session).done > 0


def in_exam(station: Station) -> OpenAttempt:
    """Sit in the practical part with the first task drawn and not handed in."""
    scenes.attend(station.session, station.cast)
    scenes.practise(station.session, 2)
    exam.begin(station.session)
    scenes.answer_all(station.session)
    exam.start_part(station.session, "practical")
    attempt = exam.open_task(station.session, 0)
    scenes.draw_gold(attempt)
    return attempt


def test_a_damaged_step_in_an_exam_costs_that_step_alone(station: Station) -> None:
    attempt = in_exam(station)
    whole = boxes(attempt.document)
    station.session.record.save_step(attempt.attempt_id, "do", {"name": "x", "edits": []})
    station.edit("UPDATE step SET body = '{}' WHERE seq = (SELECT max(seq) FROM step)")
    scenes.attend(station.session, station.cast)
    assert exam.resume(station.session).part == "practical"
    opened = exam.open_task(station.session, 0)
    assert boxes(opened.document) == whole
    exam.close_part(station.session)
    assert exam.finish(station.session).outcome in {"pass", "fail", "distinction"}


def test_a_part_is_closed_with_a_damaged_draft_on_the_bench(station: Station) -> None:
    in_exam(station)
    station.edit("UPDATE step SET body = '{}' WHERE seq = 1")
    scenes.attend(station.session, station.cast)
    assert exam.close_part(station.session).part == "closed"


MARKS: tuple[Any, ...] = ([1], [{"kind": "circle"}], [{}])


def handed_in(station: Station) -> str:
    """Hand an exercise in with a loose side and return the attempt's id."""
    scenes.attend(station.session, station.cast)
    attempt = practice.open_practice(station.session, ACTIVITY)
    scenes.draw_gold(attempt, outward=30.0)
    assert practice.submit(station.session, attempt).may_retry
    return attempt.attempt_id


def damage_marks(station: Station, marks: object) -> None:
    def change(body: dict[str, Any]) -> None:
        body["marks"] = marks

    station.edit_bodies("attempt.submitted", change)


@pytest.mark.parametrize("marks", MARKS)
def test_damaged_marks_are_told_to_the_trainee_who_tries_again(station: Station, marks: object) -> None:
    attempt_id = handed_in(station)
    scenes.attend(station.session, station.cast)
    body = {"attempt_id": attempt_id}
    station.session.record.append("attempt.reopened", attempt_id, body, actor=station.cast.trainee)
    damage_marks(station, marks)
    scenes.attend(station.session, station.cast)
    with pytest.raises(DamagedFileError, match="训练记录文件已损坏"):
        practice.open_practice(station.session, ACTIVITY)


@pytest.mark.parametrize("marks", MARKS)
def test_damaged_marks_are_told_to_the_instructor_who_reviews(station: Station, marks: object) -> None:
    attempt_id = handed_in(station)
    damage_marks(station, marks)
    scenes.instruct(station.session, station.cast)
    assert [row.attempt_id for row in review.attempts(station.session, class_id=station.cast.class_id)] == [
        attempt_id
    ]
    with pytest.raises(DamagedFileError, match="备份"):
        review.open_review(station.session, attempt_id)
    assert board.board(station.session, station.cast.class_id).rows


@pytest.mark.parametrize("detail", [{}, None, [], "whole", {"format": "doorstep-score/99"}])
def test_a_damaged_score_is_told_when_it_is_opened_or_corrected(station: Station, detail: object) -> None:
    attempt_id = handed_in(station)

    def change(body: dict[str, Any]) -> None:
        body["detail"] = detail

    station.edit_bodies("attempt.submitted", change)
    scenes.instruct(station.session, station.cast)
    with pytest.raises(DamagedFileError, match="训练记录文件已损坏"):
        review.open_review(station.session, attempt_id)
    with pytest.raises(DamagedFileError, match="训练记录文件已损坏"):
        review.correct(station.session, attempt_id, qualified=1, reason="看过原图")


def test_a_score_without_its_detail_is_told(station: Station) -> None:
    attempt_id = handed_in(station)
    station.edit_bodies("attempt.submitted", lambda body: body.pop("detail"))
    scenes.instruct(station.session, station.cast)
    with pytest.raises(DamagedFileError):
        review.open_review(station.session, attempt_id)


@pytest.mark.parametrize("marks", MARKS)
def test_damaged_marks_of_a_task_are_told_when_it_is_looked_at_again(station: Station, marks: object) -> None:
    attempt = in_exam(station)
    exam.hand_in(station.session, attempt)
    damage_marks(station, marks)
    scenes.attend(station.session, station.cast)
    with pytest.raises(DamagedFileError, match="训练记录文件已损坏"):
        exam.open_task(station.session, 0)
    assert exam.resume(station.session).part == "practical"


def test_damaged_marks_are_never_graded_as_something_else(station: Station) -> None:
    attempt = in_exam(station)
    exam.hand_in(station.session, attempt)
    exam.close_part(station.session)
    damage_marks(station, ["x"])
    scenes.attend(station.session, station.cast)
    with pytest.raises(DamagedFileError, match="训练记录文件已损坏"):
        exam.finish(station.session)
    with pytest.raises(DamagedFileError, match="训练记录文件已损坏"):
        learning.home(station.session)


def test_the_damage_is_found_by_the_check(station: Station) -> None:
    from desktop.records.maintenance import check

    handed_in(station)
    damage_marks(station, [])
    station.session.close()
    faults = check(station.places.record)
    assert faults
    assert all(json.dumps(fault, ensure_ascii=False) for fault in faults)
