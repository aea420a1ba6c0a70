"""Packs on sticks as an instructor meets them: how they stand to this PC, what they move, what must not be disturbed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.base import places as places_module
from desktop.base.errors import KnownError
from desktop.base.progress import StoppedError
from desktop.session.changes import Changes
from desktop.session.operations import exam, learning, roster, sticks
from desktop.session.session import Session
from desktop.sites.identity import Identity
from tests import scenes
from tests import sticks as made
from tests.scenes import PACK_ID, Cast
from tests.unit.session.conftest import Room


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


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> None:
    me = Identity("0.1.0", "linux-portable", made.PUBLIC)
    monkeypatch.setattr(sticks, "identity", lambda _places: me)


def only(session: Session) -> sticks.PackOffer:
    (offer,) = sticks.find(session).packs
    return offer


def test_a_pack_says_how_it_stands_to_this_pc(session: Session, cast: Cast, stick: Path) -> None:
    made.pack(stick, "1.1.0")
    made.pack(stick, "1.0.0")
    made.pack(stick, "0.9.0")
    made.pack(stick, "2.0.0", pack_id="other-order")
    made.pack(stick, "1.0.0", ("pack.toml", "title = ", 'title = "另一个" #'), name="twin.dspack")
    (stick / "broken.dspack").write_bytes(b"PK")
    found = sticks.find(session)
    states = {offer.path.name: offer.state for offer in found.packs}
    assert states == {
        f"{PACK_ID}-1.1.0.dspack": "newer",
        f"{PACK_ID}-1.0.0.dspack": "same",
        f"{PACK_ID}-0.9.0.dspack": "older",
        "other-order-2.0.0.dspack": "new",
        "twin.dspack": "clash",
        "broken.dspack": "broken",
    }
    assert [offer.fits for offer in found.packs] == [True, True, False, False, False, False]
    newer = next(offer for offer in found.packs if offer.state == "newer")
    assert (newer.have, newer.version, newer.classes) == ("1.0.0", "1.1.0", ("第 24 期",))
    assert len(newer.short_digest) == 12
    assert newer.digest.startswith(f"sha256:{newer.short_digest}")
    assert newer.size == newer.path.stat().st_size
    broken = next(offer for offer in found.packs if offer.state == "broken")
    assert (broken.title, broken.fault) == ("broken.dspack", "不是课程包，或者文件不完整。")
    assert not found.cut


def test_only_sticks_and_discs_are_looked_at(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "disc"
    made.pack(folder)
    for kind, packs in (("fixed", 0), ("network", 0), ("memory", 0), ("optical", 1), ("removable", 1)):
        made.plug_in(monkeypatch, folder, kind=kind)
        assert len(sticks.find(session).packs) == packs
    assert sticks.find(session).drives == (f"disc ({folder})",)
    made.plug_in(monkeypatch)
    assert len(sticks.find(session, [folder]).packs) == 1


def test_a_portable_program_finds_the_packs_beside_it(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.plug_in(monkeypatch)
    monkeypatch.setattr(sticks, "program_folder", lambda: tmp_path / "Doorstep")
    made.pack(tmp_path / "Doorstep" / "packs")
    assert places_module.PORTABLE_FLAG
    assert sticks.find(session).packs == ()
    session.places = replace(session.places, portable=True)
    assert only(session).state == "newer"


def test_an_update_is_installed_and_the_class_goes_on(session: Session, cast: Cast, stick: Path) -> None:
    heard: list[Changes] = []
    steps: list[tuple[int, int]] = []
    session.listen(heard.append)
    made.pack(stick)
    came = sticks.install(session, [only(session)], lambda *step: steps.append(step))
    assert (len(came.done), came.faults) == (1, ())
    assert steps[-1][0] == steps[-1][1]
    assert heard[-1].touch("class", "progress")
    assert only(session).state == "same"
    scenes.attend(session, cast)
    assert learning.home(session).modules
    scenes.walk_to_exam(session)
    assert exam.offer(session).state == "open"
    assert scenes.sit(session).outcome in {"pass", "distinction"}


def test_only_an_instructor_installs(session: Session, cast: Cast, stick: Path) -> None:
    made.pack(stick)
    offer = only(session)
    scenes.attend(session, cast)
    with pytest.raises(KnownError, match="讲师"):
        sticks.install(session, [offer])
    assert only(session).state == "newer"


def test_one_that_fails_leaves_the_others_alone(
    session: Session, cast: Cast, stick: Path, caplog: pytest.LogCaptureFixture
) -> None:
    good, pulled = made.pack(stick), made.pack(stick, "1.0.0", pack_id="other-order")
    offers = sticks.find(session).packs
    pulled.unlink()
    came = sticks.install(session, offers)
    assert [offer.path for offer in came.done] == [good]
    assert [offer.path for offer, _fault in came.faults] == [pulled]
    assert came.faults[0][1].remedy


def test_breaking_off_is_no_fault(session: Session, cast: Cast, stick: Path) -> None:
    made.pack(stick)

    def stop(_done: int, _whole: int) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        sticks.install(session, [only(session)], stop)
    assert only(session).state == "newer"


def test_a_file_changed_after_the_look_is_looked_at_again(
    session: Session, cast: Cast, stick: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = made.pack(stick)
    offer = only(session)
    path.write_bytes(b"PK something else")
    came = sticks.install(session, [offer])
    assert [str(fault.what) for _offer, fault in came.faults] == ["不是课程包，或者文件不完整。"]


@pytest.mark.parametrize(("version", "words"), [("0.9.0", "更新"), ("1.0.0", "内容不同")])
def test_what_does_not_fit_is_not_installed(
    session: Session, cast: Cast, stick: Path, caplog: pytest.LogCaptureFixture, version: str, words: str
) -> None:
    made.pack(stick, version, ("pack.toml", "title = ", 'title = "另一个" #'))
    came = sticks.install(session, [only(session)])
    assert words in came.faults[0][1].what


def test_a_running_exam_of_the_order_is_not_disturbed(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    exam.begin(room.session)
    scenes.instruct(room.session, room.cast)
    folder = tmp_path / "KINGSTON"
    made.plug_in(monkeypatch, folder)
    made.pack(folder)
    made.pack(folder, "1.0.0", pack_id="other-order")
    came = sticks.install(room.session, sticks.find(room.session).packs)
    assert [offer.pack_id for offer in came.done] == ["other-order"]
    assert "考核还没有交卷" in came.faults[0][1].what
    assert came.faults[0][1].where == "第 24 期"
    with pytest.raises(KnownError, match="考核还没有交卷"):
        sticks.expect_quiet(room.session)
    sticks.expect_quiet(room.session, "other-order")
    scenes.attend(room.session, room.cast)
    scenes.answer_all(room.session)
    scenes.label_all(room.session)
    exam.finish(room.session)
    scenes.instruct(room.session, room.cast)
    sticks.expect_quiet(room.session)
    assert sticks.install(room.session, [only_newer(room.session)]).done


def only_newer(session: Session) -> sticks.PackOffer:
    return next(offer for offer in sticks.find(session).packs if offer.state == "newer")


def test_an_older_pack_is_installed_when_an_exam_waits_for_it(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program update took the shipped version away in the middle of an exam: the stick brings it back."""
    exam.begin(room.session)
    scenes.answer_all(room.session)
    folder = tmp_path / "KINGSTON"
    newer, older = made.pack(folder, "1.1.0"), made.pack(folder, "1.0.0")
    made.plug_in(monkeypatch, folder)
    room.session.shelf = type(room.session.shelf)(tmp_path / "none", room.session.places.packs)
    room.session.places.packs.mkdir()
    (room.session.places.packs / newer.name).write_bytes(newer.read_bytes())
    with pytest.raises(KnownError, match="换了版本"):
        exam.resume(room.session)
    scenes.instruct(room.session, room.cast)
    offer = next(each for each in sticks.find(room.session).packs if each.path == older)
    assert offer.state == "needed"
    assert sticks.install(room.session, [offer]).done
    scenes.attend(room.session, room.cast)
    scenes.label_all(room.session)
    assert exam.finish(room.session).outcome in {"pass", "distinction"}


def test_a_pack_that_a_signed_list_names_is_held_to_it(
    session: Session, cast: Cast, stick: Path, publisher: None, caplog: pytest.LogCaptureFixture
) -> None:
    path = made.pack(stick)
    made.release(stick, [made.listed(path, "pack")])
    offer = only(session)
    assert len(offer.sha256) == 64
    other = made.pack(stick / "x", "1.1.0", ("pack.toml", "title = ", 'title = "另一个" #'))
    path.write_bytes(other.read_bytes())
    came = sticks.install(session, [offer])
    assert "摘要不符" in came.faults[0][1].what
    path.unlink()
    made.release(stick, [made.listed(other, "pack")], key=made.OTHER_KEY)
    assert not only(session).sha256


def test_a_checkout_takes_no_list_for_signed(session: Session, cast: Cast, stick: Path) -> None:
    path = made.pack(stick)
    made.release(stick, [made.listed(path, "pack")])
    assert not only(session).sha256


def test_a_new_order_can_be_taught_at_once(session: Session, cast: Cast, stick: Path) -> None:
    made.pack(stick, "1.0.0", pack_id="other-order")
    sticks.install(session, [only(session)])
    assert roster.create_class(session, number=1, name="", pack_id="other-order")


def test_a_drive_without_a_name_is_called_by_its_place(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made.plug_in(monkeypatch, tmp_path)
    (drive,) = sticks.sticks()
    assert sticks.name_of(replace(drive, label="")) == str(tmp_path)
