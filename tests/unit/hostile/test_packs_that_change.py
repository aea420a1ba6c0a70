"""A course that vanishes, is damaged or is another one between two sessions, while a class works with it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.base.errors import KnownError
from desktop.session.operations import board, certificates, exam, health, learning, practice, review, roster
from desktop.session.session import Session
from tests import scenes
from tests.unit.hostile.conftest import Station

ACTIVITY = "m2-boxes"
pytestmark = pytest.mark.usefixtures("caplog")


def vanish(course: Path) -> None:
    shutil.rmtree(course)


def lose_head(course: Path) -> None:
    (course / "pack.toml").unlink()


def garble_head(course: Path) -> None:
    (course / "pack.toml").write_bytes(b"\xff\xfe\x00[[[")


def lose_order(course: Path) -> None:
    (course / "order.toml").unlink()


def garble_course(course: Path) -> None:
    (course / "course.toml").write_text("modules = 3", "utf-8")


def lose_exercise(course: Path) -> None:
    (course / "exercises" / "practice" / "P1.json").unlink()


def empty_exercise(course: Path) -> None:
    (course / "exercises" / "exam" / "E1.json").write_text("", "utf-8")


def newer_format(course: Path) -> None:
    path = course / "pack.toml"
    path.write_text(path.read_text("utf-8").replace("format = 1", "format = 99"), "utf-8")


def another_id(course: Path) -> None:
    path = course / "pack.toml"
    path.write_text(path.read_text("utf-8").replace('id = "worked-example"', 'id = "another"'), "utf-8")


def in_its_place(course: Path) -> None:
    shutil.rmtree(course)
    course.write_text("not a folder", "utf-8")


LOSSES = (
    vanish,
    lose_head,
    garble_head,
    lose_order,
    garble_course,
    empty_exercise,
    newer_format,
    another_id,
    in_its_place,
)
OF_TRAINEE: tuple[Callable[[Session], object], ...] = (
    learning.home,
    learning.clauses,
    lambda session: learning.open_lesson(session, "m1-read"),
    lambda session: learning.open_theory(session, "m1-quiz"),
    lambda session: practice.open_practice(session, ACTIVITY),
    exam.offer,
    exam.running,
    exam.begin,
)


def told(work: Callable[[], object]) -> str:
    with pytest.raises(KnownError) as refusal:
        work()
    assert refusal.value.what
    assert "Error" not in str(refusal.value)
    return str(refusal.value)


@pytest.mark.parametrize("lose", LOSSES)
def test_every_page_of_a_trainee_tells_a_lost_course_calmly(
    station: Station, lose: Callable[[Path], None]
) -> None:
    lose(station.course)
    session = station.restart()
    scenes.attend(session, station.cast)
    for work in OF_TRAINEE:
        told(lambda work=work: work(session))  # type: ignore[misc]
    assert session.account is not None


@pytest.mark.parametrize("lose", LOSSES)
def test_every_page_of_an_instructor_tells_a_lost_course_calmly(
    station: Station, tmp_path: Path, lose: Callable[[Path], None]
) -> None:
    lose(station.course)
    session = station.restart()
    scenes.instruct(session, station.cast)
    class_id = station.cast.class_id
    told(lambda: board.board(session, class_id))
    told(lambda: review.attempts(session, class_id=class_id))
    told(lambda: review.sittings_of(session, class_id, station.cast.trainee))
    told(lambda: certificates.export_cohort(session, class_id, tmp_path / "out"))
    assert not (tmp_path / "out").exists()
    assert [each.class_id for each in roster.classes(session)] == [class_id]
    assert len(roster.people(session, class_id)) == 2
    roster.add_trainee(session, class_id, name="王芳")


@pytest.mark.parametrize("lose", [each for each in LOSSES if each is not another_id])
def test_a_lost_course_makes_the_self_test_a_no(station: Station, lose: Callable[[Path], None]) -> None:
    lose(station.course)
    rows = {row.name: row for row in health.self_test(station.places)}
    assert not rows["课程包"].ok
    assert rows["课程包"].detail


def test_a_course_that_comes_back_goes_on_where_it_was(station: Station, tmp_path: Path) -> None:
    scenes.attend(station.session, station.cast)
    attempt = practice.open_practice(station.session, ACTIVITY)
    scenes.draw_gold(attempt)
    shutil.move(station.course, tmp_path / "away")
    scenes.attend(station.restart(), station.cast)
    told(lambda: practice.open_practice(station.session, ACTIVITY))
    shutil.move(tmp_path / "away", station.course)
    scenes.attend(station.restart(), station.cast)
    again = practice.open_practice(station.session, ACTIVITY)
    assert again.attempt_id == attempt.attempt_id
    assert again.document.marks() == attempt.document.marks()


def test_a_sitting_survives_the_loss_of_its_course(station: Station, tmp_path: Path) -> None:
    scenes.attend(station.session, station.cast)
    scenes.practise(station.session, 2)
    begun = exam.begin(station.session)
    shutil.move(station.course, tmp_path / "away")
    scenes.attend(station.restart(), station.cast)
    told(lambda: exam.resume(station.session))
    told(lambda: exam.heartbeat(station.session))
    told(lambda: exam.close_part(station.session))
    shutil.move(tmp_path / "away", station.course)
    scenes.attend(station.restart(), station.cast)
    assert exam.resume(station.session).sitting_id == begun.sitting_id
    scenes.answer_all(station.session)
    scenes.label_all(station.session)
    assert exam.finish(station.session).outcome in {"pass", "distinction"}


def test_a_result_and_its_certificate_need_their_course(station: Station, tmp_path: Path) -> None:
    scenes.attend(station.session, station.cast)
    scenes.practise(station.session, 2)
    sitting_id = scenes.sit(station.session).sitting_id
    scenes.instruct(station.session, station.cast)
    review.release(station.session, sitting_id)
    issued = certificates.issue(station.session, sitting_id)
    shutil.move(station.course, tmp_path / "away")
    session = station.restart()
    scenes.instruct(session, station.cast)
    told(lambda: exam.result(session, sitting_id))
    assert certificates.issue(session, sitting_id) == issued
    assert certificates.verify_file(station.places, Path(issued.pdf)).genuine


def test_a_picture_that_vanished_is_told_and_the_rest_goes_on(station: Station) -> None:
    scenes.attend(station.session, station.cast)
    learning.home(station.session)
    for picture in (station.course / "media").iterdir():
        picture.unlink()
    told(lambda: practice.open_practice(station.session, ACTIVITY))
    assert learning.home(station.session).total > 0


@pytest.mark.parametrize(
    "path", ["../../etc/passwd", "/etc/passwd", "", ".", "media", "media/none.png", "a\0b"]
)
def test_nothing_outside_the_course_is_read_as_its_media(station: Station, path: str) -> None:
    scenes.attend(station.session, station.cast)
    told(lambda: learning.media(station.session, path))


@pytest.mark.parametrize("activity_id", ["", "nope", "m9-boxes", "../m2-boxes", "犇"])
def test_an_activity_that_the_path_no_longer_has_is_told(station: Station, activity_id: str) -> None:
    scenes.attend(station.session, station.cast)
    for work in (practice.open_practice, learning.open_lesson, learning.open_theory):
        assert f"路线里没有 {activity_id}" in told(
            lambda work=work: work(station.session, activity_id)  # type: ignore[misc]
        )


def renamed(station: Station) -> None:
    """Install a newer course in which the practice has another id, while the window is open."""
    newer = station.places.packs / "newer"
    shutil.copytree(station.course, newer)
    head = newer / "pack.toml"
    head.write_text(head.read_text("utf-8").replace('"1.0.0"', '"2.0.0"'), "utf-8")
    path = newer / "course.toml"
    path.write_text(path.read_text("utf-8").replace(ACTIVITY, "m2-frames"), "utf-8")


def test_work_begun_before_an_update_is_handed_in_after_it(station: Station) -> None:
    scenes.attend(station.session, station.cast)
    attempt = practice.open_practice(station.session, ACTIVITY)
    scenes.draw_gold(attempt, outward=30.0)
    renamed(station)
    feedback = practice.submit(station.session, attempt)
    assert feedback.score.findings
    assert feedback.next_reason == ""
    assert feedback.gate == ""


def test_a_second_try_after_an_update_is_told(station: Station) -> None:
    scenes.attend(station.session, station.cast)
    attempt = practice.open_practice(station.session, ACTIVITY)
    scenes.draw_gold(attempt, outward=30.0)
    practice.submit(station.session, attempt)
    renamed(station)
    assert f"路线里没有 {ACTIVITY}" in told(lambda: practice.retry(station.session, attempt))
    assert learning.home(station.session).total > 0


def test_what_was_left_open_before_an_update_hides_nothing_after_it(station: Station) -> None:
    scenes.attend(station.session, station.cast)
    practice.open_practice(station.session, ACTIVITY)
    renamed(station)
    scenes.attend(station.restart(), station.cast)
    assert practice.open_practice(station.session, "m2-frames").activity_id == "m2-frames"


def test_an_exercise_that_the_update_dropped_is_set_aside(station: Station) -> None:
    scenes.attend(station.session, station.cast)
    attempt = practice.open_practice(station.session, ACTIVITY)
    gone = attempt.exercise.id
    left = next(each for each in ("P1", "P2") if each != gone)
    station.change_course("course.toml", '["P1", "P2"]\nneeded = 2', f'["{left}"]\nneeded = 1')
    (station.course / "exercises" / "practice" / f"{gone}.json").unlink()
    scenes.attend(station.restart(), station.cast)
    try:
        opened = practice.open_practice(station.session, ACTIVITY)
    except KnownError as refusal:
        assert refusal.what  # noqa: PT017  a course too small for its gate may be refused whole, calmly
    else:
        assert opened.exercise.id == left
        assert opened.attempt_id != attempt.attempt_id


def test_a_course_that_lacks_an_exercise_is_told_when_it_is_practised(station: Station) -> None:
    lose_exercise(station.course)
    scenes.attend(station.restart(), station.cast)
    assert "课程包里没有练习 P1。" in told(lambda: practice.open_practice(station.session, ACTIVITY))
    assert learning.home(station.session).total > 0


def test_a_course_that_lacks_a_lesson_is_told_when_it_is_opened(station: Station) -> None:
    station.change_course("course.toml", 'lesson = "tight"', 'lesson = "loose"')
    scenes.attend(station.restart(), station.cast)
    assert "路线里没有 loose。" in told(lambda: learning.open_lesson(station.session, "m1-read"))
    assert learning.home(station.session).total > 0


def test_a_course_that_lacks_a_question_is_told_when_it_is_asked(station: Station) -> None:
    station.change_course("course.toml", 'items = ["T1"]', 'items = ["T404"]')
    scenes.attend(station.restart(), station.cast)
    assert "这组题里没有 T404。" in told(lambda: learning.open_theory(station.session, "m1-quiz"))
    told(lambda: learning.answer_theory(station.session, "m1-quiz", "T404", ("true",)))
