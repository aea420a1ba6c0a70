"""The canonical RDF of a credential (RDFC-1.0), for the few terms that our credentials use.

A general JSON-LD processor would load contexts, follow scopes and drop what no context defines, unsigned. Ours are of one
vocabulary, so a table does: a term that is not in it is refused, never dropped (docs/adr/0030).
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

#: text: a plain literal. node: another object, or its IRI. iri: an IRI. purpose: a word that stands for an IRI.
Kind: TypeAlias = Literal["text", "time", "node", "iri", "flag", "reference", "suite", "purpose"]

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
BADGE = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
CREDENTIAL = "https://www.w3.org/2018/credentials#"
SCHEMA = "https://schema.org/"
SECURITY = "https://w3id.org/security#"
_TYPED = {
    "time": "http://www.w3.org/2001/XMLSchema#dateTime",
    "flag": "https://www.w3.org/2001/XMLSchema#boolean",  # https: so the Open Badges context spells it
    "reference": "https://www.w3.org/2001/XMLSchema#anyURI",
    "suite": f"{SECURITY}cryptosuiteString",
}
_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\\x7f]*')
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


@dataclass(frozen=True)
class Vocabulary:
    """What the contexts say of the terms and classes in use."""

    terms: Mapping[str, tuple[str, Kind]]
    classes: Mapping[str, str]


BADGES = Vocabulary(
    {
        "achievement": (f"{BADGE}achievement", "node"),
        "achievementType": (f"{BADGE}achievementType", "text"),
        "created": ("http://purl.org/dc/terms/created", "time"),
        "credentialSubject": (f"{CREDENTIAL}credentialSubject", "node"),
        "criteria": (f"{BADGE}Criteria", "node"),
        "cryptosuite": (f"{SECURITY}cryptosuite", "suite"),
        "description": (f"{SCHEMA}description", "text"),
        "evidence": (f"{CREDENTIAL}evidence", "node"),
        "hashed": (f"{BADGE}hashed", "flag"),
        "identifier": (f"{BADGE}identifier", "node"),
        "identityHash": (f"{BADGE}identityHash", "text"),
        "identityType": (f"{BADGE}identityType", "text"),
        "issuer": (f"{CREDENTIAL}issuer", "node"),
        "name": (f"{SCHEMA}name", "text"),
        "narrative": (f"{BADGE}narrative", "text"),
        "proofPurpose": (f"{SECURITY}proofPurpose", "purpose"),
        "result": (f"{BADGE}result", "node"),
        "resultDescription": (f"{BADGE}resultDescription", "reference"),
        "resultType": (f"{BADGE}resultType", "text"),
        "validFrom": (f"{CREDENTIAL}validFrom", "time"),
        "validUntil": (f"{CREDENTIAL}validUntil", "time"),
        "value": (f"{SCHEMA}value", "text"),
        "verificationMethod": (f"{SECURITY}verificationMethod", "iri"),
    },
    {
        "VerifiableCredential": f"{CREDENTIAL}VerifiableCredential",
        "DataIntegrityProof": f"{SECURITY}DataIntegrityProof",
        **{
            name: BADGE + name
            for name in (
                "Achievement", "AchievementSubject", "Evidence", "IdentityObject", "OpenBadgeCredential", "Profile",
                "Result", "ResultDescription",
            )
        },
    },
)  # fmt: skip


def canonical_quads(document: Mapping[str, Any], vocabulary: Vocabulary = BADGES) -> str:
    """Return the canonical N-Quads of a document. Raises ValueError for anything the vocabulary does not define."""
    graph = _Graph(vocabulary)
    graph.add({name: value for name, value in document.items() if name != "@context"})
    names = graph.canonical_names()
    return "".join(sorted(_line(quad, names) for quad in graph.quads))


@dataclass(frozen=True)
class _Quad:
    """Subject, predicate, object in N-Quads; blank nodes are ``_:`` and a number until they have their names."""

    subject: str
    predicate: str
    object: str

    def blanks(self) -> set[str]:
        return {term for term in (self.subject, self.object) if term.startswith("_:")}


@dataclass
class _Graph:
    vocabulary: Vocabulary
    quads: set[_Quad] = field(default_factory=set)
    blanks: int = 0

    def add(self, node: Mapping[str, Any]) -> str:
        """Add a node with everything below it and return its name."""
        if "id" in node:
            subject = _iri(node["id"])
        else:
            subject, self.blanks = f"_:{self.blanks}", self.blanks + 1
        for term, given in node.items():
            if term == "id":
                continue
            for value in given if isinstance(given, list) else [given]:
                self.quads.add(_Quad(subject, *self._property(term, value)))
        return subject

    def canonical_names(self) -> dict[str, str]:
        """Return the canonical names of blank nodes: by the hash of the quads each stands in (RDFC-1.0 §4.6).

        Raises ValueError when two nodes cannot be told apart by that; ours always can.
        """
        of_node: dict[str, list[_Quad]] = defaultdict(list)
        for quad in self.quads:
            for blank in quad.blanks():
                of_node[blank].append(quad)
        hashes = {}
        for blank, quads in of_node.items():
            names = dict.fromkeys(of_node, "_:z") | {blank: "_:a"}
            lines = "".join(sorted(_line(quad, names) for quad in quads))
            hashes[blank] = hashlib.sha256(lines.encode("utf-8")).hexdigest()
        if max(Counter(hashes.values()).values(), default=1) > 1:
            raise ValueError("two nodes of the document say the same")
        return {blank: f"_:c14n{place}" for place, blank in enumerate(sorted(hashes, key=hashes.__getitem__))}

    def _property(self, term: str, value: Any) -> tuple[str, str]:
        if term == "type":
            return f"<{RDF_TYPE}>", f"<{_known(self.vocabulary.classes, value)}>"
        iri, kind = _known(self.vocabulary.terms, term)
        return f"<{iri}>", self._object(kind, value)

    def _object(self, kind: Kind, value: Any) -> str:
        if isinstance(value, Mapping) and kind in ("node", "reference"):
            return self.add(value)
        if kind == "flag" and isinstance(value, bool):
            return _literal("true" if value else "false", kind)
        if kind == "flag" or not isinstance(value, str):
            raise ValueError(f"not what the term takes: {value!r:.80}")
        if kind in ("node", "iri"):
            return _iri(value)
        return f"<{SECURITY}{value}>" if kind == "purpose" else _literal(value, kind)


def _known(table: Mapping[str, Any], name: Any) -> Any:
    if not isinstance(name, str) or name not in table:
        raise ValueError(f"no context defines {name!r:.80}")
    return table[name]


def _line(quad: _Quad, names: Mapping[str, str]) -> str:
    subject, target = (names.get(term, term) for term in (quad.subject, quad.object))
    return f"{subject} {quad.predicate} {target} .\n"


def _literal(value: str, kind: Kind) -> str:
    if any((ord(char) < 0x20 and char not in _ESCAPES) or char == "\x7f" for char in value):
        raise ValueError("control characters in a text")
    text = f'"{"".join(_ESCAPES.get(char, char) for char in value)}"'
    return text if kind == "text" else f"{text}^^<{_TYPED[kind]}>"


def _iri(value: Any) -> str:
    if not isinstance(value, str) or not _IRI.fullmatch(value):
        raise ValueError(f"not an IRI: {value!r:.80}")
    return f"<{value}>"
