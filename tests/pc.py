"""Made-up drives: folders stand for the disk of a PC and for what is plugged into it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from desktop.base.volume import Kind, Volume


def volume(root: Path, kind: Kind = "fixed", file_system: str = "ext4", *, read_only: bool = False) -> Volume:
    """A drive that is a folder."""
    return Volume(root, root.name, kind, file_system, read_only)


def have_drives(monkeypatch: pytest.MonkeyPatch, drives: Sequence[Volume]) -> None:
    """Let the PC have these drives, the innermost one holding a path; elsewhere lies its own disk, kept by ext4."""

    def volume_of(path: Path) -> Volume:
        holding = [drive for drive in drives if path.absolute().is_relative_to(drive.root)]
        return max(
            holding, key=lambda drive: len(drive.root.parts), default=Volume(Path("/"), "", "fixed", "ext4")
        )

    for module in (
        "desktop.session.health.keeping",
        "desktop.session.operations.health",
        "desktop.session.operations.reboot_check",
        "desktop.records.connection",
    ):
        monkeypatch.setattr(f"{module}.volume_of", volume_of)
    monkeypatch.setattr("desktop.session.operations.reboot_check.volumes", lambda: tuple(drives))


def is_started(monkeypatch: pytest.MonkeyPatch, boot: str) -> None:
    """Let this be the start of the PC that goes by this name."""
    monkeypatch.setattr("desktop.session.operations.reboot_check.boot_name", lambda: boot)
