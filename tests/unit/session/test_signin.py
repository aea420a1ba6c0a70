"""Signing in on a shared PC: found by initials, slowed down after wrong PINs, changed in a moment."""

from __future__ import annotations

import pytest

from desktop.base.clock import ManualClock
from desktop.base.errors import KnownError
from desktop.session.operations.roster import add_trainee, create_class
from desktop.session.operations.signin import change_pin, sign_in, sign_out, tiles, unlock
from desktop.session.operations.site import create_site, needs_setup, site_name
from desktop.session.session import Session


@pytest.fixture
def people(session: Session) -> dict[str, str]:
    teacher = create_site(session, site_name="御河街道实训点", instructor_name="马老师", pin="1357")
    sign_in(session, teacher, "1357")
    class_id = create_class(session, number=24, name="", pack_id="worked-example")
    ids = {"马老师": teacher}
    for name, pin in (("单雄信", "1111"), ("犇翀玥", "2222")):
        ids[name] = add_trainee(session, class_id, name=name, pin=pin).account_id
    sign_out(session)
    return ids


def test_a_new_pc_asks_for_a_site_once(session: Session) -> None:
    assert needs_setup(session)
    create_site(session, site_name=" 御河 街道 ", instructor_name="马老师", pin="1357")
    assert not needs_setup(session)
    assert (session.places.keys / "site-ed25519.pem").stat().st_mode & 0o077 == 0
    assert site_name(session) == "御河 街道"
    with pytest.raises(KnownError):
        create_site(session, site_name="x", instructor_name="y", pin="1357")


def test_tiles_are_found_by_initials(session: Session, people: dict[str, str]) -> None:
    assert {tile.name for tile in tiles(session)} == set(people)
    assert [tile.name for tile in tiles(session, "sx")] == ["单雄信"]
    assert [tile.name for tile in tiles(session, "dx")] == ["单雄信"]
    assert tiles(session, "zz") == ()
    assert tiles(session)[-1].role == "instructor"


def test_a_right_pin_signs_in_and_another_person_follows_at_once(
    session: Session, people: dict[str, str]
) -> None:
    assert sign_in(session, people["单雄信"], "1111").name == "单雄信"
    sign_out(session)
    assert session.account is None
    assert sign_in(session, people["犇翀玥"], "2222").role == "trainee"


def test_wrong_pins_make_a_person_wait_and_the_wait_ends(
    session: Session, clock: ManualClock, people: dict[str, str]
) -> None:
    for _attempt in range(3):
        with pytest.raises(KnownError, match="PIN 不对"):
            sign_in(session, people["单雄信"], "9999")
    with pytest.raises(KnownError, match="15 秒"):
        sign_in(session, people["单雄信"], "1111")
    assert sign_in(session, people["犇翀玥"], "2222")
    clock.advance(15)
    assert sign_in(session, people["单雄信"], "1111")


def test_a_clock_set_back_does_not_lock_anybody_out(
    session: Session, clock: ManualClock, people: dict[str, str]
) -> None:
    for _attempt in range(3):
        with pytest.raises(KnownError):
            sign_in(session, people["单雄信"], "9999")
    clock.advance(-365 * 86_400)
    with pytest.raises(KnownError, match="15 秒"):
        sign_in(session, people["单雄信"], "1111")


def test_the_lock_screen_asks_for_the_pin_of_who_is_signed_in(
    session: Session, people: dict[str, str]
) -> None:
    sign_in(session, people["单雄信"], "1111")
    with pytest.raises(KnownError):
        unlock(session, "2222")
    unlock(session, "1111")


def test_an_instructor_sets_a_new_pin(session: Session, people: dict[str, str]) -> None:
    sign_in(session, people["马老师"], "1357")
    change_pin(session, people["单雄信"], "4321")
    sign_out(session)
    assert sign_in(session, people["单雄信"], "4321")


def test_a_trainee_changes_only_their_own_pin(session: Session, people: dict[str, str]) -> None:
    sign_in(session, people["单雄信"], "1111")
    with pytest.raises(KnownError, match="讲师"):
        change_pin(session, people["犇翀玥"], "4321")


@pytest.mark.parametrize("pin", ["", "12", "12a4", "1" * 13, "１２３４"])
def test_a_pin_is_four_to_twelve_digits(session: Session, pin: str) -> None:
    with pytest.raises(KnownError, match="4 到 12"):
        create_site(session, site_name="a", instructor_name="b", pin=pin)


def test_no_pin_is_ever_stored_readable(session: Session, people: dict[str, str]) -> None:
    session.record.close()
    assert b"2222" not in session.places.record.read_bytes()
