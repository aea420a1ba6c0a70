"""Accounts and classes: what the events make of them, and how people are found."""

from __future__ import annotations

import pytest

from desktop.base.clock import ManualClock
from desktop.records.queries.board import outcomes
from desktop.records.queries.classes import class_of, cohort, cohorts, enrolments
from desktop.records.queries.people import account, accounts, pin_failures
from desktop.records.queries.site import site
from desktop.records.record import Record
from tests.unit.records.verbs import CLASS, INSTRUCTOR, TRAINEE, entry, write


def names(record: Record, **wanted: object) -> list[str]:
    return [person.account_id for person in accounts(record, **wanted)]  # type: ignore[arg-type]


def test_a_new_station_knows_nobody(record: Record) -> None:
    assert site(record) is None
    assert accounts(record) == ()
    assert cohorts(record) == ()
    assert account(record, TRAINEE) is None
    assert cohort(record, CLASS) is None
    assert class_of(record, TRAINEE) is None


def test_the_site_may_be_named_again(settled: Record) -> None:
    write(settled, "site.created", name="城南社区实训点")
    found = site(settled)
    assert found is not None
    assert (found.site_id, found.name) == ("site-1", "城南社区实训点")


def test_an_account_is_as_it_was_created(settled: Record, clock: ManualClock) -> None:
    person = account(settled, TRAINEE)
    assert person is not None
    assert (person.role, person.name, person.number, person.id_tail) == ("trainee", "曾乐", "07", "012X")
    assert person.initials == ("zl", "cl", "zy", "cy")
    assert (person.pin_hash, person.created_at) == ("argon2id$one", clock.now())
    assert not person.closed
    assert person.signed_in_at is None


@pytest.mark.parametrize("search", ["曾", "乐", "zl", "CL", "zy", "c", "07", "0", " 曾乐 "])
def test_a_person_is_found_by_name_by_any_reading_and_by_number(settled: Record, search: str) -> None:
    assert names(settled, search=search, role="trainee") == [TRAINEE]


@pytest.mark.parametrize("search", ["李", "l", "7", "曾曾", "%", "_", "zlx"])
def test_nobody_is_found_by_what_is_not_theirs(settled: Record, search: str) -> None:
    assert names(settled, search=search, role="trainee") == []


def test_two_people_may_share_name_number_and_pin(settled: Record) -> None:
    write(settled, "account.created", account_id="trainee-2")
    assert names(settled, search="zl") == [TRAINEE, "trainee-2"]


def test_an_account_is_created_once(settled: Record) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        write(settled, "account.created")


def test_a_new_pin_takes_the_place_of_the_old(settled: Record) -> None:
    write(settled, "account.pin_set")
    person = account(settled, TRAINEE)
    assert person is not None
    assert person.pin_hash == "argon2id$two"


def test_wrong_pins_count_until_the_right_one(settled: Record, clock: ManualClock) -> None:
    assert pin_failures(settled, TRAINEE).count == 0
    assert pin_failures(settled, TRAINEE).last_at is None
    for _attempt in range(3):
        clock.advance(10)
        write(settled, "session.pin_failed")
    assert pin_failures(settled, TRAINEE).count == 3
    assert pin_failures(settled, TRAINEE).last_at == clock.now()
    assert pin_failures(settled, INSTRUCTOR).count == 0
    write(settled, "session.signed_in")
    assert pin_failures(settled, TRAINEE).count == 0


def test_a_new_pin_forgets_wrong_ones(settled: Record) -> None:
    write(settled, "session.pin_failed")
    write(settled, "account.pin_set")
    assert pin_failures(settled, TRAINEE).count == 0


def test_nobody_has_no_failures(settled: Record) -> None:
    assert pin_failures(settled, "nobody").count == 0


def test_a_visit_is_remembered(settled: Record, clock: ManualClock) -> None:
    clock.advance(60)
    write(settled, "session.signed_in")
    write(settled, "session.signed_out")
    person = account(settled, TRAINEE)
    assert person is not None
    assert person.signed_in_at == clock.now()


def test_a_closed_account_is_listed_only_when_asked_for(settled: Record) -> None:
    write(settled, "account.closed")
    assert names(settled) == [INSTRUCTOR]
    assert set(names(settled, closed=True)) == {INSTRUCTOR, TRAINEE}
    person = account(settled, TRAINEE)
    assert person is not None
    assert person.closed


@pytest.mark.parametrize(
    "kind", ["account.pin_set", "account.closed", "session.signed_in", "session.pin_failed", "class.enrolled"]
)
def test_an_event_about_a_stranger_is_refused_and_not_written(settled: Record, kind: str) -> None:
    before = settled.head()
    with pytest.raises(ValueError):
        write(settled, kind, account_id="stranger")
    assert settled.head() == before


def test_a_class_knows_its_order_and_its_people(settled: Record) -> None:
    (found,) = cohorts(settled)
    assert found == cohort(settled, CLASS)
    assert (found.class_id, found.number, found.name) == (CLASS, 24, "第 24 期")
    assert (found.pack_id, found.pack_digest, found.order_id) == ("street", "sha256:pack", "order-1")
    assert (found.enrolled, found.withdrawn) == (1, 0)


def test_the_newest_class_comes_first(settled: Record, clock: ManualClock) -> None:
    clock.advance(60)
    write(settled, "class.created", class_id="class-25", number=25)
    assert [found.number for found in cohorts(settled)] == [25, 24]


def test_who_left_stays_on_the_roll_with_the_reason(settled: Record, clock: ManualClock) -> None:
    clock.advance(60)
    write(settled, "class.withdrawn")
    (enrolment,) = enrolments(settled, CLASS)
    assert (enrolment.account_id, enrolment.name, enrolment.number) == (TRAINEE, "曾乐", "07")
    assert (enrolment.withdrawn_at, enrolment.withdrawn_reason) == (clock.now(), "搬家")
    assert accounts(settled, class_id=CLASS) == ()
    assert class_of(settled, TRAINEE) is None
    (found,) = cohorts(settled)
    assert (found.enrolled, found.withdrawn) == (0, 1)


def test_enrolling_again_takes_the_withdrawal_back(settled: Record) -> None:
    write(settled, "class.withdrawn")
    write(settled, "class.enrolled")
    (enrolment,) = enrolments(settled, CLASS)
    assert enrolment.withdrawn_at is None
    assert enrolment.withdrawn_reason == ""
    assert names(settled, class_id=CLASS) == [TRAINEE]


def test_leaving_a_class_one_is_not_in_is_refused(settled: Record) -> None:
    with pytest.raises(ValueError, match="0 rows"):
        write(settled, "class.withdrawn", account_id=INSTRUCTOR)


def test_a_trainee_belongs_to_the_class_enrolled_in_last(settled: Record) -> None:
    settled.append_all(
        [entry("class.created", class_id="class-25", number=25), entry("class.enrolled", class_id="class-25")]
    )
    found = class_of(settled, TRAINEE)
    assert found is not None
    assert found.number == 25
    write(settled, "class.withdrawn", class_id="class-25")
    found = class_of(settled, TRAINEE)
    assert found is not None
    assert found.number == 24


def test_a_roll_is_in_the_order_of_its_numbers(settled: Record) -> None:
    for number in ("10", "9", "8"):
        write(settled, "account.created", account_id=f"trainee-{number}", number=number)
        write(settled, "class.enrolled", account_id=f"trainee-{number}")
    assert [row.number for row in enrolments(settled, CLASS)] == ["8", "9", "07", "10"]


def test_people_are_listed_by_pinyin_not_by_code_point(settled: Record) -> None:
    """By code point 丁 (4E01) comes before 安 (5B89), and 王 before 阿."""
    for name, ways in (("丁一", ["dy"]), ("安宁", ["an"]), ("阿依娜", ["ayn"]), ("王芳", ["wf"]), ("·", [])):
        write(settled, "account.created", account_id=name, name=name, initials=ways, number="")
        write(settled, "class.enrolled", account_id=name)
    listed = [person.name for person in accounts(settled, class_id=CLASS) if person.account_id != TRAINEE]
    assert listed == ["安宁", "阿依娜", "丁一", "王芳", "·"]
    rolled = [row.name for row in enrolments(settled, CLASS) if row.number == ""]
    assert rolled == [row.name for row in outcomes(settled, CLASS) if row.number == ""] == listed
