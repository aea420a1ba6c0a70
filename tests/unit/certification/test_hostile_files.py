"""Files that are handed over as certificates and are something else: huge, packed, foreign, nested without end."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest

from desktop.certification.issuers import Issuers
from desktop.certification.verdict import Context
from desktop.certification.verify import MAX_BYTES, verify, verify_path
from tests.unit.certification.conftest import NOW, Issued

NOBODY = Context(Issuers(), NOW)
XML = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    b'<?xml version="1.0" encoding="UTF-16"?><a/>',
    b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    b"<!DOCTYPE html><title>certificate</title>",
)


def bomb(megabytes: int = 32) -> bytes:
    """A zip that unpacks to far more than it weighs."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("certificate.pdf", b"%PDF-" + b" " * (megabytes * 2**20))
    return held.getvalue()


def test_a_hundred_megabytes_are_refused_by_their_size(tmp_path: Path) -> None:
    path = tmp_path / "大.pdf"
    with path.open("wb") as stream:
        stream.write(b"%PDF-1.7")
        stream.truncate(100 * 2**20)
    verdict = verify_path(path, NOBODY)
    assert not verdict.genuine
    assert "20 MB" in verdict.sentence + "".join(verdict.details)


def test_a_file_of_just_the_limit_is_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "zeros"
    with path.open("wb") as stream:
        stream.truncate(MAX_BYTES)
    verdict = verify_path(path, NOBODY)
    assert not verdict.genuine
    assert "20 MB" not in verdict.sentence


def test_a_bomb_is_not_unpacked() -> None:
    content = bomb()
    assert len(content) < 2**20
    verdict = verify(content, NOBODY)
    assert not verdict.genuine
    assert "不是证书" in verdict.sentence


def test_a_bomb_behind_a_pdf_head_is_refused() -> None:
    packed = zlib.compress(b" " * (32 * 2**20))
    stream = b"1 0 obj <</Filter/FlateDecode/Length %d>> stream\n%b\nendstream endobj" % (len(packed), packed)
    assert not verify(b"%PDF-1.7\n" + stream + b"\n%%EOF", NOBODY).genuine


@pytest.mark.parametrize("content", XML)
def test_xml_is_no_certificate(content: bytes) -> None:
    verdict = verify(content, NOBODY)
    assert not verdict.genuine
    assert "root:" not in json.dumps(verdict.as_json(), ensure_ascii=False)


NESTED = (
    b"{" * 5_000,
    b'{"a":' * 5_000,
    b'{"a":' + b"[" * 50_000,
    b'{"a": 1e999999}',
    b'{"a": ' + b"9" * 10_000 + b"}",
    b'{"a": NaN}',
    b'{"a": 1, "a": 2}',
    b'{"a": "\\ud800"}',
    b'{"\\u0000": 1}',
    b"{}",
)


@pytest.mark.parametrize("content", NESTED)
def test_json_without_end_or_sense_is_refused_in_words(content: bytes) -> None:
    verdict = verify(content, NOBODY)
    assert not verdict.genuine
    assert verdict.sentence
    json.dumps(verdict.as_json(), ensure_ascii=False).encode("utf-8")


WRONG: tuple[Any, ...] = (None, True, 0, -1, "", "x" * 100_000, [], {}, [[]], {"id": "x"})


@pytest.mark.parametrize("value", WRONG)
def test_any_field_of_a_credential_replaced_is_refused(issued: Issued, value: object) -> None:
    for name in issued.document:
        if issued.document[name] == value:
            continue
        content = json.dumps({**issued.document, name: value}, ensure_ascii=False).encode()
        assert not verify(content, issued.known()).genuine, name


def test_any_field_of_a_credential_left_out_is_refused(issued: Issued) -> None:
    for name in issued.document:
        less = {key: value for key, value in issued.document.items() if key != name}
        assert not verify(json.dumps(less).encode(), issued.known()).genuine, name


def test_a_field_added_to_a_credential_is_refused(issued: Issued) -> None:
    more = {**issued.document, "level": "L9"}
    assert not verify(json.dumps(more).encode(), issued.known()).genuine


@pytest.mark.parametrize("suffix", [".pdf", ".dscred", ".txt"])
def test_the_name_of_a_file_says_nothing_about_it(issued: Issued, tmp_path: Path, suffix: str) -> None:
    content = issued.files[suffix]
    for name in ("犇 翀.exe", "no-suffix", "=cmd.csv"):
        path = tmp_path / name
        path.write_bytes(content)
        assert verify_path(path, issued.known()).genuine


@pytest.mark.parametrize("suffix", [".pdf", ".dscred", ".txt"])
def test_a_file_copied_onto_itself_twice_is_no_certificate(issued: Issued, suffix: str) -> None:
    assert not verify(issued.files[suffix] * 2, issued.known()).genuine


@pytest.mark.parametrize("suffix", [".pdf", ".dscred", ".txt"])
@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 0.99])
def test_a_file_cut_short_is_no_certificate(issued: Issued, suffix: str, share: float) -> None:
    content = issued.files[suffix]
    assert not verify(content[: int(len(content) * share)], issued.known()).genuine
