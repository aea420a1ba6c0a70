"""Installing a pack: the copy is checked whole, then it is there in one rename; what was there stays until then."""

from __future__ import annotations

import errno
import os
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.base.errors import DamagedFileError, KnownError
from desktop.base.places import Places
from desktop.base.progress import StoppedError
from desktop.curriculum.packs import PackError, open_pack
from desktop.curriculum.shelf import Shelf
from desktop.sites import pack_install
from desktop.sites.carrying import fingerprint
from desktop.sites.pack_install import glance, install_pack, sweep, thin
from tests import scenes, sticks
from tests.scenes import PACK_ID


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return scenes.places_in(tmp_path / "数据")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "优盘"


def installed(places: Places) -> list[str]:
    found = sorted(place.name for place in places.packs.iterdir()) if places.packs.exists() else []
    left = places.data / "incoming"
    assert not left.exists() or not any(left.iterdir())
    return found


def version(places: Places) -> str:
    return Shelf(places.courses, places.packs).pack(PACK_ID).head.version


def test_a_pack_comes_into_place_and_is_the_one_in_use(places: Places, stick: Path) -> None:
    path = sticks.pack(stick)
    found = install_pack(path, places, sha256=fingerprint(path))
    assert (found.head.version, found.digest) == ("1.1.0", glance(path).digest)
    assert installed(places) == [f"{PACK_ID}-1.1.0.dspack"]
    assert version(places) == "1.1.0"
    install_pack(path, places)
    assert installed(places) == [f"{PACK_ID}-1.1.0.dspack"]


def test_the_name_on_the_stick_says_nothing(places: Places, stick: Path) -> None:
    install_pack(sticks.pack(stick, name="--点这里--.dspack"), places)
    assert installed(places) == [f"{PACK_ID}-1.1.0.dspack"]


def test_the_earlier_version_stays(places: Places, stick: Path) -> None:
    install_pack(sticks.pack(stick, "1.1.0"), places)
    install_pack(sticks.pack(stick, "1.2.0"), places)
    assert len(installed(places)) == 2
    shelf = Shelf(places.courses, places.packs)
    assert [each.head.version for each in shelf.versions(PACK_ID)] == ["1.2.0", "1.1.0", "1.0.0"]
    earlier = open_pack(places.packs / f"{PACK_ID}-1.1.0.dspack").digest
    assert shelf.exact(PACK_ID, earlier).head.version == "1.1.0"
    assert shelf.exact(PACK_ID, "sha256:none").head.version == "1.2.0"


def test_a_broken_version_on_the_shelf_is_no_match(
    places: Places, stick: Path, caplog: pytest.LogCaptureFixture
) -> None:
    install_pack(sticks.pack(stick, "1.1.0"), places)
    path = sticks.pack(stick, "1.2.0")
    install_pack(path, places)
    earlier = glance(places.packs / f"{PACK_ID}-1.1.0.dspack").digest
    _flip(places.packs / f"{PACK_ID}-1.1.0.dspack", "rules.toml")
    assert Shelf(places.courses, places.packs).exact(PACK_ID, earlier).head.version == "1.2.0"


def _flip(path: Path, member: str) -> None:
    """Change one byte of a member, its check sum made right again."""
    with zipfile.ZipFile(path) as archive:
        contents = {info: archive.read(info) for info in archive.infolist()}
    with zipfile.ZipFile(path, "w") as archive:
        for info, content in contents.items():
            changed = content[:-2] + bytes([content[-2] ^ 1]) + content[-1:]
            archive.writestr(info, changed if info.filename == member else content)


@pytest.mark.parametrize("member", ["pack.toml", "rules.toml", "manifest.json"])
def test_a_flipped_byte_is_found_and_nothing_changes(places: Places, stick: Path, member: str) -> None:
    path = sticks.pack(stick)
    _flip(path, member)
    with pytest.raises(KnownError) as fault:
        install_pack(path, places)
    assert "incoming" not in str(fault.value)
    assert installed(places) == []
    assert version(places) == "1.0.0"


def test_a_pack_that_is_whole_but_wrong_is_refused_with_every_fault(places: Places, stick: Path) -> None:
    path = sticks.pack(stick)
    with zipfile.ZipFile(path) as archive:
        contents = {name: archive.read(name) for name in archive.namelist() if name != "manifest.json"}
    contents["rules.toml"] = contents["rules.toml"].replace(b'number = "1.1"', b'number = "9.9"')
    from tests.unit.curriculum.test_letting_go import archive_of

    wrong = archive_of(stick, contents)
    with pytest.raises(PackError) as fault:
        install_pack(wrong, places)
    assert fault.value.where == wrong.name
    assert fault.value.faults
    assert installed(places) == []


def test_a_pack_that_is_not_the_signed_one_is_refused(places: Places, stick: Path) -> None:
    with pytest.raises(DamagedFileError, match="摘要不符"):
        install_pack(sticks.pack(stick), places, sha256="0" * 64)
    assert installed(places) == []


def test_the_same_version_with_other_content_is_refused(places: Places, stick: Path) -> None:
    install_pack(sticks.pack(stick), places)
    kept = (places.packs / f"{PACK_ID}-1.1.0.dspack").read_bytes()
    twin = sticks.pack(stick, "1.1.0", ("pack.toml", "title = ", "title = '另一个' #"), name="twin.dspack")
    with pytest.raises(KnownError, match="内容不同"):
        install_pack(twin, places)
    assert (places.packs / f"{PACK_ID}-1.1.0.dspack").read_bytes() == kept


def test_what_is_broken_in_its_place_is_replaced(places: Places, stick: Path) -> None:
    places.packs.mkdir(parents=True)
    (places.packs / f"{PACK_ID}-1.1.0.dspack").write_bytes(b"half a pack")
    install_pack(sticks.pack(stick), places)
    assert installed(places) == [f"{PACK_ID}-1.1.0.dspack"]
    assert version(places) == "1.1.0"


def test_broken_off_half_way_nothing_is_there(places: Places, stick: Path) -> None:
    def stop(done: int, _whole: int) -> None:
        if done:
            raise StoppedError

    with pytest.raises(StoppedError):
        install_pack(sticks.pack(stick), places, progress=stop)
    assert installed(places) == []


def test_a_rename_that_fails_puts_back_what_was_there(
    places: Places, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places.packs.mkdir(parents=True)
    target = places.packs / f"{PACK_ID}-1.1.0.dspack"
    target.write_bytes(b"half a pack")
    rename = Path.replace

    def failing(self: Path, to: Path) -> Path:
        if self.parent.name == "incoming":
            raise OSError(errno.ENOSPC, "No space left on device")
        return rename(self, to)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(KnownError, match="写满"):
        install_pack(sticks.pack(stick), places)
    assert target.read_bytes() == b"half a pack"
    assert installed(places) == [target.name]


def test_a_pack_that_does_not_open_in_its_place_is_taken_out_again(
    places: Places, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> None:
        raise DamagedFileError("read error", where=str(path))

    monkeypatch.setattr(pack_install, "open_pack", refuse)
    with pytest.raises(DamagedFileError):
        install_pack(sticks.pack(stick), places)
    assert installed(places) == []


def test_a_newer_format_is_told(places: Places, stick: Path) -> None:
    path = sticks.pack(stick)
    with zipfile.ZipFile(path) as archive:
        manifest = archive.read("manifest.json").replace(b'"format":1', b'"format":7')
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", manifest)
    with pytest.raises(DamagedFileError) as fault:
        install_pack(path, places)
    assert "格式 7" in fault.value.what
    assert "升级本程序" in fault.value.remedy


def test_a_folder_where_packs_belong_is_told(places: Places, stick: Path) -> None:
    places.data.mkdir(parents=True)
    places.packs.write_text("a file in its place")
    with pytest.raises(KnownError):
        install_pack(sticks.pack(stick), places)


def test_what_a_killed_copy_left_is_swept(places: Places) -> None:
    left = places.data / "incoming"
    left.mkdir(parents=True)
    (left / "0123.dspack").write_bytes(b"half")
    (left / "folder").mkdir()
    sweep(places)
    assert [place.name for place in left.iterdir()] == ["folder"]


def test_old_versions_are_thinned_but_not_those_in_use(places: Places, stick: Path) -> None:
    digests = [install_pack(sticks.pack(stick, f"1.{n}.0"), places).digest for n in range(1, 6)]
    (places.packs / f"{PACK_ID}-9.9.9.dspack").write_bytes(b"broken")
    other = sticks.pack(stick, "0.1.0", pack_id=f"{PACK_ID}-two")
    shutil.copy(other, places.packs)
    thin(places, PACK_ID, {digests[0]})
    left = {place.name for place in places.packs.iterdir()}
    assert left == {
        f"{PACK_ID}-1.1.0.dspack",
        f"{PACK_ID}-1.4.0.dspack",
        f"{PACK_ID}-1.5.0.dspack",
        f"{PACK_ID}-9.9.9.dspack",
        f"{PACK_ID}-two-0.1.0.dspack",
    }


def test_a_glance_reads_only_what_a_pack_says_of_itself(places: Places, stick: Path) -> None:
    path = sticks.pack(stick)
    seen = glance(path)
    assert (seen.head.id, seen.order.name) == (PACK_ID, open_pack(path).order.name)
    assert seen.digest == open_pack(path).digest
    folder = scenes.PACKS / PACK_ID
    assert glance(folder).head.version == "1.0.0"
    from tests.unit.curriculum.test_letting_go import archive_of

    head = (folder / "pack.toml").read_bytes()
    with pytest.raises(PackError):
        glance(archive_of(stick, {"pack.toml": head, "order.toml": b"id = 3"}))


def test_a_data_folder_without_rights_is_told(
    places: Places, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_more: object) -> None:
        raise OSError(errno.EACCES, "Permission denied")

    path = sticks.pack(stick)
    monkeypatch.setattr(os, "mkdir", refuse)
    with pytest.raises(KnownError, match="写不进去"):
        install_pack(path, replace(places, data=places.data / "x"))
