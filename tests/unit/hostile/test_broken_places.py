"""A data folder after a bad day: settings, record, keys, catalogue and fonts damaged; the clock set; two windows."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.base.clock import ManualClock
from desktop.base.errors import DamagedFileError, KnownError
from desktop.base.settings import SETTINGS
from desktop.base.wording import language, use_language
from desktop.certification.keys import KEY_FILE
from desktop.certification.seal_key import SEAL_FILE
from desktop.records.maintenance import check
from desktop.session.operations import certificates, exam, health, learning, practice, review
from desktop.session.session import open_session
from desktop.session.speaking import SETTINGS_FILE
from tests import scenes
from tests.unit.hostile.conftest import Station

ACTIVITY = "m2-boxes"
pytestmark = pytest.mark.usefixtures("caplog")

GARBAGE = (
    b"",
    b"\0" * 64,
    b"\xff\xfe{",
    b"null",
    b"[]",
    b'"values"',
    b'{"values": []}',
    b'{"values": null}',
    b'{"values": {"language": 7, "type_scale": "big", "idle_minutes": -1, "crosshair": "yes"}}',
    b'{"values": {"language": "xx", "type_scale": 1e400}}',
    b"[" * 100_000,
    b'{"format": 99, "values": {"unknown": 1}}',
)


@pytest.mark.parametrize("content", GARBAGE)
def test_settings_of_garbage_are_the_defaults_and_can_be_set_anew(station: Station, content: bytes) -> None:
    path = station.places.data / SETTINGS_FILE
    path.write_bytes(content)
    session = station.restart()
    assert {row.key: session.settings.get(row.key) for row in SETTINGS} == {
        row.key: row.default for row in SETTINGS
    }
    session.settings.put("type_scale", 125)
    assert station.restart().settings.number("type_scale") == 125


def test_settings_that_are_a_folder_are_the_defaults(station: Station) -> None:
    (station.places.data / SETTINGS_FILE).mkdir()
    assert station.restart().settings.number("type_scale") == 100
    with pytest.raises(KnownError, match="设置没有存下来"):
        station.session.settings.put("type_scale", 125)


@pytest.mark.parametrize(
    "content", [b"", b"\xde\x12\x04\x95", b"\xde\x12\x04\x95" + bytes(8), b"no catalogue"]
)
def test_a_catalogue_cut_short_is_told_and_chinese_stays(tmp_path: Path, content: bytes) -> None:
    use_language("zh", tmp_path)
    path = tmp_path / "en" / "LC_MESSAGES" / "doorstep.mo"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    with pytest.raises(KnownError, match="缺少 en 语言文件"):
        use_language("en", tmp_path)
    assert language() == "zh"


@pytest.mark.parametrize("content", [b"", b"\0" * 4096, b"SQLite format 3\0", b"%PDF-1.7", b"PK\x03\x04"])
def test_a_record_that_is_none_is_refused_or_begun_and_never_overwritten(
    station: Station, content: bytes
) -> None:
    station.session.close()
    station.places.record.write_bytes(content)
    if content:
        with pytest.raises(DamagedFileError, match="训练记录文件已损坏"):
            open_session(station.places, station.clock)
        assert station.places.record.read_bytes() == content
        rows = {row.name: row for row in health.self_test(station.places)}
        assert not rows["记录"].ok
    else:
        station.restart()
        assert check(station.places.record) == []


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_record_cut_short_never_opens_as_if_nothing_was_lost(station: Station, share: float) -> None:
    station.session.close()
    whole = station.places.record.read_bytes()
    station.places.record.write_bytes(whole[: int(len(whole) * share)])
    assert check(station.places.record)


def test_the_second_window_is_refused_and_the_first_goes_on(station: Station) -> None:
    with pytest.raises(KnownError, match="已经在另一个工作站窗口中打开"):
        open_session(station.places, station.clock)
    scenes.attend(station.session, station.cast)
    scenes.practise(station.session)
    assert check(station.places.record) == []


@pytest.mark.parametrize(
    "content", [b"", b"garbage", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"]
)
@pytest.mark.parametrize("name", [KEY_FILE, SEAL_FILE])
def test_a_damaged_key_stops_a_new_certificate_and_no_old_one(
    certified: tuple[Station, str], name: str, content: bytes
) -> None:
    station, sitting_id = certified
    shown = certificates.certificate_files(station.session, sitting_id)
    assert shown is not None
    (station.places.keys / name).write_bytes(content)
    with pytest.raises(DamagedFileError, match="密钥已损坏") as refusal:
        certificates.issue(station.session, sitting_id)
    assert refusal.value.remedy
    verdict = certificates.verify_file(station.places, Path(shown.pdf))
    assert verdict.sentence
    assert (station.places.keys / name).read_bytes() == content


@pytest.fixture
def certified(station: Station) -> tuple[Station, str]:
    """The station with one certificate, its instructor signed in."""
    scenes.attend(station.session, station.cast)
    scenes.practise(station.session, 2)
    sitting_id = scenes.sit(station.session).sitting_id
    scenes.instruct(station.session, station.cast)
    review.release(station.session, sitting_id)
    certificates.issue(station.session, sitting_id)
    return station, sitting_id


def test_keys_that_are_gone_do_not_pass_for_those_of_the_site(certified: tuple[Station, str]) -> None:
    station, sitting_id = certified
    shown = certificates.certificate_files(station.session, sitting_id)
    assert shown is not None
    known = certificates.verify_file(station.places, Path(shown.credential)).sentence
    shutil.rmtree(station.places.keys)
    stranger = certificates.verify_file(station.places, Path(shown.credential)).sentence
    assert stranger != known
    assert "不认识" in stranger
    assert not station.places.keys.exists()


def test_fonts_that_are_missing_are_named_and_lose_no_certificate(
    certified: tuple[Station, str], tmp_path: Path
) -> None:
    station, _sitting_id = certified
    rows = {row.name: row for row in health.self_test(replace(station.places, assets=tmp_path / "none"))}
    assert not rows["字体"].ok
    assert "NotoSansSC-Regular.ttf" in rows["字体"].detail
    assert not rows["语言文件"].ok
    assert rows["记录"].ok


YEARS = (1970, 1999, 2016, 2038, 2099, 3000)


@pytest.mark.parametrize("year", YEARS)
def test_a_clock_in_another_year_keeps_nobody_from_working(station: Station, year: int) -> None:
    scenes.attend(station.session, station.cast)
    scenes.practise(station.session)
    station.clock = ManualClock(datetime(year, 1, 2, 3, 4, tzinfo=UTC), boot="boot-2")
    session = station.restart()
    scenes.attend(session, station.cast)
    assert learning.home(session).total > 0
    scenes.practise(session)
    result = scenes.sit(session)
    assert result.outcome in {"pass", "distinction"}
    scenes.instruct(session, station.cast)
    review.release(session, result.sitting_id)
    assert certificates.issue(session, result.sitting_id).number.startswith("DS-")
    session.close()
    assert check(station.places.record) == []


def test_a_failed_sitting_and_a_clock_set_back_leave_the_latest_the_latest(station: Station) -> None:
    scenes.attend(station.session, station.cast)
    scenes.practise(station.session, 2)
    failed = scenes.sit(station.session, right=False)
    station.clock = ManualClock(datetime(2020, 1, 1, tzinfo=UTC), boot="boot-2")
    scenes.attend(station.restart(), station.cast)
    assert exam.offer(station.session).sitting_id == failed.sitting_id


CHILD = """
import os, signal, sys
from dataclasses import replace
from pathlib import Path
from desktop.session.session import open_session
from desktop.session.operations import exam, practice
from tests import scenes
data, courses, trainee, where = sys.argv[1:]
session = open_session(replace(scenes.places_in(Path(data)), courses=Path(courses)))
scenes.attend(session, scenes.Cast("", "", (trainee,)))
if where == "exam":
    scenes.practise(session, 2)
    exam.begin(session)
    scenes.answer_all(session)
    exam.start_part(session, "practical")
    attempt = exam.open_task(session, 0)
else:
    attempt = practice.open_practice(session, "m2-boxes")
scenes.draw_gold(attempt)
print(attempt.attempt_id, len(attempt.document.marks()), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("where", ["practice", "exam"])
def test_a_program_killed_at_the_bench_opens_at_the_same_place(
    station: Station, root: Path, where: str
) -> None:
    station.session.close()
    places = station.places
    child = subprocess.run(
        [sys.executable, "-c", CHILD, str(places.data), str(places.courses), station.cast.trainee, where],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert child.returncode == -signal.SIGKILL, child.stderr
    attempt_id, marks = child.stdout.split()
    session = station.session = open_session(places)
    scenes.attend(session, station.cast)
    if where == "exam":
        assert exam.resume(session).part == "practical"
        opened = exam.open_task(session, 0)
    else:
        opened = practice.open_practice(session, ACTIVITY)
    assert (opened.attempt_id, len(opened.document.marks())) == (attempt_id, int(marks))
    session.close()
    assert check(places.record) == []
