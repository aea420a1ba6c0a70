"""The seal of a certificate's PDF: PAdES B-B over every byte, certifying that nothing may change.

The page as Typst printed it stays as it is; the seal is appended (an incremental update), so PDF/A stays PDF/A. Checking
is stricter than PDF readers are: the seal must end the file, cover all of it but its own digits, and be written
byte for byte as this module writes it (docs/adr/0031).
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from desktop.base.errors import DamagedFileError
from desktop.base.wording import _
from desktop.certification.cms import cms_certificate, longest_cms, sign_cms
from desktop.certification.seal_key import SealKey, seal_name

#: ETSI EN 319 142-1: the name of a PAdES signature. 132: printed, locked. No width: the page shows nothing of it.
_SIGNATURE = (
    "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M(D:{at}Z)/Name{name}/Reason{reason}"
    "/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/V/1.2/P 1>>>>]"
    "/ByteRange[0 {start} {end} {rest}]/Contents<{digits}>>>"
)
_WIDGET = "<</Type/Annot/Subtype/Widget/FT/Sig/T(Seal)/F 132/Rect[0 0 0 0]/P {page} 0 R/V {signature} 0 R>>"
_PLACE = "#" * 10
_TRAILER = re.compile(
    rb"trailer\s*<<(/Size (\d+)/Root (\d+) 0 R.*)>>\s*startxref\s*(\d+)\s*%%EOF\s*$", re.DOTALL
)
_PAGE = re.compile(rb"\n(\d+) 0 obj\n(<</Type/Page/.*?)>>\nendobj", re.DOTALL)
_SEALED = re.compile(rb"/ByteRange\[0 (\d{10}) (\d{10}) (\d{10})\]/Contents<([0-9a-f]+)>>>\nendobj\n")
_AT = re.compile(rb"/M\(D:(\d{14})Z\)/Name")


@dataclass(frozen=True)
class Seal:
    """A seal that holds: the name of its certificate (as the QR record says it), and the time it says it was made."""

    name: str
    at: datetime
    certificate: x509.Certificate


def seal_pdf(pdf: bytes, key: SealKey, *, signer: str, reason: str, at: datetime) -> bytes:
    """Return a page printed by Typst with a seal appended. Equal input gives equal bytes.

    Raises ValueError when the PDF is not laid out as Typst lays it out.
    """
    trailer, page = _TRAILER.search(pdf, max(0, pdf.rfind(b"trailer"))), _PAGE.search(pdf)
    if trailer is None or page is None or b"/Annots" in page[2] or b"/ByteRange" in pdf:
        raise ValueError("not an unsealed PDF with a plain trailer and page")
    size, root = int(trailer[2]), int(trailer[3])
    catalogue = re.search(rb"\n%d 0 obj\n(<</Type/Catalog.*?)>>\nendobj" % root, pdf, re.DOTALL)
    if catalogue is None:
        raise ValueError("no catalogue")
    widget, signature = size, size + 1
    room = 2 * longest_cms(key.certificate)
    objects = {
        int(page[1]): page[2].decode("latin-1") + f"/Annots[{widget} 0 R]>>",
        root: catalogue[1].decode("latin-1")
        + f"/AcroForm<</Fields[{widget} 0 R]/SigFlags 3>>/Perms<</DocMDP {signature} 0 R>>>>",
        widget: _WIDGET.format(page=int(page[1]), signature=signature),
        signature: _SIGNATURE.format(
            at=f"{at.astimezone(UTC):%Y%m%d%H%M%S}",
            name=_text(signer),
            reason=_text(reason),
            start=_PLACE,
            end=_PLACE,
            rest=_PLACE,
            digits="0" * room,
        ),
    }
    head = trailer[1].replace(b"/Size %d" % size, b"/Size %d" % (size + 2)).decode("latin-1")
    return _signed(_appended(pdf, objects, f"<<{head}/Prev {int(trailer[4])}>>"), key, room)


def read_seal(content: bytes) -> Seal:
    """Return the seal of a PDF after checking that no byte changed since. Raises DamagedFileError in plain words."""
    place = content.rfind(b"/ByteRange[0 ")
    found = _SEALED.match(content, place) if place >= 0 else None
    if found is None:
        raise DamagedFileError(_("这份 PDF 没有本程序的电子签章，或签章已被改动。"))
    start, end, rest = (int(found[group]) for group in (1, 2, 3))
    if (start, end) != (found.start(4) - 1, found.end(4) + 1) or end + rest != len(content):
        raise DamagedFileError(_("签章之后文件又被加过内容，或被截短。"))
    at = _AT.search(content, max(0, place - 2_000), place)
    cms, padding = _der(bytes.fromhex(found[4].decode("ascii")) if len(found[4]) % 2 == 0 else b"")
    certificate = None if padding.strip(b"\0") else cms_certificate(cms, _digest(content, start, end))
    if certificate is None or at is None or len(found[4]) != 2 * longest_cms(certificate):
        raise DamagedFileError(_("文件内容与签章不符：签发之后被改动过。"))
    try:
        moment = datetime.strptime(at[1].decode("ascii"), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError as fault:
        raise DamagedFileError(_("签章的时间读不懂。")) from fault
    if not certificate.not_valid_before_utc <= moment <= certificate.not_valid_after_utc:
        raise DamagedFileError(_("签章的时间不在签章证书的有效期内。"))
    return Seal(seal_name(certificate.public_bytes(Encoding.DER)), moment, certificate)


def _appended(pdf: bytes, objects: dict[int, str], trailer: str) -> bytes:
    body = bytearray(pdf if pdf.endswith(b"\n") else pdf + b"\n")
    table = ["xref\n"]
    for number in sorted(objects):
        table.append(f"{number} 1\n{len(body):010} 00000 n\r\n")
        body += f"{number} 0 obj\n{objects[number]}\nendobj\n".encode("latin-1")
    place = len(body)
    body += "".join(table).encode("ascii") + f"trailer\n{trailer}\nstartxref\n{place}\n%%EOF\n".encode(
        "latin-1"
    )
    return bytes(body)


def _signed(pdf: bytes, key: SealKey, room: int) -> bytes:
    start = pdf.rindex(b"/Contents<") + len("/Contents")
    end = start + room + 2
    range_ = f"/ByteRange[0 {start:010} {end:010} {len(pdf) - end:010}]".encode("ascii")
    blank = f"/ByteRange[0 {_PLACE} {_PLACE} {_PLACE}]".encode("ascii")
    pdf = pdf.replace(blank, range_)
    cms = sign_cms(_digest(pdf, start, end), key.private, key.certificate)
    return pdf[: start + 1] + cms.hex().ljust(room, "0").encode("ascii") + pdf[end - 1 :]


def _digest(content: bytes, start: int, end: int) -> bytes:
    state = hashlib.sha256(content[:start])
    state.update(content[end:])
    return state.digest()


def _der(content: bytes) -> tuple[bytes, bytes]:
    """Split one DER element of two length bytes from what follows it."""
    if content[:2] != b"\x30\x82":
        return b"", content
    end = 4 + int.from_bytes(content[2:4], "big")
    return content[:end], content[end:]


def _text(value: str) -> str:
    """Return a PDF text string: UTF-16BE in hex, so that nothing needs escaping."""
    return f"<FEFF{value.encode('utf-16-be').hex().upper()}>"
