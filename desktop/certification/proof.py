"""W3C Data Integrity with the cryptosuite ``eddsa-jcs-2022`` (https://www.w3.org/TR/vc-di-eddsa/, a Recommendation).

It signs RFC 8785 bytes, so every member of a document is signed and no JSON-LD processor is needed (docs/adr/0030).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from desktop.base.digest import canonical
from desktop.certification.keys import SiteKey, base58, signature_fits, unbase58

SUITE = "eddsa-jcs-2022"
SIGNATURE_BYTES = 64


def add_proof(document: Mapping[str, Any], key: SiteKey, *, method: str, created: str) -> dict[str, Any]:
    """Return a document with its proof; ``method`` names the key, ``created`` is a second of UTC."""
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": created,
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    if "@context" in document:
        options["@context"] = document["@context"]
    signature = key.sign(to_sign(document, options))
    return {**document, "proof": {**options, "proofValue": f"z{base58(signature)}"}}


def check_proof(secured: Mapping[str, Any], public: bytes) -> bool:
    """Tell whether the owner of a raw public key signed this document. Raises ValueError for what is no such proof.

    Raises RecursionError for a document nested beyond reason.
    """
    document = {name: entry for name, entry in secured.items() if name != "proof"}
    proof = secured.get("proof")
    if not isinstance(proof, Mapping):
        raise ValueError("no proof")
    options = {name: entry for name, entry in proof.items() if name != "proofValue"}
    encoded = proof.get("proofValue")
    if (options.get("type"), options.get("cryptosuite"), options.get("proofPurpose")) != (
        "DataIntegrityProof",
        SUITE,
        "assertionMethod",
    ):
        raise ValueError("another kind of proof")
    if options.get("@context") != document.get("@context"):
        raise ValueError("another context")
    if not isinstance(encoded, str) or not encoded.startswith("z"):
        raise ValueError("the proof's value is not base58")
    signature = unbase58(encoded[1:])
    return len(signature) == SIGNATURE_BYTES and signature_fits(public, signature, to_sign(document, options))


def to_sign(document: Mapping[str, Any], options: Mapping[str, Any]) -> bytes:
    """Return what is signed: SHA-256 of the canonical proof options, then of the canonical document (§3.3.4)."""
    return hashlib.sha256(canonical(options)).digest() + hashlib.sha256(canonical(document)).digest()
