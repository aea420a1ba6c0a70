"""What the packages weigh and how fast the installed program starts: the table that the documents quote.

    .venv/bin/python build/installers/sizes.py [--runs 7] [--no-start]

Sizes are of what lies in dist/. A start is measured from outside, the same way for the source and for a package: from
the moment the process is made until its first page is on the screen. The runs take turns, the median counts. "Cold"
follows dropping the page cache (root; else that of the program's own files). Needs a display; `make sizes` gives one.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import release_file

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "dist"
LIMIT_SECONDS = 120
#: Aims without course media, in MB, and why the large parts are large.
AIMS = {"setup.exe": 90.0, "amd64.deb": 110.0, "glibc2.31.deb": 110.0}
START_AIM = 1.5
#: The first rule that a path fits names its part.
PARTS: tuple[tuple[str, str, str], ...] = (
    ("licences", r"licences/", "texts that have to go along"),
    ("courses", r"_internal/courses/", "pictures and texts of the shipped courses"),
    ("fonts", r"_internal/assets/fonts/", "Noto Sans SC in two weights: every character a name may hold"),
    ("other assets", r"_internal/assets/", "icons, wording, templates"),
    ("Typst", r"typst/", "compiler, fonts and tables for certificates (PDF/A), one library"),
    ("ICU", r"(libicu|icu\w*\.dll)", "Unicode tables that QtCore is linked with"),
    ("Qt", r"PySide6/|shiboken6/", "Core, Gui, Widgets and their bindings"),
    ("OpenBLAS", r"numpy\.libs/", "linear algebra that numpy's wheel is linked with"),
    ("numpy", r"numpy/", "arrays of the canvas"),
    ("shapely", r"shapely(\.libs)?/", "polygons joined, cut and graded; GEOS inside"),
    ("cryptography", r"cryptography/", "signatures; OpenSSL inside"),
    ("Pillow", r"PIL/|pillow\.libs/", "checks pictures of packs"),
    ("pydantic", r"pydantic", "checks every file that is read"),
    ("Python", r"(libpython|python3|base_library|doorstep(\.exe)?$|lib-dynload|libsqlite3|libffi|sqlite3\.dll|\w+\.pyd$)", "interpreter, library, this program"),
    ("pypinyin", r"pypinyin/", "orders names by their sound"),
    ("the rest", r"", ""),
)  # fmt: skip


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--no-start", action="store_true")
    options = parser.parse_args()
    files = artefacts()
    inside = {path: dict(contents(path)) for path in files}
    print(f"{'artefact':44}{'MB':>9}{'less media':>12}{'aim':>7}   SHA-256")
    for path in files:
        aim = next((f"{limit:.0f}" for end, limit in AIMS.items() if path.name.endswith(end)), "")
        # Packs are compressed already: they weigh in a package what they weigh on the disk.
        media = sum(size for name, size in inside[path].items() if part_of(name) == "courses")
        less = f"{(path.stat().st_size - media) / 1e6:.1f}" if inside[path] else ""
        print(f"{path.name:44}{path.stat().st_size / 1e6:9.1f}{less:>12}{aim:>7}   {digest(path)}")
    for path, members in inside.items():
        if members:
            print_parts(path.name, members)
    if not options.no_start:
        print_starts(files, options.runs)
    return 0


def artefacts() -> list[Path]:
    """The packages of this version in dist/, by name."""
    ends = (".deb", ".tar.xz", ".zip", ".exe")
    return sorted(path for path in DIST.glob(f"*{release_file.version()}*") if path.name.endswith(ends))


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    import hashlib

    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def contents(path: Path) -> Iterator[tuple[str, int]]:
    """Yield the name and the unpacked size of every file of the program in a package."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            yield from ((each.filename, each.file_size) for each in archive.infolist() if not each.is_dir())
    elif path.suffix in {".deb", ".xz"}:
        command = ["dpkg-deb", "--fsys-tarfile"] if path.suffix == ".deb" else ["xz", "-dc"]
        with (
            subprocess.Popen([*command, str(path)], stdout=subprocess.PIPE) as unpacker,
            tarfile.open(fileobj=unpacker.stdout, mode="r|") as archive,
        ):
            yield from ((each.name, each.size) for each in archive if each.isreg())


def part_of(name: str) -> str:
    """The part that a file of the program belongs to."""
    return next(part for part, rule, _why in PARTS if re.search(rule, name))


def print_parts(title: str, members: dict[str, int]) -> None:
    """Print one package's unpacked size by part."""
    sums: Counter[str] = Counter()
    for name, size in members.items():
        sums[part_of(name)] += size
    print(f"\n{title}, installed: {sum(sums.values()) / 1e6:.1f} MB in {len(members)} files")
    for part, _rule, why in PARTS:
        if sums[part]:
            print(f"  {part:16}{sums[part] / 1e6:8.1f}   {why}")


# ---------------------------------------------------------------- start


def print_starts(files: list[Path], runs: int) -> None:
    """Print cold and warm starts of the source run and of each Linux package."""
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication(["sizes"])
    with tempfile.TemporaryDirectory(dir=ROOT / "build/_work") as scratch:
        commands = {"make run (source)": [str(ROOT / ".venv/bin/doorstep")]}
        for path in files:
            if path.name.endswith((".deb", ".tar.xz")):
                commands[path.name] = [str(unpacked(path, Path(scratch)) / "doorstep")]
        data = Path(scratch) / "data"
        for command in commands.values():
            start(application, command, data)  # the first run of all makes the record
        taken: dict[str, dict[str, list[float]]] = {name: {"cold": [], "warm": []} for name in commands}
        for _run in range(runs):
            for name, command in commands.items():
                forget(Path(command[0]).parent)
                taken[name]["cold"].append(start(application, command, data))
                taken[name]["warm"].append(start(application, command, data))
    source = {kind: statistics.median(taken["make run (source)"][kind]) for kind in ("cold", "warm")}
    print(
        f"\n{'start, median of ' + str(runs):44}{'cold s':>9}{'ratio':>7}{'warm s':>9}{'ratio':>7}   aim ≤ {START_AIM}"
    )
    for name, times in taken.items():
        cells = (
            f"{statistics.median(times[kind]):9.2f}{statistics.median(times[kind]) / source[kind]:7.2f}"
            for kind in ("cold", "warm")
        )
        print(f"{name:44}" + "".join(cells))


def unpacked(path: Path, scratch: Path) -> Path:
    """Unpack a package and return the program's folder."""
    room = scratch / path.name
    room.mkdir()
    if path.suffix == ".deb":
        subprocess.run(["dpkg-deb", "-x", path, room], check=True)
        return room / "opt/doorstep"
    subprocess.run(["tar", "-C", room, "-xf", path], check=True)
    (room / "Doorstep/portable.flag").unlink()
    return room / "Doorstep"


def start(application: object, command: list[str], data: Path) -> float:
    """Start the program, wait for its first page, end it; seconds."""
    from PySide6.QtGui import QGuiApplication

    assert isinstance(application, QGuiApplication)
    environment = {**os.environ, "DOORSTEP_DATA": str(data), "QT_QPA_PLATFORM": "xcb"}
    wait_until(application, painted=False)
    begun = time.monotonic()
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as program:
        wait_until(application, painted=True)
        seconds = time.monotonic() - begun
        program.terminate()
    return seconds


def wait_until(application: object, *, painted: bool) -> None:
    """Look at a stripe of the screen until something, or nothing, is on it."""
    from PySide6.QtGui import QGuiApplication

    assert isinstance(application, QGuiApplication)
    until = time.monotonic() + LIMIT_SECONDS
    while time.monotonic() < until:
        stripe = application.primaryScreen().grabWindow(0, 300, 20, 400, 4).toImage()
        shown = any(stripe.pixelColor(x, 2).lightness() > 200 for x in range(0, stripe.width(), 40))
        if shown == painted:
            return
        time.sleep(0.002)
    raise SystemExit("sizes: nothing came on the screen")


def forget(folder: Path) -> None:
    """Drop the page cache; where that is not allowed, the cached pages of the program's folder."""
    os.sync()
    try:
        Path("/proc/sys/vm/drop_caches").write_text("3", encoding="ascii")
    except OSError:
        for place in folder.rglob("*"):
            if place.is_file():
                with place.open("rb") as source:
                    os.posix_fadvise(source.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


if __name__ == "__main__":
    sys.exit(main())
