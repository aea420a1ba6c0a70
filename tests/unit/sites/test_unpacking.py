"""Unpacking a program that somebody may have bent: every byte checked, no path leads out, nothing left on failure."""

from __future__ import annotations

import io
import lzma
import os
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.base.errors import DamagedFileError, KnownError
from desktop.base.progress import StoppedError
from desktop.sites import unpacking
from desktop.sites.unpacking import unpack

TREE = {
    "Doorstep/doorstep": b"#!/bin/sh\n",
    "Doorstep/_internal/lib.so": os.urandom(200_000),
    "Doorstep/licences/NOTICE": b"notice",
    "Doorstep/\u8bf7\u5148\u770b.txt": "请先看".encode(),
}


def tar(
    path: Path, files: Mapping[str, bytes], change: Callable[[tarfile.TarFile], None] | None = None
) -> Path:
    with tarfile.open(path, "w:xz", preset=0) as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            info.mode = 0o755 if content.startswith(b"#!") else 0o644
            archive.addfile(info, io.BytesIO(content))
        if change is not None:
            change(archive)
    return path


def zipped(path: Path, files: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def special(name: str, kind: bytes, link: str = "") -> Callable[[tarfile.TarFile], None]:
    """Add a member that is no file."""

    def change(archive: tarfile.TarFile) -> None:
        info = tarfile.TarInfo(name)
        info.type, info.linkname = kind, link
        archive.addfile(info)

    return change


@pytest.fixture(params=[(tar, "a.tar.xz"), (zipped, "a.zip")], ids=["tar.xz", "zip"])
def pack(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[Mapping[str, bytes]], Path]:
    make, name = request.param
    return lambda files: make(tmp_path / name, files)


def refused(archive: Path, into: Path) -> str:
    with pytest.raises(KnownError) as fault:
        unpack(archive, into)
    assert not into.exists()
    assert not into.with_name(f"{into.name}.top").exists()
    return fault.value.what


def test_the_one_top_folder_is_left_out(pack: Callable[[Mapping[str, bytes]], Path], tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    archive, into = pack(TREE), tmp_path / "_update" / "new"
    unpack(archive, into, lambda *step: heard.append(step))
    found = {
        f"Doorstep/{each.relative_to(into).as_posix()}": each.read_bytes()
        for each in into.rglob("*")
        if each.is_file()
    }
    assert found == TREE
    assert heard[-1] == (archive.stat().st_size,) * 2


def test_what_has_no_top_folder_stays_flat(
    pack: Callable[[Mapping[str, bytes]], Path], tmp_path: Path
) -> None:
    into = tmp_path / "new"
    unpack(pack({"doorstep": b"x", "_internal/a": b"y"}), into)
    assert (into / "_internal" / "a").read_bytes() == b"y"


@pytest.mark.skipif(os.name != "posix", reason="no such rights")
def test_programs_stay_programs(tmp_path: Path) -> None:
    unpack(tar(tmp_path / "a.tar.xz", TREE), tmp_path / "new")
    assert os.access(tmp_path / "new" / "doorstep", os.X_OK)
    assert not os.access(tmp_path / "new" / "licences" / "NOTICE", os.X_OK)


def test_links_become_copies(tmp_path: Path) -> None:
    def change(archive: tarfile.TarFile) -> None:
        special("Doorstep/_internal/lib.so.6", tarfile.SYMTYPE, "lib.so")(archive)
        special("Doorstep/up.so", tarfile.SYMTYPE, "./_internal/../_internal/lib.so")(archive)
        special("Doorstep/hard.so", tarfile.LNKTYPE, "Doorstep/_internal/lib.so")(archive)

    unpack(tar(tmp_path / "a.tar.xz", TREE, change), tmp_path / "new")
    for name in ("_internal/lib.so.6", "up.so", "hard.so"):
        path = tmp_path / "new" / name
        assert not path.is_symlink()
        assert path.read_bytes() == TREE["Doorstep/_internal/lib.so"]


@pytest.mark.parametrize(
    ("name", "kind", "link"),
    [
        ("Doorstep/a", tarfile.SYMTYPE, "/etc/passwd"),
        ("Doorstep/a", tarfile.SYMTYPE, "../../outside"),
        ("Doorstep/a", tarfile.SYMTYPE, "missing"),
        ("Doorstep/a", tarfile.SYMTYPE, "_internal"),
        ("Doorstep/a", tarfile.LNKTYPE, "../outside"),
        ("Doorstep/a", tarfile.CHRTYPE, ""),
        ("Doorstep/a", tarfile.FIFOTYPE, ""),
        ("Doorstep/doorstep", tarfile.SYMTYPE, "licences/NOTICE"),
    ],
)
def test_links_that_lead_elsewhere_and_devices_are_refused(
    tmp_path: Path, name: str, kind: bytes, link: str
) -> None:
    refused(tar(tmp_path / "a.tar.xz", TREE, special(name, kind, link)), tmp_path / "new")


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "Doorstep/../../evil",
        "/etc/evil",
        "C:/evil",
        "Doorstep\\..\\evil",
        "Doorstep/a:b",
        "Doorstep/con",
        "Doorstep/NUL.txt",
        "Doorstep/a.",
        "Doorstep/a ",
        "Doorstep/a\nb",
        "Doorstep//evil",
        "Doorstep/./evil",
        "Doorstep/" + "x" * 230,
        "Doorstep/a?b",
    ],
)
def test_a_name_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    refused(tar(tmp_path / "a.tar.xz", {**TREE, name: b"evil"}), tmp_path / "new")
    assert not (tmp_path / "evil").exists()


def test_a_name_that_leads_out_of_a_zip_is_refused(tmp_path: Path) -> None:
    for name in ("../evil", "/evil", "C:/evil", "a/../../evil"):
        refused(zipped(tmp_path / "a.zip", {"doorstep": b"", name: b"evil"}), tmp_path / "new")


def test_a_file_given_twice_is_refused(pack: Callable[[Mapping[str, bytes]], Path], tmp_path: Path) -> None:
    refused(pack({**TREE, "Doorstep/LICENCES/notice": b"other"}), tmp_path / "new")


def test_a_file_where_a_folder_is_is_refused(
    pack: Callable[[Mapping[str, bytes]], Path], tmp_path: Path
) -> None:
    refused(pack({"doorstep": b"x", "doorstep/a": b"y"}), tmp_path / "new")


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"doorstep": b"x"})
    with zipfile.ZipFile(path, "a") as archive:
        info = zipfile.ZipInfo("link")
        info.external_attr = 0o120777 << 16
        info.create_system = 3
        archive.writestr(info, "/etc/passwd")
    refused(path, tmp_path / "new")


def test_a_bomb_is_never_unpacked(
    pack: Callable[[Mapping[str, bytes]], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "MOST_BYTES", 2**20)
    refused(pack({"doorstep": b"", "zeros": bytes(2**21)}), tmp_path / "new")
    monkeypatch.setattr(unpacking, "MOST_BYTES", 2**30)
    monkeypatch.setattr(unpacking, "MOST_MEMBERS", 3)
    refused(pack({f"f{n}": b"" for n in range(9)}), tmp_path / "new")


@pytest.mark.parametrize("cut", [0, 1, 20, 1000, 150_000])
def test_half_an_archive_is_refused(
    pack: Callable[[Mapping[str, bytes]], Path], tmp_path: Path, cut: int
) -> None:
    archive = pack(TREE)
    content = archive.read_bytes()
    archive.write_bytes(content[:cut])
    refused(archive, tmp_path / "new")


def test_noise_is_refused(tmp_path: Path) -> None:
    for name, content in (
        ("a.zip", b"PK\x03\x04" + bytes(99)),
        ("a.tar.xz", lzma.compress(os.urandom(9999))),
    ):
        (tmp_path / name).write_bytes(content)
        refused(tmp_path / name, tmp_path / "new")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_changed_byte_gets_through(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("archive")
    files = {"doorstep": b"#!/bin/sh\nexit 0\n" * 9, "_internal/a": bytes(range(256)) * 4}
    archive = tar(folder / "a.tar.xz", files)
    content = bytearray(archive.read_bytes())
    place = data.draw(st.integers(min_value=0, max_value=len(content) - 1))
    content[place] ^= 1 << data.draw(st.integers(min_value=0, max_value=7))
    archive.write_bytes(content)
    try:
        unpack(archive, folder / "new")
    except KnownError:
        assert not (folder / "new").exists()
    else:
        # A byte that carries nothing, such as the padding of the archive's end.
        assert {name: (folder / "new" / name).read_bytes() for name in files} == files


def test_breaking_off_leaves_nothing(pack: Callable[[Mapping[str, bytes]], Path], tmp_path: Path) -> None:
    def stop(_done: int, _whole: int) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        unpack(pack(TREE), tmp_path / "new", stop)
    assert not (tmp_path / "new").exists()


def test_a_full_disk_is_told(
    pack: Callable[[Mapping[str, bytes]], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = pack(TREE)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert "写满" in refused(archive, tmp_path / "new")


def test_a_disk_that_reads_back_otherwise_is_found(
    pack: Callable[[Mapping[str, bytes]], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "fingerprint", lambda _path: "0" * 64)
    with pytest.raises(DamagedFileError):
        unpack(pack(TREE), tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_folder_that_is_there_already_is_not_touched(
    pack: Callable[[Mapping[str, bytes]], Path], tmp_path: Path
) -> None:
    archive = pack(TREE)
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(KnownError):
        unpack(archive, tmp_path / "file" / "new")
    assert (tmp_path / "file").read_text() == "in the way"
