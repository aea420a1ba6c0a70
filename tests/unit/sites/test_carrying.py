"""Copying from a stick: whole by digest, or not at all, whatever happens on the way."""

from __future__ import annotations

import errno
import io
import os
import shutil
import socket
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from desktop.base.errors import DamagedFileError, KnownError
from desktop.base.progress import StoppedError
from desktop.sites import carrying
from desktop.sites.carrying import PORTION, carry, fingerprint, flush_folder, room_for

CONTENT = os.urandom(2 * PORTION + 17)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "优盘" / "a.dspack"
    path.parent.mkdir()
    path.write_bytes(CONTENT)
    return path


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "data" / "incoming" / "a.dspack"


def test_a_copy_is_whole_and_tells_how_far_it_is(source: Path, target: Path) -> None:
    heard: list[tuple[int, int]] = []
    found = carry(source, target, progress=lambda *step: heard.append(step))
    assert target.read_bytes() == CONTENT
    assert found == fingerprint(source)
    assert heard[0] == (0, len(CONTENT))
    assert heard[-1] == (len(CONTENT), len(CONTENT))
    assert heard == sorted(heard)


def test_the_right_size_and_digest_are_asked_for(source: Path, target: Path) -> None:
    assert carry(source, target, size=len(CONTENT), sha256=fingerprint(source))


@pytest.mark.parametrize(
    "wanted", [{"size": len(CONTENT) - 1}, {"size": 0}, {"sha256": "0" * 64}, {"sha256": "x"}]
)
def test_another_file_is_refused_and_nothing_left(source: Path, target: Path, wanted: Any) -> None:
    with pytest.raises(DamagedFileError, match="摘要不符"):
        carry(source, target, **wanted)
    assert not target.exists()


def test_a_flipped_bit_is_found(source: Path, target: Path) -> None:
    good = fingerprint(source)
    with source.open("r+b") as stream:
        stream.seek(PORTION)
        stream.write(bytes([CONTENT[PORTION] ^ 1]))
    with pytest.raises(DamagedFileError):
        carry(source, target, sha256=good)
    assert not target.exists()


def test_breaking_off_leaves_nothing(source: Path, target: Path) -> None:
    def stop(done: int, _whole: int) -> None:
        if done:
            raise StoppedError

    with pytest.raises(StoppedError):
        carry(source, target, progress=stop)
    assert not target.exists()
    assert source.exists()


def test_a_stick_pulled_half_way_leaves_nothing(source: Path, target: Path) -> None:
    """The file ends where the stick was pulled."""

    def pull(done: int, _whole: int) -> None:
        if done:
            os.truncate(source, PORTION)

    with pytest.raises(KnownError) as fault:
        carry(source, target, progress=pull)
    assert "拔掉" in fault.value.remedy
    assert not target.exists()


def test_a_read_error_is_told_as_the_sticks(
    source: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing(io.BytesIO):
        def read(self, *_args: Any) -> bytes:
            raise OSError(errno.EIO, "Input/output error")

        def fileno(self) -> int:
            return handle

    handle = os.open(source, os.O_RDONLY)
    monkeypatch.setattr(os, "fdopen", lambda *_args: Failing())
    with pytest.raises(KnownError, match="从优盘读不出来"):
        carry(source, target)
    os.close(handle)
    assert not target.exists()


def test_a_file_that_grows_while_it_is_read_is_refused(source: Path, target: Path) -> None:
    def grow(done: int, _whole: int) -> None:
        if done == PORTION:
            with source.open("ab") as stream:
                stream.write(b"more" * PORTION)

    with pytest.raises(DamagedFileError):
        carry(source, target, progress=grow)
    assert not target.exists()


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_told(source: Path, target: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    def full(_handle: int) -> None:
        raise OSError(code, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(KnownError, match="写满"):
        carry(source, target)
    assert not target.exists()


def test_a_disk_without_room_is_told_before_anything_is_written(
    source: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=5 * 2**20))
    with pytest.raises(KnownError, match="只剩 5 MB"):
        carry(source, target)
    assert not target.exists()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file in the place of the folder")
    with pytest.raises(KnownError, match="写不进去"):
        room_for(tmp_path / "data" / "incoming", 1)


def test_a_copy_that_reads_back_differently_is_refused(
    source: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying, "fingerprint", lambda _path: "0" * 64)
    with pytest.raises(KnownError, match="读回来不一样"):
        carry(source, target)
    assert not target.exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_what_is_no_ordinary_file_is_refused(tmp_path: Path, source: Path, target: Path) -> None:
    pipe, link = tmp_path / "pipe.dspack", tmp_path / "link.dspack"
    os.mkfifo(pipe)
    link.symlink_to(source)
    with socket.socket(socket.AF_UNIX) as listening:
        address = tmp_path / "s.dspack"
        listening.bind(os.path.relpath(address))
        for path in (pipe, link, tmp_path, Path("/dev/zero"), address, tmp_path / "gone"):
            with pytest.raises(KnownError):
                carry(path, target)
            assert not target.exists()


def test_flushing_a_folder_that_cannot_be_flushed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flush_folder(tmp_path)

    def refuse(_handle: int) -> None:
        raise OSError(errno.EINVAL, "no")

    monkeypatch.setattr(os, "fsync", refuse)
    flush_folder(tmp_path)

    def broken(_handle: int) -> None:
        raise OSError(errno.EIO, "no")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError):
        flush_folder(tmp_path)
