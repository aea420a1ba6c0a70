"""Make a Debian package of a frozen folder.

    python build/installers/deb.py TREE TARGET.deb BUILT_FOR

The program goes to /opt/doorstep; a menu entry, icons and file kinds go where desktops look. What the package depends
on is worked out from the files in the folder. xz, because dpkg on Debian 11 and UOS 20 reads no zstd; DOORSTEP_FAST=1
packs quickly and larger, to try things out.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from email.utils import formatdate
from pathlib import Path

import elf
import release_file

ROOT = Path(__file__).resolve().parents[2]
PARTS = Path(__file__).resolve().parent / "linux" / "deb"
BRAND = ROOT / "assets" / "brand"
MAINTAINER = "The Doorstep authors <authors@doorstep.invalid>"
#: Who supplies a library that the folder leaves to the system. Debian 13 renamed one.
PACKAGES = {
    "libc.so.6": "",  # with its version, see depends()
    "libgcc_s.so.1": "libgcc-s1",
    "libstdc++.so.6": "libstdc++6",
    "libz.so.1": "zlib1g",
    "liblzma.so.5": "liblzma5",
    "libzstd.so.1": "libzstd1",
    "libexpat.so.1": "libexpat1",
    "libglib-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libgthread-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libdbus-1.so.3": "libdbus-1-3",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libcrypt.so.1": "libcrypt1",
}
#: Parts of the C library, and one plug-in that may find its library missing: then there is no printer to choose.
OPTIONAL = {"libcups.so.2"}
C_LIBRARY = {
    "libm.so.6",
    "libdl.so.2",
    "librt.so.1",
    "libpthread.so.0",
    "libutil.so.1",
    "libresolv.so.2",
    "ld-linux-x86-64.so.2",
}
DESCRIPTION = """\
offline workstation that trains and certifies data annotators
 家门口标注实训工作站。用人单位的标注订单变成课程，学员在没有网络的共用电脑上学习、练习、考核，
 讲师复核后出具可核验的证明。
 .
 An employer's order for annotators becomes a course; trainees learn and label
 on a shared PC without a network; a timed assessment says what was proved, and
 a signed certificate that can be verified offline comes out.
 .
 Records lie in ~/.local/share/Doorstep of each account and are never touched by
 installing, upgrading or removing."""


def main(arguments: list[str]) -> int:
    """Pack."""
    if len(arguments) != 3:
        sys.stderr.write(__doc__ or "")
        return 2
    tree, target = Path(arguments[0]), Path(arguments[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    (ROOT / "build/_work").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROOT / "build/_work", prefix="deb-") as scratch:
        room = Path(scratch) / "doorstep"
        lay_out(tree, room, arguments[2])
        write_control(room)
        level = "-z1" if os.environ.get("DOORSTEP_FAST") else "-z6"
        environment = {**os.environ, "SOURCE_DATE_EPOCH": str(release_file.epoch())}
        subprocess.run(
            ["dpkg-deb", "--root-owner-group", "-Zxz", level, "--build", str(room), str(target)],
            env=environment, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    print(f"{target}  {target.stat().st_size / 1e6:.1f} MB  sha256 {digest}")
    return 0


def lay_out(tree: Path, room: Path, built_for: str) -> None:
    """Fill the package's folder with everything but its control files."""
    program = room / "opt/doorstep"
    program.parent.mkdir(parents=True)
    shutil.copytree(tree, program, symlinks=True)
    release_file.write(program, built_for)
    command = room / "usr/bin/doorstep"
    command.parent.mkdir(parents=True)
    command.symlink_to("/opt/doorstep/doorstep")
    put(PARTS / "doorstep.desktop", room / "usr/share/applications/doorstep.desktop")
    put(PARTS / "doorstep.xml", room / "usr/share/mime/packages/doorstep.xml")
    for picture in sorted(BRAND.glob("*-*.png")):
        name, side = picture.stem.rsplit("-", 1)
        icons = room / f"usr/share/icons/hicolor/{side}x{side}"
        place = "apps/doorstep.png" if name == "doorstep" else f"mimetypes/application-x-doorstep-{name}.png"
        put(picture, icons / place)
    documents = room / "usr/share/doc/doorstep"
    put(PARTS / "lintian-overrides", room / "usr/share/lintian/overrides/doorstep")
    squeeze((PARTS / "doorstep.1").read_bytes(), room / "usr/share/man/man1/doorstep.1.gz")
    squeeze(changelog().encode(), documents / "changelog.gz")
    (documents / "copyright").write_text(copyright_file(), encoding="utf-8")


def write_control(room: Path) -> None:
    """Write DEBIAN/: control, digests and the scripts."""
    folder = room / "DEBIAN"
    for place in [room, *room.rglob("*")]:  # whatever umask the build has
        if place.is_dir():
            place.chmod(0o755)
        elif not place.is_symlink():
            place.chmod(0o755 if place.stat().st_mode & 0o100 else 0o644)
    files = sorted(place for place in room.rglob("*") if place.is_file() and not place.is_symlink())
    folder.mkdir()
    size = sum((place.stat().st_size + 1023) // 1024 for place in files)
    control = {
        "Package": "doorstep",
        "Version": release_file.version(),
        "Architecture": "amd64",
        "Maintainer": MAINTAINER,
        "Installed-Size": str(size),
        "Depends": ", ".join(depends(room / "opt/doorstep")),
        "Recommends": "xdg-utils, libcups2 | libcups2t64",
        "Suggests": "cups-client",
        "Section": "education",
        "Priority": "optional",
        "Description": DESCRIPTION,
    }
    (folder / "control").write_text(
        "".join(f"{name}: {value}\n" for name, value in control.items()), encoding="utf-8"
    )
    sums = (f"{hashlib.md5(place.read_bytes()).hexdigest()}  {place.relative_to(room)}\n" for place in files)  # noqa: S324
    (folder / "md5sums").write_text("".join(sums), encoding="utf-8")
    for name in ("preinst", "prerm", "postrm"):
        put(PARTS / name, folder / name, mode=0o755)


def depends(program: Path) -> list[str]:
    """Return the packages that supply what the folder leaves to the system. Raises ValueError for an unknown library."""
    shipped = {place.name for place in program.rglob("*") if ".so" in place.name}
    wanted = (
        {name for _place, found in elf.libraries(program) for name in found.needed}
        - shipped
        - C_LIBRARY
        - OPTIONAL
    )
    if unknown := sorted(wanted - PACKAGES.keys()):
        raise ValueError(f"no package is known for {', '.join(unknown)}")
    libc = "libc6 (>= " + ".".join(map(str, elf.glibc_floor(program))) + ")"
    # xkb-data: what keys mean. Every desktop has it; a bare X server may not.
    return [libc, *sorted({PACKAGES[name] for name in wanted} - {""}), "xkb-data"]


def changelog() -> str:
    """The changelog of a package that has no other: this version."""
    when = formatdate(release_file.epoch())
    return (
        f"doorstep ({release_file.version()}) unstable; urgency=medium\n\n  * Release {release_file.version()}.\n\n"
        f" -- {MAINTAINER}  {when.replace('-0000', '+0000')}\n"
    )


def copyright_file() -> str:
    """NOTICE, and where the licence texts lie."""
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    return (
        notice + "\nThe full texts of all licences are in /opt/doorstep/licences.\n"
        "On Debian systems the Apache License 2.0 is in /usr/share/common-licenses/Apache-2.0, the GNU LGPL 3 in\n"
        "/usr/share/common-licenses/LGPL-3.\n"
    )


def put(source: Path, target: Path, mode: int = 0o644) -> None:
    """Copy one file with a plain mode."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(mode)


def squeeze(content: bytes, target: Path) -> None:
    """Write a gzip file without a name or a time in it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(content, 9, mtime=0))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
