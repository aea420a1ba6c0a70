"""The time of an assessment through power cuts, crashes and clocks set by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop.base.errors import KnownError
from desktop.records.maintenance import check
from desktop.session.operations import exam
from tests import scenes
from tests.unit.session.conftest import Room

#: Of the worked example: 5 minutes of theory, 10 of labelling; a sitting forgives 15 minutes without power.
THEORY, PRACTICAL, GRACE = 300, 600, 900


def left(room: Room) -> float:
    return exam.resume(room.session).seconds_left


def begin(room: Room) -> None:
    exam.begin(room.session)
    exam.start_part(room.session, "theory")


def work(room: Room, seconds: float) -> None:
    """Let time pass as the window does: a heartbeat every ten seconds."""
    for _beat in range(int(seconds // 10)):
        room.clock.advance(10)
        exam.heartbeat(room.session)


def test_two_power_cuts_cost_only_the_time_that_was_worked(room: Room) -> None:
    begin(room)
    work(room, 50)
    room.power_cut(200)
    assert left(room) == pytest.approx(THEORY - 50)
    work(room, 30)
    room.power_cut(300)
    shown = exam.resume(room.session)
    assert shown.seconds_left == pytest.approx(THEORY - 80)
    assert shown.interruptions == 2


def test_the_grace_is_one_sum_for_the_whole_sitting(room: Room) -> None:
    begin(room)
    room.power_cut(600)
    assert left(room) == pytest.approx(THEORY)
    room.power_cut(400)
    assert left(room) == pytest.approx(THEORY - 100)
    room.power_cut(50)
    assert left(room) == pytest.approx(THEORY - 150)


def test_grace_used_in_theory_is_gone_in_the_practical_part(room: Room) -> None:
    begin(room)
    room.power_cut(GRACE)
    assert left(room) == pytest.approx(THEORY)
    exam.close_part(room.session)
    exam.start_part(room.session, "practical")
    room.power_cut(60)
    assert left(room) == pytest.approx(PRACTICAL - 60)


def test_the_same_gap_is_counted_once_however_often_one_looks(room: Room) -> None:
    begin(room)
    room.power_cut(GRACE + 60)
    first = exam.resume(room.session)
    for _look in range(3):
        again = exam.resume(room.session)
        assert (again.seconds_left, again.interruptions) == (first.seconds_left, first.interruptions)
    assert first.interruptions == 1


def test_a_crash_without_a_reboot_costs_its_time_and_is_counted(room: Room) -> None:
    begin(room)
    exam.close_part(room.session)
    exam.start_part(room.session, "practical")
    room.crash(320)
    shown = exam.resume(room.session)
    assert shown.seconds_left == pytest.approx(PRACTICAL - 320)
    assert shown.interruptions == 1


def test_the_trainee_and_the_result_speak_of_the_same_interruptions(room: Room) -> None:
    begin(room)
    scenes.answer_all(room.session)
    exam.start_part(room.session, "practical")
    room.crash(320)
    exam.resume(room.session)
    room.power_cut(70)
    shown = exam.resume(room.session)
    scenes.label_all(room.session)
    assert exam.finish(room.session).interruptions == shown.interruptions == 2


def test_a_program_closed_and_opened_at_once_is_no_interruption(room: Room) -> None:
    begin(room)
    room.crash(20)
    shown = exam.resume(room.session)
    assert (shown.seconds_left, shown.interruptions) == (pytest.approx(THEORY - 20), 0)


@pytest.mark.parametrize("hours", [-24, -1, 1, 24])
def test_the_wall_clock_set_by_hand_gives_and_takes_no_time(room: Room, hours: int) -> None:
    begin(room)
    work(room, 60)
    room.clock._now += timedelta(hours=hours)
    assert left(room) == pytest.approx(THEORY - 60)
    exam.heartbeat(room.session)
    assert left(room) == pytest.approx(THEORY - 60)


def test_the_wall_clock_set_back_over_a_reboot_gives_no_more_than_it_took(room: Room) -> None:
    begin(room)
    work(room, 100)
    room.power_cut(-3600)
    shown = exam.resume(room.session)
    assert shown.seconds_left == pytest.approx(THEORY - 100)
    assert shown.interruptions == 1


def test_a_power_cut_that_outlasts_the_part_closes_it_at_the_first_look(room: Room) -> None:
    begin(room)
    item = exam.resume(room.session).items[0]
    exam.answer(room.session, item.id, item.answer)
    room.power_cut(GRACE + THEORY + 1)
    shown = exam.resume(room.session)
    assert shown.part == "practical"
    assert shown.answers == {item.id: item.answer}


def test_a_power_cut_that_outlasts_the_last_part_leaves_only_the_result(room: Room) -> None:
    begin(room)
    exam.close_part(room.session)
    shown = exam.start_part(room.session, "practical")
    attempt = exam.open_task(room.session, shown.tasks[0].index)
    scenes.draw_gold(attempt)
    room.power_cut(GRACE + PRACTICAL + 1)
    assert exam.resume(room.session).part == "closed"
    assert exam.finish(room.session).practical.k == attempt.exercise.units


def test_between_the_parts_no_time_runs(room: Room) -> None:
    begin(room)
    exam.close_part(room.session)
    room.power_cut(GRACE * 10)
    exam.start_part(room.session, "practical")
    assert left(room) == pytest.approx(PRACTICAL)


def test_the_pause_between_the_parts_is_no_lost_grace(room: Room) -> None:
    begin(room)
    exam.close_part(room.session)
    room.power_cut(GRACE * 10)
    exam.start_part(room.session, "practical")
    room.power_cut(GRACE)
    assert left(room) == pytest.approx(PRACTICAL)


def test_an_answer_after_the_time_is_refused_and_the_earlier_ones_stand(room: Room) -> None:
    begin(room)
    item = exam.resume(room.session).items[0]
    exam.answer(room.session, item.id, item.answer)
    room.clock.advance(THEORY + 1)
    with pytest.raises(KnownError, match="时间到了"):
        exam.answer(room.session, item.id, ())
    assert exam.resume(room.session).answers == {item.id: item.answer}


def test_a_task_after_the_time_is_refused_and_what_lay_there_is_handed_in(room: Room) -> None:
    begin(room)
    exam.close_part(room.session)
    shown = exam.start_part(room.session, "practical")
    attempt = exam.open_task(room.session, shown.tasks[0].index)
    scenes.draw_gold(attempt)
    room.clock.advance(PRACTICAL + 1)
    with pytest.raises(KnownError, match="时间到了"):
        exam.hand_in(room.session, attempt)
    assert exam.finish(room.session).practical.k == attempt.exercise.units


def test_every_kind_of_interruption_leaves_a_whole_record(room: Room) -> None:
    begin(room)
    room.power_cut(30)
    exam.resume(room.session)
    room.crash(200)
    exam.resume(room.session)
    room.power_cut(GRACE * 2)
    exam.resume(room.session)
    room.session.close()
    assert check(room.session.places.record) == []
