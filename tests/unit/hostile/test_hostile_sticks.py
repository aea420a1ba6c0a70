"""A stick that somebody filled to do harm, or that simply went bad: found, told, never believed, never in the way."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.base.digest import canonical
from desktop.curriculum.packs import PackError
from desktop.session.operations import sticks, updates
from desktop.session.session import Session
from desktop.sites import looking
from desktop.sites.identity import Identity
from desktop.sites.release_list import PURPOSE
from tests import scenes
from tests import sticks as made
from tests.scenes import Cast


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    me = Identity("0.1.0", "deb", made.PUBLIC)
    for module in (sticks, updates):
        monkeypatch.setattr(module, "identity", lambda _places: me)
    opened = scenes.opened(tmp_path / "数据")
    yield opened
    opened.close()


@pytest.fixture
def cast(session: Session) -> Cast:
    found = scenes.settle(session)
    scenes.instruct(session, found)
    return found


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "KINGSTON"
    folder.mkdir()
    made.plug_in(monkeypatch, folder)
    return folder


def untouched(session: Session) -> bool:
    return not session.places.packs.exists() and not (session.places.data / "update").exists()


def test_everything_bad_at_once_is_seen_and_told(
    session: Session, cast: Cast, stick: Path, tmp_path: Path
) -> None:
    good = made.pack(stick)
    (stick / "empty.dspack").touch()
    (stick / "noise.dspack").write_bytes(os.urandom(5000))
    (stick / ("长" * 80 + ".dspack")).write_bytes(b"PK\x05\x06" + bytes(18))
    (stick / "folder.dspack").mkdir()
    (stick / "link.dspack").symlink_to(tmp_path / "secret")
    if hasattr(os, "mkfifo"):
        os.mkfifo(stick / "pipe.dspack")
    with (stick / "sparse.dspack").open("wb") as stream:
        stream.truncate(50 * 2**30)
    for n in range(1000):
        (stick / f"照片 {n}.jpg").touch()
    (stick / "a.dsrelease").write_bytes(b"{}")
    (stick / "b.dsrelease").write_bytes(b"\x00" * 10_000)
    with (stick / "c.dsrelease").open("wb") as stream:
        stream.truncate(50 * 2**30)
    found = sticks.find(session)
    assert [offer.path for offer in found.packs if offer.fits] == [good]
    broken = [offer for offer in found.packs if offer.state == "broken"]
    assert {offer.path.name for offer in broken} == {
        "empty.dspack",
        "noise.dspack",
        "长" * 80 + ".dspack",
        "sparse.dspack",
    }
    assert all(offer.fault for offer in broken)
    offers = updates.offers(session, found.lists, found.packs)
    assert [offer.state for offer in offers] == ["refused"] * 3
    assert all(offer.fault and offer.remedy for offer in offers)
    assert untouched(session)


def test_a_pack_bigger_than_the_disk_is_told_before_it_is_copied(
    session: Session, cast: Cast, stick: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = made.pack(stick)
    with path.open("ab") as stream:
        stream.truncate(2**60 if os.name == "nt" else 2**42)
    offer = next(iter(sticks.find(session).packs))
    came = sticks.install(session, [offer])
    assert not came.done
    assert not session.places.packs.exists()


def test_a_zip_bomb_is_told(session: Session, cast: Cast, stick: Path) -> None:
    with zipfile.ZipFile(stick / "bomb.dspack", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", b" " * (64 * 2**20))
    (offer,) = sticks.find(session).packs
    assert (offer.state, offer.fault) == ("broken", "清单过大。")


def test_a_title_like_markup_is_only_text(session: Session, cast: Cast, stick: Path) -> None:
    made.pack(stick, "1.1.0", ("pack.toml", "title = ", 'title = "<b>优盘</b>" #'))
    (offer,) = sticks.find(session).packs
    assert offer.title == "<b>优盘</b>"


def test_a_title_that_turns_words_round_is_packed_by_nobody(stick: Path) -> None:
    with pytest.raises(PackError, match=r"pack\.toml · title: .*U\+202E"):
        made.pack(stick, "1.1.0", ("pack.toml", "title = ", 'title = "优盘\\u202E" #'))


def test_a_list_may_name_only_what_lies_beside_it(session: Session, cast: Cast, stick: Path) -> None:
    file = made.listed(made.pack(stick / "x"), "pack")
    path = made.release(stick, [file])
    value = json.loads(path.read_bytes())
    value["release"]["files"][0]["name"] = "x/" + file.name
    value["signature"]["value"] = made.KEY.sign(PURPOSE + canonical(value["release"])).hex()
    path.write_bytes(json.dumps(value).encode())
    (offer,) = updates.offers(session, [path])
    assert offer.state == "refused"
    assert not next(iter(sticks.find(session).packs)).sha256


def test_a_stick_that_goes_away_at_any_moment_of_the_look(
    session: Session, cast: Cast, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(5):
        made.pack(stick, f"1.{n + 1}.0")
    scan = os.scandir
    for gone_at in range(1, 5):
        count = 0

        def failing(path: object, gone_at: int = gone_at) -> object:
            nonlocal count
            count += 1
            if count >= gone_at:
                raise OSError(19, "No such device")
            return scan(path)  # type: ignore[type-var]

        with monkeypatch.context() as patched:
            patched.setattr(looking.os, "scandir", failing)
            assert len(sticks.find(session).packs) in {0, 5}
    open_ = zipfile.ZipFile.__init__

    def pulled(self: zipfile.ZipFile, *args: object, **kwargs: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(zipfile.ZipFile, "__init__", pulled)
    sticks._glance.cache_clear()
    assert {offer.state for offer in sticks.find(session).packs} == {"broken"}
    monkeypatch.setattr(zipfile.ZipFile, "__init__", open_)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_bent_pack_gets_onto_the_pc(
    session: Session, cast: Cast, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("stick")
    path = made.pack(folder)
    content = bytearray(path.read_bytes())
    for _change in range(data.draw(st.integers(min_value=1, max_value=3))):
        place = data.draw(st.integers(min_value=0, max_value=len(content) - 1))
        content[place] ^= data.draw(st.integers(min_value=1, max_value=255))
    if data.draw(st.booleans()):
        del content[data.draw(st.integers(min_value=0, max_value=len(content))) :]
    path.write_bytes(content)
    offer = sticks.offer(session, path)
    assert offer.state in {"newer", "broken", "same", "clash", "new", "older"}
    try:
        sticks.install_pack(path, session.places)
    except sticks.KnownError:
        assert not session.places.packs.exists() or not list(session.places.packs.iterdir())
    else:
        # Bytes of the archive that carry nothing, such as times of members: what is in it is what it was.
        installed = next(session.places.packs.iterdir())
        assert sticks.glance(installed).digest == good_digest(folder)
        installed.unlink()


def good_digest(folder: Path) -> str:
    """The digest of the pack as it was made."""
    return sticks.glance(made.pack(folder / "good")).digest
