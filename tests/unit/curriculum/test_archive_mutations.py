"""Whatever happens to the bytes of a delivered pack, it reads as it was built or is refused in a sentence."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.base.digest import canonical, digest
from desktop.base.errors import DamagedFileError, KnownError
from desktop.curriculum import files as limits
from desktop.curriculum.archive import archive_bytes, build_archive
from desktop.curriculum.files import ArchiveFiles, FolderFiles, files_digest, open_files, parse_json
from desktop.curriculum.packs import PackError, open_pack, read_head
from tests.unit.curriculum.samples import content, small, write

Contents = dict[str, bytes]
TINY: Contents = {
    "pack.toml": content("pack.toml", small()["pack.toml"]),
    "notes.txt": b"one " * 30,
    "media/a.png": small()["media/a.png"],
}


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The delivered form of three files: deflated text and a stored picture."""
    folder = tmp_path_factory.mktemp("tiny")
    for path, bytes_ in TINY.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(bytes_)
    return archive_bytes(folder)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The delivered form of the small pack."""
    return archive_bytes(write(small(), tmp_path_factory.mktemp("whole")))


def contents(path: Path) -> Contents | None:
    """Every file of an archive, or None when it is refused."""
    files = None
    try:
        files = ArchiveFiles(path)
        found = {name: files.read(name) for name in files.paths()}
        assert files_digest(files) == files_digest(files)
        return found
    except DamagedFileError:
        return None
    finally:
        if files is not None:
            files.close()


@pytest.mark.parametrize("flip", [0x01, 0xFF])
def test_no_byte_can_be_altered_unseen(tiny: bytes, flip: int, tmp_path: Path) -> None:
    path = tmp_path / "tiny.dspack"
    refused = 0
    for place in range(len(tiny)):
        altered = bytearray(tiny)
        altered[place] ^= flip
        path.write_bytes(altered)
        found = contents(path)
        refused += found is None
        assert found is None or found == TINY, f"byte {place} ^ {flip:#x} changed what is read"
    assert refused > len(tiny) // 2


def test_no_byte_can_be_left_out_unseen(tiny: bytes, tmp_path: Path) -> None:
    path = tmp_path / "tiny.dspack"
    for place in range(len(tiny)):
        path.write_bytes(tiny[:place] + tiny[place + 1 :])
        found = contents(path)
        assert found is None or found == TINY, f"without byte {place}"


def test_no_tail_can_be_cut_off_unseen(tiny: bytes, tmp_path: Path) -> None:
    path = tmp_path / "tiny.dspack"
    for length in range(len(tiny)):
        path.write_bytes(tiny[:length])
        assert contents(path) is None, f"only {length} bytes"


@settings(max_examples=60, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_several_alterations_at_once_are_refused_or_change_nothing(
    whole: bytes, data: st.DataObject, tmp_path: Path
) -> None:
    path = tmp_path / "whole.dspack"
    altered = bytearray(whole)
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=6)):
        altered[place] = data.draw(st.integers(0, 255))
    path.write_bytes(altered)
    expected = {name: content(name, value) for name, value in small().items()}
    found = contents(path)
    assert found is None or found == expected
    try:
        pack = open_pack(path)
    except KnownError:
        return
    assert pack.head.id == "small"
    pack.files.close()  # type: ignore[attr-defined]


@settings(max_examples=60, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(noise=st.binary(max_size=300))
def test_any_bytes_at_all_are_refused_in_a_sentence(noise: bytes, tmp_path: Path) -> None:
    path = tmp_path / "noise.dspack"
    path.write_bytes(noise)
    with pytest.raises(DamagedFileError, match=r"noise\.dspack"):
        open_pack(path)


def deliver(path: Path, held: Contents, manifest: object = None, **zipped: int) -> Path:
    """Write an archive by hand, with the manifest that fits unless another is given."""
    if manifest is None:
        entries = [
            {"path": name, "size": len(each), "digest": digest(each)} for name, each in sorted(held.items())
        ]
        manifest = {"format": 1, "id": "small", "version": "1.2.3", "files": entries}
    with zipfile.ZipFile(path, "w", **zipped) as archive:
        archive.writestr("manifest.json", manifest if isinstance(manifest, bytes) else canonical(manifest))
        for name, each in held.items():
            archive.writestr(name, each)
    return path


def fitting(**change: object) -> dict[str, object]:
    entries = [{"path": name, "size": len(each), "digest": digest(each)} for name, each in TINY.items()]
    return {"format": 1, "id": "small", "version": "1.2.3", "files": entries} | change


def refusal(path: Path) -> str:
    with pytest.raises(DamagedFileError) as caught:
        ArchiveFiles(path)
    return str(caught.value)


def test_an_archive_written_by_another_program_reads_when_its_manifest_fits(tmp_path: Path) -> None:
    assert contents(deliver(tmp_path / "a.dspack", TINY)) == TINY
    assert contents(deliver(tmp_path / "b.dspack", TINY, compression=zipfile.ZIP_DEFLATED)) == TINY


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_compressions_that_no_build_writes_are_refused(compression: int, tmp_path: Path) -> None:
    path = deliver(tmp_path / "a.dspack", TINY, compression=compression)
    assert "文件解不开" in refusal(path)


def test_a_single_member_under_lzma_is_refused_when_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.dspack"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", canonical(fitting()))
        for name, each in TINY.items():
            archive.writestr(name, each, zipfile.ZIP_LZMA if name == "notes.txt" else zipfile.ZIP_STORED)
    files = ArchiveFiles(path)
    assert files.read("pack.toml") == TINY["pack.toml"]
    with pytest.raises(DamagedFileError, match=r"notes\.txt: 文件解不开"):
        files.read("notes.txt")
    files.close()


@pytest.mark.parametrize("field", ["version", "flags", "method"])
def test_a_member_that_asks_for_a_later_zip_is_refused(tiny: bytes, field: str, tmp_path: Path) -> None:
    altered = bytearray(tiny)
    start = altered.index(b"PK\x01\x02")
    offset, value = {"version": (6, 99), "flags": (8, 1), "method": (10, 97)}[field]
    struct.pack_into("<H", altered, start + offset, value)
    path = tmp_path / "later.dspack"
    path.write_bytes(altered)
    assert refusal(path)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"format": 2}, "比本程序支持的 1 新"),
        ({"format": 0}, "format"),
        ({"format": "one"}, "format"),
        ({"format": None}, "format"),
        ({"id": "two words"}, "id"),
        ({"id": ""}, "id"),
        ({"version": 3}, "version"),
        ({"files": []}, "files"),
        ({"files": {}}, "files"),
        ({"signature": "x"}, "signature"),
        ({"files": [{"path": "../x", "size": 1, "digest": "sha256:" + "0" * 64}]}, "files.0.path"),
        ({"files": [{"path": "x", "size": -1, "digest": "sha256:" + "0" * 64}]}, "files.0.size"),
        ({"files": [{"path": "x", "size": 2**28 + 1, "digest": "sha256:" + "0" * 64}]}, "files.0.size"),
        ({"files": [{"path": "x", "size": 1, "digest": "sha256:" + "0" * 63}]}, "files.0.digest"),
        ({"files": [{"path": "x", "size": 1, "digest": "md5:" + "0" * 64}]}, "files.0.digest"),
        ({"files": [{"path": "x", "size": 1, "digest": "sha256:" + "A" * 64}]}, "files.0.digest"),
    ],
)
def test_a_manifest_that_is_not_one_is_refused_with_its_field(
    change: dict[str, object], said: str, tmp_path: Path
) -> None:
    assert said in refusal(deliver(tmp_path / "a.dspack", TINY, fitting(**change)))


@pytest.mark.parametrize("manifest", [b"", b"[]", b"1", b'"x"', b"{", b'{"format": NaN}', b"\xef\xbb\xbf{}"])
def test_a_manifest_that_is_no_object_is_refused_by_name(manifest: bytes, tmp_path: Path) -> None:
    assert "manifest.json" in refusal(deliver(tmp_path / "a.dspack", TINY, manifest))


def test_a_manifest_larger_than_its_limit_is_not_parsed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_MANIFEST_BYTES", 100)
    assert "清单过大" in refusal(deliver(tmp_path / "a.dspack", TINY))


def test_a_zip_without_a_manifest_is_not_a_pack(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.dspack", "w") as archive:
        archive.writestr("pack.toml", "x")
    assert "缺少清单 manifest.json" in refusal(tmp_path / "a.dspack")


def test_an_empty_zip_is_not_a_pack(tmp_path: Path) -> None:
    zipfile.ZipFile(tmp_path / "a.dspack", "w").close()
    assert "缺少清单" in refusal(tmp_path / "a.dspack")


def test_a_manifest_that_names_a_file_twice_is_refused(tmp_path: Path) -> None:
    twice = fitting()
    entries = twice["files"]
    assert isinstance(entries, list)
    assert "两次" in refusal(deliver(tmp_path / "a.dspack", TINY, fitting(files=[*entries, entries[0]])))


def test_promises_of_more_than_the_whole_limit_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_TOTAL_BYTES", 100)
    assert "上限" in refusal(deliver(tmp_path / "a.dspack", TINY))


@pytest.mark.parametrize(
    "name", ["a b.txt", "名.txt", "a//b", "a/", "/a", "a\\b", ".a", "a/.b", "a/../b", "~"]
)
def test_names_outside_the_alphabet_are_refused_though_the_manifest_is_silent(
    name: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.dspack"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", canonical(fitting()))
        for known, each in TINY.items():
            archive.writestr(known, each)
        archive.writestr(name, b"x")
    assert "路径不合规" in refusal(path)


def test_a_file_that_is_asked_for_but_not_there_is_a_known_fault(tiny: bytes, tmp_path: Path) -> None:
    path = tmp_path / "tiny.dspack"
    path.write_bytes(tiny)
    files = ArchiveFiles(path)
    for ask in (files.read, files.digest):
        with pytest.raises(DamagedFileError, match=r"media/none\.png: 课程包里没有这个文件"):
            ask("media/none.png")
    files.close()
    folder = FolderFiles(write({"pack.toml": b"x"}, tmp_path / "folder"))
    for ask in (folder.read, folder.digest):
        with pytest.raises(DamagedFileError, match="课程包里没有这个文件"):
            ask("../tiny.dspack")


def test_a_file_with_the_right_size_and_other_bytes_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = deliver(tmp_path / "a.dspack", TINY | {"notes.txt": b"two " * 30}, fitting())
    files = ArchiveFiles(path)
    with pytest.raises(DamagedFileError, match="请重新拷贝课程包"):
        files.read("notes.txt")
    assert files.digest("notes.txt") == digest(TINY["notes.txt"])
    files.close()


# ------------------------------------------------------------------ building


def test_the_archive_holds_its_manifest_first_and_everything_sorted(whole: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        names = archive.namelist()
        assert names == ["manifest.json", *sorted(small())]
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {member.create_system for member in archive.infolist()} == {3}
        kinds = {member.filename: member.compress_type for member in archive.infolist()}
    for name, kind in kinds.items():
        assert kind == (zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED), name


def test_the_manifest_of_a_build_is_canonical_json(whole: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        raw = archive.read("manifest.json")
    value = json.loads(raw)
    assert canonical(value) == raw
    assert (value["format"], value["id"], value["version"]) == (1, "small", "1.2.3")
    assert [entry["path"] for entry in value["files"]] == sorted(small())


def test_a_delivered_pack_unpacked_and_built_again_is_the_same_file(whole: bytes, tmp_path: Path) -> None:
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        archive.extractall(folder)
    assert (folder / "manifest.json").is_file()
    assert archive_bytes(folder) == whole


def test_hidden_files_and_folders_are_left_out_of_a_build(whole: bytes, tmp_path: Path) -> None:
    extra = {".DS_Store": b"x", ".git/config": b"x", "media/.thumbs/a.png": b"x", "lessons/.swp": b"x"}
    assert archive_bytes(write(small(**extra), tmp_path)) == whole


def test_a_build_says_its_digest_and_leaves_one_file(tmp_path: Path) -> None:
    folder = write(small(), tmp_path / "folder")
    target = tmp_path / "out" / "small.dspack"
    target.parent.mkdir()
    said = build_archive(folder, target)
    assert said == open_pack(target).digest == open_pack(folder).digest
    assert [place.name for place in target.parent.iterdir()] == ["small.dspack"]


def test_a_build_replaces_an_older_one(tmp_path: Path) -> None:
    target = tmp_path / "small.dspack"
    target.write_bytes(b"old")
    build_archive(write(small(), tmp_path / "folder"), target)
    assert open_pack(target).head.version == "1.2.3"


@pytest.mark.parametrize("name", ["small.zip", "small", "small.dspack.bak"])
def test_a_build_under_another_suffix_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(KnownError, match=r"要以 \.dspack 结尾"):
        build_archive(write(small(), tmp_path / "folder"), tmp_path / name)
    assert not (tmp_path / name).exists()


def test_a_build_that_cannot_be_written_is_a_known_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(KnownError, match="写不进去"):
        build_archive(write(small(), tmp_path / "folder"), tmp_path / "file" / "small.dspack")


def test_a_build_of_a_faulty_pack_names_every_fault_and_keeps_the_old_file(tmp_path: Path) -> None:
    source = small()
    source["course.toml"]["modules"][1]["activities"][0]["needed"] = 9
    source["blueprint.toml"]["practical"]["units"] = 99
    target = tmp_path / "small.dspack"
    target.write_bytes(b"old")
    with pytest.raises(PackError) as caught:
        build_archive(write(source, tmp_path / "folder"), target)
    assert [fault.file for fault in caught.value.faults] == ["course.toml", "blueprint.toml"]
    assert target.read_bytes() == b"old"


def test_a_pack_error_tells_three_faults_and_how_many_there_are(tmp_path: Path) -> None:
    source = small()
    for key in ("name", "post", "level", "summary"):
        source["order.toml"].pop(key)
    with pytest.raises(PackError) as caught:
        open_pack(write(source, tmp_path))
    assert len(caught.value.faults) == 4
    assert str(caught.value).count("order.toml") == 3
    assert "等 4 处" in str(caught.value)


# ------------------------------------------------------------------ folders


@pytest.mark.parametrize("name", ["名字.txt", "a b.txt", "a~", "a+b.txt", "a,b"])
def test_a_folder_with_a_name_outside_the_alphabet_is_refused_with_what_to_do(
    name: str, tmp_path: Path
) -> None:
    write(small(**{f"media/{name}": b"x"}), tmp_path)
    with pytest.raises(DamagedFileError, match="只用英文字母") as caught:
        open_pack(tmp_path)
    assert caught.value.where == f"media/{name}"


def test_a_linked_folder_inside_a_pack_is_refused(tmp_path: Path) -> None:
    write(small(), tmp_path / "pack")
    (tmp_path / "outside").mkdir()
    (tmp_path / "pack" / "lessons" / "more").symlink_to(tmp_path / "outside")
    with pytest.raises(DamagedFileError, match="不允许有链接"):
        FolderFiles(tmp_path / "pack")


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(small(), tmp_path)
    monkeypatch.setattr(limits, "MAX_FILES", 5)
    with pytest.raises(DamagedFileError, match="文件太多"):
        FolderFiles(tmp_path)


def test_a_file_beyond_its_limit_is_a_fault_of_the_pack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(small(**{"rules.toml": b"#" * 3000}), tmp_path)
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 2999)
    with pytest.raises(PackError, match=r"rules\.toml: 文件超过"):
        open_pack(tmp_path)


def test_a_file_that_went_away_is_a_known_fault(tmp_path: Path) -> None:
    files = FolderFiles(write(small(), tmp_path))
    (tmp_path / "rules.toml").unlink()
    with pytest.raises(DamagedFileError, match=r"rules\.toml: 文件读不出来"):
        files.read("rules.toml")


def test_a_path_to_nothing_and_a_file_that_is_no_zip_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(DamagedFileError, match="找不到课程包。 请检查路径"):
        open_files(tmp_path / "none")
    (tmp_path / "word.dspack").write_bytes(b"hello")
    with pytest.raises(DamagedFileError, match="不是课程包，或者文件不完整"):
        open_files(tmp_path / "word.dspack")
    (tmp_path / "empty").mkdir()
    with pytest.raises(DamagedFileError, match=r"缺少 pack\.toml"):
        read_head(tmp_path / "empty")


@pytest.mark.parametrize("constant", [b"NaN", b"Infinity", b"-Infinity", b"[1, NaN]"])
def test_numbers_that_json_does_not_know_are_refused(constant: bytes) -> None:
    with pytest.raises(DamagedFileError, match="不允许出现"):
        parse_json(constant, "x.json")


@pytest.mark.parametrize("raw", [b"\xff", b"", b"{", b"[" * 100_000, b"1" * 5000, b"'a'", b"{1: 2}"])
def test_bytes_that_are_no_json_are_a_known_fault_with_their_file(raw: bytes) -> None:
    with pytest.raises(DamagedFileError, match=r"x\.json: 不是(合规的 JSON| UTF-8 编码的文本)：[^a-z]*$"):
        parse_json(raw, "x.json")


@settings(max_examples=60, derandomize=True)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
        max_leaves=12,
    )
)
def test_any_json_value_reads_as_it_was_written(value: object) -> None:
    assert parse_json(json.dumps(value, ensure_ascii=False).encode(), "") == value
