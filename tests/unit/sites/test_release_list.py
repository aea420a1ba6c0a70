"""The release list: what is signed reads back, what is not never does."""

from __future__ import annotations

import json
import string
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from desktop.base.digest import canonical
from desktop.base.errors import DamagedFileError, KnownError
from desktop.sites import release_list
from desktop.sites.release_list import (
    MAX_BYTES,
    PURPOSE,
    ForeignKeyError,
    Notes,
    PackNamed,
    ReleaseFile,
    ReleaseList,
    decode,
    encode,
    numbers,
    plain_name,
    read_release_list,
)
from tests.sticks import KEY, OTHER_KEY, PUBLIC

SETUP = {
    "name": "Doorstep-0.2.0-windows-x64-setup.exe",
    "size": 9,
    "sha256": "ab" * 32,
    "kind": "windows-setup",
}
RELEASE: dict[str, Any] = {
    "product": "doorstep",
    "version": "0.2.0",
    "built_at": "2026-11-23T05:00:00Z",
    "updates_from": "0.1.0",
    "files": [{**SETUP, "pack": None}],
    "notes": {"zh": "新", "en": "new"},
}
PACK = {"id": "ord-cv-01", "version": "1.0.0", "digest": "sha256:" + "0" * 64, "title": "路口"}


def signed(release: Any, key: Ed25519PrivateKey = KEY, **around: Any) -> bytes:
    """Anything, signed as a list is."""
    value = key.sign(PURPOSE + canonical(release)).hex()
    signature = {"key": key.public_key().public_bytes_raw().hex(), "value": value}
    return json.dumps({"format": 1, "release": release, "signature": signature, **around}).encode()


def refused(content: bytes, kind: type[KnownError] = DamagedFileError) -> str:
    with pytest.raises(kind) as fault:
        decode(content, PUBLIC, where="x.dsrelease")
    assert fault.value.where == "x.dsrelease"
    assert fault.value.remedy
    return fault.value.what


def changed(**fields: Any) -> dict[str, Any]:
    return {**RELEASE, **fields}


def with_file(**fields: Any) -> dict[str, Any]:
    return changed(files=[{**RELEASE["files"][0], **fields}])


NAMES = st.text(string.ascii_letters + string.digits + "._+-", min_size=1, max_size=60).filter(plain_name)
VERSIONS = st.builds(
    lambda *parts: ".".join(map(str, parts)), *[st.integers(min_value=0, max_value=999_999)] * 3
)
HEX = st.binary(min_size=32, max_size=32).map(bytes.hex)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=200).map(str.strip)
PACKS = st.builds(
    PackNamed,
    id=st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True),
    version=VERSIONS,
    digest=HEX.map("sha256:{}".format),
    title=TEXT,
)
FILES = st.builds(
    lambda name, size, digest, pack: ReleaseFile(name=name, size=size, sha256=digest, kind="pack", pack=pack),
    NAMES,
    st.integers(min_value=1, max_value=release_list.MAX_FILE_BYTES),
    HEX,
    PACKS,
)
LISTS = st.builds(
    ReleaseList,
    product=st.just("doorstep"),
    version=VERSIONS,
    built_at=st.just("2026-11-23T05:00:00Z"),
    updates_from=VERSIONS,
    files=st.lists(FILES, min_size=1, max_size=8, unique_by=lambda each: each.name.casefold()).map(tuple),
    notes=st.builds(Notes, zh=TEXT, en=TEXT),
)


@given(LISTS)
def test_what_was_signed_reads_back(made: ReleaseList) -> None:
    content = encode(made, PUBLIC, KEY.sign)
    assert decode(content, PUBLIC) == made
    assert encode(made, PUBLIC, KEY.sign) == content


@given(LISTS, st.data())
def test_no_byte_can_be_changed(made: ReleaseList, data: st.DataObject) -> None:
    content = bytearray(encode(made, PUBLIC, KEY.sign))
    place = data.draw(st.integers(min_value=0, max_value=len(content) - 2))
    content[place] ^= 1 << data.draw(st.integers(min_value=0, max_value=7))
    try:
        read = decode(bytes(content), PUBLIC)
    except KnownError:
        return
    # The key beside the signature is only a hint, and hex may be written in capitals: the content is what was signed.
    assert read == made


@given(st.binary(max_size=400))
def test_noise_is_refused(content: bytes) -> None:
    with pytest.raises(KnownError):
        decode(content, PUBLIC)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_any_json_is_refused(value: Any) -> None:
    with pytest.raises(KnownError):
        decode(json.dumps(value).encode(), PUBLIC)
    with pytest.raises(KnownError):
        decode(json.dumps({"format": 1, "release": value, "signature": value}).encode(), PUBLIC)


def test_a_list_of_another_key_is_foreign() -> None:
    assert "不是本程序的发布者" in refused(signed(RELEASE, OTHER_KEY), ForeignKeyError)


def test_a_key_named_beside_a_signature_of_nobody_helps_nobody() -> None:
    value = json.loads(signed(RELEASE, OTHER_KEY))
    value["signature"]["key"] = PUBLIC.hex()
    assert "签名不对" in refused(json.dumps(value).encode())


def test_a_signature_for_another_purpose_does_not_fit() -> None:
    value = json.loads(signed(RELEASE))
    value["signature"]["value"] = KEY.sign(canonical(RELEASE)).hex()
    assert "签名不对" in refused(json.dumps(value).encode())


def test_a_newer_format_says_what_to_do() -> None:
    assert "比本程序认识的 1 新" in refused(signed(RELEASE, format=2))


@pytest.mark.parametrize("format_", [0, -1, True, "1", 1.0, None])
def test_a_senseless_format_is_refused(format_: Any) -> None:
    refused(signed(RELEASE, format=format_))


def test_a_field_too_many_is_refused() -> None:
    refused(signed(RELEASE, extra=1))
    refused(signed(changed(extra=1)))
    refused(signed(with_file(extra=1)))


@pytest.mark.parametrize(
    "name",
    [
        "../setup.exe",
        "..\\setup.exe",
        "a/b.exe",
        "a\\b.exe",
        "/etc/passwd",
        "C:setup.exe",
        "C:\\setup.exe",
        "\\\\server\\share",
        "",
        ".",
        "..",
        ".hidden",
        "-rf",
        "setup.exe.",
        "con",
        "CON.exe",
        "nul.tar.xz",
        "com1.deb",
        "安装.exe",
        "setup\u202eexe.cmd",
        "a\x00b",
        "a\nb",
        "a b.exe",
        "a;b.deb",
        "$(id).deb",
        "'.deb",
        "%PATH%.exe",
        "x" * 121,
    ],
)
def test_a_name_that_leads_elsewhere_is_refused_although_signed(name: str) -> None:
    assert not plain_name(name)
    refused(signed(with_file(name=name)))


@pytest.mark.parametrize("size", [0, -1, release_list.MAX_FILE_BYTES + 1, 2**53 - 1, 1.5, "9", True, None])
def test_a_senseless_size_is_refused(size: Any) -> None:
    refused(signed(with_file(size=size)))


@pytest.mark.parametrize("sha256", ["", "ab", "AB" * 32, "zz" * 32, "ab" * 33, None, 5])
def test_a_senseless_digest_is_refused(sha256: Any) -> None:
    refused(signed(with_file(sha256=sha256)))


@pytest.mark.parametrize(
    "version", ["", "1", "1.2", "1.2.3.4", "v1.2.3", "1.2.-3", "1.2.3 ", "1.2.3\n", "9999999.0.0"]
)
def test_a_senseless_version_is_refused(version: str) -> None:
    refused(signed(changed(version=version + "x")))
    if version.strip() == version:
        refused(signed(changed(version=version)))


def test_numbers_beyond_reason_are_refused() -> None:
    for text in (b"NaN", b"Infinity", b"-Infinity", b"1e999", b"9" * 400, b"1" + b"0" * 5000):
        content = signed(RELEASE).replace(b'"size": 9', b'"size": ' + text)
        assert text in content
        refused(content)


def test_a_name_given_twice_is_refused() -> None:
    refused(signed(RELEASE).replace(b'"format": 1', b'"format": 1, "format": 1'))
    refused(signed(RELEASE).replace(b'"version": ', b'"version": "9.9.9", "version": '))


def test_a_file_named_twice_is_refused_on_every_system() -> None:
    twin = {**RELEASE["files"][0], "name": SETUP["name"].upper(), "kind": "other"}
    refused(signed(changed(files=[RELEASE["files"][0], twin])))


def test_two_programs_of_one_kind_are_refused() -> None:
    twin = {**RELEASE["files"][0], "name": "other.exe"}
    refused(signed(changed(files=[RELEASE["files"][0], twin])))


def test_a_pack_and_its_name_belong_together() -> None:
    refused(signed(with_file(kind="pack")))
    refused(signed(with_file(pack=PACK)))
    read = decode(signed(with_file(kind="pack", name="a.dspack", pack=PACK)), PUBLIC)
    assert read.packs() == read.files
    assert read.of_kind("windows-setup") is None


def test_a_kind_of_a_later_release_is_left_to_it() -> None:
    later = {**RELEASE["files"][0], "name": "a.msix", "kind": "windows-store"}
    read = decode(signed(changed(files=[RELEASE["files"][0], later])), PUBLIC)
    assert read.of_kind("windows-setup") == read.files[0]
    assert read.of_kind("deb") is None


@pytest.mark.parametrize("files", [[], None, "x", [None], [[]], [{}]])
def test_a_list_without_files_is_refused(files: Any) -> None:
    refused(signed(changed(files=files)))


def test_too_many_files_are_refused() -> None:
    many = [
        {**RELEASE["files"][0], "name": f"a{n}", "kind": f"k{n}"} for n in range(release_list.MAX_FILES + 1)
    ]
    refused(signed(changed(files=many)))


def test_a_deep_nest_is_refused() -> None:
    refused(b"[" * 100_000)
    refused(b'{"format":1,"signature":{},"release":' + b"[" * 50_000 + b"]" * 50_000 + b"}")


@pytest.mark.parametrize(
    "signature", [None, [], {}, {"key": "zz", "value": "zz"}, {"key": PUBLIC.hex()}, {"key": 1, "value": 2}]
)
def test_a_senseless_signature_is_refused(signature: Any) -> None:
    refused(signed(RELEASE, signature=signature))


def test_a_huge_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "a.dsrelease"
    with path.open("wb") as stream:
        stream.truncate(10 * 2**30)
    with pytest.raises(DamagedFileError, match="文件过大"):
        read_release_list(path, PUBLIC)
    refused(b" " * (MAX_BYTES + 1))


def test_a_stick_that_was_pulled_is_told(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as fault:
        read_release_list(tmp_path / "gone.dsrelease", PUBLIC)
    assert "拔掉" in fault.value.remedy
    with pytest.raises(KnownError):
        read_release_list(tmp_path, PUBLIC)


def test_versions_are_compared_as_numbers() -> None:
    assert numbers("0.10.0") > numbers("0.9.9")
    with pytest.raises(ValueError):
        numbers("0.x.0")


def test_the_model_says_what_is_wrong() -> None:
    with pytest.raises(ValidationError, match="not a plain file name"):
        ReleaseFile(name="../x", size=1, sha256="ab" * 32, kind="deb")
