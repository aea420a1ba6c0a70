"""A certificate in all its forms, from one source record: what the journal keeps, and the files printed from it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from desktop.base.errors import KnownError
from desktop.base.wording import _
from desktop.certification.compact import make_compact
from desktop.certification.credential import (
    credential_bytes,
    credential_name,
    make_credential,
    read_credential,
)
from desktop.certification.keys import SiteKey
from desktop.certification.pdf import print_certificate
from desktop.certification.seal import seal_pdf
from desktop.certification.seal_key import SealKey
from desktop.certification.source import Source


def make_document(source: Source, key: SiteKey, seal: SealKey) -> dict[str, Any]:
    """Return what the journal keeps of an issued certificate: the signed credential and the QR text."""
    credential = make_credential(source, key)
    return {"credential": credential, "code": _code(source, key, seal, credential)}


def print_files(
    document: Mapping[str, Any], key: SiteKey, seal: SealKey, *, assets: Path
) -> dict[str, bytes]:
    """Return the files of an issued certificate by suffix: ``.pdf``, ``.dscred``, ``.txt``. Raises KnownError.

    The same document gives the same bytes as long as the seal is the same and the language is.
    """
    credential = document["credential"]
    checked = read_credential(credential)
    if checked.public != key.public:
        raise KnownError(
            _("这张证书是用另一把签名密钥签发的，不能重印。"),
            where=checked.source.number,
            remedy=_("请从备份恢复当时的密钥文件。"),
        )
    source, content = checked.source, credential_bytes(credential)
    code = _code(source, key, seal, credential)
    page = print_certificate(source, public=key.public, qr_text=code, credential=content, assets=assets)
    reason = _("岗位能力证明 {number}", number=source.number)
    sealed = seal_pdf(page, seal, signer=source.site, reason=reason, at=seal.time_for(source.issued_at))
    return {".pdf": sealed, ".dscred": content, ".txt": code.encode("ascii")}


def _code(source: Source, key: SiteKey, seal: SealKey, credential: Mapping[str, Any]) -> str:
    document = credential_name(credential_bytes(credential))
    return make_compact(source, key, document=document, seal=seal.name)
