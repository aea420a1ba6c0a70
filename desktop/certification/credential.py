"""The signed JSON credential: Open Badges 3.0, verifiable with no network.

Every fact of the source record stands in it as a result, so the whole record can be read back.
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
from desktop.certification.keys import SiteKey, did_key, public_of
from desktop.certification.proof import add_proof, check_proof
from desktop.certification.source import Source

CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
NAME_BYTES = 16
RESULT = "urn:doorstep:result:"
#: What the certificate is, and what it is not: the wording is fixed by law-abiding practice.
STATEMENT = N_("岗位能力证明／培训结业证明，非国家职业技能等级证书")


@dataclass(frozen=True)
class Checked:
    """A credential whose signature holds: what it says and who signed it."""

    source: Source
    public: bytes


def make_credential(source: Source, key: SiteKey) -> dict[str, Any]:
    """Return the signed credential of a source record as a JSON object."""
    did = did_key(key.public)
    method = f"{did}#{did.removeprefix('did:key:')}"
    return add_proof(_unsigned(source, did), key, method=method, created=_seconds(source.issued_at))


def read_credential(value: Any) -> Checked:
    """Return what a credential says after checking its signature. Raises DamagedFileError in plain words."""
    if not isinstance(value, Mapping) or not isinstance(value.get("proof"), Mapping):
        raise DamagedFileError(_("不是本程序签发的凭证。"))
    try:
        public = public_of(str(value["proof"].get("verificationMethod", "")))
        genuine = check_proof(value, public)
    except (ValueError, TypeError, RecursionError) as fault:
        raise DamagedFileError(_("凭证的签名读不懂。")) from fault
    issuer = value.get("issuer")
    if not genuine or not isinstance(issuer, Mapping) or issuer.get("id") != did_key(public):
        raise DamagedFileError(_("凭证被改动过：签名与内容不符。"))
    return Checked(_source(value), public)


def credential_bytes(credential: Mapping[str, Any]) -> bytes:
    """Return the bytes of a credential's file: canonical, so that they are the same on every PC."""
    return canonical(credential)


def credential_name(content: bytes) -> str:
    """Return how the QR record names a credential: the first 16 bytes of the SHA-256 of its bytes, in hex."""
    return hashlib.sha256(content).hexdigest()[: 2 * NAME_BYTES]


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
