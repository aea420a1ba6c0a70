"""The signed JSON credential: Open Badges 3.0 with a W3C Data Integrity proof, verifiable with no network.

The cryptosuite is ``eddsa-jcs-2022`` (https://www.w3.org/TR/vc-di-eddsa/): it signs RFC 8785 bytes, so neither the
signer nor the verifier needs a JSON-LD processor (docs/adr/0030).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from desktop.base.clock import stamp
from desktop.base.digest import canonical
from desktop.base.errors import DamagedFileError
from desktop.base.wording import N_, _
from desktop.certification.keys import SiteKey, base58, did_key, public_of, signature_fits, unbase58
from desktop.certification.source import Source

CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
SUITE = "eddsa-jcs-2022"
RESULT = "urn:doorstep:result:"
#: What the certificate is, and what it is not: the wording is fixed by law-abiding practice.
STATEMENT = N_("岗位能力证明／培训结业证明，非国家职业技能等级证书")


@dataclass(frozen=True)
class Checked:
    """A credential whose signature holds: what it says and who signed it."""

    source: Source
    public: bytes
    created: str


def make_credential(source: Source, key: SiteKey) -> dict[str, Any]:
    """Return the signed credential of a source record as a JSON object."""
    did = did_key(key.public)
    document = _unsigned(source, did)
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": _seconds(source.issued_at),
        "verificationMethod": f"{did}#{did.removeprefix('did:key:')}",
        "proofPurpose": "assertionMethod",
    }
    signature = key.sign(_to_sign(document, options))
    return {**document, "proof": {**options, "proofValue": f"z{base58(signature)}"}}


def read_credential(value: Any) -> Checked:
    """Return what a credential says after checking its signature. Raises DamagedFileError in plain words."""
    if not isinstance(value, Mapping) or not isinstance(value.get("proof"), Mapping):
        raise DamagedFileError(_("不是本程序签发的凭证。"))
    document = {name: entry for name, entry in value.items() if name != "proof"}
    proof = dict(value["proof"])
    encoded = proof.pop("proofValue", "")
    if proof.get("cryptosuite") != SUITE or not isinstance(encoded, str) or not encoded.startswith("z"):
        raise DamagedFileError(_("凭证的签名方式不认识。"))
    try:
        public = public_of(str(proof.get("verificationMethod", "")))
        genuine = signature_fits(public, unbase58(encoded[1:]), _to_sign(document, proof))
    except (ValueError, TypeError) as fault:
        raise DamagedFileError(_("凭证的签名读不懂。")) from fault
    issuer = document.get("issuer")
    if not genuine or not isinstance(issuer, Mapping) or issuer.get("id") != did_key(public):
        raise DamagedFileError(_("凭证被改动过：签名与内容不符。"))
    return Checked(_source(document), public, str(proof.get("created", "")))


def _to_sign(document: Mapping[str, Any], options: Mapping[str, Any]) -> bytes:
    # vc-di-eddsa §3.3.4: the hash of the canonical proof options, then the hash of the canonical document.
    configuration = {"@context": document["@context"], **options}
    return hashlib.sha256(canonical(configuration)).digest() + hashlib.sha256(canonical(document)).digest()


def _unsigned(source: Source, did: str) -> dict[str, Any]:
    facts = source.model_dump(mode="json")
    return {
        "@context": CONTEXT,
        "id": source.credential_id,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": f"{source.order_name} · {source.name}",
        "description": STATEMENT,
        "issuer": {"id": did, "type": ["Profile"], "name": source.site},
        "validFrom": _seconds(source.issued_at),
        "validUntil": _seconds(source.valid_until),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "achievement": {
                "id": f"urn:doorstep:order:{source.order_id}",
                "type": ["Achievement"],
                "achievementType": "Assessment",
                "name": source.order_name,
                "description": f"{source.employer} · {source.post} · {source.level}",
                "criteria": {"narrative": source.tolerance},
                "resultDescription": [
                    {
                        "id": f"{RESULT}{name}",
                        "type": ["ResultDescription"],
                        "name": name,
                        "resultType": "Result",
                    }
                    for name in facts
                ],
            },
            "result": [
                {
                    "type": ["Result"],
                    "resultDescription": f"{RESULT}{name}",
                    "value": canonical(fact).decode(),
                }
                for name, fact in facts.items()
            ],
        },
    }


def _source(document: Mapping[str, Any]) -> Source:
    try:
        results = document["credentialSubject"]["result"]
        facts = {
            entry["resultDescription"].removeprefix(RESULT): json.loads(entry["value"]) for entry in results
        }
        return Source.model_validate(facts)
    except (KeyError, TypeError, AttributeError, ValueError, ValidationError) as fault:
        raise DamagedFileError(_("凭证的内容不完整。")) from fault


def _seconds(moment: datetime) -> str:
    return stamp(moment)[:19] + "Z"
