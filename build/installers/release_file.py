"""The note that each build carries: which version it is, for what it was packed, whose releases it follows.

    python build/installers/release_file.py FOLDER BUILT_FOR     write FOLDER/_internal/release.json

BUILT_FOR is deb, deb-glibc2.31, portable, windows-setup or windows-portable. The release key is the Ed25519 key named
by DOORSTEP_RELEASE_KEY (its 32 raw bytes, in hexadecimal), else one made and kept in build/_work/release.key.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KINDS = ("deb", "deb-glibc2.31", "portable", "windows-setup", "windows-portable", "check")
#: When the sources come without their history: the day of the first release.
FALLBACK_EPOCH = 1_795_392_000


def version() -> str:
    """The version being packed; DOORSTEP_VERSION overrides it to try upgrades."""
    if wanted := os.environ.get("DOORSTEP_VERSION"):
        return wanted
    scope: dict[str, str] = {}
    exec((ROOT / "desktop/__init__.py").read_text(encoding="utf-8"), scope)  # noqa: S102  # no import of the package
    return scope["__version__"]


def epoch() -> int:
    """The time that every file of a build bears: SOURCE_DATE_EPOCH, else that of the last commit."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    git = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return int(git.stdout) if git.returncode == 0 and git.stdout.strip() else FALLBACK_EPOCH


def key_file() -> Path:
    """The file of the release key; a new key is made where there is none."""
    place = Path(os.environ.get("DOORSTEP_RELEASE_KEY") or ROOT / "build/_work/release.key")
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as target:
            target.write(secrets.token_hex(32) + "\n")
    return place


def public_key() -> str:
    """The public half of the release key, in hexadecimal."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(key_file().read_text("ascii").strip()))
    return private.public_key().public_bytes_raw().hex()


def write(folder: Path, built_for: str) -> Path:
    """Write the note into a frozen folder and return its place."""
    if built_for not in KINDS:
        raise ValueError(f"built for what? {built_for!r} is none of {', '.join(KINDS)}")
    place = folder / "_internal" / "release.json"
    value = {"version": version(), "built_for": built_for, "public_key": public_key()}
    place.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8", newline="\n")
    place.chmod(0o644)
    os.utime(place, (epoch(), epoch()))
    return place


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.stderr.write(__doc__ or "")
        sys.exit(2)
    print(write(Path(sys.argv[1]), sys.argv[2]))
