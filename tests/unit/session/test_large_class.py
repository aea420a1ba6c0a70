"""Five hundred people in one class: imported in one transaction, found, shown on the board."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.base.errors import KnownError
from desktop.base.progress import StoppedError
from desktop.records.maintenance import check
from desktop.session.operations import board, roster, signin
from desktop.session.session import Session
from tests import scenes

PEOPLE = 500
SURNAMES = "王李张刘陈杨黄赵吴周单曾仇解区查朴任翟盖"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英翀玥犇"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    rows = [
        f"{SURNAMES[n % len(SURNAMES)]}{GIVEN[n % len(GIVEN)]}{GIVEN[n // len(GIVEN) % len(GIVEN)]},2026{n:05d}"
        for n in range(PEOPLE)
    ]
    path = tmp_path / "名册.csv"
    path.write_text("\n".join(["姓名,学号", *rows]), "gb18030")
    return path


def test_five_hundred_people_are_imported_found_and_shown(
    session: Session, sheet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Hashing five hundred PINs takes half a minute by design; what they are hashed to is tested elsewhere.
    monkeypatch.setattr("desktop.session.pins.hash_pin", lambda _pin: "$argon2id$none")
    monkeypatch.setattr("desktop.session.operations.signin.pin_fits", lambda _hash, _pin: True)
    cast = scenes.settle(session, trainees=0)
    scenes.instruct(session, cast)
    events = session.record.head().seq
    created = roster.import_roster(session, roster.read_roster(sheet), cast.class_id)
    assert len(created) == PEOPLE
    assert session.record.head().seq == events + 2 * PEOPLE
    assert {each.number for each in created} == {
        person.number for person in roster.people(session, cast.class_id)
    }
    assert all(each.pin.isdigit() and len(each.pin) >= 4 for each in created)
    assert roster.import_roster(session, roster.read_roster(sheet), cast.class_id) == ()
    assert len(board.board(session, cast.class_id).rows) == PEOPLE
    assert 0 < len(signin.tiles(session, "ww")) < PEOPLE
    assert [tile.number for tile in signin.tiles(session, "202600499")] == ["202600499"]
    session.close()
    assert check(session.places.record) == []


def test_one_fault_among_five_hundred_imports_nobody(
    session: Session, sheet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = scenes.settle(session, trainees=0)
    scenes.instruct(session, cast)
    sheet.write_bytes(sheet.read_bytes() + "\n,202699999".encode("gb18030"))
    plan = roster.read_roster(sheet)
    assert len(plan.rows) == PEOPLE
    with pytest.raises(KnownError, match="1 处错误"):
        roster.import_roster(session, plan, cast.class_id)
    assert roster.people(session, cast.class_id) == ()


def test_an_import_broken_off_imports_nobody(session: Session, tmp_path: Path) -> None:
    cast = scenes.settle(session, trainees=0)
    scenes.instruct(session, cast)
    sheet = tmp_path / "名册.csv"
    sheet.write_text("学号,姓名\n" + "".join(f"{n:04d},学员{n}\n" for n in range(30)), encoding="utf-8")
    plan = roster.read_roster(sheet)
    before, heard = session.record.head(), []

    def stop_at_five(done: int, whole: int) -> None:
        heard.append((done, whole))
        if done == 5:
            raise StoppedError

    with pytest.raises(StoppedError):
        roster.import_roster(session, plan, cast.class_id, stop_at_five)
    assert heard == [(done, 30) for done in range(1, 6)]
    assert session.record.head() == before
    assert len(roster.import_roster(session, plan, cast.class_id)) == 30
