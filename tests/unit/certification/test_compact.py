"""The text of the QR code: small, signed, and refused in plain words when anything about it is wrong."""

from __future__ import annotations

import json
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desktop.base.errors import DamagedFileError
from desktop.certification.compact import PREFIX, base45, make_compact, read_compact, unbase45
from desktop.certification.keys import SiteKey, site_key
from desktop.certification.source import Proof
from desktop.scoring.intervals import clopper_pearson
from tests.unit.certification.conftest import Issued, make_source, proof
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
    assert compact.lower == source.practical.lower == 0.9762
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


# ---------------------------------------------------------------- the bound


def earlier(key: SiteKey, k: int, n: int, lower: int) -> str:
    """A code as the first version wrote it: the bound rounded to the nearest by whoever signed."""
    fields = ["n", "m", "o", "pass", 38, 40, k, n, lower, "2026-11-23", "2028-11-23", "s", "d", "e"]
    body = zlib.compress(json.dumps(fields).encode())
    return PREFIX + base45(key.public + key.sign(PREFIX.encode() + body) + body)


@given(counts=st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@example(counts=(366, 366))
def test_the_signed_bound_is_never_above_the_true_one(issued: Issued, counts: tuple[int, int]) -> None:
    k, n = counts
    text = make_compact(make_source(practical=proof(k, n)), issued.key, document="d")
    assert read_compact(text).lower <= clopper_pearson(k, n)[0]


def test_366_of_366_is_98_99_and_not_99(issued: Issued) -> None:
    text = make_compact(make_source(practical=proof(366, 366)), issued.key, document="d")
    assert read_compact(text).lower == 0.9899


def test_a_code_signed_with_a_rounded_bound_still_holds_and_says_no_more_than_was_shown(
    issued: Issued,
) -> None:
    compact = read_compact(earlier(issued.key, 366, 366, 9900))
    assert compact.practical == (366, 366)
    assert compact.lower == 0.9899
    assert read_compact(earlier(issued.key, 366, 366, 9000)).lower == 0.9


@pytest.mark.parametrize(("k", "n"), [(5, 3), (-1, 3), (0, 0), (10**300, 10**300), (1, 10**9)])
def test_counts_that_cannot_be_leave_the_bound_as_it_was_signed(issued: Issued, k: int, n: int) -> None:
    assert read_compact(earlier(issued.key, k, n, 9000)).lower == 0.9


def test_a_proof_keeps_the_digits_that_are_printed() -> None:
    kept = Proof(k=366, n=366, lower=0.989972, upper=0.999901)
    assert (kept.lower, kept.upper) == (0.9899, 1.0)
