"""Updating the program from a stick, up to the moment it ends: who may, what is kept first, what is said."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desktop.base.errors import KnownError
from desktop.base.wording import use_language
from desktop.records.maintenance import check
from desktop.session.operations import exam, sticks, updates
from desktop.session.session import Session
from desktop.sites import processes, program_update
from desktop.sites.identity import Identity
from desktop.sites.program_update import Ready
from tests import scenes
from tests import sticks as made
from tests.scenes import Cast
from tests.unit.session.conftest import Room


@pytest.fixture
def me(monkeypatch: pytest.MonkeyPatch) -> Identity:
    found = Identity("0.1.0", "deb", made.PUBLIC)
    for module in (sticks, updates):
        monkeypatch.setattr(module, "identity", lambda _places: found)
    return found


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "KINGSTON"
    folder.mkdir()
    made.plug_in(monkeypatch, folder)
    return folder


@pytest.fixture
def cast(session: Session) -> Cast:
    found = scenes.settle(session)
    scenes.instruct(session, found)
    return found


def deb(stick: Path) -> Path:
    path = stick / "doorstep_0.2.0_amd64.deb"
    path.write_bytes(b"a package")
    return path


def offered(session: Session) -> updates.UpdateOffer:
    found = sticks.find(session)
    (offer,) = updates.offers(session, found.lists, found.packs)
    return offer


def test_a_newer_release_is_offered_with_its_notes_and_packs(
    session: Session, cast: Cast, stick: Path, me: Identity
) -> None:
    pack = made.pack(stick)
    made.release(stick, [made.listed(deb(stick), "deb"), made.listed(pack, "pack")])
    offer = offered(session)
    assert (offer.state, offer.version, offer.have, offer.size) == ("newer", "0.2.0", "0.1.0", 9)
    assert offer.notes.startswith("新增")
    assert [each.version for each in offer.packs] == ["1.1.0"]
    use_language("en", session.places.assets / "locale")
    try:
        assert offered(session).notes.startswith("Batch")
    finally:
        use_language("zh", session.places.assets / "locale")


def test_a_release_that_is_none_says_why(session: Session, cast: Cast, stick: Path, me: Identity) -> None:
    file = made.listed(deb(stick), "deb")
    for version, state in (("0.1.0", "same"), ("0.0.9", "older")):
        path = made.release(stick, [file], version=version)
        offer = updates.offer(session, path)
        assert (offer.state, bool(offer.fault)) == (state, True)
        path.unlink()
    made.release(stick, [file], updates_from="0.1.5")
    assert "先升级到 0.1.5" in offered(session).fault
    made.release(stick, [made.listed(deb(stick), "windows-setup")])
    assert "没有适合这台电脑的文件" in offered(session).fault
    made.release(stick, [file], key=made.OTHER_KEY)
    assert "不是本程序的发布者" in offered(session).fault
    path = made.release(stick, [file])
    path.write_bytes(path.read_bytes().replace(b"0.2.0", b"0.3.0"))
    assert "签名不对" in offered(session).fault
    assert offered(session).state == "refused"
    assert offered(session).remedy


def test_a_checkout_says_that_it_cannot(session: Session, cast: Cast, stick: Path) -> None:
    made.release(stick, [made.listed(deb(stick), "deb")])
    assert "源码" in offered(session).fault


def test_newer_ones_come_first(session: Session, cast: Cast, stick: Path, me: Identity) -> None:
    file = made.listed(deb(stick), "deb")
    lists = [made.release(stick, [file], version=version) for version in ("0.0.1", "0.1.0", "0.2.0")]
    assert [offer.state for offer in updates.offers(session, lists)] == ["newer", "same", "older"]


def test_it_is_prepared_behind_a_sound_copy_of_the_record(
    session: Session, cast: Cast, stick: Path, me: Identity
) -> None:
    pack = made.pack(stick)
    made.release(stick, [made.listed(deb(stick), "deb"), made.listed(pack, "pack")])
    heard: list[tuple[int, int]] = []
    prepared = updates.prepare(session, offered(session), lambda *step: heard.append(step))
    assert check(prepared.backup) == []
    assert [each.version for each in prepared.packs.done] == ["1.1.0"]
    assert heard
    staged = session.places.data / "update" / "doorstep_0.2.0_amd64.deb"
    assert staged.read_bytes() == b"a package"
    assert str(staged) in prepared.ready.by_hand
    updates.call_off(session)
    assert not staged.exists()


def test_only_an_instructor_updates(session: Session, cast: Cast, stick: Path, me: Identity) -> None:
    made.release(stick, [made.listed(deb(stick), "deb")])
    offer = offered(session)
    scenes.attend(session, cast)
    with pytest.raises(KnownError, match="讲师"):
        updates.prepare(session, offer)
    assert not (session.places.data / "update").exists()


def test_a_running_exam_is_not_disturbed(room: Room, tmp_path: Path, me: Identity, stick: Path) -> None:
    exam.begin(room.session)
    scenes.instruct(room.session, room.cast)
    made.release(stick, [made.listed(deb(stick), "deb")])
    with pytest.raises(KnownError, match="考核还没有交卷"):
        updates.prepare(room.session, offered(room.session))


def test_without_a_copy_of_the_record_nothing_is_updated(
    session: Session, cast: Cast, stick: Path, me: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.release(stick, [made.listed(deb(stick), "deb")])
    offer = offered(session)

    def full(*_args: object) -> Path:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(updates, "backup", full)
        with pytest.raises(KnownError, match="备份不了"):
            updates.prepare(session, offer)
    monkeypatch.setattr(updates, "check", lambda *_args, **_more: ["page 3 is torn"])
    with pytest.raises(KnownError, match="page 3 is torn"):
        updates.prepare(session, offer)
    assert not (session.places.data / "update").exists()


def test_a_list_swapped_after_the_look_is_read_again(
    session: Session, cast: Cast, stick: Path, me: Identity
) -> None:
    file = made.listed(deb(stick), "deb")
    made.release(stick, [file])
    offer = offered(session)
    made.release(stick, [file], key=made.OTHER_KEY)
    with pytest.raises(KnownError, match="不是本程序的发布者"):
        updates.prepare(session, offer)


def test_it_is_carried_out_by_another_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[object] = []
    monkeypatch.setattr(
        processes, "start_apart", lambda command, *, folder: started.append((command, folder))
    )
    ready = Ready("0.2.0", "deb", ("/bin/true",), tmp_path)
    updates.carry_out(ready)
    assert started == [(("/bin/true",), tmp_path)]

    def refuse(_command: object, *, folder: Path) -> None:
        raise OSError(13, "Permission denied")

    monkeypatch.setattr(processes, "start_apart", refuse)
    with pytest.raises(KnownError, match="Permission denied"):
        updates.carry_out(ready)


@pytest.mark.skipif(os.name != "posix", reason="asks the shell")
def test_a_process_lives_on_by_itself(tmp_path: Path) -> None:
    told = tmp_path / "told"
    pid = processes.start_apart(
        ("/bin/sh", "-c", f"echo $$ > '{told}.part'; mv '{told}.part' '{told}'"), folder=tmp_path
    )
    os.waitpid(pid, 0)
    assert int(told.read_text()) == pid


def test_the_next_start_tells_it_once(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = program_update.Outcome("0.2.0", done=True)
    seen: list[str] = []

    def settle(_places: object, _program: object, version: str) -> program_update.Outcome:
        seen.append(version)
        return outcome

    monkeypatch.setattr(program_update, "settle", settle)
    assert updates.settle(session) is outcome
    monkeypatch.setattr(updates, "identity", lambda _places: Identity("0.7.0", "deb", made.PUBLIC))
    updates.settle(session)
    assert seen == ["0.1.0", "0.7.0"]
