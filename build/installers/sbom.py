"""Write the bill of materials of a frozen folder: CycloneDX 1.6, what really lies in it and nothing that only built it.

    python build/installers/sbom.py TREE --out FILE

Versions are measured in the files (components.toml, versions.py), every file has its SHA-256, Rust crates come from the
bills of their wheels. The same folder and SOURCE_DATE_EPOCH give the same bytes. Run by the project's interpreter
(`.venv`) or the one that froze the folder. Exit: 0 written, 1 a file belongs to no component.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import re
import sys
import uuid
from pathlib import Path
from typing import Any, TypeAlias

import crates
import distributions
import parts
import release_file
from parts import Inventory, Part

Json: TypeAlias = dict[str, Any]
#: What a reader may look for and will not find, with the reason.
ABSENT = {
    "Qt Quick, Qt Virtual Keyboard, Qt Charts": "not shipped: qt_filter.py keeps every GPL-only module out",
    "fcitx input method plug-in": "not shipped: the wheel of Qt has none; the desktop's own is used over ibus or XIM",
}
#: Every file is listed; these carry more small parts inside than leave a sign there. Their texts name them.
MORE_INSIDE = {"cpython", "numpy", "pillow", "qt", "typst"}


def main(arguments: list[str]) -> int:
    """Write the bill of a folder."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("tree", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    inventory = parts.take_inventory(options.tree.resolve())
    parts.demand_whole(inventory)
    bill = bill_of(inventory)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(
        json.dumps(bill, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n"
    )
    crates_inside = sum(len(row.get("components", ())) for row in bill["components"])
    print(
        f"sbom: {len(bill['components'])} components, {crates_inside} files and crates in them: {options.out}"
    )
    return 0


def bill_of(inventory: Inventory, *, files: bool = True) -> Json:
    """Return the bill of materials of a folder, with or without the digest of every file."""
    known = {part.id: part for part in inventory.parts}
    program = known["doorstep"]
    bill: Json = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": dt.datetime.fromtimestamp(release_file.epoch(), dt.UTC).isoformat(),
            "lifecycles": [{"phase": "post-build"}],
            "component": _component(inventory, program, files=files),
            "properties": [{"name": f"doorstep:absent:{name}", "value": why} for name, why in ABSENT.items()],
        },
        "components": [
            _component(inventory, part, files=files) for part in inventory.parts if part is not program
        ],
        "dependencies": _dependencies(known),
        "compositions": [{"aggregate": "incomplete", "assemblies": sorted(MORE_INSIDE & known.keys())}],
    }
    digest = hashlib.sha256(json.dumps(bill, sort_keys=True).encode()).hexdigest()
    bill["serialNumber"] = uuid.uuid5(uuid.NAMESPACE_OID, digest).urn
    return bill


def licences(expression: str) -> list[Json]:
    """Return a licence as CycloneDX wants it: an SPDX id, a name of our own, or an expression."""
    if re.search(r" (AND|OR|WITH) ", expression):
        return [{"expression": expression}]
    if expression.startswith("LicenseRef-"):
        return [{"license": {"name": expression.removeprefix("LicenseRef-").replace("-", " ")}}]
    return [{"license": {"id": expression}}]


def _component(inventory: Inventory, part: Part, *, files: bool) -> Json:
    row: Json = {"type": part.type, "bom-ref": part.id, "name": part.name}
    if part.version:
        row["version"] = part.version
    row["licenses"] = licences(part.licence)
    if part.purl:
        row["purl"] = part.purl
    links = [("website", part.home), ("source-distribution", part.source)]
    row["externalReferences"] = [{"type": kind, "url": url} for kind, url in links if url]
    listed = [name for name in part.files if files and not (inventory.tree / name).is_symlink()]
    inside = [_file(inventory.tree, part, name) for name in listed]
    if part.distribution and part.id == distributions.normal(part.distribution):
        inside += [_crate(part, crate) for crate in crates.of(part.distribution)]
    if inside:
        row["components"] = inside
    where = [{"name": "doorstep:inside", "value": name} for name in part.within]
    where += [{"name": "doorstep:part-of", "value": part.part_of}] if part.part_of else []
    if where:
        row["properties"] = where
    return {key: value for key, value in row.items() if value != []}


def _file(tree: Path, part: Part, name: str) -> Json:
    return {
        "type": "file",
        "bom-ref": f"{part.id}#{name}",
        "name": name,
        "hashes": [{"alg": "SHA-256", "content": hashlib.sha256((tree / name).read_bytes()).hexdigest()}],
    }


def _crate(part: Part, crate: crates.Crate) -> Json:
    row: Json = {
        "type": "library",
        "bom-ref": f"{part.id}#cargo:{crate.name}@{crate.version}",
        "name": crate.name,
        "version": crate.version,
        "licenses": [{"expression": crate.licence}],
        "purl": f"pkg:cargo/{crate.name}@{crate.version}",
    }
    if crate.sha256:
        row["hashes"] = [{"alg": "SHA-256", "content": crate.sha256}]
    return row


def _dependencies(known: dict[str, Part]) -> list[Json]:
    """Return what needs what: the program its direct needs, a part what its table or metadata name and ships."""
    wanted = {identity: {need for need in part.needs if need in known} for identity, part in known.items()}
    for part in known.values():
        if part.part_of in known:
            wanted[part.part_of].add(part.id)
        if part.distribution and part.id not in {"pyside", "pyinstaller-bootloader"}:
            wanted[part.id].add("cpython")
    direct = {distributions.normal(name) for name in distributions.asked_for()}
    wanted["doorstep"] |= (direct & known.keys()) | {
        identity
        for identity in (
            "pyside",
            "cpython",
            "pyinstaller-bootloader",
            "noto-sans-sc",
            "noto-emoji",
            "lucide",
            "courses",
        )
        if identity in known
    }
    reached = set().union(*wanted.values())
    wanted["doorstep"] |= known.keys() - reached - {"doorstep"}
    return [{"ref": identity, "dependsOn": sorted(needs)} for identity, needs in sorted(wanted.items())]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
