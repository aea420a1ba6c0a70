"""The signature inside a sealed PDF: CMS SignedData of one fixed shape (RFC 5652, RFC 5035, PAdES B-B).

It is only ever written, never parsed: to check one, take its certificate and signature out, write it again and compare
the bytes. So no byte of it can differ without being found.
"""

from __future__ import annotations

import hashlib
import warnings

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import load_der_pkcs7_certificates

SEQUENCE, SET, INTEGER, OCTETS, OBJECT_ID = 0x30, 0x31, 0x02, 0x04, 0x06
TAGGED_0, TAGGED_4 = 0xA0, 0xA4
#: Ours is under a thousand bytes; a longer one is not worth looking at.
MOST_BYTES = 8_192
#: DER of the object identifiers, without tag and length.
DATA = bytes.fromhex("2a864886f70d010701")
SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
CONTENT_TYPE = bytes.fromhex("2a864886f70d010903")
MESSAGE_DIGEST = bytes.fromhex("2a864886f70d010904")
SIGNING_CERTIFICATE_V2 = bytes.fromhex("2a864886f70d010910022f")
SHA_256 = bytes.fromhex("608648016503040201")
ECDSA_SHA_256 = bytes.fromhex("2a8648ce3d040302")
#: What a hostile certificate makes the parser raise.
_UNREADABLE = (
    ValueError, TypeError, IndexError, OverflowError, Warning, UnsupportedAlgorithm, x509.InvalidVersion
)  # fmt: skip
#: A P-256 signature in DER: two integers of at most 33 bytes each.
LONGEST_SIGNATURE = 72


def sign_cms(digest: bytes, key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate) -> bytes:
    """Return the SignedData over a SHA-256 digest. Equal input gives equal bytes (RFC 6979)."""
    message = _signed_attributes(digest, certificate, tag=SET)
    signature = key.sign(message, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))
    return _signed_data(digest, certificate, signature)


def cms_certificate(cms: bytes, digest: bytes) -> x509.Certificate | None:
    """Return the certificate whose owner signed ``digest`` with exactly these CMS bytes, or None."""
    if len(cms) > MOST_BYTES:
        return None
    try:
        with warnings.catch_warnings():
            # cryptography warns of certificates that others write wrongly; here they are simply not ours.
            warnings.simplefilter("error")
            certificate = load_der_pkcs7_certificates(cms)[0]
            # All that can be of another length is the signature, and it stands at the end.
            length = LONGEST_SIGNATURE - (longest_cms(certificate) - len(cms))
            signature = cms[-length:] if 0 < length <= LONGEST_SIGNATURE else b""
            if _signed_data(digest, certificate, signature) == cms and _fits(certificate, signature, digest):
                return certificate
    except _UNREADABLE:
        pass
    return None


def longest_cms(certificate: x509.Certificate) -> int:
    """Return how many bytes the CMS of this certificate takes at most."""
    return len(_signed_data(bytes(32), certificate, bytes(LONGEST_SIGNATURE)))


def _fits(certificate: x509.Certificate, signature: bytes, digest: bytes) -> bool:
    key = certificate.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        return False
    try:
        key.verify(signature, _signed_attributes(digest, certificate, tag=SET), ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


def _signed_data(digest: bytes, certificate: x509.Certificate, signature: bytes) -> bytes:
    signer = _tlv(
        SEQUENCE,
        _integer(1),
        _issuer_and_serial(certificate),
        _algorithm(SHA_256),
        _signed_attributes(digest, certificate, tag=TAGGED_0),
        _algorithm(ECDSA_SHA_256),
        _tlv(OCTETS, signature),
    )
    content = _tlv(
        SEQUENCE,
        _integer(1),
        _tlv(SET, _algorithm(SHA_256)),
        _tlv(SEQUENCE, _tlv(OBJECT_ID, DATA)),
        _tlv(TAGGED_0, certificate.public_bytes(Encoding.DER)),
        _tlv(SET, signer),
    )
    return _tlv(SEQUENCE, _tlv(OBJECT_ID, SIGNED_DATA), _tlv(TAGGED_0, content))


def _signed_attributes(digest: bytes, certificate: x509.Certificate, *, tag: int) -> bytes:
    # RFC 5652 §5.4: signed as SET OF, written with the implicit tag [0]. PAdES B-B: no signing time in here, the
    # certificate named by its hash (RFC 5035; SHA-256 is the default and therefore not written).
    named = _tlv(OCTETS, hashlib.sha256(certificate.public_bytes(Encoding.DER)).digest())
    general_names = _tlv(SEQUENCE, _tlv(TAGGED_4, certificate.issuer.public_bytes()))
    issuer_serial = _tlv(SEQUENCE, general_names, _integer(certificate.serial_number))
    signing_certificate = _tlv(SEQUENCE, _tlv(SEQUENCE, _tlv(SEQUENCE, named, issuer_serial)))
    attributes = (
        _attribute(CONTENT_TYPE, _tlv(OBJECT_ID, DATA)),
        _attribute(MESSAGE_DIGEST, _tlv(OCTETS, digest)),
        _attribute(SIGNING_CERTIFICATE_V2, signing_certificate),
    )
    return _tlv(tag, *sorted(attributes))


def _attribute(kind: bytes, value: bytes) -> bytes:
    return _tlv(SEQUENCE, _tlv(OBJECT_ID, kind), _tlv(SET, value))


def _issuer_and_serial(certificate: x509.Certificate) -> bytes:
    return _tlv(SEQUENCE, certificate.issuer.public_bytes(), _integer(certificate.serial_number))


def _algorithm(kind: bytes) -> bytes:
    return _tlv(SEQUENCE, _tlv(OBJECT_ID, kind))


def _integer(value: int) -> bytes:
    return _tlv(INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def _tlv(tag: int, *parts: bytes) -> bytes:
    """Return one DER element: tag, length, the parts one after the other."""
    body = b"".join(parts)
    if len(body) < 0x80:
        return bytes([tag, len(body)]) + body
    length = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + body
