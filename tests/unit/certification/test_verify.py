"""One verdict for every form of a certificate, and for everything that is none; it never raises."""

from __future__ import annotations

import json
import os
import random
import socket
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.base.errors import KnownError
from desktop.certification.certificate import make_document
from desktop.certification.issuers import Issuers
from desktop.certification.keys import fingerprint
from desktop.certification.pdf import print_certificate
from desktop.certification.seal import seal_pdf
from desktop.certification.verdict import Context, Verdict, overall
from desktop.certification.verify import MAX_BYTES, verify, verify_path
from tests.unit.certification.conftest import NOW, Issued, issue_all, make_source
from tests.unit.certification.flips import flips

STRANGER = Context(Issuers(), NOW)


def said(verdict: Verdict) -> str:
    return "\n".join([verdict.sentence, *verdict.details])


@pytest.mark.parametrize(
    ("suffix", "kind"), [(".pdf", "certificate"), (".dscred", "credential"), (".txt", "code")]
)
def test_every_form_is_genuine_to_the_site_that_issued_it(issued: Issued, suffix: str, kind: str) -> None:
    verdict = verify(issued.files[suffix], issued.known())
    assert verdict.genuine
    assert verdict.kind == kind
    assert verdict.sentence == "真实：由“御河街道家门口实训点”签发，内容没有改动。在有效期内。"
    assert verdict.facts["number"] == issued.source.number
    assert verdict.facts["issuer_known"]
    assert not verdict.facts["expired"]
    text = said(verdict)
    assert issued.source.name in text
    assert "300/302" in text
    assert "吊销" in text
    assert "核对证件" in text


def test_pdf_and_credential_say_tolerance_interval_and_order(issued: Issued) -> None:
    for suffix in (".pdf", ".dscred"):
        text = said(verify(issued.files[suffix], issued.known()))
        assert issued.source.tolerance in text
        assert "95% 置信区间 97.62%–99.92%" in text
        assert "25 道题" in text
        assert "ORD-CV-01 车辆行人 2D 框" in text
        assert "尚未经中心复核" in text


def test_red_lines_are_in_every_form_that_has_room_for_them(tmp_path: Path, assets: Path) -> None:
    made = issue_all(make_source(red_lines={"crossed": 1, "n": 40, "allowed": 2}), tmp_path / "keys", assets)
    for suffix in (".pdf", ".dscred"):
        verdict = verify(made.files[suffix], made.known())
        assert "实操安全红线：判定 40 处，判错 1 处，允许 2 处" in said(verdict)
        assert verdict.facts["red_lines"] == {"crossed": 1, "n": 40, "allowed": 2}


def test_an_unknown_key_is_said_first_and_its_fingerprint_given(issued: Issued) -> None:
    for content in issued.files.values():
        verdict = verify(content, STRANGER)
        assert verdict.genuine is None
        assert verdict.intact
        assert not verdict.issuer_known
        assert not verdict.facts["issuer_known"]
        assert verdict.sentence.startswith("签名完好，内容没有改动；但不认识签名的公钥")
        assert f"公钥指纹 {fingerprint(issued.key.public)}：请向签发单位或中心核对" in said(verdict)


def test_a_key_known_by_its_fingerprint_or_as_itself_makes_it_genuine(issued: Issued) -> None:
    public = issued.key.public
    for issuers in (Issuers({public: ""}), Issuers(fingerprints=frozenset({fingerprint(public)}))):
        for content in issued.files.values():
            verdict = verify(content, Context(issuers, NOW))
            assert (verdict.genuine, verdict.intact, verdict.issuer_known) == (True, True, True)
            assert verdict.facts["public_key"] == public.hex()
    other = Issuers({bytes(32): ""}, frozenset({fingerprint(bytes(32))}))
    assert verify(issued.files[".pdf"], Context(other, NOW)).genuine is None


def test_what_was_altered_is_a_no_whoever_is_known(issued: Issued) -> None:
    content = issued.files[".dscred"].replace("犇翀玥".encode(), "李某某".encode())
    for context in (STRANGER, issued.known()):
        verdict = verify(content, context)
        assert (verdict.genuine, verdict.intact, verdict.issuer_known) == (False, False, False)


def test_of_several_the_worst_holds(issued: Issued) -> None:
    sure, open_ = verify(issued.files[".txt"], issued.known()), verify(issued.files[".txt"], STRANGER)
    no = verify(b"nothing", STRANGER)
    assert overall([sure, sure]) is True
    assert overall([sure, open_]) is None
    assert overall([sure, open_, no]) is False


def test_only_what_leaves_nothing_to_compare_by_hand_is_certain(issued: Issued) -> None:
    content = issued.files[".pdf"]
    assert verify(content, issued.known()).certain
    assert not verify(content, STRANGER).certain
    assert not verify(content, issued.known(now=NOW + timedelta(days=800))).certain
    assert not verify(b"nothing", issued.known()).certain


def test_a_known_centre_is_called_by_the_name_this_pc_knows(issued: Issued) -> None:
    verdict = verify(issued.files[".dscred"], Context(Issuers({issued.key.public: "市培训中心"}), NOW))
    assert "由“市培训中心”签发" in verdict.sentence


def test_expiry_is_said_and_does_not_make_it_false(issued: Issued) -> None:
    for content in issued.files.values():
        last_day = verify(content, issued.known(now=NOW + timedelta(days=730)))
        after = verify(content, issued.known(now=NOW + timedelta(days=732)))
        assert not last_day.facts["expired"]
        assert after.genuine
        assert after.facts["expired"]
        assert "已过有效期" in after.sentence


def test_a_pc_clock_before_the_issue_is_pointed_out(issued: Issued) -> None:
    assert "检查这台电脑的日期" in said(
        verify(issued.files[".dscred"], issued.known(now=NOW - timedelta(days=9)))
    )


@pytest.mark.parametrize("suffix", [".pdf", ".dscred", ".txt"])
def test_one_flipped_byte_anywhere_is_always_found(issued: Issued, suffix: str) -> None:
    for content in flips(issued.files[suffix], 200, seed=23):
        verdict = verify(content, issued.known())
        assert not verdict.genuine
        assert verdict.sentence.startswith("不能认定为真：")
        assert verdict.facts["failed"]


def test_a_page_sealed_again_by_a_stranger_is_found(issued: Issued, tmp_path: Path, assets: Path) -> None:
    # The stranger prints a page with another name on it, keeps our code and credential, and seals it all anew.
    stranger = issue_all(make_source(), tmp_path, assets)
    page = print_certificate(
        make_source(name="王五"),
        public=issued.key.public,
        qr_text=issued.document["code"],
        credential=issued.files[".dscred"],
        assets=assets,
    )
    forged = seal_pdf(page, stranger.seal, signer="x", reason="x", at=NOW)
    verdict = verify(forged, issued.known())
    assert not verdict.genuine
    assert "签章所用的证书不是签发单位的那一张" in verdict.sentence


def test_a_page_with_the_code_of_one_and_the_credential_of_another_is_found(
    tmp_path: Path, assets: Path
) -> None:
    one = issue_all(make_source(), tmp_path, assets)
    other = make_document(make_source(number="DS-2026-ZZZZZZ", name="王五"), one.key, one.seal)
    from desktop.certification.credential import credential_bytes

    page = print_certificate(
        one.source,
        public=one.key.public,
        qr_text=one.document["code"],
        credential=credential_bytes(other["credential"]),
        assets=assets,
    )
    verdict = verify(seal_pdf(page, one.seal, signer="x", reason="x", at=NOW), one.known())
    assert "不是二维码所指的那一份" in verdict.sentence


def test_a_code_that_says_other_than_its_credential_is_found(tmp_path: Path, assets: Path) -> None:
    from desktop.certification.compact import make_compact
    from desktop.certification.credential import credential_name

    one = issue_all(make_source(), tmp_path, assets)
    lying = make_compact(
        make_source(name="王五"), one.key, document=credential_name(one.files[".dscred"]), seal=one.seal.name
    )
    page = print_certificate(
        one.source, public=one.key.public, qr_text=lying, credential=one.files[".dscred"], assets=assets
    )
    verdict = verify(seal_pdf(page, one.seal, signer="x", reason="x", at=NOW), one.known())
    assert "与二维码不一致" in verdict.sentence


def test_the_text_of_the_code_may_come_from_any_editor(issued: Issued) -> None:
    code = issued.document["code"]
    for content in (
        b"\xef\xbb\xbf" + code.encode(),
        code.encode() + b"\r\n",
        code.encode("utf-16"),
        b"\xfe\xff" + code.encode("utf-16-be"),
    ):
        assert verify(content, issued.known()).genuine


def test_a_credential_laid_out_anew_by_a_mail_program_holds(issued: Issued) -> None:
    content = b"\xef\xbb\xbf" + json.dumps(issued.document["credential"], indent=1).encode()
    assert verify(content, issued.known()).genuine


@pytest.mark.parametrize("head", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"BM", b"RIFF"])
def test_a_picture_is_sent_to_the_telephone(head: bytes) -> None:
    verdict = verify(head + bytes(100), STRANGER)
    assert verdict.kind == "picture"
    assert not verdict.genuine
    assert "用手机扫图中的二维码" in said(verdict)


@pytest.mark.parametrize(
    "content", [b"", b"\0", "就是一段文字".encode(), b"PK\x03\x04" + bytes(50), b"   \r\n"]
)
def test_anything_else_is_named_as_such(content: bytes) -> None:
    verdict = verify(content, STRANGER)
    assert verdict.kind == "unknown"
    assert "不是证书" in verdict.sentence


@given(st.binary(max_size=2_000))
def test_random_bytes_never_raise(content: bytes) -> None:
    for head in (b"", b"%PDF-1.7\n", b"{", b"DS1:"):
        assert not verify(head + content, STRANGER).genuine


def test_ragged_pieces_of_a_real_certificate_never_raise(issued: Issued) -> None:
    chance = random.Random(5)
    pdf = issued.files[".pdf"]
    for _piece in range(100):
        start, end = sorted(chance.sample(range(len(pdf)), 2))
        assert not verify(b"%PDF-1.7\n" + pdf[start:end], issued.known()).genuine
        assert not verify(pdf[:start] + pdf[end:], issued.known()).genuine


@pytest.mark.parametrize(
    "content",
    [
        b"{" * 200_000,
        b'{"a":' * 200_000,
        b'{"issuer":{"id":"did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"},"proof":'
        + b"[" * 50_000,
        b"%PDF-1.7\n" + b"/ByteRange[0 0000000000 0000000000 0000000000]/Contents<" + b"0" * 2_000_000,
        b"%PDF-1.7\n" + b"<pdf:Keywords>" * 200_000,
        b"%PDF-1.7\n" + b"<</Length 99999999/Type/EmbeddedFile/Filter/FlateDecode" * 50_000,
        b"DS1:" + b"A" * 15_000,
    ],
)
def test_hostile_files_are_refused_soon(content: bytes) -> None:
    assert not verify(content, STRANGER).genuine


def test_a_hostile_certificate_inside_the_signature_is_refused(issued: Issued) -> None:
    pdf = issued.files[".pdf"]
    start = pdf.rindex(b"/Contents<") + len(b"/Contents<")
    for digits in (b"30820fff", b"3080", b"30820004deadbeef"):
        hostile = pdf[:start] + digits + pdf[start + len(digits) :]
        assert not verify(hostile, issued.known()).genuine


def test_a_file_beyond_twenty_megabytes_is_not_even_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    with path.open("wb") as stream:
        stream.write(b"%PDF-1.7\n")
        stream.truncate(MAX_BYTES + 1)
    assert "超过 20 MB" in verify_path(path, STRANGER).sentence


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="读不出来"):
        verify_path(tmp_path / "没有.pdf", STRANGER)
    with pytest.raises(KnownError, match="不是文件"):
        verify_path(tmp_path, STRANGER)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(KnownError, match="不是文件"):
            verify_path(tmp_path / "pipe", STRANGER)


def test_a_verdict_goes_into_json_as_it_is(issued: Issued) -> None:
    for content in (*issued.files.values(), b"nothing"):
        value = verify(content, issued.known()).as_json()
        assert json.loads(json.dumps(value)).keys() == {
            "genuine", "intact", "issuer_known", "kind", "sentence", "details", "facts"
        }  # fmt: skip


def test_checking_opens_no_socket_and_loads_no_network_library(
    issued: Issued, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    for content in issued.files.values():
        assert verify(content, issued.known()).genuine
    import subprocess

    program = (
        "import sys, desktop.certification.verify, desktop.certification.certificate;"
        "print([m for m in ('ssl', 'asyncio', 'http', 'urllib.request', 'pyhanko', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
