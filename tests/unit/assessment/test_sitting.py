"""The time of a sitting: the monotonic clock within a boot, the wall clock across boots, a grace for power cuts."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.assessment.sitting import (
    JUMP_SECONDS,
    Beat,
    Ended,
    Entry,
    Excused,
    Reading,
    Started,
    account,
    limit_seconds,
    next_part,
    reading_from_json,
    reading_to_json,
    standing,
)
from desktop.base.clock import ManualClock
from tests.unit.assessment.samples import START, at, blueprint

PLAN = blueprint(grace_seconds=900)


def clocks(clock: ManualClock) -> Reading:
    return Reading(clock.now(), clock.monotonic(), clock.boot())


# ---------------------------------------------------------------- accounting


def test_time_within_a_boot_is_what_the_monotonic_clock_says() -> None:
    found = account([at(0), at(60), at(200)], grace_seconds=900)
    assert (found.used, found.gaps, found.jumps) == (200, (), ())


def test_setting_the_wall_clock_back_gains_nothing_and_is_told() -> None:
    found = account([at(0), at(-3000, monotonic=600)], grace_seconds=900)
    assert found.used == 600
    (jump,) = found.jumps
    assert jump.seconds == -3600
    assert jump.after.monotonic == 600


def test_setting_the_wall_clock_forward_costs_nothing_and_is_told() -> None:
    found = account([at(0), at(7200, monotonic=10)], grace_seconds=900)
    assert found.used == 10
    assert [jump.seconds for jump in found.jumps] == [7190]


def test_the_drift_of_ordinary_clocks_is_no_jump() -> None:
    found = account([at(0), at(600 + JUMP_SECONDS, monotonic=600)], grace_seconds=900)
    assert found.jumps == ()


def test_time_off_is_free_within_the_grace() -> None:
    found = account(
        [at(0), at(300), at(900, monotonic=5, boot="b2"), at(1000, monotonic=105, boot="b2")],
        grace_seconds=900,
    )
    assert found.used == 400
    (gap,) = found.gaps
    assert (gap.seconds, gap.free, gap.charged, gap.excused) == (600, 600, 0, False)
    assert not found.needs_note


def test_time_off_beyond_the_grace_counts_and_asks_for_a_note() -> None:
    found = account([at(0), at(300), at(1500, monotonic=0, boot="b2")], grace_seconds=900)
    (gap,) = found.gaps
    assert (gap.free, gap.charged) == (900, 300)
    assert found.used == 600
    assert found.needs_note


def test_a_note_excuses_what_went_beyond_the_grace() -> None:
    found = account([at(0), at(300), at(1500, monotonic=0, boot="b2")], grace_seconds=900, excused={0})
    assert found.used == 300
    assert found.gaps[0].excused
    assert not found.needs_note


def test_the_grace_is_one_for_all_gaps_so_that_switching_off_again_and_again_gains_nothing() -> None:
    readings = [at(0)]
    for boot in range(1, 5):
        readings.append(at(400 * boot, monotonic=0, boot=f"b{boot + 1}"))
    found = account(readings, grace_seconds=900)
    assert [gap.free for gap in found.gaps] == [400, 400, 100, 0]
    assert found.used == 300 + 400
    assert found.free == 900


def test_a_clock_set_back_while_the_pc_was_off_is_told_and_costs_nothing() -> None:
    found = account([at(1000), at(400, monotonic=0, boot="b2")], grace_seconds=900)
    assert found.used == 0
    assert [jump.seconds for jump in found.jumps] == [-600]
    assert found.gaps[0].seconds == 0


def test_a_monotonic_clock_that_runs_backwards_is_taken_as_standing_still() -> None:
    assert account([at(0, monotonic=50), at(1, monotonic=20)], grace_seconds=0).used == 0


def test_one_reading_or_none_is_no_time() -> None:
    assert account([], grace_seconds=900).used == 0
    assert account([at(5)], grace_seconds=900).used == 0


steps = st.lists(
    st.tuples(st.sampled_from(["on", "off", "set"]), st.integers(0, 2000)), min_size=1, max_size=12
)


@settings(max_examples=80, deadline=None)
@given(steps, st.integers(0, 1500))
def test_time_is_never_lost_nor_invented(moves: list[tuple[str, int]], grace: int) -> None:
    """Used + free = on + off, whatever the order; setting the clock while on changes nothing."""
    clock = ManualClock(START)
    readings = [clocks(clock)]
    on = off = 0
    for number, (kind, seconds) in enumerate(moves):
        if kind == "on":
            clock.advance(seconds)
            on += seconds
        elif kind == "off":
            clock.reboot(f"boot {number}", off_seconds=seconds)
            off += seconds
        else:
            clock._now = datetime(2020, 1, 1, tzinfo=UTC) if seconds % 2 else clock._now
            readings.append(clocks(clock))
        readings.append(clocks(clock))
    found = account(readings, grace_seconds=grace)
    assert found.used + found.free == pytest.approx(on + off)
    assert found.free == pytest.approx(min(off, grace))
    assert found.used >= on - 1e-6


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 300), min_size=2, max_size=20))
def test_more_heartbeats_do_not_change_the_account(gaps: list[int]) -> None:
    clock = ManualClock(START)
    readings = [clocks(clock)]
    for number, seconds in enumerate(gaps):
        if number % 3 == 2:
            clock.reboot(f"b{number}", off_seconds=seconds)
        else:
            clock.advance(seconds)
        readings.append(clocks(clock))
    full = account(readings, grace_seconds=200)
    boots = [reading.boot for reading in readings]
    ends = {0, len(readings) - 1}
    kept = [
        reading
        for place, reading in enumerate(readings)
        if place in ends
        or boots[place - 1] != boots[place]
        or boots[place] != boots[min(place + 1, len(boots) - 1)]
    ]
    assert account(kept, grace_seconds=200).used == pytest.approx(full.used)


# ---------------------------------------------------------------- the sitting


def test_a_sitting_not_begun_stands_before_the_intro() -> None:
    found = standing([], PLAN)
    assert (found.part, found.running, found.left, found.overtime) == ("intro", False, None, False)


def test_the_intro_has_no_limit() -> None:
    found = standing([Started("intro", at(0))], PLAN, at(5000))
    assert (found.part, found.running, found.left, found.used) == ("intro", True, None, 5000)


def test_parts_follow_each_other_and_time_between_them_is_nobodys() -> None:
    log: list[Entry] = [
        Started("intro", at(0)),
        Ended("intro", at(100)),
        Started("theory", at(500)),
        Ended("theory", at(1500), "handed in"),
    ]
    between = standing(log, PLAN, at(9000))
    assert (between.part, between.running, between.used) == ("practical", False, 0)
    assert between.finished == ("intro", "theory")
    log.append(Started("practical", at(9000)))
    running = standing(log, PLAN, at(9600))
    assert (running.used, running.left) == (600, 3000)


def test_the_sitting_is_closed_after_its_last_part() -> None:
    log = [Started("intro", at(0)), Ended("intro", at(1)), Started("theory", at(2)), Ended("theory", at(3)),
           Started("practical", at(4)), Ended("practical", at(5))]  # fmt: skip
    found = standing(log, PLAN, at(9000))
    assert (found.part, found.running, found.overtime) == ("closed", False, False)


def test_a_retake_of_one_part_leaves_the_other_out() -> None:
    parts = ("intro", "practical")
    log: list[Entry] = [Started("intro", at(0)), Ended("intro", at(1))]
    assert standing(log, PLAN, at(2), parts=parts).part == "practical"
    log += [Started("practical", at(2)), Ended("practical", at(3))]
    assert standing(log, PLAN, at(4), parts=parts).part == "closed"


@pytest.mark.parametrize(("now", "left", "overtime"), [(2699, 1, False), (2700, 0, True), (2760, -60, True)])
def test_a_part_is_over_when_its_time_is_used(now: float, left: float, overtime: bool) -> None:
    log = [Started("intro", at(0)), Ended("intro", at(0)), Started("theory", at(0))]
    found = standing(log, PLAN, at(now))
    assert (found.left, found.overtime) == (left, overtime)


def test_a_power_cut_gives_the_same_time_back() -> None:
    log: list[Entry] = [
        Started("intro", at(0)),
        Ended("intro", at(0)),
        Started("theory", at(0)),
        Beat(at(600)),
    ]
    back = at(1300, monotonic=12, boot="b2")
    found = standing(log, PLAN, back)
    assert (found.used, found.left) == (600, 2100)
    assert len(found.gaps) == 1
    assert found.grace_left == 200
    later = standing([*log, Beat(back)], PLAN, at(1400, monotonic=112, boot="b2"))
    assert later.used == 700


def test_grace_used_in_theory_is_gone_in_the_practical_part() -> None:
    log: list[Entry] = [
        Started("intro", at(0)),
        Ended("intro", at(0)),
        Started("theory", at(0)),
        Beat(at(800, monotonic=0, boot="b2")),
        Ended("theory", at(900, monotonic=100, boot="b2")),
        Started("practical", at(1000, monotonic=200, boot="b2")),
    ]
    found = standing(log, PLAN, at(1300, monotonic=0, boot="b3"))
    assert [gap.free for gap in found.gaps] == [800, 100]
    assert (found.used, found.grace_left, found.needs_note) == (200, 0, True)


def test_a_note_names_its_gap_across_parts() -> None:
    log: list[Entry] = [
        Started("intro", at(0)),
        Ended("intro", at(0)),
        Started("theory", at(0)),
        Beat(at(900, monotonic=0, boot="b2")),
        Ended("theory", at(901, monotonic=1, boot="b2")),
        Started("practical", at(902, monotonic=2, boot="b2")),
        Beat(at(2000, monotonic=0, boot="b3")),
        Excused(1, "停电"),
    ]
    found = standing(log, PLAN, at(2060, monotonic=60, boot="b3"))
    assert [gap.excused for gap in found.gaps] == [False, True]
    assert (found.used, found.needs_note) == (60, False)


def test_jumps_of_all_parts_are_kept() -> None:
    log: list[Entry] = [
        Started("intro", at(0)),
        Ended("intro", at(500, monotonic=10)),
        Started("theory", at(500, monotonic=20)),
    ]
    found = standing(log, PLAN, at(100, monotonic=30))
    assert [jump.seconds for jump in found.jumps] == [490, -410]


def test_a_beat_between_parts_is_harmless() -> None:
    log: list[Entry] = [Beat(at(0)), Started("intro", at(1)), Ended("intro", at(2)), Beat(at(900))]
    assert standing(log, PLAN, at(901)).part == "theory"


@pytest.mark.parametrize(
    "log",
    [
        [Started("theory", at(0))],
        [Started("intro", at(0)), Started("theory", at(1))],
        [Started("intro", at(0)), Ended("theory", at(1))],
        [Ended("intro", at(0))],
        [Started("intro", at(0)), Ended("intro", at(1)), Started("intro", at(2))],
    ],
)
def test_an_impossible_log_is_refused(log: list[Entry]) -> None:
    with pytest.raises(ValueError, match="part"):
        standing(log, PLAN, at(10))


def test_limits_come_from_the_blueprint() -> None:
    assert limit_seconds(PLAN, "theory") == 2700
    assert limit_seconds(PLAN, "practical") == 3600
    assert limit_seconds(PLAN, "intro") is None
    assert next_part(()) == "intro"
    assert next_part(("intro", "theory", "practical")) == "closed"


# ---------------------------------------------------------------- JSON


def test_a_reading_comes_back() -> None:
    reading = at(1.5, boot="b7")
    assert reading_from_json(json.loads(json.dumps(reading_to_json(reading)))) == reading


@pytest.mark.parametrize(
    "value",
    [None, {}, {"wall": 3, "monotonic": 1, "boot": "b"}, {"wall": "2026-11-23T08:00:00.000Z", "monotonic": "1", "boot": "b"},
     {"wall": "soon", "monotonic": 1, "boot": "b"}, {"wall": "2026-11-23T08:00:00.000Z", "monotonic": True, "boot": "b"}],
)  # fmt: skip
def test_a_damaged_reading_is_refused(value: object) -> None:
    with pytest.raises(ValueError):
        reading_from_json(value)
