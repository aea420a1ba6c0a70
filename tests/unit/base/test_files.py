"""A whole file is either the old one or the new one, whatever happens while it is written."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from desktop.base.files import write_whole


def test_a_file_is_made_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "家门口 数据" / "深" / "名册#1.csv"
    write_whole(path, b"\x00\xff")
    assert path.read_bytes() == b"\x00\xff"


def test_an_old_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    write_whole(path, b"old " * 1000)
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_a_failure_keeps_the_old_file_and_leaves_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    path = tmp_path / "a.json"
    write_whole(path, b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full) if failing == "fsync" else patched.setattr(Path, "replace", full)
        with pytest.raises(OSError, match="No space"):
            write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir() if entry.is_file()] == ["a.json"]


def test_the_new_bytes_are_on_the_disk_before_the_old_ones_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.json"
    write_whole(path, b"old")
    seen: list[bytes] = []
    sync = os.fsync

    def watched(handle: int) -> None:
        seen.append(path.read_bytes())
        sync(handle)

    monkeypatch.setattr(os, "fsync", watched)
    write_whole(path, b"new")
    assert seen == [b"old"]


def test_a_folder_that_is_a_file_is_told_as_the_system_tells_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError):
        write_whole(tmp_path / "file" / "a.json", b"new")


def test_a_folder_in_the_way_is_told_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.json").mkdir()
    with pytest.raises(OSError):
        write_whole(tmp_path / "a.json", b"new")
    assert [entry.name for entry in tmp_path.iterdir() if "a.json" in entry.name] == ["a.json"]


def test_a_folder_that_refuses_every_name_is_one_that_may_not_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(**_: object) -> tuple[int, str]:
        raise FileExistsError(17, "No usable temporary file name found")

    monkeypatch.setattr(tempfile, "mkstemp", refused)
    with pytest.raises(PermissionError) as caught:
        write_whole(tmp_path / "a.json", b"new")
    assert caught.value.filename == str(tmp_path)
    assert list(tmp_path.iterdir()) == []
