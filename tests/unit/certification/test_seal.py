"""The seal of the PDF: no byte of the file can change, be added or be left out without being found."""

from __future__ import annotations

import hashlib
import io
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from desktop.base.errors import DamagedFileError
from desktop.certification.cms import MOST_BYTES, cms_certificate, sign_cms
from desktop.certification.keys import site_key
from desktop.certification.pdf import print_certificate
from desktop.certification.seal import read_seal, seal_pdf
from desktop.certification.seal_key import seal_key
from tests.unit.certification.conftest import NOW, Issued
from tests.unit.certification.flips import flips


@pytest.fixture(scope="module")
def page(issued: Issued, assets: Path) -> bytes:
    """The certificate before it is sealed."""
    return print_certificate(
        issued.source,
        public=issued.key.public,
        qr_text=issued.document["code"],
        credential=issued.files[".dscred"],
        assets=assets,
    )


def test_the_seal_says_who_and_when(issued: Issued) -> None:
    seal = read_seal(issued.files[".pdf"])
    assert seal.name == issued.seal.name
    assert seal.at == NOW
    assert seal.certificate == issued.seal.certificate


def test_one_flipped_byte_anywhere_is_found(issued: Issued) -> None:
    for content in flips(issued.files[".pdf"], 200):
        with pytest.raises(DamagedFileError):
            read_seal(content)


def test_one_flipped_byte_inside_the_signature_itself_is_found(issued: Issued, page: bytes) -> None:
    # PDF readers do not look at the case of the digits nor at the padding behind them; here every bit counts.
    for content in flips(issued.files[".pdf"], 1_500, seed=11, start=len(page)):
        with pytest.raises(DamagedFileError):
            read_seal(content)


def test_the_case_of_the_digits_and_the_padding_count_too(issued: Issued) -> None:
    pdf = issued.files[".pdf"]
    start = pdf.rindex(b"/Contents<") + len(b"/Contents<")
    end = pdf.index(b">", start)
    upper = pdf[:start] + pdf[start:end].upper() + pdf[end:]
    padded = pdf[: end - 2] + (b"02" if pdf[end - 2 : end] == b"01" else b"01") + pdf[end:]
    for content in (upper, padded):
        with pytest.raises(DamagedFileError):
            read_seal(content)


@pytest.mark.parametrize("more", [b"\n", b" ", b"%%EOF\n", b"1 0 obj\n<<>>\nendobj\n"])
def test_anything_added_behind_is_found(issued: Issued, more: bytes) -> None:
    with pytest.raises(DamagedFileError, match="加过内容"):
        read_seal(issued.files[".pdf"] + more)


@pytest.mark.parametrize("kept", [0, 5, 1_000, 60_000, -1, -500])
def test_anything_left_out_is_found(issued: Issued, kept: int) -> None:
    with pytest.raises(DamagedFileError):
        read_seal(issued.files[".pdf"][:kept])


def test_a_stretch_moved_from_the_middle_is_found(issued: Issued) -> None:
    pdf = issued.files[".pdf"]
    with pytest.raises(DamagedFileError):
        read_seal(pdf[:1_000] + pdf[2_000:])
    with pytest.raises(DamagedFileError):
        read_seal(pdf[:1_000] + pdf[1_500:2_000] + pdf[1_000:1_500] + pdf[2_000:])


def test_a_second_seal_over_the_first_is_refused_as_a_layout_we_never_write(
    issued: Issued, tmp_path: Path
) -> None:
    stranger = seal_key(tmp_path, site="别人", key=site_key(tmp_path), now=NOW)
    with pytest.raises(ValueError, match="plain trailer and page"):
        seal_pdf(issued.files[".pdf"], stranger, signer="别人", reason="x", at=NOW)


def test_equal_input_gives_equal_bytes(issued: Issued, page: bytes) -> None:
    sealed = [
        seal_pdf(page, issued.seal, signer="实训点", reason="岗位能力证明", at=NOW) for _again in range(2)
    ]
    assert sealed[0] == sealed[1]


def test_the_printed_page_is_untouched_under_the_seal(issued: Issued, page: bytes) -> None:
    assert issued.files[".pdf"].startswith(page)
    added = issued.files[".pdf"][len(page) :]
    assert b"/OutputIntents" in added
    assert b"/Metadata" in added
    assert not re.search(rb"/(JavaScript|JS|OpenAction|AA|Launch|URI|Encrypt|Version)\b", added)
    assert len(added) < 4_000


def test_pdf_a_2b_is_still_declared_with_its_colour_profile_and_embedded_fonts(issued: Issued) -> None:
    pdf = issued.files[".pdf"]
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in pdf
    assert pdf.count(b"/Type/OutputIntent") == 1
    assert pdf.startswith(b"%PDF-1.7")
    assert b"/FontFile2" in pdf or b"/FontFile3" in pdf


def test_a_judge_that_is_not_ours_finds_it_sound_whole_and_unchanged(issued: Issued) -> None:
    reader = PdfFileReader(io.BytesIO(issued.files[".pdf"]))
    (signature,) = reader.embedded_signatures
    trust = ValidationContext(trust_roots=[signature.signer_cert], allow_fetching=False, moment=NOW)
    status = validate_pdf_signature(signature, trust)
    assert status.bottom_line
    assert status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    assert status.modification_level == ModificationLevel.NONE
    assert status.docmdp_ok
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    attributes = {entry["type"].native for entry in signature.signer_info["signed_attrs"]}
    assert attributes == {
        "content_type",
        "message_digest",
        "signing_certificate_v2",
    }  # PAdES B-B, no signing time


def test_the_seal_that_a_general_judge_makes_is_not_taken_for_ours(issued: Issued, page: bytes) -> None:
    from asn1crypto import keys, x509
    from cryptography.hazmat.primitives import serialization
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    private = issued.seal.private.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    certificate = x509.Certificate.load(issued.seal.certificate.public_bytes(serialization.Encoding.DER))
    signer = signers.SimpleSigner(
        signing_cert=certificate,
        signing_key=keys.PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore(),
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(page))
    signed = signers.sign_pdf(writer, signers.PdfSignatureMetadata(field_name="Seal"), signer=signer)
    with pytest.raises(DamagedFileError, match="没有本程序的电子签章"):
        read_seal(signed.getvalue())


def test_a_seal_outside_its_certificates_years_is_refused(issued: Issued, page: bytes) -> None:
    for at in (NOW - timedelta(days=3), NOW + timedelta(days=5_000)):
        sealed = seal_pdf(page, issued.seal, signer="实训点", reason="x", at=at)
        with pytest.raises(DamagedFileError, match="有效期"):
            read_seal(sealed)


def test_a_page_printed_again_under_a_younger_seal_bears_a_time_the_seal_allows(tmp_path: Path) -> None:
    seal = seal_key(tmp_path, site="甲", key=site_key(tmp_path), now=NOW)
    start = seal.certificate.not_valid_before_utc
    assert seal.time_for(NOW) == NOW
    assert seal.time_for(NOW - timedelta(days=400)) == start
    assert seal.time_for(datetime(2099, 1, 1, tzinfo=UTC)) == seal.certificate.not_valid_after_utc


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7\n", b"%PDF-1.7\n/ByteRange[0 1 2 3]", b"/ByteRange[0 " * 10_000, bytes(100_000)],
)
def test_what_is_not_sealed_is_told(content: bytes) -> None:
    with pytest.raises(DamagedFileError, match="没有本程序的电子签章"):
        read_seal(content)


def test_a_pdf_of_another_make_is_not_sealed_blindly(issued: Issued, page: bytes) -> None:
    for other in (b"%PDF-1.7", page.replace(b"/Type/Catalog", b"/Type/Cutalog"), page + b"trailing"):
        with pytest.raises(ValueError, match=r"."):
            seal_pdf(other, issued.seal, signer="x", reason="x", at=NOW)


def test_the_signature_holds_for_its_digest_alone(issued: Issued) -> None:
    digest = hashlib.sha256(b"content").digest()
    cms = sign_cms(digest, issued.seal.private, issued.seal.certificate)
    assert cms_certificate(cms, digest) == issued.seal.certificate
    assert cms_certificate(cms, hashlib.sha256(b"Content").digest()) is None
    assert cms_certificate(cms + b"\0", digest) is None
    assert cms_certificate(b"", digest) is None
    assert cms_certificate(bytes(MOST_BYTES + 1), digest) is None


def test_no_flipped_bit_makes_the_certificate_reader_stumble(issued: Issued) -> None:
    digest = hashlib.sha256(b"content").digest()
    cms = sign_cms(digest, issued.seal.private, issued.seal.certificate)
    for changed in flips(cms, len(cms)):
        assert cms_certificate(changed, digest) is None
