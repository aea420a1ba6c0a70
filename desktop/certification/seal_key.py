"""The key that seals PDFs. PDF readers do not know Ed25519, so the site has an ECDSA P-256 key with a certificate too.

Trust does not rest on that certificate: the QR record, signed by the site key, names it (docs/adr/0031).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.x509.oid import NameOID

from desktop.base.errors import DamagedFileError, KnownError
from desktop.base.refusals import reason, remedy
from desktop.base.wording import _
from desktop.certification.keys import SiteKey, fingerprint, guard, keep_secret, pem

SEAL_FILE = "site-seal-p256.pem"
VALID_DAYS = 3_652
MOST_COMMON_NAME = 64
NAME_BYTES = 16


@dataclass(frozen=True)
class SealKey:
    """The key pair and self-made certificate that a site's PDFs are sealed with."""

    private: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def name(self) -> str:
        """The name the QR record gives the certificate."""
        return seal_name(self.certificate.public_bytes(Encoding.DER))

    def time_for(self, moment: datetime) -> datetime:
        """Return a signing time within the certificate's: that moment, or its start for a page printed again."""
        start = self.certificate.not_valid_before_utc
        return min(max(moment, start), self.certificate.not_valid_after_utc)


def seal_name(certificate: bytes) -> str:
    """Return the first 16 bytes of the SHA-256 of a DER certificate, in hex."""
    return hashlib.sha256(certificate).hexdigest()[: 2 * NAME_BYTES]


def seal_key(folder: Path, *, site: str, key: SiteKey, now: datetime) -> SealKey:
    """Return the site's seal, making it when there is none yet, or none of this site, key and time.

    Nothing is lost with an old one: every sealed PDF carries its certificate. Raises KnownError.
    """
    path = folder / SEAL_FILE
    if path.exists():
        known = _load(path)
        if known.certificate.subject == _subject(site, key) and _in_time(known.certificate, now):
            return known
    private = ec.generate_private_key(ec.SECP256R1())
    made = SealKey(private, _certificate(private, _subject(site, key), now))
    keep_secret(path, pem(private) + made.certificate.public_bytes(Encoding.PEM))
    return made


def known_seal(folder: Path) -> SealKey | None:
    """Return the site's seal without making one, None when there is none. Raises KnownError when it is damaged."""
    path = folder / SEAL_FILE
    return _load(path) if path.exists() else None


def _subject(site: str, key: SiteKey) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, _shortened(site)),
            x509.NameAttribute(NameOID.SERIAL_NUMBER, fingerprint(key.public)),
        ]
    )


def _shortened(site: str) -> str:
    """Return a name cut to the 64 bytes that X.509 allows, at a whole character."""
    return site.encode("utf-8")[:MOST_COMMON_NAME].decode("utf-8", "ignore")


def _in_time(certificate: x509.Certificate, now: datetime) -> bool:
    return certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc


def _certificate(private: ec.EllipticCurvePrivateKey, subject: x509.Name, now: datetime) -> x509.Certificate:
    public = private.public_key()
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=VALID_DAYS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .sign(private, hashes.SHA256())
    )


def _load(path: Path) -> SealKey:
    guard(path)
    try:
        content = path.read_bytes()
        private = load_pem_private_key(content, password=None)
        certificate = x509.load_pem_x509_certificate(content)
    except OSError as fault:
        raise KnownError(
            _("签章密钥读不出来：{reason}。", reason=reason(fault)), where=str(path), remedy=remedy(fault)
        ) from fault
    except (ValueError, TypeError, UnsupportedAlgorithm) as fault:
        raise _damaged(path) from fault
    if (
        not isinstance(private, ec.EllipticCurvePrivateKey)
        or private.public_key() != certificate.public_key()
    ):
        raise _damaged(path)
    return SealKey(private, certificate)


def _damaged(path: Path) -> DamagedFileError:
    return DamagedFileError(
        _("签章密钥已损坏。"),
        where=str(path),
        remedy=_("请把这个文件移走；下次签发会做一把新的，已发的证书不受影响。"),
    )
