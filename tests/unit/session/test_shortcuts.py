"""Keys are each person's own, and the rounds of their drill are in the record."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from desktop.base.errors import KnownError
from desktop.base.key_choice import KeyChoice
from desktop.session.changes import Changes
from desktop.session.operations import board, learning
from desktop.session.operations.shortcuts import (
    LOOKED_BACK,
    activity_of,
    earlier_key_drills,
    finish_key_drill,
    key_choice,
    set_key_choice,
)
from desktop.session.operations.signin import sign_out
from desktop.session.session import Session
from desktop.training.key_drill import Outcome, Pace
from tests import scenes

MINE = KeyChoice("cvat", {"cvat": {"tool.box": ("Q",)}})


def round_of(median: float) -> Outcome:
    """A round of one action."""
    return Outcome({"tool.box": Pace(2, 1, median)}, median)


def test_keys_are_each_persons_own(session: Session) -> None:
    cast = scenes.settle(session, trainees=2)
    scenes.attend(session, cast)
    set_key_choice(session, MINE)
    assert key_choice(session) == MINE
    scenes.attend(session, cast, 1)
    assert key_choice(session) == KeyChoice()
    scenes.instruct(session, cast)
    set_key_choice(session, KeyChoice("label_studio"))
    scenes.attend(session, cast)
    assert key_choice(session) == MINE


def test_nobody_signed_in_has_the_keys_as_they_come_and_changes_none(session: Session) -> None:
    scenes.settle(session)
    sign_out(session)
    assert key_choice(session) == KeyChoice()
    with pytest.raises(KnownError, match="登录"):
        set_key_choice(session, MINE)


def test_other_keys_are_told(session: Session) -> None:
    scenes.attend(session, scenes.settle(session))
    told: list[Changes] = []
    session.listen(told.append)
    set_key_choice(session, MINE)
    assert [(each.topics, each.subjects) for each in told] == [({"settings"}, {"keys"})]


def test_an_id_that_is_no_name_of_a_file_reaches_no_other_file(session: Session) -> None:
    scenes.attend(session, scenes.settle(session))
    assert session.account is not None
    session.account = replace(session.account, account_id="../settings")
    set_key_choice(session, MINE)
    assert key_choice(session) == KeyChoice()
    assert not list(session.places.data.rglob("*.keys.json"))


def test_rounds_come_back_oldest_first_and_of_their_profile_only(session: Session) -> None:
    scenes.attend(session, scenes.settle(session))
    assert earlier_key_drills(session, "desktop") == ()
    for median in (3.0, 2.0):
        assert finish_key_drill(session, "desktop", 60.0, round_of(median))
    finish_key_drill(session, "cvat", 60.0, round_of(9.0))
    assert earlier_key_drills(session, "desktop") == (round_of(3.0), round_of(2.0))


def test_no_more_rounds_come_back_than_are_looked_at(session: Session) -> None:
    scenes.attend(session, scenes.settle(session))
    for n in range(LOOKED_BACK + 3):
        finish_key_drill(session, "desktop", 1.0, round_of(float(n)))
    assert earlier_key_drills(session, "desktop")[0] == round_of(3.0)


def test_the_path_is_not_disturbed_and_the_time_counts(session: Session) -> None:
    cast = scenes.settle(session)
    scenes.attend(session, cast)
    before = learning.home(session)
    finish_key_drill(session, "desktop", 120.0, round_of(1.0))
    after = learning.home(session)
    assert after.modules == before.modules
    assert after.minutes_today == before.minutes_today + 2
    scenes.instruct(session, cast)
    assert [row.name for row in board.board(session, cast.class_id).rows] == [scenes.TRAINEES[0][0]]


def test_an_instructor_drills_without_a_record(session: Session) -> None:
    scenes.instruct(session, scenes.settle(session))
    assert not finish_key_drill(session, "desktop", 60.0, round_of(1.0))
    assert earlier_key_drills(session, "desktop") == ()


def test_a_result_in_the_record_that_is_no_round_is_left_out(session: Session) -> None:
    scenes.attend(session, scenes.settle(session))
    finish_key_drill(session, "desktop", 60.0, round_of(1.0))
    finish_key_drill(session, "desktop", 60.0, Outcome({}, None))
    assert earlier_key_drills(session, "desktop") == (round_of(1.0),)


def test_a_round_says_nothing_but_actions_and_figures(session: Session) -> None:
    scenes.attend(session, scenes.settle(session))
    finish_key_drill(session, "cvat", 60.0, round_of(1.5))
    (kept,) = session.record.query(
        lambda body: json.loads(body)["result"],
        "SELECT body FROM event WHERE subject = ?",
        (activity_of("cvat"),),
    )
    assert kept == {"median": 1.5, "actions": {"tool.box": [2, 1, 1.5]}}
