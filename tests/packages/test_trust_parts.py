"""How the parts of a folder are told: made-up folders with every kind of file, and strays that must be noticed."""

from __future__ import annotations

import json
import marshal
import shutil
import struct
import tomllib
import zipfile
from pathlib import Path

import bills
import crates
import distributions
import frozen_archive
import lgpl_page
import licences
import parts
import pytest
import sbom
import versions
from crates import Crate

pytestmark = pytest.mark.quick

HERE = Path(parts.HERE)
COOKIE = b"MEI\014\013\012\013\016"


def frozen(modules: list[str], *, before: bytes = b"\x7fELF starts here _MEIPASS ") -> bytes:
    """An executable with PyInstaller's archive at its end."""
    table = marshal.dumps([(name, (0, 0, 0)) for name in modules])
    pyz = b"PYZ\0" + b"magi" + struct.pack("!i", 12) + table
    name = b"PYZ.pyz\0"
    entry = struct.pack("!IIIIBc", 18 + len(name), 0, len(pyz), len(pyz), 0, b"z") + name
    size = len(pyz) + len(entry) + 88
    return (
        before
        + pyz
        + entry
        + struct.pack("!8sIIII64s", COOKIE, size, len(pyz), len(entry), 311, b"libpython3.11.so")
    )


def put(tree: Path, name: str, content: bytes = b"x") -> Path:
    place = tree / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return place


def windows_file(*numbers: int) -> bytes:
    """A library's bytes with a version resource."""
    high, low = numbers[0] << 16 | numbers[1], numbers[2] << 16 | numbers[3]
    return b"MZ" + bytes(40) + struct.pack("<IIII", 0xFEEF04BD, 0x10000, high, low)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small folder that has a part of each kind."""
    put(
        tmp_path,
        "doorstep",
        frozen(["desktop.launch", "numpy", "numpy.linalg", "json", "PySide6.QtCore", "segno"]),
    )
    put(
        tmp_path,
        "_internal/PySide6/Qt/lib/libQt6Core.so.6",
        b"\0Qt 6.9.3 (x86_64)\0 10.46\0" + b"\x0010.46 2025-08-27\0",
    )
    put(tmp_path, "_internal/PySide6/QtCore.abi3.so")
    put(tmp_path, "_internal/libsqlite3.so.0", b"...3.40.1\0...")
    put(tmp_path, "_internal/numpy/linalg/_umath_linalg.so")
    put(tmp_path, "_internal/assets/locale/en/doorstep.mo")
    put(tmp_path, "_internal/release.json", b"{}")
    put(tmp_path, "portable.flag", b"")
    put(tmp_path, "请先看.txt")
    return tmp_path


def part(tree: Path, name: str) -> parts.Part:
    return next(each for each in parts.take_inventory(tree).parts if each.id == name)


def names(tree: Path) -> set[str]:
    return {each.id for each in parts.take_inventory(tree).parts}


# -- whom a file belongs to


def test_every_kind_of_file_finds_its_part(tree: Path) -> None:
    assert parts.take_inventory(tree).strays == ()
    assert {
        "doorstep",
        "qt",
        "pyside",
        "sqlite",
        "numpy",
        "segno",
        "pyinstaller-bootloader",
        "pcre2",
    } <= names(tree)
    assert part(tree, "numpy").files == ["_internal/numpy/linalg/_umath_linalg.so"]
    assert part(tree, "segno").files == [], "its modules are inside the program"
    assert {"portable.flag", "请先看.txt", "_internal/release.json"} <= set(part(tree, "doorstep").files)


def test_what_is_not_there_is_no_part(tree: Path) -> None:
    assert not names(tree) & {"icu", "openssl", "vc-runtime", "pillow", "typst", "openssl-in-typst"}


@pytest.mark.parametrize(
    "stray",
    [
        "_internal/libreadline.so.8",
        "_internal/libgtk-3.so.0",
        "_internal/mypy/build.so",
        "_internal/something.dll",
        "extra/folder.txt",
        "helper.exe",
    ],
)
def test_a_file_of_no_part_stops_the_build(tree: Path, stray: str) -> None:
    put(tree, stray)
    with pytest.raises(SystemExit, match=stray.replace(".", r"\.")):
        parts.demand_whole(parts.take_inventory(tree))


def test_a_module_of_a_tool_stops_the_build(tree: Path) -> None:
    put(tree, "doorstep", frozen(["desktop.launch", "pytest", "_pytest.main", "lxml.etree"]))
    strays = parts.take_inventory(tree).strays
    assert [stray.split()[1] for stray in strays if stray.startswith("module")] == [
        "_pytest",
        "lxml",
        "pytest",
    ]


def test_both_scripts_refuse_a_folder_with_a_stray(tree: Path, tmp_path: Path) -> None:
    put(tree, "_internal/libreadline.so.8")
    with pytest.raises(SystemExit, match="libreadline"):
        licences.main([str(tree)])
    with pytest.raises(SystemExit, match="libreadline"):
        sbom.main([str(tree), "--out", str(tmp_path / "bill.json")])
    assert not (tmp_path / "bill.json").exists()


def test_a_link_belongs_with_what_it_points_to(tree: Path) -> None:
    (tree / "_internal/libQt6Core.so.6").symlink_to("PySide6/Qt/lib/libQt6Core.so.6")
    inventory = parts.take_inventory(tree)
    assert inventory.strays == ()
    listed = next(row for row in sbom.bill_of(inventory)["components"] if row["bom-ref"] == "qt")[
        "components"
    ]
    assert [row["name"] for row in listed] == ["_internal/PySide6/Qt/lib/libQt6Core.so.6"]


def test_the_licences_themselves_are_no_part(tree: Path) -> None:
    put(tree, "licences/anything/at-all.bin")
    assert parts.take_inventory(tree).strays == ()


def test_windows_names_are_known_whatever_their_case(tree: Path) -> None:
    (tree / "doorstep").rename(tree / "doorstep.exe")
    put(tree, "_internal/VCRUNTIME140.dll", windows_file(14, 44, 35211, 0))
    put(tree, "_internal/PySide6/MSVCP140.dll", windows_file(14, 44, 35211, 0))
    put(tree, "_internal/numpy.libs/msvcp140-0123.dll", windows_file(14, 16, 27033, 0))
    put(tree, "_internal/PySide6/Qt6Gui.dll", b"Qt 6.9.3 autofitter HB_SHAPER_LIST")
    inventory = parts.take_inventory(tree)
    assert inventory.strays == ()
    assert part(tree, "vc-runtime").version == "14.44.35211.0"
    assert part(tree, "vc-runtime-in-numpy").version == "14.16.27033.0"
    assert "freetype-in-qt" in names(tree), "Linux's Qt takes the system's; this one carries its own"


def test_geos_is_told_from_the_wheel_that_carries_it(tree: Path, tmp_path: Path) -> None:
    put(tree, "doorstep", frozen(["desktop.launch", "shapely", "shapely.lib"]))
    put(tree, "_internal/shapely/lib.so")
    put(tree, "_internal/shapely.libs/libgeos-d1e818bb.so.3.14.1")
    put(tree, "_internal/shapely.libs/libgeos_c-ac38a227.so.1.20.5", b"\x003.14.1-CAPI-1.20.5\0")
    put(tree, "_internal/shapely.libs/msvcp140-0fa7eb.dll", windows_file(14, 0, 35000, 0))
    assert parts.take_inventory(tree).strays == ()
    geos = part(tree, "geos")
    assert (geos.version, geos.licence, len(geos.files)) == ("3.14.1", "LGPL-2.1-only", 2)
    assert part(tree, "shapely").licence == "BSD-3-Clause"
    assert part(tree, "vc-runtime-in-shapely").files == ["_internal/shapely.libs/msvcp140-0fa7eb.dll"]
    page = lgpl_page.text(parts.take_inventory(tree))
    assert "geos-3.14.1.tar.bz2" in page
    assert "`_internal/shapely.libs/libgeos-d1e818bb.so.3.14.1`" in page
    licences.write(parts.take_inventory(tree), tmp_path / "licences")
    assert "LESSER GENERAL PUBLIC" in (tmp_path / "licences/geos/LICENSE_GEOS.txt").read_text(
        encoding="utf-8"
    )


def test_a_folder_without_the_program_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no doorstep program"):
        parts.take_inventory(tmp_path)


# -- the archive in the program


def test_modules_are_read_from_the_end_of_an_executable(tmp_path: Path) -> None:
    program = put(
        tmp_path, "doorstep.exe", frozen(["a", "b.c"], before=b"MZ" + bytes(999)) + b"a signature follows"
    )
    assert frozen_archive.modules(program) == {"a", "b.c"}


@pytest.mark.parametrize("content", [b"", b"MZ and nothing else"])
def test_an_executable_without_an_archive_is_told(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(ValueError, match="no frozen program"):
        frozen_archive.modules(put(tmp_path, "doorstep", content))


def test_an_archive_of_another_kind_is_told(tmp_path: Path) -> None:
    content = frozen(["a"]).replace(b"PYZ\0magi", b"ZYP\0magi")
    with pytest.raises(ValueError, match="another kind"):
        frozen_archive.modules(put(tmp_path, "doorstep", content))


# -- versions


def test_versions_come_from_the_files(tree: Path) -> None:
    assert part(tree, "qt").version == "6.9.3"
    assert part(tree, "sqlite").version == "3.40.1"
    assert part(tree, "pcre2").version == "10.46"
    assert part(tree, "numpy").version == "2.0.2"
    assert part(tree, "sqlite").purl == "pkg:generic/sqlite@3.40.1"


def test_a_version_that_cannot_be_told_is_left_empty(tree: Path) -> None:
    put(tree, "_internal/libffi.so.8")
    assert part(tree, "libffi").version == ""
    assert part(tree, "libffi").purl == "pkg:generic/libffi"
    row = next(
        each for each in sbom.bill_of(parts.take_inventory(tree))["components"] if each["bom-ref"] == "libffi"
    )
    assert "version" not in row


def test_the_version_of_a_windows_file_is_in_its_resource(tmp_path: Path) -> None:
    assert versions.of_windows_file(put(tmp_path, "a.dll", windows_file(14, 44, 35211, 0))) == "14.44.35211.0"
    assert versions.of_windows_file(put(tmp_path, "b.dll", b"MZ")) == ""


def test_the_version_of_a_font_is_in_its_names() -> None:
    fonts = parts.ROOT / "assets/fonts"
    assert (
        versions.of_font(fonts / "NotoSansSC-Regular.ttf")
        == versions.of_font(fonts / "NotoSansSC-Bold.ttf")
        == "2.004"
    )
    assert versions.of_font(fonts / "NotoEmoji-Regular.ttf").startswith("3.")


def test_a_wheels_own_bill_gives_versions_of_what_is_inside() -> None:
    assert versions.of_bill("pillow", "libtiff").count(".") == 2
    assert versions.of_bill("pillow", "no such library") == ""


def test_the_lock_answers_for_what_is_not_installed() -> None:
    assert distributions.locked("pyinstaller") == distributions.locked("PyInstaller")
    assert distributions.about("pyinstaller").version == distributions.locked("pyinstaller")
    with pytest.raises(LookupError):
        distributions.locked("no-such-thing")


# -- the table


def test_every_row_of_the_table_is_whole() -> None:
    rows = parts.table()["component"]
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert row.get("files") or row.get("within"), row["id"]
        assert row["texts"], row["id"]
        assert sbom.licences(row["licence"]), row["id"]
        assert {"name", "licence", "purl", "home", "source"} <= row.keys(), row["id"]
        assert set(row.get("needs", ())) <= {each["id"] for each in rows}, row["id"]


def test_every_text_kept_here_says_where_it_is_from_and_is_used() -> None:
    kept = {path.name for path in (HERE / "texts").iterdir()}
    assert kept == set(parts.table()["sources"]), "each text has its origin noted"
    assert all((HERE / "texts" / name).read_text(encoding="utf-8").strip() for name in kept)
    named = {text.removeprefix("texts/") for row in parts.table()["component"] for text in row["texts"]}
    for_crates = {
        f"{name}.txt"
        for wheel in ("typst", "cryptography", "pydantic-core")
        for name in crates.licences(crates.of(wheel))
    }
    assert kept - named - for_crates == set(), "nothing lies there for nothing"


def test_every_licence_of_the_run_time_is_an_spdx_expression() -> None:
    schema = tomllib.loads((HERE / "components.toml").read_text(encoding="utf-8"))
    for wheel in distributions.run_time() - {"pip", "pyside6-essentials", "shiboken6", "tzdata"}:
        assert distributions.licence(wheel, schema["licences"])


def test_words_that_are_no_licence_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distributions.dependency_cost, "licence", lambda _name: "do as you like, friend")
    with pytest.raises(SystemExit, match="no SPDX licence"):
        distributions.licence("numpy", {})


@pytest.mark.parametrize(
    ("expression", "written"),
    [
        ("MIT", [{"license": {"id": "MIT"}}]),
        ("MIT OR Apache-2.0", [{"expression": "MIT OR Apache-2.0"}]),
        ("LicenseRef-GUST-Font-License", [{"license": {"name": "GUST Font License"}}]),
    ],
)
def test_licences_are_written_as_the_format_wants_them(expression: str, written: list[object]) -> None:
    assert sbom.licences(expression) == written


# -- crates


def crate(licence: str) -> Crate:
    return Crate("one", "1.0", licence, "Somebody", "https://example.org", "")


@pytest.mark.parametrize(
    ("licence", "texts"),
    [
        ("MIT", ["MIT"]),
        ("MIT OR Apache-2.0", ["Apache-2.0", "MIT"]),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", ["Apache-2.0", "MIT", "Unicode-3.0"]),
        ("Apache-2.0 WITH LLVM-exception", ["Apache-2.0", "LLVM-exception"]),
        ("Apache-2.0 OR GPL-2.0-only", ["Apache-2.0"]),
    ],
)
def test_the_texts_of_a_crate_are_those_of_its_licence(licence: str, texts: list[str]) -> None:
    assert crates.licences((crate(licence),)) == texts


@pytest.mark.parametrize("licence", ["GPL-2.0-only", "NOASSERTION", "MIT AND GPL-3.0-only"])
def test_a_crate_without_a_text_stops_the_build(licence: str) -> None:
    with pytest.raises(SystemExit, match="no text for"):
        crates.licences((crate(licence),))


def test_the_crates_of_a_wheel_are_listed_with_their_authors() -> None:
    inside = crates.of("cryptography")
    assert len(inside) > 20
    assert {"asn1", "pyo3"} <= {each.name for each in inside}
    assert all(each.licence != "NOASSERTION" for each in inside)
    listing = crates.listing("cryptography", inside)
    assert "asn1 " in listing
    assert "Alex Gaynor" in listing
    assert crates.of("segno") == (), "pure Python has none"


# -- courses


def test_the_credits_of_courses_are_read_from_folders_and_from_packs(tmp_path: Path) -> None:
    head = b'id = "ord-x"\nversion = "1.0.0"\ntitle = "T"\nlicence = "Apache-2.0"\n[[credits]]\npath = "a.webp"\nauthor = "A"\nlicence = "CC0-1.0"\ntitle = "Pic"\n'
    put(tmp_path, "_internal/courses/one/pack.toml", head)
    with zipfile.ZipFile(tmp_path / "_internal/courses/two.dspack", "w") as archive:
        archive.writestr("pack.toml", head)
    told = licences.course_credits(tmp_path)
    assert told.count("a.webp: Pic") == 2
    assert told.count("A · CC0-1.0") == 2


def test_the_scripts_want_their_arguments(capsys: pytest.CaptureFixture[str]) -> None:
    assert licences.main([]) == 2
    assert "TREE" in capsys.readouterr().err


# -- packages


@pytest.mark.parametrize("kind", ["zip", "tar.xz"])
def test_a_packages_bill_is_that_of_what_is_inside(
    tree: Path, tmp_path_factory: pytest.TempPathFactory, kind: str
) -> None:
    dist = tmp_path_factory.mktemp("dist")
    whole = tmp_path_factory.mktemp("whole") / "Doorstep"
    shutil.copytree(tree, whole)
    stem = f"Doorstep-{versions.of_program()}-x86_64"
    shutil.make_archive(str(dist / stem), {"zip": "zip", "tar.xz": "xztar"}[kind], whole.parent, "Doorstep")
    (dist / "Doorstep-0.0.1-x86_64.zip").write_bytes(b"of another version, not opened")
    assert bills.main([str(dist)]) == 0
    bill = json.loads((dist / f"{stem}.{kind}.cdx.json").read_bytes())
    assert {row["bom-ref"] for row in bill["components"]} == names(tree) - {"doorstep"}
    assert [place.name for place in dist.glob("*.cdx.json")] == [f"{stem}.{kind}.cdx.json"]


def test_a_setup_whose_folder_is_gone_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bills, "WINDOWS_FOLDER", tmp_path / "gone")
    put(tmp_path, f"Doorstep-{versions.of_program()}-windows-x64-setup.exe")
    assert bills.main([str(tmp_path)]) == 1
    assert "its folder is gone" in capsys.readouterr().err


def test_an_installed_windows_folder_is_known_too(tree: Path) -> None:
    put(tree, "uninstall.exe", b"Nullsoft Install System v3.08 ")
    put(tree, "_internal/icons/pack.ico")
    assert parts.take_inventory(tree).strays == ()
    assert part(tree, "nsis").version == "3.08"
