"""The release as it lies on a stick: SHA256SUMS and the signed list of what is in ``dist/`` (docs/adr/0060).

``release.py list``            builds the shipped packs into dist/, writes SHA256SUMS and doorstep-<v>.dsrelease
``release.py stamp FILE KIND`` writes a program's release.json: its version, its kind, the key its updates bear
``release.py key``             prints the public half of the release key

The private key is the file that DOORSTEP_RELEASE_KEY names, else build/_work/release.key, made when it is missing.
Whoever has it can update every program that carries its public half: keep the one of real releases off this disk.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import desktop
from desktop.base.files import write_whole
from desktop.curriculum.archive import archive_bytes
from desktop.curriculum.packs import open_pack
from desktop.sites.release_list import (
    PACK_KIND,
    SUFFIX,
    Notes,
    PackNamed,
    ReleaseFile,
    ReleaseList,
    decode,
    encode,
)

ROOT = Path(__file__).resolve().parents[2]
KEY_VARIABLE = "DOORSTEP_RELEASE_KEY"
KEY_FILE = ROOT / "build" / "_work" / "release.key"
SUMS = "SHA256SUMS"
NOTES = ROOT / "build" / "installers" / "notes"
#: The oldest version whose record and folders this one still takes over in one step.
UPDATES_FROM = "0.0.1"
#: File names of dist/ and the kinds they are.
KINDS = (
    (r"doorstep_{v}_amd64\.deb", "deb"),
    (r"doorstep_{v}_amd64-glibc2\.31\.deb", "deb-glibc2.31"),
    (r"Doorstep-{v}-linux-x86_64\.tar\.xz", "linux-portable"),
    (r"Doorstep-{v}-windows-x64\.zip", "windows-portable"),
    (r"Doorstep-{v}-windows-x64-setup\.exe", "windows-setup"),
)


def version() -> str:
    """Return the version being built; DOORSTEP_VERSION makes another one for tests of upgrades."""
    return os.environ.get("DOORSTEP_VERSION") or desktop.__version__


def moment() -> int:
    """Return the seconds that stand for this build's time, the same for every build of a commit."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    told = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return int(told.stdout) if told.returncode == 0 and told.stdout.strip() else 1_764_000_000


def release_key() -> Ed25519PrivateKey:
    """Return the release key, made at the first call where no other is named."""
    named = os.environ.get(KEY_VARIABLE)
    path = Path(named) if named else KEY_FILE
    if named is None and not path.exists():
        made = Ed25519PrivateKey.generate()
        content = made.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        write_whole(path, content)  # readable by its owner alone: the temporary file was made so
        return made
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise SystemExit(f"release: {path.name} is no Ed25519 key")
    return key


def public_key() -> bytes:
    """Return the public half of the release key, 32 bytes."""
    return release_key().public_key().public_bytes_raw()


def stamp(path: Path, built_for: str, *, of_version: str = "") -> None:
    """Write a program's ``release.json``: into ``_internal`` before the folder is packed."""
    value = {
        "version": of_version or version(),
        "built_for": built_for,
        "public_key": public_key().hex(),
    }
    write_whole(path, (json.dumps(value, indent=1, sort_keys=True) + "\n").encode("ascii"))
    path.chmod(0o644)


def build_packs(dist: Path, courses: Path) -> None:
    """Write every shipped course into ``dist`` as a delivered pack."""
    for folder in sorted(courses.iterdir()):
        if (folder / "pack.toml").is_file():
            pack = open_pack(folder)
            target = dist / f"{pack.head.id}-{pack.head.version}.dspack"
            write_whole(target, archive_bytes(folder))
            target.chmod(0o644)


def listed(dist: Path) -> list[ReleaseFile]:
    """Return the files of this version that lie in ``dist``, by name."""
    found = []
    for path in sorted(dist.iterdir()):
        kind = kind_of(path.name)
        if kind is None or not path.is_file():
            continue
        named = _pack(path) if kind == PACK_KIND else None
        size, sha256 = measured(path)
        found.append(ReleaseFile(name=path.name, size=size, sha256=sha256, kind=kind, pack=named))
    return found


def kind_of(name: str) -> str | None:
    """Return the kind of a file by its name; None for what belongs to no release, or to another version."""
    if name.endswith(".dspack"):
        return PACK_KIND
    plain = re.escape(version())
    for pattern, kind in KINDS:
        if re.fullmatch(pattern.replace("{v}", plain), name):
            return kind
    return None


def measured(path: Path) -> tuple[int, str]:
    """Return the size and the SHA-256 of a file."""
    with path.open("rb") as stream:
        return path.stat().st_size, hashlib.file_digest(stream, "sha256").hexdigest()


def write_sums(dist: Path) -> Path:
    """Write SHA256SUMS over every file of ``dist`` but itself and the lists; ``sha256sum -c`` reads it."""
    lines = [
        f"{measured(path)[1]}  {path.name}\n"
        for path in sorted(dist.iterdir())
        if path.is_file() and path.name != SUMS
    ]
    target = dist / SUMS
    target.write_text("".join(lines), encoding="ascii")
    return target


def write_list(dist: Path, *, updates_from: str = UPDATES_FROM) -> Path:
    """Write the signed list of ``dist``, read it back, and return its path."""
    files = listed(dist)
    if not files:
        raise SystemExit(f"release: nothing of version {version()} in {dist.name}/")
    made = ReleaseList(
        product="doorstep",
        version=version(),
        built_at=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment())),
        updates_from=updates_from,
        files=tuple(files),
        notes=Notes(zh=_notes("zh"), en=_notes("en")),
    )
    key = release_key()
    content = encode(made, public_key(), key.sign)
    if decode(content, public_key()) != made:
        raise SystemExit("release: the list does not read back")
    target = dist / f"doorstep-{version()}{SUFFIX}"
    write_whole(target, content)
    target.chmod(0o644)
    return target


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one of the verbs."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    verbs = parser.add_subparsers(dest="verb", required=True)
    made = verbs.add_parser("list", help="write SHA256SUMS and the signed list of dist/")
    made.add_argument("--dist", type=Path, default=ROOT / "dist")
    made.add_argument("--courses", type=Path, default=ROOT / "courses")
    made.add_argument("--updates-from", default=UPDATES_FROM)
    stamped = verbs.add_parser("stamp", help="write a program's release.json")
    stamped.add_argument("path", type=Path)
    stamped.add_argument("built_for")
    verbs.add_parser("key", help="print the public half of the release key")
    options = parser.parse_args(arguments)
    if options.verb == "key":
        print(public_key().hex())
    elif options.verb == "stamp":
        stamp(options.path, options.built_for)
    else:
        options.dist.mkdir(parents=True, exist_ok=True)
        build_packs(options.dist, options.courses)
        path = write_list(options.dist, updates_from=options.updates_from)
        sums = write_sums(options.dist)
        print(sums.read_text(encoding="ascii"), end="")
        print(f"{path.name}: {len(listed(options.dist))} files, key {public_key().hex()[:16]}…")
    return 0


def _pack(path: Path) -> PackNamed:
    pack = open_pack(path)
    pack.files.close()
    return PackNamed(
        id=pack.head.id, version=pack.head.version, digest=pack.digest, title=pack.head.title[:200]
    )


def _notes(language: str) -> str:
    path = NOTES / f"{version()}.{language}.md"
    return path.read_text(encoding="utf-8").strip() if path.is_file() else ""


if __name__ == "__main__":
    sys.exit(main())
