"""What ships is named, licensed and digested: every frozen folder against its own bill and its own licences."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import re
import subprocess
import sys
from base64 import urlsafe_b64decode
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import licences
import parts
import PIL.features
import pytest
import qt_filter
import sbom
import shapely
from cryptography.hazmat.backends.openssl import backend
from referencing import Registry, Resource

from tests.packages.conftest import DIST, ROOT

pytestmark = pytest.mark.slow

SCHEMAS = Path(__file__).with_name("schemas")
TREES = {
    "debian 12": ROOT / "build/_work/tree-bookworm",
    "glibc 2.31": ROOT / "build/_work/tree-bullseye",
    "windows": ROOT / "build/_work/windows/doorstep",
    "this machine": DIST / "doorstep",
}
HERE = "this machine"
#: What builds the program and is no part of it.
TOOLS = re.compile(
    r"^(pip|setuptools|wheel|altgraph|packaging|pyinstaller(-hooks-contrib)?|hatchling|uv|ruff|mypy|pytest.*|hypothesis|lxml)$"
)
#: A licence that would take the whole program along if it stood alone.
STRONG = re.compile(r"(?<!L)A?GPL-\d")


def the_trees() -> list[Any]:
    """This machine's folder (quick: it was frozen a moment ago), and those of the packages that were built here."""
    built = [name for name, place in TREES.items() if name != HERE and (place / "_internal").is_dir()]
    return [pytest.param(HERE, marks=pytest.mark.quick), *built]


@pytest.fixture(scope="module", params=the_trees())
def tree(request: pytest.FixtureRequest) -> Path:
    """A frozen folder."""
    place = TREES[request.param]
    if not (place / "_internal").is_dir():
        subprocess.run(["make", "installer"], cwd=ROOT, check=True)
    return place


@cache
def inventory_of(place: Path) -> parts.Inventory:
    return parts.take_inventory(place)


@pytest.fixture
def inventory(tree: Path) -> parts.Inventory:
    return inventory_of(tree)


@pytest.fixture
def bill(inventory: parts.Inventory) -> dict[str, Any]:
    return sbom.bill_of(inventory)


def files_of(place: Path) -> dict[str, Path]:
    """Every file of a folder but its licences."""
    return {
        name: path
        for path in place.rglob("*")
        if path.is_file()
        and not path.is_symlink()
        and not (name := path.relative_to(place).as_posix()).startswith("licences/")
    }


def rows_of(bill: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {row["bom-ref"]: row for row in [bill["metadata"]["component"], *bill["components"]]}


# -- everything is named


def test_every_file_and_every_module_belongs_to_a_part(inventory: parts.Inventory) -> None:
    assert inventory.strays == ()


def test_the_bill_has_every_file_once_with_its_digest(tree: Path, bill: dict[str, Any]) -> None:
    listed = [
        (inside["name"], inside["hashes"][0]["content"])
        for row in rows_of(bill).values()
        for inside in row.get("components", ())
        if inside["type"] == "file"
    ]
    there = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files_of(tree).items()}
    assert len(listed) == len(there), "no file stands there twice"
    assert dict(listed) == there


def test_the_bill_fits_the_published_schema(bill: dict[str, Any]) -> None:
    def schema(name: str) -> Any:
        return json.loads((SCHEMAS / f"{name}.SNAPSHOT.schema.json").read_bytes())

    others = [
        (f"http://cyclonedx.org/schema/{name}.SNAPSHOT.schema.json", Resource.from_contents(schema(name)))
        for name in ("spdx", "jsf-0.82")
    ]
    judge = jsonschema.Draft7Validator(schema("bom-1.6"), registry=Registry().with_resources(others))
    assert [f"{list(fault.absolute_path)}: {fault.message}" for fault in judge.iter_errors(bill)] == []
    assert bill["specVersion"] == "1.6"


def test_a_wrong_bill_does_not_fit(bill: dict[str, Any]) -> None:
    bill["components"][0]["licenses"] = [{"license": {"id": "Some-Licence"}}]
    with pytest.raises(AssertionError):
        test_the_bill_fits_the_published_schema(bill)


def test_no_tool_of_the_build_is_in_the_bill(bill: dict[str, Any]) -> None:
    assert [name for name in rows_of(bill) if TOOLS.match(name)] == []
    assert "pyinstaller-bootloader" in rows_of(bill), "the start of the program comes from it and does ship"


def test_what_is_asked_for_most_has_a_version_that_was_measured(tree: Path, bill: dict[str, Any]) -> None:
    rows = rows_of(bill)
    wanted = {
        "qt",
        "pyside",
        "cpython",
        "sqlite",
        "openssl-in-cryptography",
        "openblas",
        "pcre2",
        "noto-sans-sc",
    }
    wanted |= {"icu"} if (tree / "doorstep").exists() else {"vc-runtime"}
    assert {name for name in wanted if not rows[name].get("version")} == set()
    assert rows["qt"]["version"] == rows["pyside"]["version"] == "6.9.3"
    assert rows["geos"]["version"] == shapely.geos_version_string.split("-")[0]


def test_everything_is_reached_from_the_program(bill: dict[str, Any]) -> None:
    needs = {row["ref"]: row["dependsOn"] for row in bill["dependencies"]}
    reached: set[str] = set()
    waiting = ["doorstep"]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += needs[name]
    assert reached == rows_of(bill).keys() == needs.keys()


def test_the_same_folder_gives_the_same_bill(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    made = [tmp_path / "a.json", tmp_path / "b.json"]
    for seed, target in zip(("0", "7"), made, strict=True):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        command = [sys.executable, ROOT / "build/installers/sbom.py", tree, "--out", target]
        subprocess.run(command, check=True, capture_output=True)
    assert made[0].read_bytes() == made[1].read_bytes()
    assert str(ROOT) not in made[0].read_text(encoding="utf-8"), "no path of the building machine"
    assert json.loads(made[0].read_bytes())["metadata"]["timestamp"] == "2026-11-23T00:00:00+00:00"


# -- versions, asked of the libraries themselves


def test_the_libraries_themselves_say_the_same_versions(tree: Path, bill: dict[str, Any]) -> None:
    rows = rows_of(bill)
    assert rows["openssl-in-cryptography"]["version"] in backend.openssl_version_text()
    library = tree / "_internal/libsqlite3.so.0"
    if library.exists():
        ask = "import ctypes,sys;f=ctypes.CDLL(sys.argv[1]).sqlite3_libversion;f.restype=ctypes.c_char_p;print(f().decode())"
        done = subprocess.run(
            [sys.executable, "-c", ask, library], capture_output=True, text=True, check=True
        )
        assert rows["sqlite"]["version"] == done.stdout.strip()
    for part, feature in (
        ("libjpeg-turbo", "libjpeg_turbo"),
        ("libtiff", "libtiff"),
        ("openjpeg", "jpg_2000"),
    ):
        assert rows[part]["version"] == PIL.features.version(feature)


def test_libraries_under_the_lgpl_lie_there_byte_for_byte_as_published(
    tree: Path, inventory: parts.Inventory
) -> None:
    if not (tree / "doorstep").exists():
        pytest.skip("the wheels installed here are those of Linux")
    published = {
        file.as_posix(): urlsafe_b64decode(file.hash.value + "=").hex()
        for wheel in ("PySide6-Essentials", "shiboken6", "shapely")
        for file in importlib.metadata.files(wheel) or ()
        if file.hash is not None
    }
    compared: Counter[str] = Counter()
    for part in inventory.parts:
        for name in part.files if part.id in {"qt", "pyside", "icu", "geos"} else ():
            inside = name.removeprefix("_internal/")
            if not (tree / name).is_symlink() and inside in published:
                assert hashlib.sha256((tree / name).read_bytes()).hexdigest() == published[inside], name
                compared[part.id] += 1
    assert compared["qt"] > 10
    assert compared["geos"] == 2


# -- licences


def test_no_part_is_under_a_strong_licence_alone(inventory: parts.Inventory) -> None:
    for part in inventory.parts:
        choices = re.split(r" OR ", part.licence)
        free = [choice for choice in choices if not STRONG.search(choice) or " WITH " in choice]
        assert free, f"{part.id}: {part.licence}"


def test_no_gpl_only_part_of_qt_is_there(tree: Path) -> None:
    assert [name for name in files_of(tree) if qt_filter.gpl_only(name)] == []
    assert qt_filter.gpl_only("_internal/PySide6/Qt/lib/libQt6Charts.so.6"), (
        "the check sees what it looks for"
    )


def test_every_part_has_the_full_text_of_its_licence(inventory: parts.Inventory, tmp_path: Path) -> None:
    licences.write(inventory, tmp_path / "licences")
    assert licences.missing(inventory, tmp_path / "licences") == []
    rows = json.loads((tmp_path / "licences/index.json").read_bytes())["parts"]
    assert {row["id"] for row in rows} == {part.id for part in inventory.parts}
    for row in rows:
        size = sum((tmp_path / "licences" / name).stat().st_size for name in row["texts"])
        assert size > 300, f"{row['id']}: {size} bytes are no licence"


def test_a_text_that_is_gone_is_noticed(inventory: parts.Inventory, tmp_path: Path) -> None:
    licences.write(inventory, tmp_path / "licences")
    (tmp_path / "licences/qt/LGPL-3.0.txt").unlink()
    assert licences.missing(inventory, tmp_path / "licences") == ["qt: qt/LGPL-3.0.txt is not there"]


def test_the_duties_towards_qt_are_met(tree: Path, inventory: parts.Inventory, tmp_path: Path) -> None:
    licences.write(inventory, tmp_path / "licences")
    page = (tmp_path / "licences/LGPL-QT.md").read_text(encoding="utf-8")
    duties = (
        "6.9.3",
        "LGPL-3.0",
        "源码提供承诺",
        "Offer",
        "逆向工程",
        "Reverse engineering is not forbidden",
        "Unmodified",
    )
    assert [words for words in duties if words not in page] == []
    named = re.findall(r"`(_internal/[^`*]+)`", page)
    assert len(named) > 10
    assert all((tree / name).exists() for name in named), "what may be replaced lies where the page says"
    core = "Qt6Core.dll" if (tree / "doorstep.exe").exists() else "libQt6Core.so.6"
    assert any(name.endswith(core) for name in named)
    assert {"GEOS", "LGPL-2.1"} <= set(re.findall(r"[\w.-]+\w", page))
    assert any("shapely.libs/" in name for name in named)


def test_the_folder_itself_carries_its_licences(tree: Path) -> None:
    command = [sys.executable, ROOT / "build/installers/licences.py", "--check", tree]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for name in ("LICENSE", "NOTICE", "LGPL-QT.md", "README.txt", "index.json", "doorstep.cdx.json"):
        assert (tree / "licences" / name).stat().st_size > 500, name


# -- digests


def test_the_list_of_digests_is_right_and_whole() -> None:
    # Made anew: packages may have been built since the last release.
    subprocess.run(["make", "release"], cwd=ROOT, check=True, capture_output=True)
    sums = DIST / "SHA256SUMS"
    listed = dict(reversed(line.split("  ", 1)) for line in sums.read_text(encoding="utf-8").splitlines())
    assert listed
    for name, digest in listed.items():
        found = hashlib.sha256((DIST / name.lstrip("*")).read_bytes()).hexdigest()
        assert found == digest, name
    shipped = {
        path.name
        for path in DIST.iterdir()
        if path.is_file() and path.suffix in {".deb", ".exe", ".zip", ".xz"}
    }
    assert shipped
    assert shipped <= {name.lstrip("*") for name in listed}
    assert {f"{name}.cdx.json" for name in shipped} <= set(listed), "each package has its bill"
