"""The Rust crates compiled into a wheel's library, as the wheel's own bill of materials lists them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import distributions

TEXTS = Path(__file__).with_name("texts")
#: Old spellings of licences, and those whose exception only adds permissions to a text that lies there.
_SAME = {"Unicode-DFS-2016": "Unicode-DFS-2016"}


@dataclass(frozen=True)
class Crate:
    """One crate."""

    name: str
    version: str
    licence: str
    authors: str
    address: str
    sha256: str


@cache
def of(wheel: str) -> tuple[Crate, ...]:
    """Return the crates inside a distribution's library, in order; none when its wheel lists none."""
    found: set[Crate] = set()
    for bill in distributions.bills(wheel):
        for component in json.loads(bill.read_bytes()).get("components", ()):
            if str(component.get("purl", "")).startswith("pkg:cargo/") and "registry" in component["bom-ref"]:
                found.add(_crate(component))
    return tuple(sorted(found, key=lambda crate: (crate.name, crate.version)))


def licences(inside: tuple[Crate, ...]) -> list[str]:
    """Return the SPDX ids of the texts that these crates' licences need; SystemExit when texts/ lacks one."""
    wanted: set[str] = set()
    for crate in inside:
        choices = [_ids(choice) for choice in re.split(r"\s+OR\s+", _plain(crate.licence))]
        # Of a choice, those whose text is at hand; of a sum, all.
        possible = [choice for choice in choices if all((TEXTS / f"{one}.txt").is_file() for one in choice)]
        if not possible:
            raise SystemExit(f"licences: no text for {crate.licence!r} of the crate {crate.name}")
        for choice in possible:
            wanted |= choice
    return sorted(wanted)


def _plain(expression: str) -> str:
    """``(A OR B) AND C`` as ``A AND C OR B AND C``: the only nesting that crates use."""
    nested = re.fullmatch(r"\(([^()]+)\) AND (\S+)", expression.strip())
    if nested is None:
        return expression.replace("(", "").replace(")", "")
    return " OR ".join(f"{choice} AND {nested.group(2)}" for choice in re.split(r"\s+OR\s+", nested.group(1)))


def _ids(choice: str) -> set[str]:
    return {word for word in re.split(r"\s+(?:AND|WITH)\s+", choice.strip()) if word}


def listing(owner: str, inside: tuple[Crate, ...]) -> str:
    """Return the list to read: every crate with its licence, authors and address."""
    head = (
        f"Rust crates compiled into {owner} ({len(inside)}), from the wheel's own bill of materials.\n"
        "The texts of their licences lie in crates/. Source: https://crates.io/crates/NAME/VERSION\n\n"
    )
    rows = [
        f"{crate.name} {crate.version}: {crate.licence}\n"
        + "".join(f"    {line}\n" for line in (crate.authors, crate.address) if line)
        for crate in inside
    ]
    return head + "".join(rows)


def _crate(component: dict[str, object]) -> Crate:
    stated = component.get("licenses") or []
    assert isinstance(stated, list)
    licence = " AND ".join(
        str(each.get("expression") or each["license"].get("id") or each["license"].get("name"))
        for each in stated
    )
    links = component.get("externalReferences") or []
    assert isinstance(links, list)
    address = next((str(link["url"]) for link in links if link["type"] in {"vcs", "website"}), "")
    hashes = component.get("hashes") or []
    assert isinstance(hashes, list)
    return Crate(
        name=str(component["name"]),
        version=str(component["version"]),
        licence=re.sub(r"\s+", " ", licence.replace("/", " OR ")) or "NOASSERTION",
        authors=str(component.get("author", "")),
        address=address,
        sha256=next((str(each["content"]) for each in hashes if each["alg"] == "SHA-256"), ""),
    )
