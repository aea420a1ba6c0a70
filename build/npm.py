"""Fetch one published package with the ordinary npm client and open it, checked against a known digest."""

import hashlib
import shutil
import subprocess
import tarfile
from pathlib import Path

WORK = Path(__file__).parent / "_work" / "npm"


def fetch(name: str, version: str, sha256: str) -> Path:
    """Return the folder of ``name`` at ``version``; SystemExit when npm is missing or the bytes differ."""
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is needed to fetch the sources: apt-get install npm")
    WORK.mkdir(parents=True, exist_ok=True)
    stem = f"{name.lstrip('@').replace('/', '-')}-{version}"
    archive = WORK / f"{stem}.tgz"
    if not archive.exists():
        subprocess.run(
            [npm, "pack", "--silent", f"{name}@{version}"], cwd=WORK, check=True, stdout=subprocess.DEVNULL
        )
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != sha256:
        archive.unlink()
        raise SystemExit(f"{archive.name}: expected sha256 {sha256}, got {found}")
    target = WORK / stem
    if not target.exists():
        with tarfile.open(archive) as tar:
            tar.extractall(target, filter="data")
    return target / "package"
