"""The folder of big pictures cut into tiles: found again by what the file holds, bounded, the oldest thrown away."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from desktop.base.errors import KnownError
from desktop.base.wording import _
from desktop.views.widgets.canvas.pyramid import Pyramid, PyramidError

#: Bytes in all: two pictures of 400 megapixels and some of 100.
MOST_BYTES = 6 * 10**9
#: What stays free on the disk for everything else: records come first.
SPARE_BYTES = 10**9
#: Seconds after which an unfinished file belongs to nobody: its program is gone.
FORGOTTEN_AFTER = 6 * 3600
_SUFFIX, _PART = ".tiles", ".part"


class NoRoomError(KnownError):
    """Tiles cannot be put on the disk."""


@dataclass(frozen=True)
class PictureCache:
    """The cache in a folder. Several programs may share it."""

    folder: Path
    most: int = MOST_BYTES
    spare: int = SPARE_BYTES

    def find(self, digest: str, size: tuple[int, int]) -> Pyramid | None:
        """Return the picture whose file has this SHA-256, or None. One that is damaged is thrown away."""
        path = self.place(digest, size)
        try:
            pyramid = Pyramid(path, size)
        except FileNotFoundError:
            return None
        except (OSError, PyramidError):
            _remove(path)
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return pyramid

    def may_hold(self, size: tuple[int, int]) -> bool:
        """Tell whether there is any picture of a size: if not, its file need not be hashed before it is shown."""
        return any(self.folder.glob(f"*{_named(size)}"))

    def place(self, digest: str, size: tuple[int, int]) -> Path:
        """Return where a finished picture lies."""
        return self.folder / f"{digest}{_named(size)}"

    def begin(self, digest: str, needed: int) -> Path:
        """Return where to write a new picture of ``needed`` bytes, once there is room for it.

        Raises NoRoomError when there is none.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._make_room(needed)
            free = shutil.disk_usage(self.folder).free
        except OSError as fault:
            raise self.not_writable() from fault
        if free < needed + self.spare:
            raise NoRoomError(
                _("磁盘空间不够：打开这张大图片还差 {mb} MB。", mb=(needed + self.spare - free) // 10**6 + 1),
                where=str(self.folder),
                remedy=_("请清理磁盘后再打开。"),
            )
        return self.folder / f"{digest}.{os.getpid()}{_PART}"

    def not_writable(self) -> NoRoomError:
        """Return the fault of a folder that cannot be written."""
        return NoRoomError(
            _("大图片要先切成小块放到磁盘上，但这个文件夹写不进去。"),
            where=str(self.folder),
            remedy=_("请检查磁盘空间和文件夹的权限。"),
        )

    def _make_room(self, needed: int) -> None:
        """Remove what was used longest ago until the new picture fits the bound and the disk."""
        held: list[tuple[float, int, Path]] = []
        for path in self.folder.iterdir():
            with contextlib.suppress(OSError):
                told = path.stat()
                if path.suffix == _PART and time.time() - told.st_mtime > FORGOTTEN_AFTER:
                    _remove(path)
                elif path.suffix == _SUFFIX:
                    held.append((told.st_mtime, told.st_size, path))
        total = sum(size for _when, size, _path in held)
        for _when, size, path in sorted(held):
            free = shutil.disk_usage(self.folder).free
            if total + needed <= self.most and free >= needed + self.spare:
                return
            if _remove(path):
                total -= size


def _named(size: tuple[int, int]) -> str:
    return f".{size[0]}x{size[1]}{_SUFFIX}"


def _remove(path: Path) -> bool:
    """Remove a file; tell whether it is gone. Windows keeps one that is open."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
        return True
    return False
