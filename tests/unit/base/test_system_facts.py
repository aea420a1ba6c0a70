"""Memory and printers, as this system tells them or does not."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from desktop.base import memory, printers
from desktop.base.memory import memory_mb

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="reads Linux's tables")

MEMINFO = (
    "MemTotal:       4028440 kB\nMemFree:  1 kB\nMemAvailable:    1048576 kB\nHugePages_Total:       0\n"
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (MEMINFO, (3934, 1024)),
        ("MemTotal: 2048 kB\n", (2, 0)),
        ("", (0, 0)),
        ("MemTotal: many kB\n", (0, 0)),
        ("MemTotal: kB\n", (0, 0)),
        ("MemTotal: 5 MB\n", (0, 0)),
    ],
)
def test_memory_is_read_from_the_kernels_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, found: tuple[int, int]
) -> None:
    monkeypatch.setattr(memory, "MEMINFO", tmp_path / "meminfo")
    (tmp_path / "meminfo").write_text(text)
    assert memory_mb() == found


def test_a_kernel_without_the_table_tells_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MEMINFO", tmp_path / "none")
    assert memory_mb() == (0, 0)


def lpstat(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a print service of our own into the path."""
    command = folder / "bin" / "lpstat"
    command.parent.mkdir()
    command.write_text(f"#!/bin/sh\n{script}\n")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{command.parent}{os.pathsep}{os.environ['PATH']}")


def test_printers_are_told_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lpstat(tmp_path, monkeypatch, 'test "$1" = -e && printf "HP-M126\\n办公室打印机\\n\\n"')
    assert printers.printers() == ("HP-M126", "办公室打印机")


def test_a_service_without_printers_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lpstat(tmp_path, monkeypatch, "echo 'lpstat: bad file descriptor' >&2; exit 1")
    assert printers.printers() == ()


def test_a_pc_without_a_print_service(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert printers.printers() is None


def test_a_print_service_that_does_not_answer_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lpstat(tmp_path, monkeypatch, "exec sleep 600")
    monkeypatch.setattr(printers, "SECONDS", 0.2)
    with pytest.raises(OSError, match="lpstat"):
        printers.printers()


def test_our_own_libraries_do_not_reach_the_systems_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/doorstep/_internal")
    lpstat(tmp_path, monkeypatch, 'echo "[$LD_LIBRARY_PATH]"')
    assert printers.printers() == ("[]",)
