"""Write the bill of materials of every packed program in a folder, from what is inside the package itself.

    python build/installers/bills.py dist

Beside ``doorstep_0.1.0_amd64.deb`` comes ``doorstep_0.1.0_amd64.deb.cdx.json``, and so on. setup.exe cannot be opened
here: its bill is that of the folder it was made from. Exit: 0 written, 1 a file belongs to no component.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import parts
import release_file
import sbom

SUFFIX = ".cdx.json"
#: What setup.exe was made from.
WINDOWS_FOLDER = parts.ROOT / "build/_work/windows/doorstep"


def main(arguments: list[str]) -> int:
    """Write the bills of a folder's packages."""
    if len(arguments) != 1:
        sys.stderr.write(__doc__ or "")
        return 2
    for package in packages(Path(arguments[0])):
        with tempfile.TemporaryDirectory(prefix="bill-") as scratch:
            tree = opened(package, Path(scratch))
            if tree is None:
                sys.stderr.write(f"bills: {package.name} cannot be opened and its folder is gone\n")
                return 1
            target = package.with_name(package.name + SUFFIX)
            if code := sbom.main([str(tree), "--out", str(target)]):
                return code
    return 0


def packages(folder: Path) -> Iterator[Path]:
    """Yield the packed programs of this version, in order."""
    endings = (".deb", ".tar.xz", ".zip", "-setup.exe")
    for place in sorted(folder.iterdir()):
        if place.name.endswith(endings) and release_file.version() in place.name:
            yield place


def opened(package: Path, scratch: Path) -> Path | None:
    """Return the program's folder of a package, unpacked into ``scratch``."""
    if package.name.endswith("-setup.exe"):
        return WINDOWS_FOLDER if WINDOWS_FOLDER.is_dir() else None
    if package.suffix == ".deb":
        subprocess.run(["dpkg-deb", "-x", str(package), str(scratch)], check=True)
        return scratch / "opt/doorstep"
    if package.suffix == ".zip":
        with zipfile.ZipFile(package) as archive:
            archive.extractall(scratch)  # noqa: S202  # our own package, a moment old
    else:
        with tarfile.open(package) as tar:
            tar.extractall(scratch, filter="data")
    return next(iter(sorted(place for place in scratch.iterdir() if (place / "_internal").is_dir())), None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
