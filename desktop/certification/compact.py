"""The compact signed record in the QR code: enough to check a printed certificate without its file."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.base.errors import DamagedFileError
from desktop.base.figures import floored
from desktop.base.wording import _
from desktop.certification.keys import PUBLIC_BYTES, SiteKey, signature_fits
from desktop.certification.source import Source
from desktop.scoring.intervals import clopper_pearson

PREFIX = "DS1:"
SIGNATURE_BYTES = 64
MAX_CHARS = 4_296  # the most alphanumeric characters a QR code holds
MAX_BODY = 8_192
#: Of a bound as it is signed: hundredths of a per cent.
PARTS = 10_000
#: Beyond this a bound is not computed again: nobody judges so many units, and it would take long.
MOST_UNITS = 100_000
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


@dataclass(frozen=True)
class Compact:
    """What a QR code says. ``document`` names the credential by the first 16 bytes of its SHA-256, in hex."""

    number: str
    name: str
    order_id: str
    outcome: str
    theory: tuple[int, int]
    practical: tuple[int, int]
    lower: float
    issued: date
    valid_until: date
    site: str
    document: str
    seal: str
    public: bytes = b""


def make_compact(source: Source, key: SiteKey, *, document: str, seal: str = "") -> str:
    """Return the text of the QR code: ``DS1:`` and base45 of (public key, signature, deflated list).

    ``seal`` names the certificate that signs the PDF (first 16 bytes of its SHA-256, in hex; may be empty).
    """
    fields = [
        source.number,
        source.name,
        source.order_id,
        source.outcome,
        source.theory.k,
        source.theory.n,
        source.practical.k,
        source.practical.n,
        round(floored(source.practical.lower) * PARTS),  # a whole number already
        source.issued_at.date().isoformat(),
        source.valid_until.date().isoformat(),
        source.site,
        document,
        seal,
    ]
    body = zlib.compress(json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode("utf-8"), 9)
    return PREFIX + base45(key.public + key.sign(PREFIX.encode() + body) + body)


def read_compact(text: str) -> Compact:
    """Return what a QR text says after checking its signature. Raises DamagedFileError in plain words."""
    text = text.strip("\r\n")
    if not text.startswith(PREFIX) or len(text) > MAX_CHARS:
        raise DamagedFileError(_("不是本程序的二维码。"))
    try:
        raw = unbase45(text.removeprefix(PREFIX))
    except (ValueError, OverflowError) as fault:
        raise DamagedFileError(_("二维码不完整。")) from fault
    public, rest = raw[:PUBLIC_BYTES], raw[PUBLIC_BYTES:]
    signature, body = rest[:SIGNATURE_BYTES], rest[SIGNATURE_BYTES:]
    if not signature_fits(public, signature, PREFIX.encode() + body):
        raise DamagedFileError(_("二维码被改动过：签名与内容不符。"))
    try:
        engine = zlib.decompressobj()
        fields = json.loads(engine.decompress(body, MAX_BODY).decode("utf-8"))
        return _compact(fields, public)
    except (zlib.error, ValueError, TypeError, OverflowError, RecursionError) as fault:
        raise DamagedFileError(_("二维码的内容读不懂。")) from fault


def base45(raw: bytes) -> str:
    """Return RFC 9285 base45."""
    digits = []
    for place in range(0, len(raw) - 1, 2):
        high, rest = divmod(raw[place] * 256 + raw[place + 1], 45 * 45)
        middle, low = divmod(rest, 45)
        digits += [low, middle, high]
    if len(raw) % 2:
        high, low = divmod(raw[-1], 45)
        digits += [low, high]
    return "".join(_ALPHABET[digit] for digit in digits)


def unbase45(text: str) -> bytes:
    """Return the bytes of RFC 9285 base45. Raises ValueError."""
    digits = [_ALPHABET.index(char) for char in text]
    raw = bytearray()
    for place in range(0, len(digits), 3):
        group = digits[place : place + 3]
        if len(group) == 1:
            raise ValueError("a base45 group has two or three characters")
        number = sum(digit * 45**power for power, digit in enumerate(group))
        raw += number.to_bytes(len(group) - 1, "big")
    return bytes(raw)


def _compact(fields: list[Any], public: bytes) -> Compact:
    number, name, order_id, outcome, tk, tn, pk, pn, lower, issued, valid, site, document, seal = fields
    practical = (int(pk), int(pn))
    return Compact(
        number=str(number),
        name=str(name),
        order_id=str(order_id),
        outcome=str(outcome),
        theory=(int(tk), int(tn)),
        practical=practical,
        lower=_no_more_than_shown(int(lower) / PARTS, *practical),
        issued=date.fromisoformat(issued),
        valid_until=date.fromisoformat(valid),
        site=str(site),
        document=str(document),
        seal=str(seal),
        public=public,
    )


def _no_more_than_shown(lower: float, k: int, n: int) -> float:
    """Return the signed bound, but never more than k of n show: the first codes were rounded to the nearest."""
    if not 0 <= k <= n <= MOST_UNITS or n == 0:
        return lower
    return min(lower, floored(clopper_pearson(k, n)[0]))
