"""A drive, and whether it can keep a write-ahead log."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["fixed", "removable", "network", "optical", "memory", "unknown"]
#: File systems of the FAT family, and what carries them through FUSE: no journal of their own.
FAT = frozenset({"vfat", "msdos", "exfat", "fat", "fat12", "fat16", "fat32", "fuseblk", "fuse.exfat"})


@dataclass(frozen=True)
class Volume:
    """A mounted drive. ``file_system`` is the system's own word in small letters: ``ntfs``, ``ext4``, ``exfat``."""

    root: Path
    label: str
    kind: Kind
    file_system: str
    read_only: bool = False

    @property
    def keeps_log(self) -> bool:
        """Tell whether SQLite's write-ahead log may be used: on a fixed drive with a journaling file system.

        On FAT and on what may be pulled out the log's extra files are one more thing to lose, and on a network the
        log's shared memory does not work at all (https://www.sqlite.org/wal.html).
        """
        return self.kind in ("fixed", "memory", "unknown") and self.file_system not in FAT
