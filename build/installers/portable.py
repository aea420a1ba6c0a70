"""Make the archive that runs from a stick: the frozen folder with portable.flag, as .tar.xz.

    python build/installers/portable.py TREE TARGET.tar.xz

The archive holds one folder, Doorstep. It is the same for the same tree: names sorted, one time, no owner.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import release_file

ROOT = Path(__file__).resolve().parents[2]
PARTS = Path(__file__).resolve().parent / "linux" / "portable"
FOLDER = "Doorstep"
FLAG = "portable.flag"
#: With blocks of a fixed size the packed bytes do not depend on how many processors pack them.
XZ = ["xz", "--format=xz", "--check=crc64", "-6", "--threads=2", "--block-size=64MiB", "--stdout"]


def main(arguments: list[str]) -> int:
    """Pack."""
    if len(arguments) != 2:
        sys.stderr.write(__doc__ or "")
        return 2
    tree, target = Path(arguments[0]), Path(arguments[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROOT / "build/_work", prefix="portable-") as scratch:
        folder = Path(scratch) / FOLDER
        shutil.copytree(tree, folder)
        release_file.write(folder, "linux-portable")
        (folder / FLAG).write_bytes(b"")
        for part in sorted(PARTS.iterdir()):
            shutil.copyfile(part, folder / part.name)
        pack(folder, target)
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    print(f"{target}  {target.stat().st_size / 1e6:.1f} MB  sha256 {digest}")
    return 0


def pack(folder: Path, target: Path) -> None:
    """Write a folder as a .tar.xz, nothing of this machine in it."""
    part = target.with_name(target.name + ".part")
    with part.open("wb") as sink, subprocess.Popen(XZ, stdin=subprocess.PIPE, stdout=sink) as packer:
        assert packer.stdin is not None
        with tarfile.open(fileobj=packer.stdin, mode="w|", format=tarfile.PAX_FORMAT) as archive:
            for place in [folder, *sorted(folder.rglob("*"))]:
                entry = archive.gettarinfo(place, place.relative_to(folder.parent).as_posix())
                archive.addfile(
                    plain(entry, place), io.BytesIO(place.read_bytes()) if entry.isreg() else None
                )
        packer.stdin.close()
    if packer.returncode:
        part.unlink()
        raise SystemExit("portable: xz failed")
    part.replace(target)


def plain(entry: tarfile.TarInfo, place: Path) -> tarfile.TarInfo:
    """An archive entry without owner, with the build's time and one of two modes."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mtime = release_file.epoch()
    runs = entry.isdir() or place.suffix == ".sh" or bool(place.stat().st_mode & 0o100)
    entry.mode = 0o755 if runs else 0o644
    return entry


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
