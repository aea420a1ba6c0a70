"""The instructors of a site: one more, one fewer, never none."""

from __future__ import annotations

import pytest

from desktop.base.errors import KnownError
from desktop.records.maintenance import check
from desktop.session.operations import staff
from desktop.session.operations.roster import add_trainee, create_class
from desktop.session.operations.signin import change_pin, sign_in, sign_out, tiles
from desktop.session.operations.site import create_site
from desktop.session.session import Session


@pytest.fixture
def first(session: Session) -> str:
    """The instructor who set the PC up, signed in."""
    account_id = create_site(session, site_name="御河街道实训点", instructor_name="马老师", pin="1357")
    sign_in(session, account_id, "1357")
    return account_id


def test_a_second_instructor_signs_in_and_may_do_what_the_first_may(session: Session, first: str) -> None:
    second = staff.add_instructor(session, name=" 周  敏 ", pin="246810")
    assert [person.name for person in staff.instructors(session)] == ["马老师", "周 敏"]
    sign_out(session)
    assert {(tile.name, tile.role) for tile in tiles(session)} == {
        ("马老师", "instructor"),
        ("周 敏", "instructor"),
    }
    sign_in(session, second, "246810")
    assert create_class(session, number=25, name="", pack_id="worked-example")
    assert check(session.record.path) == []


@pytest.mark.parametrize(
    ("name", "pin", "said"),
    [("", "2468", "讲师姓名不能为空"), ("周敏", "12", "PIN"), ("马老师", "2468", "已经有一位讲师叫马老师")],
)
def test_an_account_that_would_not_do_is_refused(
    session: Session, first: str, name: str, pin: str, said: str
) -> None:
    with pytest.raises(KnownError, match=said):
        staff.add_instructor(session, name=name, pin=pin)
    assert len(staff.instructors(session)) == 1


def test_a_closed_account_signs_in_no_more_and_its_name_is_free_again(session: Session, first: str) -> None:
    second = staff.add_instructor(session, name="周敏", pin="246810")
    staff.close_instructor(session, second, "调走")
    assert [person.account_id for person in staff.instructors(session)] == [first]
    with pytest.raises(KnownError, match="没有这位讲师"):
        staff.close_instructor(session, second, "")
    assert staff.add_instructor(session, name="周敏", pin="246810") != second
    sign_out(session)
    with pytest.raises(KnownError, match="已停用"):
        sign_in(session, second, "246810")


def test_nobody_closes_their_own_account_so_one_is_always_left(session: Session, first: str) -> None:
    with pytest.raises(KnownError, match="不能停用自己"):
        staff.close_instructor(session, first, "")
    assert len(staff.instructors(session)) == 1


def test_an_instructor_sets_anothers_pin_anew(session: Session, first: str) -> None:
    second = staff.add_instructor(session, name="周敏", pin="246810")
    change_pin(session, second, "1111")
    sign_out(session)
    assert sign_in(session, second, "1111").role == "instructor"


def test_a_trainee_may_do_none_of_it(session: Session, first: str) -> None:
    class_id = create_class(session, number=24, name="", pack_id="worked-example")
    trainee = add_trainee(session, class_id, name="犇翀玥", pin="2222").account_id
    sign_out(session)
    sign_in(session, trainee, "2222")
    for attempt in (
        lambda: staff.instructors(session),
        lambda: staff.add_instructor(session, name="我", pin="1234"),
        lambda: staff.close_instructor(session, first, ""),
    ):
        with pytest.raises(KnownError, match="讲师"):
            attempt()


def test_a_trainee_is_not_closed_as_an_instructor(session: Session, first: str) -> None:
    class_id = create_class(session, number=24, name="", pack_id="worked-example")
    trainee = add_trainee(session, class_id, name="犇翀玥", pin="2222").account_id
    with pytest.raises(KnownError, match="没有这位讲师"):
        staff.close_instructor(session, trainee, "")
