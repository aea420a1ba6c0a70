"""The site's keys: made once, kept to the user alone, told apart by people and machines."""

from __future__ import annotations

import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from desktop.base.errors import DamagedFileError, KnownError
from desktop.certification.keys import (
    KEY_FILE,
    base58,
    did_key,
    fingerprint,
    known_key,
    pem,
    public_of,
    signature_fits,
    site_key,
    unbase58,
)
from desktop.certification.seal_key import SEAL_FILE, seal_key
from tests.unit.certification.conftest import NOW

posix = pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")


def test_a_site_has_one_key_for_good(tmp_path: Path) -> None:
    assert site_key(tmp_path).public == site_key(tmp_path).public
    assert known_key(tmp_path) == site_key(tmp_path).public


def test_asking_for_a_known_key_makes_none(tmp_path: Path) -> None:
    assert known_key(tmp_path / "keys") is None
    assert not (tmp_path / "keys").exists()


@posix
def test_nobody_else_may_read_the_keys(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    seal_key(folder, site="实训点", key=site_key(folder), now=NOW)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {path.name for path in folder.iterdir()} == {KEY_FILE, SEAL_FILE}
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


@posix
def test_keys_from_a_backup_are_taken_away_from_others_again(tmp_path: Path) -> None:
    key = site_key(tmp_path)
    seal_key(tmp_path, site="甲", key=key, now=NOW)
    for path in tmp_path.iterdir():
        path.chmod(0o644)
    seal_key(tmp_path, site="甲", key=site_key(tmp_path), now=NOW)
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o600}


@pytest.mark.parametrize(
    "content", [b"", b"not a key", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"]
)
def test_a_damaged_key_is_told_and_never_replaced(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / KEY_FILE
    path.write_bytes(content)
    with pytest.raises(DamagedFileError, match="签名密钥已损坏") as caught:
        site_key(tmp_path)
    assert "备份" in caught.value.remedy
    assert path.read_bytes() == content
    assert known_key(tmp_path) is None


def test_a_key_of_another_kind_is_no_site_key(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).write_bytes(pem(ec.generate_private_key(ec.SECP256R1())))
    with pytest.raises(DamagedFileError, match="已损坏"):
        site_key(tmp_path)


@posix
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(KnownError, match="存不下来"):
        site_key(tmp_path / "keys")


def test_a_place_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("")
    with pytest.raises(KnownError, match="存不下来"):
        site_key(tmp_path / "keys")


def test_a_signature_fits_its_message_and_key_alone(tmp_path: Path) -> None:
    key, other = site_key(tmp_path / "a"), site_key(tmp_path / "b")
    signature = key.sign(b"message")
    assert signature_fits(key.public, signature, b"message")
    assert not signature_fits(key.public, signature, b"messagf")
    assert not signature_fits(other.public, signature, b"message")
    assert not signature_fits(b"short", signature, b"message")
    assert not signature_fits(key.public, b"short", b"message")


def test_a_fingerprint_is_four_groups_that_can_be_read_out() -> None:
    assert fingerprint(bytes(32)) == "6668 7AAD F862 BD77"


def test_did_key_is_what_the_specification_says() -> None:
    # The key of the W3C test vectors, whose multibase text they give.
    did = "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
    assert did_key(public_of(did)) == did
    assert public_of(f"{did}#fragment") == public_of(did)


@pytest.mark.parametrize(
    "text", ["", "did:key:", "did:web:x:z6Mk", "did:key:z0OIl", "did:key:z" + "1" * 300, "did:key:z6Mkr"]
)
def test_what_is_no_did_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not"):
        public_of(text)


@given(st.binary(max_size=80))
def test_base58_comes_back(raw: bytes) -> None:
    assert unbase58(base58(raw)) == raw


def test_the_seal_stays_while_site_key_and_time_do(tmp_path: Path) -> None:
    key = site_key(tmp_path)
    first = seal_key(tmp_path, site="御河街道实训点", key=key, now=NOW)
    later = seal_key(tmp_path, site="御河街道实训点", key=key, now=NOW + timedelta(days=3_000))
    assert later.name == first.name
    assert first.certificate.verify_directly_issued_by(first.certificate) is None
    assert fingerprint(key.public) in first.certificate.subject.rfc4514_string()


@pytest.mark.parametrize("change", ["name", "key", "time"])
def test_a_seal_of_another_site_key_or_time_is_made_anew(tmp_path: Path, change: str) -> None:
    key = site_key(tmp_path)
    first = seal_key(tmp_path, site="甲", key=key, now=NOW)
    second = seal_key(
        tmp_path,
        site="乙" if change == "name" else "甲",
        key=site_key(tmp_path / "other") if change == "key" else key,
        now=NOW + timedelta(days=4_000) if change == "time" else NOW,
    )
    assert second.name != first.name


def test_a_site_name_of_any_length_fits_into_the_certificate(tmp_path: Path) -> None:
    seal = seal_key(tmp_path, site="大" * 40, key=site_key(tmp_path), now=NOW)
    (name,) = seal.certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    assert name.value == "大" * 21


@pytest.mark.parametrize(
    "content", [b"", b"nothing", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_a_damaged_seal_is_told_with_a_way_out(tmp_path: Path, content: bytes) -> None:
    (tmp_path / SEAL_FILE).write_bytes(content)
    with pytest.raises(DamagedFileError, match="签章密钥已损坏") as caught:
        seal_key(tmp_path, site="甲", key=site_key(tmp_path), now=NOW)
    assert "移走" in caught.value.remedy


def test_a_seal_whose_key_and_certificate_differ_is_damaged(tmp_path: Path) -> None:
    key = site_key(tmp_path)
    seal_key(tmp_path, site="甲", key=key, now=NOW)
    certificate = (tmp_path / SEAL_FILE).read_bytes().partition(b"-----BEGIN CERT")
    (tmp_path / SEAL_FILE).write_bytes(
        pem(ec.generate_private_key(ec.SECP256R1())) + certificate[1] + certificate[2]
    )
    with pytest.raises(DamagedFileError, match="已损坏"):
        seal_key(tmp_path, site="甲", key=key, now=NOW)
