"""The check of a frozen folder sees each fault that must never be shipped, and the libraries' own words are read."""

from __future__ import annotations

import shutil
import struct
import sys
from pathlib import Path

import elf
import pytest
import tree_check

pytestmark = pytest.mark.quick
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ELF files")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A frozen folder without a fault."""
    folder = tmp_path / "doorstep"
    (folder / "_internal/PySide6/Qt/lib").mkdir(parents=True)
    (folder / "doorstep").write_bytes(b"program")
    (folder / "_internal/PySide6/Qt/lib/libQt6Core.so.6").write_bytes(b"library")
    return folder


def found(tree: Path, **options: object) -> list[str]:
    return list(tree_check.faults(tree, **options))  # type: ignore[arg-type]


def library(version: str) -> bytes:
    """As much of a Windows library as states a file version."""
    a, b, c, d = (int(part) for part in version.split("."))
    return b"MZ" + bytes(30) + b"\xbd\x04\xef\xfe" + struct.pack("<III", 0x10000, a << 16 | b, c << 16 | d)


def test_a_whole_folder_has_no_fault(tree: Path) -> None:
    assert found(tree) == []


def test_a_folder_that_is_none_is_one_fault(tmp_path: Path) -> None:
    assert len(found(tmp_path)) == 1


@pytest.mark.parametrize(
    "name",
    ["PySide6/Qt/lib/libQt6QuickTimeline.so.6", "PySide6/Qt6VirtualKeyboard.dll", "PySide6/QtCharts.abi3.so"],
)
def test_a_gpl_only_part_of_qt_is_a_fault(tree: Path, name: str) -> None:
    (tree / "_internal" / name).parent.mkdir(parents=True, exist_ok=True)
    (tree / "_internal" / name).write_bytes(b"")
    assert found(tree) == [f"_internal/{name}: GPL-only"]


def test_a_gpl_only_part_beside_the_program_is_a_fault_too(tree: Path) -> None:
    (tree / "Qt6Charts.dll").write_bytes(b"")
    assert found(tree) == ["Qt6Charts.dll: GPL-only"]


def test_a_licence_text_may_name_it(tree: Path) -> None:
    (tree / "licences").mkdir()
    (tree / "licences/Qt6VirtualKeyboard.txt").write_text("not shipped")
    assert found(tree) == []


def test_a_library_of_the_machine_is_a_fault(tree: Path) -> None:
    (tree / "_internal/libglib-2.0.so.0").write_bytes(b"")
    assert found(tree) == ["_internal/libglib-2.0.so.0: the target has its own"]


def test_a_link_is_a_fault(tree: Path) -> None:
    (tree / "_internal/libQt6Core.so.6").symlink_to("PySide6/Qt/lib/libQt6Core.so.6")
    assert found(tree) == ["_internal/libQt6Core.so.6: a link; FAT cannot hold it"]


def test_a_path_of_the_machine_inside_a_file_is_a_fault(tree: Path) -> None:
    (tree / "_internal/base_library.zip").write_bytes(b"..." + str(tree_check.ROOT).encode() + b"/desktop")
    faults = found(tree, paths=tree_check.machine_paths())
    assert faults == [f"_internal/base_library.zip: holds the path {tree_check.ROOT}"]


def test_one_version_of_the_vc_runtime_is_right(tree: Path) -> None:
    for name in ("VCRUNTIME140.dll", "VCRUNTIME140_1.dll", "PySide6/MSVCP140.dll"):
        (tree / "_internal" / name).write_bytes(library("14.44.35211.0"))
    assert found(tree) == []


def test_two_versions_of_the_vc_runtime_are_a_fault(tree: Path) -> None:
    (tree / "_internal/VCRUNTIME140.dll").write_bytes(library("14.0.24247.2"))
    (tree / "_internal/PySide6/VCRUNTIME140.dll").write_bytes(library("14.44.35211.0"))
    (fault,) = found(tree)
    assert fault.startswith("several VC runtimes: ")
    assert "14.0.24247.2" in fault
    assert "14.44.35211.0" in fault


def test_windows_without_a_vc_runtime_is_a_fault(tree: Path) -> None:
    (tree / "_internal/python311.dll").write_bytes(b"MZ")
    assert found(tree) == ["no VC runtime"]


def test_a_library_that_states_no_version_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.dll").write_bytes(b"MZ")
    assert tree_check.file_version(tmp_path / "a.dll") == "?"


@LINUX
def test_a_library_says_what_it_needs() -> None:
    found = elf.needs(Path(sys.executable).resolve())
    assert "libc.so.6" in found.needed
    assert (2, 2, 5) <= found.glibc < (3,)


@LINUX
def test_more_glibc_than_promised_is_a_fault(tree: Path) -> None:
    shutil.copyfile(Path(sys.executable).resolve(), tree / "doorstep")
    faults = [fault for fault in found(tree, glibc="2.1") if "glibc" in fault]
    assert faults == [f"doorstep: needs glibc {'.'.join(map(str, elf.glibc_floor(tree)))}, promised is 2.1"]
    assert [fault for fault in found(tree, glibc="9.9") if "glibc" in fault] == []


def test_what_is_no_library_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "text.so").write_text("not ELF")
    assert list(elf.libraries(tmp_path)) == []
    assert elf.glibc_floor(tmp_path) == ()


def test_a_library_for_another_processor_width_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.so").write_bytes(b"\x7fELF\x01\x01" + bytes(60))
    with pytest.raises(ValueError, match="64-bit"):
        elf.needs(tmp_path / "a.so")


def test_the_command_says_every_fault_and_ends_with_one(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tree_check.main([str(tree)]) == 0
    (tree / "_internal/libgtk-3.so.0").write_bytes(b"")
    assert tree_check.main([str(tree), "--path", "library"]) == 1
    said = capsys.readouterr().out
    assert "libgtk-3.so.0: the target has its own" in said
    assert "libQt6Core.so.6: holds the path library" in said
    assert "2 faults" in said
