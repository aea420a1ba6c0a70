"""Time as a seam: what the program may rely on, and a clock that tests move."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.base import clock as clocks
from desktop.base.clock import ManualClock, SystemClock, moment, stamp

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def test_the_system_clock_is_aware_and_never_runs_backwards() -> None:
    clock = SystemClock()
    assert clock.now().utcoffset() == timedelta(0)
    before = clock.monotonic()
    assert clock.monotonic() >= before
    assert clock.boot() == SystemClock().boot() != ""


def test_where_the_system_names_no_boot_a_process_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clocks, "BOOT_ID_FILE", tmp_path / "none")
    assert SystemClock().boot() == SystemClock().boot() != ""


def test_a_manual_clock_stands_still_until_it_is_told() -> None:
    clock = ManualClock(START)
    assert (clock.now(), clock.monotonic(), clock.boot()) == (START, 0.0, "boot-1")
    clock.advance(90)
    assert (clock.now(), clock.monotonic()) == (START + timedelta(seconds=90), 90.0)


def test_a_reboot_moves_the_wall_clock_and_begins_the_other_anew() -> None:
    clock = ManualClock(START)
    clock.advance(50)
    clock.reboot("boot-2", off_seconds=300)
    assert (clock.now(), clock.monotonic(), clock.boot()) == (START + timedelta(seconds=350), 0.0, "boot-2")


def test_a_stamp_is_utc_with_milliseconds() -> None:
    shanghai = timezone(timedelta(hours=8))
    assert stamp(datetime(2026, 11, 23, 16, 15, 2, 123_999, shanghai)) == "2026-11-23T08:15:02.123Z"
    assert stamp(START) == "2026-11-23T01:00:00.000Z"


@given(
    st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(9999, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001
)
def test_a_stamp_is_read_back_to_the_millisecond_and_sorts_as_time(when: datetime) -> None:
    read = moment(stamp(when))
    assert timedelta(0) <= when - read < timedelta(milliseconds=1)
    assert stamp(read) == stamp(when)
    assert (stamp(START) < stamp(when)) is (START.timestamp() * 1000 < int(when.timestamp() * 1000)) or abs(
        (when - START).total_seconds()
    ) < 0.002


@pytest.mark.parametrize("text", ["", "yesterday", "2026-13-01T00:00:00Z", "12:00"])
def test_what_is_no_stamp_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        moment(text)
