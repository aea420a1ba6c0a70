"""W3C Data Integrity proofs (https://www.w3.org/TR/vc-di-eddsa/), two of them on every credential (docs/adr/0030).

``eddsa-rdfc-2022`` is the one that Open Badges 3.0 asks for: it signs what a document means. ``eddsa-jcs-2022`` signs
every member as it is written. Both are by the same Ed25519 key, and here both must hold.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from desktop.base.digest import canonical
from desktop.certification.keys import SiteKey, base58, signature_fits, unbase58
from desktop.certification.quads import canonical_quads

Canonical: TypeAlias = Callable[[Mapping[str, Any]], bytes]
JCS, RDFC = "eddsa-jcs-2022", "eddsa-rdfc-2022"


def add_proofs(document: Mapping[str, Any], key: SiteKey, *, method: str, created: str) -> dict[str, Any]:
    """Return a document with both proofs; ``method`` names the key, ``created`` is a second of UTC."""
    proofs = [make_proof(document, key, suite, method=method, created=created) for suite in (RDFC, JCS)]
    return {**document, "proof": proofs}


def check_proofs(secured: Mapping[str, Any], public: bytes) -> bool:
    """Tell whether the owner of a raw public key made both proofs. Raises ValueError for what has no such proofs.

    Raises RecursionError for a document nested beyond reason.
    """
    document = {name: entry for name, entry in secured.items() if name != "proof"}
    proofs = secured.get("proof")
    if not isinstance(proofs, list) or not all(isinstance(proof, Mapping) for proof in proofs):
        raise ValueError("no proofs")
    if [proof.get("cryptosuite") for proof in proofs] != [RDFC, JCS]:
        raise ValueError("other kinds of proof")
    return all(proof_holds(document, proof, public) for proof in proofs)


def make_proof(
    document: Mapping[str, Any], key: SiteKey, suite: str, *, method: str, created: str
) -> dict[str, Any]:
    """Return one proof of a document. Raises ValueError when the suite cannot write the document canonically."""
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": suite,
        "created": created,
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    if suite == JCS and "@context" in document:
        options["@context"] = document["@context"]
    signature = key.sign(to_sign(document, options))
    return {**options, "proofValue": f"z{base58(signature)}"}


def proof_holds(document: Mapping[str, Any], proof: Mapping[str, Any], public: bytes) -> bool:
    """Tell whether the owner of a raw public key made this proof of a document. Raises ValueError, RecursionError."""
    options = {name: entry for name, entry in proof.items() if name != "proofValue"}
    encoded = proof.get("proofValue")
    if options.get("type") != "DataIntegrityProof" or options.get("proofPurpose") != "assertionMethod":
        raise ValueError("another kind of proof")
    if options.get("cryptosuite") == JCS and options.get("@context") != document.get("@context"):
        raise ValueError("another context")
    if not isinstance(encoded, str) or not encoded.startswith("z"):
        raise ValueError("the proof's value is not base58")
    return signature_fits(public, unbase58(encoded[1:]), to_sign(document, options))


def to_sign(document: Mapping[str, Any], options: Mapping[str, Any]) -> bytes:
    """Return what is signed: SHA-256 of the canonical proof options, then of the canonical document."""
    write = _SUITES.get(str(options.get("cryptosuite")))
    if write is None:
        raise ValueError(f"an unknown suite: {options.get('cryptosuite')!r:.80}")
    return hashlib.sha256(write(options)).digest() + hashlib.sha256(write(document)).digest()


def _quads(value: Mapping[str, Any]) -> bytes:
    return canonical_quads(value).encode("utf-8")


_SUITES: dict[str, Canonical] = {JCS: canonical, RDFC: _quads}
