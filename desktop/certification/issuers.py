"""Whose signatures a checking PC trusts: public keys, or their fingerprints, however they were handed over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from desktop.base.errors import DamagedFileError, KnownError
from desktop.base.refusals import unreadable
from desktop.base.wording import _
from desktop.certification.keys import FINGERPRINT_GROUPS, PUBLIC_BYTES, fingerprint, public_of

#: A file that names an issuer is a line or two.
MOST_BYTES = 4_096
FINGERPRINT_DIGITS = 4 * FINGERPRINT_GROUPS
_DIGITS = re.compile(rf"[0-9A-F]{{{FINGERPRINT_DIGITS}}}|[0-9A-F]{{{2 * PUBLIC_BYTES}}}")
_GAPS = re.compile(r"[\s:\-‐-―]+")


@dataclass(frozen=True)
class Issuers:
    """Trusted public keys with their owners' names (empty: as they call themselves), and trusted fingerprints."""

    keys: Mapping[bytes, str] = field(default_factory=dict)
    fingerprints: frozenset[str] = frozenset()

    def know(self, public: bytes) -> bool:
        """Tell whether a public key is one of them."""
        return public in self.keys or fingerprint(public) in self.fingerprints

    def name_of(self, public: bytes) -> str:
        """Return how this PC calls the owner of a key; empty where it has no name of its own for it."""
        return self.keys.get(public, "")


def read_issuers(texts: Iterable[str]) -> Issuers:
    """Return the issuers named on a command line. Raises KnownError for what names none.

    Each is a public key in hex, a ``did:key``, a fingerprint as it is printed, or a file with one of these or with a
    public key in PEM. What reads as a key is never looked for as a file.
    """
    keys: dict[bytes, str] = {}
    fingerprints: set[str] = set()
    for text in texts:
        found = _named(text) or _from_file(Path(text))
        if isinstance(found, bytes):
            keys[found] = ""
        else:
            fingerprints.add(found)
    return Issuers(keys, frozenset(fingerprints))


def _named(text: str) -> bytes | str | None:
    """Return a key, a fingerprint, or None when the text is neither."""
    plain = text.strip()
    if plain.startswith("did:key:"):
        try:
            return public_of(plain)
        except ValueError as fault:
            raise KnownError(_("不是 Ed25519 公钥：{text}", text=plain[:80])) from fault
    digits = _GAPS.sub("", plain).upper()
    if not _DIGITS.fullmatch(digits):
        return None
    if len(digits) == 2 * PUBLIC_BYTES:
        return bytes.fromhex(digits)
    return " ".join(digits[place : place + 4] for place in range(0, FINGERPRINT_DIGITS, 4))


def _from_file(path: Path) -> bytes | str:
    if path.exists() and not path.is_file():
        raise KnownError(_("不是文件。"), where=str(path))
    try:
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as fault:
        if isinstance(fault, OSError) and not isinstance(fault, FileNotFoundError):
            raise unreadable(fault, path) from fault
        raise KnownError(
            _("这不是公钥，不是指纹，也没有这个文件。"), where=str(path)[:80], remedy=_accepted()
        ) from fault
    if b"PRIVATE KEY" in content:
        raise KnownError(
            _("这是私钥。"), where=str(path), remedy=_("私钥只能留在签发的电脑上；核验只要公钥或指纹。")
        )
    found = _public_in(content)
    if found is None:
        raise DamagedFileError(_("文件里没有公钥或指纹。"), where=str(path), remedy=_accepted())
    return found


def _public_in(content: bytes) -> bytes | str | None:
    if len(content) == PUBLIC_BYTES:
        return content
    if b"-----BEGIN PUBLIC KEY-----" in content:
        try:
            key = load_pem_public_key(content.strip())
        except ValueError:
            return None
        return key.public_bytes_raw() if isinstance(key, Ed25519PublicKey) else None
    return _named(content.decode("utf-8-sig", "replace"))


def _accepted() -> str:
    return _("请给出 64 位十六进制公钥、16 位指纹，或存有它们的文件。")
