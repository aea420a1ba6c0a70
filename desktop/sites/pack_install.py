"""Installing a pack: copied, the copy checked whole, moved into place by one rename; the earlier versions stay."""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from desktop.base.errors import DamagedFileError, KnownError
from desktop.base.places import Places
from desktop.base.progress import Progress, unheard
from desktop.base.wording import _
from desktop.curriculum.check import check_pack
from desktop.curriculum.files import SUFFIX, files_digest, open_files
from desktop.curriculum.order import Order
from desktop.curriculum.pack import PackHead
from desktop.curriculum.packs import PackError, Reader, open_pack, read_head
from desktop.sites.carrying import carry, flush_folder, refused, room_for
from desktop.sites.release_list import numbers

log = logging.getLogger(__name__)

INCOMING = "incoming"
#: Versions of one pack that are kept: the one in use and the one before it.
KEPT = 2


@dataclass(frozen=True)
class Glance:
    """What a pack says of itself; its content is not yet checked. ``digest`` is that of its manifest."""

    head: PackHead
    order: Order
    digest: str


def glance(path: Path) -> Glance:
    """Return what a pack says of itself. Raises DamagedFileError or PackError."""
    head = read_head(path)
    files = open_files(path)
    try:
        reader = Reader(files)
        order = reader.toml("order.toml", Order)
        if order is None:
            raise PackError(str(path), tuple(reader.faults))
        return Glance(head, order, files_digest(files))
    finally:
        files.close()


def install_pack(source: Path, places: Places, *, sha256: str = "", progress: Progress = unheard) -> Glance:
    """Install the delivered pack ``source`` and return what it is. Raises KnownError; nothing is changed then.

    With ``sha256`` from a signed list the file must be that very one. The pack's own manifest is held against every
    byte of the copy, and its parts against each other, before it comes where the program looks for packs.
    """
    incoming = places.data / INCOMING
    sweep(places)
    copy = incoming / f"{secrets.token_hex(8)}{SUFFIX}"
    room_for(incoming, 0)
    try:
        carry(source, copy, sha256=sha256, progress=progress)
        report = check_pack(copy)
        if report.faults:
            raise PackError(source.name, report.faults)
        found = glance(copy)
        _put(copy, places, found)
    except DamagedFileError as fault:
        raise type(fault)(
            fault.what, where=_on_stick(fault.where, copy, source), remedy=fault.remedy
        ) from fault
    finally:
        copy.unlink(missing_ok=True)
    log.info("pack %s %s installed, digest %s", found.head.id, found.head.version, found.digest)
    return found


def sweep(places: Places) -> None:
    """Remove what a broken copy left behind."""
    with suppress(OSError):
        for left in (places.data / INCOMING).iterdir():
            with suppress(OSError):
                left.unlink()


def thin(places: Places, pack_id: str, keep: Collection[str]) -> None:
    """Remove installed versions of a pack beyond the two newest; digests in ``keep`` stay, and what is in use."""
    found: list[tuple[tuple[int, ...], Path, str]] = []
    for path in places.packs.glob(f"{pack_id}-*{SUFFIX}"):
        with suppress(KnownError):
            seen = glance(path)
            if seen.head.id == pack_id:
                found.append((numbers(seen.head.version), path, seen.digest))
    for _version, path, digest in sorted(found, reverse=True)[KEPT:]:
        if digest not in keep:
            with suppress(OSError):
                path.unlink()
                log.info("an earlier version was removed: %s", path.name)


def _put(copy: Path, places: Places, found: Glance) -> None:
    target = places.packs / f"{found.head.id}-{found.head.version}{SUFFIX}"
    if _holds(target, found.digest):
        return
    aside = target.with_name(f".{target.name}.old")
    try:
        places.packs.mkdir(parents=True, exist_ok=True)
        if target.exists():
            target.replace(aside)
        copy.replace(target)
        flush_folder(places.packs)
    except OSError as fault:
        _back(aside, target)
        raise refused(fault, places.packs) from fault
    try:
        open_pack(target).files.close()
    except BaseException:
        target.unlink(missing_ok=True)
        _back(aside, target)
        raise
    with suppress(OSError):
        aside.unlink(missing_ok=True)


def _holds(target: Path, digest: str) -> bool:
    """Tell whether the pack is there already. Raises KnownError for other content under the same version."""
    if not os.path.lexists(target):
        return False
    try:
        there = glance(target).digest
        open_pack(target).files.close()
    except KnownError:
        return False  # what lies there is broken: it is replaced
    if there != digest:
        raise KnownError(
            _("本机已有同一版本号、内容不同的课程包，没有安装。"),
            where=target.name,
            remedy=_("请向课程包的作者要一个新版本号的。"),
        )
    return True


def _back(aside: Path, target: Path) -> None:
    if aside.exists() and not target.exists():
        aside.replace(target)


def _on_stick(where: str, copy: Path, source: Path) -> str:
    """Name the file that a person knows instead of our copy of it."""
    return source.name if where == str(copy) else where
