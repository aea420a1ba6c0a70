"""Python distributions in a frozen folder: which ones the program's archive holds, and what their metadata say.

The metadata are those of the environment that runs this: the one the folder was frozen in, or one with the same lock.
"""

from __future__ import annotations

import importlib.metadata
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements-build.lock"
sys.path.insert(0, str(ROOT / "build"))

import frozen_archive  # noqa: E402

import dependency_cost  # noqa: E402

#: Modules of the archive that are the program's own or the freezer's, or of the standard library.
OWN_MODULES = {"desktop", "_pyi_rth_utils"}
#: Data folders of the program itself.
OWN_FOLDERS = {"assets", "courses", "LICENSE", "NOTICE", "release", "base_library"}
WORDED = {
    "MIT License": "MIT",
    "Apache Software License": "Apache-2.0",
    "Python Software Foundation License": "PSF-2.0",
}


@dataclass(frozen=True)
class About:
    """What a distribution says of itself."""

    name: str
    version: str
    home: str


def normal(name: str) -> str:
    """The one spelling under which names are compared."""
    return str(dependency_cost.normal(name))


def in_program(program: Path) -> set[str]:
    """Return the top-level modules frozen into a program, less the standard library's."""
    tops = {name.split(".")[0] for name in frozen_archive.modules(program)}
    return {
        top
        for top in tops - OWN_MODULES
        if top not in sys.stdlib_module_names and not top.startswith("_sysconfigdata")
    }


def owners(modules: set[str]) -> tuple[set[str], set[str]]:
    """Return the run-time distributions that own these modules, and the modules that none of them owns."""
    found: set[str] = set()
    unknown: set[str] = set()
    for module in modules - OWN_FOLDERS:
        mine = {name for name in _by_module().get(module, ()) if normal(name) in run_time()}
        if mine:
            found |= {normal(name) for name in mine}
        else:
            unknown.add(module)
    return found, unknown


@cache
def _by_module() -> Mapping[str, list[str]]:
    return importlib.metadata.packages_distributions()


def asked_for() -> list[str]:
    """The distributions that pyproject.toml itself asks for at run time."""
    return list(dependency_cost.dependencies())


@cache
def run_time() -> frozenset[str]:
    """The distributions that pyproject.toml asks for at run time and all that they need, in normal spelling."""
    return frozenset(
        need for name in dependency_cost.dependencies() for need in dependency_cost.closure(name)
    )


def folders(wheel: str) -> set[str]:
    """Return the top-level modules and folders of a distribution."""
    return {module for module, names in _by_module().items() if wheel in {normal(name) for name in names}}


def about(wheel: str) -> About:
    """Return what a distribution says of itself; the freezer may be locked only, not installed."""
    try:
        said = importlib.metadata.metadata(wheel)
    except importlib.metadata.PackageNotFoundError:
        return About(wheel, locked(wheel), "")
    links = dict(line.split(", ", 1) for line in said.get_all("Project-URL") or [] if ", " in line)
    known = {name.lower(): link for name, link in links.items()}
    home = (said.get_all("Home-page") or [""])[0] or next(
        (
            known[word]
            for word in ("homepage", "home", "repository", "source", "source code")
            if word in known
        ),
        "",
    )
    return About(
        str(said["Name"]), importlib.metadata.version(wheel), str(home or next(iter(links.values()), ""))
    )


def locked(wheel: str) -> str:
    """Return the version that requirements-build.lock pins. Raises LookupError."""
    for line in LOCK.read_text(encoding="utf-8").splitlines():
        name, pinned, rest = line.partition("==")
        if pinned and normal(name) == normal(wheel):
            return rest.split()[0]
    raise LookupError(f"{wheel} is not in {LOCK.name}")


def licence(wheel: str, overrides: Mapping[str, str]) -> str:
    """Return a distribution's licence as an SPDX expression; SystemExit when its own words are not known."""
    if normal(wheel) in overrides:
        return overrides[normal(wheel)]
    stated = str(dependency_cost.licence(wheel))
    stated = WORDED.get(stated, stated)
    if not re.fullmatch(r"[A-Za-z0-9.+-]+( (OR|AND|WITH) [A-Za-z0-9.+-]+)*", stated):
        raise SystemExit(
            f"{wheel}: {stated!r} is no SPDX licence; say it in components.toml under [licences]"
        )
    return stated


def needs(wheel: str) -> set[str]:
    """Return the run-time distributions that a distribution asks for itself."""
    asked = importlib.metadata.requires(wheel) or []
    return {
        normal(dependency_cost.named(line))
        for line in asked
        if "extra ==" not in line and normal(dependency_cost.named(line)) in run_time()
    }


def texts(wheel: str, glob: str) -> list[Path]:
    """Return the licence texts that a distribution carries in its metadata, in order."""
    found = []
    for file in importlib.metadata.files(wheel) or []:
        name = file.as_posix()
        if ".dist-info/" not in name or "sboms/" in name or ".." in name:
            continue
        legal = re.search(
            r"licen[cs]e|copying|notice|authors", name.split(".dist-info/", 1)[1], re.IGNORECASE
        )
        if legal and file.match(glob.rsplit("/", 1)[-1] if glob == "*" else glob):
            found.append(Path(str(file.locate())))
    return sorted(found)


def bills(wheel: str) -> list[Path]:
    """Return the bills of materials that a distribution carries."""
    found = [file for file in importlib.metadata.files(wheel) or [] if ".dist-info/sboms/" in file.as_posix()]
    return sorted(Path(str(file.locate())) for file in found)
