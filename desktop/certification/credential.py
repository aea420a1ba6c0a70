"""The signed JSON credential: Open Badges 3.0, verifiable with no network.

Its results say the main figures in terms that other readers know; its evidence holds the whole source record.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.base.clock import stamp
from desktop.base.digest import canonical
from desktop.base.errors import DamagedFileError
from desktop.base.figures import percent, whole
from desktop.base.wording import N_, _
from desktop.certification.keys import SiteKey, did_key, public_of
from desktop.certification.proof import add_proofs, check_proofs
from desktop.certification.source import Source

CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
NAME_BYTES = 16
#: The evidence that holds the whole source record, from which every form of the certificate is printed.
RECORD = "source record"
#: What the certificate is, and what it is not: the wording is fixed by law-abiding practice.
STATEMENT = N_("岗位能力证明／培训结业证明，非国家职业技能等级证书")


@dataclass(frozen=True)
class Checked:
    """A credential whose signature holds: what it says and who signed it."""

    source: Source
    public: bytes


def make_credential(source: Source, key: SiteKey) -> dict[str, Any]:
    """Return the signed credential of a source record as a JSON object."""
    document = _unsigned(source, did_key(key.public))
    return add_proofs(document, key, method=_method(key.public), created=_seconds(source.issued_at))


def read_credential(value: Any) -> Checked:
    """Return what a credential says after checking its signature. Raises DamagedFileError in plain words."""
    if not isinstance(value, Mapping) or not isinstance(value.get("issuer"), Mapping):
        raise DamagedFileError(_("不是本程序签发的凭证。"))
    if value.get("@context") != CONTEXT:
        raise DamagedFileError(_("凭证的词汇表被改动过，或不是本程序签发的凭证。"))
    try:
        public = public_of(str(value["issuer"].get("id", "")))
        genuine = check_proofs(value, public)
    except (ValueError, TypeError, RecursionError) as fault:
        raise DamagedFileError(_("凭证的签名读不懂。")) from fault
    if not genuine or any(proof.get("verificationMethod") != _method(public) for proof in value["proof"]):
        raise DamagedFileError(_("凭证被改动过：签名与内容不符。"))
    return Checked(_source(value), public)


def load_credential(content: bytes) -> Checked:
    """Return what the bytes of a credential's file say. Raises DamagedFileError in plain words."""
    try:
        value = json.loads(content.decode("utf-8"), object_pairs_hook=_only_once)
    except (ValueError, RecursionError) as fault:
        raise DamagedFileError(_("不是合规的 JSON：{reason}", reason=str(fault)[:80])) from fault
    return read_credential(value)


def credential_bytes(credential: Mapping[str, Any]) -> bytes:
    """Return the bytes of a credential's file: canonical, so that they are the same on every PC."""
    return canonical(credential)


def credential_name(content: bytes) -> str:
    """Return how the QR record names a credential: the first 16 bytes of the SHA-256 of its bytes, in hex."""
    return hashlib.sha256(content).hexdigest()[: 2 * NAME_BYTES]


def _only_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Build an object; of two members with one name a reader might show either, so there must not be two."""
    value = dict(pairs)
    if len(value) < len(pairs):
        raise ValueError(_("同一个名字出现了两次"))
    return value


def _method(public: bytes) -> str:
    did = did_key(public)
    return f"{did}#{did.removeprefix('did:key:')}"


def _unsigned(source: Source, did: str) -> dict[str, Any]:
    order = f"urn:doorstep:order:{source.order_id}"
    results = _results(source, order)
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
            "identifier": [_identity("name", source.name), _identity("sourcedId", source.number)],
            "achievement": {
                "id": order,
                "type": ["Achievement"],
                "achievementType": "Assessment",
                "name": source.order_name,
                "description": f"{source.employer} · {source.post} · {source.level}",
                "criteria": {"narrative": source.tolerance},
                "resultDescription": [described for described, _value in results],
            },
            "result": [
                {"type": ["Result"], "resultDescription": described["id"], "value": value}
                for described, value in results
            ],
        },
        "evidence": [
            {
                "id": f"urn:doorstep:record:{source.record_head}",
                "type": ["Evidence"],
                "name": RECORD,
                "narrative": canonical(source.model_dump(mode="json")).decode("utf-8"),
            }
        ],
    }


def _results(source: Source, order: str) -> list[tuple[dict[str, Any], str]]:
    """Return what was measured, each with its description, in the terms that other readers of badges know."""
    measured = [
        ("theory", N_("理论正确率"), "Percent", percent(source.theory.share)),
        ("practical", N_("实操准确率"), "Percent", percent(source.practical.share)),
        ("pace", N_("操作速度（个/小时）"), "RawScore", str(whole(source.units_per_hour))),
        ("outcome", N_("结论"), "Result", source.outcome),
    ]
    return [
        ({"id": f"{order}:{name}", "type": ["ResultDescription"], "name": words, "resultType": kind}, value)
        for name, words, kind, value in measured
    ]


def _identity(kind: str, value: str) -> dict[str, Any]:
    return {"type": "IdentityObject", "hashed": False, "identityHash": value, "identityType": kind}


def _source(document: Mapping[str, Any]) -> Source:
    try:
        record = next(entry for entry in document["evidence"] if entry["name"] == RECORD)
        return Source.model_validate_json(record["narrative"])
    except (KeyError, TypeError, StopIteration, ValueError) as fault:
        raise DamagedFileError(_("凭证的内容不完整。")) from fault


def _seconds(moment: datetime) -> str:
    return stamp(moment)[:19] + "Z"
