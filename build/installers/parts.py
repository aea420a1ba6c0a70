"""The parts of a frozen folder: which component each file belongs to, and which version of it really lies there.

components.toml names what is no Python distribution; distributions are found by the modules in the program's archive
and by their folders. A file of neither kind is a stray: it stops the build, so that nothing ships unnamed.
"""

from __future__ import annotations

import fnmatch
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import distributions
import versions

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TABLE = HERE / "components.toml"
PROGRAMS = ("doorstep", "doorstep.exe")
#: Written by the build itself, after or beside the parts: no part of their own.
OURS = "licences/"
#: Files beside the program that belong to it: how to start, the flag of a portable copy, the system's own entries.
BESIDE = re.compile(r"^[^/.]+(\.(txt|md|html|sh|desktop|flag|png|svg|ico|xml|json|cmd|bat))?$")
OWN = re.compile(r"^_internal/(assets/|courses/|icons/|release\.json$|LICENSE$|NOTICE$)")


@dataclass
class Part:
    """One component with what was found of it in the folder."""

    id: str
    name: str
    licence: str
    type: str = "library"
    version: str = ""
    purl: str = ""
    home: str = ""
    source: str = ""
    part_of: str = ""
    distribution: str = ""
    texts: list[str] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    within: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Inventory:
    """All parts of a folder, and the files that belong to none."""

    tree: Path
    parts: tuple[Part, ...]
    strays: tuple[str, ...]


@cache
def table() -> dict[str, Any]:
    """components.toml as read."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def take_inventory(tree: Path) -> Inventory:
    """Find the parts of a frozen folder. Raises SystemExit when it is no such folder."""
    names = sorted(_files(tree))
    if not set(names) & set(PROGRAMS):
        raise SystemExit(f"{tree} holds no doorstep program")
    owners = _owners(tree, names)
    parts = [_own_part(names)]
    for row in table()["component"]:
        parts += _row_part(tree, row, names, owners)
    modules = {str(name) for row in table()["component"] for name in row.get("modules", ())}
    found = distributions.in_program(tree / next(name for name in names if name in PROGRAMS))
    folders = _top_folders(name for name in names if not owners.get(name))
    wheels, unknown = distributions.owners((found | folders) - modules)
    for wheel in sorted(wheels):
        parts.append(_wheel_part(wheel, [name for name in names if not owners.get(name)]))
    claimed = {name for part in parts for name in part.files}
    strays = [name for name in names if name not in claimed]
    strays += [f"module {name} (in the program's archive)" for name in sorted(unknown & found)]
    return Inventory(tree, tuple(parts), tuple(strays))


def demand_whole(inventory: Inventory) -> None:
    """Stop with the list of files and modules that belong to no component."""
    if inventory.strays:
        raise SystemExit(
            f"{inventory.tree}: these belong to no component of build/installers/components.toml:\n  "
            + "\n  ".join(inventory.strays)
        )


def _files(tree: Path) -> Iterable[str]:
    for place in tree.rglob("*"):
        if place.is_file() or place.is_symlink():
            name = place.relative_to(tree).as_posix()
            if not name.startswith(OURS):
                yield name


def _owners(tree: Path, names: list[str]) -> dict[str, str]:
    """Return the component of the table that each file belongs to; a link belongs with what it points to."""
    owners: dict[str, str] = {}
    for name in names:
        target = tree / name
        if target.is_symlink() and target.exists():
            name_meant = target.resolve().relative_to(tree.resolve()).as_posix()
        else:
            name_meant = name
        for row in table()["component"]:
            if _fits(name_meant, row.get("files", ())) and not _fits(name_meant, row.get("not_files", ())):
                owners[name] = row["id"]
                break
    return owners


def _fits(name: str, globs: Iterable[str]) -> bool:
    return any(fnmatch.fnmatchcase(name.lower(), glob) for glob in globs)


def _row_part(tree: Path, row: dict[str, Any], names: list[str], owners: dict[str, str]) -> list[Part]:
    """Return the part of one row of the table, if the folder has it."""
    files = [name for name in names if owners.get(name) == row["id"]]
    hosts = [name for name in names if not files and _fits(name, row.get("within", ()))]
    signed = [name for name in hosts if versions.sign(tree / name, row.get("sign", "")) is not None]
    if not files and not signed:
        return []
    part = Part(
        id=row["id"],
        name=row["name"],
        licence=row["licence"],
        type=row.get("type", "library"),
        home=row["home"],
        source=row["source"],
        part_of=row.get("part_of", ""),
        distribution=row.get("distribution", ""),
        texts=list(row["texts"]),
        needs=list(row.get("needs", ())),
        files=files,
        within=signed,
    )
    part.version = versions.of_row(tree, row, files or signed, from_sign=not files)
    _fill_addresses(part, row["purl"])
    return [part]


def _fill_addresses(part: Part, purl: str) -> None:
    part.purl = purl.replace("@{version}", f"@{part.version}" if part.version else "")
    part.source = part.source.replace("{version}", part.version)


def _own_part(names: list[str]) -> Part:
    own = [
        name
        for name in names
        if name in PROGRAMS or ("/" not in name and BESIDE.match(name)) or OWN.match(name)
    ]
    rows = table()["component"]
    return Part(
        id="doorstep",
        name="Doorstep 家门口标注实训工作站",
        licence="Apache-2.0",
        type="application",
        version=versions.of_program(),
        purl=f"pkg:generic/doorstep@{versions.of_program()}",
        texts=["root:LICENSE", "root:NOTICE"],
        files=[name for name in own if not any(_fits(name, row.get("files", ())) for row in rows)],
    )


def _wheel_part(wheel: str, names: list[str]) -> Part:
    about = distributions.about(wheel)
    folders = distributions.folders(wheel)
    return Part(
        id=distributions.normal(wheel),
        name=about.name,
        licence=distributions.licence(wheel, table()["licences"]),
        version=about.version,
        purl=f"pkg:pypi/{distributions.normal(wheel)}@{about.version}",
        home=about.home,
        source=f"https://pypi.org/project/{about.name}/{about.version}/",
        distribution=wheel,
        texts=[f"dist:{wheel}/*"],
        needs=sorted(distributions.needs(wheel)),
        files=[
            name for name in names if _top(name) in folders or _dist_info(name) == distributions.normal(wheel)
        ],
        within=["the program's archive"],
    )


def _top(name: str) -> str:
    """``typst`` of ``_internal/typst/_typst.abi3.so``; ``_cffi_backend`` of ``_internal/_cffi_backend.cp….so``."""
    parts = PurePosixPath(name).parts
    return parts[1].split(".")[0] if len(parts) > 1 and parts[0] == "_internal" else ""


def _dist_info(name: str) -> str:
    parts = PurePosixPath(name).parts
    if len(parts) > 2 and parts[1].endswith(".dist-info"):
        return distributions.normal(parts[1].split("-")[0])
    return ""


def _top_folders(names: Iterable[str]) -> set[str]:
    return {top for name in names if (top := _top(name)) and not _dist_info(name)}
