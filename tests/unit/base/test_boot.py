"""Names of starts: two readings of one start agree, two starts never do."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from desktop.base import boot
from desktop.base.boot import boot_name, same_boot


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("a", "a", True),
        ("a", "b", False),
        ("", "", True),
        ("", "a", True),
        ("a", "", True),
        ("time:100", "time:100", True),
        ("time:100", "time:103", True),
        ("time:103", "time:100", True),
        ("time:100", "time:104", False),
        ("time:100", "time:-100", False),
        ("time:x", "time:100", False),
        ("time:", "time:100", False),
        ("time:100", "100", False),
        ("a", "time:100", False),
    ],
)
def test_names_of_starts(first: str, second: str, same: bool) -> None:
    assert same_boot(first, second) is same


@pytest.mark.skipif(sys.platform == "win32", reason="reads Linux's file")
def test_linux_names_its_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boot, "BOOT_ID_FILE", tmp_path / "boot_id")
    assert boot_name() == ""
    (tmp_path / "boot_id").write_text("11111111-2222\n")
    assert boot_name() == "11111111-2222"
    (tmp_path / "boot_id").write_bytes("什么".encode())
    assert boot_name() == ""
