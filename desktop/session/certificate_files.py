"""Where the files of a certificate lie."""

from __future__ import annotations

from pathlib import Path

from desktop.base.places import Places
from desktop.records.queries.credentials import Credential
from desktop.session.shown import CertificateShown

FOLDER = "certificates"


def certificate_file(places: Places, number: str, suffix: str) -> Path:
    """Return the path of a certificate's file, say ``DS-2026-8K3M2P.pdf``. The name is plain: it goes on any stick."""
    return places.exports / FOLDER / f"{number}{suffix}"


def shown_files(places: Places, credential: Credential) -> CertificateShown:
    """Return an issued certificate with its files."""
    pdf, document, text = (
        str(certificate_file(places, credential.number, suffix)) for suffix in (".pdf", ".dscred", ".txt")
    )
    return CertificateShown(credential.number, pdf, document, text)
