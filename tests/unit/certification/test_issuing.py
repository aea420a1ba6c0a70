"""Issuing a certificate from the record, printing it again, and refusing when it must not be issued."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.base.clock import ManualClock
from desktop.base.errors import KnownError
from desktop.base.places import Places
from desktop.certification.credential import read_credential
from desktop.certification.keys import KEY_FILE
from desktop.certification.seal_key import SEAL_FILE
from desktop.curriculum.schema import BoxRules, LabelSchema, SpanRules
from desktop.records.maintenance import check
from desktop.records.queries.credentials import credentials
from desktop.records.queries.events import events
from desktop.session.certificate_source import months_later, one_line
from desktop.session.changes import Changes
from desktop.session.operations import certificates
from desktop.session.operations.signin import sign_in, sign_out
from desktop.session.session import Session
from desktop.session.tolerances import tolerance
from tests.unit.certification.conftest import Classroom


@pytest.fixture
def passed(classroom: Classroom) -> str:
    """A released sitting of 犇翀玥 that was passed."""
    return classroom.sit(classroom.enrol("犇翀玥", "00017"))


def files(places: Places) -> dict[str, bytes]:
    folder = places.exports / "certificates"
    return {path.suffix: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


def test_a_released_pass_becomes_three_files_that_all_hold(
    classroom: Classroom, passed: str, places: Places
) -> None:
    shown = certificates.issue(classroom.session, passed)
    assert re.fullmatch(r"DS-2026-[0-9A-HJKMNP-TV-Z]{6}", shown.number)
    for path in (shown.pdf, shown.credential, shown.qr_file):
        verdict = certificates.verify_file(places, Path(path))
        assert verdict.genuine, verdict
        assert verdict.facts["number"] == shown.number
        assert verdict.facts["issuer_known"]


def test_the_journal_holds_the_credential_and_stays_whole(classroom: Classroom, passed: str) -> None:
    session = classroom.session
    certificates.issue(session, passed)
    (event,) = events(session.record, kinds=("credential.issued",), limit=10)
    assert event.actor == classroom.teacher
    source = read_credential(event.body["document"]["credential"]).source
    assert source.credential_id == event.body["credential_id"]
    assert check(session.record.path) == []


def test_the_certificate_says_what_the_record_says(classroom: Classroom, passed: str) -> None:
    session = classroom.session
    certificates.issue(session, passed)
    (kept,) = credentials(session.record, sitting_id=passed)
    source = read_credential(kept.document["credential"]).source
    order = session.shelf.pack("worked-example").order
    assert (source.name, source.class_name, source.order_id) == ("犇翀玥", "第 24 期", order.id)
    assert (source.theory.k, source.theory.n) == (38, 40)
    assert (source.practical.k, source.practical.n) == (300, 302)
    assert source.by_picture is not None
    assert source.by_picture.pictures == 2
    assert source.by_picture.at_least < source.practical.lower
    assert source.tolerance == "每边偏差 ≤ max(3 px, 边长 1.5%)，类别、属性全对"
    assert source.valid_until == months_later(source.issued_at, 24)
    assert source.attempt == 1
    assert source.provisional


def test_asking_again_prints_the_same_certificate_from_the_record(
    classroom: Classroom, passed: str, places: Places, clock: ManualClock
) -> None:
    first = certificates.issue(classroom.session, passed)
    before = files(places)
    for path in (places.exports / "certificates").iterdir():
        path.unlink()
    clock.advance(40 * 86_400)
    assert certificates.issue(classroom.session, passed) == first
    assert files(places) == before
    assert len(credentials(classroom.session.record, sitting_id=passed)) == 1


def test_a_retake_says_which_attempt_it_was(classroom: Classroom, clock: ManualClock) -> None:
    account_id = classroom.enrol("单雄信")
    classroom.sit(account_id, "fail", released=False)
    clock.advance(3_600)
    sitting_id = classroom.sit(account_id, "distinction")
    certificates.issue(classroom.session, sitting_id)
    (kept,) = credentials(classroom.session.record, account_id=account_id)
    source = read_credential(kept.document["credential"]).source
    assert (source.attempt, source.outcome) == (2, "distinction")


@pytest.mark.parametrize(
    ("outcome", "released", "said"), [("fail", True, "没有合格"), ("pass", False, "还没有发布")]
)
def test_what_was_failed_or_not_released_gets_no_certificate(
    classroom: Classroom, outcome: str, released: bool, said: str
) -> None:
    sitting_id = classroom.sit(classroom.enrol("王五"), outcome, released=released)
    with pytest.raises(KnownError, match=said) as caught:
        certificates.issue(classroom.session, sitting_id)
    assert caught.value.remedy
    assert credentials(classroom.session.record) == ()


def test_a_sitting_that_is_not_there_is_told(classroom: Classroom) -> None:
    with pytest.raises(KnownError, match="还没有结果"):
        certificates.issue(classroom.session, "nothing")


def test_only_an_instructor_issues_and_trainees_see_their_own(classroom: Classroom, passed: str) -> None:
    session = classroom.session
    other = classroom.enrol("王五")
    owner = credentials_owner(session, passed)
    assert certificates.certificate_files(session, passed) is None
    shown = certificates.issue(session, passed)
    assert certificates.certificate_files(session, passed) == shown
    for account_id, seen in ((owner, shown), (other, None)):
        switch(session, account_id)
        assert certificates.certificate_files(session, passed) == seen
        with pytest.raises(KnownError, match="讲师"):
            certificates.issue(session, passed)


def credentials_owner(session: Session, sitting_id: str) -> str:
    from desktop.records.queries.sittings import sitting

    found = sitting(session.record, sitting_id)
    assert found is not None
    return found.account_id


def switch(session: Session, account_id: str) -> None:
    from desktop.session.operations.signin import change_pin

    if session.account is None or session.account.role != "instructor":
        sign_out(session)
        teacher = next(iter(session.record.query(str, "SELECT id FROM account WHERE role = 'instructor'")))
        sign_in(session, teacher, "1357")
    change_pin(session, account_id, "2468")
    sign_out(session)
    sign_in(session, account_id, "2468")


def test_pages_are_told_of_a_new_certificate(classroom: Classroom, passed: str) -> None:
    heard: list[Changes] = []
    classroom.session.listen(heard.append)
    certificates.issue(classroom.session, passed)
    assert [change.topics for change in heard] == [{"certificate", "sitting"}]


def test_numbers_do_not_repeat(classroom: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter("AAAAAA" + "AAAAAA" + "BBBBBB")
    monkeypatch.setattr("secrets.choice", lambda _letters: next(drawn))
    first, second = (classroom.sit(classroom.enrol(name)) for name in ("甲", "乙"))
    assert certificates.issue(classroom.session, first).number == "DS-2026-AAAAAA"
    assert certificates.issue(classroom.session, second).number == "DS-2026-BBBBBB"


def test_a_disk_that_refuses_leaves_the_certificate_registered_and_printable_later(
    classroom: Classroom, passed: str, places: Places
) -> None:
    places.exports.mkdir(parents=True)
    blocked = places.exports / "certificates"
    blocked.write_text("a file where the folder should be")
    with pytest.raises(KnownError, match="写不下来") as caught:
        certificates.issue(classroom.session, passed)
    assert "已经登记" in caught.value.remedy
    blocked.unlink()
    shown = certificates.issue(classroom.session, passed)
    assert certificates.verify_file(places, Path(shown.pdf)).genuine
    assert len(credentials(classroom.session.record)) == 1


def test_a_lost_key_is_told_when_an_old_certificate_is_printed_again(
    classroom: Classroom, passed: str, places: Places
) -> None:
    certificates.issue(classroom.session, passed)
    (places.keys / KEY_FILE).unlink()
    with pytest.raises(KnownError, match="另一把签名密钥") as caught:
        certificates.issue(classroom.session, passed)
    assert "备份" in caught.value.remedy


def test_a_lost_seal_is_made_anew_and_old_certificates_can_be_printed_again(
    classroom: Classroom, passed: str, places: Places, clock: ManualClock
) -> None:
    shown = certificates.issue(classroom.session, passed)
    old = Path(shown.pdf).read_bytes()
    (places.keys / SEAL_FILE).unlink()
    clock.advance(100 * 86_400)
    certificates.issue(classroom.session, passed)
    assert Path(shown.pdf).read_bytes() != old
    assert certificates.verify_file(places, Path(shown.pdf)).genuine
    aside = places.exports / "old.pdf"
    aside.write_bytes(old)
    assert certificates.verify_file(places, aside).genuine


def test_a_damaged_key_stops_issuing_and_never_checking(
    classroom: Classroom, passed: str, places: Places
) -> None:
    shown = certificates.issue(classroom.session, passed)
    (places.keys / KEY_FILE).write_bytes(b"damaged")
    with pytest.raises(KnownError, match="签名密钥已损坏"):
        certificates.issue(classroom.session, passed)
    verdict = certificates.verify_file(places, Path(shown.pdf))
    assert verdict.intact
    assert verdict.genuine is None
    assert not verdict.facts["issuer_known"]


def test_rules_of_another_pack_version_are_not_printed_as_those_of_the_exam(classroom: Classroom) -> None:
    sitting_id = classroom.sit(classroom.enrol("王五"), pack_digest="sha256:" + "ab" * 32)
    certificates.issue(classroom.session, sitting_id)
    (kept,) = credentials(classroom.session.record, sitting_id=sitting_id)
    source = read_credential(kept.document["credential"]).source
    assert source.tolerance == "以考核时的课程包为准（sha256:abababababab）"
    assert source.rules_version == "考核时"


def test_the_keys_are_there_from_the_first_start(classroom: Classroom, places: Places) -> None:
    name = certificates.ensure_site_key(classroom.session)
    assert re.fullmatch(r"([0-9A-F]{4} ){3}[0-9A-F]{4}", name)
    assert {path.name for path in places.keys.iterdir()} == {KEY_FILE, SEAL_FILE}
    assert certificates.ensure_site_key(classroom.session) == name


def test_another_pc_checks_without_keys_and_makes_none(
    classroom: Classroom, passed: str, places: Places, tmp_path: Path
) -> None:
    shown = certificates.issue(classroom.session, passed)
    elsewhere = replace(places, data=tmp_path / "another pc")
    verdict = certificates.verify_file(elsewhere, Path(shown.pdf))
    assert verdict.intact
    assert verdict.genuine is None
    assert not verdict.facts["issuer_known"]
    assert not elsewhere.data.exists()


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-11-23", 24, "2028-11-23"),
        ("2028-02-29", 24, "2030-02-28"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-12-01", 1, "2027-01-01"),
    ],
)
def test_validity_ends_on_the_same_day_or_the_last_of_a_shorter_month(
    start: str, months: int, end: str
) -> None:
    moment = datetime.fromisoformat(start).replace(tzinfo=UTC)
    assert months_later(moment, months) == datetime.fromisoformat(end).replace(tzinfo=UTC)


def test_the_tolerance_is_said_in_one_line_for_every_task() -> None:
    label = {"id": "a", "name": "甲", "short": "甲", "key": "1", "colour": 0}
    boxes = LabelSchema.model_validate({"task": "boxes", "labels": [label]})
    assert tolerance(boxes) == "每边偏差 ≤ max(3 px, 边长 1.5%)，类别全对"
    fine = boxes.model_copy(update={"box_rules": BoxRules(side_px=2.5, side_share=0.02)})
    assert tolerance(fine) == "每边偏差 ≤ max(2.5 px, 边长 2%)，类别全对"
    spans = LabelSchema.model_validate({"task": "spans", "labels": [label]})
    assert tolerance(spans) == "边界完全一致，类别全对"
    loose = spans.model_copy(update={"span_rules": SpanRules(boundary_slack=2)})
    assert tolerance(loose) == "边界偏差 ≤ 2 个字且不超过长度的 1/4，类别全对"


def test_texts_of_a_pack_become_one_printable_line() -> None:
    assert one_line(" 车辆\n行人\u2028 2D\x01 框\t") == "车辆 行人 2D 框"
