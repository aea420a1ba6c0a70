"""The drives of this PC: which are sticks, which are networks, and which can keep a write-ahead log."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from desktop.base.volume import Kind, Volume

__all__ = ["Kind", "Volume", "volume_of", "volumes"]

MOUNTS = Path("/proc/self/mountinfo")
DEVICES = Path("/sys/dev/block")
LABELS = Path("/dev/disk/by-label")

NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "9p", "ceph", "fuse.sshfs", "davfs"}
)
MEMORY = frozenset({"tmpfs", "ramfs"})
OPTICAL = frozenset({"iso9660", "udf"})
_DIRECT = re.compile(r"^/dev/")
_OCTAL = re.compile(r"\\([0-7]{3})")


def volumes() -> tuple[Volume, ...]:
    """Return the drives that files can lie on, each once, sorted by root. Drives that do not answer are left out."""
    if sys.platform == "win32":
        from desktop.base.volumes_windows import drives

        found: Iterable[Volume] = drives()
    else:
        found = _listed(_mounted())
    return tuple(sorted((_plain(volume) for volume in found), key=lambda volume: str(volume.root)))


def volume_of(path: Path) -> Volume:
    """Return the drive that ``path`` lies on, or would lie on; of the kind ``unknown`` where that cannot be told."""
    if sys.platform == "win32":
        from desktop.base.volumes_windows import drive_of

        return drive_of(path)
    whole = Path(os.path.realpath(path))
    best = Volume(Path(whole.anchor), "", "unknown", "")
    for mount in _mounted():
        # A later mount on the same place covers the earlier one.
        if whole.is_relative_to(mount.root) and len(mount.root.parts) >= len(best.root.parts):
            best = mount
    return _plain(best)


def _plain(volume: Volume) -> Volume:
    return Volume(volume.root, volume.label, volume.kind, volume.file_system, volume.read_only)


@dataclass(frozen=True)
class _Mount(Volume):
    device: str = ""
    source: str = ""


def _mounted() -> list[_Mount]:
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return []
    return [mount for line in lines if (mount := _mount(line))]


def _mount(line: str) -> _Mount | None:
    """Read a line of mountinfo (proc(5)): id, parent, major:minor, root, mount point, options …, -, type, source."""
    head, _dash, tail = line.partition(" - ")
    fields, rest = head.split(" "), tail.split(" ")
    if len(fields) < 6 or len(rest) < 2:
        return None
    file_system, source = rest[0].lower(), _unescaped(rest[1])
    root = Path(_unescaped(fields[4]))
    return _Mount(
        root,
        _label(source, root),
        _kind(file_system, source, fields[2]),
        file_system,
        "ro" in fields[5].split(","),
        device=fields[2],
        source=source,
    )


def _unescaped(text: str) -> str:
    return _OCTAL.sub(lambda found: chr(int(found[1], 8)), text)


def _kind(file_system: str, source: str, device: str) -> Kind:
    if file_system in NETWORK:
        return "network"
    if file_system in MEMORY:
        return "memory"
    if file_system in OPTICAL:
        return "optical"
    if not _DIRECT.match(source):
        return "unknown"
    return "removable" if _is_removable(device) else "fixed"


def _is_removable(device: str) -> bool:
    """Tell whether a block device can be taken out: the kernel says so, or it hangs on USB (a USB hard disk)."""
    place = Path(os.path.realpath(DEVICES / device))
    if any(re.fullmatch(r"usb\d+", part) for part in place.parts):
        return True
    for folder in (place, place.parent):  # a partition has the flag in its disk's folder
        try:
            return (folder / "removable").read_text(encoding="ascii").strip() == "1"
        except (OSError, ValueError):
            continue
    return False


def _label(source: str, root: Path) -> str:
    try:
        for link in LABELS.iterdir():
            if os.path.realpath(link) == os.path.realpath(source):
                # udev writes a blank as \x20.
                return re.sub(r"\\x([0-9a-f]{2})", lambda found: chr(int(found[1], 16)), link.name)
    except OSError:
        pass
    return root.name


def _listed(mounts: Iterable[_Mount]) -> list[Volume]:
    """Leave out what is no drive to a person: parts of the system, images of packages, a drive's second place."""
    shortest: dict[str, _Mount] = {}
    for mount in mounts:
        shown = _DIRECT.match(mount.source) or mount.kind == "network"
        if not shown or mount.file_system == "squashfs" or not mount.root.is_dir():
            continue
        if mount.root.parts[:2] in (("/", "boot"), ("/", "snap"), ("/", "efi")):
            continue
        known = shortest.get(mount.source)
        if known is None or len(mount.root.parts) < len(known.root.parts):
            shortest[mount.source] = mount
    return list(shortest.values())
