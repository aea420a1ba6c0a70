"""A pack that was looked at is let go of, and a system that refuses is told as a sentence."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from desktop.base.digest import canonical, digest
from desktop.base.errors import DamagedFileError
from desktop.curriculum.archive import archive_bytes
from desktop.curriculum.check import check_pack
from desktop.curriculum.packs import PackError, open_pack, read_head, read_pack
from tests.scenes import PACKS

SOURCE = PACKS / "worked-example"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[zipfile.ZipFile]:
    """Every archive that is opened."""
    found: list[zipfile.ZipFile] = []
    before = zipfile.ZipFile.__init__

    def note(self: zipfile.ZipFile, *args: object, **kwargs: object) -> None:
        found.append(self)
        before(self, *args, **kwargs)

    monkeypatch.setattr(zipfile.ZipFile, "__init__", note)
    return found


def archive_of(folder: Path, contents: dict[str, bytes]) -> Path:
    """A delivered file with a manifest that is true, whatever is in it."""
    files = [
        {"path": name, "size": len(content), "digest": digest(content)} for name, content in contents.items()
    ]
    path = folder / "made.dspack"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "manifest.json", canonical({"format": 1, "id": "x", "version": "1.0.0", "files": files})
        )
        for name, content in contents.items():
            archive.writestr(name, content)
    return path


@pytest.fixture
def delivered(tmp_path: Path) -> Path:
    path = tmp_path / "worked.dspack"
    path.write_bytes(archive_bytes(SOURCE))
    return path


def test_a_check_closes_the_archive(delivered: Path, opened: list[zipfile.ZipFile]) -> None:
    assert check_pack(delivered).clean
    assert [archive.fp for archive in opened] == [None]


def test_reading_the_head_closes_the_archive(delivered: Path, opened: list[zipfile.ZipFile]) -> None:
    assert read_head(delivered).id == "worked-example"
    assert [archive.fp for archive in opened] == [None]


def test_a_pack_in_use_stays_open_until_it_is_let_go(delivered: Path, opened: list[zipfile.ZipFile]) -> None:
    pack = open_pack(delivered)
    assert pack.files.read("pack.toml")
    pack.files.close()
    assert [archive.fp for archive in opened] == [None]


def test_a_pack_of_bad_form_is_closed(tmp_path: Path, opened: list[zipfile.ZipFile]) -> None:
    path = archive_of(tmp_path, {"pack.toml": b"format = 1\nid = 'x'\n"})
    opened.clear()
    pack, faults = read_pack(path)
    assert pack is None
    assert faults
    with pytest.raises(PackError):
        open_pack(path)
    assert [archive.fp for archive in opened] == [None, None]


def test_a_pack_without_a_head_is_closed(tmp_path: Path, opened: list[zipfile.ZipFile]) -> None:
    path = archive_of(tmp_path, {"order.toml": b""})
    opened.clear()
    with pytest.raises(DamagedFileError):
        open_pack(path)
    assert [archive.fp for archive in opened] == [None]


def test_a_name_no_system_takes_is_a_known_fault(tmp_path: Path) -> None:
    with pytest.raises(DamagedFileError) as fault:
        open_pack(tmp_path / ("长" * 200))
    assert fault.value.what.startswith("课程包读不出来")


def test_a_drive_that_went_away_is_a_known_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_self: Path) -> bool:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "is_dir", gone)
    with pytest.raises(DamagedFileError) as fault:
        open_pack(tmp_path)
    assert "磁盘读写出错" in fault.value.what
