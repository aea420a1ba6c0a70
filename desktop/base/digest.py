"""Canonical bytes and their digests: equal content has one digest on every PC and in every release."""

from __future__ import annotations

import hashlib
from typing import Any

import rfc8785

PREFIX = "sha256:"


def canonical(value: Any) -> bytes:
    """Return the RFC 8785 (JCS) bytes of a JSON value. Raises ValueError for NaN, infinities and foreign types."""
    encoded: bytes = rfc8785.dumps(value)
    return encoded


def digest(content: bytes) -> str:
    """Return ``sha256:<64 hex digits>`` of ``content``."""
    return PREFIX + hashlib.sha256(content).hexdigest()


def digest_of(value: Any) -> str:
    """Return the digest of a JSON value's canonical bytes."""
    return digest(canonical(value))
