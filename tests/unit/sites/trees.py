"""A miniature program: it starts only when all its parts are of one version, and says which."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

EXE = "doorstep"
_PROGRAM = """#!/bin/sh
here=$(dirname "$0")
for part in _internal/release.json _internal/parts/a.txt licences/NOTICE.txt; do
    grep -q '{version}' "$here/$part" || {{ echo "mixed: $part" >&2; exit 3; }}
done
echo "doorstep {version}"
exit {code}
"""


def program(folder: Path, version: str, *, code: int = 0) -> Path:
    """Lay a program of a version into a folder; ``code`` is what it ends with."""
    parts = folder / "_internal" / "parts"
    parts.mkdir(parents=True)
    (folder / "licences").mkdir()
    (parts / "a.txt").write_text(f"part of {version}\n")
    (folder / "licences" / "NOTICE.txt").write_text(f"notice of {version}\n")
    stamped = {"version": version, "built_for": "linux-portable", "public_key": "00" * 32}
    (folder / "_internal" / "release.json").write_text(json.dumps(stamped))
    exe = folder / EXE
    exe.write_text(_PROGRAM.format(version=version, code=code))
    exe.chmod(0o755)
    return folder


def portable(folder: Path, version: str = "0.1.0") -> Path:
    """A program on a stick, with people's data beside it."""
    program(folder, version)
    (folder / "portable.flag").touch()
    (folder / "data").mkdir()
    (folder / "data" / "record.db").write_bytes(b"the record")
    (folder / "packs").mkdir()
    (folder / "packs" / "a.dspack").write_bytes(b"a pack")
    return folder


def kept(folder: Path) -> bool:
    """Tell whether what belongs to the people is as it was."""
    return (
        (folder / "portable.flag").exists()
        and (folder / "data" / "record.db").read_bytes() == b"the record"
        and (folder / "packs" / "a.dspack").read_bytes() == b"a pack"
    )


def start(folder: Path) -> tuple[int, str]:
    """Start the program as a person would; return its exit code and what it said."""
    told = subprocess.run(
        [folder / EXE, "--version"], capture_output=True, text=True, timeout=60, check=False
    )
    return told.returncode, (told.stdout + told.stderr).strip()
