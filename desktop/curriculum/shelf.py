"""The packs on this PC: those shipped with the program and those installed beside them."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from desktop.base.errors import KnownError
from desktop.base.wording import _
from desktop.curriculum.files import SUFFIX
from desktop.curriculum.pack import Pack, PackHead
from desktop.curriculum.packs import open_pack, read_head

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Shelved:
    """A pack on the shelf, not yet opened."""

    head: PackHead
    path: Path


class Shelf:
    """Finds packs by id, the newest version first, and opens each version only once."""

    def __init__(self, *folders: Path) -> None:
        self._folders = folders
        self._open: dict[Shelved, Pack] = {}

    def packs(self) -> tuple[Shelved, ...]:
        """Return one entry per pack id, its newest version, sorted by id. A broken pack is logged and left out."""
        newest: dict[str, Shelved] = {}
        for path in self._candidates():
            try:
                shelved = Shelved(read_head(path), path)
            except KnownError as fault:
                log.warning("pack left out: %s", fault)
                continue
            known = newest.get(shelved.head.id)
            if known is None or _version(known.head) < _version(shelved.head):
                newest[shelved.head.id] = shelved
        return tuple(newest[pack_id] for pack_id in sorted(newest))

    def pack(self, pack_id: str) -> Pack:
        """Return a pack by id, opened. Raises KnownError when it is not on this PC."""
        for shelved in self.packs():
            if shelved.head.id == pack_id:
                if shelved not in self._open:
                    self._open[shelved] = open_pack(shelved.path)
                return self._open[shelved]
        raise KnownError(_("本机没有课程包 {id}。", id=pack_id), remedy=_("请讲师从优盘安装这个课程包。"))

    def versions(self, pack_id: str) -> tuple[Shelved, ...]:
        """Return every version of a pack on this PC, the newest first. A broken one is left out."""
        found: list[Shelved] = []
        for path in self._candidates():
            try:
                head = read_head(path)
            except KnownError:
                continue
            if head.id == pack_id:
                found.append(Shelved(head, path))
        return tuple(sorted(found, key=lambda shelved: _version(shelved.head), reverse=True))

    def exact(self, pack_id: str, digest: str) -> Pack:
        """Return the version of a pack that has this digest, else the one in use. Raises KnownError without any.

        A sitting is sat and judged by the very pack it was drawn from, also after a newer one was installed.
        """
        newest = self.pack(pack_id)
        if newest.digest == digest:
            return newest
        for shelved in self.versions(pack_id):
            try:
                pack = self._open.get(shelved) or open_pack(shelved.path)
            except KnownError as fault:
                log.warning("pack left out: %s", fault)
                continue
            self._open[shelved] = pack
            if pack.digest == digest:
                return pack
        return newest

    def _candidates(self) -> list[Path]:
        found: list[Path] = []
        for folder in self._folders:
            if folder.is_dir():
                found += sorted(place for place in folder.iterdir() if _is_pack(place))
        return found


def _is_pack(place: Path) -> bool:
    return place.suffix == SUFFIX if place.is_file() else (place / "pack.toml").is_file()


def _version(head: PackHead) -> tuple[int, ...]:
    return tuple(int(part) for part in head.version.split("."))
