"""The class board in every state of a trainee, and the small values that operations hand to the pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.base.clock import ManualClock
from desktop.base.errors import KnownError
from desktop.curriculum.items import Exercise, Gold
from desktop.curriculum.pack import Pack
from desktop.records.queries.board import outcomes
from desktop.records.queries.credentials import Credential
from desktop.session.certificate_files import certificate_file, shown_files
from desktop.session.changes import Changes, Topic, changed
from desktop.session.desk import LONGEST_SECONDS, desk, exercise_digest, new_id, seconds_on
from desktop.session.operations import board as boards
from desktop.session.operations import learning, practice
from desktop.session.operations.roster import withdraw
from desktop.session.operations.signin import sign_out
from desktop.session.session import Session
from desktop.session.shown import Board, BoardRow
from desktop.training.evidence import Evidence, TryRow
from tests import scenes
from tests.scenes import Cast

DAY = 24 * 3600.0


@pytest.fixture
def cast(session: Session) -> Cast:
    """Class 24 with two trainees, the first of them signed in."""
    made = scenes.settle(session, trainees=2)
    scenes.attend(session, made)
    return made


STEPS: dict[str, Callable[[Session], Any]] = {
    "read": lambda session: learning.finish_lesson(session, "m1-read", 60.0),
    "right": lambda session: learning.answer_theory(session, "m1-quiz", "T1", ("false",)),
    "wrong": lambda session: learning.answer_theory(session, "m1-quiz", "T1", ("true",)),
    "tight": lambda session: scenes.practise(session),
    "loose": lambda session: scenes.practise(session, outward=7),
    "open": lambda session: practice.open_practice(session, "m2-boxes"),
}


def _do(session: Session, steps: str) -> None:
    for step in steps.split():
        STEPS[step](session)


def _board(session: Session, cast: Cast) -> Board:
    scenes.instruct(session, cast)
    return boards.board(session, cast.class_id)


def _first(session: Session, cast: Cast) -> BoardRow:
    return _board(session, cast).rows[0]


@pytest.mark.parametrize(
    ("steps", "cells"),
    [
        ("", "now 0/2, locked 0/2"),
        ("read", "now 1/2, locked 0/2"),
        ("read wrong", "done 2/2, now 0/2"),
        ("read right", "done 2/2, now 0/2"),
        ("read right loose", "done 2/2, now 0/2"),
        ("read right tight tight", "done 2/2, done 2/2"),
        ("read right tight loose", "done 2/2, stuck 1/2"),
        ("read wrong tight tight", "done 2/2, stuck 1/2"),
        ("read wrong tight tight right", "done 2/2, done 2/2"),
        ("read right loose loose tight tight", "done 2/2, done 2/2"),
        ("read right tight tight loose loose", "done 2/2, done 2/2"),
    ],
)
def test_a_cell_says_state_and_count(session: Session, cast: Cast, steps: str, cells: str) -> None:
    _do(session, steps)
    row = _first(session, cast)
    assert ", ".join(f"{cell.state} {cell.text}" for cell in row.cells) == cells
    assert bool(row.stuck) == ("stuck" in cells)


@pytest.mark.parametrize(
    ("steps", "units", "accuracy"),
    [
        ("read right", 0, None),
        ("read right loose", 1, 0.0),
        ("read right tight loose", 3, 1 / 3),
    ],
)
def test_accuracy_is_the_share_of_first_tries(
    session: Session, cast: Cast, steps: str, units: int, accuracy: float | None
) -> None:
    _do(session, steps)
    row = _first(session, cast)
    assert (row.units, row.accuracy) == (units, accuracy)


@pytest.mark.parametrize(
    ("steps", "days", "words"),
    [
        ("read", 30, ""),
        ("read right", 3, ""),
        ("read right", 3.1, "停在“框杯子”，3 天没有练习。"),
        ("read right tight", 4.5, "停在“框杯子”，4 天没有练习。"),
        ("read right open", 4, "停在“框杯子”，4 天没有练习。"),
        ("read right tight tight", 30, ""),
    ],
)
def test_whoever_stays_away_is_stuck_after_days(
    session: Session, clock: ManualClock, cast: Cast, steps: str, days: float, words: str
) -> None:
    _do(session, steps)
    clock.advance(days * DAY)
    row = _first(session, cast)
    assert row.stuck == words
    assert any(cell.state == "stuck" for cell in row.cells) == bool(words)


def test_new_practice_ends_being_stuck(session: Session, clock: ManualClock, cast: Cast) -> None:
    _do(session, "read right")
    clock.advance(5 * DAY)
    assert _first(session, cast).stuck
    scenes.attend(session, cast)
    _do(session, "tight")
    assert not _first(session, cast).stuck


def test_a_gate_that_says_no_is_told_before_the_days(
    session: Session, clock: ManualClock, cast: Cast
) -> None:
    _do(session, "read right loose loose")
    clock.advance(10 * DAY)
    stuck = _first(session, cast).stuck
    assert stuck.startswith("卡在“门槛：贴边”：")
    assert "0/3 个合格" in stuck


@pytest.mark.parametrize(
    ("qualified", "judged", "light"),
    [
        (0, 0, "none"),
        (28, 30, "red"),
        (30, 30, "amber"),
        (100, 100, "green"),
    ],
)
def test_readiness_has_the_light_of_its_evidence(
    session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch, qualified: int, judged: int, light: str
) -> None:
    tries = (TryRow("P1", "m2-boxes", session.clock.now(), qualified, judged),)
    monkeypatch.setattr(boards, "evidence_of", lambda *_who: Evidence(tries=tries))
    shown = _first(session, cast).readiness
    assert (shown.light, shown.correct, shown.n) == (light, qualified, judged)
    assert f"{judged}" in shown.sentence


@pytest.mark.parametrize(
    ("sittings", "outcome", "words"),
    [
        (0, None, ""),
        (1, None, "待定"),
        (1, "pass", "合格"),
        (1, "distinction", "优秀"),
        (1, "fail", "未通过"),
        (3, "fail", "未通过·第 3 次"),
    ],
)
def test_an_outcome_is_told_in_words(
    session: Session,
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
    sittings: int,
    outcome: str | None,
    words: str,
) -> None:
    known = outcomes(session.record, cast.class_id)
    told = tuple(replace(each, sittings=sittings, last_outcome=outcome) for each in known)
    monkeypatch.setattr(boards, "outcomes", lambda *_class: told)
    assert {row.exam for row in _board(session, cast).rows} == {words}


def test_a_real_second_sitting_is_counted(session: Session, clock: ManualClock, cast: Cast) -> None:
    scenes.walk_to_exam(session)
    assert scenes.sit(session, right=False).outcome == "fail"
    assert _first(session, cast).exam == "未通过"
    scenes.attend(session, cast)
    for _hour in range(4):
        clock.advance(3600)
        learning.finish_lesson(session, "m1-read", 3600.0)
    result = scenes.sit(session, parts=("theory",))
    said = {"pass": "合格", "distinction": "优秀"}[result.outcome]
    assert _first(session, cast).exam == f"{said}·第 2 次"


@pytest.mark.parametrize(("seconds", "minutes"), [(29.0, 0), (31.0, 1), (3600.0, 60)])
def test_time_is_told_in_round_minutes(session: Session, cast: Cast, seconds: float, minutes: int) -> None:
    learning.finish_lesson(session, "m1-read", seconds)
    assert [row.minutes for row in _board(session, cast).rows] == [minutes, 0]


def test_a_board_has_a_column_a_module_and_a_row_a_trainee(session: Session, cast: Cast) -> None:
    shown = _board(session, cast)
    assert (shown.class_id, shown.class_name) == (cast.class_id, "第 24 期")
    assert shown.modules == ("第一步：认识规则", "第二步：动手标")
    assert [(row.name, row.number) for row in shown.rows] == [
        (name, number) for name, _, number in scenes.TRAINEES
    ]
    assert all(len(row.cells) == len(shown.modules) for row in shown.rows)


@pytest.mark.parametrize("place", [0, 1])
def test_whoever_withdrew_is_left_out(session: Session, cast: Cast, place: int) -> None:
    scenes.instruct(session, cast)
    withdraw(session, cast.class_id, cast.trainees[place], "搬家")
    assert [row.account_id for row in _board(session, cast).rows] == [cast.trainees[1 - place]]


def test_what_one_trainee_does_moves_no_other(session: Session, cast: Cast) -> None:
    _do(session, "read right loose loose")
    other = _board(session, cast).rows[1]
    assert [cell.state for cell in other.cells] == ["now", "locked"]
    assert (other.stuck, other.units, other.exam) == ("", 0, "")


def test_a_trainee_sees_no_board(session: Session, cast: Cast) -> None:
    with pytest.raises(KnownError, match="需要讲师"):
        boards.board(session, cast.class_id)


def test_nobody_signed_in_sees_no_board(session: Session, cast: Cast) -> None:
    sign_out(session)
    with pytest.raises(KnownError, match="还没有人登录"):
        boards.board(session, cast.class_id)


@pytest.mark.parametrize("class_id", ["", "' OR 1=1 --"])
def test_an_unknown_class_has_no_board(session: Session, cast: Cast, class_id: str) -> None:
    scenes.instruct(session, cast)
    with pytest.raises(KnownError, match="没有这个班级"):
        boards.board(session, class_id)


@pytest.mark.parametrize(
    ("told", "asked", "touched"),
    [
        ((), (), False),
        ((), ("class",), False),
        (("class",), (), False),
        (("class",), ("class",), True),
        (("class",), ("roster",), False),
        (("class", "roster"), ("roster", "sitting"), True),
        (("attempt", "progress"), ("sitting", "certificate"), False),
    ],
)
def test_changes_touch_what_they_share(
    told: tuple[Topic, ...], asked: tuple[Topic, ...], touched: bool
) -> None:
    assert changed(*told).touch(*asked) is touched


def test_changes_are_sets_whatever_the_order() -> None:
    made = changed("class", "roster", "class", subjects=("b", "a", "b"))
    assert made == Changes(frozenset({"roster", "class"}), frozenset({"a", "b"}))
    assert changed("class").subjects == frozenset()


@pytest.mark.parametrize(
    ("worked", "seconds"),
    [
        (0.0, 0.0),
        (0.5, 0.5),
        (60.0, 60.0),
        (7199.0, 7199.0),
        (7200.0, 7200.0),
        (7201.0, 7200.0),
        (DAY, 7200.0),
    ],
)
def test_time_on_the_bench_is_capped(
    session: Session, clock: ManualClock, cast: Cast, worked: float, seconds: float
) -> None:
    scenes.walk_to_practice(session)
    attempt = practice.open_practice(session, "m2-boxes")
    clock.advance(worked)
    assert seconds_on(session, attempt) == seconds <= LONGEST_SECONDS


def test_time_on_the_bench_is_never_negative(session: Session, clock: ManualClock, cast: Cast) -> None:
    scenes.walk_to_practice(session)
    clock.advance(500)
    attempt = practice.open_practice(session, "m2-boxes")
    clock.reboot("boot-2", off_seconds=10)
    assert seconds_on(session, attempt) == 0.0


@dataclass(frozen=True)
class OtherFiles:
    """Files of a pack that all hold the same."""

    content: str

    def paths(self) -> tuple[str, ...]:
        return ()

    def read(self, path: str) -> bytes:
        return f"{path}{self.content}".encode()

    def digest(self, path: str) -> str:
        return f"{path}{self.content}"


@pytest.fixture
def pack(session: Session) -> Pack:
    """The worked example."""
    return session.shelf.pack(scenes.PACK_ID)


@pytest.mark.parametrize(
    "change",
    [
        {"golds": (Gold(),)},
        {"title": "别的"},
        {"hint": "看右边"},
        {"difficulty": 3},
        {"id": "P9"},
        {"size": (1, 1)},
    ],
)
def test_a_digest_changes_with_what_was_asked(pack: Pack, change: dict[str, Any]) -> None:
    asked = pack.exercises["P1"]
    assert exercise_digest(asked, pack) == exercise_digest(asked.model_copy(), pack)
    assert exercise_digest(asked.model_copy(update=change), pack) != exercise_digest(asked, pack)


def test_a_digest_changes_with_the_gold_moved_by_a_pixel(pack: Pack) -> None:
    asked = pack.exercises["P1"]
    first, *others = asked.golds[0].marks
    assert first.box is not None
    moved = first.model_copy(update={"box": (*first.box[:3], first.box[3] + 1)})
    golds = (asked.golds[0].model_copy(update={"marks": (moved, *others)}), *asked.golds[1:])
    assert exercise_digest(asked.model_copy(update={"golds": golds}), pack) != exercise_digest(asked, pack)


def test_a_digest_changes_with_the_bytes_of_the_picture(pack: Pack) -> None:
    one, other = (replace(pack, files=OtherFiles(content)) for content in "ab")
    assert exercise_digest(pack.exercises["P1"], one) != exercise_digest(pack.exercises["P1"], other)


def test_an_exercise_without_a_picture_asks_for_no_file(pack: Pack) -> None:
    text = Exercise(id="X", title="文本", pool="practice", text="杯子在桌上", golds=(Gold(),))
    one, other = (replace(pack, files=OtherFiles(content)) for content in "ab")
    assert exercise_digest(text, one) == exercise_digest(text, other)


def test_a_desk_is_of_the_trainee_who_is_signed_in(session: Session, cast: Cast) -> None:
    at = desk(session)
    assert (at.account_id, at.class_id, at.name) == (cast.trainee, cast.class_id, scenes.TRAINEES[0][0])
    scenes.instruct(session, cast)
    with pytest.raises(KnownError, match="需要学员"):
        desk(session)


def test_ids_are_sixteen_hex_digits_and_differ() -> None:
    ids = {new_id() for _time in range(100)}
    assert len(ids) == 100
    assert all(len(each) == 16 and int(each, 16) >= 0 for each in ids)


@pytest.mark.parametrize("suffix", [".pdf", ".dscred", ".txt", ""])
def test_a_certificate_lies_under_its_number(tmp_path: Path, suffix: str) -> None:
    places = scenes.places_in(tmp_path)
    path = certificate_file(places, "DS-2026-8K3M2P", suffix)
    assert path == tmp_path / "exports" / "certificates" / f"DS-2026-8K3M2P{suffix}"
    assert not path.parent.exists()


def test_the_three_files_of_a_certificate_lie_together(tmp_path: Path) -> None:
    issued = scenes.MORNING + timedelta(days=1)
    shown = shown_files(
        scenes.places_in(tmp_path), Credential("c", "DS-2026-8K3M2P", "s", "a", "k", {}, issued)
    )
    files = [Path(each) for each in (shown.pdf, shown.credential, shown.qr_file)]
    assert [each.suffix for each in files] == [".pdf", ".dscred", ".txt"]
    assert {(each.parent, each.stem) for each in files} == {(files[0].parent, shown.number)}
