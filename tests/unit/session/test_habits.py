"""Habits at pictures are each person's own; a crosshair nobody chose is as the PC's settings say."""

from __future__ import annotations

from desktop.base.habits import Habits
from desktop.session.operations.habits import habits_of, keeper_of
from desktop.session.operations.signin import sign_out
from desktop.session.session import Session
from tests import scenes

MINE = Habits(zoom="place", crosshair=True, crosshair_colour="bad", simplify=4.0)


def test_habits_are_each_persons_own(session: Session) -> None:
    cast = scenes.settle(session, trainees=2)
    scenes.attend(session, cast)
    keeper_of(session)(MINE)
    assert habits_of(session) == MINE
    scenes.attend(session, cast, 1)
    assert habits_of(session) == Habits(crosshair=True)
    scenes.attend(session, cast)
    assert habits_of(session) == MINE


def test_what_was_changed_last_is_stored_for_who_changed_it_also_after_they_left(session: Session) -> None:
    cast = scenes.settle(session, trainees=2)
    scenes.attend(session, cast)
    keep = keeper_of(session)
    scenes.attend(session, cast, 1)
    keep(MINE)
    assert habits_of(session) == Habits(crosshair=True)
    scenes.attend(session, cast)
    assert habits_of(session) == MINE


def test_a_crosshair_that_nobody_chose_follows_the_pc_and_a_chosen_one_does_not(session: Session) -> None:
    scenes.attend(session, scenes.settle(session))
    keeper_of(session)(Habits(zoom="zoom", crosshair=True))
    session.settings.put("crosshair", value=False)
    assert habits_of(session) == Habits(zoom="zoom", crosshair=False)
    keeper_of(session)(Habits(zoom="zoom", crosshair=True))
    assert habits_of(session).crosshair is True


def test_nobody_signed_in_has_none_to_store(session: Session) -> None:
    scenes.settle(session)
    sign_out(session)
    keeper_of(session)(MINE)
    assert habits_of(session) == Habits(crosshair=True)
