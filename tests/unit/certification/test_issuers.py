"""Issuers that are known because somebody named them: keys, fingerprints, files."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from desktop.base.errors import KnownError
from desktop.certification.issuers import Issuers, read_issuers
from desktop.certification.keys import did_key, fingerprint, pem, site_key

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
NAME = fingerprint(PUBLIC)
PEM = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def test_nobody_is_known_until_named() -> None:
    assert not Issuers().know(PUBLIC)
    assert not read_issuers([]).know(PUBLIC)
    assert Issuers({PUBLIC: "市培训中心"}).name_of(PUBLIC) == "市培训中心"
    assert Issuers(fingerprints=frozenset({NAME})).name_of(PUBLIC) == ""


@pytest.mark.parametrize(
    "text",
    [
        PUBLIC.hex(),
        PUBLIC.hex().upper(),
        did_key(PUBLIC),
        NAME,
        NAME.lower(),
        NAME.replace(" ", ""),
        NAME.replace(" ", ":"),
        f"  {NAME.replace(' ', '-')}\n",
        NAME.replace(" ", "　"),
    ],
)
def test_a_key_may_be_written_in_any_of_its_ways(text: str, tmp_path: Path) -> None:
    assert read_issuers([text]).know(PUBLIC)
    assert not read_issuers([text]).know(bytes(32))
    kept = tmp_path / "发证单位.txt"
    kept.write_text(text, "utf-8-sig")
    assert read_issuers([str(kept)]).know(PUBLIC)


@pytest.mark.parametrize("content", [PUBLIC, PEM, b"\n" + PEM + b"\n"])
def test_a_key_may_lie_in_a_file(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "issuer"
    path.write_bytes(content)
    assert read_issuers([str(path)]).keys == {PUBLIC: ""}


def test_several_may_be_named() -> None:
    found = read_issuers(["ab" * 32, NAME])
    assert found.know(PUBLIC)
    assert found.know(bytes.fromhex("ab" * 32))


def test_a_part_of_a_fingerprint_or_of_a_key_is_none() -> None:
    for text in (NAME[:-1], NAME[:4], PUBLIC.hex()[:-2], PUBLIC.hex() + "00", "", " ", "xyz"):
        with pytest.raises(KnownError):
            read_issuers([text])


def test_a_private_key_is_sent_back_to_where_it_belongs(tmp_path: Path) -> None:
    path = tmp_path / "site.pem"
    path.write_bytes(pem(site_key(tmp_path / "keys").private))
    with pytest.raises(KnownError, match="这是私钥") as caught:
        read_issuers([str(path)])
    assert "只能留在签发的电脑上" in caught.value.remedy


def test_files_without_a_key_are_told(tmp_path: Path) -> None:
    other = generate_private_key(SECP256R1()).public_key()
    wrong = other.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    for content in (b"", b"hello", wrong, PEM[:60], b"-----BEGIN PUBLIC KEY-----", b"\0" * 9_000):
        path = tmp_path / "issuer"
        path.write_bytes(content)
        with pytest.raises(KnownError, match="没有公钥或指纹") as caught:
            read_issuers([str(path)])
        assert "64 位十六进制公钥" in caught.value.remedy
    with pytest.raises(KnownError, match="不是文件"):
        read_issuers([str(tmp_path)])
    with pytest.raises(KnownError, match="不是 Ed25519 公钥"):
        read_issuers(["did:key:z6Mk"])


@given(st.text(max_size=80))
def test_any_text_is_a_key_or_is_refused_calmly(text: str) -> None:
    with contextlib.suppress(KnownError):
        assert isinstance(read_issuers([text]), Issuers)
