"""The JSON credential: what it says comes back, and nothing in it can be changed unnoticed."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from desktop.base.errors import DamagedFileError
from desktop.certification.credential import (
    CONTEXT,
    STATEMENT,
    load_credential,
    make_credential,
    read_credential,
)
from desktop.certification.keys import did_key, site_key
from tests.unit.certification.conftest import Issued, make_source, proof
from tests.unit.certification.flips import flips


def paths(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a JSON value where a text, number or truth stands."""
    if isinstance(value, dict):
        return [path for name in value for path in paths(value[name], (*at, name))]
    if isinstance(value, list):
        return [path for place, entry in enumerate(value) for path in paths(entry, (*at, place))]
    return [at]


def changed(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    copied = copy.deepcopy(value)
    at = copied
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = new
    return copied


def test_the_whole_source_record_comes_back(issued: Issued) -> None:
    checked = load_credential(issued.files[".dscred"])
    assert checked.source == issued.source
    assert checked.public == issued.key.public


def test_it_is_an_open_badge_that_says_what_it_is_not(issued: Issued) -> None:
    badge = issued.document["credential"]
    assert badge["@context"] == CONTEXT
    assert badge["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert badge["description"] == STATEMENT
    assert "非国家职业技能等级证书" in STATEMENT
    assert badge["issuer"]["id"] == did_key(issued.key.public)
    assert badge["validFrom"] == "2026-11-23T01:00:00Z"
    assert [entry["cryptosuite"] for entry in badge["proof"]] == ["eddsa-rdfc-2022", "eddsa-jcs-2022"]


def test_signing_again_gives_the_same_bytes(issued: Issued) -> None:
    assert make_credential(issued.source, issued.key) == issued.document["credential"]


def test_a_change_at_any_member_is_found(issued: Issued) -> None:
    badge = issued.document["credential"]
    places = paths(badge)
    assert len(places) > 60
    for path in places:
        with pytest.raises(DamagedFileError):
            read_credential(changed(badge, path, "urn:x:y"))


def test_one_flipped_byte_is_always_found(issued: Issued) -> None:
    for content in flips(issued.files[".dscred"], 200):
        with pytest.raises(DamagedFileError):
            load_credential(content)


@pytest.mark.parametrize("member", ["nickname", "image", "termsOfUse", "id2"])
def test_a_member_added_without_a_signature_is_found(issued: Issued, member: str) -> None:
    with pytest.raises(DamagedFileError):
        read_credential({**issued.document["credential"], member: "urn:x:y"})


def test_a_member_written_twice_is_refused_since_readers_differ_on_which_counts(issued: Issued) -> None:
    text = issued.files[".dscred"].decode()
    twice = text.replace('"name":', '"name":"王五","name":', 1)
    with pytest.raises(DamagedFileError, match="两次"):
        load_credential(twice.encode())


def test_another_layout_of_the_same_content_holds(issued: Issued) -> None:
    pretty = json.dumps(issued.document["credential"], indent=2)
    assert load_credential(pretty.encode()).source == issued.source


def test_a_proof_taken_away_or_doubled_is_refused(issued: Issued) -> None:
    badge = issued.document["credential"]
    first, second = badge["proof"]
    for proofs in (
        [first],
        [second],
        [second, first],
        [first, first],
        [],
        first,
        [first, second, second],
        "z",
    ):
        with pytest.raises(DamagedFileError):
            read_credential({**badge, "proof": proofs})


def test_another_issuer_cannot_be_written_over_the_signature(issued: Issued, tmp_path: Path) -> None:
    stranger = site_key(tmp_path)
    badge = copy.deepcopy(issued.document["credential"])
    badge["issuer"]["id"] = did_key(stranger.public)
    with pytest.raises(DamagedFileError, match="改动"):
        read_credential(badge)


def test_what_a_stranger_signs_is_the_strangers(issued: Issued, tmp_path: Path) -> None:
    stranger = site_key(tmp_path)
    checked = read_credential(make_credential(make_source(), stranger))
    assert checked.public == stranger.public != issued.key.public


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"3",
        b'{"issuer": 3}',
        b'{"issuer": {"id": "did:key:z6Mk"}}',
        b'{"@context": [], "issuer": {}}',
        b"\xff\xfe{}",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"issuer":{},"@context":'
        + json.dumps(CONTEXT).encode()
        + b',"proof":'
        + b"[" * 900
        + b"]" * 900
        + b"}",
    ],
)
def test_what_is_no_credential_is_told_and_never_a_trace(content: bytes) -> None:
    with pytest.raises(DamagedFileError):
        load_credential(content)


def test_numbers_beyond_what_json_agrees_on_are_refused(issued: Issued) -> None:
    badge = {**issued.document["credential"], "evidence": [2**60]}
    with pytest.raises(DamagedFileError):
        read_credential(badge)


def test_a_signed_document_without_a_source_record_is_told(issued: Issued) -> None:
    from desktop.certification.proof import add_proofs

    bare = {
        "@context": CONTEXT,
        "id": "urn:uuid:1",
        "type": ["VerifiableCredential"],
        "issuer": {"id": did_key(issued.key.public)},
    }
    method = issued.document["credential"]["proof"][0]["verificationMethod"]
    for evidence in (
        {},
        {"evidence": []},
        {"evidence": [{"id": "urn:x:y", "name": "source record", "narrative": "{}"}]},
    ):
        signed = add_proofs({**bare, **evidence}, issued.key, method=method, created="2026-11-23T01:00:00Z")
        with pytest.raises(DamagedFileError, match="不完整"):
            read_credential(signed)


def test_a_part_without_judged_units_has_a_share_of_nothing() -> None:
    assert proof(3, 4).share == 0.75
    assert make_source(theory={"k": 0, "n": 0, "lower": 0, "upper": 1}).theory.share == 0
