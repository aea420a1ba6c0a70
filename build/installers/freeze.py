"""Freeze the program into a folder: PyInstaller by installer.spec, licences, file modes and times.

    python build/installers/freeze.py FOLDER [WORK]

Run by an interpreter that has requirements-build.lock installed; build/installers/linux/builder.sh and the Windows
chain call it inside their own. WORK keeps PyInstaller's scratch (default build/_work/pyinstaller). The same sources,
interpreter and wheels give the same bytes: time and hash seed are fixed, no path of the machine goes in.
"""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import release_file

ROOT = Path(__file__).resolve().parents[2]
#: Made from these alone when the licence collector is not there.
PLAIN_LICENCES = ("LICENSE", "NOTICE")


def main(arguments: list[str]) -> int:
    """Freeze into the folder named first; it is replaced."""
    if not 1 <= len(arguments) <= 2:
        sys.stderr.write(__doc__ or "")
        return 2
    folder = Path(arguments[0]).resolve()
    work = Path(arguments[1] if len(arguments) > 1 else ROOT / "build/_work/pyinstaller").resolve()
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(release_file.epoch()), "PYTHONHASHSEED": "0"}
    raw = work / "dist"
    shutil.rmtree(work, ignore_errors=True)
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"]
    subprocess.run(
        [*command, "--workpath", str(work), "--distpath", str(raw), str(ROOT / "installer.spec")],
        cwd=ROOT, env=environment, check=True,
    )  # fmt: skip
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(raw / "doorstep", folder)
    add_licences(folder)
    settle(folder)
    return 0


def add_licences(folder: Path) -> None:
    """Fill ``licences/`` beside the program."""
    target = folder / "licences"
    target.mkdir(exist_ok=True)
    collector = Path(__file__).with_name("licences.py")
    if collector.is_file():
        subprocess.run([sys.executable, str(collector), str(folder)], cwd=ROOT, check=True)
    for name in PLAIN_LICENCES:
        if not (target / name).exists():
            shutil.copyfile(ROOT / name, target / name)


def settle(folder: Path) -> None:
    """Give every file the same time and a plain mode, so that an archive of the folder has only its bytes to tell."""
    moment = release_file.epoch()
    for place in sorted(folder.rglob("*"), reverse=True):
        if place.is_symlink():
            continue
        # Debian's way: a library is read, only a program runs.
        runs = place.is_dir() or (place.parent == folder and place.suffix in {"", ".exe", ".sh"})
        place.chmod(0o755 if runs else 0o644)
        os.utime(place, (moment, moment))
    folder.chmod(stat.S_IRWXU | stat.S_IRGRP | stat.S_IXGRP | stat.S_IROTH | stat.S_IXOTH)
    os.utime(folder, (moment, moment))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
