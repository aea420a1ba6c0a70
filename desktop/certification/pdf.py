"""The certificate as a PDF/A-2b page, printed by Typst from the source record. Sealing it comes after.

PDF/A-2 allows no attachment that is not PDF/A itself, so the signed record and the JSON credential travel in the
document's keywords (docs/adr/0031).
"""

from __future__ import annotations

import base64
import binascii
import io
import json
import re
import zlib
from pathlib import Path

from desktop.base.errors import DamagedFileError, KnownError
from desktop.base.wording import _
from desktop.certification.page import page_facts
from desktop.certification.source import Source

TEMPLATE = "certificate.typ"
MAX_CREDENTIAL = 2**20
#: Before the credential in the keywords: deflated, base64url.
CREDENTIAL_PREFIX = "VC1:"
_KEYWORDS = re.compile(
    rb"<pdf:Keywords>[^<]{0,200}?(DS1:[0-9A-Z $%*+\-./:]{1,4300}), VC1:([0-9A-Za-z_=-]{1,65536})</pdf:Keywords>"
)


def print_certificate(
    source: Source, *, public: bytes, qr_text: str, credential: bytes, assets: Path
) -> bytes:
    """Return the certificate of a source record as PDF bytes. Raises KnownError when Typst refuses.

    QR text and credential stand in the document's keywords: the file alone says all that it proves.
    """
    # Typst is a 30 MB library: loaded when a certificate is printed, never at start-up.
    import typst

    facts = page_facts(source, public=public, fonts=assets / "fonts")
    packed = base64.urlsafe_b64encode(zlib.compress(credential, 9)).decode("ascii")
    facts["keywords"] = [source.number, qr_text, f"{CREDENTIAL_PREFIX}{packed}"]
    inputs = {"facts": json.dumps(facts, ensure_ascii=False), "qr": qr_svg(qr_text)}
    try:
        pdf = typst.compile(
            assets / "templates" / TEMPLATE,
            font_paths=[assets / "fonts"],
            ignore_system_fonts=True,
            sys_inputs=inputs,
            pdf_standards="a-2b",
            format="pdf",
        )
    except RuntimeError as fault:
        raise KnownError(_("证书排版失败：{reason}", reason=fault)) from fault
    return bytes(pdf)


def carried(pdf: bytes) -> tuple[str, bytes]:
    """Return the QR text and the credential's bytes that a certificate carries. Raises DamagedFileError."""
    words = _KEYWORDS.search(pdf)
    if words is None:
        raise DamagedFileError(_("这份 PDF 里没有二维码文本或凭证，不是本程序签发的证书。"))
    engine = zlib.decompressobj()
    try:
        credential = engine.decompress(base64.urlsafe_b64decode(words[2]), MAX_CREDENTIAL)
    except (zlib.error, binascii.Error) as fault:
        raise DamagedFileError(_("PDF 里的凭证已损坏。")) from fault
    if engine.unconsumed_tail:
        raise DamagedFileError(_("PDF 里的凭证过大。"))
    return words[1].decode("ascii"), credential


def qr_svg(text: str) -> str:
    """Return the QR code of a text as SVG, error correction level M, four modules of quiet zone."""
    import segno

    buffer = io.BytesIO()
    segno.make(text, error="m", boost_error=False).save(
        buffer, kind="svg", border=4, dark="#1B2430", xmldecl=False
    )
    return buffer.getvalue().decode("utf-8")
