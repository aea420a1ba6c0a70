"""Nothing is shipped whose licence forbids it, and NOTICE names all of it."""

from __future__ import annotations

import re
from pathlib import Path

import dependency_cost
import notice

PERMISSIVE = re.compile(r"\b(MIT|BSD|Apache|ISC|PSF|MPL|Public Domain|Python Software|0BSD)\b", re.IGNORECASE)
LGPL = "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only"
QT = {"pyside6-essentials", "shiboken6"}


def shipped() -> set[str]:
    return {need for name in dependency_cost.dependencies() for need in dependency_cost.closure(name)}


def test_only_qt_is_under_the_lesser_gpl_and_nothing_is_under_the_gpl_alone() -> None:
    stated = {name: dependency_cost.licence(name) for name in shipped()}
    assert {name for name, said in stated.items() if "GPL" in said} == QT
    assert {stated[name] for name in QT} == {LGPL}
    assert {
        name: said for name, said in stated.items() if name not in QT and not PERMISSIVE.search(said)
    } == {}


def test_geos_inside_shapely_is_named_with_its_licence(root: Path) -> None:
    """The wheel states shapely's own licence only; the libraries beside it are under the LGPL."""
    assert "GEOS (LGPL-2.1)" in (root / "NOTICE").read_text(encoding="utf-8")


def test_the_notice_is_written_from_what_is_installed(root: Path) -> None:
    assert (root / "NOTICE").read_text(encoding="utf-8") == notice.text()


def test_the_licence_is_whole(root: Path) -> None:
    text = (root / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_the_locks_hold_a_hash_for_every_wheel_and_name_no_index(root: Path) -> None:
    for lock in root.glob("requirements*.lock"):
        text = lock.read_text(encoding="utf-8")
        assert not re.search(r"https?://|file:|--(extra-)?index|--find-links", text), lock.name
        pins = re.findall(r"^[A-Za-z0-9._-]+==[^\n]*", text, re.MULTILINE)
        assert len(pins) > 10, lock.name
        assert all(pin.endswith("\\") for pin in pins), lock.name


def test_every_runtime_need_is_locked(root: Path) -> None:
    locked = set(re.findall(r"^([A-Za-z0-9._-]+)==", (root / "requirements.lock").read_text(), re.MULTILINE))
    assert {dependency_cost.normal(name) for name in dependency_cost.dependencies()} <= locked
