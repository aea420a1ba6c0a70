"""The list of parts comes out wherever the program runs: beside a frozen program, in a checkout, from a torn folder."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from desktop.base import licences
from desktop.base.licences import Part, licence_folder, shipped_parts, text_of

ROW = {
    "id": "qt",
    "name": "Qt",
    "version": "6.9.3",
    "licence": "LGPL-3.0-only",
    "kind": "library",
    "part_of": "",
    "home": "https://www.qt.io",
    "source": "https://download.qt.io",
    "texts": ["LGPL-QT.md", "qt/LGPL-3.0.txt"],
}


def frozen(folder: Path, rows: list[dict[str, object]]) -> Path:
    """A program's folder with texts beside it."""
    own = folder / "licences"
    (own / "qt").mkdir(parents=True)
    (own / "LICENSE").write_text("Apache License", encoding="utf-8")
    (own / "NOTICE").write_text("what is not ours", encoding="utf-8")
    (own / "LGPL-QT.md").write_text("# Qt 与 PySide", encoding="utf-8")
    (own / "qt/LGPL-3.0.txt").write_text("GNU LESSER GENERAL PUBLIC LICENSE", encoding="utf-8")
    (own / "index.json").write_text(json.dumps({"format": 1, "parts": rows}), encoding="utf-8")
    return folder


def test_a_frozen_program_reads_the_list_beside_it(tmp_path: Path) -> None:
    (part,) = shipped_parts(frozen(tmp_path, [ROW]))
    assert (part.name, part.version, part.licence) == ("Qt", "6.9.3", "LGPL-3.0-only")
    assert part.source == "https://download.qt.io"
    assert [path.name for path in part.texts] == ["LGPL-QT.md", "LGPL-3.0.txt"]
    assert text_of(part.texts[0]) == "# Qt 与 PySide"


def test_a_part_inside_another_says_so(tmp_path: Path) -> None:
    inside = {**ROW, "id": "pcre2", "name": "PCRE2", "part_of": "qt"}
    assert [part.name for part in shipped_parts(frozen(tmp_path, [ROW, inside]))] == ["Qt", "PCRE2 (Qt)"]


def test_without_an_address_of_its_source_the_home_page_serves(tmp_path: Path) -> None:
    (part,) = shipped_parts(frozen(tmp_path, [{**ROW, "source": ""}]))
    assert part.source == "https://www.qt.io"


def test_no_text_leads_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("no licence", encoding="utf-8")
    (part,) = shipped_parts(frozen(tmp_path, [{**ROW, "texts": ["../secret", "qt/LGPL-3.0.txt"]}]))
    assert [path.name for path in part.texts] == ["LGPL-3.0.txt"]


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"parts": [{"id": "qt"}]}', b"\xff\xfe\x00"])
def test_a_torn_list_leaves_the_program_and_its_notice(
    tmp_path: Path, damage: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    frozen(tmp_path, [ROW])
    (tmp_path / "licences/index.json").write_bytes(damage)
    with caplog.at_level(logging.CRITICAL, logger="desktop.base.licences"):
        program = shipped_parts(tmp_path)[0]
    assert program.licence == "Apache-2.0"
    assert [path.name for path in program.texts] == ["LICENSE", "NOTICE"]


def test_a_checkout_lists_what_is_installed_and_what_lies_in_its_assets() -> None:
    assert licence_folder() is None
    parts = {part.name: part for part in shipped_parts()}
    assert {"Noto Sans SC", "Noto Emoji", "Lucide", "numpy", "typst", "PySide6_Essentials"} <= parts.keys()
    assert "pip" not in parts, "a dependency names it and the program never needs it"
    assert "pytest" not in parts, "what only developers need is no part"
    assert parts["numpy"].version == "2.0.2"
    assert "LGPL-3.0" in parts["PySide6_Essentials"].licence
    assert all(part.licence for part in parts.values())
    without = {name for name, part in parts.items() if not part.texts}
    assert without <= {"PySide6_Essentials", "shiboken6"}, "their wheels carry no text; the installer adds it"


def test_every_text_of_a_checkout_can_be_read() -> None:
    for part in shipped_parts():
        for path in part.texts:
            assert text_of(path).strip(), path


def test_a_text_in_an_old_encoding_is_shown_all_the_same(tmp_path: Path) -> None:
    place = tmp_path / "AUTHORS"
    place.write_bytes("Jos\xe9".encode("latin-1"))
    assert text_of(place) == "Jos\ufffd"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", True),
        ("qt", True),
        ("QT lgpl", True),
        ("6.9", True),
        ("gpl qt", True),
        ("icu", False),
        ("qt mit", False),
    ],
)
def test_search_wants_every_word_in_any_order(words: str, found: bool) -> None:
    assert Part("Qt", "6.9.3", "LGPL-3.0-only", "", ()).matches(words) is found


def test_a_distribution_that_is_not_installed_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {"doorstep": ["here>=1", "gone; sys_platform == 'win32'", 'dev; extra == "dev"'], "here": None}

    def requires(name: str) -> list[str] | None:
        if name not in asked:
            raise licences.importlib.metadata.PackageNotFoundError(name)
        return asked[name]

    monkeypatch.setattr(licences.importlib.metadata, "requires", requires)
    assert licences._needed("doorstep") == {"doorstep", "here"}


@pytest.mark.parametrize(
    ("pages", "links", "home"),
    [
        ([], ["Changelog, https://c", "Source Code, https://s"], "https://s"),
        (["https://h"], ["Funding, https://f"], "https://h"),
        ([], ["Funding, https://f"], ""),
        ([], ["Homepage, https://h", "Repository, https://r"], "https://r"),
    ],
)
def test_the_source_is_named_before_the_home_page(pages: list[str], links: list[str], home: str) -> None:
    assert licences._home(pages, links) == home
