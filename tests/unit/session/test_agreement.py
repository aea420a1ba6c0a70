"""Two people's work compared from the record: what counts, what it comes to, and the gold draft."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.base.errors import KnownError
from desktop.curriculum.items import GoldMark
from desktop.session.agreement import Shelf
from desktop.session.operations import agreement, practice
from desktop.session.session import Session
from tests import scenes
from tests.scenes import Cast


@pytest.fixture
def cast(session: Session) -> Cast:
    """Two trainees who did both exercises; the second drew every right side 7 px too far out."""
    made = scenes.settle(session, trainees=2)
    for place, outward in enumerate((0.0, 7.0)):
        scenes.attend(session, made, place)
        scenes.walk_to_practice(session)
        scenes.practise(session, 2, outward=outward)
    scenes.instruct(session, made)
    return made


def test_whose_work_can_be_compared_and_about_what(session: Session, cast: Cast) -> None:
    found = agreement.choices(session, cast.class_id)
    assert {(each.account_id, each.done) for each in found.workers} == {(each, 2) for each in cast.trainees}
    assert [activity_id for activity_id, _title in found.activities] == ["m2-boxes"]


def test_one_person_s_work_alone_is_nothing_to_compare(session: Session) -> None:
    made = scenes.settle(session, trainees=2)
    scenes.attend(session, made)
    scenes.walk_to_practice(session)
    scenes.practise(session)
    scenes.instruct(session, made)
    assert agreement.choices(session, made.class_id) == agreement.Choices((), ())
    with pytest.raises(KnownError, match="还没有做过同一道题"):
        agreement.compare(session, made.class_id, *made.trainees)


def test_every_figure_says_how_many_it_is_about(session: Session, cast: Cast) -> None:
    shown = agreement.compare(session, cast.class_id, *cast.trainees)
    figures = {figure.name: figure.value for figure in shown.figures}
    n = sum(row.found.things for row in shown.rows)
    assert figures["完全一致"].startswith(f"0.00%（0/{n}，95% 区间 0.00%–")
    assert f"{n} 个对象里 {n} 个两人都标了" in figures["对象 F1"]
    assert "平均 IoU" in figures["矩形框"]
    assert figures["类别 κ"]
    assert all(figure.meaning for figure in shown.figures)
    assert len(shown.rows) == 2


def test_turned_round_it_is_the_same(session: Session, cast: Cast) -> None:
    a, b = cast.trainees
    one, other = (agreement.compare(session, cast.class_id, *people) for people in ((a, b), (b, a)))
    assert one.names == other.names[::-1]
    assert one.figures == other.figures


def test_one_activity_only(session: Session, cast: Cast) -> None:
    assert len(agreement.compare(session, cast.class_id, *cast.trainees, "m2-boxes").rows) == 2
    with pytest.raises(KnownError, match="还没有做过同一道题"):
        agreement.compare(session, cast.class_id, *cast.trainees, "m1-quiz")


def test_nobody_is_compared_with_themselves(session: Session, cast: Cast) -> None:
    with pytest.raises(KnownError, match="两个不同的人"):
        agreement.compare(session, cast.class_id, cast.trainee, cast.trainee)


def test_the_first_try_counts_whatever_was_mended_after_it(session: Session) -> None:
    made = scenes.settle(session, trainees=2)
    scenes.attend(session, made)
    scenes.walk_to_practice(session)
    attempt = practice.open_practice(session, "m2-boxes")
    scenes.draw_gold(attempt, outward=7)
    practice.submit(session, attempt)
    again = practice.retry(session, attempt)
    for _step in range(len(attempt.exercise.golds[0].marks)):
        again.history.undo()
    practice.submit(session, again)
    scenes.attend(session, made, 1)
    scenes.walk_to_practice(session)
    scenes.practise(session, outward=7)
    scenes.instruct(session, made)
    ((row,),) = (agreement.compare(session, made.class_id, *made.trainees).rows,)
    assert row.found.agreed == row.found.things > 0


def test_an_exercise_is_opened_with_both_persons_marks(session: Session, cast: Cast) -> None:
    rows = agreement.compare(session, cast.class_id, *cast.trainees).rows
    pair = agreement.open_pair(session, cast.class_id, *cast.trainees, rows[0].exercise_id)
    assert pair.names == (pair.review.row.name, pair.review.second)
    assert len(pair.review.answer) == len(pair.review.gold) == rows[0].found.things
    assert {shown.title for shown in pair.review.findings} == {"位置不同"}
    assert all("相似度" in shown.sentence for shown in pair.review.findings)


def test_an_exercise_that_one_did_not_do_is_not_opened(session: Session, cast: Cast) -> None:
    with pytest.raises(KnownError, match="不是两个人都做过"):
        agreement.open_pair(session, cast.class_id, *cast.trainees, "nowhere")


def test_drafts_hold_what_is_agreed_and_what_is_not(session: Session, cast: Cast, tmp_path: Path) -> None:
    people = (cast.trainees[0], cast.trainees[1])
    written = agreement.save_drafts(session, cast.class_id, people, tmp_path / "金标 草稿")
    assert len(written) == 2
    value = json.loads(written[0].read_text("utf-8"))
    assert (value["agreed"], value["marks"]) == (0, [])
    assert {entry["what"] for entry in value["undecided"]} == {"place"}
    assert set(value["people"].values()) == {name for name, _pin, _number in scenes.TRAINEES}
    both = Shelf(session, cast.class_id).both(*people, value["exercise"])
    assert len(value["undecided"]) == both.found.things
    again = agreement.save_drafts(
        session, cast.class_id, people, tmp_path / "one", exercise_id=value["exercise"]
    )
    assert json.loads(again[0].read_text("utf-8")) == value


def test_agreed_marks_are_gold_marks(session: Session, tmp_path: Path) -> None:
    made = scenes.settle(session, trainees=2)
    for place in (0, 1):
        scenes.attend(session, made, place)
        scenes.walk_to_practice(session)
        scenes.practise(session, 2)
    scenes.instruct(session, made)
    shown = agreement.compare(session, made.class_id, *made.trainees)
    assert all(row.found.agreed == row.found.things for row in shown.rows)
    (first, second) = made.trainees
    for path in agreement.save_drafts(session, made.class_id, (first, second), tmp_path):
        value = json.loads(path.read_text("utf-8"))
        assert value["undecided"] == []
        assert [GoldMark.model_validate(mark) for mark in value["marks"]]


def test_a_folder_that_cannot_be_written_is_told(session: Session, cast: Cast, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", "utf-8")
    with pytest.raises(KnownError, match="写不进去"):
        agreement.save_drafts(session, cast.class_id, (cast.trainees[0], cast.trainees[1]), blocked)


def test_it_is_for_instructors(session: Session, cast: Cast) -> None:
    scenes.attend(session, cast)
    with pytest.raises(KnownError):
        agreement.choices(session, cast.class_id)
    with pytest.raises(KnownError):
        agreement.compare(session, cast.class_id, *cast.trainees)
