"""Look through a frozen folder for what must never be shipped; say every fault and exit 1 when there is one.

    python build/installers/tree_check.py FOLDER [--glibc 2.31] [--path TEXT]...

Faults: GPL-only parts of Qt; files that the shared filter keeps out; libraries of the building machine; links (a FAT
stick cannot hold them); paths of the building machine inside files; on Linux a library nobody supplies or more glibc
than promised; on Windows more than one version of the VC runtime.
"""

from __future__ import annotations

import argparse
import re
import struct
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import elf
import qt_filter

ROOT = Path(__file__).resolve().parents[2]
_VC_RUNTIME = re.compile(
    r"^(vcruntime140(_1|_threads)?|msvcp140(_\d|_atomic_wait|_codecvt_ids)?|concrt140)\.dll$", re.IGNORECASE
)
#: What the target itself supplies on Linux; linux/deb.py names the packages.
SYSTEM = re.compile(
    r"^(ld-linux-x86-64\.so\.2|lib(c|m|dl|rt|pthread|util|resolv|crypt|gcc_s|stdc\+\+|z|lzma|zstd|expat|glib-2\.0|gthread-2\.0"
    r"|dbus-1|EGL|GL|fontconfig|freetype|X11|X11-xcb|xcb|xcb-(randr|render|shm|sync|xfixes)|cups)\.so(\.\d+)*)$"
)


def main(arguments: list[str]) -> int:
    """Check and report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--glibc", help="the oldest glibc that the folder is promised to run on")
    parser.add_argument("--path", action="append", default=[], help="another text that no file may hold")
    options = parser.parse_args(arguments)
    found = sorted(faults(options.folder, glibc=options.glibc, paths=[*machine_paths(), *options.path]))
    for fault in found:
        print(f"✗ {fault}")
    floor = elf.glibc_floor(options.folder)
    print(
        f"{options.folder}: {len(found)} faults"
        + (f", needs glibc {'.'.join(map(str, floor))}" if floor else "")
    )
    return 1 if found else 0


def faults(folder: Path, *, glibc: str | None = None, paths: Iterable[str] = ()) -> Iterator[str]:
    """Yield every fault of a frozen folder."""
    if not (folder / "_internal").is_dir():
        yield f"{folder}: no frozen folder (it has no _internal)"
        return
    for place in sorted(folder.rglob("*")):
        name = place.relative_to(folder).as_posix()
        if place.is_symlink():
            yield f"{name}: a link; FAT cannot hold it"
        elif place.is_file():
            yield from _file_faults(place, name, tuple(text.encode() for text in paths))
    yield from _library_faults(folder, glibc)
    yield from runtime_faults(folder)


def _file_faults(place: Path, name: str, paths: tuple[bytes, ...]) -> Iterator[str]:
    inner = name.removeprefix("_internal/")
    if name.startswith("_internal/") and not inner.startswith(("assets/", "courses/")):
        if reason := qt_filter.why_not(inner):
            yield f"{name}: {reason}"
    elif qt_filter.gpl_only(name) and not name.startswith("licences/"):
        yield f"{name}: GPL-only"
    content = place.read_bytes()
    for text in paths:
        if text in content:
            yield f"{name}: holds the path {text.decode()}"


def machine_paths() -> list[str]:
    """Return the folders of this machine that no file may name."""
    homes = {str(ROOT), str(Path.home())} - {"/", "/root"}
    return sorted(homes | {"/.pyenv/", "/root/.cache", "/src/desktop", "/venv/lib", "/work/dist"})


def _library_faults(folder: Path, glibc: str | None) -> Iterator[str]:
    shipped = {place.name for place in folder.rglob("*") if ".so" in place.name}
    promised = tuple(int(part) for part in glibc.split(".")) if glibc else None
    for place, found in elf.libraries(folder):
        name = place.relative_to(folder).as_posix()
        for needed in found.needed:
            if needed not in shipped and not SYSTEM.match(needed):
                yield f"{name}: needs {needed}, which nobody supplies"
        if promised and found.glibc > promised:
            yield f"{name}: needs glibc {'.'.join(map(str, found.glibc))}, promised is {glibc}"


def runtime_faults(folder: Path) -> Iterator[str]:
    """Yield a fault when the VC runtime of a Windows folder is missing or not of one version."""
    versions = {
        place.relative_to(folder).as_posix(): file_version(place)
        for place in sorted(folder.rglob("*.dll"))
        if _VC_RUNTIME.match(place.name)
    }
    if len(set(versions.values())) > 1:
        yield "several VC runtimes: " + ", ".join(f"{name} {version}" for name, version in versions.items())
    if any(folder.rglob("python3*.dll")) and not versions:
        yield "no VC runtime"


def file_version(place: Path) -> str:
    """The file version that a Windows library states, from its VS_FIXEDFILEINFO; ``?`` when it states none."""
    content = place.read_bytes()
    at = content.find(b"\xbd\x04\xef\xfe")
    if at < 0:
        return "?"
    high, low = struct.unpack_from("<II", content, at + 8)
    return f"{high >> 16}.{high & 0xFFFF}.{low >> 16}.{low & 0xFFFF}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
