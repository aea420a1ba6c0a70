"""Data Integrity proofs against the test vectors of the W3C, and against what a JSON-LD processor makes of a badge.

The vectors are of https://www.w3.org/TR/vc-di-eddsa/ (TestVectors/eddsa-jcs-2022 and eddsa-rdfc-2022 of w3c/vc-di-eddsa).
"""

from __future__ import annotations

import copy
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.certification import proof as proofs
from desktop.certification.credential import load_credential, make_credential
from desktop.certification.keys import SiteKey, public_of, unbase58
from desktop.certification.proof import JCS, RDFC, make_proof, proof_holds, to_sign
from desktop.certification.quads import BADGES, Vocabulary, canonical_quads
from tests.unit.certification.conftest import Issued, make_source

DATA = Path(__file__).parents[2] / "data" / "certification"
METHOD = "https://vc.example/issuers/5678#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
PUBLIC = public_of("did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2")
PRIVATE = "3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
CREATED = "2023-02-24T23:36:38Z"
ALUMNI = {
    "@context": ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"],
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
}
VALUES = {
    JCS: "z63t83Y53KfzJ5ZosfKTnqfMcKB2dmTrfjSaQjeNNjAD5srBowQfmWqeRb8rRjmeEuCBEsddF9LsVogtuTsijJKh4",
    RDFC: "z21EVs3eXERqTn4acNHT9viboqgzUaQ3kTmhPT3eA8qrVPE7CrQq78WkzctnMX5W4CrzcKnHw8V6dvy5pgWYCU5e9",
}
HASHES = {
    JCS: "66ab154f5c2890a140cb8388a22a160454f80575f6eae09e5a097cabe539a1db59b7cb6251b8991add1ce0bc83107e3db9dbbab5bd2c28f687db1a03abc92f19",
    RDFC: "4c4d3890a157f8d611b13c265c2c22f39aa0a567c7c7dd9ba3e45cd579784eeb517744132ae165a5349155bef0bb0cf2258fff99dfe1dbd914b938d775a36017",
}
#: The published hash of the JCS vector was taken with the key named as did:key, its signature with the key's web address.
HASHED_METHODS = {
    JCS: "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
    RDFC: METHOD,
}
EXAMPLES = "https://www.w3.org/ns/credentials/examples#"
WITH_ALUMNI = Vocabulary(
    {**BADGES.terms, "alumniOf": (f"{EXAMPLES}alumniOf", "text")},
    {**BADGES.classes, "AlumniCredential": f"{EXAMPLES}AlumniCredential"},
)


@pytest.fixture
def w3c_key() -> SiteKey:
    """The key of the vectors."""
    raw = unbase58(PRIVATE)
    assert raw[:2] == b"\x80\x26"
    return SiteKey(Ed25519PrivateKey.from_private_bytes(raw[2:]))


@pytest.fixture
def alumni_vocabulary(monkeypatch: pytest.MonkeyPatch) -> None:
    """The W3C's example uses two terms that badges do not."""
    write = proofs._SUITES[RDFC]
    assert write({"type": "DataIntegrityProof"})
    monkeypatch.setitem(
        proofs._SUITES, RDFC, lambda value: canonical_quads(value, WITH_ALUMNI).encode("utf-8")
    )


@pytest.mark.parametrize("suite", [JCS, RDFC])
def test_the_w3c_vector_comes_out_to_the_last_bit(
    suite: str, w3c_key: SiteKey, alumni_vocabulary: None
) -> None:
    made = make_proof(ALUMNI, w3c_key, suite, method=METHOD, created=CREATED)
    options = {name: value for name, value in made.items() if name != "proofValue"}
    options["verificationMethod"] = HASHED_METHODS[suite]
    assert to_sign(ALUMNI, options).hex() == HASHES[suite]
    assert made["proofValue"] == VALUES[suite]
    assert ("@context" in made) == (suite == JCS)
    assert proof_holds(ALUMNI, made, PUBLIC)


@pytest.mark.parametrize("suite", [JCS, RDFC])
@pytest.mark.parametrize("member", ["id", "name", "issuer", "validFrom"])
def test_a_changed_member_breaks_the_w3c_vector(
    suite: str, member: str, w3c_key: SiteKey, alumni_vocabulary: None
) -> None:
    made = make_proof(ALUMNI, w3c_key, suite, method=METHOD, created=CREATED)
    assert not proof_holds({**ALUMNI, member: "urn:x:other"}, made, PUBLIC)
    assert not proof_holds(ALUMNI, {**made, "created": "2023-02-24T23:36:39Z"}, PUBLIC)


def test_our_quads_are_those_of_a_json_ld_processor() -> None:
    # Written by PyLD 3.3.0 (URDNA2015) from the same credential with the published contexts; see docs/adr/0030.
    golden = json.loads((DATA / "credential.json").read_text("utf-8"))
    document = {name: value for name, value in golden.items() if name != "proof"}
    assert canonical_quads(document) == (DATA / "credential.nq").read_text("utf-8")


def test_a_credential_signed_before_figures_were_cut_still_holds_and_says_the_cut_ones() -> None:
    # Signed in November 2026, when shares were rounded to the nearest and bounds kept every digit (docs/adr/0033).
    content = (DATA / "credential.json").read_bytes()
    assert b"99.34%" in content
    assert b"0.9762832373956232" in content
    proved = load_credential(content).source.practical
    assert (proved.k, proved.n, proved.lower, proved.upper) == (300, 302, 0.9762, 0.9992)


def test_a_new_credential_differs_from_the_golden_one_in_nothing_but_its_figures() -> None:
    key = SiteKey(Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"golden").digest()))
    made = make_credential(make_source(), key)
    golden = json.loads((DATA / "credential.json").read_text("utf-8"))
    assert made["credentialSubject"]["result"][1]["value"] == "99.33%"
    for each in (made, golden):
        each.pop("proof")
        each["credentialSubject"]["result"][1].pop("value")
        narrative = json.loads(each["evidence"][0].pop("narrative"))
        assert narrative.pop("theory")["k"] == 38
        assert narrative.pop("practical")["k"] == 300
        each["narrative"] = narrative
    assert made == golden


def test_the_order_of_members_and_lists_does_not_change_the_quads(issued: Issued) -> None:
    document = copy.deepcopy(issued.document["credential"])
    del document["proof"]
    turned = dict(reversed(document.items()))
    turned["credentialSubject"] = {
        name: value[::-1] if isinstance(value, list) else value
        for name, value in reversed(document["credentialSubject"].items())
    }
    assert canonical_quads(turned) == canonical_quads(document)


@pytest.mark.parametrize(
    "node",
    [
        {"nickname": "小王"},
        {"type": "Unheard"},
        {"type": ["Result", 3]},
        {"name": 3},
        {"name": None},
        {"name": {"id": "urn:x:y"}},
        {"hashed": "false"},
        {"id": "no iri"},
        {"id": "urn:x:<y>"},
        {"id": 3},
        {"issuer": "not an iri"},
        {"name": "bell \a"},
        {"result": [{"value": "1"}, {"value": "1", "type": "Result"}, {"type": "Result", "value": "1"}]},
    ],
)
def test_what_the_vocabulary_does_not_define_is_refused_and_never_left_unsigned(node: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"."):
        canonical_quads({"id": "urn:x:y", **node})


def test_texts_are_escaped_as_n_quads_say() -> None:
    assert canonical_quads({"id": "urn:x:y", "name": 'a"b\\c\nd\te😀'}) == (
        '<urn:x:y> <https://schema.org/name> "a\\"b\\\\c\\nd\\te😀" .\n'
    )


def test_a_proof_of_another_kind_is_refused(w3c_key: SiteKey) -> None:
    made = make_proof(ALUMNI, w3c_key, JCS, method=METHOD, created=CREATED)
    for change in (
        {"type": "Ed25519Signature2020"},
        {"proofPurpose": "authentication"},
        {"cryptosuite": "eddsa-jcs-2019"},
        {"cryptosuite": None},
        {"@context": "https://www.w3.org/ns/credentials/v2"},
        {"proofValue": "u" + VALUES[JCS][1:]},
        {"proofValue": "z0"},
        {"proofValue": None},
    ):
        with pytest.raises(ValueError, match=r"."):
            proof_holds(ALUMNI, {**made, **change}, PUBLIC)
    assert not proof_holds(ALUMNI, {**made, "proofValue": "z1111"}, PUBLIC)
