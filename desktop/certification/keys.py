"""The site's signing key: made at the first start, kept where only this user can read it."""

from __future__ import annotations

import contextlib
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes

from desktop.base.errors import DamagedFileError, KnownError
from desktop.base.files import write_whole
from desktop.base.refusals import reason, remedy
from desktop.base.wording import _

KEY_FILE = "site-ed25519.pem"
PUBLIC_BYTES = 32
#: The multicodec prefix of an Ed25519 public key (https://w3c-ccg.github.io/did-key-spec/).
_MULTICODEC = b"\xed\x01"
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
FINGERPRINT_GROUPS = 4


@dataclass(frozen=True)
class SiteKey:
    """An Ed25519 key pair that signs on behalf of a site."""

    private: Ed25519PrivateKey

    @property
    def public(self) -> bytes:
        """The raw public key, 32 bytes."""
        return self.private.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """Return the 64-byte signature of ``message``."""
        return self.private.sign(message)


def site_key(folder: Path) -> SiteKey:
    """Return the site's key, making it at the first call. Raises KnownError when it cannot be kept or read.

    The file is readable by its owner alone where the file system knows owners.
    """
    path = folder / KEY_FILE
    if path.exists():
        return _load(path)
    key = Ed25519PrivateKey.generate()
    keep_secret(path, pem(key))
    return SiteKey(key)


def known_key(folder: Path) -> bytes | None:
    """Return the site's public key without making one; None when there is none, or none that can be read."""
    try:
        return _load(folder / KEY_FILE).public if (folder / KEY_FILE).exists() else None
    except (KnownError, OSError):
        return None


def pem(key: PrivateKeyTypes) -> bytes:
    """Return a private key as unencrypted PEM."""
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def guard(path: Path) -> None:
    """Take a secret that came back from a backup away from other users again, where the system lets us."""
    if os.name == "posix":
        with contextlib.suppress(OSError):
            if path.stat().st_mode & 0o077:
                path.chmod(0o600)


def keep_secret(path: Path, content: bytes) -> None:
    """Write a secret where only this user can read it, as far as the file system knows users. Raises KnownError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if os.name == "posix":
            path.parent.chmod(0o700)
        # mkstemp under write_whole makes the file with mode 0600.
        write_whole(path, content)
    except OSError as fault:
        raise KnownError(
            _("签名密钥存不下来：{reason}。", reason=reason(fault)), where=str(path), remedy=remedy(fault)
        ) from fault


def signature_fits(public: bytes, signature: bytes, message: bytes) -> bool:
    """Tell whether a signature over ``message`` was made by the owner of a raw public key."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public: bytes) -> str:
    """Return a short name of a public key for people to compare: four groups of four hex digits."""
    digits = hashlib.sha256(public).hexdigest().upper()
    return " ".join(digits[4 * group : 4 * group + 4] for group in range(FINGERPRINT_GROUPS))


def did_key(public: bytes) -> str:
    """Return the ``did:key`` of a raw Ed25519 public key."""
    return f"did:key:z{base58(_MULTICODEC + public)}"


def public_of(did: str) -> bytes:
    """Return the raw public key of a ``did:key`` (a fragment is ignored). Raises ValueError."""
    head, _sep, encoded = did.partition("#")[0].partition(":z")
    raw = unbase58(encoded)
    if head != "did:key" or not raw.startswith(_MULTICODEC) or len(raw) != len(_MULTICODEC) + PUBLIC_BYTES:
        raise ValueError(f"not an Ed25519 did:key: {did!r:.80}")
    return raw[len(_MULTICODEC) :]


def base58(raw: bytes) -> str:
    """Return the base58 (Bitcoin alphabet) text of bytes, as multibase ``z`` uses it."""
    number = int.from_bytes(raw, "big")
    digits = ""
    while number:
        number, rest = divmod(number, 58)
        digits = _BASE58[rest] + digits
    return "1" * (len(raw) - len(raw.lstrip(b"\0"))) + digits


def unbase58(text: str) -> bytes:
    """Return the bytes of a base58 text. Raises ValueError for a foreign character or an absurd length."""
    if len(text) > 256 or any(char not in _BASE58 for char in text):
        raise ValueError(f"not base58: {text!r:.80}")
    number = 0
    for char in text:
        number = number * 58 + _BASE58.index(char)
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def _load(path: Path) -> SiteKey:
    guard(path)
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except OSError as fault:
        raise KnownError(
            _("签名密钥读不出来：{reason}。", reason=reason(fault)), where=str(path), remedy=remedy(fault)
        ) from fault
    except (ValueError, TypeError, UnsupportedAlgorithm) as fault:
        raise _damaged(path) from fault
    if not isinstance(key, Ed25519PrivateKey):
        raise _damaged(path)
    return SiteKey(key)


def _damaged(path: Path) -> DamagedFileError:
    return DamagedFileError(
        _("签名密钥已损坏。"),
        where=str(path),
        remedy=_("请从备份恢复这个文件；不要删除它，已发的证书要靠它核验。"),
    )
