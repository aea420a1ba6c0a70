"""A delivered pack is hostile until its manifest holds; a refusal is one clear sentence and changes nothing."""

from __future__ import annotations

import json
import os
import shutil
import stat
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.base.errors import DamagedFileError
from desktop.curriculum.archive import archive_bytes, build_archive
from desktop.curriculum.check import check_pack
from desktop.curriculum.packs import PackError, open_pack

EXAMPLE = Path(__file__).parents[3] / "tests" / "packs" / "worked-example"


@pytest.fixture
def delivered(tmp_path: Path) -> Path:
    path = tmp_path / "example.dspack"
    build_archive(EXAMPLE, path)
    return path


def rewrite(path: Path, change: Callable[[dict[str, bytes], dict[str, object]], None], **flags: int) -> None:
    """Write the archive anew after ``change(contents, manifest)``; ``flags`` set a member's external attributes."""
    with zipfile.ZipFile(path) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(contents.pop("manifest.json"))
    change(contents, manifest)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", json.dumps(manifest))
        for name, content in contents.items():
            member = zipfile.ZipInfo(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = flags.get("mode", 0o100644) << 16
            archive.writestr(member, content)


def refused(path: Path) -> str:
    before = sorted(place.name for place in path.parent.iterdir())
    with pytest.raises(DamagedFileError) as caught:
        open_pack(path)
    assert sorted(place.name for place in path.parent.iterdir()) == before
    return str(caught.value)


def test_the_same_folder_gives_the_same_bytes(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(EXAMPLE, tmp_path / "elsewhere"))
    for place in copy.rglob("*"):
        os.utime(place, (1, 1))
    assert archive_bytes(copy) == archive_bytes(EXAMPLE)


def test_folder_and_file_have_one_digest(delivered: Path) -> None:
    assert open_pack(delivered).digest == open_pack(EXAMPLE).digest == check_pack(delivered).digest


@pytest.mark.parametrize(
    "name", ["../escape.txt", "/etc/passwd", "a/../../b", "C:\\x", "media/./x", ".hidden"]
)
def test_zip_slip_is_refused(delivered: Path, name: str) -> None:
    rewrite(delivered, lambda contents, _manifest: contents.update({name: b"x"}))
    assert "路径不合规" in refused(delivered)


def test_links_are_refused(delivered: Path) -> None:
    rewrite(delivered, lambda _contents, _manifest: None, mode=stat.S_IFLNK | 0o777)
    assert "链接" in refused(delivered)


def test_a_link_in_a_folder_is_refused(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(EXAMPLE, tmp_path / "pack"))
    (folder / "media" / "out.png").symlink_to("/etc/passwd")
    with pytest.raises(DamagedFileError, match="链接"):
        check_pack(folder)


def test_a_bomb_is_never_inflated(delivered: Path) -> None:
    def grow(contents: dict[str, bytes], _manifest: dict[str, object]) -> None:
        contents["rules.toml"] = b"#" * (200 * 2**20)

    rewrite(delivered, grow)
    assert delivered.stat().st_size < 2**20
    assert "大小与清单不符" in refused(delivered)


def test_a_manifest_that_promises_too_much_is_refused(delivered: Path) -> None:
    def promise(_contents: dict[str, bytes], manifest: dict[str, object]) -> None:
        files = manifest["files"]
        assert isinstance(files, list)
        files[0]["size"] = 2**40

    rewrite(delivered, promise)
    assert "files.0.size" in refused(delivered)


def test_a_changed_byte_is_found(delivered: Path) -> None:
    def change(contents: dict[str, bytes], _manifest: dict[str, object]) -> None:
        contents["rules.toml"] = contents["rules.toml"].replace(b"3 px", b"9 px")

    rewrite(delivered, change)
    assert "摘要不符" in str(check_pack_faults(delivered))


def check_pack_faults(path: Path) -> list[str]:
    return [str(fault) for fault in check_pack(path).faults]


def test_a_file_outside_the_manifest_is_refused(delivered: Path) -> None:
    rewrite(delivered, lambda contents, _manifest: contents.update({"extra.txt": b"x"}))
    assert "不在清单里" in refused(delivered)


def test_a_missing_file_is_refused(delivered: Path) -> None:
    rewrite(delivered, lambda contents, _manifest: contents.pop("order.toml") and None)
    assert "order.toml" in refused(delivered)


def test_a_newer_format_is_refused_with_what_to_do(delivered: Path) -> None:
    rewrite(delivered, lambda _contents, manifest: manifest.update(format=2))
    assert "请升级本程序" in refused(delivered)


def test_a_newer_folder_is_refused_with_what_to_do(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(EXAMPLE, tmp_path / "pack"))
    text = (folder / "pack.toml").read_text("utf-8").replace("format = 1", "format = 99\nfuture = true")
    (folder / "pack.toml").write_text(text, "utf-8")
    with pytest.raises(DamagedFileError, match="请升级本程序"):
        check_pack(folder)


@pytest.mark.parametrize("cut", [0, 10, 1000, -1, -30])
def test_a_truncated_file_is_refused(delivered: Path, cut: int) -> None:
    delivered.write_bytes(delivered.read_bytes()[:cut])
    assert str(delivered) in refused(delivered)


def test_a_name_given_twice_is_refused(delivered: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(delivered, "a") as archive:
        archive.writestr("order.toml", "x")
    assert "两次" in refused(delivered)


@pytest.mark.parametrize("content", [b"[" * 100_000, b"\xff\xfe", b'{"format": 1}', b"null"])
def test_a_senseless_manifest_is_refused(delivered: Path, content: bytes) -> None:
    with zipfile.ZipFile(delivered, "w") as archive:
        archive.writestr("manifest.json", content)
    assert "manifest.json" in refused(delivered)


def test_a_huge_picture_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(EXAMPLE, tmp_path / "pack"))
    png = bytearray((folder / "media/table-1.png").read_bytes())
    png[16:24] = (100_000).to_bytes(4, "big") * 2
    png[29:33] = zlib.crc32(png[12:29]).to_bytes(4, "big")
    (folder / "media/table-1.png").write_bytes(png)
    assert any("百万像素" in fault for fault in check_pack_faults(folder))


def test_a_broken_pack_is_never_built(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(EXAMPLE, tmp_path / "pack"))
    (folder / "order.toml").unlink()
    with pytest.raises(PackError):
        build_archive(folder, tmp_path / "out.dspack")
    assert not (tmp_path / "out.dspack").exists()
