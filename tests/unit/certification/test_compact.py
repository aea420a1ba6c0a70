"""The text of the QR code: small, signed, and refused in plain words when anything about it is wrong."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.base.errors import DamagedFileError
from desktop.certification.compact import PREFIX, base45, make_compact, read_compact, unbase45
from desktop.certification.keys import site_key
from tests.unit.certification.conftest import Issued, make_source
from tests.unit.certification.flips import flips


def forged(key_folder: Path, body: bytes) -> str:
    """A text whose signature holds over any body."""
    key = site_key(key_folder)
    return PREFIX + base45(key.public + key.sign(PREFIX.encode() + body) + body)


def test_what_was_written_comes_back(issued: Issued) -> None:
    compact = read_compact(issued.document["code"])
    source = issued.source
    assert (compact.number, compact.name, compact.site) == (source.number, source.name, source.site)
    assert compact.theory == (38, 40)
    assert compact.practical == (300, 302)
    assert compact.lower == pytest.approx(source.practical.lower, abs=1e-4)
    assert compact.issued == source.issued_at.date()
    assert compact.seal == issued.seal.name
    assert compact.public == issued.key.public


def test_one_flipped_byte_is_always_found(issued: Issued) -> None:
    for content in flips(issued.files[".txt"], 200):
        with pytest.raises(DamagedFileError):
            read_compact(content.decode("latin-1"))


def test_it_fits_a_code_that_a_telephone_reads_even_for_the_longest_names(issued: Issued) -> None:
    longest = make_source(name="龘" * 40, site="靐" * 40)
    text = make_compact(longest, issued.key, document="0" * 32, seal="f" * 32)
    import segno

    assert segno.make(text, error="m").version <= 20
    assert set(text) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
    assert segno.make(text, error="m").mode == "alphanumeric"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"AB", "BB8"),
        (b"Hello!!", "%69 VD92EX0"),
        (b"base-45", "UJCLQE7W581"),
        (b"ietf!", "QED8WEX0"),
        (b"", ""),
    ],
)
def test_base45_is_that_of_rfc_9285(raw: bytes, text: str) -> None:
    assert base45(raw) == text
    assert unbase45(text) == raw


@given(st.binary(max_size=200))
def test_base45_comes_back(raw: bytes) -> None:
    assert unbase45(base45(raw)) == raw


@pytest.mark.parametrize("text", ["GGW", ":::", "::", "A", "AAAA", "a", "ß"])
def test_base45_that_stands_for_no_bytes_is_refused(text: str) -> None:
    with pytest.raises((ValueError, OverflowError)):
        unbase45(text)


@given(st.text(alphabet="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:aé\n", max_size=300))
def test_any_text_is_refused_calmly(text: str) -> None:
    for candidate in (text, PREFIX + text):
        with pytest.raises(DamagedFileError):
            read_compact(candidate)


@pytest.mark.parametrize(
    "body",
    [
        b"not deflated",
        zlib.compress(b"not json"),
        zlib.compress(b"[1,2,3]"),
        zlib.compress(b"{}"),
        zlib.compress(b"[" * 5_000),
        zlib.compress(b"\xff"),
        zlib.compress(b"0" * 3_000_000),
        zlib.compress(b'["n","m","o","pass",[],2,3,4,5,"2026-11-23","2028-11-23","s","d","e"]'),
        zlib.compress(b'["n","m","o","pass",1,2,3,4,5,"yesterday","2028-11-23","s","d","e"]'),
        zlib.compress(b'["n","m","o","pass",1,2,3,4,1e999,"2026-11-23","2028-11-23","s","d","e"]'),
    ],
)
def test_signed_nonsense_is_refused_calmly(tmp_path: Path, body: bytes) -> None:
    with pytest.raises(DamagedFileError):
        read_compact(forged(tmp_path, body))


def test_a_text_longer_than_any_code_is_refused(issued: Issued) -> None:
    with pytest.raises(DamagedFileError, match="不是本程序"):
        read_compact(issued.document["code"] + "A" * 5_000)


def test_the_line_end_that_an_editor_adds_does_no_harm(issued: Issued) -> None:
    assert read_compact(issued.document["code"] + "\r\n").number == issued.source.number
