"""The note that each build carries: which version it is, for what it was packed, whose releases it follows.

    python build/installers/release_file.py FOLDER BUILT_FOR     write FOLDER/_internal/release.json

BUILT_FOR is deb, deb-glibc2.31, linux-portable, windows-setup or windows-portable. The release key is the file that
DOORSTEP_RELEASE_KEY names, else build/_work/release.key, made when it is missing (as release.py does).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KINDS = ("deb", "deb-glibc2.31", "linux-portable", "windows-setup", "windows-portable")
#: When the sources come without their history: the day of the first release.
FALLBACK_EPOCH = 1_764_000_000


def version() -> str:
    """The version being packed; DOORSTEP_VERSION overrides it to try upgrades."""
    if wanted := os.environ.get("DOORSTEP_VERSION"):
        return wanted
    scope: dict[str, str] = {}
    exec((ROOT / "desktop/__init__.py").read_text(encoding="utf-8"), scope)  # noqa: S102  # no import of the package
    return scope["__version__"]


def epoch() -> int:
    """The time that every file of a build bears: SOURCE_DATE_EPOCH, else that of DOORSTEP_COMMIT or the last commit."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    git = subprocess.run(
        ["git", "log", "-1", "--format=%ct", os.environ.get("DOORSTEP_COMMIT") or "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return int(git.stdout) if git.returncode == 0 and git.stdout.strip() else FALLBACK_EPOCH


def public_key() -> str:
    """The public half of the release key in hexadecimal; a key is made where none is named and none is there yet."""
    from cryptography.hazmat.primitives import serialization as forms
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    named = os.environ.get("DOORSTEP_RELEASE_KEY")
    place = Path(named) if named else ROOT / "build/_work/release.key"
    if not named and not place.exists():
        made = Ed25519PrivateKey.generate()
        content = made.private_bytes(forms.Encoding.PEM, forms.PrivateFormat.PKCS8, forms.NoEncryption())
        place.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as target:
            target.write(content)
    key = forms.load_pem_private_key(place.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"{place.name} is no Ed25519 key")
    return key.public_key().public_bytes_raw().hex()


def write(folder: Path, built_for: str) -> Path:
    """Write the note into a frozen folder and return its place."""
    if built_for not in KINDS:
        raise ValueError(f"built for what? {built_for!r} is none of {', '.join(KINDS)}")
    place = folder / "_internal" / "release.json"
    value = {"version": version(), "built_for": built_for, "public_key": public_key()}
    place.write_text(json.dumps(value, indent=1, sort_keys=True) + "\n", encoding="ascii", newline="\n")
    place.chmod(0o644)
    os.utime(place, (epoch(), epoch()))
    return place


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.stderr.write(__doc__ or "")
        sys.exit(2)
    print(write(Path(sys.argv[1]), sys.argv[2]))
